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
        "mandate",
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
        "how_to_take_part",
        "norwegian_role",
    )
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug", "summary"))


@register(models.Membership)
class MembershipSlots(TranslationOptions):
    fields = ("name", "note")


@register(models.Meeting)
class MeetingSlots(TranslationOptions):
    fields = (
        "name",
        "slug",
        "summary",
        "place",
        "access_note",
        "change_note",
        "participants",
        "themes",
        "outcome",
    )
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name", "slug"))


@register(models.MeetingSeries)
class MeetingSeriesSlots(TranslationOptions):
    fields = ("name", "place", "access_note")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name",))


@register(models.SeriesException)
class SeriesExceptionSlots(TranslationOptions):
    fields = ("reason",)


@register(models.Case)
class CaseSlots(TranslationOptions):
    fields = ("name", "background", "decision", "follow_up_note")
    required_languages = dict.fromkeys(EVERY_LANGUAGE, ("name",))
