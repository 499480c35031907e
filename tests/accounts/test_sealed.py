"""The keys of second steps are sealed in the database, and outlive a change of the secret key."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import AbstractUser
from django.test import Client

from portal.base.accounts.periodic_jobs import second_steps
from portal.base.accounts.sealed import SEALED, seal, unseal
from portal.base.upkeep.periodic import all_jobs
from tests.accounts.conftest import code_of, give_app, sign_in, signed_in

NOW = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
CODE = "/nb/admin/account/two-steps/code/"


def comes_in(code: str) -> bool:
    """Tell whether name, password and a code are enough."""
    client = Client()
    sign_in(client)
    client.post(CODE, {"code": code})
    return signed_in(client)


def stored(user: AbstractUser) -> dict[str, Any]:
    return {one.type: one.data for one in Authenticator.objects.filter(user=user)}


def test_neither_the_key_of_an_app_nor_recovery_codes_can_be_read_in_the_database(kari) -> None:
    secret = give_app(kari)
    codes = RecoveryCodes.activate(kari).get_unused_codes()
    data = str(stored(kari))
    assert secret not in data
    assert not [code for code in codes if code in data]
    assert data.count(SEALED) == 2
    assert comes_in(code_of(secret))
    assert comes_in(codes[0])
    assert not comes_in(codes[0])


def test_what_was_stored_before_there_were_seals_works_and_is_sealed(kari) -> None:
    secret = give_app(kari)
    Authenticator.objects.filter(user=kari).update(data={"secret": secret})
    old = {"migrated_codes": ["11111111", "22222222"]}
    Authenticator.objects.create(user=kari, type="recovery_codes", data=old)
    assert comes_in("11111111")
    assert second_steps(NOW) == "Sealed anew: 2."
    assert second_steps(NOW) == "Sealed anew: 0."
    assert secret not in str(stored(kari))
    assert "22222222" not in str(stored(kari))
    assert comes_in(code_of(secret))
    assert comes_in("22222222")


def test_a_changed_secret_key_takes_no_second_step_away(kari, settings) -> None:
    secret = give_app(kari)
    codes = RecoveryCodes.activate(kari).get_unused_codes()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret"
    assert comes_in(code_of(secret))
    assert second_steps(NOW) == "Sealed anew: 2."
    settings.SECRET_KEY_FALLBACKS = []
    assert comes_in(codes[1])
    assert unseal(stored(kari)["totp"]["secret"]) == secret


def test_what_no_known_key_opens_lets_nobody_in_and_is_told_of(kari, settings, caplog) -> None:
    secret = give_app(kari)
    settings.SECRET_KEY = "another-secret"
    before = stored(kari)
    opened = {unseal(before["totp"]["secret"]) for _time in range(3)}
    assert len(opened) == 3
    assert secret not in opened
    assert "not known any more" in caplog.text
    assert not comes_in(code_of(secret))
    assert second_steps(NOW) == "Sealed anew: 0. No known secret key opens: 1."
    assert stored(kari) == before


@pytest.mark.once
def test_the_same_key_is_never_sealed_in_the_same_way() -> None:
    assert seal("JBSWY3DPEHPK3PXP") != seal("JBSWY3DPEHPK3PXP")
    assert unseal(seal("æøå")) == "æøå"


def test_it_is_done_every_day() -> None:
    assert next(job for job in all_jobs() if job.name == "second steps").every.days == 1
