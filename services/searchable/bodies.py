"""Career centres and organisations, as readers search in them."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.base.facts import shown_address
from portal.base.searchable import (
    Document,
    Searchable,
    choice,
    every_slot,
    names_of,
    page_document,
    slots,
    words,
)
from services.closing import closing_words
from services.models import (
    CareerCentre,
    ContactFact,
    Municipality,
    Organisation,
    Service,
    Site,
)
from services.searchable.offers import ways
from services.spoken import language_names


def _centres() -> Any:
    current = ContactFact.objects.current()
    sites = Site.objects.select_related("municipality")
    found = CareerCentre.objects.published().select_related("county")
    return found.prefetch_related(
        Prefetch("contacts", current, "current_contacts"),
        Prefetch("sites", sites.prefetch_related(Prefetch("contacts", current, "current"))),
        Prefetch("predecessors", CareerCentre.objects.published(), "public_predecessors"),
        Prefetch("county__municipalities", Municipality.objects.current(), "today"),
    )


def _centre(centre: Any, language: str) -> Document:
    """Return a centre with its places and the ways to reach it; of one that has closed, no ways.

    It is found by the municipalities of its county, too, which it is there for.
    """
    today = timezone.localdate()
    county = [centre.county] if centre.county.is_public() else []
    common = {
        "names": [name for old in centre.public_predecessors for name in every_slot(old, "name")],
        "counties": tuple(entry.key for entry in county),
    }
    told = words(names_of(county, language), slots(centre, language, "about"))
    former = [site for site in centre.sites.all() if site.standing != Site.Standing.CURRENT]
    if centre.has_closed(today):
        with override(language):
            lead = closing_words(centre, on=today)
        text = words(
            slots(centre, language, "closed_because", "go_instead"), told,
            *(_site(site, language, contacts=[]) for site in former),
        )  # fmt: skip
        return page_document(centre, language, text=text, lead=lead, over=True, **common)
    current = [site for site in centre.sites.all() if site not in former]
    with override(language):
        spoken = ", ".join(name for _code, name in language_names(centre.languages))
    text = words(
        *(_site(site, language, contacts=site.current) for site in current),
        *(_site(site, language, contacts=[]) for site in former),
        ways(centre.current_contacts, language), spoken, shown_address(centre.website), told,
        *(row.official_name for row in centre.county.today),
    )  # fmt: skip
    return page_document(centre, language, text=text, **common)


def _site(site: Any, language: str, *, contacts: list[Any]) -> str:
    """Return where a site is, and how it is reached."""
    municipality = site.municipality.official_name if site.municipality else ""
    note = slots(site, language, "access_note") if site.standing == Site.Standing.CURRENT else ""
    return words(site.name, site.place, municipality, note, ways(contacts, language))


def _organisations() -> Any:
    return Organisation.objects.published().prefetch_related(
        Prefetch("services", Service.objects.published(), "public_services"),
        Prefetch("contacts", ContactFact.objects.current(), "current_contacts"),
    )


def _organisation(organisation: Any, language: str) -> Document:
    """Return an organisation with its short names and its part in the system."""
    text = words(
        choice(organisation, "kind", language), slots(organisation, language, "role"),
        names_of(organisation.public_services, language),
        ways(organisation.current_contacts, language), shown_address(organisation.website),
    )  # fmt: skip
    names = every_slot(organisation, "short_name")
    return page_document(organisation, language, text=text, names=names)


SEARCHABLE = (
    Searchable(
        "centre", CareerCentre, _("Career centre"), _("Career centres"), _centres, _centre, 1.4,
        {
            "services.county": "county__key",
            "services.careercentre": "predecessors__key",
            "services.municipality": ("sites__municipality__number",
                                      "county__municipalities__number"),
        },
    ),
    Searchable(
        "organisation", Organisation, _("Organisation"), _("Organisations"),
        _organisations, _organisation, 1.1,
        {"services.service": "services__key"},
    ),
)  # fmt: skip
