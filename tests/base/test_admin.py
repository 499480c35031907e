"""What editors can rely on in the admin."""

import datetime as dt
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.forms import ModelMultipleChoiceField, SplitDateTimeField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guidance import models as guidance
from networks import models as networks
from portal.base.admin import PublishableAdmin
from portal.base.admin_forms import slugify
from portal.base.models import (
    AuditEntry,
    ConfirmationRequest,
    Feedback,
    Link,
    OldAddress,
    PeriodicRun,
    Source,
)
from portal.base.publishing import Publishable
from portal.search import models as search
from services import models as services
from tests import factories

pytestmark = pytest.mark.django_db

LANGUAGES = ("nb", "nn", "en")
MODELS = list(admin.site._registry)
CONTENT = [model for model in MODELS if issubclass(model, Publishable)]


# What the tests need


def slots(**texts: str) -> dict[str, str]:
    """Return a text for every language of each slot."""
    return {f"{field}_{code}": text for field, text in texts.items() for code in LANGUAGES}


def page(number: int = 1, /, **more: Any) -> dict[str, Any]:
    """Return what every page has."""
    return {
        "key": f"entry-{number}",
        **slots(name=f"Ærlig navn {number}", slug=f"entry-{number}", summary="Kort."),
        **more,
    }


def make_owner(number: int = 1) -> services.Organisation:
    key = f"owner-{number}"
    found = services.Organisation.objects.filter(key=key).first()
    return found or services.Organisation.objects.create(
        key=key, kind="other", **slots(name=f"Eier {number}", slug=key)
    )


def make_sector(number: int = 1) -> services.Sector:
    key = f"sector-{number}"
    found = services.Sector.objects.filter(key=key).first()
    return found or services.Sector.objects.create(
        key=key, **slots(name=f"Sektor {number}", slug=key)
    )


def make_county(number: int = 1) -> services.County:
    key = f"county-{number}"
    found = services.County.objects.filter(key=key).first()
    return found or services.County.objects.create(
        key=key,
        number=f"{number:02}",
        official_name="Fylke",
        **slots(name=f"Fylke {number}", slug=key),
    )


def make_framework() -> guidance.FrameworkElement:
    found = guidance.FrameworkElement.objects.filter(kind="framework").first()
    return found or guidance.FrameworkElement.objects.create(
        key="framework", kind="framework", **slots(name="Rammeverket", slug="framework")
    )


def make_network() -> networks.Network:
    found = networks.Network.objects.filter(key="network").first()
    return found or networks.Network.objects.create(
        key="network", level="national", **slots(name="Nettverk", slug="network", summary="Kort.")
    )


def make_service(number: int = 1, **more: Any) -> services.Service:
    return services.Service.objects.create(
        **page(number, status="statutory", sector=make_sector(), **more)
    )


