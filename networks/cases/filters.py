"""Which cases a reader is looking for in the minutes."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from networks.choosing import LONGEST, Choosing, capitalised, list_of
from networks.models import Case, Cooperation, Meeting, Network
from portal.base import held
from services.models import Organisation

NOT_GIVEN = "not-given"  # in the address; what stands in the database is nothing


class CaseFilters(Choosing):
    """Which words, whose cases, of which year, and what has become of them."""

    labels: ClassVar = {
        "network": gettext_lazy("All networks"),
        "cooperation": gettext_lazy("All cooperation"),
        "year": gettext_lazy("All years"),
        "follow_up": pgettext_lazy("states of follow-up", "All states"),
        "organisation": gettext_lazy("All organisations"),
    }

    q = forms.CharField(
        label=gettext_lazy("Words to look for"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("Cases that hold every word are shown."),
        error_messages={"max_length": gettext_lazy("This is too long to look for.")},
    )
    network = list_of(
        gettext_lazy("Network"), gettext_lazy("We do not know this network, and left it out.")
    )
    cooperation = list_of(
        gettext_lazy("Cooperation abroad"),
        gettext_lazy("We do not know this cooperation, and left it out."),
    )
    year = list_of(
        gettext_lazy("Year"), gettext_lazy("There are no cases from this year, so we left it out.")
    )
    follow_up = list_of(gettext_lazy("Follow-up"))
    organisation = list_of(
        gettext_lazy("Follows it up"),
        gettext_lazy("No case is followed up by this organisation, so we left it out."),
    )

    def __init__(self, data: QueryDict, view: str) -> None:
        super().__init__(data, view)
        self.offer_entries("network", held.published(Network))
        self.offer_entries("cooperation", held.published(Cooperation))
        years = sorted(held.rows("years with cases", _years), reverse=True)
        self.offer("year", [(str(year), year) for year in years])
        states = ((state.value or NOT_GIVEN, state.label) for state in Case.FollowUp)
        self.offer("follow_up", capitalised(states))
        responsible = held.rows("organisations that follow cases up", _responsible)
        self.offer_entries("organisation", held.among(Organisation, "pk", responsible))

    def search(self) -> Any:
        """Return the cases asked for, those of the latest meeting first."""
        cases, chosen = Case.objects.published(), self.chosen
        if words := chosen.get("q"):
            cases = cases.with_words(words)
        if network := self.entry("network"):
            meetings = Meeting.objects.of_network(network).order_by()
            cases = cases.filter(meeting__in=meetings.values("pk"))
        if cooperation := self.entry("cooperation"):
            cases = cases.filter(meeting__cooperation=cooperation)
        if year := chosen.get("year"):
            cases = cases.filter(meeting__year=int(year))
        if state := chosen.get("follow_up"):
            cases = cases.filter(follow_up="" if state == NOT_GIVEN else state)
        if organisation := self.entry("organisation"):
            cases = cases.filter(responsible=organisation)
        return cases.latest_first().select_related("meeting")


def _years() -> Any:
    return Case.objects.published().order_by().values_list("meeting__year", flat=True).distinct()


def _responsible() -> Any:
    cases = Case.objects.published().order_by().exclude(responsible=None)
    return cases.values_list("responsible", flat=True).distinct()
