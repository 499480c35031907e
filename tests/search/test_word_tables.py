"""The word tables of the search: whole, folded, without loops, and the same for both standards."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from portal.search import judging, tables
from portal.search.analysis import is_part, is_stop_word, terms, tokens, words_in
from portal.search.models import Synonym, phrases

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SYNONYMS = ROOT / "portal" / "search" / "content" / "synonyms.csv"
PAIRS = [
    tuple(line.split("\t")) for line in (HERE / "word_pairs.tsv").read_text("utf-8").splitlines()
]

SAFE = {
    "bok", "dag", "del", "fag", "lag", "lan", "liv", "lov", "mal", "nav", "ord", "rom", "sak",
    "tid", "uke", "vei",
}  # fmt: skip


def lines(name: str) -> list[str]:
    """Return the lines of a table without its comments, read apart from the code under test."""
    text = (tables.FOLDER / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def twice(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def replaced(word: str) -> str:
    """Return a word after the table of nynorsk, and nothing else."""
    return tables.replaced(tables.fold(word))


def test_every_line_of_nynorsk_is_two_folded_parts() -> None:
    rule = re.compile(r"\^?[a-z]+\$? [a-z]+")
    assert [line for line in lines("nynorsk.txt") if not rule.fullmatch(line)] == []
    letters = [part.strip("^$") for line in lines("nynorsk.txt") for part in line.split()]
    assert [part for part in letters if tables.fold(part) != part] == []


def test_every_part_and_stop_word_is_one_folded_word() -> None:
    words = lines("parts.txt") + lines("stop.txt")
    assert [word for word in words if not re.fullmatch("[a-z]+", word)] == []
    assert [word for word in words if tables.fold(word) != word] == []


@pytest.mark.parametrize("name", ["nynorsk.txt", "parts.txt", "stop.txt"])
def test_no_line_stands_twice(name: str) -> None:
    assert twice([line.split()[0] for line in lines(name)]) == []


def test_no_word_is_replaced_a_second_time() -> None:
    words = {word for pair in PAIRS for word in pair}
    words |= {line.split()[1] for line in lines("nynorsk.txt")}
    assert [word for word in sorted(words) if replaced(replaced(word)) != replaced(word)] == []


def test_parts_stand_as_the_table_of_nynorsk_leaves_them() -> None:
    assert [part for part in lines("parts.txt") if replaced(part) != part] == []


def test_parts_have_four_letters_or_are_known_to_be_safe() -> None:
    short = {part for part in lines("parts.txt") if len(part) < 4}
    assert short <= SAFE


@pytest.mark.parametrize(("nynorsk", "bokmal"), PAIRS)
def test_a_word_of_nynorsk_is_found_as_the_word_of_bokmal(nynorsk: str, bokmal: str) -> None:
    assert terms(nynorsk.lower(), "nn") == terms(bokmal.lower(), "nb")


@pytest.mark.parametrize(
    "word",
    [
        "festival", "karneval", "skulder", "skulle", "Heim", "Stad", "Halden", "Røyrvik", "Vega",
        "synliggjøre", "kommune", "tjeneste", "stjerne", "mening", "sammen", "valg", "avgjørelse",
    ],
)  # fmt: skip
def test_a_word_of_bokmal_and_a_place_keep_their_letters(word: str) -> None:
    assert replaced(word) == tables.fold(word)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("grunnskole", "skole"), ("karrieresenterleder", "senter"), ("fylkeskommune", "kommune"),
        ("yrkesfaglærar", "lærer"), ("lovforslaget", "forslag"), ("studievalg", "valg"),
        ("realkompetansevurdering", "kompetanse"), ("vaksenopplæringslova", "opplæring"),
    ],
)  # fmt: skip
def test_a_compound_is_found_by_its_part(word: str, part: str) -> None:
    assert set(terms(part, "nb").parts) <= set(terms(word, "nb").parts)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_whatever_has_the_form_of_a_part_has_the_part(language: str) -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("*/content/*.toml")))
    words = set(words_in(f"{text} epost e-post cooperation co-operation centres centre’s"))
    words_of: dict[str, list[str]] = defaultdict(list)
    for word in words:
        words_of[terms(word, language).forms[0]].append(word)
    assert max(map(len, words_of.values())) > 3
    lacking = {
        (word, other)
        for same in words_of.values()
        for word in same
        for other in same
        if len(terms(word, language).parts) == 1
        and is_part(terms(word, language).forms[0])
        and not set(terms(word, language).parts) <= set(terms(other, language).parts)
    }
    assert lacking == set()


@pytest.mark.parametrize("word", ["ikke", "ikkje", "uten", "utan", "not", "without", "over", "ot"])
def test_words_that_matter_are_no_stop_words(word: str) -> None:
    assert not is_stop_word(word)


def test_stop_words_of_nynorsk_are_stop_words_in_bokmal_too() -> None:
    stop = set(lines("stop.txt"))
    assert [word for word in sorted(stop) if replaced(word) not in stop] == []


def read_synonyms() -> list[dict[str, str]]:
    with SYNONYMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_synonyms_fit_their_fields_and_stand_once() -> None:
    rows = read_synonyms()
    assert list(rows[0]) == ["typed", "found", "note"]
    longest = {field.name: field.max_length or 0 for field in Synonym._meta.fields}
    for row in rows:
        for name, value in row.items():
            assert len(value) <= longest[name], row
        assert row["found"] or len(phrases(row["typed"])) > 1, row
    assert twice([row["typed"] for row in rows]) == []


def test_what_is_typed_for_a_synonym_holds_one_to_four_words_that_count() -> None:
    typed = [phrase for row in read_synonyms() for phrase in phrases(row["typed"])]
    counted = {
        phrase: sum(not is_stop_word(each.text) for each in tokens(phrase, typed=True))
        for phrase in typed
    }
    assert {phrase: n for phrase, n in counted.items() if not 1 <= n <= 4} == {}


def test_judged_queries_can_be_read_and_are_asked_once() -> None:
    judged = list(judging.read(HERE / "judged.tsv"))
    assert len(judged) >= 150
    assert twice([f"{each.query} {each.language}" for each in judged]) == []
    assert {each.language for each in judged} == {"nb", "nn", "en"}
