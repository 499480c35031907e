"""The pages that list others, what each lists, and when that last changed in public."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone

from guidance.models import (
    Article,
    Definition,
    FrameworkElement,
    MandatePage,
    PolicyMilestone,
    Resource,
    Role,
    Term,
)
from networks.models import Cooperation, Meeting, Network
from portal.base.drafts.models import Publication
from portal.base.feeds import changed_expression
from portal.base.pages import Page
from portal.base.publishing import Publishable, ended_q, published_q
from services.models import (
    Audience,
    CareerCentre,
    County,
    Entitlement,
    LegalBasis,
    Organisation,
    Sector,
    Service,
)

Kinds = tuple[type[Publishable], ...]

PAGES: tuple[type[Page], ...] = (
    *(Service, Audience, Sector, County, CareerCentre, Organisation, Definition),
    *(FrameworkElement, MandatePage, Resource, Role, Article, Network, Meeting, Cooperation),
)
# By name of address; a page without kinds shows what the portal itself says, or the registers.
LISTS: dict[str, Kinds] = {
    "home:front_page": (Audience, Service, County, FrameworkElement),
    "home:site_map": PAGES,
    "home:accessibility": (),
    "home:privacy": (),
    "home:contact": (),
    "home:feedback": (),
    "home:changes": PAGES,
    "opendata_pages:open_data": (),
    "opendata_pages:api_reference": (),
    "search:search": (),
    "services:find": (Audience,),
    "services:place_search": (),
    "services:talk_now": (Service, CareerCentre, County),
    "services:service_list": (Service, Sector),
    "services:entitlement_table": (Entitlement, Audience, Service, LegalBasis),
    "services:compare": (Service, CareerCentre),
    "services:shortlist_empty": (),
    "services:audience_list": (Audience,),
    "services:sector_list": (Sector, Service),
    "services:legal_basis_list": (LegalBasis, Service),
    "services:county_list": (County,),
    "services:municipality_list": (),
    "services:coverage": (Entitlement, Audience, Service, County, CareerCentre),
    "services:centre_list": (CareerCentre, County),
    "services:organisation_list": (Organisation,),
    "guidance:guidance_home": (Definition, Article, FrameworkElement, MandatePage),
    "guidance:definition_list": (Definition,),
    "guidance:self_check": (FrameworkElement, Resource),
    "guidance:reflection_sheet": (FrameworkElement,),
    "guidance:timeline": (PolicyMilestone, Article),
    "guidance:glossary": (Term,),
    "guidance:mandate_list": (MandatePage,),
    "guidance:resource_list": (Resource,),
    "opendata_pages:embed": (County, CareerCentre),
    "networks:counsellors": (Role, County),
    "networks:ring": (Audience, Service, County, CareerCentre),
    "networks:network_list": (Network,),
    "networks:who_sits_where": (Network, Organisation, County),
    "networks:meeting_list": (Meeting, Network, Cooperation),
    "networks:archive": (Meeting,),
    "networks:subscribe": (Network, Cooperation, Role, County),
    "networks:case_list": (Meeting,),
    "networks:cooperation_list": (Cooperation, Organisation),
}


def last_changes(kinds: Iterable[type[Publishable]]) -> dict[type[Publishable], dt.datetime]:
    """Return when the public entries of each kind last changed, came, ended or were taken away.

    Costs one query for each kind and one for what was taken off or deleted. A kind of which
    nothing was ever public is left out.
    """
    now, kinds = timezone.now(), list(kinds)
    gone_acts = (Publication.Act.TAKEN_OFF, Publication.Act.DELETED)
    gone = dict(
        Publication.objects.filter(act__in=gone_acts)
        .order_by()
        .values_list("model")
        .annotate(at=Max("revision__date_created"))
    )
    found = {}
    for kind in kinds:
        moments = kind._default_manager.aggregate(
            shown=Max(changed_expression(), filter=published_q(now)),
            ended=Max("published_until", filter=ended_q(now)),
        )
        known = [each for each in (*moments.values(), gone.get(kind._meta.label_lower)) if each]
        if known:
            found[kind] = max(known)
    return found
