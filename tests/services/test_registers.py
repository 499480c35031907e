"""Municipalities follow SSB's list and its changes, and nothing is lost."""

import datetime as dt
import json

import pytest

from portal.base.models import Edition
from services.models import Municipality, PostalCode
from tests.services.registers import (
    CHANGES,
    REFORM,
    became,
    bring,
    bring_lines,
    klass,
    klass_csv,
    listed,
    reform,
    state,
    update,
)

pytestmark = pytest.mark.django_db


def test_the_registers_as_we_have_them_change_nothing(tmp_path):
    before, editions = state(), Edition.of("services.municipality", "services.postalcode")
    codes, lines = klass(listed()), bring(bring_lines())
    report, code = update(tmp_path, municipalities=codes, postal_codes=lines, changes=became())
    assert (code, "0 changes." in report) == (0, True), report
    assert "unchanged 357, bad lines 0" in report
    assert "unchanged 5122, bad lines 0" in report
    assert state() == before
    assert Edition.of("services.municipality", "services.postalcode") == editions


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1"])
def test_ssb_csv_changes_nothing_even_where_latin_1_has_lost_sami_letters(
    tmp_path, separator, encoding
):
    raw = klass_csv(listed(), separator).encode(encoding, "replace")
    assert (b"?" in raw) == (encoding == "iso-8859-1")
    report, code = update(tmp_path, municipalities=raw)
    assert (code, "0 changes." in report) == (0, True), report


def test_a_reform_is_followed_and_a_second_run_changes_nothing(tmp_path):
    bardu = PostalCode.objects.filter(municipality__number="5520").count()
    senja = PostalCode.objects.filter(municipality__number="5530").count()
    old = {row.number: row for row in Municipality.objects.all()}
    files = {"municipalities": klass(reform()), "changes": became(*CHANGES)}
    report, code = update(tmp_path, **files)
    assert code == 0
    assert "5520 Bardu (2028-01-01) → 5599 Indre Troms" in report
    assert "5530 Senja (2028-01-01) → 5531 Senja, 5533 Ytre Senja" in report
    assert "5501 Tromsø → Romsa - Tromsø" in report
    assert f"{bardu} postal codes: 5520 Bardu → 5599 Indre Troms" in report
    assert f"5530 Senja was split; {senja} postal codes wait for Bring’s register." in report
    assert "5599 Indre Troms is new: give it a point." in report
    now = {row.number: row for row in Municipality.objects.select_related("county")}
    assert len(now) == len(old) + 4
    assert (now["5520"].valid_until, now["5520"].former_county) == (REFORM, "Troms")
    assert (now["5599"].valid_from, now["5599"].county.number) == (REFORM, "55")
    assert now["5599"].latitude is None
    assert (now["5501"].name, now["5501"].official_name) == ("Tromsø", "Romsa - Tromsø")
    same, before = now["5613"], old["5612"]
    assert (same.name, same.latitude) == ("Kautokeino", before.latitude)
    assert same.population == before.population
    assert not PostalCode.objects.filter(municipality__number="5520").exists()
    assert PostalCode.objects.filter(municipality__number="5530").count() == senja > 0
    lenvik = now["1931"].successors.order_by("number")
    assert [row.number for row in lenvik] == ["5531", "5533"]
    after = state()
    report, code = update(tmp_path, **files)
    assert (code, "0 changes." in report) == (0, True), report
    assert state() == after


def test_a_municipality_gone_without_a_known_successor_is_reported_and_left(tmp_path):
    codes = listed()
    del codes["5520"]
    before = state()
    report, code = update(tmp_path, municipalities=klass(codes))
    assert code == 0
    assert "5520 Bardu is not in the list, and the changes do not say what it became." in report
    changes, day_before = became(("5520", "5522")), dt.date(2027, 12, 31)
    report, code = update(tmp_path, day_before, municipalities=klass(codes), changes=changes)
    assert "It is left as it is." in report
    assert state() == before


def test_two_reforms_at_once_lead_to_the_municipality_of_today(tmp_path):
    codes = listed()
    del codes["5520"]
    first = json.loads(became(("5520", "5598"), on="2027-01-01"))["codeChanges"]
    changes = {"codeChanges": first + json.loads(became(("5598", "5522")))["codeChanges"]}
    report, code = update(tmp_path, municipalities=klass(codes), changes=json.dumps(changes))
    assert code == 0
    assert "5520 Bardu (2027-01-01) → 5522 Salangen" in report


