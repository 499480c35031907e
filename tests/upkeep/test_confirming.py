"""Owners confirm without an account; what only opens the link changes nothing."""

import datetime as dt
import re
from typing import Any

import html5lib
import pytest
from django.apps import apps
from django.core import signing
from django.core.cache import cache
from django.core.serializers import serialize
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.base.drafts import versions
from portal.base.models import AuditEntry, ConfirmationRequest, Proposal
from portal.base.upkeep import confirming
from portal.base.upkeep.confirming import token_of, withdraw
from tests import factories
from tests.upkeep.made import WEBSITE, centre, link, owner, question

pytestmark = pytest.mark.django_db

ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    cache.clear()


def everything() -> str:
    """Return all that the database holds of entries, questions and answers."""
    ours = {"base", "services", "reversion"}
    models = [model for model in apps.get_models() if model._meta.app_label in ours]
    return "".join(
        serialize("json", model._base_manager.order_by("pk"))
        for model in models
        if model.__name__ not in {"Municipality", "PostalCode", "StoredFile"}
    )


def seen(client: Client, path: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def say_correct(client: Client, path: str, **more: Any) -> Any:
    return client.post(path, {"answer": "correct", "seen": seen(client, path)} | more)


def fields_of(client: Client, path: str) -> dict[str, str]:
    """Return what a browser sends from the second step if nothing is written."""
    form = client.get(f"{path}?change=1").context["form"]
    data = {}
    for field in form:
        value = field.field.widget.format_value(field.value())
        data[field.html_name] = value[0] if isinstance(value, list) else value or ""
        data[field.html_initial_name] = data[field.html_name]
    return data


# What is shown


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nb/bekreft/", "Stemmer opplysningene fortsatt?"),
        ("/nn/stadfest/", "Stemmer opplysningane framleis?"),
        ("/en/confirm/", "Are these facts still right?"),
    ],
)
def test_the_owner_sees_the_facts_in_three_languages(client: Client, path: str, words: str):
    entry = centre()
    page = client.get(f"{path}{token_of(question(entry))}/")
    assert page.status_code == 200
    assert words in page.text
    for fact in ("example.org/before", "Byen", "09.00–15.30", "55 11 22 33"):
        assert fact in page.text
    html5lib.HTMLParser(strict=True).parse(page.text)


def test_what_is_not_given_and_what_is_closed_is_said(client: Client):
    page = client.get(link(question(centre(website=""))))
    assert page.text.count("Ikke oppgitt") >= 3
    assert re.search(r"<dt>Fredag</dt>\s*<dd><p>Stengt", page.text)


def test_the_page_is_kept_by_nobody(client: Client):
    page = client.get(link(question(centre())))
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    # With no-referrer a browser says “Origin: null”, and our own form would be refused.
    assert page["Referrer-Policy"] == "same-origin"
    assert "Cookie" not in page.get("Vary", "")


def test_an_owner_is_asked_about_its_own_facts_only(client: Client):
    entry, other = centre(), owner()
    factories.SiteFactory(centre=entry, place="Nabobyen", owner=other)
    ours, theirs = (client.get(link(question(entry, to))).text for to in (entry.owner, other))
    assert "Nabobyen" in theirs
    assert "Nabobyen" not in ours
    assert "55 11 22 33" in ours
    assert "55 11 22 33" not in theirs


def test_ten_sites_cost_as_many_queries_as_one(client: Client):
    entry = centre()
    path = link(question(entry))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    cost()
    one = cost()
    for _ in range(9):
        site = factories.SiteFactory(centre=entry)
        factories.ScheduleFactory(contact=factories.ContactFactory(site=site))
        factories.ScheduleFactory(site=site)
        factories.HoursExceptionFactory(site=site, date=dt.date(2199, 1, 1))
    assert cost() <= one + 3  # the kinds of part that the first did not have


# Scanners


