"""Services, situations and sectors, as readers search in them."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from portal.base.facts import shown_address
from portal.base.searchable import (
    Document,
    Searchable,
    choice,
    every_slot,
    names_of,
    page_document,
    page_of,
    slots,
    words,
)
from services.models import (
    Audience,
    ContactFact,
    Entitlement,
    LegalBasis,
    Organisation,
    Sector,
    Service,
)

TERMS = (
    *("cost", "referral", "how_to_get_it", "if_refused", "spoken_languages"),
    *("your_name", "written_down", "confidentiality", "who_learns"),
)


def ways(contacts: list[Any], language: str) -> str:
    """Return ways to make contact, which have to be current, as words."""
    return words(*(words(contact.value, slots(contact, language, "note")) for contact in contacts))


def law_names(bases: list[Any], language: str) -> str:
    """Return the sections that something rests on, those in force, as words."""
    here = (" ".join(slots(base, language, "act", "section").split("\n")) for base in bases)
    return words(*here)


def _services() -> Any:
    owed = Entitlement.objects.published().select_related("audience")
    found: Any = Service.objects.published()
    return found.select_related("sector").prefetch_related(
        Prefetch("entitlements", owed, "public_entitlements"),
        Prefetch("legal_bases", LegalBasis.objects.published(), "public_bases"),
        Prefetch("providers", Organisation.objects.published(), "public_providers"),
        Prefetch("contacts", ContactFact.objects.current(), "current_contacts"),
    )  # fmt: skip


def _service(service: Any, language: str) -> Document:
    """Return a service with its facts, its law, who answers for it, and whom it is for."""
    page = page_of(service, language)
    audiences = [entitlement.audience for entitlement in service.public_entitlements]
    sector = [service.sector] if service.sector.is_public() else []
    text = words(
        choice(service, "status", page),
        slots(service, page, "status_note", "for_whom", *TERMS),
        law_names([base for base in service.public_bases if base.in_force], page),
        names_of([*service.public_providers, *sector, *audiences], page),
        *(slots(provider, page, "short_name") for provider in service.public_providers),
        *(slots(audience, page, "group") for audience in audiences),
        *(slots(entitlement, page, "conditions") for entitlement in service.public_entitlements),
        ways(service.current_contacts, page),
        shown_address(service.website),
    )
    keys = tuple(audience.key for audience in audiences)
    return page_document(service, language, text=text, audiences=keys)


def _audiences() -> Any:
    owed = Entitlement.objects.published().select_related("service")
    return Audience.objects.published().prefetch_related(
        Prefetch("entitlements", owed, "public_entitlements")
    )


def _audience(audience: Any, language: str) -> Document:
    """Return a situation with what others call it, and what someone in it is owed."""
    text = words(
        choice(audience, "stage", language),
        names_of([entitlement.service for entitlement in audience.public_entitlements], language),
        *(slots(entry, language, "conditions") for entry in audience.public_entitlements),
    )
    groups = every_slot(audience, "group")
    return page_document(audience, language, text=text, names=groups, audiences=(audience.key,))


def _sectors() -> Any:
    public = Prefetch("services", Service.objects.published(), "public_services")
    return Sector.objects.published().prefetch_related(public)


def _sector(sector: Any, language: str) -> Document:
    """Return a sector with the names of its services."""
    return page_document(sector, language, text=names_of(sector.public_services, language))


SEARCHABLE = (
    Searchable(
        "service", Service, _("Service"), _("Services"), _services, _service, 1.5,
        {
            "services.sector": "sector__key",
            "services.entitlement": "entitlements__key",
            "services.audience": "entitlements__audience__key",
            "services.legalbasis": "legal_bases__key",
            "services.organisation": "providers__key",
        },
    ),
    Searchable(
        "audience", Audience, _("Situation"), _("Situations"), _audiences, _audience, 1.5,
        {
            "services.entitlement": "entitlements__key",
            "services.service": "entitlements__service__key",
        },
    ),
    Searchable(
        "sector", Sector, _("Sector"), _("Sectors"), _sectors, _sector, 0.7,
        {"services.service": "services__key"},
    ),
)  # fmt: skip
