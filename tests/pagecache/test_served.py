"""The portal as readers meet it: kept pages, publishing under load, and every kind of trouble."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.pagecache.reading import Reader, how, soon
from tests.processes import ROOT
from tests.serving.running import Served, serving

pytestmark = pytest.mark.once
SERVICE = "karriereveiledning-no"


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    """Serve the reference content on SQLite."""
    with serving(tmp_path_factory.mktemp("served"), PORTAL_HTTPS="0") as portal:
        yield portal


def test_a_page_is_made_once_and_then_kept(reader):
    first = reader.get("/nb/tjenester/")
    again = reader.get("/nb/tjenester/")
    assert first.status == again.status == 200
    assert how(again) == "portal; hit"
    assert again.text == first.text
    same = {"Content-Security-Policy", "Content-Language", "ETag", "Vary", "X-Frame-Options"}
    assert {n: first.headers[n] for n in same} == {n: again.headers[n] for n in same}
    assert again.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in again.headers


def test_who_has_the_page_is_told_so_whether_it_was_kept_or_not(reader):
    mark = reader.get("/nb/fylker/").headers["ETag"]
    for path in ("/nb/fylker/", "/nb/fylker/?unknown=1"):
        response = reader.get(path, If_None_Match=mark)
        assert (response.status, response.text) == (304, "")


def test_every_way_of_asking_leads_to_one_page(reader):
    plain = reader.get("/nb/organisasjoner/")
    for more in ({"HX_Request": "true"}, {"Cookie": "a=b"}, {"Accept_Language": "en"}):
        response = reader.get("/nb/organisasjoner/?utm_source=x", **more)
        assert how(response) == "portal; hit"
        assert response.text == plain.text


@pytest.mark.parametrize("path", ["/", "/nb/sok/?q=skole", "/nb/finnes-ikke/", "/nb/admin/"])
def test_what_depends_on_who_asks_is_not_kept(reader, path):
    for _twice in range(2):
        assert "hit" not in (how(reader.get(path)) or "")


def test_files_that_calendars_and_programs_read_are_kept_too(reader):
    for path in ("/nb/moter/kalender.ics", "/nb/moter/nytt.atom", "/sitemap.xml"):
        reader.get(path)
        assert how(reader.get(path)) == "portal; hit", path


def test_other_forms_of_pages_are_kept_with_what_they_say_to_programs(reader):
    for path, header, words in (
        ("/nb/fylker/troms.md", "Link", '/nb/fylker/troms/>; rel="canonical"'),
        ("/nb/karrieresentre.md", "X-Robots-Tag", "noindex"),
        ("/en/box/troms/", "Content-Security-Policy", "frame-ancestors *"),
        ("/llms.txt", "Content-Type", "text/plain"),
    ):
        first = reader.get(path)
        again = reader.get(path)
        assert (first.status, again.status, how(again)) == (200, 200, "portal; hit"), path
        assert again.text == first.text
        assert words in again.headers[header]
    assert "X-Frame-Options" not in reader.get("/en/box/troms/").headers


def test_who_has_a_dump_is_told_so(reader):
    first = reader.get("/data/centres.json")
    assert first.status == 200
    again = reader.get("/data/centres.json", If_None_Match=first.headers["ETag"])
    assert (again.status, again.text) == (304, "")


def test_what_is_published_is_seen_in_every_worker(served, editor):
    path = editor.ask("address", SERVICE)
    readers = [Reader(served) for _worker in range(8)]
    for reader in readers:
        reader.get(path)
    editor.ask("name", SERVICE, "Et nytt navn")
    for reader in readers:
        soon(lambda r=reader: "Et nytt navn" in r.get(path).text, "the new name")
        reader.close()


def test_a_publish_under_load_is_never_seen_half_nor_taken_back(served, editor):
    path, seen, faults = editor.ask("address", SERVICE), [], []
    done = threading.Event()

    def read() -> None:
        with closing(Reader(served)) as reader:
            latest = 0
            while not done.is_set():
                response = reader.get(path)
                numbers = {int(n) for n in re.findall(r"Utgave (\d+)", response.text)}
                if response.status != 200 or len(numbers) > 1 or any(n < latest for n in numbers):
                    faults.append((response.status, latest, numbers))
                latest = max(numbers | {latest})
                seen.append(latest)

    threads = [threading.Thread(target=read) for _reader in range(6)]
    for thread in threads:
        thread.start()
    for number in range(1, 9):
        editor.ask("name", SERVICE, f"Utgave {number}")
    time.sleep(1.5)
    done.set()
    for thread in threads:
        thread.join()
    assert not faults
    assert max(seen) == 8
    assert len(set(seen)) > 2


def test_a_worker_that_is_killed_is_not_missed(served, reader):
    reader.get("/nb/kontakt/")
    before = served.workers()
    os.kill(before[0], signal.SIGKILL)
    soon(lambda: len(set(served.workers()) - set(before)) == 1, "a new worker")
    with closing(Reader(served)) as other:
        assert other.get("/nb/kontakt/").status == 200


def test_a_folder_of_pages_that_is_deleted_is_made_again(served, reader):
    folder = served.folder / "pages"
    reader.get("/nb/personvern/")
    assert list(folder.iterdir())
    shutil.rmtree(folder)
    assert reader.get("/nb/personvern/").status == 200
    assert reader.get("/nb/tilgjengelighet/").status == 200
    soon(lambda: folder.exists() and any(folder.iterdir()), "a new folder")


def test_pages_that_were_made_ahead_are_there_for_the_first_reader(served, reader):
    paths = ["/nb/nettstedskart/", "/nb/kommuner/"]
    address = f"http://localhost:{served.port}"
    command = [sys.executable, "manage.py", "warm_pages", "--address", address]
    environment = served.environment | {"PORTAL_HTTPS": "0"}
    for expected in ("2 made", "2 kept before"):
        done = subprocess.run(
            [*command, *paths], env=environment, cwd=ROOT, text=True, capture_output=True
        )
        assert expected in done.stdout, done.stderr
    for path in paths:
        response = reader.get(path, Host=f"localhost:{served.port}")
        assert how(response) == "portal; hit", path
    done = subprocess.run(
        [*command, "/nb/finnes-ikke/"], env=environment, cwd=ROOT, capture_output=True
    )
    assert done.returncode == 1


def test_pages_outlive_the_processes(served, reader):
    text = reader.get("/nb/karriereveiledning/").text
    reader.close()
    served.stop()
    served.start()
    served.wait()
    with closing(Reader(served)) as again:
        response = again.get("/nb/karriereveiledning/")
        assert how(response) == "portal; hit"
        assert response.text == text
