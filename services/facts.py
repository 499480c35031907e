"""The fact boxes of the app's pages, each in its fixed order."""

import functools
from collections.abc import Callable, Iterable

from django.utils.formats import number_format
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
from portal.base.languages import Text
from services.doors import Door
from services.models import (
    CareerCentre,
    County,
    Entitlement,
    LegalBasis,
    Municipality,
    Organisation,
    Service,
    Site,
)
from services.spoken import language_names


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


def service_facts(
    service: Service, legal_bases: Iterable[LegalBasis], providers: Iterable[Organisation]
) -> list[Fact]:
    """Return who a service is for, on what terms, who answers for it, and its website.

    `legal_bases` and `providers` are the published ones of the service.
    """
    law = _law(legal_bases, required=service.status != Service.Status.NOT_STATUTORY)
    return [
        slot_fact(_("For whom"), service, "for_whom"),
        *_terms(functools.partial(languages.slot, service), law),
        link_fact(_("Responsible"), providers),
        website_fact(service),
    ]


def entitlement_facts(entitlement: Entitlement, legal_bases: list[LegalBasis]) -> list[Fact]:
    """Return whom an entitlement covers and on what terms, in the order of a service's facts.

    `legal_bases` are the published ones of the entitlement. Needs entitlement.service.
    """
    facts = [slot_fact(_("Who and when"), entitlement, "conditions")]
    if entitlement.has_age_bounds:
        facts.append(plain_fact(_("Age"), ages_in_words(entitlement)))
    return facts + _terms(entitlement.terms, entitlement_law(entitlement, legal_bases))


def entitlement_law(entitlement: Entitlement, legal_bases: list[LegalBasis]) -> Fact:
    """Return the law behind an entitlement; needs entitlement.service."""
    required = (
        entitlement.standing != Entitlement.Standing.OFFER
        or entitlement.service.status != Service.Status.NOT_STATUTORY
    )
    return _law(legal_bases, required=required)


def ages_in_words(entitlement: Entitlement) -> str:
    """Return the ages an entitlement is for, such as “from 15 to 24 years”; empty if any age."""
    lowest, highest = entitlement.age_from, entitlement.age_to
    if lowest is not None and lowest == highest:
        return _("%(age)s years") % {"age": lowest}
    if lowest is not None and highest is not None:
        return _("from %(lowest)s to %(highest)s years") % {"lowest": lowest, "highest": highest}
    if lowest is not None:
        return _("from %(lowest)s years") % {"lowest": lowest}
    return _("up to %(highest)s years") % {"highest": highest} if highest is not None else ""


def _terms(term: Callable[[str], Text], law: Fact) -> list[Fact]:
    """Return the terms in their fixed order; `term` gives the text of a field."""
    return [
        Fact(_("Cost"), *term("cost")),
        Fact(_("Referral"), *term("referral")),
        law,
        Fact(_("How to get it"), *term("how_to_get_it")),
        Fact(_("If you are refused"), *term("if_refused")),
        Fact(_("Languages and interpreter"), *term("spoken_languages")),
        Fact(_("Must you give your name?"), *term("your_name")),
        Fact(_("What is written down"), *term("written_down")),
        Fact(_("Who sees what you say"), *term("confidentiality")),
        Fact(_("Does Nav or your employer learn of it?"), *term("who_learns")),
    ]


def _law(legal_bases: Iterable[LegalBasis], *, required: bool) -> Fact:
    """Return the legal bases in force; where no act requires anything, that is the answer."""
    law = Fact(_("Law"), items=tuple(law_item(basis) for basis in legal_bases if basis.in_force))
    if law.missing and not required:
        return plain_fact(_("Law"), _("No act requires this service."))
    return law


def website_fact(service: Service) -> Fact:
    """Return a service's website, or that each county has its own."""
    if service.in_every_county and not service.website:
        item = FactItem(
            _("Each county has its own."),
            languages.current_language(),
            f"{service.get_absolute_url()}#counties",
            languages.link_language(service),
        )
        return Fact(_("Website"), items=(item,))
    return address_fact(_("Website"), service.website)


