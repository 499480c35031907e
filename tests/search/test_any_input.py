"""Whatever is typed is answered: nothing fails, and nothing is slow."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.finding import Asked, find, suggest
from tests.timing import is_quick

SLOW = 0.25  # seconds of the processor, whatever else the machine is doing
HOSTILE = [
    "", " ", "\x00", "a\x00b", "?", "!!!", "…", "«»", '"', '""', '"""', '"uten slutt', "“en” «to",
    "title:nav", "key:state", "state", "text:*", "*", "karr*", "?arriere", "/regex/", "a AND b",
    "OR", "NOT nav", "+nav -nav", "(((((", "))))", "nav~2", "nav^100", "[a TO z]", "{a TO *}",
    "\\", "\\\"", "<script>alert(1)</script>", "' OR 1=1 --", "🙂", "🙂" * 100, "👩‍👩‍👧",
    "مرحبا", "‮nav", "שלום", "你好", "ﷺ", "a\u0300" * 200, "\u200b", "\ud800", "\ufeffnav",
    "ﬁnne", "İstanbul", "ß", "§", "§§ 11", "§ 14 a", "14 a", "1" * 500, "1234 5678 9012",
    "a" * 10_000, "nav " * 2_500, "karriereveiledning" * 500, '"nav" ' * 1500, "å" * 10_000,
    " ".join("abcdefghij"), "e" * 60, "sjs" * 19, "lov" * 20, "senter" * 10, "\n\t\r", "-", "--",
    "a-b-c-d-e-f", "a.b.c", "...", "o'brien", "’", "nav\u0000nav", "%00", "%", "_", "../../etc",
]  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("act", [lambda t, c: find(Asked(t, c)), suggest], ids=["find", "suggest"])
def test_hostile_queries_are_answered_and_none_is_slow(search_index, act, language) -> None:
    act("ukjentord", language)  # what a process reads once is read
    for text in HOSTILE:
        assert is_quick(lambda text=text: act(text, language), SLOW), text[:80]


@given(text=st.text(max_size=200) | st.from_regex(r'[\w"«» §\-.:*~^()\[\]]{0,80}'))
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_answered_and_none_is_slow(search_index, text: str) -> None:
    find(Asked("ukjentord", "nb"))  # what a process reads once is read

    def answer() -> None:
        for hit in find(Asked(text, "nb")).hits:
            hit.snippet()
            hit.title_pieces()
        suggest(text, "nb")

    assert is_quick(answer, SLOW)


def test_the_state_of_the_index_is_never_found(search_index) -> None:
    for text in ("state", "key:state", "STATE"):
        assert all(hit.name != "state" for hit in find(Asked(text, "nb", limit=100)).hits)
