"""Which texts of the app are slots, one per language."""

from modeltranslation.translator import TranslationOptions, register

from portal.base.languages import all_languages
from services import models

EVERY_LANGUAGE = tuple(all_languages())


@register(models.Organisation)
class OrganisationSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "short_name", "role")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug"))


@register(models.Sector)
class SectorSlots(TranslationOptions):
    fields = ("name", "slug", "summary")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug"))


@register(models.Audience)
class AudienceSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "group")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "group"))


@register(models.LegalBasis)
class LegalBasisSlots(TranslationOptions):
    fields = ("act", "section", "duty", "replaces")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("act", "duty"))


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
        "if_refused",
        "your_name",
        "written_down",
        "confidentiality",
        "who_learns",
    )
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Entitlement)
class EntitlementSlots(TranslationOptions):
    fields = (
        "conditions",
        "cost",
        "referral",
        "how_to_get_it",
        "if_refused",
        "your_name",
        "written_down",
        "confidentiality",
        "who_learns",
        "spoken_languages",
    )


@register(models.County)
class CountySlots(TranslationOptions):
    fields = ("name", "slug", "summary")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug"))


@register(models.CareerCentre)
class CareerCentreSlots(TranslationOptions):
    fields = (
        "name",
        "slug",
        "summary",
        "about",
        "name_as_of",
        "closed_because",
        "go_instead",
    )
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Site)
class SiteSlots(TranslationOptions):
    fields = ("as_of", "access_note")


@register(models.ContactFact)
class ContactFactSlots(TranslationOptions):
    fields = ("note", "as_of")


@register(models.HoursException)
class HoursExceptionSlots(TranslationOptions):
    fields = ("reason",)


@register(models.Schedule)
class ScheduleSlots(TranslationOptions):
    fields = ("as_of",)
