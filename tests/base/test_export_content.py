"""The whole site as files: what is written makes the same site again, and changes no other."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from guidance.models import Term
from networks.models import Case, Meeting, Paper
from portal.base import content
from portal.base.content import ContentError, first_state_of
from portal.base.content_export import Export
from portal.base.files import StoredFile
from portal.base.loader import Loader
from portal.base.loader_tables import read_lines, table_path, tables
from portal.base.models import LoadedEntry, OldAddress, Source
from services.models import CareerCentre, Municipality, Schedule, Service
from tests import factories

pytestmark = pytest.mark.django_db
APPS = ("base", "services", "guidance", "networks", "search")
LONG_AGO = dt.datetime(2025, 10, 26, 0, 30, 7, 5, tzinfo=dt.UTC)  # the hour that is twice


def export(folder: Path, **options: Any) -> dict[str, bytes]:
    """Write the site to a folder and return its files by path."""
    Export(folder, **options).write()
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def load(folder: Path | None = None) -> Any:
    return Loader(folder=folder).load()


def empty_the_database() -> None:
    """Delete every row of content, and all that is remembered of it."""
    for name in APPS:
        for model in apps.get_app_config(name).get_models(include_auto_created=True):
            model._base_manager.all()._raw_delete("default")


def rows_of(path: Path) -> list[dict[str, set[str]]]:
    """Return the rows of a table, the keys in a cell in any order."""
    return [{name: set(cell.split()) for name, cell in row.items()} for row in read_lines(path)]


def entry_in(files: dict[str, bytes], path: str, key: str) -> dict[str, Any]:
    entries = tomllib.loads(files[path].decode())["entry"]
    return next(entry for entry in entries if entry["key"] == key)


@pytest.fixture
def rich() -> Meeting:
    """Content that is hard to write down, and changes to what the files hold."""
    site = factories.SiteFactory(
        latitude="59.90000", longitude="10.7", access_note_nb="'''\nTo linjer\r\n\x0bog \\ slutt'",
        checked_on=dt.date(2026, 1, 2), owner=factories.OrganisationFactory(mailbox="a@b.no"),
    )  # fmt: skip
    phone = factories.ContactFactory(site=site, value="+47 55", note_nb='«"»')
    factories.ScheduleFactory(contact=phone)
    factories.HoursExceptionFactory(site=site)
    late = factories.CaseFactory(meeting__key="a-meeting", meeting__starts_on=dt.date(2026, 2, 1))
    early = factories.CaseFactory(meeting__key="b-meeting", background_nb="En\n\n'to'\n")
    Case.objects.filter(pk=late.pk).update(previous=early, updated_at=LONG_AGO)
    paper = factories.PaperFactory(meeting=late.meeting, case=late)
    for number in (1, 2):
        more = {"text": "<p>Å</p>", "added_at": LONG_AGO}
        factories.PaperVersionFactory(paper=paper, number=number, **more)
    factories.SeriesFactory(state="draft")
    term = Term.objects.get(key=Term.objects.values_list("key", flat=True).first())
    behind = {"en": {"definition": {"version": 12, "on": "2026-02-02", "since": None}}}
    Term.objects.filter(pk=term.pk).update(behind=behind, updated_at=LONG_AGO)
    behind = {"en": {"cases/x": {"version": 1}}}
    Meeting.objects.filter(pk=late.meeting.pk).update(sequence=7, behind=behind)
    nav = Service.objects.get(key="nav")
    nav.slug_nb, nav.cost_nb, nav.website = "nytt-ord", "", "https://example.no/ny"
    nav.save()
    CareerCentre.objects.get(key="senter-oslo").delete()
    ended = {"valid_until": dt.date(2026, 1, 1), "name": "Harstad kommune"}
    Municipality.objects.filter(number="5503").update(**ended)
    factories.MunicipalityFactory(number="9901", county__state="published", population=None)
    return late.meeting


# Out and in


def test_the_reference_content_goes_out_as_it_stands_in_the_files(tmp_path):
    export(tmp_path, with_drafts=True)
    own = {(entry.name, entry.file) for entry in content.read_entries()}
    assert own == {
        (entry.name, settings.BASE_DIR / entry.file.relative_to(tmp_path))
        for entry in content.read_entries(tmp_path)
    }
    for model, name in tables():
        assert rows_of(table_path(model, name, tmp_path)) == rows_of(table_path(model, name))
    before = sorted(LoadedEntry.objects.values_list("model", "key", "file_digest", "entry_digest"))
    dates = list(Service.objects.order_by("key").values_list("updated_at", flat=True))
    report = load(tmp_path)
    assert not report.changed_anything, (report.created, report.updated)
    assert report.kept == []
    now = sorted(LoadedEntry.objects.values_list("model", "key", "file_digest", "entry_digest"))
    assert now == before
    assert list(Service.objects.order_by("key").values_list("updated_at", flat=True)) == dates


def test_what_goes_out_makes_the_same_site_in_an_empty_database(rich, tmp_path):
    moved = {model: model.objects.count() for model in (Schedule, Case, Paper, StoredFile, Source)}
    first = export(tmp_path / "a", with_drafts=True)
    empty_the_database()
    assert not Source.objects.exists()
    load(tmp_path / "a")
    assert export(tmp_path / "b", with_drafts=True) == first
    assert {model: model.objects.count() for model in moved} == moved
    meeting = Meeting.objects.get(key=rich.key)
    assert meeting.sequence == 7
    assert meeting.behind == {"en": {"cases/x": {"version": 1}}}
    case = meeting.cases.get()
    assert (case.updated_at, case.previous.meeting.key) == (LONG_AGO, "b-meeting")
    version = meeting.papers.get().versions.get(number=2)
    assert (bytes(version.file.content)[:5], version.added_at) == (b"%PDF-", LONG_AGO)
    assert Term.objects.get(updated_at=LONG_AGO).behind["en"]["definition"]["since"] is None
    assert OldAddress.objects.filter(object_key="nav").exists()
    assert Service.objects.get(key="nav").website == "https://example.no/ny"


def test_loading_the_apps_own_files_after_that_keeps_what_editors_did(rich, tmp_path):
    export(tmp_path, with_drafts=True)
    empty_the_database()
    load(tmp_path)
    report = load()
    assert not report.changed_anything, (report.created, report.updated)
    assert "services.service/nav was changed by an editor" in report.kept
    assert "services.careercentre/senter-oslo was deleted by an editor" in report.kept
    assert "services.municipality/5503 was changed by an editor" in report.kept
    assert len(report.kept) == 3  # the term whose date alone was set is as it was left
    assert not load(tmp_path).changed_anything


def test_an_entry_says_only_what_differs_and_says_it_where_one_looks_for_it(rich, tmp_path):
    text = export(tmp_path, with_drafts=True)["networks/content/meetings.toml"].decode()
    block = text[text.index('[[entry]]\nkey = "b-meeting"') :]
    block = block[: block.index("\n[[entry]]") if "\n[[entry]]" in block else None]
    assert 'name.nb = "Navn' in block
    assert "\nyear = 2026\n" in block
    assert "background.nb = '''\nEn\n\n'to'\n'''" in block
    assert "[[entry.cases]]\nkey = " in block
    assert "state" not in block
    assert "interpreter" not in block
    assert "time_zone" not in block
    assert "starts_at" not in block


def test_drafts_stay_at_home_with_what_hangs_on_them(tmp_path):
    draft = factories.ServiceFactory(key="a-draft", state="draft")
    other = factories.ServiceFactory(key="b-service", sector=draft.sector)
    hanging = factories.EntitlementFactory(key="a-hanging", service=draft)
    owner = factories.OrganisationFactory(key="a-owner", state="draft")
    Service.objects.filter(pk=other.pk).update(owner=owner)
    role = factories.RoleFactory()
    role.services.set([draft, other])
    seat = factories.MembershipFactory(key="a-seat", organisation=owner)
    said: list[str] = []
    files = export(tmp_path, say=said.append)
    whole = b"".join(files.values())
    for entry in (draft, hanging, owner, seat):
        assert f'"{entry.key}"'.encode() not in whole, entry.key
    assert entry_in(files, "services/content/services.toml", "b-service")
    assert f"left out, because it needs a draft: services.entitlement/{hanging.key}" in said
    empty_the_database()
    load(tmp_path)
    assert [service.key for service in type(role).objects.get(key=role.key).services.all()] == [
        "b-service"
    ]


def test_an_export_takes_away_what_the_one_before_left_over(rich, tmp_path):
    first = export(tmp_path, with_drafts=True)
    assert "networks/content/meeting_series.toml" in first
    Paper.objects.all().delete()
    second = export(tmp_path)
    assert set(first) - set(second) >= {"networks/content/meeting_series.toml"}
    assert not [path for path in second if path.startswith("files/")]


def test_a_file_that_is_not_what_the_index_says_stops_everything(rich, tmp_path):
    files = export(tmp_path)
    path = next(path for path in files if path.startswith("files/") and len(path) > 60)
    (tmp_path / path).write_bytes(b"something else")
    empty_the_database()
    with pytest.raises(ContentError, match="damaged"):
        load(tmp_path)
    assert not Source.objects.exists()


def test_the_commands_write_and_read_a_folder(tmp_path, capsys):
    call_command("export_content", tmp_path / "out")
    call_command("load_content", "--from", tmp_path / "out")
    assert "0 new, 0 updated" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nowhere"):
        call_command("load_content", "--from", tmp_path / "nowhere")


# Digests


def test_a_database_that_the_first_edition_loaded_does_not_look_edited():
    kinds = ["services.service", "services.organisation"]
    for record in LoadedEntry.objects.filter(model__in=kinds):
        entry = apps.get_model(record.model).objects.get(key=record.key)
        record.entry_digest = content.digest(first_state_of(entry))
        record.save()
    Service.objects.filter(key="nav").update(cost_nn="Endra")
    report = load()
    assert report.kept == ["services.service/nav was changed by an editor"]
    assert not report.changed_anything
    assert load().kept == report.kept


def test_the_first_edition_remembered_every_field_of_an_entry_and_its_parts():
    state = first_state_of(factories.ContactFactory(service=factories.ServiceFactory()).service)
    assert state["translation_outdated"] is False
    assert {"cost_nb", "to_check", "order", "name"} <= state.keys()
    assert "behind" not in state
    [contact] = state["contacts"]
    assert contact.keys() == {
        *("key", "kind", "value", "note", "note_nb", "note_nn", "note_en", "standing"),
        *("as_of", "as_of_nb", "as_of_nn", "as_of_en", "source", "centre", "site", "organisation"),
        *("schedules", "exceptions"),
    }


def test_a_field_that_says_nothing_and_what_the_portal_keeps_itself_are_no_edit():
    service = Service.objects.get(key="nav")
    before = content.state_of(service)
    assert "published_until" not in before
    service.behind, service.updated_at = {"en": {"body": {}}}, timezone.now()
    assert content.state_of(service) == before
    service.website = "https://example.no"
    assert content.state_of(service) != before


def test_what_a_file_no_longer_says_is_as_if_it_had_never_said_it(monkeypatch):
    entries = list(content.read_entries())
    nav = next(entry for entry in entries if entry.name == "services.service/nav")
    assert nav.data.pop("cost")
    monkeypatch.setattr(content, "read_entries", lambda *folder: iter(entries))
    load()
    assert not any(getattr(Service.objects.get(key="nav"), f"cost_{code}") for code in ("nb", "en"))
