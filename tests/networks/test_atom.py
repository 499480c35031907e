"""News feeds: strict Atom, never with anything unpublished, and cheap to ask again."""

import datetime as dt
from xml.etree import ElementTree

import atoma
import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from guidance.models import PolicyMilestone
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Testing an element's truth:DeprecationWarning"),  # in atoma
]

MEETINGS, MINUTES = "/nb/moter/nytt.atom", "/nb/saker/nytt.atom"
TIMELINE, CHANGES = "/nb/karriereveiledning/tidslinje/nytt.atom", "/nb/endringer/nytt.atom"
FEEDS = [MEETINGS, MINUTES, TIMELINE, CHANGES]
LATER = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)  # later than anything loaded


def milestone(**values: object) -> PolicyMilestone:
    values = {"key": "test-milestone", "lane": "national", "kind": "law", "year": 2026} | values
    values = {"state": "published", "updated_at": LATER} | values
    texts = factories.slots("name", "En milepæl") | factories.slots("summary", "Noe skjedde.")
    return PolicyMilestone.objects.create(**texts | values)


def something_in_each() -> None:
    owner = factories.OrganisationFactory(name_nb="Eier & Co <AS>", updated_at=LATER)
    meeting = factories.MeetingFactory(updated_at=LATER, owner=owner, name_nb="Møte <1> & 2")
    case = {"name_nb": "Sak <1> & 2", "decision_nb": "Vedtatt.\x0b", "updated_at": LATER}
    factories.CaseFactory(meeting=meeting, **case)
    milestone(owner=owner)


def fetch(path: str) -> bytes:
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return response.content


def titles(path: str) -> list[str]:
    return [entry.title for entry in feedparser.parse(fetch(path)).entries]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_read_strictly_by_two_libraries(path):
    something_in_each()
    content = fetch(path)
    read, strict = feedparser.parse(content), atoma.parse_atom_bytes(content)
    assert not read.bozo
    assert read.version == "atom10"
    assert len(read.entries) == len(strict.entries) > 0
    links = {link.rel: link.href for link in strict.links}
    assert links["self"] == f"http://testserver{path}"
    assert Client().get(links["alternate"]).status_code == 200
    assert strict.id_.startswith("urn:uuid:")
    assert strict.authors[0].name
    ids = [entry.id_ for entry in strict.entries]
    assert len(set(ids)) == len(ids)
    moments = [entry.updated for entry in strict.entries]
    assert moments == sorted(moments, reverse=True)
    assert strict.updated == moments[0] == LATER


@pytest.mark.parametrize("path", [MEETINGS, MINUTES, TIMELINE])
def test_an_entry_says_who_answers_for_it_and_its_page_is_there(path):
    something_in_each()
    entry = atoma.parse_atom_bytes(fetch(path)).entries[0]
    assert entry.authors[0].name == "Eier & Co <AS>"
    assert Client().get(entry.links[0].href).status_code == 200


def test_an_identifier_stays_when_everything_else_changes():
    meeting = factories.MeetingFactory(updated_at=LATER)
    before = feedparser.parse(fetch(MEETINGS)).entries[0]
    meeting.name_nb, meeting.slug_nb, meeting.updated_at = "Nytt", "nytt", timezone.now()
    meeting.save()
    (after,) = [e for e in feedparser.parse(fetch(MEETINGS)).entries if e.title == "Nytt"]
    assert after.id == before.id
    assert after.link != before.link


