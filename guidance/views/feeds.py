"""News of the policy timeline (Atom)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guidance.models import PolicyMilestone
from portal.base.feeds import Entry, answers_for, atom, changed_at, changed_expression, in_one
from portal.base.http import public_page
from portal.base.languages import Text, slot

NEWEST = 50


@public_page()
def timeline_atom(request: HttpRequest) -> HttpResponse:
    """The timeline, latest change first."""
    milestones = PolicyMilestone.objects.published().select_related("owner")
    latest = milestones.order_by(changed_expression().desc(), "-year", "key")[:NEWEST]
    return atom(
        request,
        [_entry(milestone) for milestone in latest],
        key="timeline",
        title=_("Policy timeline"),
        about=_("Reports, resolutions and laws that shaped career guidance, abroad and in Norway."),
        page=reverse("guidance:timeline"),
    )


def _entry(milestone: PolicyMilestone) -> Entry:
    """Return a milestone, at its place in the timeline."""
    year, (name, language) = milestone.year, slot(milestone, "name")
    decade = f"{milestone.lane}-{year // 10 * 10}"
    texts = [text for field in ("summary", "note") if (text := slot(milestone, field)).value]
    return Entry(
        urn=f"guidance.policymilestone/{milestone.key}",
        title=Text(f"{year}: {name}", language),
        path=f"{reverse('guidance:timeline')}#{decade}",
        changed=changed_at(milestone),
        summary=in_one(texts),
        author=answers_for(milestone),
        kind=capfirst(milestone.get_lane_display()),
    )
