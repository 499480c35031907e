"""What is kept of a page, for whom, where, and for how long."""

import datetime as dt
import gzip
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.base.pagecache import marks
from portal.base.pagecache.disk import Disk
from portal.base.pagecache.handler import composed
from portal.base.pagecache.kept import Body, Description, Kept, describe, kept_of
from portal.base.pagecache.memory import Pool
from portal.base.pagecache.pages import Pages
from portal.base.pagecache.watch import Watch
from portal.base.reading import Reading, Version

pytestmark = pytest.mark.once
VERSION, LATER = Version(7, "seven"), Version(8, "eight")
TEXT = "<p>Blåbær</p>" * 50


def described(*names: str, until: dt.datetime | None = None, stale: str = "") -> Description:
    return Description(frozenset(names), Reading(VERSION, until), stale)


def kept(text: str = TEXT, **more) -> Kept:
    page = kept_of(HttpResponse(text), described(**more))
    assert page is not None
    return page


def asked(path: str = "/nb/", query: str = "", **more: str) -> dict[str, str]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
    } | more


@pytest.fixture
def pages_of(tmp_path, settings) -> Iterator[Callable[..., Pages]]:
    """Give the pages of as many processes of a machine as are asked for."""
    settings.PORTAL_PAGES_MB = 1
    with ExitStack() as stack:

        def process(code: str = "code", watch: Watch | None = None) -> Pages:
            found = Pages(watch or Watch(), tmp_path / "pages", code)
            found.watch.note(VERSION)
            stack.callback(found.disk.close)
            return found

        yield process


@pytest.fixture
def pages(pages_of) -> Pages:
    return pages_of()


@pytest.fixture
def disk(tmp_path) -> Iterator[Disk]:
    with closing(Disk(tmp_path / "pages" / "pages.sqlite3", 400_000)) as found:
        yield found


def keep(pages: Pages, environ: dict[str, str], *names: str, text: str = TEXT, **more) -> None:
    response = HttpResponse(text)
    response.described = described(*names, **more)
    assert pages.keep(environ, response) is not None


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("gzip; q=0", "", bytes),
        ("", "", bytes),
    ],
)
def test_a_client_gets_what_it_takes(accepted, encoding, unpack):
    environ = asked(HTTP_ACCEPT_ENCODING=accepted)
    status, headers, content = composed(kept(), True, environ)
    assert status == "200 OK"
    assert dict(headers).get("Content-Encoding", "") == encoding
    assert dict(headers)["Content-Length"] == str(len(content))
    assert dict(headers)["Vary"] == "Accept-Encoding"
    assert unpack(content).decode() == TEXT


@pytest.mark.parametrize("form", ["{}", 'W/"other", {}', "*"])
def test_who_has_the_page_gets_only_its_mark(form):
    page = kept()
    environ = asked(HTTP_IF_NONE_MATCH=form.format(page.body.etag))
    status, headers, content = composed(page, True, environ)
    assert (status, content) == ("304 Not Modified", b"")
    assert dict(headers)["ETag"] == page.body.etag
    assert "Content-Type" not in dict(headers)


def test_who_has_another_page_gets_this_one():
    environ = asked(HTTP_IF_NONE_MATCH=kept("other").body.etag)
    assert composed(kept(), True, environ)[0] == "200 OK"


def test_who_asks_for_the_head_gets_the_same_headers_and_nothing_more():
    environ = asked(HTTP_ACCEPT_ENCODING="gzip")
    _status, whole, _content = composed(kept(), True, environ)
    status, headers, content = composed(kept(), True, environ | {"REQUEST_METHOD": "HEAD"})
    assert (status, content) == ("200 OK", b"")
    assert {**dict(headers)} == {**dict(whole)}


