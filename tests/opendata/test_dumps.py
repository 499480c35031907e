"""The dumps hold everything that is published and nothing else, and make the same site again."""

import csv
import datetime as dt
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from networks.models import SeriesException
from portal.base.exchange import all_kinds
from portal.base.models import ContentChange, Edition, Source
from portal.opendata.dumps import kept, periodic_jobs
from portal.opendata.dumps.fields import FIELDS
from services.models import CareerCentre, County
from tests import factories
from tests.base.test_export_content import empty_the_database
from tests.opendata.dumping import a_file, dump, entries, make_rich

pytestmark = pytest.mark.django_db
SECRET = "Hemmelig"
# What editors keep for themselves, what follows from the rest, and what is for machines alone.
LEFT_OUT = {
    "*": "to_check state published_from published_until behind",
    "services.Organisation": "mailbox mail_language",
    "services.Site": "next_check_on",
    "services.ContactFact": "next_check_on",
    "services.Schedule": "next_check_on",
    "networks.SeriesException": "reason",
    "networks.Meeting": "starts_at ends_at",
    "networks.Case": "folded",
    "base.StoredFile": "content stored_at",
}
NOT_DUMPED = {"search.Synonym"}  # which no page shows
REGISTERS = (
    "services.county",
    "services.formercounty",
    "services.municipality",
    "services.postalcode",
)
PARTS = {"networks.PaperVersion", "base.StoredFile"}  # of kinds that editors list


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.PORTAL_DUMPS = tmp_path / "kept"


@pytest.fixture
def rich():
    return make_rich()


@pytest.mark.usefixtures("rich")
def test_a_dump_makes_the_same_site_again(tmp_path):
    before = dump(tmp_path / "before")
    empty_the_database()
    call_command("load_dump", tmp_path / "before" / "all.zip", verbosity=0)
    after = dump(tmp_path / "after")
    assert [name for name in before if before[name] != after.get(name)] == []
    assert before.keys() == after.keys()
    rich = entries(after, "centres")["rich"]
    assert rich["successor"] == "a-follower"
    assert len(rich["sources"]) == 3
    assert len(entries(after, "hours")) == 1
    assert Client().get("/nb/karrieresentre/").status_code == 200
    assert len(Edition.of(*REGISTERS)) == len(REGISTERS)  # whoever holds older ones reads again


@pytest.mark.usefixtures("rich")
def test_the_same_content_gives_the_same_bytes(tmp_path):
    with time_machine.travel("2027-05-01T00:00:00Z"):
        first = dump(tmp_path / "first")
    with time_machine.travel("2027-05-03T03:04:05Z"):
        assert dump(tmp_path / "second") == first
    keys = list(entries(first, "centres"))
    assert keys == sorted(keys)


def test_every_field_is_dumped_or_left_out_by_somebodys_choice():
    listed = {kind.model._meta.label for kind in all_kinds()}
    assert listed - NOT_DUMPED | PARTS == FIELDS.keys()
    for label in FIELDS:
        model = apps.get_model(label)
        fields = {
            field.name
            for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
            if not field.primary_key and not hasattr(field, "translated_field")
        }
        named = FIELDS[label].split()
        left_out = {*LEFT_OUT["*"].split(), *LEFT_OUT.get(label, "").split()}
        assert len(named) == len(set(named))
        assert not set(named) & left_out
        assert fields - set(named) - left_out == set(), label
        assert set(named) <= fields


