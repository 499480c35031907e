"""Whether mail addresses, telephone numbers and references lead somewhere; no web page is asked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import dns.resolver
import phonenumbers
from django.apps import apps
from email_validator import EmailNotValidError, EmailUndeliverableError, validate_email

from portal.base.publishing import published_q
from portal.base.upkeep.findings import Finding, Outcome
from portal.base.upkeep.links import REGION

SECONDS = 10  # for the name service to answer
_EUROPEAN = "116"  # six digits, the same all over Europe, such as for missing children


def check_mail(address: str, resolver: dns.resolver.Resolver | None = None) -> Finding:
    """Ask the name service whether an address's domain takes mail; no mail is sent."""
    try:
        resolver = resolver or dns.resolver.Resolver()
        resolver.lifetime = SECONDS
        found = validate_email(address, check_deliverability=True, dns_resolver=resolver)
    except EmailUndeliverableError:
        return Finding(Outcome.GONE, "no_mail", reached=True)
    except EmailNotValidError:
        return Finding(Outcome.WRONG, "bad_address")
    except dns.resolver.NoResolverConfiguration:
        return Finding(Outcome.UNSURE, "no_name_service", reached=False)
    if hasattr(found, "mx"):
        return Finding(Outcome.WORKS, reached=True)
    return Finding(Outcome.UNSURE, "no_name_service", reached=False)


def check_phone(number: str) -> Finding:
    """Look a number up in the numbering plan; nobody is rung."""
    try:
        parsed = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return Finding(Outcome.WRONG, "no_number")
    european = number.startswith(_EUROPEAN) and len(number) == 6  # noqa: PLR2004 - digits
    short = phonenumbers.is_valid_short_number_for_region(parsed, REGION)
    if phonenumbers.is_valid_number(parsed) or short or european:
        return Finding(Outcome.WORKS)
    return Finding(Outcome.WRONG, "no_number")


def check_references(references: Iterable[str], now: dt.datetime) -> dict[str, Finding]:
    """Ask for each reference whether a public entry has it; one query for each kind of entry."""
    keys_of: dict[str, set[str]] = defaultdict(set)
    wanted = set(references)
    for reference in wanted:
        label, _slash, key = reference.removeprefix("ref:").partition("/")
        keys_of[label].add(key)
    found: dict[str, Finding] = dict.fromkeys(wanted, Finding(Outcome.WRONG, "no_entry"))
    for label, keys in keys_of.items():
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        if not hasattr(model, "url_name"):
            continue
        entries = model._base_manager.filter(key__in=keys)
        public = set(entries.filter(published_q(now)).values_list("key", flat=True))
        for key in entries.values_list("key", flat=True):
            works = Finding(Outcome.WORKS)
            hidden = Finding(Outcome.WRONG, "not_public")
            found[f"ref:{label}/{key}"] = works if key in public else hidden
    return found
