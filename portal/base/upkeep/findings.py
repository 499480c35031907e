"""What a check of a link finds, and what it says of it in the editor's language."""

import datetime as dt
import enum
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.base.upkeep.models import Link


class Outcome(enum.Enum):
    """What a check comes to; which state follows depends on the checks before it as well."""

    WORKS = "works"
    MOVED = "moved"
    GONE = "gone"  # said outright, so that twice is enough
    TROUBLE = "trouble"  # perhaps for a while only
    WRONG = "wrong"  # cannot be right, whenever it is asked
    UNSURE = "unsure"


@dataclass(frozen=True)
class Finding:
    """What one check found; `reached` tells whether anybody out there answered, if it was asked."""

    outcome: Outcome
    said: str = ""  # a key of SAYS
    status: int | None = None
    moved_to: str = ""
    reached: bool | None = None
    wait: dt.timedelta | None = None


SAYS = {
    "answer": _("The server answered %(status)s."),
    "gone": _("The server says that there is no such page (%(status)s)."),
    "unknown_host": _("The name service does not know the server."),
    "no_name_service": _("The name service did not answer."),
    "no_connection": _("The server could not be connected to."),
    "timeout": _("The server did not answer in time."),
    "certificate": _("The server’s certificate is not valid."),
    "bad_answer": _("The server’s answer could not be understood."),
    "too_many_redirects": _("The address leads on and on to other addresses."),
    "not_followed": _("The address leads to where only people inside a network come."),
    "other_door": _("The address has a port or a scheme that is not checked."),
    "robots": _("The site asks programs to stay away, so it was not checked. Open it and see."),
    "robots_trouble": _("The site’s rules for programs could not be read."),
    "closed": _("The server lets no program in (%(status)s). Open the page and see."),
    "busy": _("The server asked us to come back later."),
    "bad_address": _("This is not an address."),
    "no_mail": _("The domain takes no mail, or does not exist."),
    "no_number": _("There is no such number in the numbering plan."),
    "no_entry": _("There is no such entry in the portal."),
    "not_public": _("The entry is not public, so readers see the words without a link."),
}


def in_words(link: Link) -> str:
    """Say in the editor's language what the last check of a link found."""
    words = SAYS.get(link.said)
    return str(words) % {"status": link.status} if words else ""
