"""What someone in a role has use of: networks, meetings, tools, reading, education, colleagues."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.framework_tree import public_parts
from guidance.models import FrameworkElement, Resource, Role
from networks.meetings.listing import Listing, listings
from networks.models import Meeting, Network
from portal.base import held, languages
from services.models import Audience, CareerCentre, County

SHOWN = 5
MOST = 50  # education programmes; the library has them all


class CountyForm(forms.Form):
    """Where the reader works, if they will say so."""

    county = forms.ChoiceField(
        label=gettext_lazy("County"),
        help_text=gettext_lazy("You need not choose one."),
        required=False,
    )

    def __init__(self, data: Any, counties: list[County]) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False)
        self.counties = {county.key: county for county in counties}
        field: Any = self.fields["county"]
        names = [(key, str(county)) for key, county in self.counties.items()]
        field.choices = [("", _("The whole country")), *names]
        field.error_messages["invalid_choice"] = _("There is no such county. We left it out.")

    @property
    def chosen(self) -> County | None:
        """Return the county that was chosen; none if it was not understood."""
        self.is_valid()
        return self.counties.get(self.cleaned_data.get("county", ""))


class RoleForm(CountyForm):
    """Both choices of the counsellors' front page."""

    role = forms.ChoiceField(label=gettext_lazy("I work as"), required=False)
    field_order = ["role", "county"]

    def __init__(self, data: Any, counties: list[County], roles: list[Role]) -> None:
        super().__init__(data, counties)
        field: Any = self.fields["role"]
        names = [(role.key, languages.slot(role, "name").value) for role in roles]
        field.choices = [("", _("Choose a role")), *names]
        field.error_messages["invalid_choice"] = _("Choose one of the roles in the list.")

    def clean_role(self) -> str:
        """Ask for a role once something was sent."""
        role: str = self.cleaned_data["role"]
        if not role:
            raise forms.ValidationError(_("Choose a role."))
        return role


@dataclass(frozen=True)
class ForRole:
    """What a role has use of, perhaps in a county."""

    meetings: list[Listing]
    networks: list[Network]
    framework: list[FrameworkElement]
    resources: list[Resource]
    education: list[Resource]
    situations: list[Audience]
    centres: list[CareerCentre]


def for_role(role: Role, county: County | None, *, now: dt.datetime) -> ForRole:
    """Return what a role has use of, in a constant number of queries."""
    meetings: Any = Meeting.objects.published().upcoming(now=now).for_role(role)
    networks = held.related(role, "networks")
    centres: Any = CareerCentre.objects.none()
    if county is not None:
        meetings = meetings.in_county(county)
        here = set(Network.objects.in_county(county).values_list("pk", flat=True))
        networks = [network for network in networks if network.pk in here]
        centres = CareerCentre.objects.published().in_operation().filter(county=county)
    known: Any = Resource.objects.published()
    education = known.filter(kind=Resource.Kind.EDUCATION)
    reading = known.filter(roles=role).exclude(kind=Resource.Kind.EDUCATION)
    some = [Q(pk__in=found.values("pk")) for found in (education[:MOST], reading[: 2 * SHOWN])]
    resources: list[Any] = list(Resource.objects.filter(Q(*some, _connector=Q.OR)))
    return ForRole(
        listings(meetings[:SHOWN], now=now),
        [network for network in networks if network.standing != Network.Standing.ENDED],
        framework_for(role),
        [entry for entry in resources if entry.kind != Resource.Kind.EDUCATION],
        [entry for entry in resources if entry.kind == Resource.Kind.EDUCATION],
        held.related(role, "situations"),
        list(centres),
    )


def framework_for(role: Role) -> list[FrameworkElement]:
    """Return the parts of the framework that a role begins with, each with what is above it."""
    numbers = held.related_keys([role], "framework_elements")[role.pk]
    return [part for part in public_parts() if part.pk in numbers]


def role_url(role: Role, county: County | None = None) -> str:
    """Return the address of a role's page, for a county if one is chosen."""
    query = f"?{urlencode({'county': county.key})}" if county else ""
    return role.get_absolute_url() + query


def calendar_url(role: Role, county: County | None = None) -> str:
    """Return the address of the calendar of a role, for a county if one is chosen."""
    words = [languages.slot(role, "slug").value]
    if county is None:
        return reverse("networks:role_calendar", args=words)
    words.append(languages.slot(county, "slug").value)
    return reverse("networks:role_county_calendar", args=words)
