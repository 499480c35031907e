"""One's own account: the library's pages in our frame, and what it has no page for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.account import views as account
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from portal.base.accounts import two_steps
from portal.base.accounts.audit import note
from portal.base.admin_site import ADMIN_CSP
from portal.base.throttle import Limit, seconds_to_wait

AN_HOUR = Limit("forgotten", 60)  # room for an office; for each address of mail it is 5
View = Callable[..., HttpResponse]


def page(view: View, title: Any = "") -> View:
    """Show a page of the library in the frame of the admin, under its policy, never cached."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            frame = admin.site.each_context(request) | {
                "title": title,
                "mail": settings.PORTAL_SENDS_MAIL,
            }
            response.context_data = frame | (response.context_data or {})
        return response

    return csp_override(ADMIN_CSP)(never_cache(shown))


def with_mail(view: View) -> View:
    """Have a page only where mail can be sent."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.PORTAL_SENDS_MAIL:
            raise Http404
        if request.method == "POST" and seconds_to_wait(request, AN_HOUR, now=timezone.now()):
            return too_many_requests(request)
        return view(request, *args, **kwargs)

    return answer


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    kinds = list(Authenticator.objects.filter(user_id=request.user.pk))
    codes = next((one for one in kinds if one.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "app": any(one.type == Authenticator.Type.TOTP for one in kinds),
        "passkeys": [one for one in kinds if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "codes": codes is not None,
        "sessions": len(UserSession.objects.purge_and_list(request.user)),  # type: ignore[arg-type]
        "roles": [group.name for group in request.user.groups.all()],  # type: ignore[union-attr]
        "providers": get_adapter().list_apps(request),
        "connected": SocialAccount.objects.filter(user_id=request.user.pk).exists(),
        "go_on": _way_on(request),
    }
    return TemplateResponse(request, "account/home.html", context)


def _way_on(request: HttpRequest) -> str:
    """Return where somebody was going before a second step had to be set up, once it is."""
    if two_steps.GO_ON in request.session and not two_steps.lacks_second_step(request):
        return request.session[two_steps.GO_ON]
    return ""


def to_home(request: HttpRequest) -> HttpResponse:
    """Lead from a page that the library has and we do not."""
    return HttpResponseRedirect(reverse("account_home"))


def end_all_sessions(request: HttpRequest, user: AbstractBaseUser) -> int:
    """Sign somebody out everywhere; return from how many places."""
    sessions = UserSession.objects.purge_and_list(user)
    who, name = request.user.get_username(), user.get_username()
    note("signed out everywhere", who=who, name=name, sessions=len(sessions))
    end_sessions(request, sessions)
    return len(sessions)


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign oneself out everywhere, here too."""
    end_all_sessions(request, request.user)  # type: ignore[arg-type]
    if request.user.is_authenticated:  # a session that was never listed
        return account.logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return HttpResponseRedirect(reverse("account_login"))


def start_at_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for a provider; by a page that leads on, since a form may lead nowhere else.

    Only a form begins it: a link on another website could otherwise sign somebody in.
    """
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('account_login')}?{request.GET.urlencode(safe='/')}")
    try:
        response = oidc.login(request, provider_id)
    except (requests.RequestException, KeyError, ValueError):
        messages.error(request, _("The provider does not answer. Choose another way to sign in."))
        return HttpResponseRedirect(reverse("account_login"))
    way = response.get("Location", "")
    if not way.startswith(("https://", "http://")):
        return response
    title = gettext_lazy("On the way")
    return TemplateResponse(request, "account/leaving.html", {"way": way, "title": title})


@csp_override(ADMIN_CSP)
def too_many_requests(request: HttpRequest) -> HttpResponse:
    """There were too many of something, for one account."""
    context = admin.site.each_context(request) | {"title": _("Too many attempts")}
    return render(request, "account/too_many.html", context, status=429)
