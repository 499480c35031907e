"""Which texts of the app are slots, one per language."""

from modeltranslation.translator import TranslationOptions, register

from guidance import models
from portal.base.languages import all_languages

EVERY_LANGUAGE = tuple(all_languages())


@register(models.Definition)
class DefinitionSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body", "by")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.FrameworkElement)
class FrameworkElementSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body", "question")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug"))


@register(models.PolicyMilestone)
class PolicyMilestoneSlots(TranslationOptions):
    fields = ("name", "publisher", "summary", "note", "date_note")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "summary"))


@register(models.MandatePage)
class MandatePageSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body", "dated")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Term)
class TermSlots(TranslationOptions):
    fields = ("name", "definition")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "definition"))


@register(models.Role)
class RoleSlots(TranslationOptions):
    fields = ("name", "slug", "summary")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Resource)
class ResourceSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Article)
class ArticleSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "body")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))
