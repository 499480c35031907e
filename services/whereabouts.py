"""Where a reader is: what a text meant, said in a sentence, with the other readings to choose."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from services.places import Answer, Outcome, Place, find_place


@dataclass(frozen=True)
class Asked:
    """Which county, and from where: one address of a page."""

    url_name: ClassVar[str] = "services:talk_now"

    county: str = ""
    place: str = ""

    @property
    def url(self) -> str:
        """Return the address in the current language."""
        return self.page_url(1)

    def page_url(self, number: int) -> str:
        """Return the address of one page of the answer in the current language."""
        given: dict[str, object] = {name: value for name, value in vars(self).items() if value}
        if number > 1:
            given["page"] = number
        return reverse(self.url_name) + (f"?{urlencode(given)}" if given else "")

    def without(self, name: str) -> Self:
        """Return the question with one part taken out."""
        return replace(self, **{name: ""})

    def at(self, place: Place) -> Self:
        """Return the question asked at another place; of a county, asked about that county."""
        if place.kind == "county":
            return replace(self, county=place.county, place="")
        return replace(self, place=place.slug)


@dataclass(frozen=True)
class Whereabouts:
    """A place that was found, or else what to say and what to choose from."""

    place: Place | None = None
    message: str = ""
    choices: tuple[Place, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Return where distances are measured from."""
        return self.place.point if self.place else None

    @property
    def county(self) -> str:
        """Return the key of the county the place lies in, if it lies in one."""
        return self.place.county if self.place else ""

    @property
    def outside(self) -> bool:
        """Tell whether the place lies in no county."""
        return self.place is not None and not self.place.county

    @property
    def name(self) -> str:
        """Return the place's name with what tells it from others."""
        return self.place.full_label if self.place else ""

    def links(self, asked: Asked) -> list[tuple[Place, str]]:
        """Return the places to choose from, each with its address."""
        return [(place, asked.at(place).url) for place in self.choices]


def whereabouts(text: str) -> Whereabouts:
    """Return what a text, or the word of a place chosen before, means."""
    text = text.strip()
    if not text:
        return Whereabouts()
    answer = find_place(text)
    if answer.outcome is Outcome.SEVERAL:
        message = _("More than one place may be called “%s”. Which one do you mean?") % answer.text
        return Whereabouts(None, message, answer.places)
    if answer.outcome is Outcome.UNKNOWN:
        return _unknown(answer)
    found = _found(answer.places[0])
    if answer.guessed and not found.message:
        words = {"text": answer.text, "place": answer.places[0].full_label}
        return Whereabouts(found.place, _("We read “%(text)s” as %(place)s.") % words)
    return found


def _found(place: Place) -> Whereabouts:
    if place.kind == "county":
        message = _("%s is a county. To see distances, write a postal code or a municipality.")
        return Whereabouts(place, message % place.name, (place,))
    if place.kind == "municipality":
        return Whereabouts(place)
    message = _("No county lies there, so which career centre serves you is not given.")
    return Whereabouts(place, message)


def _unknown(answer: Answer) -> Whereabouts:
    message = _("We found no place called “%s”.") % answer.text
    if answer.nearest:
        message += " " + _("Did you mean one of these?")
    return Whereabouts(None, message, answer.nearest)
