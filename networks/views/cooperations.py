"""European, Nordic and international cooperation."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from networks import facts
from networks.models import Cooperation
from portal.base.http import find_page, public_page, show


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
