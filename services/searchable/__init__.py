"""What readers search in: services, rights and law, places, centres and organisations."""

from portal.base.searchable import Searchable
from services.searchable import bodies, offers, places, rights

SEARCHABLE: tuple[Searchable, ...] = (
    *offers.SEARCHABLE,
    *rights.SEARCHABLE,
    *places.SEARCHABLE,
    *bodies.SEARCHABLE,
)
