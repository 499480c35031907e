"""What someone in a role has use of: networks, meetings, tools, reading, education, colleagues."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.models import FrameworkElement, Resource, Role
from networks.meetings.listing import Listing, listings
from networks.models import Meeting, Network
from portal.base import languages
from services.models import Audience, CareerCentre, County

SHOWN = 5


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
    networks: Any = Network.objects.published().for_role(role)
    networks = networks.exclude(standing=Network.Standing.ENDED)
    centres: Any = CareerCentre.objects.none()
    if county is not None:
        meetings, networks = meetings.in_county(county), networks.in_county(county)
        centres = CareerCentre.objects.published().in_operation().filter(county=county)
    reading: Any = Resource.objects.published()
    education, own = Resource.Kind.EDUCATION, cast(Any, role)
    return ForRole(
        listings(meetings.select_related("network", "cooperation")[:SHOWN], now=now),
        list(networks),
        list(own.framework_elements.published().select_related("parent__parent__parent")),
        list(reading.filter(roles=role).exclude(kind=education)[: 2 * SHOWN]),
        list(reading.filter(kind=education)),
        list(own.situations.published()),
        list(centres),
    )


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
