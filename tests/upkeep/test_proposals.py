"""An editor accepts or refuses what an owner proposes, fact by fact."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.base.accounts.models import Responsibility
from portal.base.drafts import copies
from portal.base.drafts.paths import flat
from portal.base.models import AuditEntry, ConfirmationRequest, Proposal
from portal.base.upkeep.proposals import decide
from tests import factories
from tests.upkeep.made import WEBSITE, centre, link, owner, question

pytestmark = pytest.mark.django_db

LISTED = "/nb/admin/base/confirmationrequest/"
AFTER = "https://example.org/after/"


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def proposed(entry: Any, *changes: tuple[str, str, str]) -> Any:
    """Return an answered question with proposals: (path, before, after)."""
    asked = question(entry)
    for path, before, after in changes:
        Proposal.objects.create(request=asked, path=path, before=before, after=after)
    ConfirmationRequest.objects.filter(pk=asked.pk).update(
        answered_at=timezone.now(), answer="proposed"
    )
    asked.refresh_from_db()
    return asked


def page_of(asked: Any) -> str:
    return f"{LISTED}{asked.pk}/change/"


def decisions(asked: Any, **by_path: str) -> dict[str, str]:
    """Return what the form sends: for each path what was chosen."""
    found = {proposal.path or "message": proposal.pk for proposal in asked.proposals.all()}
    return {f"proposal-{found[path]}": choice for path, choice in by_path.items()}


def draft_of(entry: Any) -> dict[str, Any]:
    """Return the values of an entry's working copy; none if there is none."""
    copy = copies.current(entry)
    return flat(copies.latest(copy)) if copy else {}


def test_each_change_is_shown_with_what_it_was_and_what_it_is_now(editor: Client):
    entry = centre(website="https://example.org/now/")
    asked = proposed(entry, ("website", WEBSITE, AFTER), ("interpreter", "", "yes"))
    page = editor.get(page_of(asked)).text
    for words in (WEBSITE, "https://example.org/now/", AFTER, "endret etter at eieren så den"):
        assert words in page
    assert page.count("endret etter at eieren så den") == 1


def test_what_is_accepted_goes_into_the_draft_and_nothing_else_does(editor: Client):
    entry = centre()
    asked = proposed(
        entry,
        ("website", WEBSITE, AFTER),
        ("about_nb", "", "Nytt."),
        ("closed_on", "", "2027-05-01"),
    )
    data = decisions(asked, website="accept", about_nb="refuse", closed_on="")
    answer = editor.post(page_of(asked), data)
    assert answer["Location"] == f"/nb/admin/services/careercentre/{entry.pk}/change/"
    draft = draft_of(entry)
    assert (draft["website"], draft["about_nb"], draft["closed_on"]) == (AFTER, "", None)
    entry.refresh_from_db()
    assert entry.website == WEBSITE  # nothing is public until somebody publishes it
    states = dict(asked.proposals.values_list("path", "state"))
    assert states == {"website": "accepted", "about_nb": "refused", "closed_on": "new"}
    noted = AuditEntry.objects.filter(who="editor", action__endswith="a proposal")
    assert {(row.action, row.detail["path"]) for row in noted} == {
        ("accepted a proposal", "website"),
        ("refused a proposal", "about_nb"),
    }


def test_a_change_of_a_part_and_of_a_date_are_put_where_they_belong(editor: Client):
    entry = centre()
    monday = f"sites/{entry.key}-site/schedules/{entry.key}-hours/monday"
    asked = proposed(entry, (monday, "09.00–15.30", "10.00–12.00"), ("closed_on", "", "2027-05-01"))
    editor.post(page_of(asked), decisions(asked, **{monday: "accept", "closed_on": "accept"}))
    draft = draft_of(entry)
    assert (draft[monday], draft["closed_on"]) == ("10.00–12.00", "2027-05-01")


def test_a_contact_that_the_owner_emptied_is_taken_away(editor: Client):
    entry = centre()
    path = f"contacts/{entry.key}-phone/value"
    asked = proposed(entry, (path, "55 11 22 33", ""))
    assert "skal bort" in editor.get(page_of(asked)).text
    editor.post(page_of(asked), decisions(asked, **{path: "accept"}))
    assert not [name for name in draft_of(entry) if name.startswith("contacts/")]
    assert entry.contacts.exists()


