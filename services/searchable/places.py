"""Counties and municipalities, as readers search in them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.base.facts import shown_address
from portal.base.searchable import (
    Document,
    Searchable,
    names_besides,
    names_of,
    page_document,
    words,
)
from services.models import CareerCentre, County, Municipality, PostalCode


def _counties() -> Any:
    centres = CareerCentre.objects.published().in_operation()
    found: Any = County.objects.published()
    return found.prefetch_related(
        "former_counties__successors",
        Prefetch("municipalities", Municipality.objects.current(), "today"),
        Prefetch("centres", centres, "open_centres"),
    )


def _county(county: Any, language: str) -> Document:
    """Return a county with its names in every language, its earlier names and municipalities.

    A former county that was divided leads to each of its parts, but is no name of any of them.
    """
    whole, divided = _by_fate(county.former_counties.all())
    return page_document(
        county, language,
        names=(
            county.official_name, *(name for _language, name in county.other_names),
            *(row.name for row in whole),
        ),
        text=words(
            county.number, *(row.name for row in divided),
            *(row.official_name for row in county.today), names_of(county.open_centres, language),
            shown_address(county.council_website),
        ),
        counties=(county.key,),
    )  # fmt: skip


def _municipalities() -> Any:
    return Municipality.objects.current().select_related("county").prefetch_related(
        "predecessors__successors",
        Prefetch("postal_codes", PostalCode.objects.only("code", "place", "municipality")),
    )  # fmt: skip


def _municipality(row: Any, language: str) -> Document:
    """Return a municipality of today with its names, older ones too, and its postal codes."""
    codes = row.postal_codes.all()
    whole, divided = _by_fate(row.predecessors.all())
    county = [row.county] if row.county.is_public() else []
    with override(language):
        url = row.get_absolute_url()
        lead = _now(
            "Career guidance in %(name)s: what you are owed, who gives it and how to reach them."
        ) % {"name": row.name}
    return Document(
        url=url,
        title=row.name,
        language=language,
        lead=lead,
        text=words(
            row.number, names_of(county, language),
            *(old.official_name for old in divided),
            *dict.fromkeys(code.place for code in codes), *(code.code for code in codes),
        ),
        names=names_besides(
            row.name, *row.names, row.official_name,
            *(name for old in whole for name in old.names),
        ),
        counties=tuple(county.key for county in county),
    )  # fmt: skip


def _by_fate(former: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Return the former places that went up in one of today whole, and those that were divided."""
    heirs = {row: len(row.successors.all()) for row in former}
    return [row for row in heirs if heirs[row] == 1], [row for row in heirs if heirs[row] > 1]


SEARCHABLE = (
    Searchable(
        "county", County, _("County"), _("Counties"), _counties, _county, 1.35,
        {
            "services.municipality": "municipalities__number",
            "services.careercentre": "centres__key",
        },
    ),
    Searchable(
        "municipality", Municipality, _("Municipality"), _("Municipalities"),
        _municipalities, _municipality, 1.3,
        {"services.county": "county__key"},
    ),
)  # fmt: skip
