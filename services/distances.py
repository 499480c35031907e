"""How far a site is from where a reader is, in a straight line."""

from dataclasses import dataclass

from services.models import Site
from services.places import Place, distance, distance_words


@dataclass(frozen=True)
class Distance:
    """Kilometres, if they are known; `told` when they say more than the name of the place."""

    kilometres: float | None = None
    told: bool = False

    @property
    def words(self) -> str:
        """Return the distance as a page says it; nothing when it says nothing."""
        return distance_words(self.kilometres) if self.told else ""

    @property
    def order(self) -> tuple[bool, float]:
        """Return a sort key: near first, not known last."""
        return self.kilometres is None, self.kilometres or 0.0


def distance_to(site: Site, place: Place | None) -> Distance:
    """Return how far a site is from a place.

    A site without a point of its own is measured to its municipality. To a reader who lives there
    that would be a distance from the municipality to itself: it counts as near, and is not told.
    """
    if place is None or place.point is None or site.point is None:
        return Distance()
    known = site.has_own_point or site.municipality is None
    told = known or site.municipality.number != place.number  # type: ignore[union-attr]
    return Distance(distance(place.point, site.point), told)
