"""Pages about who offers what to whom, by which law, where."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.base import held
from portal.base.http import find_page, public_page, show
from services import facts
from services.models import (
    Audience,
    County,
    LegalBasis,
    Organisation,
    Sector,
    Service,
)
from services.owed import owed
from services.stages import by_stage


def _services_trail() -> list[tuple[str, str]]:
    return [(_("Services"), reverse("services:service_list"))]


@public_page()
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


@public_page()
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it is, the facts, the law, whom it is for, where it is given."""
    service = find_page(request, Service.objects.select_related("sector"), slug)
    legal_bases = held.related(service, "legal_bases")
    context = {
        "entry": service,
        "trail": _services_trail(),
        "facts": facts.service_facts(service, legal_bases, held.related(service, "providers")),
        "legal_bases": legal_bases,
        "owed": owed(service.entitlements),
        "contacts": service.contacts.current(),
        "counties": held.published(County) if service.in_every_county else [],
        "networks": held.related(service, "networks"),
        "siblings": [
            other
            for other in held.among(Service, "sector_id", [service.sector_id])
            if other.pk != service.pk
        ],
    }
    return show(request, "services/service_detail.html", context)


@public_page()
def audience_list(request: HttpRequest) -> HttpResponse:
    """Every situation a reader may be in, under the kinds of situation."""
    groups = by_stage(Audience.objects.published())
    context = {"groups": groups, "trail": _services_trail()}
    return show(request, "services/audience_list.html", context)


@public_page()
def audience_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One situation, what someone in it is owed, and the way to the finder."""
    audience = find_page(request, Audience.objects.all(), slug)
    context = {
        "entry": audience,
        "trail": [*_services_trail(), (_("Situations"), reverse("services:audience_list"))],
        "owed": owed(audience.entitlements),
    }
    return show(request, "services/audience_detail.html", context)


@public_page()
def sector_list(request: HttpRequest) -> HttpResponse:
    """Every sector with its services."""
    published = Prefetch("services", Service.objects.published(), "public_services")
    sectors = Sector.objects.published().prefetch_related(published)
    context = {"sectors": sectors, "trail": _services_trail()}
    return show(request, "services/sector_list.html", context)


@public_page()
def sector_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One sector and its services."""
    sector = find_page(request, Sector.objects.all(), slug)
    trail = [*_services_trail(), (_("Sectors"), reverse("services:sector_list"))]
    context = {"entry": sector, "trail": trail, "services": sector.services.published()}
    return show(request, "services/sector_detail.html", context)


@public_page()
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


@public_page()
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


@public_page()
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: its part in the system, its services, networks and cooperation."""
    organisation = find_page(request, Organisation.objects.all(), slug)
    context = {
        "entry": organisation,
        "trail": [(_("Organisations"), reverse("services:organisation_list"))],
        "facts": facts.organisation_facts(organisation),
        "services": held.related(organisation, "services"),
        "networks": held.related(organisation, "networks_convened"),
        "cooperations": held.related(organisation, "cooperations"),
        "contacts": organisation.contacts.current(),
    }
    return show(request, "services/organisation_detail.html", context)
