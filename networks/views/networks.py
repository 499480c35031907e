"""The networks, and who sits in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from networks import facts
from networks.models import Network
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
def who_sits_where(request: HttpRequest) -> HttpResponse:
    """Networks against organisations or counties, with the gaps."""
    raise Http404


@public_page
def who_sits_where_csv(request: HttpRequest) -> HttpResponse:
    """The seats as CSV."""
    raise Http404
