"""What the tests of signing in share: a person, a fast hash, and how to sign in."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.cache import cache
from django.test import Client

PASSWORD = "fjell-og-fjord-87"
LOGIN = "/nb/admin/account/login/"


@pytest.fixture(autouse=True)
def _quick_and_clean(settings: Any, db: None) -> None:
    """Hash passwords quickly, and begin without counts."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def make_person() -> Callable[..., AbstractUser]:
    """Return what makes an editor with a password."""

    def make(name: str = "kari", **more: Any) -> AbstractUser:
        more = {"is_staff": True, "email": f"{name}@example.org"} | more
        return get_user_model().objects.create_user(name, password=PASSWORD, **more)

    return make


@pytest.fixture
def kari(make_person: Callable[..., AbstractUser]) -> AbstractUser:
    """An editor who may do everything."""
    return make_person(is_superuser=True)


def sign_in(client: Client, name: str = "kari", password: str = PASSWORD, **more: Any) -> Any:
    """Send the form; return the answer."""
    address = more.pop("address", "192.0.2.10")
    data = {"login": name, "password": password, **more}
    return client.post(LOGIN, data, REMOTE_ADDR=address)


def signed_in(client: Client) -> bool:
    """Tell whether a client is signed in."""
    return "_auth_user_id" in client.session


def give_app(user: AbstractUser) -> str:
    """Set up an app for codes; return its key."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    """Return what the app shows now."""
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
