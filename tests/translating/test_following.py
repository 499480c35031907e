"""Which version of its source a translation follows."""

import datetime as dt
from typing import Any

import pytest

from networks.models import Meeting
from portal.base.translating import following
from services.models import Service

ON = dt.date(2026, 2, 2)
SINCE = dt.date(2026, 5, 4)


def snap(**fields: Any) -> dict[str, Any]:
    return {"fields": fields, "parts": {}}


def publish(before: Any, after: Any, behind: Any = None, **more: Any) -> following.Behind:
    given = {"version": 12, "on": ON, "since": SINCE} | more
    return following.after_publish(Service, behind or {}, before, after, **given)


NORWEGIAN = snap(
    body_nn="<p>Gammal</p>", body_en="<p>Old</p>", summary_nn="Kort", summary_nb="Kort"
)
CHANGED = snap(body_nn="<p>Ny</p>", body_en="<p>Old</p>", summary_nn="Kort", summary_nb="Kort")


def test_a_translation_left_alone_follows_what_was_public() -> None:
    behind = publish(NORWEGIAN, CHANGED)
    assert set(behind) == {"en"}
    said = behind["en"]["body"]
    assert (said["version"], said["on"], said["since"]) == (12, "2026-02-02", "2026-05-04")


def test_a_second_change_keeps_the_older_version() -> None:
    behind = publish(NORWEGIAN, CHANGED)
    newest = snap(**CHANGED["fields"] | {"body_nn": "<p>Nyast</p>"})
    again = publish(CHANGED, newest, behind, version=13, on=SINCE, since=dt.date(2026, 6, 1))
    assert again == behind


def test_a_changed_translation_is_no_longer_behind() -> None:
    behind = publish(NORWEGIAN, CHANGED)
    translated = snap(**CHANGED["fields"] | {"body_en": "<p>New</p>"})
    assert publish(CHANGED, translated, behind) == {}
    both = snap(**NORWEGIAN["fields"] | {"body_nn": "<p>Ny</p>", "body_en": "<p>New</p>"})
    assert publish(NORWEGIAN, both) == {}


def test_a_source_that_goes_back_is_followed_again() -> None:
    behind = publish(NORWEGIAN, CHANGED)
    assert publish(CHANGED, NORWEGIAN, behind, version=13) == {}


def test_a_minor_change_leaves_translations_as_they_stood() -> None:
    assert publish(NORWEGIAN, CHANGED, minor=True) == {}
    behind = publish(NORWEGIAN, CHANGED)
    minor = snap(**CHANGED["fields"] | {"body_nn": "<p>Ny.</p>"})
    assert publish(CHANGED, minor, behind, minor=True, version=13) == behind


def test_a_language_said_to_be_in_force_is_never_behind_and_the_others_are() -> None:
    before = snap(summary_nb="Gammel", summary_nn="Gammal", summary_en="Old")
    after = snap(summary_nb="Ny", summary_nn="Gammal", summary_en="Old")
    assert set(publish(before, after)) == {"nn", "en"}
    assert set(publish(before, after, in_force=["nn"])) == {"en"}
    behind = publish(before, after)
    assert set(publish(after, after, behind, in_force=["en"])) == {"nn"}


@pytest.mark.parametrize(
    "spaced",
    ["<p>Gammal</p>\n", "\n<p> Gammal </p>", "<p>\n  Gammal\n</p>\n\n", "<p>Gammal\xa0</p>"],
)
def test_blanks_are_no_change(spaced: str) -> None:
    assert publish(NORWEGIAN, snap(**NORWEGIAN["fields"] | {"body_nn": spaced})) == {}
    unlike = publish(NORWEGIAN, CHANGED)
    blank_translation = snap(**CHANGED["fields"] | {"body_en": "<p>Old</p>\n"})
    assert publish(CHANGED, blank_translation, unlike) == unlike


def test_a_change_of_markup_that_readers_see_is_a_change() -> None:
    after = snap(**NORWEGIAN["fields"] | {"body_nn": "<h2>Gammal</h2>"})
    assert set(publish(NORWEGIAN, after)) == {"en"}


def test_what_is_empty_neither_follows_nor_is_followed() -> None:
    empty_translation = snap(**CHANGED["fields"] | {"body_en": ""})
    assert publish(NORWEGIAN, empty_translation, publish(NORWEGIAN, CHANGED)) == {}
    no_source = snap(body_nn="", body_en="<p>Old</p>")
    assert publish(NORWEGIAN, no_source) == {}
    assert publish(snap(body_en="<p>Old</p>"), CHANGED) == {}
    assert publish(None, CHANGED) == {}


def test_the_source_of_facts_is_the_standard_of_the_body() -> None:
    before = snap(body_nn="<p>a</p>", summary_nn="Gammal", summary_nb="Gammel")
    after = snap(body_nn="<p>a</p>", summary_nn="Ny", summary_nb="Gammel")
    assert set(publish(before, after)) == {"nb"}
    assert publish(before, snap(**before["fields"] | {"summary_nb": "Ny"})) == {}
    assert following.source_language(before) == "nn"
    assert following.source_language(Service(body_nn="<p>a</p>")) == "nn"
    assert following.source_language(snap(body_en="<p>a</p>")) == "nb"


def test_a_text_rewritten_in_the_other_standard_leaves_its_translation_behind() -> None:
    rewritten = snap(**NORWEGIAN["fields"] | {"body_nn": "", "body_nb": "<p>Gammel</p>"})
    assert set(publish(NORWEGIAN, rewritten)["en"]) == {"body"}


def test_address_words_follow_nothing() -> None:
    before = snap(slug_nb="gammel", slug_en="old")
    assert publish(before, snap(slug_nb="ny", slug_en="old")) == {}


def test_parts_are_followed_by_their_own_paths_and_forgotten_with_them() -> None:
    def meeting(name: str) -> dict[str, Any]:
        case = {"fields": {"name_nb": name, "name_en": "Case"}, "parts": {}}
        return {"fields": {}, "parts": {"cases": {"first": case}}}

    def publish_meeting(before: Any, after: Any, behind: Any) -> Any:
        dates = {"version": 1, "on": ON, "since": SINCE}
        return following.after_publish(Meeting, behind, before, after, **dates)

    behind = publish_meeting(meeting("Sak"), meeting("Ny sak"), {})
    assert set(behind["en"]) == {"cases/first/name"}
    assert publish_meeting(meeting("Ny sak"), {"fields": {}, "parts": {}}, behind) == {}
    assert publish_meeting({"fields": {}, "parts": {}}, meeting("Sak"), {}) == {}
