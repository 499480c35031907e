"""Translations: names in every language, nothing forgotten, and nothing left behind its source."""

from collections import defaultdict
from collections.abc import Iterator

from portal.base.languages import NORWEGIAN, all_languages
from portal.base.receipt.places import Examined, Place
from portal.base.receipt.receipt import Check, Finding, Level
from portal.base.translating.following import after_publish

CHECK = Check.TRANSLATIONS


def check(examined: Examined) -> Iterator[Finding]:
    """Find texts that are missing in a language, or that follow an older text."""
    slots: dict[str, dict[str, Place]] = defaultdict(dict)
    for place in examined.places:
        if place.slot and place.language in all_languages():
            slots[path_of_slot(place)][place.language] = place
    for path, places in slots.items():
        if next(iter(places.values())).slot == "body":
            yield from _body(places)
        else:
            yield from _missing(path, places)
    yield from _behind(examined, slots)


def path_of_slot(place: Place) -> str:
    """Return the path of the slot that a field is one language of."""
    return f"{place.path.removesuffix(place.name)}{place.slot}"


def _missing(path: str, places: dict[str, Place]) -> Iterator[Finding]:
    written = [language for language, place in places.items() if place.value]
    for place in places.values():
        if place.value:
            continue
        if path == "name":
            yield place.finding(CHECK, Level.ERROR, "name_missing")
        elif written:
            yield place.finding(CHECK, Level.WARNING, "text_missing", other=written)


def _body(places: dict[str, Place]) -> Iterator[Finding]:
    """A long text is written in one of the Norwegian standards, and translated to the others."""
    written = [language for language, place in places.items() if place.value]
    if not written:
        return
    wanted = [language for language in places if language not in NORWEGIAN]
    if not set(written) & set(NORWEGIAN):
        wanted = [NORWEGIAN[0]]
    for language in wanted:
        if not places[language].value:
            yield places[language].finding(CHECK, Level.WARNING, "body_missing", other=written)


def _behind(examined: Examined, slots: dict[str, dict[str, Place]]) -> Iterator[Finding]:
    """What will be behind once this is public: what was already, and what this leaves behind."""
    was = examined.entry.behind or {}
    will = was
    if examined.before is not None:
        model, before, after = type(examined.entry), examined.before, examined.after
        minor, in_force = examined.minor, examined.in_force
        will = after_publish(model, was, before, after, minor=minor, in_force=in_force)
    for language, texts in will.items():
        for path, followed in texts.items():
            place = slots.get(path, {}).get(language)
            if place is None:
                continue
            since = followed.get("since") if path in was.get(language, {}) else None
            if since:
                yield place.finding(CHECK, Level.WARNING, "behind", since=since)
            else:
                yield place.finding(CHECK, Level.WARNING, "left_behind")
