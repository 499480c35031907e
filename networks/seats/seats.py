"""Who sits where: the known seats in networks, and the gaps between them.

A gap means that we know of no seat. It never means that there is none.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import Membership, Network
from portal.base import held, languages
from portal.base.languages import Text
from portal.base.publishing import Confirmation, published_q
from portal.base.text import plain_letters
from services.models import County, Organisation


@dataclass(frozen=True)
class Sitter:
    """A body that sits: an organisation with a page here, or only a name."""

    key: str
    name: Text
    entry: Organisation | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Seat:
    """That a body sits in a network: as what, from when, and how we know."""

    network_id: int
    sitter: Sitter
    role: str
    from_year: int | None = None
    to_year: int | None = None
    seen_on: dt.date | None = None
    confirmed: bool = False
    note: Text = Text("", "")
    counties: tuple[County, ...] = ()
    in_every_county: bool = False

    @property
    def role_in_words(self) -> str:
        """Return as what the body sits."""
        return str(capfirst(Membership.Role(self.role).label))

    @property
    def period(self) -> str:
        """Return from and until when, as far as it is known."""
        if self.from_year and self.to_year:
            return f"{self.from_year}–{self.to_year}"
        if self.to_year:
            return _("until %(year)s") % {"year": self.to_year}
        return _("since %(year)s") % {"year": self.from_year} if self.from_year else ""

    @property
    def in_short(self) -> str:
        """Return the role and the years as a cell of a table says them."""
        years = self.period
        if not years and self.seen_on:
            years = _("named in %(year)s") % {"year": self.seen_on.year}
        return f"{self.role_in_words}, {years}" if years else self.role_in_words

    @property
    def how_many_counties(self) -> str:
        """Return in how many counties the body has the seat; nothing when none is named."""
        if self.in_every_county:
            return _("in every county")
        number = len(self.counties)
        words = ngettext("in %(count)s county", "in %(count)s counties", number)
        return words % {"count": number} if number else ""

    def is_over(self, year: int) -> bool:
        """Tell whether the seat had ended before a year."""
        return self.to_year is not None and self.to_year < year


def members(networks: Any) -> list[Seat]:
    """Return the seats that stand in some networks' lists of members, in order.

    A seat of an organisation that is not public is left out.
    """
    public = Q(organisation__isnull=True) | published_q(timezone.now(), "organisation")
    inside = Membership.objects.filter(public, network__in=networks.order_by().values("pk"))
    memberships = list(inside)
    counties: dict[int, County] = {county.pk: county for county in held.published(County)}
    named = held.related_keys(memberships, "counties")
    sitters = _sitters(memberships)
    seats = []
    for entry in memberships:
        own = tuple(county for pk, county in counties.items() if pk in named[entry.pk])
        seats.append(
            Seat(
                entry.network_id,
                sitters(entry),
                entry.role,
                entry.from_year,
                entry.to_year,
                entry.seen_on,
                entry.confirmed,
                languages.slot(entry, "note"),
                own,
                in_every_county=bool(own) and len(own) == len(counties),
            )
        )
    return seats


def every_seat(networks: Any) -> list[Seat]:
    """Return the members' seats in some networks, and those of conveners that no list names."""
    seats = members(networks)
    taken = {(seat.network_id, seat.sitter.key) for seat in seats}
    through: Any = Network.conveners.through
    pairs = through.objects.filter(
        published_q(timezone.now(), "organisation"), network__in=networks.order_by().values("pk")
    ).order_by("pk")
    conveners = {(p.network_id, p.organisation_id) for p in pairs}
    found: Any = Organisation.objects.in_bulk({body for _network, body in conveners})
    confirmed = dict(networks.order_by().values_list("pk", "confirmation"))
    for network, organisation in sorted(conveners):
        sitter = _organisation(found[organisation])
        if (network, sitter.key) not in taken:
            sure = confirmed[network] == Confirmation.CONFIRMED
            seats.append(Seat(network, sitter, Membership.Role.CONVENER, confirmed=sure))
    return seats


def _sitters(memberships: Iterable[Membership]) -> Callable[[Membership], Sitter]:
    """Return what gives the body of a membership; every organisation is read once."""
    ids = {entry.organisation_id for entry in memberships if entry.organisation_id}
    found = {entry.pk: _organisation(entry) for entry in held.among(Organisation, "pk", ids)}

    def sitter(entry: Membership) -> Sitter:
        if entry.organisation_id:
            return found[entry.organisation_id]
        name = languages.slot(entry, "name")
        return Sitter(f"name {plain_letters(languages.slot(entry, 'name', 'nb').value)}", name)

    return sitter


def _organisation(entry: Organisation) -> Sitter:
    return Sitter(f"organisation {entry.key}", languages.slot(entry, "name"), entry)
