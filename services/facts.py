"""The fact boxes of the app's pages, each in its fixed order."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.facts import (
    Fact,
    FactItem,
    address_fact,
    link_fact,
    plain_fact,
    slot_fact,
)
from services.models import CareerCentre, County, LegalBasis, Organisation, Service, Site


def law_item(basis: LegalBasis) -> FactItem:
    """Return a legal basis as one line: act and section, with its address at Lovdata."""
    act, language = languages.slot(basis, "act")
    section, _language = languages.slot(basis, "section")
    return FactItem(
        f"{act} {section}".strip(),
        language,
        basis.lovdata_url,
        unconfirmed=not basis.is_confirmed,
    )


def service_facts(service: Service, legal_bases: list[LegalBasis]) -> list[Fact]:
    """Return who a service is for, its cost, referral, law, way in, languages, confidentiality."""
    in_force = [basis for basis in legal_bases if basis.in_force]
    law = Fact(_("Law"), items=tuple(law_item(basis) for basis in in_force))
    if law.missing and service.status == Service.Status.NOT_STATUTORY:
        law = plain_fact(_("Law"), _("No act requires this service."))
    return [
        slot_fact(_("For whom"), service, "for_whom"),
        slot_fact(_("Cost"), service, "cost"),
        slot_fact(_("Referral"), service, "referral"),
        law,
        slot_fact(_("How to get it"), service, "how_to_get_it"),
        slot_fact(_("Languages and interpreter"), service, "spoken_languages"),
        slot_fact(_("Who sees what you say"), service, "confidentiality"),
        link_fact(_("Responsible"), service.providers.published()),
        _website(service),
    ]


def _website(service: Service) -> Fact:
    """Return a service's website, or that each county has its own."""
    if service.in_every_county and not service.website:
        item = FactItem(_("Each county has its own."), languages.current_language(), "#counties")
        return Fact(_("Website"), items=(item,))
    return address_fact(_("Website"), service.website)


def county_facts(county: County) -> list[Fact]:
    """Return a county's numbers, names and its authority's website."""
    other_names = tuple(FactItem(name, language) for language, name in county.other_names)
    facts = [plain_fact(_("County number"), county.number)]
    if other_names:
        facts.append(Fact(_("Sámi and Kven names"), items=other_names))
    facts += [
        plain_fact(_("Municipalities"), county.municipalities.count() or ""),
        address_fact(
            _("County authority"),
            county.council_website,
            confirmed=county.council_website_confirmed,
        ),
    ]
    return facts


def centre_facts(
    centre: CareerCentre, contacts: list, sites: list[Site], *, on_county_page: bool = False
) -> list[Fact]:
    """Return how to reach a centre; only what an editor has confirmed, the rest is not given."""
    by_kind = {kind: [c for c in contacts if c.kind == kind] for kind in ("address", "booking")}
    current = [site for site in sites if site.standing == Site.Standing.CURRENT]
    name, as_of = languages.slot(centre, "name"), languages.slot(centre, "name_as_of").value
    known_from = _("known from %(year)s") % {"year": as_of} if as_of else ""
    who = [
        Fact(_("Name"), *name, note=known_from, unconfirmed=not centre.name_confirmed),
        link_fact(_("County"), [centre.county]),
    ]
    if on_county_page:
        who = [] if centre.name_confirmed else who[:1]
    return [
        *who,
        Fact(
            _("Places"),
            items=tuple(
                FactItem(
                    site.place,
                    languages.current_language(),
                    note=languages.slot(site, "as_of").value,
                )
                for site in current
            ),
        ),
        plain_fact(_("Visiting address"), "; ".join(c.value for c in by_kind["address"])),
        plain_fact(_("Booking"), "; ".join(c.value for c in by_kind["booking"])),
        plain_fact(_("Opening hours"), ""),
        address_fact(_("Website"), centre.website, confirmed=centre.website_confirmed),
    ]


def organisation_facts(organisation: Organisation) -> list[Fact]:
    """Return what kind of body an organisation is and where it is found."""
    return [
        plain_fact(_("Kind"), capfirst(organisation.get_kind_display())),
        slot_fact(_("Short name"), organisation, "short_name"),
        address_fact(_("Website"), organisation.website),
    ]