def test_opening_the_link_changes_nothing_however_often(client: Client):
    path = link(question(centre()))
    before = everything()
    for _ in range(5):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
        assert client.get(f"{path}?change=1").status_code == 200
    assert everything() == before


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "yes"}, {"seen": "x"}])
def test_a_program_that_sends_the_form_as_it_is_changes_nothing(
    client: Client, data: dict[str, str]
):
    path = link(question(centre()))
    before = everything()
    answer = client.post(path, data | {"seen": data.get("seen") or seen(client, path)})
    assert answer.status_code == 400
    assert 'href="#id_answer_0"' in answer.text
    assert everything() == before


def test_a_program_that_sends_the_second_form_as_it_is_changes_nothing(client: Client):
    path = link(question(centre()))
    data, before = fields_of(client, path), everything()
    assert client.post(f"{path}?change=1", data).status_code == 400
    assert client.post(path, {"message": ""}).status_code == 400
    assert everything() == before


def test_a_program_that_fills_in_everything_changes_nothing(client: Client):
    path = link(question(centre()))
    before = everything()
    assert say_correct(client, path, subject="x").status_code == 303
    assert everything() == before


def test_an_answer_from_another_website_changes_nothing(client: Client):
    path = link(question(centre()))
    data, before = {"answer": "correct", "seen": seen(client, path)}, everything()
    for headers in (ELSEWHERE, {"Origin": "null"}, {"Referer": "https://evil.example/"}):
        assert client.post(path, data, headers=headers).status_code == 403
    assert everything() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(client: Client, method: str):
    assert getattr(client, method)(link(question(centre()))).status_code == 405


# Links that are not to be used


def test_a_link_that_we_did_not_make_says_so_and_why(client: Client):
    asked = question(centre())
    token = token_of(asked)
    elsewhere = signing.TimestampSigner(salt="another", sep=".").sign(str(asked.pk))
    other = f"{question(centre()).pk}.{token.partition('.')[2]}"
    for bad in (token[:-1], token + "x", "1", str(asked.pk), elsewhere, other, "æ"):
        answer = client.get(f"/nb/bekreft/{bad}/")
        assert answer.status_code == 404, bad
        assert "Vi kjenner ikke denne lenken" in answer.text


def test_a_link_leads_to_its_own_entry_only(client: Client):
    one, other = centre(), centre()
    say_correct(client, link(question(one)))
    other.refresh_from_db()
    assert other.checked_on is None
    assert other.contacts.get().standing == "not_confirmed"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("expired", "Den kunne brukes til"),
        ("withdrawn", "En redaktør har trukket den tilbake"),
        ("draft", "Siden er ikke lenger offentlig"),
        ("another owner", "en annen organisasjon"),
    ],
)
def test_a_link_that_has_lost_its_use_says_why_and_takes_no_answer(
    client: Client, spoil: str, words: str
):
    entry = centre()
    asked = question(entry, days=61 if spoil == "expired" else 0)
    path = link(asked)
    if spoil == "withdrawn":
        withdraw(asked, user="editor")
    if spoil == "draft":
        type(entry).objects.filter(pk=entry.pk).update(state="draft")
    if spoil == "another owner":
        type(entry).objects.filter(pk=entry.pk).update(owner=owner())
    before = everything()
    for answer in (
        client.get(path),
        client.post(path, {"answer": "correct"}),
        client.post(path, {"message": "Feil."}),
    ):
        assert answer.status_code == 410
        assert words in answer.text
    assert everything() == before


def test_a_link_is_good_until_its_day_and_no_longer():
    asked = question(centre())
    groups = [object()]
    last = asked.expires_at - dt.timedelta(seconds=1)
    assert confirming.standing(asked, groups, now=last) is confirming.Standing.OPEN
    late = confirming.standing(asked, groups, now=asked.expires_at)
    assert late is confirming.Standing.EXPIRED


