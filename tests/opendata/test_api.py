"""The API tells what pages show, to everybody, and says what went wrong as a problem."""

import copy
import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from portal.base.models import ContentChange
from portal.base.pagecache.handler import composed
from portal.base.pagecache.kept import Description, kept_of
from portal.base.reading import DatabaseAway, Reading, Version
from portal.base.throttle import forget
from portal.opendata.api.operations import KINDS
from tests import factories

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"
LANGUAGES = ("nb", "nn", "en")
FACTORIES = {
    "services": factories.ServiceFactory,
    "situations": factories.AudienceFactory,
    "entitlements": factories.EntitlementFactory,
    "organisations": factories.OrganisationFactory,
    "centres": factories.CentreFactory,
    "networks": factories.NetworkFactory,
    "meetings": factories.MeetingFactory,
    "cases": factories.CaseFactory,
    "cooperations": factories.CooperationFactory,
    "definitions": factories.DefinitionFactory,
    "framework": factories.FrameworkElementFactory,
    "resources": factories.ResourceFactory,
}
HIDDEN = {
    "draft": {"state": "draft"},
    "scheduled": {"published_from": timezone.now() + dt.timedelta(days=1)},
    "expired": {"published_until": timezone.now() - dt.timedelta(days=1)},
}


def ask(path: str, **more):
    return Client(headers={"host": "localhost"}).get(ROOT + path, **more)


def every_page(name: str, size: int = 100) -> list[dict]:
    """Return every entry of a list, found by following its links."""
    items, address = [], f"{ROOT}{name}?page_size={size}"
    while address:
        response = Client().get(address)
        assert response.status_code == 200, address
        answer = response.json()
        items += answer["items"]
        address = answer["links"].get("next", "").removeprefix("http://testserver")
        assert (f'<http://testserver{address}>; rel="next"' in response["Link"]) == bool(address)
        assert len(items) <= answer["count"]
    return items


def every_change(since: str) -> list[dict]:
    """Return all that has changed since a moment or a cursor, a page at a time."""
    items, more = [], True
    while more:
        answer = ask(f"changes?since={since}&page_size=2").json()
        items += answer["items"]
        since, more = answer["cursor"], answer["more"]
    return items


@pytest.fixture
def document() -> dict:
    return ask("openapi.json").json()


def strictly(document: dict, name: str) -> Draft202012Validator:
    """Return what accepts an answer only with everything that is described, and nothing more."""
    strict = copy.deepcopy(document)

    def close(schema) -> None:
        if isinstance(schema, list):
            for each in schema:
                close(each)
        elif isinstance(schema, dict):
            if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
                schema["additionalProperties"] = False
                if "prev" not in schema["properties"] and "errors" not in schema["properties"]:
                    schema["required"] = [*schema["properties"]]
            for each in schema.values():
                close(each)

    close(strict["components"]["schemas"])
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": strict["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def test_the_document_is_valid_openapi(document):
    validate(document)
    assert document["openapi"] == "3.1.1"
    assert document["info"]["license"]["name"] == "CC BY 4.0"
    assert document["info"]["contact"]["email"]
    assert document["servers"] == [{"url": "http://localhost/api/v1"}]


@pytest.mark.parametrize("name", KINDS)
def test_every_entry_and_every_page_of_a_list_is_as_the_document_says(document, name):
    schema = KINDS[name].schema_name
    answer = ask(f"{name}?page_size=100&lang=nn").json()
    strictly(document, f"{schema}List").validate(answer)
    detail = strictly(document, schema)
    for item in answer["items"][:12]:
        detail.validate(ask(f"{name}/{item['key']}?lang=en").json())


def test_the_papers_of_a_meeting_and_of_a_case_are_told_with_every_version(
    document, django_assert_max_num_queries
):
    case = factories.CaseFactory()
    paper = factories.PaperFactory(meeting=case.meeting, case=case, kind="presentation")
    factories.PaperVersionFactory(paper=paper)
    factories.PaperVersionFactory(paper=paper, number=2, text="<p>Det samme</p>")
    factories.PaperFactory(meeting=case.meeting)  # nothing to fetch yet
    for number in range(10):
        factories.PaperVersionFactory(
            paper=factories.PaperFactory(meeting=case.meeting, order=200), number=number
        )
    with django_assert_max_num_queries(10):
        meeting = ask(f"meetings/{case.meeting.key}").json()
    of_case = ask(f"cases/{case.key}?lang=nn").json()
    strictly(document, "Meeting").validate(meeting)
    strictly(document, "Case").validate(of_case)
    assert len(meeting["papers"]) == 11
    told = meeting["papers"][0]
    assert [told["key"]] == [each["key"] for each in of_case["papers"]] == [paper.key]
    assert told["title"] == {"text": paper.title, "lang": "nb"}
    assert (told["kind"], told["case"]["key"]) == ("presentation", case.key)
    newest, first = told["versions"]
    assert (newest["number"], first["number"], first["text"], first["pdf"]) == (2, 1, None, None)
    file = Client().get(newest["file"]["url"])
    assert len(b"".join(file)) == newest["file"]["bytes"]
    assert file["Content-Type"] == newest["file"]["media_type"] == "application/pdf"
    assert "Det samme" in Client().get(newest["text"]).content.decode()


