"""Mails that ask owners whether their facts are still right: one to each, however many entries.

The first comes some days before the date, the next some days after, then again and again until the
owner has answered; the settings PORTAL_REMIND_* say when.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.base.accounts import audit
from portal.base.languages import slot
from portal.base.pages import Page
from portal.base.upkeep.confirming import ask, path_of
from portal.base.upkeep.freshness import DueEntry, OwnerDue, due
from portal.base.upkeep.models import ConfirmationRequest, Proposal, Reminder

AT_HOME = "http://127.0.0.1:8000"  # where the demo is, as long as debug is on


class UnsentMail(Exception):
    """Some mails did not get away; they are tried again with the next run."""


@dataclass
class Report:
    """What a run did: to whom mails went, and which did not get away."""

    sent: list[Reminder] = field(default_factory=list)
    failed: list[tuple[Any, str]] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{len(self.sent)} sent, {len(self.failed)} not sent."]
        lines += [f"not sent to {owner.key}: {why}" for owner, why in self.failed]
        return "\n".join(lines)


def plan(on: dt.date) -> list[OwnerDue]:
    """Return whom to write to on a day, and about what; four queries besides those of `due`."""
    before, apart = _days("BEFORE"), _days("APART")
    found = [each for each in due(on, before) if each.owner and each.owner.mailbox]
    since = on - before - _days("AFTER") - _days("EVERY") - apart
    sent: dict[int, list[Reminder]] = {}
    for reminder in Reminder.objects.filter(sent_on__gte=since):
        sent.setdefault(reminder.owner_id, []).append(reminder)
    answered = set(
        Proposal.objects.filter(state=Proposal.State.NEW).values_list(
            "request__owner", "request__model", "request__object_key"
        )
    )
    planned = []
    for each in found:
        earlier = sent.get(each.owner.pk, [])
        waiting = [due for due in each.entries if (each.owner.pk, *due.name) not in answered]
        too_soon = any(reminder.sent_on > on - apart for reminder in earlier)
        if not too_soon and any(_is_time(due, earlier, on) for due in waiting):
            planned.append(OwnerDue(each.owner, waiting))
    return planned


def _is_time(due: DueEntry, earlier: Iterable[Reminder], on: dt.date) -> bool:
    """Tell whether a mail about an entry is due that none of the earlier ones has been."""
    after, every = due.on + _days("AFTER"), _days("EVERY")
    began = due.on - _days("BEFORE") if on < after else after + every * ((on - after) // every)
    named = _named(due)
    return not any(
        named in reminder.entries and reminder.sent_on > began - _days("APART")
        for reminder in earlier
    )


def send_reminders(*, now: dt.datetime) -> Report:
    """Write to everybody who is to be written to; what did not get away is tried next time."""
    report, on = Report(), timezone.localdate(now)
    for each in plan(on):
        try:
            report.sent.append(send(each.owner, each.entries, now=now))
        except (OSError, ValueError) as error:  # the server, or an address no mail can have
            report.failed.append((each.owner, f"{type(error).__name__}: {error}"))
    return report


def send(owner: Any, entries: list[DueEntry], *, now: dt.datetime) -> Reminder:
    """Write one mail to an owner, with a link for each entry, and keep that it was sent.

    Nothing is kept as sent where the server refuses it.
    """
    address()  # before anything is written, should it not be set
    questions = [ask(due.entry, owner, now=now) for due in entries]
    mail_to(owner, entries, questions, now=now).send()
    ConfirmationRequest.objects.filter(pk__in=[each.pk for each in questions]).update(
        sent_to=owner.mailbox
    )
    audit.note("reminded", entry=owner, entries=["/".join(due.name) for due in entries])
    return Reminder.objects.create(
        owner=owner,
        sent_on=timezone.localdate(now),
        sent_to=owner.mailbox,
        entries=[_named(due) for due in entries],
    )


def mail_to(
    owner: Any, entries: list[DueEntry], questions: list[ConfirmationRequest], *, now: dt.datetime
) -> EmailMessage:
    """Return the mail, in the language that the owner reads."""
    home = address()
    with override(owner.mail_language):
        language = owner.mail_language
        rows = [
            {
                "name": str(due.entry),
                "page": home + due.entry.url_in(language) if isinstance(due.entry, Page) else "",
                "on": due.on,
                "late": due.on < timezone.localdate(now),
                "link": home + path_of(question, language),
            }
            for due, question in zip(entries, questions, strict=True)
        ]
        context = {
            "owner": slot(owner, "name").value,
            "rows": rows,
            "until": timezone.localdate(min(each.expires_at for each in questions)),
            "home": f"{home}/{language}/",
            "contact": settings.PORTAL_CONTACT,
        }
        return EmailMessage(
            subject=_("Career guidance in Norway: are these facts still right?"),
            body=render_to_string("mail/reminder.txt", context).strip() + "\n",
            to=[owner.mailbox],
            reply_to=[settings.PORTAL_CONTACT],
            headers={"Auto-Submitted": "auto-generated", "Content-Language": language},
        )


def address() -> str:
    """Return scheme and host of the portal, which a mail can not take from any request."""
    if settings.PORTAL_ADDRESS:
        return settings.PORTAL_ADDRESS
    if settings.DEBUG:
        return AT_HOME
    raise ImproperlyConfigured("Set PORTAL_ADDRESS: links in mails need the portal's address.")


def _named(due: DueEntry) -> list[str]:
    """Return how a reminder names an entry and the day of its check."""
    return [*due.name, due.on.isoformat()]


def _days(name: str) -> dt.timedelta:
    return dt.timedelta(days=getattr(settings, f"PORTAL_REMIND_{name}"))