def county_facts(county: County, municipalities: int) -> list[Fact]:
    """Return a county's numbers, names and its authority's website."""
    other_names = tuple(FactItem(name, language) for language, name in county.other_names)
    facts = [plain_fact(_("County number"), county.number)]
    if other_names:
        facts.append(Fact(_("Sámi and Kven names"), items=other_names))
    facts += [
        plain_fact(_("Municipalities"), municipalities or ""),
        address_fact(
            _("County authority"),
            county.council_website,
            confirmed=county.council_website_confirmed,
        ),
    ]
    return facts


def municipality_facts(municipality: Municipality) -> list[Fact]:
    """Return a municipality's number, names, county, people, and what it was before."""
    here = languages.current_language()
    former = tuple(
        FactItem(
            former.name,
            here,
            note=_("%(county)s, until %(year)s")
            % {"county": former.former_county, "year": former.valid_until.year},
        )
        for former in municipality.predecessors.all()
    )
    people = municipality.population and number_format(municipality.population, force_grouping=True)
    return [
        plain_fact(_("Municipality number"), municipality.number),
        plain_fact(_("Official name"), municipality.official_name),
        link_fact(_("County"), [municipality.county]),
        plain_fact(_("Inhabitants (2025, indicative)"), people),
        Fact(_("Earlier municipalities"), items=former)
        if former
        else plain_fact(_("Earlier municipalities"), _("None in our registers")),
    ]


def centre_facts(
    centre: CareerCentre,
    contacts: list,
    sites: list[Site],
    *,
    on_county_page: bool = False,
    doors: Iterable[Door] = (),
) -> list[Fact]:
    """Return how to reach a centre; only what an editor has confirmed, the rest is not given.

    Of a centre that has closed nothing is shown as current.
    """
    by_kind = {kind: [c for c in contacts if c.kind == kind] for kind in ("address", "booking")}
    current = [site for site in sites if site.standing == Site.Standing.CURRENT]
    name, as_of = languages.slot(centre, "name"), languages.slot(centre, "name_as_of").value
    known_from = _("known from %(year)s") % {"year": as_of} if as_of else ""
    who = [
        Fact(_("Name"), *name, note=known_from, unconfirmed=not centre.name_confirmed),
        link_fact(_("County"), [centre.county]),
    ]
    if centre.has_closed():
        return who
    if on_county_page:
        who = [] if centre.name_confirmed else who[:1]
    places = Fact(
        _("Places"),
        items=tuple(
            FactItem(
                site.place,
                languages.current_language(),
                note=languages.slot(site, "as_of").value,
            )
            for site in current
        ),
    )
    at_the_sites = [
        plain_fact(_("Visiting address"), "; ".join(c.value for c in by_kind["address"])),
        plain_fact(_("Booking"), "; ".join(c.value for c in by_kind["booking"])),
        Fact(_("Opening hours"), items=tuple(_hours_item(door) for door in doors)),
    ]
    if current and not on_county_page:  # the page has a section for each site
        at_the_sites = [fact for fact in at_the_sites if not fact.missing]
    spoken = ", ".join(name for _code, name in language_names(centre.languages))
    return [
        *who,
        places,
        *at_the_sites,
        plain_fact(_("Languages"), spoken),
        plain_fact(
            _("Interpreter"),
            capfirst(centre.get_interpreter_display()) if centre.interpreter else "",
        ),
        address_fact(_("Website"), centre.website, confirmed=centre.website_confirmed),
    ]


def _hours_item(door: Door) -> FactItem:
    """Return where someone is there and when, as one line."""
    where = door.site.place if door.site and not door.contact else door.channel.label
    return FactItem(f"{capfirst(where)}: {door.words}", languages.current_language())


def organisation_facts(organisation: Organisation) -> list[Fact]:
    """Return what kind of body an organisation is and where it is found."""
    number = organisation.organisation_number
    return [
        plain_fact(_("Kind"), capfirst(organisation.get_kind_display())),
        slot_fact(_("Short name"), organisation, "short_name"),
        *([plain_fact(_("Organisation number"), number)] if number else []),
        address_fact(_("Website"), organisation.website),
    ]
