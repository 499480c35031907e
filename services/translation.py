"""Which texts of the app are slots, one per language."""

from modeltranslation.translator import TranslationOptions, register

from portal.base.languages import all_languages
from services import models

EVERY_LANGUAGE = tuple(all_languages())


@register(models.Organisation)
class OrganisationSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "short_name", "role")
    required_languages = {language: ("name", "slug") for language in EVERY_LANGUAGE}


@register(models.Sector)
class SectorSlots(TranslationOptions):
    fields = ("name", "slug", "summary")
    required_languages = {language: ("name", "slug") for language in EVERY_LANGUAGE}


@register(models.Audience)
class AudienceSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "group")
    required_languages = {language: ("name", "slug", "group") for language in EVERY_LANGUAGE}


@register(models.LegalBasis)
class LegalBasisSlots(TranslationOptions):
    fields = ("act", "section", "duty", "replaces")
    required_languages = {language: ("act", "duty") for language in EVERY_LANGUAGE}


@register(models.Service)
class ServiceSlots(TranslationOptions):
    fields = (
        "name",
        "slug",
        "summary",
        "body",
        "status_note",
        "for_whom",
        "cost",
        "referral",
        "how_to_get_it",
        "spoken_languages",
        "confidentiality",
    )
    required_languages = {language: ("name", "slug", "summary") for language in EVERY_LANGUAGE}


@register(models.County)
class CountySlots(TranslationOptions):
    fields = ("name", "slug", "summary")
    required_languages = {language: ("name", "slug") for language in EVERY_LANGUAGE}


@register(models.CareerCentre)
class CareerCentreSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "about", "name_as_of")
    required_languages = {language: ("name", "slug", "summary") for language in EVERY_LANGUAGE}


@register(models.Site)
class SiteSlots(TranslationOptions):
    fields = ("as_of",)


@register(models.ContactFact)
class ContactFactSlots(TranslationOptions):
    fields = ("note", "as_of")
