"""Robots that look for holes are sent away early, and nobody else is."""

import timeit
from pathlib import Path

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.core import signing
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.base.languages import all_languages
from portal.base.scanners import LONGEST, NOT_FOUND, early_answer, is_scan
from portal.home.sitemaps import all_paths
from tests.factories import PaperVersionFactory

SCANS = [
    "/wp-login.php", "/wp-admin/setup-config.php", "/WP-content/", "/xmlrpc.php", "/index.php",
    "/index.PHP/x", "/nb/x.php", "/a.php7", "/shell.asp", "/x.aspx", "/login.jsp", "/a.cgi",
    "/cgi-bin/luci", "/.env", "/.env.local", "/api/.env", "/.git/config", "/.aws/credentials",
    "/.ssh/id_rsa", "/.DS_Store", "/.well-known/x.php", "/.well-known/x/.env", "//wp-login.php",
    "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/phpmyadmin/", "/phpMyAdmin-5/",
    "/actuator/health", "/_ignition/execute-solution", "/server-status", "/HNAP1/", "/boaform/x",
    "/owa/auth", "/backup.sql", "/db.sqlite3", "/config.yml", "/settings.py.bak", "/x.php~",
    "/../../etc/passwd", "/static/../.env", "/etc/passwd", "/a\x00b", "/" + "a" * LONGEST,
    "/wordpress/", "/solr/admin", "/manager/html", "/vendor/", "/administrator/",
]  # fmt: skip
OURS = [
    "/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/.well-known/security.txt",
    "/.well-known/change-password", "/.well-known/openid-configuration", "/admin/",
    "/admin/signed-in/entra/", "/nb/finnes-ikke/", "/en/wp/", "/nb/sok/opensearch.xml",
    "/en/search/suggestions.json", "/api/", "/nb/moter/kalender.ics", "/nb/php/",
]  # fmt: skip


@pytest.mark.parametrize("path", SCANS)
def test_a_robot_is_known_by_what_it_asks_for(path):
    assert is_scan(path)
    assert early_answer(path) is NOT_FOUND


@pytest.mark.parametrize("path", OURS)
def test_what_a_reader_may_mean_is_answered_by_the_portal(path):
    assert not is_scan(path)
    assert early_answer(path) is None


@pytest.mark.django_db
def test_no_public_page_is_taken_for_a_scan():
    paths = [path for paths in all_paths().values() for path in paths]
    assert len(paths) > 1000
    assert [path for path in paths if is_scan(path)] == []


def patterns(resolver: URLResolver, before: str = "/") -> list[str]:
    """Return every address pattern below a resolver, with an example word in each place."""
    found = []
    for each in resolver.url_patterns:
        path = before + str(each.pattern).replace("^", "").replace("$", "")
        found += patterns(each, path) if isinstance(each, URLResolver) else [path]
    return found


@pytest.mark.parametrize("language", all_languages())
def test_no_address_pattern_is_taken_for_a_scan(language):
    with override(language):
        found = patterns(get_resolver())
    assert len(found) > 300
    assert any("/admin/services/service/" in path for path in found)
    assert [path for path in found if is_scan(path)] == []


def test_no_static_file_is_taken_for_a_scan():
    names = [name for finder in finders.get_finders() for name, _storage in finder.list([])]
    assert len(names) > 100
    served = [name for name in names if not name.endswith((".md", ".po", ".mo"))]
    assert [name for name in served if is_scan(f"/static/{Path(name).as_posix()}")] == []


@pytest.mark.django_db
def test_no_file_of_a_paper_is_taken_for_a_scan():
    assert not is_scan(PaperVersionFactory().get_absolute_url())


@hypothesis_settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10**9), st.lists(st.text(max_size=30), min_size=2, max_size=2))
def test_no_signed_word_of_ours_is_taken_for_a_scan(number, words):
    confirm = signing.TimestampSigner(salt="test", sep=".").sign(str(number))
    assert not is_scan(f"/nb/bekreft/{confirm}/")
    assert not is_scan(f"/nb/forhandsvisning/{signing.dumps(words)}/")


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "options"])
def test_the_answer_is_short_whole_and_needs_no_database(method):
    answer = getattr(Client(), method)("/wp-login.php", headers={"host": "evil.example"})
    assert answer.status_code == 404
    assert answer.content == (b"" if method == "head" else NOT_FOUND.body)
    assert answer["Content-Length"] == str(len(NOT_FOUND.body))
    assert len(NOT_FOUND.body) < 400
    assert {name: answer[name] for name in NOT_FOUND.headers} == dict(NOT_FOUND.headers)
    assert not answer.cookies


def test_the_answer_is_valid_html_with_a_language_a_title_a_heading_and_a_way_on():
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(NOT_FOUND.body.decode())
    assert parser.errors == []
    assert document.get("lang") == "en"
    assert [each.text for each in document.iter("title")] == ["Not found"]
    assert len(list(document.iter("h1"))) == len(list(document.iter("main"))) == 1
    assert [each.get("href") for each in document.iter("a")] == ["/"]


@pytest.mark.once
@pytest.mark.parametrize("path", ["/nb/fylker/troms/", "/wp-login.php", "/nb/" + "a/b-" * 490])
def test_looking_at_a_path_takes_next_to_no_time(path):
    seconds = min(timeit.repeat(lambda: is_scan(path), number=100, repeat=5)) / 100
    assert seconds < 0.0005
