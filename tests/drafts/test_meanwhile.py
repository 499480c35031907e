"""What became of an entry while somebody worked on it is told, and what was written is not lost."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from portal.base.content import entry_named
from portal.base.drafts import copies, previews, publication, timely, withdrawing
from portal.base.drafts.snapshots import take
from portal.base.models import WorkingCopy
from portal.base.publishing import State
from services.models import CareerCentre, Service
from tests import factories
from tests.accounts.test_rights_saving import client_of
from tests.base.tables import problems, sheet, take_in
from tests.drafts.forms import admin_url, editor, filled_in, publish, save

pytestmark = pytest.mark.django_db

TOMORROW = dt.timedelta(days=1)


def timed(service: Service, **changes: str) -> WorkingCopy:
    """Return a working copy of a service that is to be public tomorrow."""
    copy = copies.change(service, changes or {"cost_nb": "Koster"}, user=None)
    publication.schedule(copy, timezone.now() + TOMORROW, user=None)
    return WorkingCopy.objects.get(pk=copy.pk)


def state_of(copy: WorkingCopy) -> tuple[str, dt.datetime | None]:
    found = WorkingCopy.objects.get(pk=copy.pk)
    return found.state, found.publish_at


# Parts that are only in a draft


def site_in_a_draft(centre: CareerCentre) -> int:
    """Return the number of a site that only the draft of a centre has."""
    client, add = editor(), reverse("admin:services_site_add")
    data = filled_in(client.get(add)) | {"name": "Ny", "place": "Bodø", "centre": centre.pk}
    client.post(add, data | {"_continue": "1"})
    page = client.get(admin_url(centre)).content.decode()
    return int(re.findall(r"/services/site/(-\d+)/change/", page)[0])


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_a_part_that_is_only_in_a_draft_is_for_who_answers_for_its_entry(page):
    own, other = factories.CentreFactory(), factories.CentreFactory()
    client, index = client_of("county_editor", counties=[own.county]), reverse("admin:index")
    for centre in (own, other):
        url = reverse(f"admin:services_site_{page}", args=[site_in_a_draft(centre)])
        before = copies.latest(copies.current(centre))
        answers = [client.get(url), client.post(url, {"post": "yes", "name": "Kapret"})]
        refused = {answer.get("Location") == index for answer in answers}
        assert refused == {centre is other}
        assert centre is own or copies.latest(copies.current(centre)) == before


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("number", ["-x", "--1", "-1", f"-{'9' * 5000}"])
def test_a_number_that_leads_nowhere_breaks_no_page(page, number):
    site_in_a_draft(factories.CentreFactory())
    url = f"/nb/admin/services/site/{number}/{page}/"
    assert editor().get(url, follow=True).status_code in {200, 404}


# What is gone


@pytest.mark.parametrize(
    ("make", "field"), [(factories.ServiceFactory, "cost_nb"), (factories.SiteFactory, "name")]
)
def test_what_was_written_about_something_deleted_meanwhile_is_shown(make, field):
    thing = make()
    client, url = editor(), admin_url(thing)
    data = filled_in(client.get(url)) | {field: "Skrevet lenge", "_save": "1"}
    thing.delete()
    response = client.post(url, data)
    html = response.content.decode()
    assert response.status_code == 404
    assert "Skrevet lenge" in html
    assert html.count("<h1") == 1
    assert "_base" not in html


# What was asked for, or timed, was something else


@pytest.mark.parametrize("ask", ["ask", "time"])
@pytest.mark.parametrize("how", ["save", "choose"])
def test_a_change_after_approval_was_asked_for_or_timed_has_to_be_asked_for_again(ask, how):
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client, url = editor(), admin_url(service)
    seen = filled_in(client.get(url))
    copy = copies.change(service, {"cost_nb": "Koster"}, user=None)
    if ask == "ask":
        publication.ask_for_approval(copy, user=None)
    else:
        publication.schedule(copy, timezone.now() + TOMORROW, user=None)
    if how == "save":
        page = client.post(url, seen | {"referral_nb": "Ingen", "_continue": "1"}, follow=True)
        assert "warning" in {message.level_tag for message in page.context["messages"]}
    else:
        response = client.post(url, seen | {"cost_nb": "Noe annet", "_continue": "1"})
        assert state_of(copy)[0] != "open"  # nothing of it has changed yet
        page = client.get(response["Location"])
        client.post(response["Location"], filled_in(page) | {"choice_0": "mine"})
    assert state_of(copy) == ("open", None)


def test_who_may_not_publish_changes_nothing_that_readers_are_told():
    service = factories.ServiceFactory(**factories.BODY)
    copy = timed(service)
    client = client_of("editor")
    answer = save(client, admin_url(service, "publish"), "_now", line_nb="Ikke avtalt.")
    assert answer.status_code == 403
    copy.refresh_from_db()
    assert copy.lines == {}


def test_two_who_open_the_draft_of_an_entry_at_once_share_it():
    service = factories.ServiceFactory(state=State.DRAFT)
    first = copies.begin(service, user=None)
    assert copies.begin(service, user=None) == first
    assert first.saves.count() == 1


def test_what_is_taken_off_does_not_come_back_by_itself():
    service = factories.ServiceFactory(**factories.BODY)
    copy = timed(service)
    moment = date_format(timezone.localtime(copy.publish_at), "DATETIME_FORMAT")
    assert moment in editor().get(admin_url(service, "take_off")).content.decode()
    withdrawing.take_off(service, user=None)
    assert state_of(copy) == ("open", None)
    timely.look_again()
    assert timely.publish_due(timezone.now() + 2 * TOMORROW) == 0
    assert Service.objects.get(pk=service.pk).state == State.DRAFT
    assert copies.latest(copy)["fields"]["cost_nb"] == "Koster"  # the text is kept


def test_what_an_import_takes_off_does_not_come_back_by_itself():
    service = factories.ServiceFactory(**factories.BODY)
    copy = timed(service)
    report = take_in(sheet("key|state", f"{service.key}|draft"), name="services.csv")
    assert report.written, problems(report)
    assert state_of(copy) == ("open", None)


# Pages that would lead in circles, and dates that have been


def test_a_preview_leads_to_another_language_once():
    service = factories.ServiceFactory(**factories.BODY)
    copies.change(service, {"cost_nb": "Koster"}, user=None)
    address = f"/nn/forhandsvising/{previews.sign(service)}/"
    moved = Client().get(address)
    assert moved.status_code == 302
    assert Client().get(moved["Location"]).status_code == 200
    again = Client().get(address + "?" + moved["Location"].partition("?")[2])
    assert again.status_code == 409


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_draft_that_nobody_would_see_says_so_before_it_is_published(state):
    service = factories.ServiceFactory(**factories.BODY, state=state)
    long_ago = (timezone.now() - TOMORROW).isoformat()
    copies.change(service, {"published_until": long_ago, "cost_nb": "Koster"}, user=None)
    client, told = editor(), "er passert"
    assert told in client.get(admin_url(service, "publish")).content.decode()
    response = publish(client, service)
    assert response.status_code == 400
    assert told in response.content.decode()
    service.refresh_from_db()
    assert take(service)["fields"]["cost_nb"] != "Koster" or state == State.DRAFT


def test_a_reference_to_what_has_no_key_is_a_reference_to_nothing():
    assert entry_named("auth.user", "redaktor") is None
    assert entry_named("no.such", "a") is None
    service = factories.ServiceFactory()
    assert entry_named("services.service", service.key) == service
