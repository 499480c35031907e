"""The career centres: a directory, each centre, and whom to talk to now."""

from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base import held
from portal.base.http import find_page, public_page, show, show_asked
from portal.base.languages import in_every_language
from portal.base.paging import page_links, page_of
from services import facts, talk
from services.directory import Match, Query, search
from services.doors import DoorBook
from services.forms_directory import DirectoryForm, PlaceForm
from services.models import CareerCentre, ContactFact, County, Service, Site
from services.site_facts import site_sections
from services.whereabouts import Asked, whereabouts

DIGITAL_SERVICE = "karriereveiledning-no"


@public_page(DirectoryForm, "page")
def centre_list(request: HttpRequest) -> HttpResponse:
    """The career centres that are what the reader asks for, and those that may be."""
    counties = held.published(County)
    centres = CareerCentre.objects.published().select_related("county")
    spoken = {code for centre in centres if not centre.has_closed() for code in centre.languages}
    form = DirectoryForm(request.GET, counties, spoken)
    query = Query(**form.cleaned_data)
    where = whereabouts(query.place)
    sort = form.sorted_by(where.point)
    book = DoorBook(timezone.now())
    results = search(centres, book, replace(query, sort=sort), where.place)
    page = page_of([*results.matching, *results.not_known], request.GET.get("page", ""))
    context = {
        "form": form,
        "query": query,
        "where": where,
        "results": results,
        "matching": [entry for entry in page if entry.match is Match.YES],
        "not_known": [entry for entry in page if entry.match is Match.UNKNOWN],
        "page": page,
        "page_links": page_links(page, query.page_url),
        "removals": [(form.in_words(name), query.without(name).url) for name in query.filters],
        "choices": where.links(query),
        "counties": counties,
        "addresses": in_every_language(lambda: query.page_url(page.number)),
    }
    return show_asked(request, "services/centre_list.html", context, form)


@public_page()
def centre_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One career centre: what is known, with dates, and what is not confirmed."""
    old = ContactFact.objects.to_check().filter(centre=OuterRef("pk"))
    centres = CareerCentre.objects.select_related("county").annotate(has_old_contacts=Exists(old))
    centre, services = find_page(request, centres, slug), held.published(Service)
    book = DoorBook(timezone.now(), centre)
    sites, current = book.sites[centre.pk], book.current_sites(centre)
    contacts = book.with_hours(book.contacts["centre", centre.pk])
    if centre.has_closed():  # nothing of it is shown as current
        current, contacts = [], []
    context = {
        "entry": centre,
        "county": centre.county,
        "successor": _successor(centre),
        "trail": [(_("Career centres"), reverse("services:centre_list"))],
        "facts": facts.centre_facts(centre, contacts, sites),
        "sites": site_sections(current, book, contacts),
        "former_sites": [site for site in sites if site.standing != Site.Standing.CURRENT],
        "contacts": [c for c in contacts if c.kind not in {"address", "booking"}],
        "has_old_contacts": centre.has_old_contacts,
        "services": [service for service in services if service.in_every_county],
        "digital_service": next((s for s in services if s.key == DIGITAL_SERVICE), None),
    }
    return show(request, "services/centre_detail.html", context)


def _successor(centre: CareerCentre) -> CareerCentre | None:
    """Return the public centre that follows a closed one."""
    if centre.successor_id is None:
        return None
    return CareerCentre.objects.published().filter(pk=centre.successor_id).first()


@public_page(PlaceForm)
def talk_now(request: HttpRequest) -> HttpResponse:
    """Whom can I talk to now? Channels and desks, open ones first, then those that open soonest."""
    counties = held.published(County)
    form = PlaceForm(request.GET, counties)
    query = Asked(**form.cleaned_data)
    where = whereabouts(query.place)
    centres = CareerCentre.objects.published().in_operation().select_related("county")
    if where.outside:
        centres = centres.none()
    if county := query.county or where.county:
        centres = centres.filter(county__key=county)
    services = held.published(Service)
    digital = next((service for service in services if service.key == DIGITAL_SERVICE), None)
    ways = talk.ways_to_talk(services, centres, DoorBook(timezone.now()), where.place)
    context = {
        "form": form,
        "where": where,
        "choices": where.links(query),
        "first": talk.first(ways, in_county=bool(county)),
        "digital_service": digital,
        "groups": talk.in_groups(ways),
        "county": next((entry for entry in counties if entry.key == county), None),
        "addresses": in_every_language(lambda: query.url),
    }
    return show_asked(request, "services/talk_now.html", context, form)
