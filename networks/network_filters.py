"""What a reader asks of the list of networks, and of the tables of who sits where."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guidance.models import Role
from networks.choosing import Choosing, capitalised, list_of
from networks.models import Level, Network
from networks.models.networks import NetworkQuerySet
from portal.base import held
from services.models import County, Service

BODIES, COUNTIES = "organisations", "counties"


class NetworkFilters(Choosing):
    """At which level, for whom, where and about which service."""

    labels: ClassVar = {
        "level": _("All levels"),
        "role": _("All roles"),
        "county": _("All counties"),
        "service": _("All services"),
    }

    level = list_of(_("Level"), _("We do not know this level, and left it out."))
    role = list_of(_("For whom"), _("We do not know this role, and left it out."))
    county = list_of(_("County"), _("We do not know this county, and left it out."))
    service = list_of(_("Service"), _("We do not know this service, and left it out."))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, "networks:network_list")
        self.offer("level", capitalised(Level.choices))
        self.offer_entries("role", held.published(Role))
        self.offer_entries("county", held.published(County))
        self.offer_entries("service", held.published(Service))

    def networks(self) -> NetworkQuerySet:
        """Return the public networks that were asked for."""
        found = Network.objects.published()
        if level := self.chosen.get("level"):
            found = found.filter(level=level)
        if role := self.entry("role"):
            found = found.for_role(role)
        if county := self.entry("county"):
            found = found.in_county(county)
        if service := self.entry("service"):
            through: Any = Network.services.through
            found = found.filter(pk__in=through.objects.filter(service=service).values("network"))
        return found


class SeatFilters(Choosing):
    """Which table of who sits where, and of which networks."""

    labels: ClassVar = {
        "by": pgettext_lazy("rows of a table", "Organisations"),
        "level": _("All levels"),
        "standing": _("Active, ended and not known"),
    }

    by = list_of(
        pgettext_lazy("of a table", "Rows"),
        _("We do not have this table, and show the one of organisations."),
    )
    level = list_of(_("Level"), _("We do not know this level, and left it out."))
    standing = list_of(_("Standing"), _("We do not know this standing, and left it out."))

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        if data.get("by") == BODIES:
            del data["by"]  # the usual table, which its address need not name
        super().__init__(data, "networks:who_sits_where")
        self.offer("by", [(COUNTIES, pgettext_lazy("rows of a table", "Counties"))])
        self.offer("level", capitalised(Level.choices))
        self.offer("standing", capitalised(Network.Standing.choices))

    @property
    def by_county(self) -> bool:
        """Tell whether the counties are the rows."""
        return self.chosen.get("by") == COUNTIES

    def networks(self) -> NetworkQuerySet:
        """Return the public networks that were asked for."""
        asked = {name: self.chosen[name] for name in ("level", "standing") if name in self.chosen}
        return Network.objects.published().filter(**asked)

    def part(self, *, columns: int, rows: int) -> str:
        """Return the address of a part of the table: a page of networks and a page of rows."""
        given = {**self.chosen, "columns": columns, "page": rows}
        asked = {name: value for name, value in given.items() if value != 1}
        return reverse(self.view) + (f"?{urlencode(asked)}" if asked else "")
