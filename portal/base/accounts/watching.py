"""What signing in and rights leave in the audit log, and how little the session list keeps."""

import re
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.signals import social_account_added, social_account_removed
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_out
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from portal.base.accounts import sign_ins
from portal.base.accounts.audit import note

User = get_user_model()
WATCHED = ("password", "username", "email", "is_active", "is_staff", "is_superuser")
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")  # the first that is named
NAMES = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")


def actor() -> Any:
    """Return who is acting in this request, if anybody is."""
    request = context.request
    user = getattr(request, "user", None) if request else None
    return user if user is not None and user.is_authenticated else None


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Note a sign-in and its steps, and remember that it came from here."""
    records = get_authentication_records(request, user)
    steps = [record.get("type") or record.get("provider") or record["method"] for record in records]
    sign_ins.went_well(request, user.get_username(), now=timezone.now())
    note("signed in", who=user, by=steps)


@receiver(user_logged_out)
def signed_out(user: Any, **kwargs: Any) -> None:
    """Note a sign-out."""
    if user is not None:
        note("signed out", who=user)


@receiver(authenticator_added)
def second_step_added(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Note an app, a passkey or the first recovery codes."""
    note("added a second step", who=user, kind=authenticator.type)


@receiver(authenticator_removed)
def second_step_removed(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Note that one is gone."""
    name = user.get_username()
    note("removed a second step", who=actor() or user, name=name, kind=authenticator.type)


@receiver(authenticator_reset)
def codes_renewed(user: Any, **kwargs: Any) -> None:
    """Note new recovery codes."""
    note("made new recovery codes", who=user)


@receiver(social_account_added)
def provider_connected(sociallogin: Any, **kwargs: Any) -> None:
    """Note another way to sign in."""
    note("connected a provider", who=sociallogin.user, provider=sociallogin.account.provider)


@receiver(social_account_removed)
def provider_disconnected(socialaccount: SocialAccount, **kwargs: Any) -> None:
    """Note that it is gone."""
    note("disconnected a provider", who=socialaccount.user, provider=socialaccount.provider)


@receiver(pre_save, sender=User)
def person_changes(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Note what changes of a person's rights and password, and never to what password.

    A password whose hash is only renewed when somebody signs in has not changed.
    """
    if instance.pk is None or (update_fields and set(update_fields) <= {"password", "last_login"}):
        return
    before = User._default_manager.filter(pk=instance.pk).values(*WATCHED).first() or {}
    changed = [name for name, value in before.items() if getattr(instance, name) != value]
    if changed:
        rights = {name: getattr(instance, name) for name in changed if name.startswith("is_")}
        name = instance.get_username()
        note("changed a person", who=actor(), entry=instance, name=name, changed=changed, **rights)


@receiver(post_save, sender=User)
def person_made(instance: Any, created: bool, **kwargs: Any) -> None:
    """Note a new person."""
    if created:
        name, superuser = instance.get_username(), instance.is_superuser
        note("made a person", who=actor(), entry=instance, name=name, is_superuser=superuser)


@receiver(post_delete, sender=User)
def person_deleted(instance: Any, **kwargs: Any) -> None:
    """Note that one is gone."""
    note("deleted a person", who=actor(), entry=instance, name=instance.get_username())


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def rights_changed(
    instance: Any, action: str, model: type[models.Model], pk_set: Any, reverse: bool, **kwargs: Any
) -> None:
    """Note which roles and rights somebody, or a role, got or lost."""
    ways = {"post_add": "gave rights", "post_remove": "took rights", "pre_clear": "took all rights"}
    if action not in ways or (action != "pre_clear" and not pk_set):
        return
    which = [str(one) for one in model._default_manager.filter(pk__in=pk_set or [])]
    note(ways[action], who=actor(), entry=instance, name=str(instance), rights=sorted(which))


@receiver(pre_save, sender=UserSession)
def less_of_a_session(instance: UserSession, **kwargs: Any) -> None:
    """Keep of a browser's description only what its owner knows it by."""
    text = instance.user_agent
    found = next((one for one in BROWSERS if re.search(rf"\b{one}", text)), "")
    system = next((one for one in SYSTEMS if one in text), "")
    if found or system:
        words = (NAMES.get(found, found), system.replace("Mac OS X", "macOS"))
        instance.user_agent = ", ".join(word for word in words if word)


@receiver(pre_save, sender=SocialAccount)
def less_of_a_provider(instance: SocialAccount, **kwargs: Any) -> None:
    """Keep of what a provider tells about somebody only whom it means."""
    instance.extra_data = {}