def test_changes_are_read_as_csv_too_and_a_bad_line_is_named(tmp_path):
    codes = listed()
    del codes["5520"]
    changes = (
        "oldCode;oldName;oldShortName;newCode;newName;newShortName;changeOccurred\n"
        "5520;Bardu;;5522;Salangen;;2028-01-01\n"
        "5524;Målselv;;5522;Salangen;;soon\n"
        ";;;5522;Salangen;;2028-01-01\n"
    )
    raw = changes.encode("iso-8859-1")
    report, code = update(tmp_path, municipalities=klass(codes), changes=raw)
    assert code == 1
    assert "line 3: “soon” is not a date" in report
    assert "5520 Bardu (2028-01-01) → 5522 Salangen" in report


def test_a_list_over_several_years_counts_only_what_is_valid_on_the_day(tmp_path):
    rows = json.loads(klass(listed()))["codes"]
    rows.append({"code": "5599", "name": "Framtida", "validFromInRequestedRange": "2029-01-01"})
    rows.append({"code": "0113", "name": "Borge", "validToInRequestedRange": "1994-01-01"})
    report, code = update(tmp_path, municipalities=json.dumps({"codes": rows}))
    assert (code, "0 changes." in report) == (0, True), report


def test_new_municipalities_need_a_county_and_a_norwegian_name(tmp_path):
    codes = listed() | {"5599": "Nuorta - Austmarka", "7701": "Ingensteds", "5598": "Nu?rta"}
    report, code = update(tmp_path, municipalities=klass(codes))
    assert code == 1
    assert "there is no county with the number 77" in report
    assert "“Nu?rta” has lost letters; fetch the list as JSON or in UTF-8" in report
    assert "5599 Nuorta - Austmarka: an editor says which of the names is the Norwegian" in report
    assert Municipality.objects.get(number="5599").name == "Nuorta - Austmarka"
    assert not Municipality.objects.filter(number__in=["7701", "5598"]).exists()


def test_a_list_of_an_earlier_date_is_refused(tmp_path):
    before = state()
    former = dict(Municipality.objects.former().values_list("number", "name")[:20])
    report, code = update(tmp_path, municipalities=klass(listed() | former))
    assert code == 2
    assert "It is of an earlier date. Nothing was changed." in report
    one = dict(list(former.items())[:1])
    report, code = update(tmp_path, municipalities=klass(listed() | one))
    assert (code, "an editor must decide" in report) == (1, True)
    assert state() == before


def test_bad_lines_of_ssb_are_named_and_end_nothing(tmp_path):
    lines = klass_csv(listed() | {"5501": "Romsa - Tromsø"}).splitlines()
    at = {line[1:5]: number for number, line in enumerate(lines)}
    lines[at["5520"]] = '"5520","","1","\x00","","","","",""'
    lines[at["5522"]] = '"5522","","1","Sal'
    lines[at["5524"]] = '"five","","1","Målselv","","","","",""'
    changes = became(("5520", "5501"), ("5522", "5501"))
    report, code = update(tmp_path, municipalities="\n".join(lines), changes=changes)
    assert code == 1
    assert f"line {at['5520'] + 1}: it has no name" in report
    assert f"line {at['5522'] + 1}: it has 4 columns, not 9" in report
    assert f"line {at['5524'] + 1}: “five” is not a number of four digits" in report
    assert "3 bad lines were skipped; the others were used." in report
    assert Municipality.objects.get(number="5501").official_name == "Romsa - Tromsø"
    assert Municipality.objects.current().count() == 357


def test_a_dry_run_reports_and_writes_nothing(tmp_path):
    before, edition = state(), Edition.of("services.municipality")
    files = {"municipalities": klass(reform()), "changes": became(*CHANGES)}
    report, code = update(tmp_path, **files, dry_run=True)
    assert code == 0
    assert "Dry run: nothing was written." in report
    assert "5520 Bardu (2028-01-01) → 5599 Indre Troms" in report
    assert (state(), Edition.of("services.municipality")) == (before, edition)
