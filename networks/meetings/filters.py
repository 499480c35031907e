"""Which meetings a reader wants to see, and the calendars that hold just those."""

from typing import Any, ClassVar

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guidance.models import Role
from networks.choosing import Choosing, capitalised, list_of
from networks.models import Cooperation, Level, Meeting, Network
from portal.base import held, languages
from services.models import County

FORMS = (Meeting.Form.IN_PERSON, Meeting.Form.DIGITAL)


class MeetingFilters(Choosing):
    """For whom, where, whose, at which level and in which form."""

    labels: ClassVar = {
        "role": gettext_lazy("All roles"),
        "county": gettext_lazy("All counties"),
        "network": gettext_lazy("All networks"),
        "cooperation": gettext_lazy("All cooperation"),
        "level": gettext_lazy("All levels"),
        "form": pgettext_lazy("forms of meetings", "All forms"),
    }

    role = list_of(
        gettext_lazy("Your role"), gettext_lazy("We do not know this role, and left it out.")
    )
    county = list_of(
        gettext_lazy("County"), gettext_lazy("We do not know this county, and left it out.")
    )
    network = list_of(
        gettext_lazy("Network"), gettext_lazy("We do not know this network, and left it out.")
    )
    cooperation = list_of(
        gettext_lazy("Cooperation abroad"),
        gettext_lazy("We do not know this cooperation, and left it out."),
    )
    level = list_of(gettext_lazy("Level"))
    form = list_of(gettext_lazy("Form"))

    def __init__(self, data: QueryDict, view: str, *args: object) -> None:
        super().__init__(data, view, *args)
        self.offer_entries("role", held.published(Role))
        self.offer_entries("county", held.published(County))
        self.offer_entries("network", held.published(Network))
        self.offer_entries("cooperation", held.published(Cooperation))
        self.offer("level", capitalised(Level.choices))
        self.offer("form", capitalised((form.value, form.label) for form in FORMS))

    def narrow(self, meetings: Any) -> Any:
        """Return those of some meetings that were asked for."""
        meetings = self._without_form(meetings)
        if form := self.chosen.get("form"):
            meetings = meetings.filter(form__in=(form, Meeting.Form.BOTH))
        return meetings

    def form_not_given(self, meetings: Any) -> int:
        """Return how many more there may be: those that do not say their form, if it was asked."""
        if "form" not in self.chosen:
            return 0
        return self._without_form(meetings).filter(form=Meeting.Form.UNKNOWN).count()

    def _without_form(self, meetings: Any) -> Any:
        if role := self.entry("role"):
            meetings = meetings.for_role(role)
        if county := self.entry("county"):
            meetings = meetings.in_county(county)
        if network := self.entry("network"):
            meetings = meetings.of_network(network)
        if cooperation := self.entry("cooperation"):
            meetings = meetings.filter(cooperation=cooperation)
        if level := self.chosen.get("level"):
            meetings = meetings.filter(Q(network__level=level) | Q(cooperation__level=level))
        return meetings

    @property
    def calendar(self) -> tuple[str, str] | None:
        """Return what is chosen in words, with the address of its calendar; nothing without one."""
        asked = tuple(self.chosen)
        views = {
            (): "all_calendar",
            ("role",): "role_calendar",
            ("role", "county"): "role_county_calendar",
            ("county",): "county_calendar",
            ("network",): "network_calendar",
            ("cooperation",): "cooperation_calendar",
        }
        if asked not in views:
            return None
        words = ", ".join(self.in_words(name) for name in asked) or _("All meetings")
        slugs = [languages.slot(self.entry(name), "slug").value for name in asked]
        return words, reverse(f"networks:{views[asked]}", args=slugs)
