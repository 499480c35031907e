"""Who may publish signs in with two steps, or through somebody who asks for them."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.base.accounts.adapters import vouches

GO_ON = "accounts_go_on"  # where somebody was going who was led to set up a second step


def has_second_step(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether somebody has an app or a passkey; recovery codes alone are none; one query."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether somebody may make anything public."""
    if user.is_superuser:  # type: ignore[union-attr]
        return True
    rights = user.get_all_permissions()  # type: ignore[union-attr]
    return any(right.partition(".")[2].startswith("publish_") for right in rights)


def came_through_who_vouches(request: HttpRequest) -> bool:
    """Tell whether this session began at a provider that asks for two steps itself."""
    return any(
        record.get("method") == "socialaccount" and vouches(record.get("provider", ""))
        for record in get_authentication_records(request, request.user)  # type: ignore[arg-type]
    )


def lacks_second_step(request: HttpRequest) -> bool:
    """Tell whether somebody has to set up a second step before anything else.

    Who has one has shown it: signing in asks for it always.
    """
    return (
        settings.PORTAL_REQUIRE_TWO_STEPS
        and not has_second_step(request.user)
        and not came_through_who_vouches(request)
        and may_publish(request.user)
    )


def remember_the_way(request: HttpRequest, path: str) -> None:
    """Say what has to be done first, and remember where to go on afterwards."""
    request.session[GO_ON] = path
    messages.warning(
        request,
        _("Those who may publish sign in with two steps. Choose an app or a passkey to go on."),
    )