def test_what_another_editor_is_writing_is_kept(editor: Client):
    entry = centre()
    copies.change(entry, {"about_nb": "Skrevet av en annen."}, user=None)
    asked = proposed(entry, ("website", WEBSITE, AFTER))
    editor.post(page_of(asked), decisions(asked, website="accept"))
    draft = draft_of(entry)
    assert (draft["about_nb"], draft["website"]) == ("Skrevet av en annen.", AFTER)


@pytest.mark.parametrize(
    "change",
    [
        ("interpreter", "", "maybe"),
        ("contacts/gone/value", "55 11 22 33", "55 11 22 34"),
        ("no_such_field", "", "x"),
    ],
)
def test_what_can_no_longer_be_stored_is_said_and_can_not_be_accepted(
    editor: Client, change: tuple[str, str, str]
):
    asked = proposed(centre(), change)
    assert "Forslaget kan ikke godtas" in editor.get(page_of(asked)).text
    answer = editor.post(page_of(asked), decisions(asked, **{change[0]: "accept"}))
    assert answer.status_code == 200
    assert asked.proposals.get().state == "new"
    assert editor.post(page_of(asked), decisions(asked, **{change[0]: "refuse"})).status_code == 302


def test_a_message_is_dealt_with_and_changes_nothing(editor: Client):
    entry = centre()
    asked = proposed(entry, ("", "", "Vi flytter i høst.\nRing oss."))
    assert "Vi flytter i høst.<br>Ring oss." in editor.get(page_of(asked)).text
    editor.post(page_of(asked), decisions(asked, message="accept"))
    assert asked.proposals.get().state == "accepted"
    assert not draft_of(entry)


def test_of_two_editors_who_decide_at_once_the_first_one_counts():
    entry, now = centre(), timezone.now()
    asked = proposed(entry, ("website", WEBSITE, AFTER))
    pk = asked.proposals.get().pk
    user = get_user_model().objects.create_superuser("first")
    assert not decide(asked, entry, accepted=(), refused={pk}, user=user, now=now)
    assert not decide(asked, entry, accepted={pk}, refused=(), user=user, now=now)
    assert asked.proposals.get().state == "refused"
    assert not draft_of(entry)


def test_text_of_an_owner_is_text_and_no_markup(editor: Client):
    asked = proposed(
        centre(), ("about_nb", "", "<script>alert(1)</script>"), ("", "", "<b>Hei</b>")
    )
    page = editor.get(page_of(asked)).text
    assert "<script>alert" not in page
    assert "<b>Hei" not in page


# Who may


def test_who_may_not_change_the_entry_sees_nothing_of_it():
    mine, other = centre(), centre()
    asked, theirs = proposed(mine, ("", "", "Vår")), proposed(other, ("", "", "Deres"))
    user = get_user_model().objects.create_user("county", is_staff=True)
    user.groups.add(group("county_editor"))
    Responsibility.objects.create(user=user).counties.add(mine.county)
    client = Client()
    client.force_login(user)
    listed = client.get(LISTED)
    assert [row.pk for row in listed.context["cl"].result_list] == [asked.pk]
    assert client.get(page_of(asked)).status_code == 200
    assert "Deres" not in client.get(page_of(theirs)).text
    assert client.post(page_of(theirs), decisions(theirs, message="accept")).status_code != 200
    assert theirs.proposals.get().state == "new"
    ask = f"{LISTED}ask/services.careercentre/{other.key}/"
    assert client.get(ask).status_code == 403


def group(code: str) -> Any:
    return Group.objects.get(name=code)


def test_somebody_without_rights_is_refused():
    client = Client()
    client.force_login(get_user_model().objects.create_user("reader", is_staff=True))
    asked = proposed(centre(), ("", "", "Hei"))
    assert client.get(LISTED).status_code == 403
    assert client.get(page_of(asked)).status_code == 404


