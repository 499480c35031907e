"""Meetings and their cases: those to come, and what was decided at those that have been."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from guidance.models import Role
from networks.cases.filters import NOT_GIVEN
from networks.meetings import listing
from networks.models import Case, Cooperation, Level, Meeting, Network
from portal.opendata.api.fields import (
    DATE,
    ENTRY_KEY,
    INTEGER,
    MOMENT,
    REF,
    STRING,
    URI,
    Field,
    Saying,
    day,
    list_of,
    maybe,
    named,
    of_page,
    one_of,
    plain,
    ref,
    refs,
    text,
)
from portal.opendata.api.kinds import (
    Filter,
    Kind,
    entry_of,
    one_of_few,
)
from portal.opendata.api.papers import PAPERS, of_papers, short_case
from portal.opendata.api.values import KeyValue, WordsValue, YearValue, choice_of, value_of
from services.models import Answer, County, Organisation


def _coming_or_past(found: Any, when: str) -> Any:
    now = timezone.now()
    return found.upcoming(now=now) if when == "upcoming" else listing.latest(found, now)


def _at_level(found: Any, level: str) -> Any:
    return found.filter(Q(network__level=level) | Q(cooperation__level=level))


def _of_network(found: Any, key: str) -> Any:
    return found.of_network(entry_of(Network, key, "network"))


def _of_cooperation(found: Any, key: str) -> Any:
    return found.filter(cooperation=entry_of(Cooperation, key, "cooperation"))


def _from_day(found: Any, day: dt.date) -> Any:
    return found.filter(Q(ends_on__gte=day) | Q(ends_on__isnull=True, starts_on__gte=day))


def _time(name: str, about: str) -> Field:
    """Return a field with a time of day as clocks show it where the meeting is."""

    def read(entry: Meeting, say: Saying) -> str | None:
        value = getattr(entry, name)
        return value.strftime("%H:%M") if value else None

    return Field(name, maybe({"type": "string", "pattern": r"^\d\d:\d\d$"}), about, read)


def _moment(name: str, about: str) -> Field:
    def read(entry: Meeting, say: Saying) -> str | None:
        value = getattr(entry, name)
        return value.isoformat() if value else None

    return Field(name, maybe(MOMENT), about, read)


MEETINGS = Kind(
    name="meetings",
    schema_name="Meeting",
    model=Meeting,
    about="Meetings of networks and cooperation: those to come, and those that have been.",
    fields=of_page(
        plain("standing", one_of(Meeting.Standing), "Planned, held or cancelled."),
        text("change_note", "What has changed."),
        plain("year", INTEGER, "The year."),
        day("starts_on", "The first day, if it is known."),
        _time("start_time", "When it begins, by clocks where it is."),
        day("ends_on", "The last day, if it is another."),
        _time("end_time", "When it ends, by clocks where it is."),
        plain("time_zone", STRING, "Whose clocks."),
        _moment("starts_at", "The moment it begins."),
        _moment("ends_at", "The moment it ends."),
        plain("form", one_of(Meeting.Form, known=False), "In person, digital or both."),
        text("place", "Where."),
        plain("address", maybe(STRING), "Street address."),
        plain("digital_url", maybe(URI), "Where to take part digitally."),
        plain("registration_url", maybe(URI), "Where to sign up."),
        day("registration_deadline", "By when to sign up."),
        plain("capacity", maybe(INTEGER), "How many there is room for."),
        Field("spoken_languages", list_of(STRING), "Codes of the languages; empty: not given.",
              lambda entry, say: entry.languages),
        plain("interpreter", one_of(Answer, known=False), "Whether there is an interpreter."),
        plain("step_free", one_of(Answer, known=False), "Whether access is step-free."),
        plain("hearing_loop", one_of(Answer, known=False), "Whether there is a hearing loop."),
        ref("network", "The network whose meeting it is."),
        ref("cooperation", "The cooperation whose meeting it is."),
        refs("with_networks", "The networks it is held together with."),
        refs("with_organisations", "The organisations it is held together with."),
        text("participants", "Who took part.", in_lists=False),
        text("themes", "Its themes.", in_lists=False),
        text("outcome", "What came of it.", in_lists=False),
        Field("cases", list_of(named("CaseRef")), "The cases on its agenda.",
              lambda entry, say: [short_case(case, say) for case in entry.cases.all()],
              in_lists=False),
        PAPERS,
    ),
    filters=(
        Filter("when", choice_of("upcoming", "past"), "To come, or over.", _coming_or_past, True),
        Filter("year", YearValue, "The year.", lambda found, value: found.filter(year=value)),
        Filter("from_day", dt.date, "From a day.", _from_day),
        Filter("to_day", dt.date, "To a day, that day included.",
               lambda found, value: found.filter(starts_on__lte=value)),
        Filter("role", KeyValue, "The key of a role that the networks are for.",
               lambda found, key: found.for_role(one_of_few(Role, key, "role"))),
        Filter("county", KeyValue, "The key of a county; those of the whole country count.",
               lambda found, key: found.in_county(one_of_few(County, key, "county"))),
        Filter("network", KeyValue, "The key of a network that convenes.", _of_network),
        Filter("cooperation", KeyValue, "The key of a cooperation that convenes.",
               _of_cooperation),
        Filter("level", value_of(Level), "How far what convenes it reaches.", _at_level),
        Filter("form", value_of(Meeting.Form), "In person, digital, or both of them.",
               lambda found, value: found.filter(form__in=(value, Meeting.Form.BOTH))),
    ),
    joined=("network", "cooperation"),
    related=("with_networks", "with_organisations"),
    only_in_details=lambda: ("sources", "cases", *of_papers()),
)  # fmt: skip


def _of_networks_meetings(found: Any, key: str) -> Any:
    meetings = Meeting.objects.of_network(entry_of(Network, key, "network")).order_by()
    return found.filter(meeting__in=meetings.values("pk"))


CASES = Kind(
    name="cases",
    schema_name="Case",
    model=Case,
    about="The cases of meetings: what they were about, what was decided, what became of it.",
    fields=(
        ENTRY_KEY,
        Field("page", URI, "The page for people.",
              lambda entry, say: say.address(entry.url_in(say.language))),
        text("name", "What it is called."),
        plain("number", INTEGER, "Its place on the agenda."),
        plain("label", maybe(STRING), "Its number in the minutes."),
        Field("meeting", REF, "The meeting.", lambda entry, say: say.ref(entry.meeting)),
        Field("meeting_day", maybe(DATE), "The first day of the meeting, if it is known.",
              lambda entry, say: entry.meeting.starts_on and entry.meeting.starts_on.isoformat()),
        text("background", "What it was about."),
        text("decision", "What was decided."),
        ref("responsible", "The organisation that follows it up."),
        plain("follow_up", one_of(Case.FollowUp, known=False), "What has become of it."),
        day("due_on", "By when it is to be done."),
        day("followed_up_on", "From when what is said of the follow-up is."),
        text("follow_up_note", "About the follow-up."),
        Field("changed_at", MOMENT, "When the case became what is told here.",
              lambda entry, say: _case_changed(entry)),
        PAPERS,
    ),
    filters=(
        Filter("q", WordsValue, "Words that the case holds, in any language.",
               lambda found, value: found.with_words(value)),
        Filter("meeting", KeyValue, "The key of the meeting.",
               lambda found, key: found.filter(meeting=entry_of(Meeting, key, "meeting"))),
        Filter("network", KeyValue, "The key of a network that convened.", _of_networks_meetings),
        Filter("cooperation", KeyValue, "The key of a cooperation that convened.",
               lambda found, key: found.filter(
                   meeting__cooperation=entry_of(Cooperation, key, "cooperation"))),
        Filter("year", YearValue, "The year of the meeting.",
               lambda found, value: found.filter(meeting__year=value)),
        Filter("follow_up", choice_of(*(c.value for c in Case.FollowUp if c.value), NOT_GIVEN),
               "What has become of it.",
               lambda found, value: found.filter(follow_up="" if value == NOT_GIVEN else value)),
        Filter("organisation", KeyValue, "The key of an organisation that follows it up.",
               lambda found, key: found.filter(
                   responsible=one_of_few(Organisation, key, "organisation"))),
    ),
    public=lambda: Case.objects.published().latest_first(),
    joined=("meeting", "responsible"),
    only_in_details=of_papers,
)  # fmt: skip


def _case_changed(case: Case) -> str:
    return max(case.updated_at, case.meeting.published_from or case.updated_at).isoformat()
