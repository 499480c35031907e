"""The forms of signing in, which are ours: their words, their fields, their hints."""

ACCOUNT_FORMS = {
    "login": "portal.base.accounts.forms.SignIn",
    "reauthenticate": "portal.base.accounts.forms.PasswordAgain",
    "change_password": "portal.base.accounts.forms.ChangePassword",
    "set_password": "portal.base.accounts.forms.SetPassword",
    "reset_password": "portal.base.accounts.forms.AskForPassword",
    "reset_password_from_key": "portal.base.accounts.forms.NewPassword",
}

MFA_FORMS = {
    "authenticate": "portal.base.accounts.forms.SecondStep",
    "reauthenticate": "portal.base.accounts.forms.SecondStepAgain",
    "activate_totp": "portal.base.accounts.forms.ActivateApp",
    "login_webauthn": "portal.base.accounts.forms.PasskeySignIn",
    "authenticate_webauthn": "portal.base.accounts.forms.PasskeySecond",
    "reauthenticate_webauthn": "portal.base.accounts.forms.PasskeyAgain",
    "add_webauthn": "portal.base.accounts.forms.AddPasskey",
    "edit_webauthn": "portal.base.accounts.forms.RenamePasskey",
}
