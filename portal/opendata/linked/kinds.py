"""What our names name: /id/<kind>/<key> leads to an entry, and to the page that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from portal.opendata.linked.datasets import PAGES
from services.models import (
    Audience,
    CareerCentre,
    County,
    Entitlement,
    LegalBasis,
    Municipality,
    Organisation,
    Sector,
    Service,
)


@dataclass(frozen=True)
class Kind:
    """The entries of a kind, the field they are named by, and the page that shows one."""

    entries: Callable[[], QuerySet[Any]]
    page: Callable[[Any, str], str]
    field: str = "key"


def _own_page(entry: Any, language: str) -> str:
    return entry.url_in(language)


def _service_page(entitlement: Entitlement, language: str) -> str:
    return entitlement.service.url_in(language)


def _list_page(basis: LegalBasis, language: str) -> str:
    return f"{basis.preview_url_in(language)}#{basis.key}"


def _municipality_page(municipality: Municipality, language: str) -> str:
    with override(language):
        return municipality.get_absolute_url()


KINDS = {
    "service": Kind(Service.objects.published, _own_page),
    "situation": Kind(Audience.objects.published, _own_page),
    "sector": Kind(Sector.objects.published, _own_page),
    "organisation": Kind(Organisation.objects.published, _own_page),
    "centre": Kind(CareerCentre.objects.published, _own_page),
    "county": Kind(County.objects.published, _own_page),
    "rule": Kind(lambda: Entitlement.objects.published().select_related("service"), _service_page),
    "law": Kind(LegalBasis.objects.published, _list_page),
    "municipality": Kind(Municipality.objects.current, _municipality_page, "number"),
}


def page_of(kind: str, key: str, language: str) -> str:
    """Return the page that shows what a name names, for a reader of a language; empty if nothing.

    The page is one in the language, or else in the nearest that it exists in.
    """
    if kind == "dataset":
        with override(language):
            return reverse(PAGES[key]) if key in PAGES else ""
    if kind not in KINDS:
        return ""
    known = KINDS[kind]
    entry = known.entries().filter(**{known.field: key}).first()
    return known.page(entry, language) if entry is not None else ""


NAMES: dict[type, str] = {
    Service: "service",
    Audience: "situation",
    Sector: "sector",
    Organisation: "organisation",
    CareerCentre: "centre",
    County: "county",
}


def named_data(entry: object) -> tuple[str, str] | None:
    """Return kind and key of an entry that linked data tells of; not a closed centre."""
    if isinstance(entry, CareerCentre) and entry.has_closed():
        return None
    kind = NAMES.get(type(entry))
    return (kind, entry.key) if kind else None  # type: ignore[attr-defined]
