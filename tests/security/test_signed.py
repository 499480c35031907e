"""What we sign is for one purpose, and a link is good for a time only."""

import ast
import datetime as dt
import time
from pathlib import Path

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings as written
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client
from django.utils import timezone

from portal.base import admin_exchange
from portal.base.drafts import admin_copies, previews
from portal.base.translating import pages as translating
from portal.base.upkeep import confirming
from tests.factories import CentreFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
SIGNERS = {"Signer", "TimestampSigner", "dumps", "loads", "get_cookie_signer"}
SALTS = {
    "preview": previews.SALT,
    "confirm": confirming.SIGNER.salt,
    "form": admin_copies.SALT,
    "exchange": admin_exchange.SALT,
    "translation": translating.SALT,
}


def calls() -> list[tuple[str, ast.Call]]:
    """Return every place where something is signed, or a signature is read."""
    found = []
    for folder in ("portal", "services", "guidance", "networks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "signing" not in text or "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(text)):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                owner = getattr(getattr(node.func, "value", None), "id", "signing")
                if name in SIGNERS and owner == "signing":
                    found.append((path.name, node))
    return found


def test_everything_signed_names_its_purpose():
    found = calls()
    assert len(found) >= 9
    for name, call in found:
        assert "salt" in {each.arg for each in call.keywords}, (name, call.lineno)


def test_no_two_purposes_are_one():
    assert len(set(SALTS.values())) == len(SALTS)


def preview_of(token: str) -> int:
    return Client().get(f"/nb/forhandsvisning/{token}/").status_code


@pytest.mark.parametrize("purpose", [name for name in SALTS if name != "preview"])
def test_no_other_word_of_ours_opens_a_preview(purpose):
    entry = CentreFactory(state="draft")
    content = [entry._meta.label_lower, entry.key]
    assert previews.read(signing.dumps(content, salt=previews.SALT)) == entry
    other = signing.dumps(content, salt=SALTS[purpose])
    assert previews.read(other) is None
    assert preview_of(other) == 404


@pytest.mark.parametrize("purpose", [name for name in SALTS if name != "confirm"])
def test_no_other_word_of_ours_answers_for_an_owner(purpose):
    centre = CentreFactory(owner=OrganisationFactory())
    asked = confirming.ask(centre, centre.owner, now=timezone.now())
    assert confirming.find(confirming.token_of(asked)) == asked
    other = signing.TimestampSigner(salt=SALTS[purpose], sep=".").sign(str(asked.pk))
    assert confirming.find(other) is None
    assert confirming.find(signing.dumps(str(asked.pk), salt=SALTS[purpose])) is None


@pytest.mark.parametrize("purpose", [name for name in SALTS if name != "form"])
def test_no_other_word_of_ours_is_what_an_editor_saw(purpose):
    entry, snapshot = CentreFactory(), {"name_nb": "x"}
    assert admin_copies.read_base(admin_copies.sign(entry, snapshot), entry) == snapshot
    content = [entry._meta.label_lower, entry.key, snapshot]
    other = signing.dumps(content, salt=SALTS[purpose], compress=True)
    assert admin_copies.read_base(other, entry) is None
    assert admin_copies.read_base(admin_copies.sign(entry, snapshot), CentreFactory()) is None


def test_a_preview_ends_after_a_week(monkeypatch):
    entry = CentreFactory(state="draft")
    days = previews.VALID_FOR.days
    assert days <= 7
    for age, status in ((days - 1, 200), (days + 1, 410)):
        then = time.time() - age * 24 * 60 * 60
        with monkeypatch.context() as past:
            past.setattr(signing.time, "time", lambda then=then: then)
            token = previews.sign(entry)
        assert preview_of(token) == status


def test_a_link_to_confirm_ends_on_its_day():
    centre, now = CentreFactory(owner=OrganisationFactory()), timezone.now()
    days = dt.timedelta(days=written.PORTAL_CONFIRM_DAYS)
    asked = confirming.ask(centre, centre.owner, now=now - days - dt.timedelta(seconds=1))
    assert confirming.standing(asked, [], now=now) is confirming.Standing.EXPIRED


@pytest.mark.parametrize("path", ["/nb/admin/exchange/import/", "/nb/admin/languages/import/"])
def test_what_was_looked_through_is_imported_within_the_hour_or_not_at_all(path, monkeypatch):
    editor = get_user_model().objects.create_superuser("editor")
    client = Client()
    client.force_login(editor)
    module = translating if "languages" in path else admin_exchange
    assert module.MAX_AGE <= 60 * 60
    then = time.time() - module.MAX_AGE - 1
    with monkeypatch.context() as past:
        past.setattr(signing.time, "time", lambda: then)
        token = signing.dumps({"user": editor.pk}, salt=module.SALT, compress=True)
    answer = client.post(path, {"token": token})
    assert (answer.status_code, "import/" in answer["Location"]) == (302, False)


def test_a_link_for_a_new_password_is_good_for_an_hour_and_once(settings):
    assert settings.PASSWORD_RESET_TIMEOUT <= 60 * 60
    user = get_user_model().objects.create_user("kari", "kari@example.org", "x", is_staff=True)
    key = default_token_generator.make_token(user)
    path = f"/nb/admin/account/password/new/{user_pk_to_url_str(user)}-{key}/"
    assert Client().get(path)["Location"].endswith("-set-password/")
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Location" not in Client().get(path)
    settings.PASSWORD_RESET_TIMEOUT = 60 * 60
    user.set_password("another")
    user.save()
    assert "Location" not in Client().get(path)
