"""Networks, meetings, series and cooperation in the admin."""

from networks.admin import cooperations, meetings, networks, papers, series

__all__ = ["cooperations", "meetings", "networks", "papers", "series"]
