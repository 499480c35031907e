"""The part of a text that shows why it was found."""

import pytest

from portal.search.analysis import terms
from portal.search.snippets import LENGTH, Pieces, marked, snippet

FILLER = "Dette er en setning uten noe av det som ble søkt etter. " * 12


def found_by(*words: str) -> frozenset[str]:
    return frozenset(form for word in words for form in terms(word, "nb").forms)


def text_of(pieces: Pieces) -> str:
    return "".join(text for text, _is_marked in pieces)


def marks_of(pieces: Pieces) -> list[str]:
    return [text for text, is_marked in pieces if is_marked]


def test_the_stretch_with_most_of_the_words_is_shown() -> None:
    text = f"Senteret ligger i byen. {FILLER}Senteret gir veiledning til voksne. {FILLER}"
    shown = snippet(text, found_by("senter", "veiledning", "voksen"), "nb")
    assert text_of(shown).startswith("…")
    assert text_of(shown).endswith("…")
    assert {"Senteret", "veiledning"} <= set(marks_of(shown))
    assert len(text_of(shown)) <= LENGTH + 2


def test_the_first_of_stretches_that_are_as_good_is_shown() -> None:
    text = f"Senteret ligger i byen. {FILLER}Senteret ligger i en annen by."
    shown = snippet(text, found_by("senter"), "nb")
    assert text_of(shown).startswith("Senteret ligger i byen.")
    assert marks_of(shown) == ["Senteret"]


def test_a_word_is_marked_by_its_form_or_by_what_it_is_made_of() -> None:
    shown = marked("Karriereveiledning gir veiledning", found_by("veiledning") | {"~veiled"}, "nb")
    assert marks_of(shown) == ["Karriereveiledning", "veiledning"]
    assert text_of(shown) == "Karriereveiledning gir veiledning"


def test_what_was_found_by_something_else_shows_its_beginning_unmarked() -> None:
    shown = snippet(FILLER, found_by("senter"), "nb")
    assert marks_of(shown) == []
    assert text_of(shown).startswith("Dette er en setning")
    assert not text_of(shown).removesuffix("…").endswith(" ")


@pytest.mark.parametrize("text", ["", " \n \n", "å" * 5000, "senteret " * 900])
def test_any_text_has_a_snippet(text: str) -> None:
    shown = snippet(text, found_by("senter"), "nb")
    assert len(text_of(shown)) <= LENGTH + 2