def test_nothing_that_is_not_public_is_dumped(tmp_path):
    now = timezone.now()
    public = factories.CentreFactory(key="public", to_check=f"{SECRET} 1")
    for number, how in enumerate(
        (
            {"state": "draft"},
            {"published_from": now + dt.timedelta(days=1)},
            {"published_until": now - dt.timedelta(days=1)},
        )
    ):
        hidden = factories.CentreFactory(
            key=f"hidden-{number}", name_nb=f"{SECRET} {number}", **how
        )
        factories.SiteFactory(centre=hidden, name=f"{SECRET} site")
        factories.ContactFactory(centre=hidden, value="99999999", standing="confirmed")
        factories.ServiceFactory(key=f"hidden-s-{number}", name_en=SECRET, **how)
        meeting = factories.MeetingFactory(key=f"hidden-m-{number}", **how)
        factories.CaseFactory(meeting=meeting, name_nb=SECRET)
        paper = factories.PaperFactory(key=f"hidden-p-{number}", meeting=meeting)
        factories.PaperVersionFactory(paper=paper, text=SECRET, pdf=a_file(f"{SECRET} {number}"))
        series = factories.SeriesFactory(key=f"hidden-r-{number}", **how)
        SeriesException.objects.create(
            series=series, key=f"hidden-x-{number}", date=series.starts_on
        )
        own = factories.MeetingFactory(key=f"public-{number}", series=series)
        factories.PaperFactory(key=f"hidden-none-{number}", meeting=own)  # it has no file
        factories.EntitlementFactory(key=f"hidden-e-{number}", conditions_nb=SECRET, **how)
        factories.EntitlementFactory(
            key=f"hidden-se-{number}",
            service=factories.ServiceFactory(name_nb=SECRET, **how),
            conditions_nb=SECRET,
        )
        factories.CentreFactory(county=factories.CountyFactory(**how), name_nb=SECRET)
    factories.ContactFactory(centre=public, value="88888888", standing="stale")
    site = factories.SiteFactory(centre=public)
    factories.ScheduleFactory(site=site, standing="not_confirmed", as_of_nb=SECRET)
    factories.OrganisationFactory(mailbox="hemmelig@example.no")
    Source.objects.create(key="unused", title=SECRET)
    part = factories.FrameworkElementFactory(key="hidden-part", state="draft")
    below = factories.FrameworkElementFactory(key="hidden-below", parent=part, name_nb=SECRET)
    factories.FrameworkElementFactory(key="hidden-deeper", parent=below, name_nb=SECRET)
    secret_owner = factories.OrganisationFactory(key="hidden-owner", state="draft")
    CareerCentre.objects.filter(pk=public.pk).update(owner=secret_owner)
    files = dump(tmp_path / "dump")
    for name, data in files.items():
        if name.endswith((".csv", ".json")):
            text = data.decode()
            for word in (SECRET, "hemmelig@", "hidden-", "99999999", "88888888"):
                assert word not in text, f"{name}: {word}"
    assert entries(files, "centres")["public"]["owner"] is None
    assert [entries(files, "meetings")[f"public-{number}"]["series"] for number in range(3)] == [
        None, None, None,
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(files["all.zip"])) as archive:
        for name in archive.namelist():
            assert SECRET.encode() not in archive.read(name), name


@pytest.mark.usefixtures("rich")
def test_csv_and_json_say_the_same(tmp_path):
    files = dump(tmp_path / "dump")
    for kind in ("centres", "sites", "meetings", "municipalities", "terms"):
        table = list(csv.DictReader(io.StringIO(files[f"{kind}.csv"].decode(), newline="")))
        listed = json.loads(files[f"{kind}.json"])
        assert len(table) == len(listed) > 0
        for cells, row in zip(table, listed, strict=True):
            assert list(cells) == list(row)
            for name, value in row.items():
                if isinstance(value, list):
                    assert cells[name].split() == value
                elif isinstance(value, bool):
                    assert cells[name] == str(value).lower()
                else:
                    assert cells[name] == ("" if value is None else str(value))
    rich = entries(files, "centres")["rich"]
    assert rich["about_nb"] == 'Første\r\nlinje, "sitat"; =1+1\tÆøå 😀'


