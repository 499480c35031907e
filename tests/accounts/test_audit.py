"""Who did what is noted, and the database itself keeps it."""

import contextlib
import sqlite3
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client

from portal.base.accounts.audit import note
from portal.base.models import AuditEntry
from tests import prepared
from tests.accounts.conftest import PASSWORD, give_app, sign_in

LOG = import_module("portal.base.migrations.0006_audit_only_added_to")


@pytest.fixture
def locked(db) -> None:
    """The log as the migration leaves it, which other tests do without."""
    with connection.cursor() as cursor:
        LOG.lock(None, SimpleNamespace(connection=connection, execute=cursor.execute))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE base_auditentry SET who = 'ola'", "DELETE FROM base_auditentry"],
)
def test_the_database_refuses_to_change_the_log(locked, statement) -> None:
    note("signed in", who="kari")
    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.filter(who="kari").exists()


def test_the_log_cannot_be_emptied_at_a_stroke(locked) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE base_auditentry")


def test_the_triggers_can_be_taken_away_again(locked) -> None:
    with connection.cursor() as cursor:
        LOG.unlock(None, SimpleNamespace(connection=connection, execute=cursor.execute))
    note("signed in", who="kari")
    AuditEntry.objects.filter(who="kari").update(who="ola")
    assert AuditEntry.objects.filter(who="ola").exists()


def test_after_all_migrations_the_log_is_locked() -> None:
    with contextlib.closing(sqlite3.connect(prepared.folder() / prepared.DATABASE)) as database:
        database.execute("INSERT INTO base_auditentry (at, who, action, model, object_key, detail)"
                         " VALUES ('2027-01-01', 'kari', 'signed in', '', '', '{}')")  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            database.execute("DELETE FROM base_auditentry")


def test_the_program_does_not_try_either(db) -> None:
    entry = note("signed in", who="kari")
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def acts(who: str = "kari") -> list[str]:
    """Return what somebody did, oldest first."""
    return list(AuditEntry.objects.filter(who=who).order_by("pk").values_list("action", flat=True))


def test_sign_ins_and_failures_are_noted_with_their_steps(kari, client) -> None:
    sign_in(client, password="wrong")
    sign_in(client)
    assert acts() == ["failed to sign in", "signed in"]
    assert AuditEntry.objects.get(action="signed in").detail == {"by": ["password"]}


def test_a_new_password_is_noted_and_not_which(kari, client) -> None:
    sign_in(client)
    data = {"oldpassword": PASSWORD, "password1": "en-helt-annen-setning"}
    client.post("/nb/admin/account/password/", data | {"password2": data["password1"]})
    noted = AuditEntry.objects.get(action="changed a person")
    assert (noted.who, noted.detail["changed"]) == ("kari", ["password"])
    assert "setning" not in str(noted.detail)
    assert "md5" not in str(noted.detail)


def test_rights_given_and_taken_are_noted_with_who_gave_them(kari, make_person, client) -> None:
    ola = make_person("ola")
    role = Group.objects.create(name="Skrivere")
    right = Permission.objects.get(codename="change_term")
    role.permissions.add(right)
    ola.groups.add(role)
    ola.groups.remove(role)
    ola.is_superuser = True
    ola.save()
    noted = list(AuditEntry.objects.filter(model__in=["auth.user", "auth.group"]).order_by("pk"))
    done = [(entry.action, entry.detail.get("name")) for entry in noted][-4:]
    assert done == [
        ("gave rights", "Skrivere"),
        ("gave rights", "ola"),
        ("took rights", "ola"),
        ("changed a person", "ola"),
    ]
    assert noted[-1].detail["is_superuser"] is True


def test_an_app_added_and_removed_is_noted(kari, client) -> None:
    give_app(kari)
    client.force_login(kari)
    client.post("/nb/admin/account/again/", {"password": PASSWORD})
    client.post("/nb/admin/account/two-steps/app/remove/")
    assert "removed a second step" in acts()


def test_the_log_is_read_by_administrators_and_changed_by_nobody(kari, make_person) -> None:
    entry = note("signed in", who="<b>x</b>", by=["<i>"])
    client, other = Client(), Client()
    client.force_login(kari)
    other.force_login(make_person("ola"))
    for language, words in (("nb", "logget inn"), ("nn", "logga inn"), ("en", "signed in")):
        page = client.get(f"/{language}/admin/base/auditentry/?q=x")
        assert page.status_code == 200
        assert "<b>x" not in page.text
        assert "<i>" not in page.text
        if language == "en":  # the other words come with the catalogues
            assert words in page.text
    path = f"/nb/admin/base/auditentry/{entry.pk}"
    assert client.get(f"{path}/change/").status_code == 200
    assert client.post(f"{path}/change/", {"who": "y"}).status_code == 403
    assert client.post(f"{path}/delete/", {"post": "yes"}).status_code == 403
    assert other.get("/nb/admin/base/auditentry/").status_code == 403
