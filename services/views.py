"""Pages about who offers what to whom, by which law, where."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.base.http import find_page, public_page, show
from services import facts
from services.models import (
    Audience,
    CareerCentre,
    ContactFact,
    County,
    LegalBasis,
    Organisation,
    Sector,
    Service,
)


def _services_trail() -> list[tuple[str, str]]:
    return [(_("Services"), reverse("services:service_list"))]


@public_page
def service_list(request: HttpRequest) -> HttpResponse:
    """Every service, grouped by its status in law."""
    services = Service.objects.published().select_related("sector")
    groups = [
        {
            "status": status.value,
            "label": status.label,
            "services": [service for service in services if service.status == status],
        }
        for status in Service.Status
    ]
    return show(request, "services/service_list.html", {"groups": groups})


@public_page
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it is, the facts, the law, whom it is for, where it is given."""
    service = find_page(request, Service.objects.select_related("sector"), slug)
    legal_bases = list(service.legal_bases.published())
    context = {
        "entry": service,
        "trail": _services_trail(),
        "facts": facts.service_facts(service, legal_bases),
        "legal_bases": legal_bases,
        "audiences": service.audiences.published(),
        "contacts": service.contacts.current(),
        "counties": County.objects.published() if service.in_every_county else [],
        "networks": service.networks.published(),
        "siblings": Service.objects.published()
        .filter(sector=service.sector)
        .exclude(pk=service.pk),
    }
    return show(request, "services/service_detail.html", context)


@public_page
def audience_list(request: HttpRequest) -> HttpResponse:
    """Every situation a reader may be in."""
    context = {"audiences": Audience.objects.published(), "trail": _services_trail()}
    return show(request, "services/audience_list.html", context)


@public_page
def audience_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One situation, and the services for it."""
    audience = find_page(request, Audience.objects.all(), slug)
    trail = [*_services_trail(), (_("Situations"), reverse("services:audience_list"))]
    services = audience.services.published()
    context = {
        "entry": audience,
        "trail": trail,
        "services": services,
        "by_county": any(service.in_every_county for service in services),
        "counties": County.objects.published(),
    }
    return show(request, "services/audience_detail.html", context)


@public_page
def sector_list(request: HttpRequest) -> HttpResponse:
    """Every sector with its services."""
    published = Prefetch("services", Service.objects.published(), "public_services")
    sectors = Sector.objects.published().prefetch_related(published)
    context = {"sectors": sectors, "trail": _services_trail()}
    return show(request, "services/sector_list.html", context)


@public_page
def sector_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One sector and its services."""
    sector = find_page(request, Sector.objects.all(), slug)
    trail = [*_services_trail(), (_("Sectors"), reverse("services:sector_list"))]
    context = {"entry": sector, "trail": trail, "services": sector.services.published()}
    return show(request, "services/sector_detail.html", context)


@public_page
def legal_basis_list(request: HttpRequest) -> HttpResponse:
    """Every section of law that a service rests on, in force first."""
    published = Prefetch("services", Service.objects.published(), "public_services")
    bases = LegalBasis.objects.published().prefetch_related(published)
    context = {
        "in_force": [basis for basis in bases if basis.in_force],
        "repealed": [basis for basis in bases if not basis.in_force],
        "trail": _services_trail(),
    }
    return show(request, "services/legal_basis_list.html", context)


@public_page
def county_list(request: HttpRequest) -> HttpResponse:
    """The counties, as a list and a map."""
    counties = County.objects.published()
    context = {"counties": counties, "counties_by_key": {county.key: county for county in counties}}
    return show(request, "services/county_list.html", context)


@public_page
def county_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One county: its career centre as far as it is known, and the ways that always work."""
    county = find_page(request, County.objects.all(), slug)
    centres = county.centres.published().prefetch_related(
        "sites", Prefetch("contacts", ContactFact.objects.current(), "current_contacts")
    )
    context = {
        "entry": county,
        "county": county,
        "trail": [(_("Counties"), reverse("services:county_list"))],
        "facts": facts.county_facts(county),
        "centres": [
            {
                "centre": centre,
                "facts": facts.centre_facts(
                    centre,
                    centre.current_contacts,
                    list(centre.sites.all()),
                    on_county_page=True,
                ),
            }
            for centre in centres
        ],
        "services": Service.objects.published().filter(in_every_county=True),
        "digital_service": Service.objects.published().filter(key="karriereveiledning-no").first(),
        "municipalities": county.municipalities.all(),
    }
    return show(request, "services/county_detail.html", context)


@public_page
def centre_list(request: HttpRequest) -> HttpResponse:
    """The career centres by county."""
    centres = CareerCentre.objects.published().select_related("county")
    return show(request, "services/centre_list.html", {"centres": centres})


@public_page
def centre_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One career centre: what is known, with dates, and what is not confirmed."""
    centre = find_page(request, CareerCentre.objects.select_related("county"), slug)
    sites = list(centre.sites.all())
    contacts = list(centre.contacts.current())
    context = {
        "entry": centre,
        "county": centre.county,
        "trail": [(_("Career centres"), reverse("services:centre_list"))],
        "facts": facts.centre_facts(centre, contacts, sites),
        "former_sites": [site for site in sites if site.standing != site.Standing.CURRENT],
        "contacts": contacts,
        "has_old_contacts": centre.contacts.to_check().exists(),
        "services": Service.objects.published().filter(in_every_county=True),
        "digital_service": Service.objects.published().filter(key="karriereveiledning-no").first(),
    }
    return show(request, "services/centre_detail.html", context)


@public_page
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations that the system consists of."""
    organisations = list(Organisation.objects.published())
    labels = {
        Organisation.Kind.MINISTRY: _("Ministries"),
        Organisation.Kind.DIRECTORATE: _("Directorates and agencies"),
        Organisation.Kind.LOCAL: _("Counties and municipalities"),
        Organisation.Kind.EDUCATION: _("Universities and university colleges"),
        Organisation.Kind.INTERNATIONAL: _("International organisations"),
        Organisation.Kind.ASSOCIATION: _("Associations"),
        Organisation.Kind.OTHER: _("Others"),
    }
    groups = [
        {"label": label, "organisations": [o for o in organisations if o.kind == kind]}
        for kind, label in labels.items()
    ]
    context = {"groups": [group for group in groups if group["organisations"]]}
    return show(request, "services/organisation_list.html", context)


@public_page
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: its part in the system, its services, networks and cooperation."""
    organisation = find_page(request, Organisation.objects.all(), slug)
    context = {
        "entry": organisation,
        "trail": [(_("Organisations"), reverse("services:organisation_list"))],
        "facts": facts.organisation_facts(organisation),
        "services": organisation.services.published(),
        "networks": organisation.networks_convened.published(),
        "cooperations": organisation.cooperations.published(),
        "contacts": organisation.contacts.current(),
    }
    return show(request, "services/organisation_detail.html", context)
