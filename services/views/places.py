"""Pages about places: counties and municipalities."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base import held
from portal.base.http import PageMoved, find_page, public_page, show
from portal.base.models import Source
from portal.base.text import alphabetical
from services import facts, finder, places
from services.models import Audience, County, Municipality
from services.stages import by_stage


@public_page()
def county_list(request: HttpRequest) -> HttpResponse:
    """The counties, as a list and a map."""
    counties = County.objects.published()
    context = {"counties": counties, "counties_by_key": {county.key: county for county in counties}}
    return show(request, "services/county_list.html", context)


@public_page()
def county_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One county: everything its inhabitants are owed, and at which desk."""
    county = find_page(request, County.objects.all(), slug)
    place = places.county_place(county)
    groups, ways_on = finder.desks_at(place, now=timezone.now())
    municipalities = list(county.municipalities.current())
    context = {
        "entry": county,
        "county": county,
        "place_word": _("%s county") % county,
        "trail": [(_("Counties"), reverse("services:county_list"))],
        "facts": facts.county_facts(county, len(municipalities)),
        "groups": groups,
        "ways_on": ways_on,
        "situations": by_stage(held.published(Audience)),
        "closed": county.centres.published().closed(),
        "municipalities": sorted(municipalities, key=lambda row: alphabetical(row.name)),
    }
    return show(request, "services/county_detail.html", context)


@public_page()
def municipality_list(request: HttpRequest) -> HttpResponse:
    """Every municipality of today, by county."""
    current = Prefetch("municipalities", Municipality.objects.current(), "today")
    counties = County.objects.published().prefetch_related(current)
    groups = [
        (county, sorted(county.today, key=lambda row: alphabetical(row.name)))
        for county in counties
    ]
    context = {
        "groups": groups,
        "form": finder.SearchForm(),
        "trail": [(_("Counties"), reverse("services:county_list"))],
    }
    return show(request, "services/municipality_list.html", context)


@public_page()
def municipality_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality: everything its inhabitants are owed, and at which desk."""
    number = slug.rpartition("-")[2]
    found = [p for p in places.places_from_number(number) if p.kind == "municipality"]
    place = found[0] if len(found) == 1 else None
    if place is None:
        return _became(request, slug, found)
    if place.word != slug:
        raise PageMoved(place.url, permanent=True)
    municipality = Municipality.objects.select_related("county").get(number=place.number)
    county = municipality.county
    groups, ways_on = finder.desks_at(place, now=timezone.now())
    context = {
        "municipality": municipality,
        "county": county,
        "groups": groups,
        "ways_on": ways_on,
        "situations": by_stage(held.published(Audience)),
        "facts": facts.municipality_facts(municipality),
        "sources": Source.objects.filter(pk__in=municipality.predecessors.values("sources")),
        "trail": [
            (_("Counties"), reverse("services:county_list")),
            (str(county), county.get_absolute_url()),
        ],
    }
    return show(request, "services/municipality_detail.html", context)


def _became(request: HttpRequest, slug: str, found: list[places.Place]) -> HttpResponse:
    """Show what a municipality that was divided became; what never was is not found."""
    if not found:
        raise Http404
    former = Municipality.objects.get(number=slug.rpartition("-")[2])
    context = {"former": former, "choices": finder.pages_of(found)}
    return show(request, "services/municipality_divided.html", context)
