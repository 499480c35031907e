"""Who meets whom: networks, their members, cooperation abroad."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Prefetch

from guidance.models import Role
from networks.models import Cooperation, Level, Membership, Network
from portal.base import held
from portal.opendata.api.fields import (
    INTEGER,
    STRING,
    URI,
    Field,
    Saying,
    body,
    list_of,
    maybe,
    named,
    of_page,
    one_of,
    plain,
    ref,
    refs,
    text,
)
from portal.opendata.api.kinds import (
    Filter,
    Kind,
    of_sources,
    one_of_few,
)
from portal.opendata.api.values import KeyValue, value_of
from services.models import County, Service


def _linked(relation: str, model: type[Model], name: str, field: str) -> Any:
    """Return what narrows networks to those that are linked to an entry."""

    def narrow(found: Any, key: str) -> Any:
        through: Any = getattr(Network, relation).through
        mine = through.objects.filter(**{field: one_of_few(model, key, name)})
        return found.filter(pk__in=mine.values("network"))

    return narrow


def _seats() -> Iterable[Any]:
    """Return what the members of a network are read with."""
    return "sources", Prefetch("memberships", Membership.objects.select_related("organisation"))


def _members(entry: Any, say: Saying) -> list[dict[str, Any]]:
    seats = list(entry.memberships.all())
    counties = held.related_to(seats, "counties")
    return [_seat(seat, counties[seat.pk], say) for seat in seats]


def _seat(seat: Membership, counties: list[County], say: Saying) -> dict[str, Any]:
    return {
        "key": seat.key,
        "organisation": say.ref(seat.organisation),
        "name": say.text(seat, "name"),
        "counties": say.refs(counties),
        "role": seat.role,
        "from_year": seat.from_year,
        "to_year": seat.to_year,
        "confirmed": seat.confirmed,
    }


NETWORKS = Kind(
    name="networks",
    schema_name="Network",
    model=Network,
    about="Forums and networks where the field meets.",
    fields=of_page(
        plain("level", one_of(Level), "How far it reaches."),
        plain("standing", one_of(Network.Standing), "Whether it is active."),
        text("standing_note", "According to whom."),
        text("mandate", "What it is charged with."),
        text("audience", "For whom it is."),
        text("frequency", "How often it meets."),
        plain("started_year", maybe(INTEGER), "Its first year."),
        plain("ended_year", maybe(INTEGER), "Its last year."),
        plain("contact_email", maybe(STRING), "Its mailbox, never a person's."),
        plain("website", maybe(URI), "Its website."),
        refs("conveners", "Who convenes it."),
        refs("counties", "The counties it concerns; empty: the whole country, or not given."),
        refs("services", "The services it concerns."),
        refs("roles", "The roles it is for."),
        Field("members", list_of(named("Seat")), "Who has a seat: organisations, never persons.",
              _members, in_lists=False),
        body(),
    ),
    filters=(
        Filter("level", value_of(Level), "How far it reaches.",
               lambda found, value: found.filter(level=value)),
        Filter("standing", value_of(Network.Standing), "Whether it is active.",
               lambda found, value: found.filter(standing=value)),
        Filter("role", KeyValue, "The key of a role that it is for.",
               lambda found, key: found.for_role(one_of_few(Role, key, "role"))),
        Filter("county", KeyValue, "The key of a county; those of the whole country count.",
               lambda found, key: found.in_county(one_of_few(County, key, "county"))),
        Filter("service", KeyValue, "The key of a service that it concerns.",
               _linked("services", Service, "service", "service")),
    ),
    related=("conveners", "counties", "services", "roles"),
    only_in_details=_seats,
)  # fmt: skip

COOPERATIONS = Kind(
    name="cooperations",
    schema_name="Cooperation",
    model=Cooperation,
    about="European, Nordic and international cooperation.",
    fields=of_page(
        plain("level", one_of(Level), "How far it reaches."),
        ref("part_of", "What it is part of."),
        text("run_by", "Who set it up, or runs it."),
        text("period", "Its period."),
        text("participants", "Who takes part."),
        Field("countries", list_of(STRING), "Codes of countries and areas; empty: not given.",
              lambda entry, say: entry.countries),
        text("how_to_take_part", "How a counsellor takes part."),
        text("norwegian_role", "Norway's part."),
        plain("website", maybe(URI), "Its website."),
        refs("organisations", "The organisations behind it."),
        body(),
    ),
    filters=(
        Filter("level", value_of(Level), "How far it reaches.",
               lambda found, value: found.filter(level=value)),
    ),
    joined=("part_of",),
    related=("organisations",),
    only_in_details=of_sources,
)  # fmt: skip