def test_an_entry_in_another_language_says_so():
    factories.MeetingFactory(name_nb="", name_nn="Berre nynorsk", updated_at=LATER)
    feed = ElementTree.fromstring(fetch(MEETINGS))
    atom, xml = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
    assert feed.get(f"{xml}lang") == "nb"
    entry = feed.find(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Berre nynorsk"
    assert entry.find(f"{atom}title").get(f"{xml}lang") == "nn"
    assert entry.find(f"{atom}summary").get(f"{xml}lang") is None  # when it is, in bokmål
    assert entry.get(f"{xml}lang") is None
    milestone(name_nb="", name_nn="", summary_nb="", summary_nn="")
    factories.ServiceFactory(name_nb="", name_nn="", updated_at=LATER + dt.timedelta(days=1))
    for path in (TIMELINE, CHANGES):
        entry = ElementTree.fromstring(fetch(path)).find(f"{atom}entry")
        assert entry.find(f"{atom}title").get(f"{xml}lang") == "en", path
    entry = ElementTree.fromstring(fetch(TIMELINE)).find(f"{atom}entry")
    assert entry.find(f"{atom}summary").get(f"{xml}lang") == "en"


def test_nothing_unpublished_is_in_a_feed():
    soon = timezone.now() + dt.timedelta(days=1)
    for values in ({"state": "draft"}, {"published_from": soon}):
        meeting = factories.MeetingFactory(name_nb="Skjult", updated_at=LATER, **values)
        factories.CaseFactory(meeting=meeting, name_nb="Skjult")
        milestone(key=f"test-{meeting.key}", name_nb="Skjult", **{"state": "draft"} | values)
    for path in FEEDS:
        assert not [title for title in titles(path) if "Skjult" in title], path
    hidden = factories.NetworkFactory(name_nb="Hemmelig", state="draft")
    factories.MeetingFactory(network=hidden, updated_at=LATER)
    assert "Hemmelig" not in fetch(MEETINGS).decode()


@pytest.mark.parametrize("path", FEEDS)
def test_an_organisation_that_is_not_public_is_not_named(path):
    values = {"name_nb": "Hemmelig", "updated_at": LATER}
    for hidden in (
        factories.OrganisationFactory(**values, state="draft"),
        factories.OrganisationFactory(**values, published_until=timezone.now()),
    ):
        meeting = factories.MeetingFactory(updated_at=LATER, owner=hidden)
        factories.CaseFactory(meeting=meeting, decision_nb="Vedtatt.", updated_at=LATER)
        milestone(key=f"test-{hidden.key}", owner=hidden)
    content = fetch(path)
    assert "Hemmelig" not in content.decode()
    assert atoma.parse_atom_bytes(content).updated == LATER  # the entries stand there all the same


def test_a_case_is_news_when_it_changed_itself():
    day = LATER - dt.timedelta(days=1)
    meeting = factories.MeetingFactory(updated_at=LATER, standing="held")
    for nth, name in enumerate(("Eldst", "Nyest")):
        changed = day + dt.timedelta(hours=nth)
        factories.CaseFactory(meeting=meeting, name_nb=name, updated_at=changed)
    first, second = atoma.parse_atom_bytes(fetch(MINUTES)).entries[:2]
    assert [first.title.value, second.title.value] == ["Nyest", "Eldst"]
    assert [first.updated, second.updated] == [day + dt.timedelta(hours=1), day]


def test_a_case_of_a_meeting_that_came_out_later_is_news_then():
    old, day = timezone.now() - dt.timedelta(days=900), timezone.now() - dt.timedelta(seconds=1)
    meeting = factories.MeetingFactory(published_from=day, standing="held")
    factories.CaseFactory(meeting=meeting, name_nb="Kom nå", updated_at=old)
    entry = atoma.parse_atom_bytes(fetch(MINUTES)).entries[0]
    assert (entry.title.value, entry.updated) == ("Kom nå", day.replace(microsecond=0))


def test_what_is_only_on_an_agenda_is_not_in_the_minutes():
    today = timezone.localdate()
    for name, days, decision in (("Vedtatt", 9, "Ja."), ("Kommer", 9, ""), ("Begynt", -9, "")):
        meeting = factories.MeetingFactory(starts_on=today + dt.timedelta(days))
        factories.CaseFactory(meeting=meeting, name_nb=name, decision_nb=decision, updated_at=LATER)
    found = titles(MINUTES)
    assert {"Vedtatt", "Begynt"} <= set(found)
    assert "Kommer" not in found


def test_what_became_public_later_is_news_then():
    old, day = timezone.now() - dt.timedelta(days=900), timezone.now() - dt.timedelta(seconds=1)
    meeting = factories.MeetingFactory(updated_at=old, published_from=day)
    entry = atoma.parse_atom_bytes(fetch(MEETINGS)).entries[0]
    assert entry.title.value == meeting.name_nb
    assert entry.updated == day.replace(microsecond=0)


@pytest.mark.parametrize("path", FEEDS)
def test_what_has_not_changed_is_not_sent_again(path):
    something_in_each()
    first = Client().get(path)
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert Client().get(path, headers=since).status_code == 200  # no date tells what went away
    assert Client().head(path)["ETag"] == first["ETag"]
    assert not first.cookies
    newer = {"updated_at": LATER + dt.timedelta(days=1)}
    meeting = factories.MeetingFactory(**newer)
    factories.CaseFactory(meeting=meeting, decision_nb="Vedtatt.", **newer)
    milestone(key="test-newer", updated_at=LATER + dt.timedelta(days=1))
    assert Client().get(path, headers=since).status_code == 200
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_feed_without_news_is_still_the_same_feed():
    PolicyMilestone.objects.all().delete()
    content = fetch(TIMELINE)
    assert content == fetch(TIMELINE)
    assert not feedparser.parse(content).bozo
    assert atoma.parse_atom_bytes(content).entries == []


@pytest.mark.parametrize("path", [MEETINGS, MINUTES, TIMELINE])
def test_a_feed_costs_the_same_with_ten_times_as_much(queries_for, path):
    def add(number: int) -> int:
        for nth in range(number):
            owner = factories.OrganisationFactory()
            meeting = factories.MeetingFactory(updated_at=LATER, owner=owner)
            factories.CaseFactory(meeting=meeting, decision_nb="Vedtatt.", updated_at=LATER)
            milestone(key=f"test-{number}-{nth}", owner=owner)
        return queries_for(path)

    assert add(1) == add(10)
