"""The code of a self-check: what was answered comes back, and nothing else is taken for it."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.self_check import NAMES, Answers, Level, Outcome, read_code, read_link
from tests.guidance.answers import answered

TODAY = dt.date(2027, 3, 4)
HOST = "testserver"
LEVELS = st.lists(st.sampled_from(Level), min_size=len(NAMES), max_size=len(NAMES))


@settings(max_examples=200, deadline=None)
@given(levels=LEVELS, month=st.dates(dt.date(2020, 10, 1), TODAY))
def test_what_was_answered_comes_back_from_its_code(levels, month):
    answers = Answers(month.year, month.month, tuple(levels))
    assert read_code(answers.code, today=TODAY).answers == answers
    assert re.fullmatch(r"[a-z0-9-]{23}", answers.code)


@settings(max_examples=100, deadline=None)
@given(levels=LEVELS, data=st.data())
def test_a_slip_in_a_code_never_gives_other_answers_in_another_spelling(levels, data):
    answers = answered(*levels)
    place = data.draw(st.integers(0, len(answers.code) - 1))
    sign = data.draw(st.sampled_from("0123456789abcdefghjkz-"))
    changed = answers.code[:place] + sign + answers.code[place + 1 :]
    reading = read_code(changed, today=TODAY)
    assert reading.answers is None or reading.answers.code == changed


def test_most_slips_are_caught():
    code = answered(Level.WELL, Level.SOME).code
    start = code.index("-", 2) + 1
    slips = {
        code[:i] + sign + code[i + 1 :]
        for i in range(start, len(code))
        for sign in "23456789bcdfghjkmnpqrstvwxyz"
        if code[i] not in f"-{sign}"
    }
    taken = [slip for slip in slips if read_code(slip, today=TODAY).answers]
    assert len(taken) < len(slips) / 10


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tull",
        "1-202611",
        "1-202611-2222-2222-2222",
        "1-209911-2222-2222-2222",
        "1-202613-x",
        "-",
    ],
)
def test_what_is_no_code_is_wrong(text):
    assert read_code(text, today=TODAY).outcome is Outcome.WRONG


def test_a_month_to_come_is_wrong():
    code = answered(Level.WELL, year=2027, month=4).code
    assert read_code(code, today=TODAY).outcome is Outcome.WRONG
    assert read_code(code, today=dt.date(2027, 4, 1)).outcome is Outcome.FOUND


def test_a_code_of_another_version_is_told_from_a_wrong_one():
    code = "2" + answered(Level.WELL).code[1:]
    assert read_code(code, today=TODAY).outcome is Outcome.OTHER_VERSION


@pytest.mark.parametrize(
    "before", ["", "http://testserver/nb/sti/", "testserver/nn/sti/", "/en/x/"]
)
@pytest.mark.parametrize("after", ["", "/", "/?earlier=1", "  "])
def test_a_link_or_a_code_is_read(before, after):
    answers = answered(Level.WELL, Level.NOT_BEGUN)
    if after.startswith("/") and not before:
        after = ""
    assert read_link(before + answers.code + after, {HOST}, today=TODAY).answers == answers


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("https://example.org/egensjekk/{code}/", Outcome.ELSEWHERE),
        ("http://testserver/nb/tjenester/", Outcome.WRONG),
        ("https://[/{code}", Outcome.WRONG),
    ],
)
def test_a_foreign_or_wrong_link_is_told(text, outcome):
    text = text.format(code=answered(Level.WELL).code)
    assert read_link(text, {HOST}, today=TODAY).outcome is outcome
