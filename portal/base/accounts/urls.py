"""The addresses of signing in and of one's own account; only those that there is use for."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as providers
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _

from portal.base.accounts import pages
from portal.base.accounts.pages import View, page, with_mail

SIGN_IN = _("Sign in")
AGAIN = _("Confirm that it is you")
FORGOTTEN = _("A new password")


def at(address: str, name: str, view: View, title: Any = "") -> URLPattern:
    """Return an address of a page in our frame; what begins with ^ is a regular expression."""
    add = re_path if address.startswith("^") else path
    return add(address, page(view, title), name=name)


urlpatterns = [
    at("", "account_home", pages.home, _("My account")),
    at("login/", "account_login", account.login, SIGN_IN),
    at("logout/", "account_logout", account.logout, _("Sign out")),
    at("no-access/", "account_inactive", account.account_inactive, _("No access")),
    at("again/", "account_reauthenticate", account.reauthenticate, AGAIN),
    at("password/", "account_change_password", account.password_change, _("Change the password")),
    at("password/first/", "account_set_password", account.password_set, _("Choose a password")),
    at("password/forgotten/", "account_reset_password",
       with_mail(account.password_reset), FORGOTTEN),
    at("password/forgotten/sent/", "account_reset_password_done",
       account.password_reset_done, FORGOTTEN),
    at(r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "account_reset_password_from_key",
       account.password_reset_from_key, FORGOTTEN),
    at("password/new/done/", "account_reset_password_from_key_done",
       account.password_reset_from_key_done, FORGOTTEN),
    at("two-steps/", "mfa_index", pages.to_home),
    at("two-steps/code/", "mfa_authenticate", mfa.authenticate, SIGN_IN),
    at("two-steps/again/", "mfa_reauthenticate", mfa.reauthenticate, AGAIN),
    at("two-steps/app/", "mfa_activate_totp", totp.activate_totp, _("Set up an app")),
    at("two-steps/app/remove/", "mfa_deactivate_totp", totp.deactivate_totp, _("Remove the app")),
    at("recovery-codes/", "mfa_view_recovery_codes",
       codes.view_recovery_codes, _("Recovery codes")),
    at("recovery-codes/new/", "mfa_generate_recovery_codes",
       codes.generate_recovery_codes, _("New recovery codes")),
    at("recovery-codes/file/", "mfa_download_recovery_codes", codes.download_recovery_codes),
    at("passkeys/", "mfa_list_webauthn", passkeys.list_webauthn, _("Passkeys")),
    at("passkeys/add/", "mfa_add_webauthn", passkeys.add_webauthn, _("Add a passkey")),
    at("passkeys/login/", "mfa_login_webauthn", passkeys.login_webauthn),
    at("passkeys/again/", "mfa_reauthenticate_webauthn", passkeys.reauthenticate_webauthn, AGAIN),
    at("passkeys/<int:pk>/", "mfa_edit_webauthn", passkeys.edit_webauthn, _("Rename a passkey")),
    at("passkeys/<int:pk>/remove/", "mfa_remove_webauthn",
       passkeys.remove_webauthn, _("Remove a passkey")),
    at("sessions/", "usersessions_list", sessions.list_usersessions, _("Where you are signed in")),
    at("sessions/end/", "account_sign_out_everywhere", pages.sign_out_everywhere),
    at("providers/", "socialaccount_connections",
       providers.connections, _("Other ways to sign in")),
    at("providers/cancelled/", "socialaccount_login_cancelled",
       providers.login_cancelled, SIGN_IN),
    at("providers/<slug:provider_id>/", "openid_connect_login", pages.start_at_provider),
]  # fmt: skip

# A provider knows one address, whatever the language.
callback_urlpatterns = [
    at("admin/signed-in/<slug:provider_id>/", "openid_connect_callback", oidc.callback),
]
