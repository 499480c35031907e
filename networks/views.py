"""Pages about who meets whom, in Norway, the Nordic countries and Europe."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from networks import facts
from networks.models import Cooperation, Meeting, Network
from portal.base.http import find_page, public_page, show


@public_page
def network_list(request: HttpRequest) -> HttpResponse:
    """The networks, those that meet before those that ended."""
    networks = list(Network.objects.published())
    groups = [
        {"label": label, "networks": [n for n in networks if n.standing == standing]}
        for standing, label in (
            (Network.Standing.ACTIVE, _("Active networks")),
            (Network.Standing.UNKNOWN, _("Not known whether they are still active")),
            (Network.Standing.ENDED, _("Earlier networks")),
        )
    ]
    context = {"groups": [group for group in groups if group["networks"]]}
    return show(request, "networks/network_list.html", context)


@public_page
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One network: why it meets, who convenes it, its meetings."""
    network = find_page(request, Network.objects.all(), slug)
    context = {
        "entry": network,
        "trail": [(_("Networks"), reverse("networks:network_list"))],
        "facts": facts.network_facts(network),
        "meetings": network.meetings.published(),
        "services": network.services.published(),
    }
    return show(request, "networks/network_detail.html", context)


@public_page
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings that are known, latest first."""
    context = {
        "meetings": Meeting.objects.published(),
        "trail": [(_("Networks"), reverse("networks:network_list"))],
    }
    return show(request, "networks/meeting_list.html", context)


@public_page
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting: when, where, themes and outcome."""
    meetings = Meeting.objects.select_related("network", "cooperation")
    meeting = find_page(request, meetings, slug)
    convening = meeting.network or meeting.cooperation
    siblings = convening.meetings.published().exclude(pk=meeting.pk)
    context = {
        "entry": meeting,
        "trail": [(_("Meetings"), reverse("networks:meeting_list"))],
        "facts": facts.meeting_facts(meeting),
        "siblings": siblings,
    }
    return show(request, "networks/meeting_detail.html", context)


@public_page
def cooperation_list(request: HttpRequest) -> HttpResponse:
    """European, Nordic and international cooperation, by level."""
    cooperations = list(Cooperation.objects.published().filter(part_of=None))
    groups = [
        {"label": label, "cooperations": [c for c in cooperations if c.level == level]}
        for level, label in (
            ("nordic", _("Nordic cooperation")),
            ("european", _("European cooperation")),
            ("international", _("International cooperation")),
        )
    ]
    context = {"groups": [group for group in groups if group["cooperations"]]}
    return show(request, "networks/cooperation_list.html", context)


@public_page
def cooperation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One cooperation: what it is, who takes part, Norway's part, its meetings."""
    cooperation = find_page(request, Cooperation.objects.select_related("part_of"), slug)
    trail = [(_("Cooperation abroad"), reverse("networks:cooperation_list"))]
    if cooperation.part_of and cooperation.part_of.is_public():
        trail.append((str(cooperation.part_of), cooperation.part_of.get_absolute_url()))
    context = {
        "entry": cooperation,
        "trail": trail,
        "facts": facts.cooperation_facts(cooperation),
        "parts": cooperation.parts.published(),
        "meetings": cooperation.meetings.published(),
    }
    return show(request, "networks/cooperation_detail.html", context)
