"""Import and export in the admin: two steps, nothing kept between them, nobody without a right."""

import io
import re
import zipfile
from typing import Any

import html5lib
import openpyxl
import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.base import admin_exchange as exchange
from portal.base.accounts.models import AuditEntry, Responsibility
from portal.base.accounts.roles import ROLES
from portal.base.drafts import copies, versions
from portal.base.exchange import all_kinds, kind_named
from portal.base.models import Publication, PublicChange
from services.models import CareerCentre, Organisation, Service, Site
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/nb/admin/exchange/"
IMPORT = f"{PAGE}import/"
EXPORT = f"{PAGE}export/"
CENTRES = ("centres", "sites", "contacts", "hours", "exceptions")


# What the tests need


def client_for(*rights: str) -> Client:
    """Return the browser of an editor who has some rights, such as “view_site”."""
    number = get_user_model().objects.count()
    user = get_user_model().objects.create_user(f"editor-{number}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def rights(*actions: str) -> list[str]:
    models = [kind_named(name).model for name in CENTRES]
    return [f"{action}_{model._meta.model_name}" for model in models for action in actions]


@pytest.fixture
def editor_of_a_county() -> tuple[Client, Any]:
    """An editor whose role reaches one county, with what the role may do with centres."""
    county = factories.CountyFactory(state="published")
    client = client_for()
    user = get_user_model().objects.latest("pk")
    user.groups.add(group_of_county_editors())
    Responsibility.objects.create(user=user).counties.add(county)
    return client, county


def group_of_county_editors() -> Group:
    """Return the group that limits its members to their counties, with rights to publish."""
    code = next(role.code for role in ROLES if role.scope == "county")
    group, _new = Group.objects.get_or_create(name=code)
    group.permissions.add(
        *Permission.objects.filter(codename__in=rights("view", "add", "change", "publish"))
    )
    return group


@pytest.fixture
def editor() -> Client:
    return client_for(*rights("view", "add", "change", "publish"))


def upload(client: Client, *rows: str, page: str = PAGE, name: str = "a.csv", **more: str) -> Any:
    data = "\r\n".join(rows).replace("|", ";").encode()
    return client.post(page, {"file": SimpleUploadedFile(name, data), **more})


def token_of(response: Any) -> str:
    """Return what the page carries to the second step, or nothing."""
    found = re.search(r'name="token" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def check_structure(response: Any) -> None:
    """See that the page is valid, its fields are labelled and its tables have heads."""
    assert response.status_code == 200
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(response.content.decode())
    assert len(list(tree.iter("h1"))) == 1
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in tree.iter("label")}
    main = next(element for element in tree.iter("div") if element.get("id") == "content-main")
    for element in (*main.iter("input"), *main.iter("select")):
        if element.get("type") not in {"hidden", "submit"}:
            assert element.get("id") in labelled
            assert set((element.get("aria-describedby") or "").split()) <= set(ids)
    for table in main.iter("table"):
        assert table.find("caption").text.strip()
        assert {cell.get("scope") for cell in table.iter("th")} == {"col", "row"}
    for link in main.iter("a"):
        if link.get("href").startswith("#"):
            assert link.get("href")[1:] in ids
    assert "style=" not in response.content.decode().partition('id="content-main"')[2]


# The pages


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_offers_every_kind_and_takes_a_file_in(editor, language):
    page = PAGE.replace("/nb/", f"/{language}/")
    response = editor.get(page)
    check_structure(response)
    assert response.content.decode().count('type="checkbox"') == len(CENTRES)
    file = editor.get(f"{page}export/?kinds=sites&format=csv")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="sites.csv"' in file["Content-Disposition"]
    assert file.content.startswith(b"\xef\xbb\xbfkey;")
    packed = editor.get(f"{page}export/?kinds=sites&kinds=centres&format=csv")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.namelist() == ["sites.csv", "centres.csv"]
        assert archive.read("sites.csv") == file.content
    book = editor.get(f"{page}export/?kinds=sites&kinds=centres&format=xlsx")
    assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames == ["sites", "centres"]
    for query in ("", "?kinds=nonsense&format=csv", "?kinds=sites", "?kinds=sites&format=pdf"):
        response = editor.get(f"{page}export/{query}")
        check_structure(response)
        assert 'class="errornote"' in response.content.decode()


def test_every_list_of_content_leads_to_the_page_with_its_kind_chosen(admin_client):
    listed = [kind for kind in all_kinds() if site.is_registered(kind.model)]
    assert len(listed) > 20
    for kind in listed:
        meta = kind.model._meta
        response = admin_client.get(f"/nb/admin/{meta.app_label}/{meta.model_name}/")
        link = f"{PAGE}?kinds={kind.name}"
        assert f'href="{link}"' in response.content.decode(), meta.label
    response = admin_client.get(link)
    check_structure(response)
    assert re.findall(r'value="(\w+)"[^>]* checked', response.content.decode())[0] == kind.name
    assert "exchange" not in admin_client.get("/nb/admin/base/oldaddress/").content.decode()


def test_a_file_is_checked_and_then_imported_as_it_was_checked(editor):
    site = factories.SiteFactory(name="Gammelt")
    response = upload(
        editor,
        "key|centre|name|place",
        f"{site.key}|{site.centre.key}|<b>Nytt</b>|Byen",
        f"nytt|{site.centre.key}|Enda et|Byen",
    )
    check_structure(response)
    words = text_of(response)
    assert "1 ny rad, 1 endret rad, 0 uendrede rader, 0 rader med feil" in words
    assert "&lt;b&gt;Nytt&lt;/b&gt;" in words
    assert "Importer disse 2 radene" in response.content.decode()
    assert Site.objects.get(pk=site.pk).name == "Gammelt"

    response = editor.post(IMPORT, {"token": token_of(response)}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "2 rader er importert." in text_of(response)
    assert Site.objects.get(pk=site.pk).name == "<b>Nytt</b>"
    assert Site.objects.filter(key="nytt").exists()
    assert LogEntry.objects.filter(change_message="Importert fra en fil.").count() == 2


def test_errors_are_shown_by_row_and_cannot_be_imported(editor):
    site = factories.SiteFactory()
    response = upload(editor, "key|name|place", f"{site.key}||B", f"{site.key}-x|A|B")
    check_structure(response)
    words = text_of(response)
    assert "Error:" in words or "Feil:" in words
    assert f"2 {site.key} Navn name Cellen er tom, men må fylles ut." in words
    assert f"3 {site.key}-x Senter centre En ny rad må fylle ut denne kolonnen" in words
    assert not token_of(response)


def test_an_export_has_nothing_to_import(editor):
    data = editor.get(f"{EXPORT}?kinds=sites&format=csv").content
    response = editor.post(PAGE, {"file": SimpleUploadedFile("sites.csv", data)})
    check_structure(response)
    assert "Det er ingenting å importere" in text_of(response)
    assert not token_of(response)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_file_that_cannot_be_read_is_explained_at_the_field(editor, language):
    page = PAGE.replace("/nb/", f"/{language}/")
    for data in (b"", b"PK\x03\x04", b"key;feil\r\na;b", b"key\r\na"):
        response = editor.post(page, {"file": SimpleUploadedFile("a.csv", data)})
        check_structure(response)
        assert '<a href="#id_file">' in response.content.decode()
    check_structure(editor.post(page, {}))
    response = editor.post(page, {"file": SimpleUploadedFile("a.csv", b"x"), "kind": "nonsense"})
    check_structure(response)
    assert '<a href="#id_kind">' in response.content.decode()
    big = SimpleUploadedFile("a.csv", b"key;name\r\n" + b"x" * (5 * 1024 * 1024))
    assert "5 MB" in text_of(editor.post(page, {"file": big}))


def test_the_kind_may_be_chosen(editor):
    site = factories.SiteFactory()
    assert not token_of(upload(editor, "key|standing", f"{site.key}|unknown"))
    assert token_of(upload(editor, "key|standing", f"{site.key}|unknown", kind="sites"))


# Between the two steps


def test_an_import_is_refused_when_the_rows_have_changed_since_the_check(editor):
    site = factories.SiteFactory(name="Gammelt")
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    Site.objects.filter(pk=site.pk).update(name="Noen var her")
    response = editor.post(IMPORT, {"token": token})
    check_structure(response)
    assert "Noen har endret disse oppføringene" in text_of(response)
    assert Site.objects.get(pk=site.pk).name == "Noen var her"
    response = editor.post(IMPORT, {"token": token_of(response)}, follow=True)
    assert "1 rad er importert." in text_of(response)


def test_pressing_the_button_twice_imports_once(editor):
    site = factories.SiteFactory()
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    editor.post(IMPORT, {"token": token})
    response = editor.post(IMPORT, {"token": token})
    assert "Det er ingenting å importere" in text_of(response)
    assert LogEntry.objects.count() == 1


def test_only_what_was_checked_by_the_same_editor_is_imported(editor, monkeypatch):
    site = factories.SiteFactory(name="Gammelt")
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    stranger = client_for(*rights("view", "add", "change", "publish"))
    forged = signing.dumps({"user": 1, "kind": "sites"}, salt="something else")
    for client, content in (
        (stranger, token),
        (editor, token[:-3]),
        (editor, forged),
        (editor, ""),
    ):
        response = client.post(IMPORT, {"token": content}, follow=True)
        assert "Det er for lenge siden filen ble sjekket." in text_of(response)
    monkeypatch.setattr(exchange, "MAX_AGE", -1)
    assert editor.post(IMPORT, {"token": token}).url == PAGE
    assert editor.get(IMPORT).url == PAGE
    assert Site.objects.get(pk=site.pk).name == "Gammelt"


def test_a_file_too_big_for_a_form_is_said_to_be(editor, monkeypatch):
    site = factories.SiteFactory()
    monkeypatch.setattr(exchange, "MAX_TOKEN", 10)
    response = upload(editor, "key|name|place", f"{site.key}|Nytt|Byen")
    assert not token_of(response)
    assert "for stor til å bli importert her" in text_of(response)


# Rights


def test_who_may_not_view_sees_nothing():
    client = client_for()
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{EXPORT}?kinds=sites&format=csv").status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_who_may_view_may_export_that_kind_only():
    client = client_for("view_site", "view_schedule")
    response = client.get(PAGE)
    check_structure(response)
    assert 'value="sites"' in response.content.decode()
    assert 'value="centres"' not in response.content.decode()
    assert 'type="file"' not in response.content.decode()
    assert client.get(f"{EXPORT}?kinds=hours&format=csv")["Content-Type"].startswith("text/csv")
    response = client.get(f"{EXPORT}?kinds=contacts&format=csv")
    assert response["Content-Type"].startswith("text/html")
    assert upload(client, "key|name|place", "a|b|c").status_code == 403


@pytest.mark.parametrize(
    "granted",
    [
        ["change_site"],
        ["change_site", "add_site", "change_careercentre"],
        ["add_site", "publish_careercentre"],
    ],
)
def test_who_may_not_both_change_and_publish_may_not_import(granted):
    site = factories.SiteFactory()
    others = ("change_schedule", "publish_service")
    client = client_for(*rights("view"), *others, *granted)
    response = upload(client, "key|name|place", f"{site.key}|Nytt|Byen")
    assert response.status_code == 403


def test_who_may_not_add_may_change_but_not_make():
    site = factories.SiteFactory()
    client = client_for("view_site", "change_site", "publish_careercentre")
    assert token_of(upload(client, "key|name|place", f"{site.key}|Nytt|Byen"))
    rows = ("key|centre|name|place", f"ny|{site.centre.key}|Nytt|Byen")
    response = upload(client, *rows)
    assert not token_of(response)
    assert response.context["report"].failed


def test_a_row_outside_what_one_answers_for_is_an_error_of_that_row(editor_of_a_county):
    client, county = editor_of_a_county
    own = factories.SiteFactory(centre__county=county)
    other = factories.SiteFactory(name="Hemmelig før")
    response = upload(
        client,
        "key|centre|name|place",
        f"{own.key}|{own.centre.key}|Nytt|Byen",
        f"{other.key}|{other.centre.key}|Nytt|Byen",
        f"{other.key}-2|{other.centre.key}|Nytt|Byen",
        f"{own.key}-2|{own.centre.key}|Nytt|Byen",
    )
    rows = response.context["report"].files[0].rows
    assert [row.outcome for row in rows] == ["changed", "error", "error", "created"]
    assert "Hemmelig" not in response.content.decode()
    assert not token_of(response)
    # nor may one's own be moved to somebody else, or somebody else's be taken
    for moved, to in ((own, other), (other, own)):
        response = upload(client, "key|centre|place", f"{moved.key}|{to.centre.key}|Byen")
        assert not token_of(response)
    response = upload(client, "key|centre|name|place", f"{own.key}|{own.centre.key}|Nytt|Byen")
    client.post(IMPORT, {"token": token_of(response)})
    own.refresh_from_db()
    assert own.name == "Nytt"
    data = client.get(f"{EXPORT}?kinds=sites&format=csv").content.decode()
    assert own.key in data


def test_a_right_that_is_taken_away_between_the_steps_is_gone(editor):
    site = factories.SiteFactory()
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    user = get_user_model().objects.get(pk=editor.session["_auth_user_id"])
    user.user_permissions.clear()
    assert editor.post(IMPORT, {"token": token}).status_code == 403


def test_both_steps_want_the_csrf_token(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    for response in (
        upload(strict, "key|name|place", "a|b|c"),
        strict.post(IMPORT, {"token": "x"}),
    ):
        assert response.status_code in {302, 403}  # what was sent may be held, but is not done
        assert not token_of(response)


# Versions


def test_an_import_records_a_version_of_each_entry_and_what_was_there_before(editor):
    centre = factories.CentreFactory()
    own = factories.SiteFactory(centre=centre, name="Gammelt")
    factories.ContactFactory(site=own)
    other = factories.CentreFactory()
    copies.change(centre, {"about_nb": "Påbegynt"}, user=None)
    response = upload(
        editor,
        "key|centre|name|place",
        f"{own.key}|{centre.key}|Nytt|Byen",
        f"nytt|{centre.key}|Enda et|Byen",
    )
    assert not Publication.objects.exists()  # a check keeps nothing
    editor.post(IMPORT, {"token": token_of(response)})
    found = list(versions.versions_of(CareerCentre, centre.key))
    acts = [version.revision.publication.act for version in found]
    assert acts == [Publication.Act.IMPORTED, Publication.Act.LOADED]
    names = [versions.snapshot_of(v)["parts"]["sites"][own.key]["fields"]["name"] for v in found]
    assert names == ["Nytt", "Gammelt"]
    assert found[0].revision.user == get_user_model().objects.get()
    assert not versions.versions_of(CareerCentre, other.key)
    assert AuditEntry.objects.filter(action="imported", object_key=centre.key).count() == 1
    assert PublicChange.objects.filter(object_key=centre.key).count() == 1
    copy = copies.current(centre)
    assert copies.latest(copy)["fields"]["about_nb"] == "Påbegynt"


def test_a_translation_is_behind_when_an_import_changes_its_source():
    client = client_for("change_service", "publish_service")
    service = factories.ServiceFactory(cost_nb="Gratis", cost_en="Free", website="")
    response = upload(
        client, "key|sector|cost_nb", f"{service.key}|{service.sector.key}|Koster noe"
    )
    client.post(IMPORT, {"token": token_of(response)})
    service = Service.objects.get(pk=service.pk)
    assert service.cost_nb == "Koster noe"
    assert service.behind["en"].keys() == {"cost"}


def test_a_workbook_of_several_kinds_is_checked_and_imported_as_one():
    client = client_for(*[f"{a}_organisation" for a in ("view", "add", "change", "publish")],
                        *[f"{a}_contactfact" for a in ("view", "add", "change")])  # fmt: skip
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("contacts")
    first.title = "organisations"
    slots = [f"{name}_{code}" for name in ("name", "slug") for code in ("nb", "nn", "en")]
    first.append(["key", "kind", "state", *slots])
    first.append(["org-a", "other", "published", "A", "A", "A", "org-a", "org-a", "org-a"])
    second.append(["key", "organisation", "kind", "value"])
    second.append(["org-a-telefon", "org-a", "phone", 55000000])
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("alt.xlsx", out.getvalue())
    response = client.post(PAGE, {"file": file})
    check_structure(response)
    response = client.post(IMPORT, {"token": token_of(response)}, follow=True)
    assert "2 rader er importert." in text_of(response)
    assert Organisation.objects.get(key="org-a").contacts.get().value == "55000000"