def make(model: type, number: int = 1) -> Any:
    """Return a new row of a model, with references of its own wherever a list could follow them."""
    owned = {"owner": make_owner(number)} if issubclass(model, Publishable) else {}
    if model is services.Service:
        row = page(number, status="statutory", sector=make_sector(number), **owned)
    elif model is services.Organisation:
        row = page(number, kind="other", **owned)
    elif model in (services.Sector, guidance.MandatePage, guidance.Role):
        row = page(number, **owned)
    elif model is services.Audience:
        row = page(number, **slots(group="Gruppe"), **owned)
    elif model is services.LegalBasis:
        row = {"key": f"law-{number}", **slots(act="Lov", duty="Skal."), **owned}
    elif model is services.County:
        row = page(number, number=f"9{number % 10}", official_name="Fylke", **owned)
    elif model is services.CareerCentre:
        row = page(number, county=make_county(number), **owned)
    elif model is services.ContactFact:
        owner = make_owner(number)
        row = {"key": f"c-{number}", "kind": "phone", "value": "123", "organisation": owner}
    elif model is services.Municipality:
        row = {"number": f"{number:04}", "name": "By", "official_name": "By"}
        row["county"] = make_county(number)
    elif model is services.FormerCounty:
        row = {"number": f"{number:02}", "name": "Gamlefylket", "valid_until": dt.date(2020, 1, 1)}
    elif model is services.Entitlement:
        audience = factories.AudienceFactory(key=f"audience-{number}")
        row = {"key": f"e-{number}", "service": make_service(number), "audience": audience}
        row |= {"given_by": "county", **owned}
    elif model is services.Site:
        centre = make(services.CareerCentre, number)
        row = {"key": f"site-{number}", "name": "Senter", "place": "By", "centre": centre}
    elif model is services.PostalCode:
        row = {"code": f"{number:04}", "place": "BY", "category": "G"}
        found = services.Municipality.objects.filter(number=f"{number:04}").first()
        row["municipality"] = found or make(services.Municipality, number)
    elif model is guidance.Definition:
        row = page(number, **slots(by="Noen"), **owned)
    elif model is guidance.FrameworkElement:
        row = page(number, kind="area", parent=make_framework(), **owned)
    elif model is guidance.PolicyMilestone:
        row = {"key": f"m-{number}", "lane": "national", "kind": "law", "year": 2020, **owned}
        row |= slots(name="Vedtak", summary="Kort.")
    elif model is guidance.Term:
        row = {"key": f"t-{number}", "nynorsk_status": "same", **owned}
        row |= slots(name="Ord", definition="Mening.")
    elif model is guidance.Resource:
        row = page(number, kind="tool", **owned)
    elif model is guidance.Article:
        row = page(number, section="guidance", **owned)
    elif model in (networks.Network, networks.Cooperation):
        row = page(number, level="national", **owned)
    elif model is networks.Meeting:
        row = page(number, network=make_network(), year=2024, **owned)
    elif model is networks.Case:
        meeting = make(networks.Meeting, number)
        row = {"key": f"case-{number}", "meeting": meeting, "number": 1, **slots(name="Sak")}
    elif model is networks.MeetingSeries:
        row = {"key": f"series-{number}", "network": make_network(), "frequency": "weekly", **owned}
        row |= {"starts_on": dt.date(2027, 1, 5), "until": dt.date(2027, 2, 5)}
        row |= slots(name="Serie")
    elif model is Source:
        row = {"key": f"s-{number}", "title": "Kilde", "url": "https://example.org/"}
    elif model is OldAddress:
        row = {"model": "services.service", "object_key": "x", "language": "nb"}
        row["slug"] = f"old-{number}"
    elif model is Feedback:
        row = {"kind": "error", "about": "/nb/", "language": "nb", "category": "other"}
        row |= {"text": "Feil.", "state": "new", "received_on": timezone.localdate()}
    elif model is Link:
        row = {"kind": "web", "address": f"https://example.org/{number}"}
    elif model is PeriodicRun:
        row = {"name": f"work-{number}"}
    elif model is AuditEntry:
        row = {"who": f"person-{number}", "action": "signed in"}
    elif model is ConfirmationRequest:
        entry = make(services.Service, number)
        row = {"model": "services.service", "object_key": entry.key, "owner": entry.owner}
        row["expires_at"] = timezone.now()
    elif model is search.Synonym:
        row = {"typed": f"ord {number}, navn"}
    elif model is search.PinnedAnswer:
        row = {"query": f"navn {number}", "entry": f"services.service:entry-{number}"}
    elif model is search.QueryCount:
        row = {"day": timezone.localdate(), "language": "nb", "query": f"navn {number}", "times": 7}
    elif model is Group:
        row = {"name": f"Gruppe {number}"}
    else:
        row = {"username": f"person-{number}"}
    return model.objects.create(**row)


@pytest.fixture(autouse=True)
def _only_what_a_test_makes(db: None) -> None:
    """Take away the reference content, until the test is over."""
    ours = {"base", "services", "guidance", "networks", "search"}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in ours and model is not AuditEntry:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


@pytest.fixture
def editor(client: Client) -> Client:
    """A client signed in as someone who may do everything."""
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def url_of(model: type, page: str, *args: Any) -> str:
    """Return the address of an admin page in bokmål."""
    meta = model._meta
    path = reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)
    return re.sub(r"^/\w\w/", "/nb/", path)


