"""The way in for those who give guidance."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guidance.models import Role
from networks import roles
from networks.ring import situations
from portal.base import held
from portal.base.http import find_page, public_page, show_asked
from portal.base.languages import in_every_language
from services.models import County


@public_page(roles.RoleForm)
def counsellors(request: HttpRequest) -> HttpResponse:
    """Choose a role, and a county if you like."""
    known, counties = held.published(Role), held.published(County)
    asked = {"role", "county"} & set(request.GET)
    form = roles.RoleForm(request.GET if asked else None, counties, known)
    if form.is_valid():
        role = next(role for role in known if role.key == form.cleaned_data["role"])
        return HttpResponseRedirect(roles.role_url(role, form.chosen))
    context = {"form": form, "roles": known}
    return show_asked(request, "networks/counsellors.html", context, form)


@public_page(roles.CountyForm)
def role_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What a role has use of, perhaps in a county."""
    role = find_page(request, Role.objects.all(), slug)
    form = roles.CountyForm(request.GET, held.published(County))
    county = form.chosen
    context = {
        "entry": role,
        "form": form,
        "county": county,
        "found": roles.for_role(role, county, now=timezone.now()),
        "stages": situations(),
        "calendar_url": roles.calendar_url(role, county),
        "trail": [(_("For counsellors"), reverse("networks:counsellors"))],
        "addresses": in_every_language(lambda: roles.role_url(role, county)),
    }
    return show_asked(request, "networks/role_detail.html", context, form)