# Asking by hand


def test_an_editor_makes_a_link_and_withdraws_it(editor: Client, client: Client):
    entry = centre()
    form = f"/nb/admin/services/careercentre/{entry.pk}/change/"
    ask = f"{LISTED}ask/services.careercentre/{entry.key}/"
    assert ask in editor.get(form).text
    assert editor.get(ask).status_code == 200
    assert not ConfirmationRequest.objects.exists()
    made = editor.post(ask, {"owner": entry.owner.pk, "_link": "1"})
    page = editor.get(made["Location"]).text
    found = re.search(r'value="https?://[^/"]+(/nb/bekreft/[^"]+)"', page)
    assert found
    assert client.get(found[1]).status_code == 200
    editor.post(made["Location"], {"_withdraw": "1"})
    assert client.get(found[1]).status_code == 410
    assert "bekreft" not in editor.get(made["Location"]).text
    assert AuditEntry.objects.filter(action="withdrew a question", who="editor").exists()
    assert not mail.outbox


def test_an_editor_sends_the_mail_at_once(editor: Client, settings: Any):
    entry = centre()
    ask = f"{LISTED}ask/services.careercentre/{entry.key}/"
    send = {"owner": entry.owner.pk, "_send": "1"}
    settings.PORTAL_ADDRESS, settings.DEBUG = "", False
    assert "PORTAL_ADDRESS" in editor.post(ask, send, follow=True).text
    assert not ConfirmationRequest.objects.exists()
    settings.PORTAL_ADDRESS = "https://portal.example"
    editor.post(ask, send)
    assert [message.to for message in mail.outbox] == [["post@example.org"]]
    assert ConfirmationRequest.objects.get().sent_to == "post@example.org"


@pytest.mark.parametrize("spoil", [{"owner": None}, {"state": "draft"}])
def test_nobody_is_asked_about_a_draft_or_what_nobody_answers_for(
    editor: Client, spoil: dict[str, Any]
):
    entry = centre(**spoil)
    ask = f"{LISTED}ask/services.careercentre/{entry.key}/"
    assert editor.get(ask).status_code == 200
    editor.post(ask, {"owner": owner().pk, "_link": "1"})
    assert not ConfirmationRequest.objects.exists()


def test_an_owner_that_answers_for_nothing_here_is_not_asked(editor: Client):
    entry = centre()
    ask = f"{LISTED}ask/services.careercentre/{entry.key}/"
    assert editor.post(ask, {"owner": owner().pk, "_link": "1"}).status_code == 200
    assert not ConfirmationRequest.objects.exists()


def test_what_is_to_be_decided_stands_on_the_first_page(editor: Client):
    asked = proposed(centre(), ("", "", "Hei"))
    proposed(centre())
    overview = editor.get("/nb/admin/").context["overview"]
    todo = {count.source: count for count in overview.counts}["proposals"]
    assert todo.number == 1
    assert [row.pk for row in editor.get(todo.url).context["cl"].result_list] == [asked.pk]


def test_ten_questions_and_ten_proposals_cost_as_many_queries_as_one(editor: Client):
    entry = centre()
    asked = proposed(entry, ("about_nb", "", "1"))

    def cost(path: str) -> int:
        editor.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(path).status_code == 200
        return len(queries)

    one = cost(LISTED), cost(page_of(asked))
    for number in range(9):
        proposed(factories.ServiceFactory(owner=entry.owner), ("", "", "x"))
        Proposal.objects.create(request=asked, path="about_en", after=str(number))
    assert (cost(LISTED), cost(page_of(asked))) == one


# Seen by readers


def test_the_page_says_that_the_owner_confirmed_it_and_when(client: Client):
    entry = centre(next_check_on=None)
    path = link(question(entry))
    seen = re.search(r'name="seen" value="(\w+)"', client.get(path).text)
    assert seen
    client.post(path, {"answer": "correct", "seen": seen[1]})
    page = client.get(entry.get_absolute_url()).text
    assert re.search(r"</time>, bekreftet av eieren, " + entry.owner.name_nb, page)
    assert "Sjekket" in page
