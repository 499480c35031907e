"""The seats as tables: bodies or counties down, networks across, and every gap counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from networks.models import Network
from networks.seats.seats import Seat
from portal.base import languages
from portal.base.languages import Text
from portal.base.pages import Page
from portal.base.text import alphabetical
from services.ledger_table import harmless
from services.models import County

HEADER = (
    "network_key",
    "network",
    "level",
    "standing",
    "organisation_key",
    "organisation",
    "role",
    "counties",
    "from_year",
    "to_year",
    "named_in_source_of",
    "confirmed",
    "note",
)


@dataclass(frozen=True)
class Head:
    """What stands at the head of a row: a body or a county, by name."""

    key: str
    name: Text
    entry: Page | None


@dataclass(frozen=True)
class Cell:
    """The seats of a row in a network: those of today, and those that were."""

    seats: tuple[Seat, ...] = ()
    earlier: tuple[Seat, ...] = ()
    concerned: bool = True

    @property
    def is_gap(self) -> bool:
        """Tell whether we know of no seat where there could be one."""
        return self.concerned and not self.seats


@dataclass(frozen=True)
class Row:
    """A row with its cells, and its gaps over all the networks."""

    head: Head
    cells: tuple[Cell, ...]
    gaps: int
    possible: int


class Grid:
    """Rows against networks. A cell is asked for when it is shown, or counted."""

    def __init__(
        self, heads: Iterable[Head], networks: Sequence[int], year: int, *, shows_body: bool
    ) -> None:
        self.heads = list(heads)
        self.networks = networks
        self.year = year
        self.shows_body = shows_body
        self.seats: dict[tuple[str, int], list[Seat]] = defaultdict(list)
        self.only_for: dict[int, set[str]] = {}

    def cell(self, head: Head, network: int) -> Cell:
        """Return the seats of a row in a network."""
        seats = self.seats.get((head.key, network), ())
        concerned = bool(seats) or head.key in self.only_for.get(network, {head.key})
        return Cell(
            tuple(seat for seat in seats if not seat.is_over(self.year)),
            tuple(seat for seat in seats if seat.is_over(self.year)),
            concerned,
        )

    def rows(self, heads: Iterable[Head], networks: Sequence[int]) -> list[Row]:
        """Return some rows, with the cells of some networks."""
        made = []
        for head in heads:
            cells = tuple(self.cell(head, network) for network in networks)
            made.append(Row(head, cells, *_count(self.cell(head, n) for n in self.networks)))
        return made

    def gaps_in(self, network: int) -> tuple[int, int]:
        """Return how many gaps a network has, and how many seats there could be."""
        return _count(self.cell(head, network) for head in self.heads)


def by_organisation(seats: Iterable[Seat], networks: Sequence[int], year: int) -> Grid:
    """Return the bodies that hold or held a seat, by name, against networks."""
    seats = list(seats)
    sitters = {seat.sitter.key: seat.sitter for seat in seats}
    heads = [Head(key, sitter.name, sitter.entry) for key, sitter in sitters.items()]
    heads.sort(key=lambda head: alphabetical(head.name.value))
    grid = Grid(heads, networks, year, shows_body=False)
    for seat in seats:
        grid.seats[seat.sitter.key, seat.network_id].append(seat)
    return grid


def by_county(
    seats: Iterable[Seat],
    networks: Sequence[int],
    counties: Iterable[County],
    year: int,
) -> Grid:
    """Return the counties against networks; a body sits there if its seat names the county."""
    known = {county.pk: county for county in counties}
    heads = [Head(c.key, languages.slot(c, "name"), c) for c in known.values()]
    grid = Grid(heads, networks, year, shows_body=True)
    for seat in seats:
        for county in seat.counties:
            grid.seats[county.key, seat.network_id].append(seat)
    through: Any = Network.counties.through
    own = through.objects.filter(network__in=networks, county__in=known)
    for network, county in own.values_list("network", "county"):
        grid.only_for.setdefault(network, set()).add(known[county].key)
    return grid


def table(seats: Iterable[Seat], networks: Iterable[Network]) -> Iterator[list[str]]:
    """Return one row for each seat, network by network, in the order of the header."""
    of_network = defaultdict(list)
    for seat in seats:
        of_network[seat.network_id].append(seat)
    for network in networks:
        for seat in of_network[network.pk]:
            yield [harmless(cell) for cell in _cells(network, seat)]


def _cells(network: Network, seat: Seat) -> list[str]:
    return [
        network.key,
        languages.slot(network, "name").value,
        str(network.get_level_display()),
        str(network.get_standing_display()),
        seat.sitter.entry.key if seat.sitter.entry else "",
        seat.sitter.name.value,
        seat.role_in_words,
        "; ".join(languages.slot(county, "name").value for county in seat.counties),
        str(seat.from_year or ""),
        str(seat.to_year or ""),
        seat.seen_on.isoformat() if seat.seen_on else "",
        "yes" if seat.confirmed else "",
        seat.note.value,
    ]


def _count(cells: Iterable[Cell]) -> tuple[int, int]:
    """Return how many of some cells are gaps, and how many could hold a seat."""
    gaps = possible = 0
    for cell in cells:
        gaps += cell.is_gap
        possible += cell.concerned
    return gaps, possible
