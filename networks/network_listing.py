"""The networks in the order of their lives, each with its next meeting."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, F, Prefetch, Value, When
from django.utils.translation import gettext as _

from networks.agenda import next_meetings
from networks.meetings.listing import Listing
from networks.models import Network
from networks.models.networks import NetworkQuerySet
from networks.network_facts import years
from services.models import Organisation


@dataclass(frozen=True)
class Listed:
    """A network as the list shows it."""

    network: Network
    next_meeting: Listing | None

    @property
    def years(self) -> str:
        """Return its first and last year in words."""
        return years(self.network)


@dataclass(frozen=True)
class Group:
    """The networks of one standing, under a heading."""

    standing: str
    label: str
    networks: list[Listed]

    @property
    def ended(self) -> bool:
        """Tell whether these networks meet no more."""
        return self.standing == Network.Standing.ENDED


def by_standing(networks: NetworkQuerySet) -> NetworkQuerySet:
    """Return networks with the active ones first and those that ended last, latest first."""
    order = (Network.Standing.ACTIVE, Network.Standing.UNKNOWN, Network.Standing.ENDED)
    rank = Case(*[When(standing=name, then=Value(place)) for place, name in enumerate(order)])
    return networks.order_by(rank, F("ended_year").desc(nulls_last=True), "order", "key")


def with_conveners(networks: NetworkQuerySet) -> NetworkQuerySet:
    """Return networks with their public conveners, for `public_conveners`."""
    public = Prefetch("conveners", Organisation.objects.published(), "public_conveners")
    return networks.prefetch_related(public)


def groups(networks: Iterable[Network], *, now: dt.datetime) -> list[Group]:
    """Return networks under their standings, each with its next meeting at a moment."""
    networks = list(networks)
    coming = next_meetings([network.pk for network in networks], now=now)
    labels = {
        Network.Standing.ACTIVE: _("Active networks"),
        Network.Standing.UNKNOWN: _("Not known whether they are still active"),
        Network.Standing.ENDED: _("Earlier networks"),
    }
    found = [
        Group(
            standing.value,
            label,
            [Listed(n, coming.get(n.pk)) for n in networks if n.standing == standing],
        )
        for standing, label in labels.items()
    ]
    return [group for group in found if group.networks]
