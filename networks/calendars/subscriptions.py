"""Every calendar and every news feed that a reader can subscribe to."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.models import Role
from networks.choosing import Choosing, list_of
from networks.models import Cooperation, Meeting, Network
from portal.base.http import absolute_url
from portal.base.languages import current_language, slot
from services.models import County


@dataclass(frozen=True)
class Subscription:
    """A calendar: its name, where a program fetches it, and what opens it in a program."""

    name: str
    language: str
    path: str
    address: str
    webcal: str


class CombinedForm(Choosing):
    """For which role and in which county a calendar is."""

    labels: ClassVar = {"role": gettext_lazy("All roles"), "county": gettext_lazy("All counties")}

    role = list_of(
        gettext_lazy("For whom"), gettext_lazy("We do not know this role, and left it out.")
    )
    county = list_of(
        gettext_lazy("County"), gettext_lazy("We do not know this county, and left it out.")
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, "networks:subscribe")
        self.offer_entries("role", Role.objects.published())
        self.offer_entries("county", County.objects.published())

    def calendar(self, request: HttpRequest) -> Subscription | None:
        """Return the calendar for what was chosen, or nothing if nothing was."""
        chosen = [(name, self.entry(name)) for name in self.chosen]
        if not chosen:
            return None
        words = [slot(entry, "slug").value for _name, entry in chosen]
        url_name = "role_county" if len(words) > 1 else chosen[0][0]
        path = reverse(f"networks:{url_name}_calendar", args=words)
        name = ", ".join(str(entry) for _name, entry in chosen)
        return _subscription(request, name, current_language(), path)


def groups(request: HttpRequest) -> list[dict[str, Any]]:
    """Return every calendar, by what it is about."""
    with_day = Meeting.objects.published().filter(starts_on__isnull=False).order_by()
    together = Meeting.with_networks.through.objects.filter(meeting__in=with_day.values("pk"))
    meets = (
        Q(standing=Network.Standing.ACTIVE)
        | Q(pk__in=with_day.filter(network__isnull=False).values("network"))
        | Q(pk__in=together.values("network"))
    )
    cooperates = Q(pk__in=with_day.filter(cooperation__isnull=False).values("cooperation"))
    every = [
        _subscription(
            request, _("All meetings"), current_language(), reverse("networks:all_calendar")
        )
    ]
    found = [
        {"id": "all", "label": _("All meetings"), "calendars": every},
        _group(request, "roles", _("By role"), Role.objects.published(), "role_calendar"),
        _group(request, "counties", _("By county"), County.objects.published(), "county_calendar"),
        _group(
            *(request, "networks", _("By network")),
            Network.objects.published().filter(meets),
            "network_calendar",
        ),
        _group(
            *(request, "cooperation", _("By cooperation abroad")),
            Cooperation.objects.published().filter(cooperates),
            "cooperation_calendar",
        ),
    ]
    return [group for group in found if group["calendars"]]


def news() -> list[dict[str, str]]:
    """Return the news feeds (Atom), with what each tells of."""
    return [
        {"title": _("Meetings"), "url": reverse("networks:meetings_atom")},
        {"title": _("Minutes"), "url": reverse("networks:minutes_atom")},
        {"title": _("Policy timeline"), "url": reverse("guidance:timeline_atom")},
        {"title": _("Changes"), "url": reverse("home:changes_atom")},
    ]


def _group(
    request: HttpRequest, id_: str, label: str, entries: Any, url_name: str
) -> dict[str, Any]:
    calendars = []
    for entry in entries:
        name, word = slot(entry, "name"), slot(entry, "slug").value
        path = reverse(f"networks:{url_name}", args=[word])
        calendars.append(_subscription(request, name.value, name.language, path))
    return {"id": id_, "label": label, "calendars": calendars}


def _subscription(request: HttpRequest, name: str, language: str, path: str) -> Subscription:
    address = absolute_url(request, path)
    return Subscription(name, language, path, address, f"webcal://{address.partition('://')[2]}")
