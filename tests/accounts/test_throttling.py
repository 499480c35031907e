"""A sign-in may fail often in an office, and seldom at one account."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from portal.base.accounts import sign_ins
from portal.base.models import AuditEntry, SignInAttempt
from tests.accounts.conftest import sign_in, signed_in

NOW = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)


def test_three_hundred_people_of_one_office_can_fail_and_sign_in(make_person) -> None:
    for number in range(300):
        make_person(f"person-{number}")
    for number in range(300):
        client = Client()
        for _time in range(3):
            assert sign_in(client, f"person-{number}", "wrong").status_code == 200
        sign_in(client, f"person-{number}")
        assert signed_in(client), number


def test_who_guesses_is_refused_while_the_owner_signs_in_from_the_office(kari) -> None:
    thief, owner = Client(), Client()
    for _time in range(10):
        sign_in(thief, password="guess", address="203.0.113.9")
    sign_in(thief, address="203.0.113.9")  # the right password comes too late
    assert not signed_in(thief)
    sign_in(owner)
    assert signed_in(owner)


def test_guessing_from_everywhere_is_refused_from_new_addresses_only(kari, rf) -> None:
    office, new = Client(), Client()
    sign_in(office, address="192.0.2.10")
    now = timezone.now()
    for number in range(sign_ins.FROM_EVERYWHERE):
        sign_ins.failed(rf.get("/", REMOTE_ADDR=f"203.0.113.{number}"), "kari", now=now)
    sign_in(new, address="198.51.100.1")
    assert not signed_in(new)
    again = Client()
    sign_in(again, address="192.0.2.10")
    assert signed_in(again)


def test_after_a_while_it_may_be_tried_again(rf) -> None:
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")
    for _time in range(10):
        sign_ins.failed(request, "kari", now=NOW)
    assert sign_ins.refused(request, "Kari ", now=NOW)  # however it is written
    assert not sign_ins.refused(request, "kari", now=NOW + sign_ins.SENDER_WITHIN)


def test_an_unknown_name_is_refused_as_a_known_one_is(kari, client) -> None:
    for name in ("kari", "nobody"):
        answers = [sign_in(client, name, "wrong") for _time in range(11)]
        codes = [answer.context["form"].non_field_errors().as_data()[0].code for answer in answers]
        assert codes == ["username_password_mismatch"] * 10 + ["too_many_login_attempts"]


def test_nothing_is_stored_that_says_who_or_from_where(kari, client) -> None:
    sign_in(client, password="wrong", address="192.0.2.10")
    for row in SignInAttempt.objects.values():
        assert "kari" not in str(row)
        assert "192.0.2" not in str(row)
    noted = AuditEntry.objects.filter(action="failed to sign in").values().get()
    assert noted["who"] == "kari"
    assert "192.0.2" not in str(noted)


def test_a_password_typed_as_a_name_is_not_noted(kari, client) -> None:
    sign_in(client, "gaupe-i-tre-43", "x")
    assert not AuditEntry.objects.filter(who__contains="gaupe").exists()
    assert "gaupe" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("age", "kept"), [(dt.timedelta(minutes=59), 2), (dt.timedelta(hours=1), 1)]
)
def test_what_no_longer_counts_is_forgotten(rf, age, kept) -> None:
    SignInAttempt.objects.all().delete()
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")
    sign_ins.failed(request, "kari", now=NOW)
    sign_ins.failed(request, "ola", now=NOW + age)
    assert SignInAttempt.objects.count() == kept
