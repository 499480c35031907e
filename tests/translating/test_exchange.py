"""Texts out to translators and in again."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from portal.base.drafts import copies
from portal.base.drafts.paths import flat
from portal.base.translating import importing, texts, xliff
from portal.base.translating.importing import Outcome
from portal.base.translating.texts import Choice
from services.models import Service
from tests import factories

pytestmark = pytest.mark.django_db

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
X = f"{{{xliff.NAMESPACE}}}"
RICH = (
    "<p>Du &amp; jeg, 1 &lt; 2, «så» <strong>fett</strong><br>ny linje</p>\n\n"
    '<ul><li><a href="https://nav.no/?a=1&amp;b=2" lang="en">Nav</a></li></ul>'
)


@pytest.fixture
def translator() -> Any:
    return get_user_model().objects.create_superuser("translator")


def make(**more: Any) -> Any:
    given = {"body_nb": RICH, "body_en": "", "summary_nb": "Kort\nog klart."} | more
    return factories.ServiceFactory(**given)


def export(target: str = "en", **more: Any) -> bytes:
    choice = Choice("nb", target, (Service,), **{"everything": True} | more)
    return xliff.write(texts.entries(choice), "nb", target)


def set_target(data: bytes, entry: Any, path: str, text: str) -> bytes:
    """Return a file as a translator would send it back."""
    root = etree.fromstring(data)
    [unit] = root.xpath(f"//*[@id='services.service:{entry.key}']/*[@name='{path}']")
    segment = unit.find(f"{X}segment")
    target = segment.find(f"{X}target")
    if target is None:
        target = etree.SubElement(segment, f"{X}target")
    target.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def verdicts(data: bytes, user: Any, entry: Any) -> dict[str, importing.Verdict]:
    report = importing.check(xliff.read(data), user=user)
    mine = f"services.service:{entry.key}"
    return {v.unit.id: v for v in report.verdicts if v.unit.file == mine}


# Out


def test_a_file_is_built_as_the_standard_says() -> None:
    make()
    root = etree.fromstring(export())
    assert root.tag == f"{X}xliff"
    assert dict(root.attrib) == {"version": "2.0", "srcLang": "nb", "trgLang": "en"}
    assert {each.tag for each in root} == {f"{X}file"}
    files = [each.get("id") for each in root]
    assert len(set(files)) == len(files)
    token = re.compile(r"[\w.:-]+")
    for file in root:
        assert token.fullmatch(file.get("id"))
        ids = [unit.get("id") for unit in file]
        assert len(set(ids)) == len(ids) > 0
        for unit in file:
            assert unit.tag == f"{X}unit"
            assert token.fullmatch(unit.get("id"))
            assert set(unit.attrib) == {"id", "name", "type", SPACE}
            # Other modules come first, then notes, then the text
            assert [each.tag for each in unit] == [
                f"{{{xliff.METADATA}}}metadata",
                f"{X}notes",
                f"{X}segment",
            ]
            segment = unit.find(f"{X}segment")
            assert set(segment.attrib) == {"state"}
            assert [each.tag for each in segment][0] == f"{X}source"
            assert len(segment) <= 2


def test_every_text_comes_out_as_it_stands_and_is_unchanged_when_it_comes_back(
    translator: Any,
) -> None:
    service = make(body_en=RICH.replace("fett", "bold"))
    document = xliff.read(export())
    [body] = [u for u in document.units if u.file.endswith(f":{service.key}") and u.id == "body"]
    assert (body.source, body.target) == (service.body_nb, service.body_en)
    outcomes = {v.outcome for v in importing.check(document, user=translator).verdicts}
    assert outcomes <= {Outcome.UNCHANGED, Outcome.EMPTY}


def test_only_what_is_missing_or_behind_is_asked_for_unless_all_is() -> None:
    left = {"en": {"summary": {"version": None, "on": "2026-01-01", "since": "2026-02-02"}}}
    service = make(behind=left)
    root = etree.fromstring(export(everything=False))
    units = root.xpath(f"//*[@id='services.service:{service.key}']/*")
    assert {unit.get("name") for unit in units} == {"summary", "body"}
    states = {unit.get("name"): unit.find(f"{X}segment").get("state") for unit in units}
    assert states == {"summary": "initial", "body": "initial"}
    whole = etree.fromstring(export())
    [name] = whole.xpath(f"//*[@id='services.service:{service.key}']/*[@name='name']")
    assert name.find(f"{X}segment").get("state") == "final"


def test_an_entry_written_in_nynorsk_is_translated_from_nynorsk() -> None:
    service = make(body_nb="", body_nn="<p>Tekst</p>")
    wanted = f"services.service:{service.key}".encode()
    assert wanted not in export()
    assert wanted in xliff.write(texts.entries(Choice("nn", "en", (Service,))), "nn", "en")


def test_a_long_text_is_never_asked_for_in_the_other_standard() -> None:
    service = make(summary_nn="")
    root = etree.fromstring(export("nn", everything=False))
    units = root.xpath(f"//*[@id='services.service:{service.key}']/*")
    assert [unit.get("name") for unit in units] == ["summary"]


def test_a_draft_stays_at_home_unless_drafts_are_asked_for() -> None:
    service = make(state="draft")
    wanted = f"services.service:{service.key}".encode()
    assert wanted not in export()
    assert wanted in export(drafts=True)


def test_ten_entries_cost_as_many_queries_as_one(translator: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            importing.check(xliff.read(export()), user=translator)
        return len(queries)

    make()
    cost()
    one = cost()
    for _number in range(9):
        make()
    assert cost() == one


# In


def test_a_translation_goes_into_the_working_copy_and_not_to_readers(translator: Any) -> None:
    service = make()
    data = set_target(export(), service, "body", RICH.replace("fett", "bold"))
    report = importing.write(xliff.read(data), user=translator)
    assert report.written == 1
    service.refresh_from_db()
    assert not service.body_en
    copy = copies.current(service)
    assert copy is not None
    assert flat(copies.latest(copy))["body_en"] == RICH.replace("fett", "bold")
    assert verdicts(data, translator, service)["body"].outcome == Outcome.UNCHANGED


def test_one_refused_text_and_nothing_is_written(translator: Any) -> None:
    first, second = make(), make()
    data = set_target(export(), first, "body", "<p>Fine.</p>")
    data = set_target(data, second, "name", "x" * 201)
    report = importing.write(xliff.read(data), user=translator)
    assert (report.failed, report.written) == (True, 0)
    assert copies.current(first) is None
    assert "200" in verdicts(data, translator, second)["name"].problems[0]


def test_a_file_that_is_not_what_was_looked_at_writes_nothing(translator: Any) -> None:
    service = make()
    document = xliff.read(set_target(export(), service, "body", "<p>Fine.</p>"))
    seen = importing.check(document, user=translator).digest
    Service.objects.filter(pk=service.pk).update(body_en="<p>Someone else's.</p>")
    assert importing.write(document, user=translator, expected=seen).written == 0
    assert copies.current(service) is None


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()">a</p>',
        '<p><a href="javascript:alert(1)">a</a></p>',
        '<p><a href="/nb/">a</a></p>',
        "<p><img src=x></p>",
        "<p>a<!-- b --></p>",
        "<p>a",
        "<p><strong>a</p></strong>",
        '<p><a href="ref:services.service/not-there">a</a></p>',
        "<table><tr><td>a</td></tr></table>",
    ],
)
def test_markup_that_the_portal_does_not_have_is_refused(translator: Any, html: str) -> None:
    service = make()
    verdict = verdicts(set_target(export(), service, "body", html), translator, service)["body"]
    assert verdict.outcome == Outcome.REFUSED
    assert verdict.problems


def test_a_source_that_moved_on_is_a_warning(translator: Any) -> None:
    service = make()
    data = set_target(export(), service, "body", "<p>Fine.</p>")
    assert not verdicts(data, translator, service)["body"].warning
    Service.objects.filter(pk=service.pk).update(body_nb="<p>Ny.</p>")
    verdict = verdicts(data, translator, service)["body"]
    assert (verdict.outcome, bool(verdict.warning)) == (Outcome.NEW, True)


def test_what_is_not_ours_is_refused_by_name(translator: Any) -> None:
    service = make()
    data = export()
    renamed = data.replace(f"service:{service.key}".encode(), b"service:not-there")
    report = importing.check(xliff.read(renamed), user=translator)
    lost = {v.outcome for v in report.verdicts if v.unit.file.endswith("not-there")}
    assert lost == {Outcome.REFUSED}
    field = data.replace(b'id="summary"', b'id="state"')
    assert verdicts(field, translator, service)["state"].outcome == Outcome.REFUSED
    source = data.replace(b'trgLang="en"', b'trgLang="nb"')
    with pytest.raises(xliff.BadFile):
        importing.check(xliff.read(source), user=translator)
    with pytest.raises(xliff.BadFile):
        importing.check(xliff.read(data.replace(b'trgLang="en"', b'trgLang="sv"')), user=translator)


def test_a_path_into_another_model_is_no_way_in(translator: Any) -> None:
    make()
    data = export().replace(b'id="services.service:', b'id="auth.user:')
    report = importing.check(xliff.read(data), user=translator)
    assert {v.outcome for v in report.verdicts} == {Outcome.REFUSED}


def test_who_may_not_translate_is_refused_and_a_translator_is_not() -> None:
    service = make()
    data = set_target(export(), service, "body", "<p>Fine.</p>")
    user = get_user_model().objects.create_user("somebody", is_staff=True)
    assert verdicts(data, user, service)["body"].outcome == Outcome.REFUSED
    user.user_permissions.add(Permission.objects.get(codename="translate_service"))
    user = get_user_model().objects.get(pk=user.pk)
    assert verdicts(data, user, service)["body"].outcome == Outcome.NEW


def test_a_text_that_a_program_divided_is_whole_again(translator: Any) -> None:
    service = make(summary_nb="En. To.", summary_en="")
    root = etree.fromstring(export())
    [unit] = root.xpath(f"//*[@id='services.service:{service.key}']/*[@name='summary']")
    unit.remove(unit.find(f"{X}segment"))
    for tag, source, target in (
        ("segment", "En.", "One."),
        ("ignorable", " ", None),
        ("segment", "To.", "Two."),
    ):
        piece = etree.SubElement(unit, X + tag)
        etree.SubElement(piece, f"{X}source").text = source
        if target:
            etree.SubElement(piece, f"{X}target").text = target
    verdict = verdicts(etree.tostring(root), translator, service)["summary"]
    assert (verdict.outcome, verdict.after, verdict.warning) == (Outcome.NEW, "One. Two.", "")


# Hostile files

BILLION = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="nb" trgLang="en">
<file id="f"><unit id="u"><segment><source>&b;</source></segment></unit></file></xliff>"""
EXTERNAL = BILLION.replace('<!ENTITY b "&a;&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/passwd">')
ELSEWHERE = BILLION.replace("<!DOCTYPE x [", '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [')
OLD = '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file/></xliff>'


