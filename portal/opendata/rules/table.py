"""The rules of the finder as data that a program can follow: docs/rules.md says how."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from portal.base import held, moments
from portal.base.languages import all_languages
from services.desks import DeskBook
from services.hours import day_in_oslo
from services.models import (
    Audience,
    CareerCentre,
    County,
    Entitlement,
    LegalBasis,
    Municipality,
    Organisation,
)

FORMAT = "1"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
GivenBy = Entitlement.GivenBy
# What a desk is, and by what it is found: the centres or the authority of the county, the service
# itself, or nothing but the kind, where the place says which one of them it is.
DESKS: dict[Any, dict[str, str]] = {
    GivenBy.CAREER_CENTRE: {"desk": "career_centre", "found_by": "centres"},
    GivenBy.COUNTY: {"desk": "county", "found_by": "county"},
    GivenBy.COUNTY_SCHOOL: {"desk": "county", "found_by": "kind"},
    GivenBy.NATIONAL: {"desk": "national", "found_by": "service"},
} | {
    kind: {"desk": kind, "found_by": "kind"}
    for kind in (
        GivenBy.SCHOOL,
        GivenBy.MUNICIPAL_SCHOOL,
        GivenBy.MUNICIPALITY,
        GivenBy.NAV,
        GivenBy.INSTITUTION,
        GivenBy.PRISON,
    )
}


def in_each_language(entry: Any, field: str) -> dict[str, str]:
    """Return a text in the languages it is written in."""
    found = {code: getattr(entry, f"{field}_{code}") for code in all_languages()}
    return {code: text for code, text in found.items() if text}


def entitlements() -> list[Any]:
    """Return what is owed, situation by situation in the order of the finder's answer."""
    public = Entitlement.objects.published().select_related("service", "audience")
    found = public.prefetch_related(
        Prefetch("legal_bases", LegalBasis.objects.published(), "public_legal_bases"),
        Prefetch("service__providers", Organisation.objects.published(), "public_providers"),
    )
    return list(found)


def rule(entitlement: Any) -> dict[str, Any]:
    """Return one rule: who, of which age, is owed what, by whom, by which law."""
    return {
        "key": entitlement.key,
        "situation": entitlement.audience.key,
        "service": entitlement.service.key,
        "standing": entitlement.standing,
        "given_by": entitlement.given_by,
        "responsible": [provider.key for provider in entitlement.service.public_providers],
        "age_from": entitlement.age_from,
        "age_to": entitlement.age_to,
        "conditions": in_each_language(entitlement, "conditions"),
        "legal_bases": [basis.key for basis in entitlement.public_legal_bases if basis.in_force],
        "confirmed": entitlement.is_confirmed,
        "checked_on": entitlement.checked_on.isoformat() if entitlement.checked_on else None,
    }


def rules(found: Iterable[Any]) -> dict[str, Any]:
    """Return all that the rules need: who gives what, where the desks are, and the rules."""
    found, today = list(found), day_in_oslo(timezone.now())
    moments.day()  # a centre may close tomorrow
    services = {each.service.key: each.service for each in found}
    bases = {basis.key: basis for each in found for basis in each.public_legal_bases}
    centres: dict[int, list[str]] = {}
    for centre in CareerCentre.objects.published().in_operation(on=today):
        centres.setdefault(centre.county_id, []).append(centre.key)
    counties: Any = County.objects.published().order_by("number")
    digital = DeskBook.load(now=timezone.now()).digital
    return {
        "format": FORMAT,
        "license": LICENCE,
        "given_by": DESKS,
        "ways_on": {"service": digital.key if digital else None, "county": True},
        "situations": [
            {"key": each.key, "name": in_each_language(each, "name")}
            for each in held.published(Audience)
        ],
        "services": [
            {"key": key, "name": in_each_language(services[key], "name")}
            for key in sorted(services)
        ],
        "legal_bases": [
            {
                "key": key,
                "act": in_each_language(bases[key], "act"),
                "section": in_each_language(bases[key], "section"),
                "url": bases[key].lovdata_url or None,
                "confirmed": bases[key].is_confirmed,
            }
            for key in sorted(bases)
            if bases[key].in_force
        ],
        "counties": [
            {
                "key": county.key,
                "number": county.number,
                "name": in_each_language(county, "name"),
                "centres": centres.get(county.pk, []),
            }
            for county in counties
        ],
        "municipalities": [
            {"number": number, "name": name, "county": county}
            for number, name, county in Municipality.objects.current()
            .filter(county__in=County.objects.published())
            .order_by("number")
            .values_list("number", "name", "county__key")
        ],
        "rules": [rule(each) for each in found],
    }


HEADER = (
    *("key", "situation", "service", "standing", "given_by", "responsible", "age_from", "age_to"),
    *("legal_bases", "confirmed", "checked_on"),
    *(f"{name}_{code}" for name in ("situation_name", "service_name") for code in all_languages()),
    *(f"conditions_{code}" for code in all_languages()),
)


def row(entitlement: Any) -> list[str]:
    """Return a rule as a line of a table, in the order of the header."""
    told = rule(entitlement)
    plain = [told[name] for name in HEADER[:11]]
    texts = [
        in_each_language(entry, field).get(code, "")
        for entry, field in (
            (entitlement.audience, "name"),
            (entitlement.service, "name"),
            (entitlement, "conditions"),
        )
        for code in all_languages()
    ]
    return [*map(_cell, plain), *texts]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)