@pytest.mark.parametrize("path", ["places", "places?q=9008", "places?q=her%C3%B8y", "places?q=qqq"])
def test_a_list_of_places_is_as_the_document_says(document, path):
    strictly(document, "PlaceList").validate(ask(path).json())


@pytest.mark.parametrize(
    "path",
    [
        "5501",
        "55",
        "abroad",
        "svalbard",
        "anywhere",
        "jan-mayen",
        "1103?situation=flyktning&age=20",
    ],
)
def test_a_place_is_as_the_document_says(document, path):
    strictly(document, "PlaceAndDesks").validate(ask(f"places/{path}").json())


def test_the_answers_in_the_document_are_what_it_says_they_are(document):
    checked = 0
    for path, operations in document["paths"].items():
        content = operations["get"]["responses"]["200"]["content"]["application/json"]
        if "example" in content:
            checked += 1
            schema = content["schema"] | {"components": document["components"]}
            Draft202012Validator(schema).validate(content["example"])
            assert path
    assert checked >= 2 * len(KINDS)


@pytest.mark.parametrize("name", [*KINDS, "places"])
def test_following_the_links_meets_every_entry_once(name):
    keys = [
        item.get("key") or item["id"] for item in every_page(name, 7 if name != "places" else 50)
    ]
    assert len(keys) == len(set(keys))
    if name in KINDS:
        assert set(keys) == set(KINDS[name].entries().values_list("key", flat=True))
    else:
        assert len(keys) > 350


@pytest.mark.parametrize("how", HIDDEN)
@pytest.mark.parametrize("name", [name for name in FACTORIES if name != "cases"])
def test_what_is_not_public_is_absent(name, how):
    entry = FACTORIES[name](key="not-for-strangers", **HIDDEN[how])
    assert ask(f"{name}/{entry.key}").status_code == 404
    assert entry.key not in {item["key"] for item in every_page(name)}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_is_not_public_is_absent_from_what_refers_to_it(how):
    hidden = HIDDEN[how] | {"name_nb": "Hemmelig"}
    service = factories.ServiceFactory(sector=factories.SectorFactory(**hidden))
    service.providers.add(factories.OrganisationFactory(**hidden))
    factories.EntitlementFactory(service=service, audience=factories.AudienceFactory(**hidden))
    meeting = factories.MeetingFactory(network=factories.NetworkFactory(**hidden))
    meeting.with_organisations.add(factories.OrganisationFactory(**hidden))
    factories.CaseFactory(meeting=meeting, responsible=factories.OrganisationFactory(**hidden))
    of_hidden = factories.CaseFactory(meeting=factories.MeetingFactory(**hidden))
    centre = factories.CentreFactory(county=factories.CountyFactory(**hidden))
    network = factories.NetworkFactory()
    network.services.add(factories.ServiceFactory(**hidden))
    factories.MembershipFactory(
        network=network, organisation=factories.OrganisationFactory(**hidden)
    )
    part = factories.FrameworkElementFactory(parent=factories.FrameworkElementFactory(**hidden))
    paths = [
        f"services/{service.key}",
        f"meetings/{meeting.key}",
        f"centres/{centre.key}",
        f"networks/{network.key}",
        f"framework/{part.key}",
        f"cases?meeting={meeting.key}",
        "entitlements?page_size=100",
        "places/anywhere",
    ]
    for path in paths:
        response = ask(path)
        assert response.status_code == 200, path
        assert "Hemmelig" not in response.content.decode(), path
    assert ask(f"cases/{of_hidden.key}").status_code == 404


def test_a_contact_that_is_not_confirmed_is_not_told():
    contact = factories.ContactFactory(standing="not_confirmed", value="55 00 99 99")
    answer = ask(f"centres/{contact.centre.key}")
    assert answer.json()["contacts"] == []
    assert "55 00 99 99" not in answer.content.decode()


def test_a_text_says_the_language_it_is_really_in():
    service = factories.ServiceFactory(cost_nb="", cost_nn="Gratis.", cost_en="")
    for language in LANGUAGES:
        answer = ask(f"services/{service.key}?lang={language}").json()
        assert answer["cost"] == {"text": "Gratis.", "lang": "nn"}
        assert answer["name"]["lang"] == language
        assert answer["referral"] is None


