"""Postal codes follow Bring's register, and nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.base.models import Edition
from services.models import PostalCode
from services.registers import place_name
from tests.services.registers import CHANGES, became, bring, bring_lines, klass, reform, update

pytestmark = pytest.mark.django_db

SET_BY_HAND = {"Halsnøy kloster", "Kardemomme by", "Klepp stasjon", "Kragerø skjærgård"}


def test_postal_places_in_capitals_become_the_names_we_have():
    places = set(PostalCode.objects.values_list("place", flat=True))
    assert {place for place in places if place_name(place.upper()) != place} == SET_BY_HAND
    assert place_name("BØ I VESTERÅLEN") == "Bø i Vesterålen"


def test_a_new_code_takes_the_spelling_that_its_place_has_elsewhere(tmp_path):
    lines = bring_lines() | {"4359": "4359\tKLEPP STASJON\t1120\tKLEPP\tP"}
    report, code = update(tmp_path, postal_codes=bring(lines))
    assert "4359 Klepp stasjon, 1120 Klepp, P" in report
    assert "1 change." in report


def test_the_register_is_read_in_utf_8_too(tmp_path):
    raw = bring(bring_lines()).decode("cp1252").replace("\r", "")
    report, code = update(tmp_path, postal_codes="\ufeff" + raw)
    assert (code, "0 changes." in report) == (0, True), report


def test_bring_moves_the_codes_of_a_divided_municipality(tmp_path):
    files = {"municipalities": klass(reform()), "changes": became(*CHANGES)}
    lines = bring_lines()
    moved = {"5520": "5599", "5522": "5599", "5530": "5533", "5612": "5613"}
    for code, line in lines.items():
        columns = line.split("\t")
        lines[code] = "\t".join([*columns[:2], moved.get(columns[2], columns[2]), *columns[3:]])
    report, code = update(tmp_path, **files, postal_codes=bring(bring_lines()))
    senja = PostalCode.objects.filter(municipality__number="5530").count()
    assert f"unchanged {5122 - senja}, bad lines {senja}" in report, "one successor is no doubt"
    report, code = update(tmp_path, **files, postal_codes=bring(lines))
    assert code == 0, report
    assert "5530 Senja → 5533 Ytre Senja" in report
    assert not PostalCode.objects.filter(municipality__number="5530").exists()
    report, code = update(tmp_path, **files, postal_codes=bring(lines))
    assert (code, "0 changes." in report) == (0, True), report


def test_bad_lines_of_bring_are_named_and_the_others_are_used(tmp_path):
    lines = bring_lines()
    at = {code: number for number, code in enumerate(lines, start=1)}
    lines["0010"] = "0010\tOSLO\t0301\tOSLO\tG"
    lines["0015"] = "0015\tOSLO\t0301\tOSLO"
    lines["0018"] = "0018\tOSLO\t7777\tINGENSTEDS\tG"
    lines["0021"] = "OO21\tOSLO\t0301\tOSLO\tP"
    lines["0024"] = "0024\tOSLO\t0301\tOSLO\t\x1b[31m"
    lines["0026"] = "0010\tOSLO\t0301\tOSLO\tP"
    lines["0028"] = "0028\tOSLO\t1850\tTYSFJORD\tP"
    lines["0030"] = "0030\tOSL~\t0301\tOSLO\tP"
    del lines["9990"]
    lines["new"] = "9989\tVESTRE NY-PLASS I LIA\t5634\tVARDØ\tB"
    report, exit_code = update(tmp_path, postal_codes=bring(lines).replace(b"~", b"\x81"))
    assert exit_code == 1
    reasons = {
        "0015": "it has 4 columns, not 5",
        "0018": "there is no municipality with the number 7777",
        "0021": "“OO21” is not a number of four digits",
        "0024": "“·[31m” is not a category that is known",
        "0026": "0010 stands in line 2 already",
        "0028": "1850 Tysfjord ended on 2020-01-01",
        "0030": "its letters are not in the file’s character set",
    }
    for code, reason in reasons.items():
        assert f"line {at[code]}: {reason}\n" in report
    assert "They are kept, because the file has bad lines: 0021, 0026, 9990" in report
    assert PostalCode.objects.get(code="0010").category == "G"
    assert PostalCode.objects.get(code="9989").place == "Vestre Ny-Plass i Lia"
    assert PostalCode.objects.count() == 5123


def test_codes_that_are_gone_are_removed_only_when_they_are_few(tmp_path):
    lines = bring_lines()
    few = {code: line for code, line in lines.items() if not code.startswith("99")}
    report, code = update(tmp_path, postal_codes=bring(few))
    assert code == 0
    assert f"removed {len(lines) - len(few)}," in report
    assert PostalCode.objects.count() == len(few) < len(lines)
    half = dict(list(few.items())[::2])
    report, code = update(tmp_path, postal_codes=bring(half))
    assert "They are kept, because so many hardly disappear at once" in report
    assert PostalCode.objects.count() == len(few)


def test_every_code_changes_in_a_handful_of_queries_and_the_edition_moves(tmp_path):
    lines = {code: line[:-1] + "S" for code, line in bring_lines().items()}
    edition = Edition.of("services.postalcode")
    with CaptureQueriesContext(connection) as captured:
        report, code = update(tmp_path, postal_codes=bring(lines))
    assert code == 0
    assert len(captured) < 60
    assert "unchanged 4," in report
    assert Edition.of("services.postalcode") != edition
