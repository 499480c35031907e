"""Which texts of the app are slots, one per language."""

from modeltranslation.translator import TranslationOptions, register

from guidance import models
from portal.base.languages import all_languages

EVERY_LANGUAGE = tuple(all_languages())


@register(models.Definition)
class DefinitionSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body", "by")
    required_languages = {language: ("name", "slug", "summary") for language in EVERY_LANGUAGE}


@register(models.FrameworkElement)
class FrameworkElementSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body", "question")
    required_languages = {language: ("name", "slug") for language in EVERY_LANGUAGE}


@register(models.PolicyMilestone)
class PolicyMilestoneSlots(TranslationOptions):
    fields = ("name", "publisher", "summary", "note", "date_note")
    required_languages = {language: ("name", "summary") for language in EVERY_LANGUAGE}


@register(models.MandatePage)
class MandatePageSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body", "dated")
    required_languages = {language: ("name", "slug", "summary") for language in EVERY_LANGUAGE}


@register(models.Term)
class TermSlots(TranslationOptions):
    fields = ("name", "definition")
    required_languages = {language: ("name", "definition") for language in EVERY_LANGUAGE}


@register(models.Resource)
class ResourceSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body")
    required_languages = {language: ("name", "slug", "summary") for language in EVERY_LANGUAGE}


@register(models.Article)
class ArticleSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body")
    required_languages = {language: ("name", "slug", "summary") for language in EVERY_LANGUAGE}
