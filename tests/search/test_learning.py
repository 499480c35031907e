"""What people search for is counted, and nothing tells by whom."""

import datetime as dt

import pytest
from django.db import connection, transaction

from portal.base.upkeep.periodic import all_jobs
from portal.search import learning
from portal.search.learning import count, countable, prune, write
from portal.search.models import QueryCount

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
TODAY = dt.date(2027, 3, 1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    QueryCount.objects.all().delete()
    learning.forget()


def stored() -> list[tuple]:
    rows = QueryCount.objects.order_by("day", "language", "query")
    return list(rows.values_list("language", "query", "times", "found"))


def asked(query: str, days_ago: int, times: int, language: str = "nb") -> QueryCount:
    day = TODAY - dt.timedelta(days=days_ago)
    return QueryCount.objects.create(day=day, language=language, query=query, times=times)


def test_a_row_says_what_was_asked_on_a_day_and_nothing_else():
    names = {field.name for field in QueryCount._meta.get_fields()}
    assert names == {"id", "day", "language", "query", "times", "found"}


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("  Karriere   Veiledning ", "karriere veiledning"),
        ("ÆØÅ Kárášjohka", "æøå kárášjohka"),
        ("karrieresenter 0150", "karrieresenter 0150"),
        ("opplæringsloven § 11-2", "opplæringsloven § 11-2"),
        ("nav.no", "nav.no"),
        ("a" * 60, "a" * 60),
    ],
)
def test_a_query_is_counted_whatever_its_case_and_blanks(typed: str, counted: str):
    assert countable(typed) == counted


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "a" * 61,
        "kari@example.org",
        "ring 22334455",
        "22 33 44 55",
        "+47 (22) 33.44-55",
        "01019012345",
        "010190 12345",
        "12345",
        "https://nav.no/min-side",
        "www.nav.no",
        "nav.no/min-side",
        "nav\x00no",
    ],
)
def test_what_may_tell_of_a_person_is_not_counted(typed: str):
    assert countable(typed) == ""
    count(typed, "nb", 3, now=NOW)
    write(NOW)
    assert stored() == []


def test_searches_are_written_once_a_minute():
    count("Jobb", "nb", 4, now=NOW)
    count("jobb ", "nb", 4, now=NOW + MINUTE / 2)
    assert stored() == []
    count("job", "en", 0, now=NOW + MINUTE)
    assert stored() == [("en", "job", 1, 0), ("nb", "jobb", 2, 4)]
    count("jobb", "nb", 5, now=NOW + MINUTE * 1.5)
    assert QueryCount.objects.get(query="jobb").times == 2
    count("jobb", "nb", 6, now=NOW + MINUTE * 2)
    assert stored()[1] == ("nb", "jobb", 4, 6)


def test_many_searches_are_written_sooner():
    for _time in range(199):
        count("jobb", "nb", 4, now=NOW)
    assert stored() == []
    count("jobb", "nb", 4, now=NOW)
    assert stored() == [("nb", "jobb", 200, 4)]


def test_each_day_is_counted_by_itself_as_the_day_is_in_norway():
    late = dt.datetime(2027, 3, 1, 22, 59, tzinfo=dt.UTC)
    count("jobb", "nb", 4, now=late)
    count("jobb", "nb", 4, now=late + MINUTE)
    write(late)
    days = QueryCount.objects.order_by("day").values_list("day", flat=True)
    assert list(days) == [TODAY, TODAY + dt.timedelta(days=1)]


def test_writing_costs_as_much_for_ten_queries_as_for_one(django_assert_max_num_queries):
    for number in range(10):
        count(f"jobb {number}", "nb", 1, now=NOW)
    with django_assert_max_num_queries(6):
        write(NOW)
    assert len(stored()) == 10


def without_the_table():
    """Take the table away, until the transaction around is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_querycount")


def test_what_the_database_does_not_take_is_kept_for_the_next_time():
    count("jobb", "nb", 4, now=NOW)
    with transaction.atomic():
        without_the_table()
        write(NOW)
        transaction.set_rollback(True)
    assert stored() == []
    count("jobb", "nb", 2, now=NOW)
    write(NOW)
    assert stored() == [("nb", "jobb", 2, 2)]


def test_no_search_waits_for_a_database_that_fails_until_a_minute_has_passed(
    django_assert_num_queries,
):
    with transaction.atomic():
        without_the_table()
        count("jobb", "nb", 4, now=NOW)
        write(NOW)
        with django_assert_num_queries(0):
            count("arbeid", "nb", 4, now=NOW + MINUTE / 2)
        transaction.set_rollback(True)
    count("yrke", "nb", 4, now=NOW + MINUTE)
    assert len(stored()) == 3


def test_no_more_is_kept_in_memory_than_there_is_room_for():
    with transaction.atomic():
        without_the_table()
        for number in range(learning.MOST_KEPT + 150):
            count(f"jobb {number}", "nb", 1, now=NOW)
        transaction.set_rollback(True)
    write(NOW)
    assert QueryCount.objects.count() == learning.MOST_KEPT


def test_what_few_have_asked_is_gone_after_a_week():
    rare, recent = asked("sjelden", 8, 4), asked("ny", 7, 1)
    often = [asked("ofte", 80, 3), asked("ofte", 8, 2)]
    other = asked("ofte", 8, 4, language="en")  # in another language it is another query
    forgotten = asked("glemt", 91, 100)
    assert prune(NOW) == 3
    left = set(QueryCount.objects.values_list("pk", flat=True))
    assert left == {recent.pk, *(row.pk for row in often)}
    assert {rare.pk, other.pk, forgotten.pk}.isdisjoint(left)


def test_nothing_is_kept_for_longer_than_400_days():
    old, kept = asked("ofte", 401, 50), asked("ofte", 400, 50)
    asked("ofte", 3, 50)
    assert prune(NOW) == 1
    assert not QueryCount.objects.filter(pk=old.pk).exists()
    assert QueryCount.objects.filter(pk=kept.pk).exists()


def test_old_counts_are_taken_away_every_day():
    [job] = [job for job in all_jobs() if job.name == "search counts"]
    assert job.every == dt.timedelta(days=1)
    asked("sjelden", 8, 1)
    assert job.work(NOW) == "Taken away: 1."
