"""The fact boxes of networks and cooperations, each in its fixed order."""

from collections.abc import Iterable

from babel import Locale
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import Cooperation, Level, Network
from portal.base import held, languages
from portal.base.facts import Fact, FactItem, address_fact, link_fact, plain_fact, slot_fact
from portal.base.text import alphabetical
from services.models import County

SELF_GOVERNING = {"AX", "FO", "GL"}  # areas that sit beside the countries in Nordic cooperation


def network_facts(network: Network) -> list[Fact]:
    """Return a network's standing, level, mandate, audience, rhythm, years and contact."""
    standing = plain_fact(_("Standing"), capfirst(network.get_standing_display()))
    note = slot_fact("", network, "standing_note")
    return [
        Fact(standing.label, standing.value, standing.language, note=note.value),
        plain_fact(_("Level"), capfirst(network.get_level_display())),
        slot_fact(_("Mandate"), network, "mandate"),
        link_fact(_("Convened by"), held.related(network, "conveners")),
        _for_whom(network),
        _counties(network),
        link_fact(_("Services concerned"), held.related(network, "services")),
        slot_fact(_("How often"), network, "frequency"),
        plain_fact(_("First and last year"), years(network)),
        *_succession(network),
        _mailbox(network.contact_email),
        address_fact(_("Website"), network.website),
    ]


def cooperation_facts(cooperation: Cooperation) -> list[Fact]:
    """Return a cooperation's level, owner, period, participants and Norway's part."""
    return [
        plain_fact(_("Level"), capfirst(cooperation.get_level_display())),
        slot_fact(_("Set up or run by"), cooperation, "run_by"),
        slot_fact(_("Period"), cooperation, "period"),
        slot_fact(_("Who takes part"), cooperation, "participants"),
        countries_fact(cooperation.countries),
        slot_fact(_("Norway's part"), cooperation, "norwegian_role"),
        link_fact(_("Organisations"), held.related(cooperation, "organisations")),
        address_fact(_("Website"), cooperation.website),
    ]


def successor(network: Network) -> Network | None:
    """Return the public network that took over from a network, if there is one."""
    if network.successor_id is None:
        return None
    return next(iter(held.among(Network, "pk", [network.successor_id])), None)


def years(network: Network) -> str:
    """Return a network's first and last year in words; nothing when neither is known."""
    first, last = network.started_year, network.ended_year
    if first and last:
        return f"{first}–{last}"
    if last:
        return _("Until %(year)s") % {"year": last}
    if first and network.standing == Network.Standing.ACTIVE:
        return _("Since %(year)s") % {"year": first}
    return _("From %(year)s. The last year is not given.") % {"year": first} if first else ""


def countries_fact(codes: Iterable[str]) -> Fact:
    """Return the countries, and the self-governing areas as such, counted and by name."""
    codes = set(codes)
    countries, areas = _named(codes - SELF_GOVERNING), _named(codes & SELF_GOVERNING)
    here, lines = languages.current_language(), []
    if countries:
        words = ngettext(
            "%(count)s country: %(names)s", "%(count)s countries: %(names)s", len(countries)
        )
        lines.append(words % {"count": len(countries), "names": ", ".join(countries)})
    if areas:
        words = ngettext(
            "%(count)s self-governing area: %(names)s",
            "%(count)s self-governing areas: %(names)s",
            len(areas),
        )
        lines.append(words % {"count": len(areas), "names": ", ".join(areas)})
    return Fact(_("Countries and areas"), items=tuple(FactItem(line, here) for line in lines))


def country_name(code: str) -> str:
    """Return what the reader calls a country or area; its code when nobody has named it."""
    for language in languages.reading_order(languages.current_language()):
        if name := Locale(language).territories.get(code):
            return str(name)
    return code


def _named(codes: Iterable[str]) -> list[str]:
    return sorted((country_name(code) for code in codes), key=alphabetical)


def _for_whom(network: Network) -> Fact:
    """Return whom a network is for, in words and as roles."""
    said = slot_fact(_("For whom"), network, "audience")
    roles = link_fact("", held.related(network, "roles"))
    return Fact(said.label, said.value, said.language, items=roles.items)


def _counties(network: Network) -> Fact:
    """Return the counties a network concerns; the whole country is never guessed."""
    label, counties = _("Counties concerned"), held.related(network, "counties")
    if counties and len(counties) == len(held.published(County)):
        return plain_fact(label, _("Every county"))
    if not counties and network.level != Level.COUNTY:
        return plain_fact(label, _("Not limited to a county"))
    return link_fact(label, counties)


def _succession(network: Network) -> list[Fact]:
    """Return what took over from a network, asked of one that ended, and what it took over from."""
    after = successor(network)
    before = link_fact(_("Took over from"), held.among(Network, "successor_id", [network.pk]))
    facts = [link_fact(_("Taken over by"), [after] if after else []), before]
    ended = network.standing == Network.Standing.ENDED
    return [fact for fact in facts if fact.items or (ended and fact is not before)]


def _mailbox(address: str) -> Fact:
    item = FactItem(address, languages.current_language(), f"mailto:{address}")
    return Fact(_("Contact mailbox"), items=(item,) if address else ())
