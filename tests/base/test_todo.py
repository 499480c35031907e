"""The editors' first page: at most five things to do, of many sorts, and only what one may do."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.base.accounts.models import Responsibility
from portal.base.drafts import copies
from portal.base.models import Draft, Feedback, WorkingCopy
from portal.base.publishing import Checked
from portal.base.todo.tasks import Task, mixed
from portal.base.upkeep.models import ConfirmationRequest, Link, LinkUse, Proposal
from tests import factories

pytestmark = pytest.mark.django_db

INDEX = "/en/admin/"


def client_of(name: str, *roles: str, **more: Any) -> Client:
    """Return a browser in which somebody with some roles is signed in."""
    user = get_user_model().objects.create_user(name, is_staff=True, **more)
    user.groups.set(Group.objects.filter(name__in=roles))
    client = Client()
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def chief() -> Any:
    """Return a browser in which somebody who may do everything is signed in."""
    return client_of("chief", is_superuser=True)


@pytest.fixture(autouse=True)
def _nothing_to_do() -> None:
    """Begin without the days of check that the reference content has."""
    for model in apps.get_models():
        if issubclass(model, Checked):
            model._base_manager.exclude(next_check_on=None).update(next_check_on=None)


def overview(client: Client) -> Any:
    answer = client.get(INDEX)
    assert answer.status_code == 200
    return answer.context["overview"]


def sources(client: Client) -> list[str]:
    return [task.source for task in overview(client).tasks]


def numbers(client: Client) -> dict[str, int]:
    return {count.source: count.number for count in overview(client).counts}


def ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


# One of each source


def error_report(entry: Any, **values: Any) -> Feedback:
    return Feedback.objects.create(
        **{
            "kind": "error", "about": f"/nb/{entry.key}/", "entry_model": entry._meta.label_lower,
            "entry_key": entry.key, "language": "nb", "category": "hours", "text": "Feil.",
            "received_on": timezone.localdate(), "state": "new",
        } | values
    )  # fmt: skip


def proposal(entry: Any) -> ConfirmationRequest:
    asked = ConfirmationRequest.objects.create(
        model=entry._meta.label_lower, object_key=entry.key, expires_at=ago(-30),
        owner=factories.OrganisationFactory(), answered_at=ago(2), answer="proposed",
    )  # fmt: skip
    Proposal.objects.create(request=asked, after="Hei")
    return asked


def draft(entry: Any, user: Any, *, days: int = 0, **values: Any) -> WorkingCopy:
    copy = copies.begin(entry, user=user)
    Draft.objects.filter(copy=copy).update(saved_at=ago(days))
    WorkingCopy.objects.filter(pk=copy.pk).update(**values)
    return copy


def broken(entry: Any) -> Link:
    link = Link.objects.create(
        kind="web", address=f"https://example.org/{entry.key}", state="broken",
        broken_since=timezone.localdate(),
    )  # fmt: skip
    LinkUse.objects.create(
        link=link, model=entry._meta.label_lower, object_key=entry.key, path="website"
    )
    return link


def service(**values: Any) -> Any:
    return factories.ServiceFactory(**{"confirmation": "confirmed"} | values)


def overdue(**values: Any) -> Any:
    return service(next_check_on=timezone.localdate() - dt.timedelta(days=3), **values)


def outdated(**values: Any) -> Any:
    left = {"en": {"summary": {"version": 1, "on": "2026-01-01", "since": "2026-02-03"}}}
    return service(behind=left, **values)


def other(name: str = "other") -> Any:
    found = get_user_model().objects.filter(username=name).first()
    return found or get_user_model().objects.create_user(name, is_staff=True)


MAKERS: dict[str, Any] = {
    "error_reports": lambda user: error_report(service()),
    "proposals": lambda user: proposal(service()),
    "waiting": lambda user: draft(
        service(), other(), state="waiting", asked_by=other(), asked_at=ago(1)
    ),
    "failed": lambda user: draft(service(), user, failed="Skjema med feil."),
    "checks": lambda user: overdue(),
    "broken_links": lambda user: broken(service()),
    "translations": lambda user: outdated(),
    "left_lying": lambda user: draft(service(), user, days=8),
}


@pytest.mark.parametrize("source", MAKERS)
def test_every_source_of_work_is_a_line_that_leads_to_where_one_does_it(
    chief: Any, source: str
) -> None:
    assert source not in sources(chief)
    MAKERS[source](chief.user)
    [task] = [task for task in overview(chief).tasks if task.source == source]
    assert task.name.value
    assert task.why
    assert chief.get(task.url).status_code == 200
    html = chief.get(INDEX).content.decode()
    assert f'<a href="{task.url}">{task.what}' in html


def test_who_has_nothing_to_do_is_told_so_kindly(client: Client) -> None:
    secretary = client_of("secretary", "network_secretary")
    assert "Nothing waits for you now" in secretary.get(INDEX).content.decode()


def test_the_page_says_why_and_what_it_is_about(chief: Any) -> None:
    entry = service(name_en="Guidance at sea")
    error_report(entry)
    draft(service(name_en="Guidance on land"), chief.user, failed="Skjema med feil.")
    html = chief.get(INDEX).content.decode()
    assert "A reader reports: The opening hours are wrong" in html
    assert "Guidance at sea" in html
    assert "Skjema med feil." in html


def test_there_are_at_most_five_and_one_of_each_before_a_second_of_any(chief: Any) -> None:
    for make in MAKERS.values():
        for _number in range(3):
            make(chief.user)
    found = sources(chief)
    assert found == ["error_reports", "proposals", "waiting", "failed", "checks"]


def test_no_source_takes_more_than_two_while_others_have_something() -> None:
    many = [Task("a", str(number)) for number in range(9)]
    few = [Task("b", "1"), Task("b", "2"), Task("b", "3")]
    assert [task.source for task in mixed([many, few])] == ["a", "a", "a", "b", "b"]
    assert [task.source for task in mixed([many, [few[0]], [Task("c", "1")]])].count("a") == 3
    assert [task.what for task in mixed([many])] == ["0", "1", "2", "3", "4"]


def test_who_only_translates_begins_with_the_translations() -> None:
    translator = client_of("translator", "translator")
    draft(service(), translator.user, days=9)  # type: ignore[attr-defined]
    outdated()
    overdue()
    error_report(service())
    assert sources(translator) == ["translations", "left_lying"]
    assert set(numbers(translator)) == {"translations"}


# Drafts are no fault


def test_drafts_are_in_no_count_and_no_line_of_work(chief: Any) -> None:
    sector, county = factories.SectorFactory(), factories.CountyFactory()
    before = overview(chief)
    hidden = {
        "sector": sector,
        "state": "draft",
        "confirmation": "not_confirmed",
        "to_check": "Ring.",
    }
    overdue(**hidden)
    outdated(**hidden)
    centre = factories.CentreFactory(county=county, state="draft")
    late = timezone.localdate() - dt.timedelta(days=3)
    factories.ContactFactory(centre=centre, standing="not_confirmed", next_check_on=late)
    factories.SiteFactory(centre=centre, next_check_on=late)
    draft(service(sector=sector), chief.user)
    after = overview(chief)
    assert [task.source for task in after.tasks] == [task.source for task in before.tasks]
    assert after.counts == before.counts
    assert after.kinds == before.kinds
    assert after.drafts.number == before.drafts.number + 1


def test_an_old_draft_of_one_s_own_is_a_reminder_and_a_new_one_is_not(chief: Any) -> None:
    old, new = service(), service()
    draft(old, chief.user, days=8)
    draft(new, chief.user, days=6)
    draft(service(), other(), days=30)
    found = [task for task in overview(chief).tasks if task.source == "left_lying"]
    assert [task.about for task in found] == [("services.service", old.key)]
    assert "left_lying" not in numbers(chief)


def test_my_drafts_are_those_i_have_written_in_ten_of_them_and_the_lists_with_the_rest(
    chief: Any,
) -> None:
    for _number in range(12):
        draft(service(), chief.user)
    draft(service(), other())
    drafts = overview(chief).drafts
    assert (len(drafts.shown), drafts.number) == (10, 12)
    assert chief.get(drafts.shown[0].url).status_code == 200
    [more] = drafts.lists
    assert chief.get(more.url).context["cl"].result_count == 12


def test_what_is_scheduled_is_shown_with_its_moment(chief: Any) -> None:
    moment = timezone.make_aware(dt.datetime(2031, 5, 17, 8, 30))
    entry = service()
    draft(entry, other(), state="scheduled", publish_at=moment)
    [timed] = overview(chief).scheduled.shown
    assert timed.name.value == entry.name_en
    assert "2031" in timed.said
    assert "8:30" in timed.said


# Only what one may do


def test_one_does_not_approve_what_one_has_written_oneself() -> None:
    writer, publisher = client_of("writer", "publisher"), client_of("publisher", "publisher")
    user = writer.user  # type: ignore[attr-defined]
    draft(service(), user, state="waiting", asked_by=user, asked_at=ago(1))
    assert "waiting" not in sources(writer)
    assert numbers(writer)["waiting"] == 0
    assert "waiting" in sources(publisher)
    assert numbers(publisher)["waiting"] == 1
    assert "waiting" not in numbers(client_of("editor", "editor"))


def test_a_county_editor_sees_the_work_of_their_own_county_alone() -> None:
    own, elsewhere = factories.CountyFactory(), factories.CountyFactory()
    late = timezone.localdate() - dt.timedelta(days=3)
    left = {"en": {"summary": {"version": 1, "on": "2026-01-01", "since": "2026-02-03"}}}
    good = {"confirmation": "confirmed", "next_check_on": late, "behind": left}
    mine = factories.CentreFactory(county=own, **good)
    others = factories.CentreFactory(county=elsewhere, **good)
    for centre in (mine, others):
        draft(centre, other(), state="waiting", asked_by=other(), asked_at=ago(1))
        proposal(centre)
        error_report(centre)
    overdue()
    county = client_of("county", "county_editor")
    Responsibility.objects.create(user=county.user).counties.add(own)  # type: ignore[attr-defined]
    tasks = overview(county).tasks
    assert {task.source for task in tasks} == {"proposals", "waiting", "checks", "translations"}
    assert {task.name.value for task in tasks} == {mine.name_en}
    assert numbers(county) == {"proposals": 1, "waiting": 1, "checks": 1, "translations": 1}
    for task in tasks:
        assert county.get(task.url).status_code == 200


def test_who_may_see_nothing_is_shown_nothing() -> None:
    for make in MAKERS.values():
        make(other())
    nobody = overview(client_of("nobody"))
    assert (nobody.tasks, nobody.counts, nobody.kinds) == ((), (), ())
    assert nobody.drafts.number == nobody.scheduled.number == 0


# Checks


def test_what_no_owner_can_be_asked_about_comes_first() -> None:
    chief = client_of("chief", is_superuser=True)
    asked = factories.OrganisationFactory(mailbox="post@example.org")
    long_ago = timezone.localdate() - dt.timedelta(days=900)
    with_mailbox = service(next_check_on=long_ago, owner=asked)
    without = service(next_check_on=long_ago, owner=factories.OrganisationFactory(mailbox=""))
    found = [task for task in overview(chief).tasks if task.source == "checks"]
    names = [task.name.value for task in found]
    assert names.index(without.name_en) < names.index(with_mailbox.name_en)


def test_a_fact_with_a_day_of_its_own_is_checked_where_it_is_edited(chief: Any) -> None:
    centre = factories.CentreFactory(confirmation="confirmed", name_en="Centre by the fjord")
    long_ago = timezone.localdate() - dt.timedelta(days=900)
    site = factories.SiteFactory(centre=centre, next_check_on=long_ago)
    hours = factories.ScheduleFactory(site=site, next_check_on=long_ago)
    found = [task for task in overview(chief).tasks if task.source == "checks"]
    assert {task.url for task in found} == {
        f"/en/admin/services/site/{site.pk}/change/",
        f"/en/admin/services/careercentre/{centre.pk}/change/",  # where the hours are
    }
    assert {task.name.value for task in found} == {"Centre by the fjord"}
    hours.delete()
    site.delete()
    assert not [task for task in overview(chief).tasks if task.source == "checks"]


# Counts and lists


def test_every_count_leads_to_a_list_of_as_many(chief: Any) -> None:
    for make in MAKERS.values():
        for _number in range(2):
            make(chief.user)
    for count in overview(chief).counts:
        for url in (count.url, *[one.url for one in count.lists]):
            if url and not url.startswith("#"):
                answer = chief.get(url)
                assert answer.status_code == 200, url
                if "cl" in (answer.context or {}):
                    assert answer.context["cl"].result_count == count.number, url
    for kind in overview(chief).kinds:
        for cell in kind.cells:
            if cell.number:
                assert chief.get(cell.url).context["cl"].result_count == cell.number, cell.url


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("mine", {"mine"}),
        ("any", {"mine", "waiting", "scheduled"}),
        ("waiting", {"waiting"}),
        ("scheduled", {"scheduled"}),
        ("nonsense", {"mine", "waiting", "scheduled", "none", "done"}),
    ],
)
def test_a_list_is_filtered_by_working_copy(chief: Any, value: str, expected: set[str]) -> None:
    made = {name: service() for name in ("mine", "waiting", "scheduled", "none", "done")}
    draft(made["mine"], chief.user)
    draft(made["waiting"], other(), state="waiting")
    draft(made["scheduled"], other(), state="scheduled", publish_at=ago(-3))
    draft(made["done"], chief.user, state="published")
    keys = {entry.key: name for name, entry in made.items()}
    answer = chief.get(f"/en/admin/services/service/?working_copy={value}")
    found = {keys[row.key] for row in answer.context["cl"].queryset if row.key in keys}
    assert found == expected
    none = chief.get("/en/admin/services/service/?working_copy=none").context["cl"].queryset
    assert {keys[row.key] for row in none if row.key in keys} == {"none", "done"}


def test_a_list_says_who_saved_a_draft_last_and_what_it_waits_for(chief: Any) -> None:
    shared, waiting, timed = service(), service(), service()
    copy = draft(shared, chief.user, days=2)
    Draft.objects.create(copy=copy, number=2, data={}, saved_by=other("kollega"))
    Draft.objects.create(copy=copy, number=3, data={}, saved_by=chief.user, aside=True)
    draft(waiting, other("skriver"), state="waiting")
    draft(
        timed, other(), state="scheduled", publish_at=timezone.make_aware(dt.datetime(2031, 5, 17))
    )
    answer = chief.get("/en/admin/services/service/?working_copy=any")
    model_admin = answer.context["cl"].model_admin
    said = {row.key: model_admin.draft(row) for row in answer.context["cl"].queryset}
    assert said[shared.key].startswith("kollega")
    assert "skriver" in said[waiting.key]
    assert "waiting for approval" in said[waiting.key]
    assert "2031" in said[timed.key]


# Cost


def test_ten_of_everything_cost_as_many_queries_as_one(chief: Any) -> None:
    county = client_of("county", "county_editor")
    own = factories.CountyFactory()
    Responsibility.objects.create(user=county.user).counties.add(own)  # type: ignore[attr-defined]

    def cost(client: Client) -> int:
        client.get(INDEX)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(INDEX).status_code == 200
        return len(queries)

    def make_all() -> None:
        for make in MAKERS.values():
            make(chief.user)
        draft(service(), other(), state="scheduled", publish_at=ago(-3))
        late = timezone.localdate() - dt.timedelta(days=3)
        centre = factories.CentreFactory(county=own, next_check_on=late)
        factories.SiteFactory(centre=centre, next_check_on=late)
        draft(centre, county.user)  # type: ignore[attr-defined]

    make_all()
    one, limited = cost(chief), cost(county)
    for _number in range(9):
        make_all()
    assert cost(chief) == one <= 25
    assert cost(county) == limited <= 30