def form_data(client: Client, url: str) -> dict[str, Any]:
    """Return what a browser would send back if the form were saved untouched."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(bound.field, SplitDateTimeField):
                day, hour = bound.field.widget.decompress(value)
                data |= {f"{bound.html_name}_0": day or "", f"{bound.html_name}_1": hour or ""}
            elif isinstance(value, bool):
                data |= {bound.html_name: "on"} if value else {}
            elif isinstance(bound.field, ModelMultipleChoiceField):
                data[bound.html_name] = [getattr(item, "pk", item) for item in value or []]
            else:
                text = "" if value is None else str(value)
                data[bound.html_name] = text.replace("\n", "\r\n")  # as browsers do
    return data


def save(client: Client, entry: Any, **changes: Any) -> Any:
    """Save an entry through its form; return the response."""
    url = url_of(type(entry), "change", entry.pk)
    data = form_data(client, url) | changes
    return client.post(url, {name: value for name, value in data.items() if value is not None})


# Every page opens


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_admin_page_opens_in_every_language(
    editor: Client, model: type, language: str
) -> None:
    row = make(model)
    meta = model._meta
    start = f"/{language}/admin/{meta.app_label}/{meta.model_name}/"
    for path in (start, f"{start}?q=navn", f"{start}{row.pk}/change/", f"{start}{row.pk}/history/"):
        answer = editor.get(path, follow=True)  # the history of a part is its entry's
        assert answer.status_code == 200, path
        assert path.endswith("/history/") == answer.request["PATH_INFO"].endswith("/history/")
        assert f'<html lang="{language}"' in answer.text
    request = answer.wsgi_request
    if admin.site.get_model_admin(model).has_add_permission(request):
        assert editor.get(f"{start}add/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_opens_in_every_language(editor: Client, language: str) -> None:
    answer = editor.get(f"/{language}/admin/")
    assert answer.status_code == 200
    assert f'<a href="/{language}/">' in answer.text  # to the portal, in the same language
    for other in LANGUAGES:
        assert f'href="/{other}/admin/" lang="{other}"' in answer.text


def test_an_anonymous_reader_is_sent_to_the_login_page(client: Client) -> None:
    answer = client.get("/nb/admin/services/service/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/nb/admin/login/")
    answer = client.get(answer["Location"])
    assert answer["Location"].startswith("/nb/admin/account/login/?next=/nb/admin/services/")
    assert client.get(answer["Location"]).status_code == 200


def test_every_field_an_editor_may_fill_in_stands_in_the_form(editor: Client) -> None:
    for model in CONTENT:
        form = editor.get(url_of(model, "add")).context["adminform"].form
        originals = {field for field in form._meta.model._meta.fields if hasattr(field, "language")}
        hidden = {field.translated_field.name for field in originals}
        wanted = {
            field.name
            for field in (*model._meta.fields, *model._meta.many_to_many)
            if field.editable and not field.primary_key and field.name not in hidden
        }
        assert wanted - {"state"} == set(form.fields), model  # publishing has a page of its own


def test_the_loader_s_memory_is_not_for_editors() -> None:
    assert "loadedentry" not in {model._meta.model_name for model in MODELS}


def test_old_addresses_are_only_read(editor: Client) -> None:
    row = make(OldAddress)
    assert editor.get(url_of(OldAddress, "add")).status_code == 403
    assert editor.post(url_of(OldAddress, "change", row.pk), {}).status_code == 403
    assert editor.post(url_of(OldAddress, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_an_editor_can_change_the_reference_tables(editor: Client) -> None:
    for model in (services.Municipality, services.PostalCode):
        row = make(model)
        assert editor.get(url_of(model, "add")).status_code == 200
        assert editor.get(url_of(model, "change", row.pk)).status_code == 200


# Cost


def count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_list_of_ten_costs_as_many_queries_as_a_list_of_one(editor: Client, model: type) -> None:
    make(model, 1)
    url = url_of(model, "changelist")
    editor.get(url)
    one = count_queries(editor, url)
    for number in range(2, 11):
        make(model, number)
    assert count_queries(editor, url) == one


def test_the_first_page_costs_the_same_however_much_there_is_to_check(editor: Client) -> None:
    make_service(1)
    editor.get("/nb/admin/")
    one = count_queries(editor, "/nb/admin/")
    for number in range(2, 11):
        make_service(number, state="published")
    assert count_queries(editor, "/nb/admin/") == one


# Content security policy


def test_the_admin_has_a_nonce_in_its_policy_and_on_its_scripts(editor: Client) -> None:
    paths = ("/nb/admin/", "/nb/admin/services/service/", "/nb/admin/services/service/add/")
    for path in paths:
        answer = editor.get(path)
        policy = answer["Content-Security-Policy"]
        nonce = re.search(r"script-src 'self' 'nonce-([\w-]+)'", policy)
        assert nonce, policy
        assert "unsafe" not in policy
        scripts = re.findall(r"<script\b[^>]*>", answer.text)
        assert scripts
        assert all(f'nonce="{nonce[1]}"' in script for script in scripts)


def test_the_login_page_has_the_policy_of_the_admin(client: Client) -> None:
    assert "'nonce-" in client.get("/nb/admin/account/login/")["Content-Security-Policy"]


def test_a_public_page_has_no_nonce(client: Client) -> None:
    answer = client.get("/nb/")
    assert answer.status_code == 200
    assert "nonce" not in answer["Content-Security-Policy"]
    assert "nonce" not in answer.text


# Saving


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model._meta.label)
def test_saving_an_untouched_form_changes_nothing(editor: Client, model: type) -> None:
    entry = make(model)
    before = model.objects.filter(pk=entry.pk).values().get()
    answer = save(editor, entry)
    assert answer.status_code == 302, answer.context["errors"]
    assert model.objects.filter(pk=entry.pk).values().get() == before


def test_line_ends_of_browsers_are_no_change(editor: Client) -> None:
    entry = make_service(for_whom_nb="Linje 1\nLinje 2", body_nb="<p>En</p>\n<p>to</p>")
    save(editor, entry)
    after = services.Service.objects.get(pk=entry.pk)
    assert after.updated_at == entry.updated_at
    assert after.for_whom_nb == "Linje 1\nLinje 2"


def test_a_change_is_dated(editor: Client) -> None:
    long_ago = timezone.now() - dt.timedelta(days=30)
    entry = make_service(updated_at=long_ago)
    save(editor, entry, summary_nn="Stutt.")
    entry.refresh_from_db()
    assert entry.summary_nn == "Stutt."
    assert entry.updated_at > timezone.now() - dt.timedelta(minutes=1)


def test_a_change_of_a_contact_fact_dates_the_entry(editor: Client) -> None:
    long_ago = timezone.now() - dt.timedelta(days=30)
    entry = make_service(updated_at=long_ago)
    services.ContactFact.objects.create(key="c", kind="phone", value="1", service=entry)
    save(editor, entry, **{"contacts-0-value": "2"})
    entry.refresh_from_db()
    assert entry.contacts.get().value == "2"
    assert entry.updated_at > timezone.now() - dt.timedelta(minutes=1)


def test_a_text_in_both_written_standards_is_refused_with_the_reason(editor: Client) -> None:
    entry = make_service(body_nb="<p>Dette er bokmål.</p>")
    answer = save(editor, entry, body_nn="<p>Dette er nynorsk.</p>")
    assert answer.status_code == 200
    assert "§ 13" in str(answer.context["adminform"].form.non_field_errors())
    entry.refresh_from_db()
    assert not entry.body_nn


def test_html_that_is_not_allowed_is_taken_away_on_save(editor: Client) -> None:
    entry = make_service()
    text = '<h2>Tittel</h2><script>alert(1)</script><p onclick="x()">Tekst</p><h1>Stor</h1>'
    assert save(editor, entry, body_nn=text).status_code == 302
    entry.refresh_from_db()
    assert entry.body_nn == "<h2>Tittel</h2><p>Tekst</p>Stor"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "www.nav.no", "/nb/tjenester/", "ftp://example.org/"]
)
def test_a_link_that_would_be_lost_is_refused(editor: Client, address: str) -> None:
    entry = make_service()
    answer = save(editor, entry, body_nb=f'<p><a href="{address}">her</a></p>')
    assert answer.status_code == 200
    assert address in str(answer.context["adminform"].form.errors["body_nb"])


def test_a_reference_to_an_entry_that_does_not_exist_is_refused(editor: Client) -> None:
    entry = make_service()
    lost = '<p><a href="ref:services.service/nowhere">her</a></p>'
    answer = save(editor, entry, body_nb=lost)
    assert "ref:services.service/nowhere" in str(answer.context["adminform"].form.errors["body_nb"])
    found = f'<p><a href="ref:services.service/{entry.key}">her</a></p>'
    assert save(editor, entry, body_nb=found).status_code == 302
    entry.refresh_from_db()
    assert entry.body_nb == found


@pytest.mark.parametrize(
    "address", ["https://nav.no/", "mailto:post@example.org", "tel:+4712345678"]
)
def test_links_to_pages_mail_and_telephone_are_kept(editor: Client, address: str) -> None:
    entry = make_service()
    text = f'<p><a href="{address}">her</a></p>'
    assert save(editor, entry, body_nb=text).status_code == 302
    entry.refresh_from_db()
    assert entry.body_nb == text


# Translations


NORWEGIAN, ENGLISH = "<p>Norsk.</p>", "<p>English.</p>"


LEFT = {"en": {"body": {"version": 1, "on": "2026-02-02", "since": "2026-05-04"}}}


def test_the_form_says_in_which_standard_the_text_is(editor: Client) -> None:
    entry = make_service(body_nn=NORWEGIAN, body_en=ENGLISH, behind=LEFT)
    page = editor.get(f"/en/admin/services/service/{entry.pk}/change/").text
    assert "Nynorsk, English outdated" in page


# Keys and address words


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ærlig øving på ånd", "aerlig-oving-pa-and"),
        ("Karriereveiledning i Møre og Romsdal", "karriereveiledning-i-more-og-romsdal"),
        ("Unjárga – Nesseby", "unjarga-nesseby"),
        ("Deanuŋŋu (2024)", "deanunnu-2024"),
        ("ÆØÅ", "aeoa"),
    ],
)
def test_an_address_word_is_made_of_plain_letters(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_address_words_and_key_left_empty_are_made_from_the_names(editor: Client) -> None:
    data = form_data(editor, url_of(services.Sector, "add")) | {
        "name_nb": "Høyere utdanning",
        "name_nn": "Høgare utdanning",
        "name_en": "Higher education",
    }
    answer = editor.post(url_of(services.Sector, "add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    sector = services.Sector.objects.get()
    assert sector.key == "hoyere-utdanning"
    assert (sector.slug_nb, sector.slug_nn, sector.slug_en) == (
        "hoyere-utdanning",
        "hogare-utdanning",
        "higher-education",
    )


def test_an_address_word_emptied_is_made_anew_and_the_old_one_redirects(editor: Client) -> None:
    entry = make_service()
    assert save(editor, entry, name_nb="Nytt navn", slug_nb="").status_code == 302
    entry.refresh_from_db()
    assert entry.slug_nb == "nytt-navn"
    assert OldAddress.objects.get(slug="entry-1").object_key == entry.key


def test_a_key_that_is_taken_gets_a_number(editor: Client) -> None:
    make_sector()
    services.Sector.objects.create(key="skole", **slots(name="Skole", slug="school"))
    data = form_data(editor, url_of(services.Sector, "add"))
    data |= {"name_nb": "Skole", "name_nn": "Skule", "name_en": "School", "slug_en": "schools"}
    assert editor.post(url_of(services.Sector, "add"), data).status_code == 302
    assert services.Sector.objects.filter(key="skole-2").exists()


def test_a_key_never_changes(editor: Client) -> None:
    entry = make_service()
    save(editor, entry, key="another", summary_nb="Ny.")
    entry.refresh_from_db()
    assert entry.key == "entry-1"


def test_a_name_missing_in_one_language_is_asked_for(editor: Client) -> None:
    answer = save(editor, make_service(), name_nn="", slug_nn="")
    assert answer.status_code == 200
    assert "name_nn" in answer.context["adminform"].form.errors


# Parts


def test_sites_and_contacts_are_written_on_the_page_of_their_centre(editor: Client) -> None:
    centre = make(services.CareerCentre)
    new = {
        "sites-TOTAL_FORMS": "1",
        "sites-0-name": "Karrieresenteret",
        "sites-0-place": "Ås",
        "sites-0-standing": "current",
        "sites-0-centre": centre.pk,
        "contacts-TOTAL_FORMS": "2",
    }
    for number in (0, 1):
        new |= {
            f"contacts-{number}-kind": "phone",
            f"contacts-{number}-value": "12 34 56 78",
            f"contacts-{number}-standing": "confirmed",
            f"contacts-{number}-centre": centre.pk,
        }
    answer = save(editor, centre, **new)
    assert answer.status_code == 302, answer.context["errors"]
    assert centre.sites.get().key == "entry-1-karrieresenteret"
    assert [contact.key for contact in centre.contacts.all()] == [
        "entry-1-12-34-56-78",
        "entry-1-12-34-56-78-2",
    ]


@pytest.mark.parametrize("model", [services.Service, services.Organisation])
def test_contacts_are_written_on_the_page_of_whom_they_reach(editor: Client, model: type) -> None:
    entry = make(model)
    new = {
        "contacts-TOTAL_FORMS": "1",
        "contacts-0-kind": "web",
        "contacts-0-value": "https://example.org/",
        "contacts-0-standing": "not_confirmed",
    }
    assert save(editor, entry, **new).status_code == 302
    assert entry.contacts.get().value == "https://example.org/"


# Lists


def names(answer: Any) -> list[str]:
    return [str(row) for row in answer.context["cl"].result_list]


@pytest.mark.parametrize("word", ["ærlig", "ÆRLIG", "Ærlig", "ærLIG", "navn ærlig", "entry-1"])
def test_search_finds_norwegian_letters_in_any_case(editor: Client, word: str) -> None:
    make_service()
    answer = editor.get(url_of(services.Service, "changelist"), {"q": word})
    assert len(names(answer)) == 1


def test_search_finds_small_letters_where_capitals_are_typed(editor: Client) -> None:
    make(services.PostalCode)
    services.PostalCode.objects.update(place="ÅLESUND")
    for word in ("ålesund", "Ålesund", "ÅLESUND", "ålES"):
        answer = editor.get(url_of(services.PostalCode, "changelist"), {"q": word})
        assert len(answer.context["cl"].result_list) == 1, word


def test_search_finds_nothing_where_one_word_is_missing(editor: Client) -> None:
    make_service()
    assert not names(editor.get(url_of(services.Service, "changelist"), {"q": "ærlig finnesikke"}))


def test_the_list_says_where_an_entry_stands(editor: Client) -> None:
    now, day = timezone.now(), dt.timedelta(days=1)
    make_service(1)
    make_service(2, state="published", published_from=now + day)
    make_service(3, state="published")
    make_service(4, state="published", published_until=now - day)
    page = editor.get("/en/admin/services/service/?o=-2").text
    for word in ("draft", "scheduled", "public", "expired"):
        assert page.count(f'<span class="state state-{word}">{word}</span>') == 1
        shown = editor.get("/en/admin/services/service/", {"visibility": word})
        assert len(names(shown)) == 1
        assert f"state-{word}" in shown.text
    assert len(names(editor.get("/en/admin/services/service/?visibility=not_draft"))) == 3


def test_the_list_shows_the_name_in_the_reader_s_language_or_marks_another(editor: Client) -> None:
    services.Sector.objects.create(
        key="s", name_nb="Skole", slug_nb="skole", slug_nn="skule", slug_en="school"
    )
    page = editor.get("/en/admin/services/sector/").text
    assert '<span lang="nb">Skole</span>' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_sorted_by_the_name_that_is_shown(editor: Client, language: str) -> None:
    first = make_service(1)
    second = make_service(2)
    services.Service.objects.filter(pk=first.pk).update(**{f"name_{language}": "Bee"})
    services.Service.objects.filter(pk=second.pk).update(**{f"name_{language}": "Aaa"})
    answer = editor.get(f"/{language}/admin/services/service/?o=1")
    assert [row.pk for row in answer.context["cl"].result_list] == [second.pk, first.pk]


@pytest.mark.parametrize(
    ("value", "number"),
    [("nb", 2), ("nn", 1), ("en", 1), ("untranslated", 2), ("outdated", 1), ("none", 1)],
)
def test_the_list_filters_by_the_language_of_the_text(
    editor: Client, value: str, number: int
) -> None:
    make_service(1, body_nb=NORWEGIAN)
    make_service(2, body_nb=NORWEGIAN, body_en=ENGLISH, behind=LEFT)
    make_service(3, body_nn=NORWEGIAN)
    make_service(4)
    answer = editor.get(url_of(services.Service, "changelist"), {"body_language": value})
    assert len(names(answer)) == number


def test_the_framework_is_listed_as_a_tree(editor: Client) -> None:
    root = make_framework()

    def part(key: str, parent: Any, order: int) -> Any:
        return guidance.FrameworkElement.objects.create(
            key=key, kind="area", parent=parent, order=order, **slots(name=key, slug=key)
        )

    second, first = part("second", root, 20), part("first", root, 10)
    part("below-second", second, 1)
    below = part("below-first", first, 30)
    part("far-below", below, 1)
    answer = editor.get(url_of(guidance.FrameworkElement, "changelist"))
    shown = [(row.key, row.depth) for row in answer.context["cl"].result_list]
    assert shown == [
        ("framework", 0),
        ("first", 1),
        ("below-first", 2),
        ("far-below", 3),
        ("second", 1),
        ("below-second", 2),
    ]
    assert "depth-3" in answer.text


def test_the_glossary_is_listed_in_every_language_side_by_side(editor: Client) -> None:
    guidance.Term.objects.create(
        key="t",
        nynorsk_status="attested",
        name_nb="veiledning",
        name_nn="rettleiing",
        name_en="guidance",
        **slots(definition="."),
    )
    page = editor.get(url_of(guidance.Term, "changelist")).text
    for word in ("veiledning", "rettleiing", "guidance"):
        assert f">{word}<" in page


def test_milestones_are_filtered_by_lane(editor: Client) -> None:
    make(guidance.PolicyMilestone)
    answer = editor.get(url_of(guidance.PolicyMilestone, "changelist") + "?lane__exact=national")
    assert len(names(answer)) == 1
    answer = editor.get(
        url_of(guidance.PolicyMilestone, "changelist") + "?lane__exact=international"
    )
    assert not names(answer)


def test_a_source_says_what_rests_on_it_and_is_found_by_that(editor: Client) -> None:
    source, other = make(Source, 1), make(Source, 2)
    entry = make_service()
    entry.sources.add(source)
    services.ContactFact.objects.create(
        key="c", kind="phone", value="1", service=entry, source=source
    )
    page = editor.get(url_of(Source, "change", source.pk)).text
    assert url_of(services.Service, "change", entry.pk) in page
    assert "/services/contactfact/" in page
    start = url_of(Source, "changelist")
    assert names(editor.get(start, {"q": entry.key})) == [str(source)]
    used = editor.get(start, {"used": "yes"}).context["cl"].result_list
    unused = editor.get(start, {"used": "no"}).context["cl"].result_list
    assert [row.pk for row in used] == [source.pk]
    assert [row.pk for row in unused] == [other.pk]


# Actions


def act(client: Client, action: str, *entries: Any) -> Any:
    url = url_of(type(entries[0]), "changelist")
    data = {"action": action, "_selected_action": [entry.pk for entry in entries]}
    return client.post(url, data, follow=True)


def test_entries_are_published_and_made_drafts_again_from_the_list(editor: Client) -> None:
    one, two = make_service(1), make_service(2, state="published")
    assert "1" in str(next(iter(act(editor, "publish", one, two).context["messages"])))
    assert services.Service.objects.published().count() == 2
    act(editor, "unpublish", one)
    assert list(services.Service.objects.published()) == [two]


def test_a_check_is_dated_today_without_a_person(editor: Client) -> None:
    today = timezone.localdate()
    soon, past = today + dt.timedelta(days=9), today - dt.timedelta(days=9)
    planned, due = make_service(1, next_check_on=soon), make_service(2, next_check_on=past)
    never = make_service(3)
    act(editor, "checked_today", planned, due, never)
    for entry in (planned, due, never):
        entry.refresh_from_db()
        assert entry.checked_on == today
        assert entry.checked_by is None
    assert planned.next_check_on == soon
    assert due.next_check_on > today
    assert never.next_check_on is None


def test_who_may_only_look_may_not_act(client: Client) -> None:
    reader = get_user_model().objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_service"))
    client.force_login(reader)
    entry = make_service()
    act(client, "publish", entry)
    entry.refresh_from_db()
    assert entry.state == "draft"


# Things to check


def test_the_first_page_begins_with_what_there_is_to_check(editor: Client) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    good = {"state": "published", "confirmation": "confirmed"}
    make_service(1, state="published")
    make_service(2, **good, to_check="Ring og spør.")
    make_service(3, **good, next_check_on=yesterday)
    make_service(4, **good)
    make_service(5)  # a draft is no fault
    answer = editor.get("/en/admin/")
    kind = {kind.label: kind for kind in answer.context["overview"].kinds}["Services"]
    assert kind.number == 3
    assert [cell.number for cell in kind.cells] == [1, 1, 1]
    page = answer.text
    assert page.index("To do now") < page.index("Things to check")
    assert page.index("Things to check") < page.index('class="app-services')
    for link in (kind, *kind.cells):
        shown = editor.get(link.url)
        assert len(names(shown)) == link.number, link.url


def test_contact_facts_that_nobody_confirmed_are_to_be_checked(editor: Client) -> None:
    for number in (1, 2, 3):
        make(services.ContactFact, number)
    services.Organisation.objects.exclude(key="owner-3").update(state="published")
    services.ContactFact.objects.filter(key="c-2").update(standing="confirmed")
    answer = editor.get("/en/admin/")
    kind = {kind.label: kind for kind in answer.context["overview"].kinds}["Contact facts"]
    assert [cell.number for cell in kind.cells] == [1, 0, 0]  # that of a draft is not counted
    assert names(editor.get(kind.url)) == names(editor.get(kind.cells[0].url))
    assert len(names(editor.get(kind.url))) == 1


def test_the_first_page_shows_the_mix_of_the_written_standards(editor: Client) -> None:
    make_service(1, state="published", body_nb="<p>aaaa</p>")
    make_service(2, state="published", body_nn="<p>aaaa</p>")
    make_service(3, body_nn="<p>a draft does not count</p>")
    shares = editor.get("/nb/admin/").context["overview"].shares
    assert [share.percent for share in shares] == [50, 50]


def test_the_to_do_list_shows_only_what_an_editor_may_see(client: Client) -> None:
    make_service(1, state="published")
    client.force_login(get_user_model().objects.create_user("reader", is_staff=True))
    shown = client.get("/nb/admin/").context["overview"]
    assert (shown.kinds, shown.counts, shown.tasks) == ((), (), ())


# Seen from the portal


def test_a_draft_has_a_link_to_its_page(editor: Client) -> None:
    entry = make_service()
    page = editor.get(url_of(services.Service, "change", entry.pk))
    url = page.context["absolute_url"]
    assert url.endswith("/entry-1/")
    assert editor.get(url).status_code == 200


def test_every_kind_of_content_uses_the_same_admin() -> None:
    for model in CONTENT:
        assert isinstance(admin.site.get_model_admin(model), PublishableAdmin)
