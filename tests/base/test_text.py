"""Plain-text helpers."""

from portal.base.text import alphabetical, keep_together


def test_a_section_sign_stays_with_its_number():
    assert keep_together("se § 14 a og §§ 6, 10") == "se §\u00a014 a og §§\u00a06, 10"


def test_thousands_stay_together():
    assert keep_together("20 958 personer i 2019") == "20\u00a0958 personer i 2019"
    assert keep_together("kapittel 4 100000") == "kapittel 4 100000"


def test_the_norwegian_alphabet_ends_with_ae_oe_aa():
    words = ["Åmot", "ørret", "Zulu", "ærlig", "Europass", "delkompetanse"]
    assert sorted(words, key=alphabetical) == [
        "delkompetanse", "Europass", "Zulu", "ærlig", "ørret", "Åmot"
    ]  # fmt: skip
