"""European, Nordic and international cooperation."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networks import agenda, network_facts
from networks.models import Cooperation, Level, Meeting
from networks.views.networks import calendar_links
from portal.base import held, languages
from portal.base.http import find_page, public_page, show
from services.models import Organisation

HELD = 12  # meetings that have been, on the page of one cooperation


@public_page()
def cooperation_list(request: HttpRequest) -> HttpResponse:
    """Cooperation abroad by level: who does what in Norway, and how one can take part."""
    norwegian = Organisation.objects.published().exclude(kind=Organisation.Kind.INTERNATIONAL)
    bodies = Prefetch("organisations", norwegian, "norwegian_bodies")
    public = Cooperation.objects.published()
    cooperations = list(public.prefetch_related(bodies))
    whole = {cooperation.pk: cooperation for cooperation in cooperations}
    for cooperation in cooperations:
        cooperation.whole = whole.get(cooperation.part_of_id)
    meetings = Meeting.objects.published().filter(cooperation__in=public.order_by().values("pk"))
    context = {
        "groups": _groups(cooperations),
        "cooperations": cooperations,
        "ways_in": [c for c in cooperations if languages.slot(c, "how_to_take_part").value],
        "agenda": agenda.agenda(meetings, now=timezone.now()),
    }
    return show(request, "networks/cooperation_list.html", context)


@public_page()
def cooperation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One cooperation: what it is, who takes part, Norway's part, its meetings."""
    cooperation = find_page(request, Cooperation.objects.select_related("part_of"), slug)
    trail = [(_("Cooperation abroad"), reverse("networks:cooperation_list"))]
    if cooperation.part_of and cooperation.part_of.is_public():
        trail.append((str(cooperation.part_of), cooperation.part_of.get_absolute_url()))
    meetings = cooperation.meetings.published()
    context = {
        "entry": cooperation,
        "trail": trail,
        "facts": network_facts.cooperation_facts(cooperation),
        "parts": held.among(Cooperation, "part_of_id", [cooperation.pk]),
        "agenda": agenda.agenda(meetings, now=timezone.now(), behind=HELD),
        **calendar_links(request, "networks:cooperation_calendar", slug),
    }
    return show(request, "networks/cooperation_detail.html", context)


def _groups(cooperations: list[Cooperation]) -> list[dict[str, object]]:
    """Return the cooperations that are no part of another, under their levels."""
    labels = {level.value: str(capfirst(level.label)) for level in Level} | {
        "nordic": _("Nordic cooperation"),
        "european": _("European cooperation"),
        "international": _("International cooperation"),
    }
    groups = [
        {
            "level": level,
            "label": label,
            "cooperations": [c for c in cooperations if c.level == level and not c.whole],
        }
        for level, label in labels.items()
    ]
    return [group for group in groups if group["cooperations"]]