def test_asking_again_keeps_the_link_and_its_day_moves():
    entry = centre()
    first = question(entry, days=40)
    again = question(entry)
    assert again.pk == first.pk
    assert again.expires_at > first.expires_at


# Everything is correct


def test_a_yes_dates_the_facts_and_confirms_them(client: Client):
    entry, today = centre(), timezone.localdate()
    asked = question(entry)
    answer = say_correct(client, link(asked))
    assert answer.status_code == 303
    assert "Takk for svaret" in client.get(answer["Location"]).text
    entry = type(entry).objects.get(pk=entry.pk)
    site, phone = entry.sites.get(), entry.contacts.get()
    for fact in (entry, site, site.schedules.get(), phone):
        assert (fact.checked_on, fact.checked_by) == (today, entry.owner)
    assert entry.next_check_on == today + dt.timedelta(days=365)
    assert phone.next_check_on is None  # it follows its entry
    assert entry.is_confirmed
    assert entry.website_confirmed
    assert phone.standing == "confirmed"
    assert site.schedules.get().standing == "confirmed"
    asked.refresh_from_db()
    assert asked.answer == "correct"


def test_the_next_check_comes_after_as_long_as_the_last_one_did(client: Client):
    today = timezone.localdate()
    months = dt.timedelta(days=90)
    entry = centre(checked_on=today - months, next_check_on=today)
    say_correct(client, link(question(entry)))
    entry.refresh_from_db()
    assert entry.next_check_on == today + months


def test_a_yes_does_not_confirm_an_entry_that_an_editor_has_a_note_on(client: Client):
    entry = centre(to_check="Ring og spør.")
    say_correct(client, link(question(entry)))
    entry.refresh_from_db()
    assert entry.checked_on == timezone.localdate()
    assert not entry.is_confirmed


def test_the_yes_of_the_owner_of_a_part_says_nothing_of_the_rest(client: Client):
    entry, other = centre(), owner()
    site = factories.SiteFactory(centre=entry, owner=other)
    say_correct(client, link(question(entry, other)))
    site.refresh_from_db()
    entry.refresh_from_db()
    assert site.checked_by == other
    assert site.next_check_on
    assert entry.checked_on is None


def test_a_yes_is_a_version_and_stands_in_the_log(client: Client):
    entry = centre()
    asked = question(entry)
    say_correct(client, link(asked))
    latest = versions.latest(type(entry), entry.key)
    assert latest.revision.publication.act == "confirmed"
    [noted] = AuditEntry.objects.filter(action="confirmed", who=f"owner: {entry.owner.key}")
    assert noted.object_key == entry.key
    assert noted.detail["question"] == asked.pk


def test_a_second_click_changes_nothing_more(client: Client):
    entry = centre()
    path = link(question(entry))
    data = {"answer": "correct", "seen": seen(client, path)}
    client.post(path, data)
    before = everything()
    again = client.post(path, data)
    assert again.status_code == 200
    assert "Takk for svaret" in again.text
    assert client.post(path, {"message": "Feil."}).status_code == 200
    assert everything() == before


def test_of_two_answers_at_once_only_the_first_counts():
    asked = question(centre())
    now = timezone.now()
    entry, groups = confirming.facts_of(asked, now=now)
    assert confirming.confirm(asked, entry, groups, now=now)
    before = everything()
    assert not confirming.confirm(asked, entry, groups, now=now)
    assert not confirming.propose(asked, entry, [], "Feil.", now=now)
    assert everything() == before


def test_nobody_confirms_what_was_changed_after_they_looked(client: Client):
    entry = centre()
    path = link(question(entry))
    data = {"answer": "correct", "seen": seen(client, path)}
    entry.contacts.update(value="99 99 99 99")
    answer = client.post(path, data)
    assert answer.status_code == 400
    assert "99 99 99 99" in answer.text
    assert say_correct(client, path).status_code == 303


