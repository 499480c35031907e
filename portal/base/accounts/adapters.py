"""How signing in works here, told to the library that does it (django-allauth)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.accounts import sending, sign_ins
from portal.base.accounts.audit import note
from portal.base.accounts.sealed import seal, unseal
from portal.base.client_address import client_address


def may_edit(user: AbstractBaseUser) -> bool:
    """Tell whether somebody may come in at all."""
    return bool(user.is_active and getattr(user, "is_staff", False))


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; a failed sign-in is counted by account and sender."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("The user name or the password is not right."),
        "too_many_login_attempts": gettext_lazy(
            "There have been too many attempts to sign in to this account. "
            "Wait a quarter of an hour, or sign in with a passkey."
        ),
        "rate_limited": gettext_lazy(
            "There have been too many attempts. Wait a quarter of an hour."
        ),
        "incorrect_code": gettext_lazy(
            "The code is not right. An app shows a new one every half minute."
        ),
        "incorrect_passkey": gettext_lazy("The passkey was not recognised."),
        "incorrect_password": gettext_lazy("The password is not right."),
        "enter_current_password": gettext_lazy("This is not your password of today."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the network that somebody sits in, not the machine: no more of it is kept."""
        address = client_address(request)
        if not address:
            return "0.0.0.0"  # noqa: S104 - says that there is none
        if ":" in address:
            return f"{address[: len('0000:0000:0000')]}::"
        return address.rpartition(".")[0] + ".0"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse when an account has been tried too often, whether there is one or not."""
        if sign_ins.refused(request, credentials.get("username", ""), now=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it."""
        count_failure(request, credentials.get("username", ""), by="password")

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        """Turn away who may not edit; only who knew the password learns that."""
        if may_edit(user):
            return super().pre_login(request, user, **kwargs)
        return HttpResponseRedirect(reverse("account_inactive"))

    def is_safe_url(self, url: str) -> bool:
        """Tell whether somebody may be led on to an address; what is none leads nowhere."""
        try:
            return super().is_safe_url(url)
        except ValueError:  # brackets as of an IPv6 address, without one
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail now and hand it to the mail server when the answer is on its way.

        How long an answer takes would otherwise tell whether there is somebody to write to.
        """
        about = {"request": self.request, "email": email, **context}
        sending.later(self.render_mail(template_prefix, email, about))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to one's own page."""
        return reverse("account_home")


def count_failure(request: HttpRequest, name: str, *, by: str) -> None:
    """Count a failed sign-in and note it; a name that nobody has is not kept, nor the last noted.

    People type passwords where a name belongs.
    """
    now = timezone.now()
    sign_ins.failed(request, name, now=now)
    user = get_user_model()._default_manager.filter(username__iexact=name.strip()).first()
    who = user.get_username() if user else ""
    note("failed to sign in", who=who, by=by)
    if sign_ins.refused(request, name, now=now):
        note("was refused after failing too often", who=who)


class SecondFactorAdapter(DefaultMFAAdapter):
    """What apps and passkeys are called."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal the key of an app, or that of recovery codes, before it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what is stored."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return the name under which an app keeps the key."""
        return _("Career guidance in Norway")

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Return whose key it is."""
        return user.get_username()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002
        """Propose a name for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Signing in through somebody else: only for who has an account here already."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect who comes for the first time to the account with the same verified address."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if user := _with_address(sociallogin):
            sociallogin.connect(request, user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Turn away who has no account here."""
        note("was refused: no account", by=sociallogin.account.provider)
        messages.error(
            request,
            _(
                "You are signed in at %(provider)s, but have no account here. "
                "Ask an administrator to make one with the same e-mail address."
            )
            % {"provider": sociallogin.provider.name},
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Say so where another way to sign in can be chosen."""
        text = _("%(provider)s did not sign you in. Try again, or choose another way.")
        messages.error(request, text % {"provider": provider.name})
        way = "account_home" if request.user.is_authenticated else "account_login"
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse(way)))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Go back to one's own page."""
        return reverse("account_home")

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> Any:
        """Return the providers in the settings; none is kept in the database."""
        return [
            app
            for app in super().list_apps(request, provider, client_id)
            if app.pk is None and app.provider_id
        ]


def _with_address(sociallogin: SocialLogin) -> AbstractUser | None:
    """Return the one editor with an address that the provider has verified."""
    verified = [email.email for email in sociallogin.email_addresses if email.verified]
    users = [
        user
        for address in verified
        for user in get_user_model()._default_manager.filter(email__iexact=address, is_active=True)
    ]
    return users[0] if len(users) == 1 else None  # type: ignore[return-value]


def vouches(provider: str) -> bool:
    """Tell whether a provider asks for two steps itself, by the settings."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return any(app["provider_id"] == provider and app["settings"]["two_steps"] for app in apps)
