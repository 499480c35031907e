"""Whom a counsellor rings: a municipality and a situation give the professional desk."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.ring import RingForm, answer_at, lines, ring_url, situations
from portal.base import moments
from portal.base.http import PageMoved, absolute_url, find_page, public_page, show, show_asked
from portal.base.languages import in_every_language
from services import finder, sheets
from services.models import Audience
from services.places import Place, find_place, place_from_slug


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("For counsellors"), reverse("networks:counsellors")), *steps]


@public_page(RingForm)
def ring(request: HttpRequest) -> HttpResponse:
    """Who is it about, and where does the person live."""
    stages = situations()
    form = RingForm(request.GET if "situation" in request.GET else None, stages)
    form.initial["place"] = request.GET.get("place", "")[:80]
    audience, found = None, None
    if form.is_valid():
        wanted, text = form.cleaned_data["situation"], form.cleaned_data["place"]
        audience = next(a for group in stages for a in group.entries if a.key == wanted)
        found = find_place(text)
        if finder.is_certain(found):
            return HttpResponseRedirect(ring_url(audience, found.places[0]))
    places = (*found.places, *found.nearest) if found else ()
    context = {
        "form": form,
        "found": found,
        "choices": [(place, ring_url(audience, place)) for place in places] if audience else [],
        "trail": _trail(),
    }
    return show_asked(request, "networks/ring.html", context, form)


@public_page()
def ring_answer(request: HttpRequest, situation: str, place: str) -> HttpResponse:
    """The desks to ring."""
    context, _audience, _place = _asked(situation, place, request, view="ring_answer")
    context["trail"] = _trail((_("Whom do I ring?"), reverse("networks:ring")))
    return show(request, "networks/ring_answer.html", context)


@public_page()
def ring_card(request: HttpRequest, situation: str, place: str) -> HttpResponse:
    """The desks as a card to print."""
    context, audience, where = _asked(situation, place, request, view="ring_card")
    entries = [line.item.entitlement for line in context["lines"]]
    desks = [desk for line in context["lines"] for desk in line.item.desks]
    schedules = [schedule for desk in desks for schedule in desk.schedules]
    back = ring_url(audience, where)
    url = absolute_url(request, back)
    context |= {
        "sheet": sheets.make_sheet(url, entries, schedules, today=moments.day()),
        "back": back,
    }
    return show(request, "networks/ring_card.html", context)


def _asked(
    situation: str, slug: str, request: HttpRequest, *, view: str
) -> tuple[dict[str, Any], Audience, Place]:
    """Read the address of an answer, and find the answer; raises PageMoved and Http404."""
    try:
        audience = find_page(request, Audience.objects.all(), situation)
    except PageMoved as moved:
        old, new = f"/{situation}/", f"/{finder.slug_of(moved.entry)}/"
        path = request.path.replace(old, new, 1)
        raise PageMoved(path, permanent=moved.permanent, entry=moved.entry) from None
    place = place_from_slug(slug)
    if place is None or audience.stage == Audience.Stage.PROFESSIONAL:
        raise Http404
    if place.slug != slug:
        raise PageMoved(ring_url(audience, place, view=view), permanent=True)
    answer = answer_at(audience, place, now=timezone.now())
    context = {
        "audience": audience,
        "place": place,
        "label": place.label,
        "lines": lines(answer),
        "ways_on": answer.ways_on,
        "answer_url": finder.answer_url(audience, place),
        "card_url": ring_url(audience, place, view="ring_card"),
        "addresses": in_every_language(partial(ring_url, audience, place, view=view)),
    }
    return context, audience, place
