"""The finder: from a situation and a place to a named desk. Every step is an address."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base import moments
from portal.base.asked_often import limited
from portal.base.http import PageMoved, absolute_url, find_page, public_page, show, show_asked
from portal.base.languages import in_every_language
from services import finder, places, sheets
from services.models import Audience, County
from services.places import ANYWHERE, OUTSIDE_NORWAY, Place, county_place
from services.stages import by_stage


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Find guidance"), reverse("services:find")), *steps]


def _situation(request: HttpRequest, slug: str) -> Audience:
    """Return the situation of an address; one that moved redirects within the finder."""
    try:
        return find_page(request, Audience.objects.all(), slug)
    except PageMoved as moved:
        path = request.get_full_path()
        new = path.replace(f"/{slug}/", f"/{finder.slug_of(moved.entry)}/", 1)
        raise PageMoved(new, permanent=moved.permanent, entry=moved.entry) from None


def _place(audience: Audience, slug: str, *, view: str) -> Place:
    """Return the place of an address; an older or misspelt word redirects to today's."""
    place = places.place_from_slug(slug)
    if place is None:
        raise Http404
    if place.slug != slug:
        raise PageMoved(finder.answer_url(audience, place, view=view), permanent=True)
    return place


@public_page(finder.FindForm)
@limited("searches", "place")
def find(request: HttpRequest) -> HttpResponse:
    """First question: which situation are you in. With both answers given: the answer."""
    form = finder.FindForm(request.GET)
    form.is_valid()
    text, age = form.cleaned_data.get("place", ""), form.cleaned_data.get("age")
    situations = list(Audience.objects.published())
    wanted = form.cleaned_data.get("situation")
    chosen = next((audience for audience in situations if audience.key == wanted), None)
    answer = places.find_place(text) if text else None
    certain = answer is not None and finder.is_certain(answer)
    if chosen and answer and certain:
        return HttpResponseRedirect(finder.answer_url(chosen, answer.places[0], age))
    if chosen:
        return HttpResponseRedirect(finder.situation_url(chosen, text, age))
    place = answer.places[0] if answer and certain else None
    for audience in situations:
        audience.url = (
            finder.answer_url(audience, place) if place else finder.situation_url(audience, text)
        )
    context = {
        "form": form,
        "place": place,
        "stages": by_stage(situations),
        "addresses": in_every_language(lambda: finder.find_url(text)),
    }
    return show_asked(request, "services/find.html", context, form)


@public_page(finder.PlaceForm)
@limited("searches", "place")
def find_place(request: HttpRequest, situation: str) -> HttpResponse:
    """Second question: where do you live; and how old are you, where that decides."""
    audience = _situation(request, situation)
    form = finder.PlaceForm(request.GET or None, suggestions=finder.search_url("", audience))
    if form.is_bound:
        form.is_valid()
    data = getattr(form, "cleaned_data", {})
    text, age = data.get("place", ""), data.get("age")
    answer = places.find_place(text) if text else None
    if answer and finder.is_certain(answer) and not form.errors:
        return HttpResponseRedirect(finder.answer_url(audience, answer.places[0], age))
    if form.is_bound and not text and not form.errors:
        form.add_error("place", _("Write where you live, or choose from the lists below."))
    counties = County.objects.published()
    context = {
        "audience": audience,
        "form": form,
        "answer": answer,
        "choices": finder.links(audience, answer, age),
        "counties": [(c, finder.answer_url(audience, county_place(c), age)) for c in counties],
        "elsewhere": [
            (p.label, finder.answer_url(audience, p, age)) for p in (*OUTSIDE_NORWAY, ANYWHERE)
        ],
        "age_matters": finder.age_matters(audience),
        "trail": _trail(),
        "addresses": in_every_language(lambda: finder.situation_url(audience, text, age)),
    }
    return show_asked(request, "services/find_place.html", context, form)


@public_page(finder.PlaceForm)
def find_answer(request: HttpRequest, situation: str, place: str) -> HttpResponse:
    """What you are owed, by which law, who gives it, where and when, and what if refused."""
    asked = _asked(request, situation, place, view="find_answer")
    context = asked.context(view="find_answer") | {
        "answer": asked.answer,
        "change_place": finder.situation_url(asked.audience, age=asked.age),
        "sheet_url": finder.answer_url(asked.audience, asked.place, asked.age, view="find_sheet"),
        "trail": _trail((str(asked.audience), finder.situation_url(asked.audience))),
    }
    return show_asked(request, "services/find_answer.html", context, asked.form)


@public_page(finder.PlaceForm)
def find_sheet(request: HttpRequest, situation: str, place: str) -> HttpResponse:
    """The answer as a sheet of paper."""
    asked = _asked(request, situation, place, view="find_sheet")
    if asked.form.errors:  # said where there is a field to correct
        age = asked.form["age"].value()
        return HttpResponseRedirect(finder.answer_url(asked.audience, asked.place, age))
    entries = [item.entitlement for item in asked.answer.owed]
    desks = [desk for item in asked.answer.owed for desk in item.desks]
    schedules = [schedule for desk in desks for schedule in desk.schedules]
    back = finder.answer_url(asked.audience, asked.place, asked.age)
    url = absolute_url(request, back)
    entries += [desk.entry for desk in desks if desk.closes]
    context = asked.context(view="find_sheet") | {
        "owed": [(item, sheets.known_facts(item.terms)) for item in asked.answer.owed],
        "ways_on": asked.answer.ways_on,
        "sheet": sheets.make_sheet(url, entries, schedules, today=moments.day()),
        "back": back,
    }
    return show(request, "services/find_sheet.html", context)


@dataclass(frozen=True)
class _Asked:
    """What the address of an answer asks for, and the answer."""

    audience: Audience
    place: Place
    form: finder.PlaceForm
    age: int | None
    answer: finder.FinderAnswer

    def context(self, *, view: str) -> dict[str, Any]:
        """Return what the answer and its sheet have in common."""
        address = partial(finder.answer_url, self.audience, self.place, self.age, view=view)
        return {
            "audience": self.audience,
            "place": self.place,
            "label": self.place.label,
            "form": self.form,
            "age": self.age,
            "answer_url": finder.answer_url(self.audience, self.place, self.age),
            "addresses": in_every_language(address),
        }


def _asked(request: HttpRequest, situation: str, slug: str, *, view: str) -> _Asked:
    """Read the address of an answer, and find the answer; raises PageMoved and Http404."""
    audience = _situation(request, situation)
    place = _place(audience, slug, view=view)
    form = finder.PlaceForm(request.GET)
    form.is_valid()
    age = form.cleaned_data.get("age")
    return _Asked(
        audience, place, form, age, finder.answer(audience, place, age, now=timezone.now())
    )


@public_page(finder.SearchForm, "for")
@limited("suggestions", "place")
def place_search(request: HttpRequest) -> HttpResponse:
    """The places that a text may mean, as links; the finder's while one is looking for guidance."""
    form = finder.SearchForm(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("place", "")
    wanted = form.cleaned_data.get("for")
    audience = Audience.objects.published().filter(key=wanted).first() if wanted else None
    found = places.suggest(text)
    context = {
        "form": form,
        "text": text,
        "audience": audience,
        "choices": finder.answers_at(audience, found) if audience else finder.pages_of(found),
        "addresses": in_every_language(lambda: finder.search_url(text, audience)),
    }
    return show_asked(request, "services/place_search.html", context, form)
