"""Editors see broken links first, with every page that holds them, and mend them in one step."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.base.drafts import copies
from portal.base.drafts.models import Publication, WorkingCopy
from portal.base.models import AuditEntry, Source
from portal.base.upkeep.collecting import collect
from portal.base.upkeep.models import Link
from services.models import Service
from tests.factories import BODY, ContactFactory, NetworkFactory, ServiceFactory, SiteFactory

pytestmark = pytest.mark.django_db

OLD, NEW = "https://example.org/old", "https://example.org/new"


def signed_in(*permissions: str) -> Client:
    user = User.objects.create_user("ed", is_staff=True)
    for name in permissions:
        app, _dot, codename = name.partition(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client = Client()
    client.force_login(user)
    return client


def publisher() -> Client:
    everything = Permission.objects.values_list("content_type__app_label", "codename")
    return signed_in(*[f"{app}.{codename}" for app, codename in everything])


@pytest.fixture
def link():
    """Return a link that stands in an address, a text, a contact fact and a source."""
    body = f'<p><a href="{OLD}">x</a> <a href="{OLD}er">y</a></p>'
    service = ServiceFactory(key="s", website=OLD, **(BODY | {"body_nb": body}))
    service.sources.add(Source.objects.create(key="src", title="Source", url=OLD))
    ContactFactory(
        key="fact", site=SiteFactory(key="place", centre__key="c"), kind="web", value=OLD
    )
    collect()
    return Link.objects.get(address=OLD)


def replace_at(link: Link) -> str:
    return f"/en/admin/base/link/{link.pk}/replace/"


def test_broken_links_come_first_with_the_number_of_entries(link):
    NetworkFactory(website="https://example.org/aaa")
    collect()
    Link.objects.filter(pk=link.pk).update(state="broken", said="gone", status=404)
    html = publisher().get("/en/admin/base/link/").content.decode()
    assert html.index(OLD) < html.index("https://example.org/aaa")
    assert '<td class="field-pages">3</td>' in html
    assert "The server says that there is no such page (404)." in html


def test_the_page_of_a_link_names_every_place_that_holds_it(link, django_assert_max_num_queries):
    html = publisher().get(f"/en/admin/base/link/{link.pk}/change/").content.decode()
    for path in ("services/service", "services/careercentre", "base/source"):
        assert f'<a href="/en/admin/{path}/' in html
    assert "public page" in html
    assert f'href="{replace_at(link)}"' in html


def test_a_link_is_replaced_everywhere_in_one_step(link):
    client = publisher()
    html = client.get(replace_at(link), {"new": NEW}).content.decode()
    assert "4 fields" in html
    assert Link.objects.get(address=OLD).uses.count() == 4  # nothing has happened yet
    answer = client.post(replace_at(link), {"new": NEW}, follow=True)
    assert "The link was replaced in 3 entries." in answer.content.decode()
    html = Client().get("/nb/tjenester/", follow=True)
    assert html.status_code == 200
    link_uses = Link.objects.get(address=NEW).uses.values_list("model", "object_key", "path")
    assert set(link_uses) == {
        ("services.service", "s", "website"),
        ("services.service", "s", "body_nb"),
        ("services.careercentre", "c", "sites/place/contacts/fact/value"),
        ("base.source", "src", "url"),
    }
    assert not Link.objects.filter(address=OLD).exists()
    assert Link.objects.filter(address=f"{OLD}er").exists()
    acts = Publication.objects.filter(act=Publication.Act.LINK_MENDED, minor=True)
    assert set(acts.values_list("object_key", flat=True)) == {"s", "c"}
    noted = AuditEntry.objects.get(action="link_mended", object_key="src")
    assert (noted.who, noted.detail) == ("ed", {"before": OLD, "after": NEW})


def test_entries_that_one_may_not_publish_are_named_and_left(link):
    client = signed_in("base.view_link", "base.change_link", "services.publish_service")
    html = client.get(replace_at(link), {"new": NEW}).content.decode()
    assert "2 fields" in html
    assert html.count("You may not publish this entry.") == 2
    client.post(replace_at(link), {"new": NEW})
    assert Link.objects.get(address=NEW).uses.count() == 2
    assert Link.objects.get(address=OLD).uses.count() == 2


def test_if_one_entry_refuses_the_address_nothing_is_changed(link):
    too_long = "https://example.org/" + "x" * 250  # the website of a service takes 200 characters
    answer = publisher().post(replace_at(link), {"new": too_long})
    assert "Nothing was changed." in answer.content.decode()
    assert Link.objects.get(address=OLD).uses.count() == 4
    assert Source.objects.get(key="src").url == OLD
    assert not Publication.objects.filter(act=Publication.Act.LINK_MENDED).exists()


def test_an_open_working_copy_keeps_what_was_written_and_gets_the_new_address_too(link):
    client, service = publisher(), Service.objects.get(key="s")
    editor = User.objects.get(username="ed")
    copies.change(service, {"summary_nb": "Et nytt sammendrag."}, user=editor)
    client.post(replace_at(link), {"new": NEW})
    [copy] = WorkingCopy.objects.active().filter(object_key="s")
    fields = copies.latest(copy)["fields"]
    assert (fields["website"], fields["summary_nb"]) == (NEW, "Et nytt sammendrag.")
    service.refresh_from_db()
    assert (service.website, service.summary_nb) == (NEW, "Et sammendrag.")


@pytest.mark.parametrize("new", ["", "example", "ftp://example.org", "javascript:alert(1)", OLD])
def test_what_is_no_new_address_is_refused(link, new):
    html = publisher().get(replace_at(link), {"new": new}).content.decode()
    assert 'class="errorlist"' in html
    assert "What will change" not in html


def test_who_may_not_change_links_cannot_replace_them(link):
    client = signed_in("base.view_link", "services.publish_service")
    assert client.get(replace_at(link)).status_code == 403
    html = client.get(f"/en/admin/base/link/{link.pk}/change/").content.decode()
    assert replace_at(link) not in html


def test_the_list_asks_as_often_for_one_link_as_for_ten(link):
    client = publisher()
    client.get("/en/admin/base/link/")

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/admin/base/link/").status_code == 200
        return len(captured)

    one = count()
    for number in range(10):
        ServiceFactory(website=f"https://example.org/{number}")
    collect()
    assert count() == one


def test_too_many_links_at_once_are_not_checked_while_the_editor_waits():
    links = [
        Link.objects.create(kind="phone", address=f"+475500000{number:02}") for number in range(11)
    ]
    client = publisher()
    chosen = {"action": "check_again", "_selected_action": [link.pk for link in links]}
    html = client.post("/en/admin/base/link/", chosen, follow=True).content.decode()
    assert "Choose at most 10 links" in html
    assert not Link.objects.filter(checked_at__isnull=False).exists()
    chosen["_selected_action"] = [link.pk for link in links[:10]]
    html = client.post("/en/admin/base/link/", chosen, follow=True).content.decode()
    assert "10 links checked." in html
