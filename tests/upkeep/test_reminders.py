"""Owners are asked by mail: one mail each, before and after the date, and never too often."""

import datetime as dt
import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.base.models import AuditEntry, ConfirmationRequest, Proposal, Reminder
from portal.base.upkeep import periodic
from portal.base.upkeep.freshness import checked_models
from portal.base.upkeep.reminders import plan, send_reminders
from tests import factories
from tests.upkeep.made import centre, owner, question

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
DATE = dt.date(2027, 6, 15)
NOTHING_LISTENS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2},
    }
}


@pytest.fixture(autouse=True)
def _nothing_else_is_due(db: None, settings: Any) -> None:
    settings.PORTAL_ADDRESS = "https://portal.example"
    for model in checked_models():
        model._base_manager.update(next_check_on=None)


def at(day: dt.date) -> dt.datetime:
    """Return six in the morning, when the timer runs."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(6)))


def run(day: dt.date) -> list[str]:
    """Return to whom mails went on a day."""
    before = len(mail.outbox)
    assert not send_reminders(now=at(day)).failed
    return [address for message in mail.outbox[before:] for address in message.to]


# When


def test_a_mail_goes_before_the_date_after_it_and_then_again_and_again():
    centre(next_check_on=DATE)
    sent = [number for number in range(-60, 120) if run(DATE + number * DAY)]
    assert sent == [-21, 7, 37, 67, 97]


def test_the_days_can_be_set(settings: Any):
    settings.PORTAL_REMIND_BEFORE, settings.PORTAL_REMIND_AFTER = 30, 1
    settings.PORTAL_REMIND_EVERY = 20
    centre(next_check_on=DATE)
    sent = [number for number in range(-60, 50) if run(DATE + number * DAY)]
    assert sent == [-30, 1, 21, 41]


def test_an_owner_of_many_entries_gets_one_mail_about_them_all():
    to = owner()
    for number in range(5):
        factories.ServiceFactory(owner=to, next_check_on=DATE + number * DAY)
    assert run(DATE) == ["post@example.org"]
    assert mail.outbox[0].body.count("/nb/bekreft/") == 5
    assert ConfirmationRequest.objects.count() == 5


def test_an_owner_is_never_written_to_twice_in_two_weeks():
    to = owner()
    for number in range(0, 60, 3):
        factories.ServiceFactory(owner=to, next_check_on=DATE + number * DAY)
    days = [number for number in range(-30, 120) if run(DATE + number * DAY)]
    assert all(later - earlier >= 14 for earlier, later in zip(days, days[1:], strict=False))


def test_a_run_that_is_repeated_sends_nothing_more():
    centre(next_check_on=DATE)
    assert run(DATE)
    assert not run(DATE)


def test_who_has_answered_is_left_in_peace(client: Client):
    entry = centre(next_check_on=DATE)
    asked = question(entry)
    Proposal.objects.create(request=asked, path="website", after="https://example.org/")
    assert not run(DATE)
    Proposal.objects.update(state="refused")
    assert run(DATE)


@pytest.mark.parametrize("spoil", ["draft", "no mailbox", "no owner"])
def test_nobody_is_written_to_where_there_is_nothing_or_nobody_to_ask(spoil: str):
    entry = centre(next_check_on=DATE)
    if spoil == "draft":
        type(entry).objects.update(state="draft")
    if spoil == "no mailbox":
        type(entry.owner).objects.update(mailbox="")
    if spoil == "no owner":
        type(entry).objects.update(owner=None)
    assert not run(DATE)


# What


@pytest.mark.parametrize(
    ("language", "words", "path"),
    [
        ("nb", "Dere har ansvar for opplysningene på en side", "/nb/bekreft/"),
        ("nn", "De har ansvar for opplysningane på ei side", "/nn/stadfest/"),
        ("en", "You answer for the facts on a page", "/en/confirm/"),
    ],
)
def test_the_mail_is_in_the_owner_s_language(client: Client, language: str, words: str, path: str):
    entry = centre(owner=owner(mail_language=language), next_check_on=DATE)
    run(DATE)
    [sent] = mail.outbox
    assert words in sent.body
    assert f"https://portal.example{entry.url_in(language)}" in sent.body
    [found] = re.findall(rf"https://portal\.example({path}\S+)", sent.body)
    assert client.get(found).status_code == 200


def test_the_mail_says_who_we_are_and_that_a_program_sent_it(settings: Any):
    centre(next_check_on=DATE)
    run(DATE)
    [sent] = mail.outbox
    assert settings.PORTAL_CONTACT in sent.body
    assert sent.reply_to == [settings.PORTAL_CONTACT]
    message = sent.message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert "\n\n\n" not in sent.body
    assert "&" not in sent.body


def test_a_reminder_is_kept_and_noted():
    entry = centre(next_check_on=DATE)
    run(DATE)
    kept = Reminder.objects.get()
    assert (kept.owner, kept.sent_on) == (entry.owner, DATE)
    assert kept.entries == [["services.careercentre", entry.key, "2027-06-15"]]
    asked = ConfirmationRequest.objects.get()
    assert asked.sent_to == "post@example.org"
    assert timezone.localdate(asked.expires_at) == DATE + 60 * DAY
    assert AuditEntry.objects.filter(action="reminded", object_key=entry.owner.key).exists()


# When it does not work


def test_a_mail_server_that_fails_is_reported_and_tried_again(settings: Any):
    entry = centre(next_check_on=DATE)
    working, settings.MAILERS = settings.MAILERS, NOTHING_LISTENS
    report = send_reminders(now=at(DATE))
    assert [failed.key for failed, _why in report.failed] == [entry.owner.key]
    assert not Reminder.objects.exists()
    assert not AuditEntry.objects.filter(action="reminded").exists()
    assert ConfirmationRequest.objects.get().sent_to == ""
    settings.MAILERS = working
    assert run(DATE + DAY) == ["post@example.org"]
    assert ConfirmationRequest.objects.count() == 1


def test_one_bad_mailbox_does_not_stop_the_others():
    centre(owner=owner(key="a-bad-one", mailbox="a\nb@example.org"), next_check_on=DATE)
    centre(owner=owner(key="good"), next_check_on=DATE)
    report = send_reminders(now=at(DATE))
    assert [kept.owner.key for kept in report.sent] == ["good"]
    assert [failed.key for failed, _why in report.failed] == ["a-bad-one"]


def test_nothing_is_sent_without_an_address_to_link_to(settings: Any):
    settings.PORTAL_ADDRESS, settings.DEBUG = "", False
    centre(next_check_on=DATE)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_ADDRESS"):
        send_reminders(now=at(DATE))
    assert not ConfirmationRequest.objects.exists()


# The command and the timer


def test_the_command_says_what_it_would_send_and_sends_nothing():
    entry = centre(next_check_on=timezone.localdate())
    said = StringIO()
    call_command("send_reminders", "--dry-run", stdout=said)
    assert said.getvalue() == f"post@example.org (nb): services.careercentre/{entry.key}\n"
    assert not mail.outbox
    assert not ConfirmationRequest.objects.exists()


def test_the_command_fails_when_a_mail_was_not_sent(settings: Any):
    centre(next_check_on=timezone.localdate())
    settings.MAILERS = NOTHING_LISTENS
    with pytest.raises(CommandError):
        call_command("send_reminders", stdout=StringIO())


def test_the_timer_sends_them(settings: Any):
    centre(next_check_on=DATE)
    [outcome] = periodic.run_due(only="reminders", clock=lambda: at(DATE))
    assert outcome.went_well
    assert len(mail.outbox) == 1
    settings.MAILERS = NOTHING_LISTENS
    [outcome] = periodic.run_due(only="reminders", clock=lambda: at(DATE + 40 * DAY))
    assert not outcome.went_well
    assert "not sent to" in outcome.said


def test_planning_for_ten_owners_costs_as_many_queries_as_for_one():
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert plan(DATE)
        return len(queries)

    centre(next_check_on=DATE)
    one = cost()
    for _ in range(9):
        centre(next_check_on=DATE)
    assert cost() == one
