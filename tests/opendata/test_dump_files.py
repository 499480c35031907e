"""The files of papers are in the archive, and Turtle says what the tables say."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, XSD

from portal.base.files import StoredFile
from tests import factories
from tests.base.test_export_content import empty_the_database
from tests.opendata.dumping import dump, make_rich

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich():
    return make_rich()


@pytest.mark.usefixtures("rich")
def test_the_files_of_papers_are_in_the_archive_named_by_their_checksum(tmp_path):
    factories.PaperVersionFactory()
    files = dump(tmp_path / "dump")
    told = {row["sha256"]: row["size"] for row in json.loads(files["stored_files.json"])}
    versions = json.loads(files["paper_versions.json"])
    named = {row[name] for row in versions for name in ("file", "pdf") if row[name]}
    assert len(named) == 4
    with zipfile.ZipFile(io.BytesIO(files["all.zip"])) as archive:
        there = {
            name.removeprefix("files/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("files/")
        }
    assert {hashlib.sha256(content).hexdigest(): len(content) for content in there.values()} == told
    assert there.keys() == named == told.keys()
    mine = [row for row in versions if row["paper"] == "rich-paper"]
    assert [row["number"] for row in mine] == [1, 2]


@pytest.mark.usefixtures("rich")
def test_an_archive_whose_files_are_not_what_they_say_is_not_loaded(tmp_path):
    dump(tmp_path / "dump")
    empty_the_database()
    with (
        zipfile.ZipFile(tmp_path / "dump" / "all.zip") as old,
        zipfile.ZipFile(tmp_path / "broken.zip", "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name.startswith("files/") else b""))
    with pytest.raises(CommandError, match="is damaged"):
        call_command("load_dump", tmp_path / "broken.zip")
    assert not StoredFile.objects.exists()


@pytest.mark.usefixtures("rich")
def test_turtle_says_what_json_says(tmp_path):
    files = dump(tmp_path / "dumped")
    here = "https://portal.example/data/"
    field = Namespace(f"{here}README.txt#")
    for name in [name for name in files if name.endswith(".ttl")]:
        kind = name.removesuffix(".ttl")
        graph = Graph().parse(data=files[name].decode(), format="turtle", publicID=here + name)
        rows = json.loads(files[f"{kind}.json"])
        named = ("paper", "number") if kind == "paper_versions" else [*(rows or [{}])[0]][:1]
        places = ["-".join(str(row[part]) for part in named) for row in rows]
        assert {str(each) for each in graph.subjects(RDF.type, field[kind])} == {
            f"{here}{name}#{place}" for place in places
        }, name
        for place, row in list(zip(places, rows, strict=True))[:50]:
            subject = URIRef(f"{here}{name}#{place}")
            for language in ("nb", "nn", "en"):
                told = {
                    str(v) for v in graph.objects(subject, field["name"]) if v.language == language
                }
                assert told == ({row[f"name_{language}"]} if row.get(f"name_{language}") else set())
            if kind == "centres":
                county = URIRef(f"{here}counties.ttl#{row['county']}")
                assert graph.value(subject, field["county"]) == county
                assert graph.value(subject, field["updated_at"]).datatype == XSD.dateTime


def test_turtle_holds_any_text(tmp_path):
    hard = 'A "quote", a back\\slash,\na line, a \t, \x7f and «ŋ» 😀'
    factories.NetworkFactory(key="hard", body_nb=f"<p>{hard}</p>")
    files = dump(tmp_path / "dumped")
    graph = Graph().parse(data=files["networks.ttl"].decode(), format="turtle", publicID="x:/n.ttl")
    body = graph.value(URIRef("x:/n.ttl#hard"), URIRef("x:/README.txt#body"))
    assert str(body) == json.loads(files["networks.json"])[_place(files, "hard")]["body_nb"]


def _place(files: dict[str, bytes], key: str) -> int:
    return [row["key"] for row in json.loads(files["networks.json"])].index(key)
