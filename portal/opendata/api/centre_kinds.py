"""Where guidance is given: career centres with their sites, channels and hours at the moment."""

from typing import Any

from django.utils import timezone

from portal.opendata.api.desks import contact_told, site_told
from portal.opendata.api.fields import (
    BOOLEAN,
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
    text,
)
from portal.opendata.api.kinds import Filter, Kind, of_sources, one_of_few
from portal.opendata.api.values import KeyValue, LanguageCode, choice_of
from services.directory import Match, Query, listing
from services.doors import Channel, DoorBook
from services.forms_directory import INTERPRETER
from services.hours import day_in_oslo
from services.models import Answer, CareerCentre, County

BY_HOURS = ("open", "evening", "access", "channel", "language")


def _with_doors(centres: list[Any]) -> None:
    """Give centres what is known of their doors at the moment; of a closed one nothing."""
    now = timezone.now()
    book = DoorBook(now)
    for centre in centres:
        centre.book = book
        centre.is_closed = centre.has_closed(day_in_oslo(now))


def _sites(centre: Any, say: Saying) -> list[dict[str, Any]]:
    book = centre.book
    return [
        site_told(site, book.door(site), book.with_hours(book.contacts["site", site.pk]), say)
        for site in book.current_sites(centre)
        if not centre.is_closed
    ]


def _contacts(centre: Any, say: Saying) -> list[dict[str, Any]]:
    book = centre.book
    known = [] if centre.is_closed else book.with_hours(book.contacts["centre", centre.pk])
    return [contact_told(contact, say) for contact in known]


def _is_open(centre: Any, say: Saying) -> bool | None:
    """Tell whether some door is open now; None where no hours are given."""
    if centre.is_closed:
        return False
    known = [door for door in centre.book.of_centre(centre) if door.has_hours]
    return any(door.is_open for door in known) if known else None


def _in_the_directory(found: Any, asked: dict[str, Any]) -> Any:
    """Narrow centres by what the directory asks of their doors."""
    if not any(asked.get(name) for name in BY_HOURS):
        return found
    book, today = DoorBook(timezone.now()), day_in_oslo(timezone.now())
    query = Query(**{name: asked.get(name) or "" for name in BY_HOURS})
    wanted = {Match.YES, Match.UNKNOWN} if asked.get("or_unknown") else {Match.YES}
    centres = [each for each in found.select_related("county") if not each.has_closed(today)]
    fitting = [each.pk for each in centres if listing(each, book, query, None).match in wanted]
    return found.filter(pk__in=fitting)


CENTRES = Kind(
    name="centres",
    schema_name="Centre",
    model=CareerCentre,
    about="The counties' career centres, and whether they are open now.",
    fields=of_page(
        Field("county", REF, "The county.", lambda entry, say: say.ref(entry.county)),
        plain("name_confirmed", BOOLEAN, "Whether the name is confirmed."),
        text("name_as_of", "From when the name is known."),
        text("about", "What is known, with its year."),
        plain("website", maybe(URI), "Its website."),
        plain("website_confirmed", BOOLEAN, "Whether the website is confirmed."),
        Field("spoken_languages", list_of(STRING), "Codes of the languages; empty: not given.",
              lambda entry, say: entry.languages),
        plain("interpreter", one_of(Answer, known=False), "Whether it uses interpreters."),
        Field("is_open", {"enum": [True, False, None]},
              "Whether some door is open now; null where no hours are confirmed.", _is_open),
        Field("sites", list_of(named("Site")), "The sites that are known to be in use.", _sites),
        Field("contacts", list_of(named("Contact")), "The confirmed ways to make contact.",
              _contacts),
        day("closed_on", "The day from which it has been closed, or is to close."),
        text("closed_because", "Why it closed."),
        text("go_instead", "Where to go instead."),
        Field("successor", maybe(REF), "The centre that took over.",
              lambda entry, say: say.ref(entry.successor)),
    ),
    filters=(
        Filter("county", KeyValue, "The key of a county.",
               lambda found, key: found.filter(county=one_of_few(County, key, "county"))),
        Filter("open", choice_of("now"), "Open now.", None, True),
        Filter("evening", choice_of("1"), "Open some evening of the coming week.", None, True),
        Filter("access", choice_of("step-free"), "With step-free access.", None, True),
        Filter("channel", choice_of(*Channel.values), "How one can talk to it.", None, True),
        Filter("language", LanguageCode | choice_of(INTERPRETER),
               "The code of a language spoken there, or interpreter.", None, True),
        Filter("or_unknown", bool,
               "True: also the centres of which it is not given whether they fit.", None, True),
    ),
    narrow=_in_the_directory,
    joined=("county", "successor"),
    only_in_details=of_sources,
    prepare=_with_doors,
)  # fmt: skip
