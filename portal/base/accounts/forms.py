"""The forms of signing in: plain labels, and no text inside the fields."""

import struct
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.accounts import sign_ins
from portal.base.accounts.adapters import count_failure


class Plain(forms.Form):
    """Labels and help as they are written here; nothing inside an empty field."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if name in self.helps or name in {"password", "oldpassword"}:
                field.help_text = self.helps.get(name, "")


class SignIn(Plain, account.LoginForm):
    """User name and password."""

    labels = {"login": _("User name"), "password": _("Password")}


class PasswordAgain(Plain, account.ReauthenticateForm):
    """The password, before something that matters."""

    labels = {"password": _("Password")}


NEW = {"password1": _("New password"), "password2": _("New password, once more")}


class ChangePassword(Plain, account.ChangePasswordForm):
    """A new password in the place of the one of today."""

    labels = {"oldpassword": _("Password today"), **NEW}


class SetPassword(Plain, account.SetPasswordForm):
    """A first password, for somebody who came in another way."""

    labels = NEW


class NewPassword(Plain, account.ResetPasswordKeyForm):
    """A new password for somebody who forgot it."""

    labels = NEW


class AskForPassword(Plain, account.ResetPasswordForm):
    """Where to send the address for making a new password."""

    labels = {"email": _("E-mail address")}


CODE = {"code": _("Code")}


class Counted(Plain):
    """A code that may be guessed no more often than a password."""

    user: Any

    def clean_code(self) -> str:
        """Refuse when too many were wrong, and count this one if it is."""
        request, name = context.request, self.user.get_username()
        if sign_ins.refused(request, name, now=timezone.now()):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            return super().clean_code()  # type: ignore[misc]
        except ValidationError:
            count_failure(request, name, by="code")
            raise


class SecondStep(Counted, mfa.AuthenticateForm):
    """The code of an app, or a recovery code."""

    labels = CODE


class SecondStepAgain(Counted, mfa.ReauthenticateForm):
    """The code, before something that matters."""

    labels = CODE


class ActivateApp(Plain, totp.ActivateTOTPForm):
    """The first code of an app."""

    labels = CODE


# What reading an answer raises that no passkey gave, but somebody wrote by hand.
NONSENSE = (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error)


class Careful(Plain):
    """The answer of a passkey, which may be nonsense."""

    def clean_credential(self) -> Any:
        """Refuse nonsense."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NONSENSE as error:
            raise get_adapter().validation_error("incorrect_passkey") from error


class PasskeySignIn(Careful, webauthn.LoginWebAuthnForm):
    """A passkey instead of name and password."""


class PasskeySecond(Careful, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeyAgain(Careful, webauthn.ReauthenticateWebAuthnForm):
    """A passkey, before something that matters."""


class AddPasskey(Plain, webauthn.AddWebAuthnForm):
    """A name for a passkey, and whether it is enough by itself."""

    labels = {"name": _("Name"), "passwordless": _("Sign in with this passkey alone")}
    helps = {
        "passwordless": _(
            "No user name and no password; the device asks for a PIN, a finger or a face instead. "
            "Older security keys cannot do this."
        )
    }

    def clean(self) -> dict[str, Any]:
        """Refuse nonsense."""
        try:
            return super().clean() or {}
        except NONSENSE as error:
            raise get_adapter().validation_error("incorrect_passkey") from error


class RenamePasskey(Plain, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": _("Name")}
