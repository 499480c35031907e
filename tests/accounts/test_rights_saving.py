"""What people with each role save through the real forms: drafts of what is theirs."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from portal.base.accounts.models import Responsibility
from portal.base.drafts.copies import change, current, latest
from portal.base.drafts.paths import flat
from portal.base.drafts.snapshots import take
from portal.base.drafts.withdrawing import delete
from services.models import Site
from tests import factories
from tests.base.test_admin import form_data

pytestmark = pytest.mark.django_db


def client_of(role: str, **answers_for: Any) -> Client:
    """Return a client signed in as somebody with a role."""
    user = User.objects.create_user(role, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    answers = Responsibility.objects.create(user=user)
    for name, entries in answers_for.items():
        getattr(answers, name).set(entries)
    client = Client()
    client.force_login(user)
    return client


def page_of(row: Any) -> str:
    return f"/nb/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def save(client: Client, row: Any, **changes: Any) -> Any:
    return client.post(page_of(row), form_data(client, page_of(row)) | {"_save": ""} | changes)


def changed(entry: Any) -> dict[str, Any]:
    """Return what the draft of an entry says otherwise than what is public."""
    copy = current(entry)
    if copy is None:
        return {}
    before, after = flat(take(entry)), flat(latest(copy))
    return {
        path: value for path, value in after.items() if (before.get(path) or "") != (value or "")
    }


@pytest.mark.parametrize("role", ["editor", "publisher", "county_editor", "administrator"])
def test_who_may_change_a_centre_saves_a_draft_of_it(role: str) -> None:
    centre = factories.CentreFactory()
    answer = save(client_of(role, counties=[centre.county]), centre, website="https://example.org/")
    assert answer.status_code == 302, answer.context["errors"]
    assert changed(centre) == {"website": "https://example.org/"}


def test_a_translator_saves_translations_whatever_else_is_sent() -> None:
    service = factories.ServiceFactory(**factories.BODY)
    sent = {"name_en": "A new name", "name_nb": "Kapret", "website": "https://example.org/"}
    sent |= {"body_nn": "<p>Ein til.</p>", "state": "draft", "status": "other"}
    answer = save(client_of("translator"), service, **sent)
    assert answer.status_code == 302, answer.context["errors"]
    assert changed(service) == {"name_en": "A new name"}


def test_a_translator_adds_and_removes_no_parts() -> None:
    site = factories.SiteFactory()
    new = {"sites-TOTAL_FORMS": "2", "sites-0-DELETE": "on", "sites-1-name": "Ny"}
    new |= {"sites-1-place": "By", "sites-1-standing": "current", "sites-0-as_of_en": "2026"}
    save(client_of("translator"), site.centre, **new)
    assert changed(site.centre) == {f"sites/{site.key}/as_of_en": "2026"}


def test_a_county_editor_makes_sites_of_own_centres_only() -> None:
    own, other = factories.CentreFactory(), factories.CentreFactory()
    client = client_of("county_editor", counties=[own.county])
    page = "/nb/admin/services/site/add/"
    data = form_data(client, page) | {"name": "Ny", "place": "By", "standing": "current"}
    refused = client.post(page, data | {"centre": other.pk})
    assert refused.context["adminform"].form.errors["centre"]
    assert current(other) is None
    assert client.post(page, data | {"centre": own.pk}).status_code == 302
    assert [path for path in changed(own) if path.endswith("/name")]
    assert not Site.objects.filter(centre__in=[own, other]).exists()  # until it is published


def test_a_secretary_makes_meetings_of_own_networks_only() -> None:
    own, other = factories.NetworkFactory(), factories.NetworkFactory()
    client = client_of("network_secretary", networks=[own])
    page = "/nb/admin/networks/meeting/add/"
    data = form_data(client, page) | {"year": "2026"}
    data |= {f"name_{code}": f"Nytt {code}" for code in ("nb", "nn", "en")}
    for wrong in ({"network": other.pk}, {"with_networks": [other.pk], "network": own.pk}, {}):
        assert client.post(page, data | wrong).status_code == 200
    assert not own.meetings.exists()
    assert not other.meetings.exists()
    answer = client.post(page, data | {"network": own.pk})
    assert answer.status_code == 302, answer.context["errors"]
    assert own.meetings.get().state == "draft"


def test_a_draft_at_its_own_address_is_seen_by_who_answers_for_it() -> None:
    own, other = (factories.CentreFactory(state="draft") for _number in range(2))
    client = client_of("county_editor", counties=[own.county])
    assert client.get(own.url_in("nb")).status_code == 200
    assert client.get(other.url_in("nb")).status_code == 404


@pytest.mark.parametrize("page", ["publish", "history", "discard", "take-off"])
def test_the_pages_around_a_draft_are_for_who_answers_for_it(page: str) -> None:
    own, other = factories.CentreFactory(), factories.CentreFactory()
    client = client_of("county_editor", counties=[own.county])
    for centre in (own, other):
        change(centre, {"to_check": "Ring."}, user=None)
    answers = [client.get(page_of(each).replace("change", page)) for each in (own, other)]
    assert [answer.status_code for answer in answers] == [200, 404]


def test_the_history_of_a_part_is_that_of_its_entry() -> None:
    site = factories.SiteFactory()
    client = client_of("publisher")
    answer = client.get(page_of(site).replace("change", "history"))
    assert answer["Location"] == page_of(site.centre).replace("change", "history")


def test_a_secretary_brings_back_only_meetings_of_the_own_network() -> None:
    own, other = factories.MeetingFactory(), factories.MeetingFactory()
    for meeting in (own, other):
        delete(meeting, user=None)
    client = client_of("network_secretary", networks=[own.network])
    html = client.get("/nb/admin/networks/meeting/deleted/").content.decode()
    assert own.name_nb in html
    assert other.name_nb not in html