def test_only_the_fields_that_are_asked_for_are_told():
    item = ask("services?fields=name,status").json()["items"][0]
    assert set(item) == {"key", "name", "status"}
    assert set(ask("services/karriereveiledning-no?fields=body").json()) == {"key", "body"}
    assert ask("services?fields=mailbox").status_code == 400
    assert "mailbox" not in ask("organisations/hk-dir").content.decode()


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        ("services?status=statutory", lambda item: item["status"] == "statutory"),
        ("services?situation=flyktning", lambda item: item["key"]),
        ("entitlements?situation=flyktning", lambda item: item["situation"]["key"] == "flyktning"),
        ("entitlements?standing=right", lambda item: item["standing"] == "right"),
        ("entitlements?age=14", lambda item: (item["age_from"] or 0) <= 14),
        ("centres?county=troms", lambda item: item["county"]["key"] == "troms"),
        ("networks?level=national", lambda item: item["level"] == "national"),
        ("meetings?when=past", lambda item: item["standing"] != "cancelled"),
        ("meetings?year=2019", lambda item: item["year"] == 2019),
        ("cases?follow_up=not-given", lambda item: item["follow_up"] is None),
        ("framework?kind=area", lambda item: item["kind"] == "area"),
        ("timeline?decade=2010", lambda item: 2010 <= item["year"] < 2020),
        ("timeline?lane=national&kind=law", lambda item: item["kind"] == "law"),
        ("resources?kind=report", lambda item: item["kind"] == "report"),
        ("legal-bases?in_force=true", lambda item: item["in_force"]),
        ("organisations?kind=ministry", lambda item: item["kind"] == "ministry"),
        ("places?county=troms", lambda item: item["county"] == "troms"),
    ],
)
def test_a_filter_gives_what_fits_and_not_everything(path, fits):
    answer = ask(path).json()
    assert answer["count"] > 0
    assert answer["count"] < ask(path.partition("?")[0]).json()["count"] or "meetings" in path
    assert all(fits(item) for item in answer["items"])


def test_centres_can_be_asked_for_that_are_open_now():
    schedule = factories.ScheduleFactory(
        saturday="00.00–24.00", sunday="00.00–24.00", monday="00.00–24.00", open_on_holidays=True
    )
    centre = schedule.site.centre
    unknown = factories.CentreFactory()
    fitting = {item["key"] for item in every_page("centres?open=now&x=1")}
    assert centre.key in fitting
    assert unknown.key not in fitting
    both = {
        item["key"]
        for item in ask("centres?open=now&or_unknown=true&page_size=100").json()["items"]
    }
    assert {centre.key, unknown.key} <= both
    assert ask(f"centres/{centre.key}").json()["is_open"] is True
    assert ask(f"centres/{unknown.key}").json()["is_open"] is None


def test_a_postal_code_leads_to_its_municipality_county_and_desks():
    found = ask("places?q=9008").json()
    assert (found["outcome"], found["items"][0]["name"]) == ("one", "Tromsø")
    place = ask(found["items"][0]["url"].partition(ROOT)[2] + "?situation=flyktning").json()
    assert place["county"] == "troms"
    assert place["offers"]
    assert all(offer["desks"] for offer in place["offers"])
    assert ask("places?q=Troms%C3%B8&number=5501").status_code == 400
    assert ask("places/5501?age=14").status_code == 400


@pytest.mark.parametrize("name", FACTORIES)
def test_a_list_costs_the_same_for_ten_more_entries(queries_for, name):
    FACTORIES[name]()
    one = queries_for(f"{ROOT}{name}?page_size=100")
    FACTORIES[name].create_batch(10)
    assert queries_for(f"{ROOT}{name}?page_size=100") == one


