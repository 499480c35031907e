"""What editors can rely on: a draft changes nothing public, and nothing written is lost."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.models import Meeting
from portal.base.drafts import copies, publication, timely, versions
from portal.base.models import AuditEntry, Draft, PublicChange, WorkingCopy
from portal.base.publishing import State
from services.models import CareerCentre, Sector, Site
from tests import factories
from tests.base import made_files
from tests.drafts.forms import admin_url, editor, filled_in, publish, save

pytestmark = pytest.mark.django_db


def test_a_change_to_something_public_is_a_draft_until_it_is_published():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client, url = editor(), admin_url(service)
    response = save(client, url, cost_nb="Koster penger")
    assert response.status_code == 302
    assert "Gratis" in Client().get(service.url_in("nb")).content.decode()
    assert "Koster penger" not in Client().get(service.url_in("nb")).content.decode()
    assert filled_in(client.get(url))["cost_nb"] == "Koster penger"
    assert publish(client, service).status_code == 302
    assert "Koster penger" in Client().get(service.url_in("nb")).content.decode()
    assert copies.current(service) is None
    [change] = PublicChange.objects.filter(object_key=service.key)
    assert change.groups == ["field:cost"]
    found = versions.versions_of(type(service), service.key)
    assert [each.revision.publication.act for each in found] == ["published", "loaded"]
    assert found[0].revision.publication.receipt["findings"]
    assert AuditEntry.objects.filter(object_key=service.key, action="published").exists()
    kept = client.get(admin_url(service, "receipt", found[0].pk))
    assert "receipt-errors" in kept.content.decode()
    assert client.get(admin_url(service, "receipt", found[1].pk)).status_code == 404


def test_saving_what_is_there_makes_no_draft():
    service = factories.ServiceFactory(**factories.BODY)
    save(editor(), admin_url(service))
    assert not WorkingCopy.objects.exists()


def test_parts_on_pages_of_their_own_are_drafts_of_what_they_belong_to():
    centre = factories.CentreFactory()
    site = factories.SiteFactory(centre=centre, name="Mo", place="Mo i Rana")
    client = editor()
    save(client, admin_url(site), step_free="yes")
    site.refresh_from_db()
    assert site.step_free == ""
    assert copies.current(centre) is not None
    publish(client, centre)
    site.refresh_from_db()
    assert site.step_free == "yes"


def test_a_new_part_lives_in_the_draft_and_has_its_own_page_there():
    centre = factories.CentreFactory()
    client = editor()
    add = reverse("admin:services_site_add")
    data = filled_in(client.get(add)) | {"name": "Ny", "place": "Bodø", "centre": centre.pk}
    assert client.post(add, data | {"_continue": "1"}).status_code == 302
    assert not Site.objects.filter(centre=centre).exists()
    page = client.get(admin_url(centre)).content.decode()
    [number] = set(re.findall(r"/services/site/(-\d+)/change/", page))
    url = reverse("admin:services_site_change", args=[number])
    save(client, url, step_free="no")
    publish(client, centre)
    [site] = Site.objects.filter(centre=centre)
    assert (site.name, site.step_free, site.pk > 0) == ("Ny", "no", True)


def test_a_part_deleted_in_a_draft_is_there_until_it_is_published():
    centre = factories.CentreFactory()
    site = factories.SiteFactory(centre=centre)
    client = editor()
    client.post(admin_url(site, "delete"), {"post": "yes"})
    assert Site.objects.filter(pk=site.pk).exists()
    publish(client, centre)
    assert not Site.objects.filter(pk=site.pk).exists()


def test_a_file_in_a_draft_is_kept_and_is_public_only_when_published():
    meeting = factories.MeetingFactory()
    client, url = editor(), admin_url(meeting)
    data = filled_in(client.get(url)) | {
        "papers-TOTAL_FORMS": "1",
        "papers-0-title": "Referat",
        "papers-0-language": "nb",
        "papers-0-kind": "minutes",
        "papers-0-order": "100",
        "papers-0-file": SimpleUploadedFile("referat.pdf", made_files.pdf()),
        "_continue": "1",
    }
    assert client.post(url, data).status_code == 302
    assert "Referat" not in Client().get(meeting.url_in("nb")).content.decode()
    assert "Referat" in client.get(url).content.decode()
    assert publish(client, meeting).status_code == 302
    page = Client().get(meeting.url_in("nb")).content.decode()
    [address] = re.findall(r'href="([^"]+referat\.pdf)"', page)
    assert b"".join(Client().get(address)).startswith(b"%PDF")


def test_two_editors_at_once_lose_nothing_and_the_second_is_told():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis", referral_nb="Ingen")
    one, two, url = editor("kari"), editor("ola"), admin_url(service)
    first, second = filled_in(one.get(url)), filled_in(two.get(url))
    one.post(url, first | {"cost_nb": "Koster", "_continue": "1"})
    response = two.post(url, second | {"referral_nb": "Fra lege", "_continue": "1"}, follow=True)
    assert "cost" in response.content.decode().casefold()
    data = filled_in(two.get(url))
    assert (data["cost_nb"], data["referral_nb"]) == ("Koster", "Fra lege")
    assert copies.writers(copies.current(service)) == ["kari", "ola"]


def test_where_two_editors_changed_the_same_the_second_chooses_and_both_texts_are_kept():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    one, two, url = editor("kari"), editor("ola"), admin_url(service)
    first, second = filled_in(one.get(url)), filled_in(two.get(url))
    one.post(url, first | {"cost_nb": "Karis pris", "_continue": "1"})
    response = two.post(url, second | {"cost_nb": "Olas pris", "_continue": "1"})
    page = two.get(response["Location"])
    html = page.content.decode()
    assert "Karis pris" in html
    assert "Olas pris" in html
    nothing = two.post(response["Location"], filled_in(page))
    assert nothing.status_code == 400
    two.post(response["Location"], filled_in(page) | {"choice_0": "mine"})
    assert filled_in(two.get(url))["cost_nb"] == "Olas pris"
    assert not Draft.objects.filter(aside=True).exists()


def test_what_became_public_meanwhile_is_kept_when_an_older_draft_is_published():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis", referral_nb="Ingen")
    client = editor()
    save(client, admin_url(service), cost_nb="Koster")
    publication.publish_change(service, {"referral_nb": "Fra lege"}, user=None, act="checked")
    publish(client, service)
    service.refresh_from_db()
    assert (service.cost_nb, service.referral_nb) == ("Koster", "Fra lege")


def test_a_second_click_on_publish_says_that_it_is_done():
    service = factories.ServiceFactory(**factories.BODY)
    client = editor()
    save(client, admin_url(service), cost_nb="Koster")
    url = admin_url(service, "publish")
    data = filled_in(client.get(url)) | {"_now": "1"}
    client.post(url, data)
    again = client.post(url, data, follow=True)
    assert again.status_code == 200
    assert versions.versions_of(type(service), service.key).count() == 2
    assert "redaktor" in again.content.decode()


def test_a_receipt_for_an_older_draft_publishes_nothing():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client, url = editor(), admin_url(service, "publish")
    save(client, admin_url(service), cost_nb="En")
    seen = filled_in(client.get(url))
    save(client, admin_url(service), cost_nb="To")
    client.post(url, seen | {"_now": "1"})
    service.refresh_from_db()
    assert service.cost_nb == "Gratis"


def test_the_receipt_refuses_a_link_that_says_les_mer():
    service = factories.ServiceFactory(**factories.BODY)
    client = editor()
    body = '<p>Tekst. <a href="https://example.org/">Les mer</a></p>'
    save(client, admin_url(service), body_nb=body)
    response = publish(client, service)
    assert response.status_code == 400
    service.refresh_from_db()
    assert "Les mer" not in service.body_nb
    save(client, admin_url(service), body_nb=body.replace("Les mer", "Om eksempelet"))
    assert publish(client, service).status_code == 302


def test_a_draft_can_be_timed_and_nothing_has_to_run():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client = editor()
    save(client, admin_url(service), cost_nb="Koster")
    moment = timezone.localtime() + dt.timedelta(hours=1)
    publish(client, service, publish_at_0=f"{moment:%Y-%m-%d}", publish_at_1=f"{moment:%H:%M:%S}")
    copy = copies.current(service)
    assert copy.state == "scheduled"
    address = service.url_in("nb")
    assert "Gratis" in Client().get(address).content.decode()
    WorkingCopy.objects.update(publish_at=timezone.now() - dt.timedelta(seconds=1))
    timely.look_again()
    assert "Koster" in Client().get(address).content.decode()


def test_what_can_not_be_published_in_time_is_given_back_with_the_reason():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    copy = copies.change(service, {"cost_nb": "Koster"}, user=None)
    publication.publish_change(service, {"cost_nb": "Noe annet"}, user=None, act="checked")
    WorkingCopy.objects.filter(pk=copy.pk).update(state="scheduled", publish_at=timezone.now())
    assert timely.publish_due(timezone.now()) == 0
    copy.refresh_from_db()
    assert copy.state == "open"
    assert copy.failed


def test_a_new_entry_is_a_draft_and_public_from_the_moment_that_is_set():
    client = editor()
    add = reverse("admin:services_sector_add")
    data = filled_in(client.get(add))
    for code in ("nb", "nn", "en"):
        data |= {f"name_{code}": f"Ny sektor {code}", f"summary_{code}": "Kort."}
    response = client.post(add, data | {"_publish": "1"})
    sector = Sector.objects.get(name_nb="Ny sektor nb")
    assert response["Location"] == admin_url(sector, "publish")
    assert sector.state == State.DRAFT
    publish(client, sector)
    sector.refresh_from_db()
    assert sector.is_public()


def test_history_shows_who_and_what_and_yesterdays_version_comes_back():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client = editor()
    save(client, admin_url(service), cost_nb="Koster")
    publish(client, service)
    html = client.get(admin_url(service, "history")).content.decode()
    assert "Gratis" in html
    assert "redaktor" in html
    oldest = versions.versions_of(type(service), service.key).last()
    url = admin_url(service, "restore", oldest.pk)
    assert client.post(url, filled_in(client.get(url))).status_code == 302
    service.refresh_from_db()
    assert service.cost_nb == "Koster"
    publish(client, service)
    service.refresh_from_db()
    assert service.cost_nb == "Gratis"


def test_what_was_deleted_comes_back_with_its_parts():
    centre = factories.CentreFactory(name_nb="Borte")
    factories.SiteFactory(centre=centre, name="Mo")
    client = editor()
    client.post(admin_url(centre, "delete"), {"post": "yes"})
    assert not CareerCentre.objects.filter(key=centre.key).exists()
    url = reverse("admin:services_careercentre_deleted")
    page = client.get(url)
    client.post(url, filled_in(page))
    back = CareerCentre.objects.get(key=centre.key)
    assert back.state == State.DRAFT
    assert [site.name for site in back.sites.all()] == ["Mo"]


def test_a_draft_that_is_thrown_away_is_gone_from_the_form():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client = editor()
    save(client, admin_url(service), cost_nb="Koster")
    url = admin_url(service, "discard")
    client.post(url, filled_in(client.get(url)))
    assert filled_in(client.get(admin_url(service)))["cost_nb"] == "Gratis"


def test_an_entry_taken_off_is_a_draft_again_and_can_be_published_again():
    service = factories.ServiceFactory(**factories.BODY)
    client = editor()
    url = admin_url(service, "take_off")
    client.post(url, filled_in(client.get(url)))
    assert Client().get(service.url_in("nb")).status_code == 404
    publish(client, service)
    assert Client().get(service.url_in("nb")).status_code == 200


def test_a_series_plans_its_meetings_when_it_is_published():
    series = factories.SeriesFactory(state=State.DRAFT)
    client = editor()
    html = client.get(admin_url(series, "publish")).content.decode()
    assert not Meeting.objects.filter(series=series).exists()
    assert "møter" in html or "meetings" in html
    publish(client, series)
    assert Meeting.objects.filter(series=series).exists()


def test_the_back_button_after_publishing_undoes_nothing():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis", referral_nb="Ingen")
    client, url = editor(), admin_url(service)
    old = filled_in(client.get(url))
    save(client, url, cost_nb="Koster")
    publish(client, service)
    client.post(url, old | {"referral_nb": "Fra lege", "_continue": "1"})
    data = filled_in(client.get(url))
    assert (data["cost_nb"], data["referral_nb"]) == ("Koster", "Fra lege")


def test_two_tabs_of_one_editor_lose_nothing():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis", referral_nb="Ingen")
    client, url = editor(), admin_url(service)
    one, other = filled_in(client.get(url)), filled_in(client.get(url))
    client.post(url, one | {"cost_nb": "Koster", "_continue": "1"})
    client.post(url, other | {"referral_nb": "Fra lege", "_continue": "1"})
    data = filled_in(client.get(url))
    assert (data["cost_nb"], data["referral_nb"]) == ("Koster", "Fra lege")


def test_a_form_with_a_forged_beginning_is_read_as_of_now():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client, url = editor(), admin_url(service)
    data = filled_in(client.get(url)) | {"_base": "noe annet", "cost_nb": "Koster"}
    assert client.post(url, data | {"_continue": "1"}).status_code == 302
    assert filled_in(client.get(url))["cost_nb"] == "Koster"


def test_a_page_tells_its_changes_in_plain_words_and_in_the_editors_own():
    service = factories.ServiceFactory(**factories.BODY, cost_nb="Gratis")
    client = editor()
    save(client, admin_url(service), cost_nb="Koster")
    publish(client, service)
    save(client, admin_url(service), referral_nb="Fra lege")
    publish(client, service, line_nb="Du trenger henvisning.")
    html = Client().get(service.url_in("nb")).content.decode()
    assert "Endret: " in html
    assert "Du trenger henvisning." in html
    address = f"/nb/nytt/om/services.service/{service.key}/"
    assert address in html
    listed = Client().get(address).content.decode()
    assert listed.index("Du trenger henvisning.") < listed.index("Endret: ")
    assert Client().get("/nb/nytt/om/services.service/finnes-ikke/").status_code == 404


def test_a_minor_change_and_a_translation_said_to_be_right_leave_translations_in_force():
    service = factories.ServiceFactory(body_nb="<p>Norsk.</p>", body_en="<p>English.</p>")
    client = editor()
    for number, decided in enumerate(({"minor": "on"}, {"in_force": ["en"]}, {})):
        save(client, admin_url(service), body_nb=f"<p>Norsk {number}.</p>")
        publish(client, service, **decided)
        service.refresh_from_db()
        assert ("en" in service.behind) is (not decided)
