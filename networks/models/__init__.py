"""Who meets whom: networks, meetings, European and Nordic cooperation."""

from networks.models.cases import Case
from networks.models.cooperations import Cooperation
from networks.models.meetings import Meeting
from networks.models.networks import Level, Membership, Network
from networks.models.papers import Paper, PaperVersion
from networks.models.series import MeetingSeries, SeriesException

__all__ = [
    "Case",
    "Cooperation",
    "Level",
    "Meeting",
    "MeetingSeries",
    "Membership",
    "Network",
    "Paper",
    "PaperVersion",
    "SeriesException",
]