def test_an_answer_that_has_not_changed_is_not_sent_again():
    first = ask("services")
    again = ask("services", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.ServiceFactory()
    assert ask("services", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_answer_is_kept_as_pages_are_by_the_parameters_that_it_reads():
    response = ask("services?page_size=5&nobody-reads-this=1")
    described = response.described
    assert {"page", "page_size", "lang", "fields", "status"} <= described.names
    assert "nobody-reads-this" not in described.names
    page = kept_of(response, Description(described.names, Reading(Version(7, "seven"))))
    environ = {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"}
    status, headers, _content = composed(page, True, environ)
    told = dict(headers)
    assert status == "200 OK"
    assert (told["ETag"], told["Link"]) == (response["ETag"], response["Link"])
    assert told["Access-Control-Allow-Origin"] == "*"
    assert told["Vary"] == "Accept-Encoding"
    assert "nobody-reads-this" not in response["Link"]


@pytest.mark.parametrize("path", ["services", "places/5501", "openapi.json", "changes", "nothing"])
def test_the_scripts_of_every_website_may_read_an_answer(path):
    response = ask(path, headers={"Origin": "https://example.org", "Accept-Language": "en"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response["Access-Control-Expose-Headers"]
    assert "accept-language" not in response.get("Vary", "").lower()
    assert "Set-Cookie" not in response


def test_a_browser_is_told_beforehand_what_it_may_ask():
    response = Client().options(ROOT + "services", headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_head_gives_the_same_headers_and_nothing_more():
    whole, head = ask("services"), Client(headers={"host": "localhost"}).head(ROOT + "services")
    assert head.content == b""
    assert head["ETag"] == whole["ETag"]
    assert head["Link"] == whole["Link"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "services?page=x", 400),
        ("get", "services?sector=nowhere", 400),
        ("get", "changes?since=yesterday", 400),
        ("get", "services/nothing", 404),
        ("get", "nothing/at/all", 404),
        ("get", "services?page=999", 404),
        ("get", "wp-login.php", 404),
        ("post", "services", 405),
        ("delete", "services/karriereveiledning-no", 405),
    ],
)
def test_what_went_wrong_is_said_as_a_problem(method, path, status, language):
    mark = "&" if "?" in path else "?"
    response = getattr(Client(), method)(f"{ROOT}{path}{mark}lang={language}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Content-Language"] == language
    told = response.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]


def test_a_language_that_we_do_not_have_is_a_problem():
    response = ask("services?lang=xx")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "lang"


def test_who_asks_too_often_is_told_when_to_ask_again(settings):
    settings.PORTAL_EACH_MINUTE = settings.PORTAL_EACH_MINUTE | {"api": 2}
    forget()
    statuses = [ask("services").status_code for _time in range(3)]
    response = ask("services")
    assert statuses == [200, 200, 429]
    assert response["Content-Type"] == "application/problem+json"
    assert 0 < int(response["Retry-After"]) <= 60


def test_a_host_that_is_not_ours_gets_a_problem(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    response = Client(headers={"host": "elsewhere.example"}).get(ROOT + "services")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("broken", "status"), [(DatabaseAway("away"), 503), (ValueError("our own error"), 500)]
)
def test_trouble_of_our_own_is_said_as_a_problem(broken, status, language):
    def fail(*args):
        raise broken

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        response = client.get(f"{ROOT}services?lang={language}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Content-Language"] == language
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.has_header("Retry-After") == (status == 503)
    assert "our own error" not in response.content.decode()


def test_changes_tell_what_is_new_and_what_is_gone_once():
    start = ask("changes").json()
    assert start["items"] == []
    service = factories.ServiceFactory()
    draft = factories.NetworkFactory(state="draft")
    ContentChange.tell(service)
    ContentChange.tell(draft)
    told = ask(f"changes?since={start['cursor']}").json()
    by_kind = {item["kind"]: item for item in told["items"]}
    assert by_kind["services"]["key"] == service.key
    assert by_kind["services"]["change"] == "changed"
    assert by_kind["networks"]["key"] is None
    assert by_kind["networks"]["change"] == "removed"
    assert told["complete"]
    after = ask(f"changes?since={told['cursor']}").json()
    assert after["items"] == []


def test_changes_come_a_page_at_a_time():
    cursor = ask("changes").json()["cursor"]
    services = factories.ServiceFactory.create_batch(5)
    for service in services:
        ContentChange.tell(service)
    keys = [item["key"] for item in every_change(cursor)]
    assert keys == [service.key for service in services]


def test_changes_tell_what_came_out_and_ended_by_its_date():
    since = timezone.now() - dt.timedelta(hours=1)
    half_ago = timezone.now() - dt.timedelta(minutes=30)
    opened = factories.ServiceFactory(published_from=half_ago)
    ended = factories.ServiceFactory(published_until=half_ago)
    factories.ServiceFactory(published_from=half_ago, state="draft")
    stamp = re.sub(r"\+00:00$", "Z", since.isoformat())
    items = every_change(stamp)
    changes = {item["key"]: item["change"] for item in items if item["kind"] == "services"}
    assert changes == {opened.key: "changed", ended.key: "removed"}


def test_changes_that_anything_may_have_or_that_are_forgotten_are_not_called_complete():
    cursor = ask("changes").json()["cursor"]
    ContentChange.tell()
    assert ask(f"changes?since={cursor}").json()["complete"] is False
    assert ask("changes?since=2020-01-01T00:00:00Z").json()["complete"] is False
    ContentChange.objects.all().delete()
    assert ask(f"changes?since={cursor}").status_code == 400