def test_the_checksums_are_those_of_the_files_and_all_are_in_the_archive(tmp_path):
    files = dump(tmp_path / "dump")
    checked = subprocess.run(  # noqa: S603
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],  # noqa: S607
        cwd=tmp_path / "dump",
        capture_output=True,
        check=True,
        text=True,
    )
    assert checked.stdout.count(": OK\n") == len(files) - 1
    with zipfile.ZipFile(tmp_path / "dump" / "all.zip") as archive:
        assert archive.testzip() is None
        assert {*archive.namelist(), "all.zip"} == files.keys()  # no paper has a file
        assert archive.read("centres.csv") == files["centres.csv"]
    assert b"CC BY 4.0" in files["README.txt"]


def fetch(name: str, **headers: str) -> tuple[Any, bytes]:
    """Ask for a file; return the answer and what it holds."""
    response = Client().get(f"/data/{name}", headers=headers)
    return response, b"".join(response)  # at whose end the file is closed


def test_the_files_are_there_for_programs_of_everybody():
    response, content = fetch("centres.json")
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in response
    listed = json.loads(content)
    public = set(CareerCentre.objects.published().values_list("key", flat=True))
    assert {row["key"] for row in listed} == public
    for name in ("all.zip", "SHA256SUMS", "centres.csv", "README.txt"):
        again, content = fetch(name)
        assert (again.status_code, len(content) > 0) == (200, True)
        known, content = fetch(name, **{"If-None-Match": again["ETag"]})
        assert (known.status_code, content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["x.csv", "until.json", "lock", "..%2fx", "centres.xml", "synonyms.csv"]
)
def test_no_other_file_is_there(name, settings):
    assert Client().get(f"/data/{name}").status_code == 404
    assert not Path(settings.PORTAL_DUMPS).exists()


def get_keys() -> set[str]:
    return {row["key"] for row in json.loads(fetch("counties.json")[1])}


def test_the_files_follow_what_is_published(settings):
    county = factories.CountyFactory(key="coming", published_until="2027-01-01T00:00:00Z")
    with time_machine.travel("2026-12-01T00:00:00Z", tick=False):
        ContentChange.tell(county)
        assert "coming" in get_keys()
        made = sorted(Path(settings.PORTAL_DUMPS).iterdir())
        assert "coming" in get_keys()
        assert sorted(Path(settings.PORTAL_DUMPS).iterdir()) == made
        County.objects.filter(pk=county.pk).update(name_nb="Nytt")
        ContentChange.tell(county)
        assert "Nytt" in fetch("counties.csv")[1].decode()
    with time_machine.travel("2027-01-01T00:00:01Z", tick=False):
        assert "coming" not in get_keys()
    folders = [path for path in Path(settings.PORTAL_DUMPS).iterdir() if path.is_dir()]
    assert len(folders) <= kept.KEPT


def test_who_asks_while_the_files_are_made_is_told_to_come_again():
    with kept._alone(wait=False):
        response, _text = fetch("all.zip")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert fetch("all.zip")[0].status_code == 200


def test_without_a_database_the_newest_files_are_sent():
    fetch("all.zip")
    made = kept.folder_of(None)
    assert (made / "all.zip").exists()


def test_periodic_work_makes_the_files_before_anybody_asks(settings):
    said = periodic_jobs.dumps(timezone.now())
    folders = [path.name for path in Path(settings.PORTAL_DUMPS).iterdir() if path.is_dir()]
    assert said == f"On disk: {folders[0]}."


def test_only_a_whole_dump_is_loaded_and_only_where_there_is_nothing(tmp_path):
    dump(tmp_path / "dump")
    whole, broken = tmp_path / "dump" / "all.zip", tmp_path / "broken.zip"
    with pytest.raises(CommandError, match="content in the database already"):
        call_command("load_dump", whole)
    empty_the_database()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            is_changed = name == "counties.json"
            new.writestr(name, data.replace(b"Troms", b"Trams") if is_changed else data)
    (tmp_path / "text.zip").write_text("no archive")
    for path in (broken, tmp_path / "text.zip", tmp_path / "none.zip"):
        with pytest.raises(CommandError, match="not a whole dump"):
            call_command("load_dump", path)
        assert not apps.get_model("services.County").objects.exists()
