"""A working copy is seen by nobody but editors, wherever one looks, and by who has its address."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.base.drafts import copies, previews
from portal.base.drafts.stage import staged
from portal.base.publishing import State
from services import places
from services.models import County
from tests import factories
from tests.drafts.forms import admin_url, editor, save

pytestmark = pytest.mark.django_db
WORD = "Drakulaslott"
LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def changed():
    """A public centre, service, network and meeting, each with a draft that has a telling word."""
    centre = factories.CentreFactory()
    site = factories.SiteFactory(centre=centre)
    service = factories.ServiceFactory(**factories.BODY)
    network = factories.NetworkFactory(**factories.BODY)
    meeting = factories.MeetingFactory(
        network=network, starts_on=timezone.localdate() + dt.timedelta(3)
    )
    part = f"sites/{site.key}"
    word = {f"name_{code}": WORD for code in LANGUAGES}
    slugs = {f"slug_{code}": WORD.lower() for code in LANGUAGES}
    for entry, values in (
        (centre, {f"{part}/place": WORD, f"{part}/name": WORD}),
        (service, {"cost_nb": WORD}),
        (network, {"mandate_nb": WORD}),
        (meeting, {"place_nb": WORD, "themes_nb": WORD}),
    ):
        copies.change(
            entry, word | slugs | {f"summary_{c}": WORD for c in LANGUAGES} | values, user=None
        )
    return centre, service, network, meeting


def pages(entries) -> list[str]:
    found = [entry.url_in("nb") for entry in entries]
    with override("nb"):
        names = [
            "services:centre_list", "services:county_list", "services:service_list",
            "services:coverage", "services:coverage_csv", "services:entitlement_table",
            "services:talk_now", "services:find",
            "networks:network_list", "networks:meeting_list", "networks:who_sits_where",
            "networks:all_calendar", "networks:meetings_atom", "networks:calendar_now",
            "networks:archive", "networks:minutes_atom", "networks:case_list",
            "networks:counsellors", "guidance:resource_list", "guidance:timeline",
            "guidance:glossary", "home:front_page", "home:site_map", "home:changes",
            "home:changes_atom",
        ]  # fmt: skip
        found += [reverse(name) for name in names]
        found += [reverse("services:county_detail", args=[entries[0].county.slug_nb])]
        found += [f"/nb/karrieresentre/?q={WORD}", f"/nb/saker/?q={WORD}", "/sitemap.xml"]
    return found


def test_no_public_page_list_feed_or_file_shows_a_draft(changed):
    client = Client()
    looked_at = pages(changed)
    assert len(looked_at) > 20
    for address in looked_at:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        text = b"".join(response).decode().casefold()
        text = text.replace(f"?q={WORD.casefold()}", "").replace(f'value="{WORD.casefold()}"', "")
        assert WORD.casefold() not in text.replace(f"«{WORD.casefold()}»", ""), address


def test_no_draft_is_in_an_export(changed, tmp_path):
    call_command("export_content_tables", str(tmp_path / "tables"), stdout=io.StringIO())
    call_command("export_content", str(tmp_path / "files"), stdout=io.StringIO())
    read = 0
    for path in tmp_path.rglob("*.*"):
        read += 1
        assert WORD.encode() not in path.read_bytes(), path
    assert read > 10


def test_the_address_of_a_draft_is_no_address_yet(changed):
    for entry in changed:
        path = entry.url_in("nb").rsplit("/", 2)[0] + f"/{WORD.lower()}/"
        assert Client().get(path).status_code == 404


def test_while_a_draft_is_staged_nothing_of_it_stays_in_memory():
    county = County.objects.published().first()
    places.gazetteer()
    copies.change(county, {f"name_{code}": WORD for code in LANGUAGES}, user=None)
    with staged(county) as draft:
        assert draft.name_nb == WORD
        assert WORD not in json.dumps([place.name for place in places.suggest(WORD[:5])])
    places.look_again()
    assert not places.suggest(WORD)


def test_a_preview_shows_the_draft_on_the_real_page_and_nobody_stores_it(changed):
    for entry in changed:
        shown = 0
        for preview in previews.addresses(entry):
            response = Client().get(preview.url)
            if response.status_code == 302:
                continue
            shown += 1
            html = response.content.decode()
            assert WORD in html
            assert html.count("<h1") == 1
            assert f'<html lang="{preview.language}"' in html
            assert "no-store" in response["Cache-Control"]
            assert "noindex" in response["X-Robots-Tag"]
            assert response["Referrer-Policy"] == "no-referrer"
            assert not response.cookies
        assert shown
        entry.refresh_from_db()
        assert entry.name_nb != WORD


def test_a_preview_is_for_one_entry_and_ends(changed, settings):
    centre, service, *_more = changed
    token = previews.sign(centre)
    assert Client().get(f"/nb/forhandsvisning/{token}x/").status_code == 404
    address = reverse("home:preview", args=[token])
    assert Client().get(address).status_code == 200
    assert previews.read(token) == centre != service
    copies.discard(copies.current(centre), user=None)
    assert Client().get(address).status_code == 410


def test_a_preview_gets_too_old(changed, monkeypatch):
    address = previews.addresses(changed[0])[0].url
    monkeypatch.setattr(previews, "VALID_FOR", dt.timedelta(seconds=-1))
    response = Client().get(address)
    assert response.status_code == 410
    assert WORD not in response.content.decode()


def test_a_draft_that_was_never_public_has_a_preview_of_its_own():
    service = factories.ServiceFactory(state=State.DRAFT, **factories.BODY)
    client = editor()
    save(client, admin_url(service), name_nb=WORD)
    assert WORD in Client().get(previews.addresses(service)[0].url).content.decode()
    assert Client().get(service.url_in("nb")).status_code == 404