def test_a_yes_that_the_rules_refuse_is_kept_for_the_editors(client: Client):
    entry = centre()
    factories.ScheduleFactory(site=entry.sites.get())  # confirmed hours for the same days
    asked = question(entry)
    assert say_correct(client, link(asked)).status_code == 303
    entry.refresh_from_db()
    assert entry.checked_on is None
    assert "alt er riktig" in asked.proposals.get().after


# Something is wrong


def test_a_no_leads_to_a_form_with_a_field_for_each_fact(client: Client):
    path = link(question(centre()))
    answer = client.post(path, {"answer": "wrong", "seen": "whatever"})
    assert answer.status_code == 303
    page = client.get(answer["Location"])
    assert f'value="{WEBSITE}"' in page.text
    html5lib.HTMLParser(strict=True).parse(page.text)
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_only_what_was_changed_is_proposed_and_nothing_is_published(client: Client):
    entry = centre()
    asked = question(entry)
    path, phone = link(asked), f"contacts.{entry.key}-phone.value"
    data = fields_of(client, path)
    changes = {
        "website": "https://example.org/after/",
        phone: "",
        f"sites.{entry.key}-site.schedules.{entry.key}-hours.monday": "9-15",
        "closed_on": "2027-05-01",
        "message": "Vi har fått ny leder.",
    }
    answer = client.post(f"{path}?change=1", data | changes)
    assert answer.status_code == 303
    assert "Takk for svaret" in client.get(answer["Location"]).text
    assert {(p.path, p.before, p.after) for p in asked.proposals.all()} == {
        ("website", WEBSITE, "https://example.org/after/"),
        (phone.replace(".", "/"), "55 11 22 33", ""),
        (
            f"sites/{entry.key}-site/schedules/{entry.key}-hours/monday",
            "09.00–15.30",
            "09.00–15.00",
        ),
        ("closed_on", "", "2027-05-01"),
        ("", "", "Vi har fått ny leder."),
    }
    entry.refresh_from_db()
    assert (entry.website, entry.checked_on) == (WEBSITE, None)
    assert AuditEntry.objects.get(action="proposed").detail["question"] == asked.pk


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("website", "ikke en adresse"),
        ("name_nb", ""),
        ("interpreter", "kanskje"),
        ("closed_on", "i morgen"),
        ("language_codes", "norsk"),
        ("message", "x" * 2001),
    ],
)
def test_what_could_not_be_stored_is_refused_at_its_field_and_nothing_is_lost(
    client: Client, name: str, value: str
):
    asked = question(centre())
    path = link(asked)
    data = fields_of(client, path) | {"about_nb": "Dette er nytt.", name: value}
    answer = client.post(f"{path}?change=1", data)
    assert answer.status_code == 400
    assert f'href="#id_{name}"' in answer.text
    assert f'id="id_{name}_error"' in answer.text
    assert "Dette er nytt." in answer.text
    assert not Proposal.objects.exists()
    assert ConfirmationRequest.objects.get(pk=asked.pk).answered_at is None


def test_what_an_editor_changed_meanwhile_is_not_proposed_to_be_changed_back(client: Client):
    entry = centre()
    asked = question(entry)
    path = link(asked)
    data = fields_of(client, path) | {"message": "Ellers greit."}
    entry.website = "https://example.org/by-an-editor/"
    entry.save()
    client.post(f"{path}?change=1", data)
    assert [proposal.path for proposal in asked.proposals.all()] == [""]


def test_a_field_that_was_not_sent_is_not_proposed_to_be_emptied(client: Client):
    asked = question(centre())
    client.post(f"{link(asked)}?change=1", {"message": "Bare dette."})
    assert [proposal.after for proposal in asked.proposals.all()] == ["Bare dette."]


def test_very_many_answers_from_one_place_have_to_wait(client: Client):
    path = link(question(centre()))
    for _ in range(30):
        assert client.post(path, {}).status_code == 400
    answer = client.post(path, {"answer": "correct", "seen": seen(client, path)})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert ConfirmationRequest.objects.get().answered_at is None