@pytest.mark.parametrize(
    "data",
    [
        BILLION.encode(),
        BILLION.encode("utf-16"),
        EXTERNAL.encode(),
        ELSEWHERE.encode(),
        OLD.encode(),
        b"",
        b"PK\x03\x04 not xml",
        b"<html><body>hello</body></html>",
        b"<a>" * 100_000,
        b'<?xml version="1.0" encoding="utf-7"?><xliff/>',
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>',
        b"x" * (xliff.MAX_BYTES + 1),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(xliff.BadFile) as refused:
        xliff.read(data)
    assert str(refused.value)
    assert "root:" not in str(refused.value)


# The commands


def test_the_commands_write_a_file_and_read_it(
    tmp_path: Path, translator: Any, capsys: Any
) -> None:
    service = make()
    path = tmp_path / "texts.xlf"
    call_command("export_xliff", str(path), "--to", "en", "--kind", "services.service")
    path.write_bytes(set_target(path.read_bytes(), service, "body", "<p>Fine.</p>"))
    call_command("import_xliff", str(path), "--dry-run")
    assert copies.current(service) is None
    with pytest.raises(CommandError):
        call_command("import_xliff", str(path))
    call_command("import_xliff", str(path), "--user", "translator")
    assert copies.current(service) is not None
    path.write_bytes(set_target(path.read_bytes(), service, "body", "<script>"))
    with pytest.raises(CommandError):
        call_command("import_xliff", str(path), "--user", "translator")
