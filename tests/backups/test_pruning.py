"""Old backups go by one rule: what is kept is never far from the day one looks for."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base.backups.archive import made_at, new_name
from portal.base.backups.pruning import Keep, kept

pytestmark = pytest.mark.once
KEEP = Keep(days=7, weeks=5, months=12)
DAY = dt.timedelta(days=1)
moments = st.datetimes(
    dt.datetime(2024, 1, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC)
)
keeps = st.builds(Keep, st.integers(0, 10), st.integers(0, 10), st.integers(0, 20))


@given(st.sets(moments), moments, keeps)
def test_the_newest_and_the_last_day_are_kept_and_never_more_than_the_rule_says(made, now, keep):
    found = kept(made, now, keep)
    recent = {moment for moment in made if moment > now - DAY}
    assert found <= made
    assert recent <= found
    assert not made or max(made) in found
    assert len(found - recent) <= keep.days + keep.weeks + keep.months + 1
    assert kept(found, now, keep) == found


@given(moments, st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_one_that_is_pruned_after_each_backup_keeps_as_much_as_one_that_never_was(start, hours):
    every, pruned, now = set(), set(), start
    for each in hours:
        now += dt.timedelta(hours=each)
        every.add(now)
        pruned = kept(pruned | {now}, now, KEEP)
        assert pruned == kept(every, now, KEEP)


def test_a_backup_a_day_for_two_years_leaves_these():
    now = dt.datetime(2026, 11, 23, 2, 15, tzinfo=dt.UTC)
    made = {now - number * DAY for number in range(730)}
    assert sorted(f"{moment:%m-%d}" for moment in kept(made, now, KEEP)) == [
        "01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31",
        "11-01", "11-08", "11-15", "11-17", "11-18", "11-19", "11-20", "11-21", "11-22", "11-23",
        "12-31",
    ]  # fmt: skip


@given(moments)
def test_a_name_says_when_the_backup_was_made(moment):
    assert made_at(new_name(moment)) == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    "name",
    ["portal-20261123T021500Z-abcdef.tar.age", "portal-20261323T021500Z-abcdef.tar", "x.tar", ""],
)
def test_a_name_that_is_not_ours_says_nothing(name):
    assert made_at(name) is None
