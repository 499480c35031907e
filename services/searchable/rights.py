"""Rights and offers, and the law behind them, as readers search in them."""

import re
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.base import languages
from portal.base.searchable import (
    Document,
    Searchable,
    choice,
    closing,
    names_besides,
    names_of,
    page_of,
    slots,
    words,
)
from services.facts import ages_in_words
from services.models import Entitlement, LegalBasis, Service
from services.searchable.offers import TERMS, law_names

_ACT = re.compile(r"([^(]*)(?:\(([^()]+)\))?")
_LETTER_APART = re.compile(r"(?<=\d) (?=[a-z]\b)")


def _entitlements() -> Any:
    public = Prefetch("legal_bases", LegalBasis.objects.published(), "public_bases")
    found = Entitlement.objects.published().select_related("service", "audience")
    return found.prefetch_related(public)


def _entitlement(entry: Any, language: str) -> Document:
    """Return what someone in a situation is owed of a service, at its place on the service's page.

    Its texts are those of its own: what it has in common with the service stands with the service.
    """
    page = page_of(entry.service, language)
    service = languages.slot(entry.service, "name", page).value
    audience = languages.slot(entry.audience, "name", page).value
    with override(page):
        ages = ages_in_words(entry)
    standing, conditions = choice(entry, "standing", page), slots(entry, page, "conditions")
    return Document(
        url=f"{entry.service.url_in(language)}#{entry.key}",
        title=f"{service} – {audience}",
        language=page,
        lead=f"{standing}. {conditions}" if conditions else f"{standing}.",
        text=words(
            choice(entry, "given_by", page), ages, slots(entry, page, *TERMS),
            slots(entry.audience, page, "group"),
            law_names([base for base in entry.public_bases if base.in_force], page),
        ),
        audiences=(entry.audience.key,),
        closes=closing(entry, entry.service, entry.audience),
        of=(f"services.service:{entry.service.key}", f"services.audience:{entry.audience.key}"),
    )  # fmt: skip


def _legal_bases() -> Any:
    public = Prefetch("services", Service.objects.published(), "public_services")
    return LegalBasis.objects.published().prefetch_related(public)


def _legal_basis(basis: Any, language: str) -> Document:
    """Return a section of law at its place in the list of them, with the ways to refer to it."""
    act = languages.slot(basis, "act", language)
    reference = f"{act.value} {languages.slot(basis, 'section', language).value}".strip()
    title = f"{reference} – {basis.heading}" if basis.heading else reference
    with override(language):
        address = reverse("services:legal_basis_list")
    return Document(
        url=f"{address}#{basis.key}",
        title=title,
        language=act.language,
        lead=languages.slot(basis, "duty", language).value,
        text=words(
            basis.heading, basis.quotation, slots(basis, language, "replaces"),
            names_of(basis.public_services, language),
        ),
        names=names_besides(title, reference, basis.heading, basis.act_number, *_references(basis)),
        over=not basis.in_force,
    )  # fmt: skip


def _references(basis: LegalBasis) -> list[str]:
    """Return how a section is referred to: by every name of its act, and by its number alone."""
    found = []
    for code in languages.all_languages():
        section = getattr(basis, f"section_{code}") or ""
        full, short = _ACT.match(getattr(basis, f"act_{code}") or "").groups()  # type: ignore[union-attr]
        for written in dict.fromkeys((section, _LETTER_APART.sub("", section))):
            found += [f"{name.strip()} {written}".strip() for name in (full, short) if name]
            found.append(written)
    return found


SEARCHABLE = (
    Searchable(
        "entitlement", Entitlement, _("Right or offer"), _("Rights and offers"),
        _entitlements, _entitlement, 0.5,  # the details of a service
        {
            "services.service": "service__key",
            "services.audience": "audience__key",
            "services.legalbasis": "legal_bases__key",
        },
    ),
    Searchable(
        "legal_basis", LegalBasis, _("Act or regulation"), _("Acts and regulations"),
        _legal_bases, _legal_basis, 0.9,
        {"services.service": "services__key"},
    ),
)  # fmt: skip