def answer(text: str = TEXT, status: int = 200, **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(text, status=status, headers=named)


@pytest.mark.parametrize(
    "response",
    [
        answer(status=400),
        answer(status=301, Location="/"),
        answer(Cache_Control="private"),
        answer(Cache_Control="no-store"),
        answer(Vary="Cookie"),
        answer(Vary="Accept-Encoding, HX-Request"),
        answer(Content_Type="application/pdf"),
        answer(Content_Encoding="gzip"),
        answer("x" * 9_000_000),
        StreamingHttpResponse([b"x"]),
    ],
)
def test_what_is_not_for_everybody_is_not_kept(response):
    assert kept_of(response, described()) is None


def test_a_page_with_a_cookie_is_not_kept():
    response = answer()
    response.set_cookie("name", "value")
    assert kept_of(response, described()) is None


def test_what_was_not_read_from_a_known_version_is_not_kept():
    assert kept_of(answer(), Description(frozenset(), Reading())) is None


def test_it_is_true_under_its_version_until_its_moment():
    page = kept(until=dt.datetime.fromtimestamp(2_000_000_000, dt.UTC))
    assert page.is_true(VERSION, page.made)
    assert not page.is_true(LATER, page.made)
    assert not page.is_true(None, page.made)
    assert page.is_true(VERSION, 1_999_999_999.9)
    assert not page.is_true(VERSION, 2_000_000_000)


def test_a_clock_that_was_set_back_makes_it_untrue():
    page = kept()
    assert page.is_true(VERSION, page.made - 1)
    assert not page.is_true(VERSION, page.made - 60)


def test_others_may_keep_it_for_as_long_as_it_is_true_and_no_longer(settings):
    settings.PORTAL_SHARED_SECONDS = 10
    page = kept(until=dt.datetime.fromtimestamp(2_000_000_000, dt.UTC))
    long_before = "public, max-age=0, s-maxage=10, stale-while-revalidate=10, stale-if-error=86400"
    assert page.directives(1_900_000_000) == long_before
    assert "s-maxage=3," in page.directives(1_999_999_996.5)
    assert page.directives(2_000_000_001) == "public, max-age=0, s-maxage=0"


def test_nobody_else_keeps_what_tells_who_is_open_beyond_its_time():
    assert "stale" not in kept(stale="<p></p>").directives(0)


def test_a_page_is_found_under_what_its_view_reads(pages):
    keep(pages, asked(query="county=oslo&utm=1"), "county", "page")
    for query in ("county=oslo", "x=y&county=oslo", "county=oslo&fbclid=&utm=3"):
        assert pages.find(asked(query=query)) is not None, query
    for query in ("", "county=", "county=agder", "county=oslo&page=2", "county=oslo&county=oslo"):
        assert pages.find(asked(query=query)) is None, query


def test_unknown_parameters_lead_to_the_plain_page(pages):
    keep(pages, asked(), "page")
    assert pages.find(asked(query="utm_source=x")) is not None
    assert len(pages.plain) == 1


@pytest.mark.parametrize(
    "other",
    [asked("/nn/"), asked(HTTP_HOST="other"), asked() | {"wsgi.url_scheme": "https"}],
)
def test_language_host_and_scheme_are_pages_of_their_own(pages, other):
    keep(pages, asked())
    assert pages.find(other) is None


@pytest.mark.parametrize(
    ("said", "is_secure"),
    [("https", True), ("https, http", True), ("http, https", False), ("x", False), ("", False)],
)
def test_a_page_asked_for_over_https_is_kept_as_such(pages, settings, said, is_secure):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    environ = asked(HTTP_X_FORWARDED_PROTO=said)
    django = RequestFactory().get("/", HTTP_X_FORWARDED_PROTO=said)
    assert django.is_secure() == is_secure
    assert pages.key(environ)[0].startswith("https://" if is_secure else "http://")


def test_hostile_queries_are_asked_of_django(pages):
    keep(pages, asked(), "q")
    for query in ("q=" + "a" * 3000, "&".join(f"a{n}=1" for n in range(200))):
        assert pages.find(asked(query=query)) is None


def test_a_new_version_leaves_the_old_pages(pages):
    keep(pages, asked())
    pages.watch.note(LATER)
    assert pages.find(asked()) is None
    assert pages.any_of(asked()) is not None


def test_a_working_copy_that_is_due_ends_every_page(pages):
    keep(pages, asked())
    pages.watch.due = 0.0
    assert pages.find(asked()) is None


def test_an_older_version_is_believed_when_it_is_said_twice_only():
    watch = Watch()
    watch.note(LATER)
    watch.note(VERSION)
    assert watch.known == LATER


def test_another_process_finds_on_disk_what_one_has_made(pages, pages_of):
    keep(pages, asked("/nb/nettverk/", "county=oslo"), "county", stale="<p>stale</p>")
    keep(pages, asked("/nb/nettverk/"), "county")
    other = pages_of()
    found = other.find(asked("/nb/nettverk/", "x=1&county=oslo"))
    assert found is not None
    assert found[0].body == kept().body
    assert found[0].stale == Body.of(b"<p>stale</p>")
    assert other.find(asked("/nb/other/")) is None


def test_another_version_of_the_code_finds_nothing(pages, pages_of):
    keep(pages, asked())
    assert pages_of("other code").find(asked()) is None


def test_memory_is_bounded_and_keeps_what_is_asked_for():
    pool, size = Pool(20_000), kept().size
    for number in range(100):
        pool.put(str(number), kept())
        assert pool.get("0") is not None
    assert pool.size == len(pool) * size <= 20_000
    assert pool.get("1") is None
    assert pool.get("99") is not None


def test_memory_counts_a_page_that_is_kept_again_once():
    pool = Pool(1_000_000)
    for _again in range(10):
        pool.put("one", kept())
    assert pool.size == kept().size


def test_threads_may_use_the_memory_at_once():
    pool = Pool(5 * kept().size)
    page, faults = kept(), []

    def use(start: int) -> None:
        try:
            for number in range(2000):
                pool.put(str((start + number) % 9), page)
                pool.get(str(number % 9))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=use, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert pool.size == len(pool) * page.size <= 5 * page.size


def test_what_is_asked_leaves_room_for_the_plain_pages(pages):
    keep(pages, asked("/nb/ressurser/"), "q")
    for number in range(2000):
        keep(pages, asked("/nb/ressurser/", f"q={number}"), "q", text=f"{number} {TEXT * 20}")
    assert pages.find(asked("/nb/ressurser/")) is not None
    assert pages.asked.size <= 256 * 1024


def test_the_disk_is_bounded(disk):
    size = kept().size
    for number in range(1500):
        disk.put(str(number), kept(), asked=number % 2 == 0)
    assert len(disk) * size <= 400_000 + 500 * size
    assert disk.get("1499") is not None


@pytest.mark.parametrize("damage", ["empty", "garbage", "gone", "folder gone", "truncated"])
def test_a_damaged_disk_is_as_if_nothing_were_kept(disk, damage):
    folder = disk.path.parent
    disk.put("one", kept(), asked=False)
    disk.close()
    if damage == "gone":
        disk.path.unlink()
    elif damage == "folder gone":
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
    else:
        whole = disk.path.read_bytes()
        texts = {"empty": b"", "garbage": b"x" * 9000, "truncated": whole[: len(whole) // 2]}
        disk.path.write_bytes(texts[damage])
    for _try in range(3):
        disk.get("one")
        disk.put("two", kept(), asked=False)
    found = disk.get("two")
    assert found is not None
    assert found.body == kept().body


def test_a_disk_that_cannot_be_written_is_as_if_nothing_were_kept(disk):
    disk.path.parent.write_text("a file where the folder should be")
    disk.put("one", kept(), asked=False)
    assert disk.get("one") is None
    assert len(disk) == 0


def test_a_folder_that_another_process_has_made_anew_is_the_one_that_is_used(disk, tmp_path):
    disk.put("one", kept(), asked=False)
    shutil.rmtree(disk.path.parent)
    with closing(Disk(disk.path, 10**6)) as other:
        other.put("two", kept(), asked=False)
        assert disk.get("two") is not None
        disk.put("three", kept(), asked=False)
        assert other.get("three") is not None


def test_a_disk_that_is_busy_keeps_nobody_waiting_for_long(disk):
    disk.put("one", kept(), asked=False)
    with closing(sqlite3.connect(disk.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        disk.put("two", kept(), asked=False)
        assert disk.get("one") is not None
    assert disk.get("two") is None


def test_a_marked_page_is_sent_fresh_and_kept_both_ways():
    text = f"{marks.MAIN}<p>{marks.marked('Åpent nå', 'x')}</p>{marks.marked('<b>1</b>', '')}"
    response, facts = HttpResponse(text), described()
    describe(response, facts)
    assert response.content.decode() == f"{marks.MAIN}<p>Åpent nå</p><b>1</b>"
    page = kept_of(response, facts)
    assert page is not None
    stale = gzip.decompress(page.stale.gzip).decode()
    assert "Åpent nå" not in stale
    assert "<b>1</b>" not in stale
    assert stale.startswith(f'{marks.MAIN}\n<p class="notice">')


def test_a_stale_page_says_so_to_machines():
    page = kept(stale="<p>stale</p>")
    _status, headers, content = composed(page, False, asked(), is_stale=True)
    assert content == b"<p>stale</p>"
    assert dict(headers)["Cache-Control"] == "no-cache"
    assert "; ttl=-" in dict(headers)["Cache-Status"]
