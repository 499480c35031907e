"""Which texts of the app are slots, one per language."""

from modeltranslation.translator import TranslationOptions, register

from networks import models
from portal.base.languages import all_languages

EVERY_LANGUAGE = tuple(all_languages())


@register(models.Network)
class NetworkSlots(TranslationOptions):
    fields = (
        "name",
        "slug",
        "summary",
        "body",
        "standing_note",
        "members",
        "audience",
        "frequency",
    )
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Cooperation)
class CooperationSlots(TranslationOptions):
    fields = (
        "name",
        "slug",
        "summary",
        "body",
        "run_by",
        "period",
        "participants",
        "norwegian_role",
    )
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Meeting)
class MeetingSlots(TranslationOptions):
    fields = ("name", "slug", "summary", "place", "participants", "themes", "outcome")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug"))
