"""The addresses of signing in and of one's own account; only those that there is use for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as providers
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from portal.base.accounts import pages
from portal.base.accounts.pages import page, with_mail

SIGN_IN = _("Sign in")
AGAIN = _("Confirm that it is you")
FORGOTTEN = _("A new password")

urlpatterns = [
    path("", page(pages.home, _("My account")), name="account_home"),
    path("login/", page(account.login, SIGN_IN), name="account_login"),
    path("logout/", page(account.logout, _("Sign out")), name="account_logout"),
    path("no-access/", page(account.account_inactive, _("No access")), name="account_inactive"),
    path("again/", page(account.reauthenticate, AGAIN), name="account_reauthenticate"),
    path(
        "password/",
        page(account.password_change, _("Change the password")),
        name="account_change_password",
    ),
    path(
        "password/first/",
        page(account.password_set, _("Choose a password")),
        name="account_set_password",
    ),
    path(
        "password/forgotten/",
        page(with_mail(account.password_reset), FORGOTTEN),
        name="account_reset_password",
    ),
    path(
        "password/forgotten/sent/",
        page(account.password_reset_done, FORGOTTEN),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        page(account.password_reset_from_key, FORGOTTEN),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        page(account.password_reset_from_key_done, FORGOTTEN),
        name="account_reset_password_from_key_done",
    ),
    path("two-steps/", page(pages.to_home), name="mfa_index"),
    path("two-steps/code/", page(mfa.authenticate, SIGN_IN), name="mfa_authenticate"),
    path("two-steps/again/", page(mfa.reauthenticate, AGAIN), name="mfa_reauthenticate"),
    path("two-steps/app/", page(totp.activate_totp, _("Set up an app")), name="mfa_activate_totp"),
    path(
        "two-steps/app/remove/",
        page(totp.deactivate_totp, _("Remove the app")),
        name="mfa_deactivate_totp",
    ),
    path(
        "recovery-codes/",
        page(codes.view_recovery_codes, _("Recovery codes")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery-codes/new/",
        page(codes.generate_recovery_codes, _("New recovery codes")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/file/",
        page(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", page(passkeys.list_webauthn, _("Passkeys")), name="mfa_list_webauthn"),
    path("passkeys/add/", page(passkeys.add_webauthn, _("Add a passkey")), name="mfa_add_webauthn"),
    path("passkeys/login/", page(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        "passkeys/again/",
        page(passkeys.reauthenticate_webauthn, AGAIN),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "passkeys/<int:pk>/",
        page(passkeys.edit_webauthn, _("Rename a passkey")),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        page(passkeys.remove_webauthn, _("Remove a passkey")),
        name="mfa_remove_webauthn",
    ),
    path(
        "sessions/",
        page(sessions.list_usersessions, _("Where you are signed in")),
        name="usersessions_list",
    ),
    path("sessions/end/", page(pages.sign_out_everywhere), name="account_sign_out_everywhere"),
    path(
        "providers/",
        page(providers.connections, _("Other ways to sign in")),
        name="socialaccount_connections",
    ),
    path(
        "providers/cancelled/",
        page(providers.login_cancelled, SIGN_IN),
        name="socialaccount_login_cancelled",
    ),
    path(
        "providers/<slug:provider_id>/",
        page(pages.start_at_provider),
        name="openid_connect_login",
    ),
]

# A provider knows one address, whatever the language.
callback_urlpatterns = [
    path(
        "admin/signed-in/<slug:provider_id>/",
        page(oidc.callback),
        name="openid_connect_callback",
    ),
]
