"""Every public page, in every language: found, valid, labelled, light, and without a trace."""

import gzip
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client

from portal.home.sitemaps import all_paths
from tests.samples import every_word_once, without_most_municipalities
from tests.states import states

pytestmark = [
    pytest.mark.django_db,  # else pytest-django makes no test database for this file alone
    pytest.mark.once,
]
VOID_TEXT = re.compile(r"\s+")


@dataclass
class FetchedPage:
    path: str
    language: str
    status: int
    html: str
    headers: dict[str, str]
    cookies: list[str]

    @cached_property
    def parsed(self) -> tuple[Element, list]:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        return parser.parse(self.html), parser.errors

    @property
    def tree(self) -> Element:
        return self.parsed[0]

    def all(self, tag: str) -> list[Element]:
        return self.tree.findall(f".//{tag}")

    @property
    def ids(self) -> list[str]:
        return [e.get("id") for e in self.tree.iter() if e.get("id")]


def words(element: Element) -> str:
    return VOID_TEXT.sub(" ", "".join(element.itertext())).strip()


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> list[FetchedPage]:
    client, fetched = Client(), []
    with django_db_blocker.unblock():
        for language, paths in all_paths().items():
            chosen = [*without_most_municipalities(paths), *states(language)]
            for path in chosen:
                response = client.get(path)
                fetched.append(
                    FetchedPage(
                        path,
                        language,
                        response.status_code,
                        response.content.decode(),
                        dict(response.headers),
                        list(response.cookies),
                    )
                )
    return fetched


def faults(found: Iterator[str]) -> None:
    """Fail with every fault at once, so that one run shows them all."""
    listed = list(found)
    assert not listed, f"{len(listed)} faults:\n" + "\n".join(listed[:40])


def test_there_are_as_many_pages_as_the_system_needs(pages):
    count = Counter(page.language for page in pages)
    assert count["nb"] > 150
    assert count["nn"] > 150
    assert count["en"] > 200


def test_every_page_is_found(pages):
    faults(f"{p.path} {p.status}" for p in pages if p.status != 200)


def test_every_page_says_its_language(pages):
    faults(p.path for p in pages if p.tree.get("lang") != p.language)


def test_every_page_parses_without_an_error(pages):
    def faulty():
        for page in pages:
            errors = page.parsed[1]
            yield from (f"{page.path} {position} {code}" for position, code, _ in errors)

    faults(faulty())


def test_every_page_has_one_first_heading_and_one_main(pages):
    faults(f"{p.path} h1: {len(p.all('h1'))}" for p in pages if len(p.all("h1")) != 1)
    faults(p.path for p in pages if len(p.all("main")) != 1)


def test_headings_never_skip_a_level(pages):
    def skips():
        for page in pages:
            levels = [int(e.tag[1]) for e in page.tree.iter() if re.fullmatch("h[1-6]", str(e.tag))]
            for before, after in zip(levels, levels[1:], strict=False):
                if after > before + 1:
                    yield f"{page.path}: h{before} → h{after}"

    faults(skips())


def test_no_heading_is_empty(pages):
    faults(
        p.path
        for p in pages
        for e in p.tree.iter()
        if re.fullmatch("h[1-6]", str(e.tag)) and not words(e)
    )


def test_every_title_is_its_own(pages):
    seen: dict[tuple[str, str], str] = {}

    def repeated():
        for page in pages:
            title = words(page.all("title")[0])
            assert "<" not in title
            if "?" in page.path:  # the same page, with what the reader chose
                continue
            first = seen.setdefault((page.language, title), page.path)
            if first != page.path:
                yield f"{page.path} and {first}: {title}"

    faults(repeated())


def test_every_page_has_a_description_in_plain_text(pages):
    def poor():
        for page in pages:
            contents = [
                m.get("content") for m in page.all("meta") if m.get("name") == "description"
            ]
            if len(contents) != 1 or not contents[0].strip() or "<" in contents[0]:
                yield f"{page.path} {contents}"

    faults(poor())


def test_ids_are_unique(pages):
    faults(f"{p.path} {i}" for p in pages for i, n in Counter(p.ids).items() if n > 1)


def test_labels_and_references_lead_to_something_on_the_page(pages):
    def broken():
        for page in pages:
            ids = set(page.ids)
            for element in page.tree.iter():
                for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                    for target in (element.get(name) or "").split():
                        if target not in ids:
                            yield f"{page.path}: {name}={target}"

    faults(broken())


def test_every_field_has_a_label(pages):
    def unlabelled():
        for page in pages:
            labelled = {label.get("for") for label in page.all("label")}
            for tag in ("input", "select", "textarea"):
                for field in page.all(tag):
                    hidden = field.get("type") in {"hidden", "submit"}
                    if not hidden and field.get("id") not in labelled:
                        yield f"{page.path}: {field.get('name')}"

    faults(unlabelled())


def test_every_link_inside_the_portal_leads_somewhere(pages, django_db_setup, django_db_blocker):
    ids = {page.path: set(page.ids) for page in pages}
    client, answers = Client(), dict.fromkeys(ids, 200)

    def target(page: FetchedPage, href: str) -> str:
        return (urldefrag(href)[0] or page.path).partition("?")[0]

    linked = {
        target(page, link.get("href"))
        for page in pages
        for link in page.all("a")
        if link.get("href") and not urlsplit(link.get("href")).scheme
    }
    with django_db_blocker.unblock():
        if not os.environ.get("PORTAL_ALL_PAGES"):  # the municipalities' own, of which a dozen
            answers |= {path: 200 for paths in all_paths().values() for path in paths}
        for path in every_word_once(linked - answers.keys()):
            answer = client.get(path)
            b"".join(answer)  # a file is closed when it has been read
            answers[path] = answer.status_code

    def broken():
        for page in pages:
            for link in page.all("a"):
                href = link.get("href") or ""
                if not href:
                    yield f"{page.path}: a link without address: {words(link)}"
                if not href or urlsplit(href).scheme:
                    continue
                path, fragment = target(page, href), urldefrag(href)[1]
                if answers.get(path, 200) >= 400:
                    yield f"{page.path}: {href} {answers[path]}"
                    continue
                here = page.path if href[0] == "#" else path  # with what was asked for
                if fragment and here in ids and fragment not in ids[here]:
                    yield f"{page.path}: {href} has no such place"

    print(f"{len(linked)} addresses are linked to")
    faults(broken())


def test_a_link_to_another_language_says_so(pages):
    def silent():
        for page in pages:
            for link in page.tree.find(".//main").iter("a"):
                target = re.match(r"/(nb|nn|en)/", link.get("href") or "")
                if target and target[1] != page.language and not link.get("hreflang"):
                    yield f"{page.path}: {link.get('href')}"

    faults(silent())


def test_no_link_text_is_empty_or_says_nothing(pages):
    empty = {"", "les mer", "her", "klikk her", "read more", "here", "les meir"}
    faults(
        f"{p.path}: {a.get('href')}"
        for p in pages
        for a in p.all("a")
        if words(a).lower() in empty and not a.get("aria-label")
    )


def test_every_listed_alternate_lists_this_page_back(pages):
    by_path = {page.path: page for page in pages}

    def alternates(page: FetchedPage) -> dict[str, str]:
        return {
            link.get("hreflang"): urlsplit(link.get("href")).path
            for link in page.all("link")
            if link.get("rel") == "alternate" and link.get("hreflang")
        }

    def one_way():
        for page in pages:
            assert "?" not in page.path or not alternates(page)  # its canonical address has them
            for language, path in alternates(page).items():
                other = by_path.get(path)
                if other is None or other.language != language:
                    yield f"{page.path}: {language} {path}"
                elif alternates(other).get(page.language) != page.path:
                    yield f"{page.path}: {path} does not list it back"

    faults(one_way())


def test_every_page_names_its_canonical_address(pages):
    def wrong():
        for page in pages:
            found = [x.get("href") for x in page.all("link") if x.get("rel") == "canonical"]
            if [urlsplit(href).path for href in found] != [page.path.partition("?")[0]]:
                yield f"{page.path}: {found}"

    faults(wrong())


def test_no_page_has_inline_code_or_style(pages):
    def inline():
        for page in pages:
            for element in page.tree.iter():
                on = [
                    name
                    for name in list(element.attrib)
                    if name == "style" or name.startswith("on")
                ]
                is_data = element.get("type") == "application/ld+json"  # which no browser runs
                is_code = element.tag == "script" and not is_data and words(element)
                if on or element.tag == "style" or is_code:
                    yield f"{page.path}: {element.tag} {on}"

    faults(inline())


def test_no_page_asks_another_host_for_anything(pages):
    def foreign():
        for page in pages:
            for element in page.tree.iter():
                for name in ("src", "srcset", "data", "poster", "action"):
                    if urlsplit(element.get(name) or "").netloc:
                        yield f"{page.path}: {element.get(name)}"
            for link in page.all("link"):
                if (
                    link.get("rel") in {"stylesheet", "icon", "preload"}
                    and urlsplit(link.get("href")).netloc
                ):
                    yield f"{page.path}: {link.get('href')}"

    faults(foreign())


def test_no_page_sets_a_cookie_or_depends_on_one(pages):
    faults(f"{p.path} {p.cookies}" for p in pages if p.cookies)
    faults(p.path for p in pages if "cookie" in p.headers.get("Vary", "").lower())
    faults(p.path for p in pages if "accept-language" in p.headers.get("Vary", "").lower())


def test_every_page_has_a_strict_policy_without_nonce(pages):
    def lax():
        for page in pages:
            policy = page.headers.get("Content-Security-Policy", "")
            if "'none'" not in policy or "nonce" in policy or "unsafe" in policy:
                yield f"{page.path}: {policy}"

    faults(lax())


def test_every_page_is_under_30_kilobytes_compressed(pages):
    weights = {page.path: len(gzip.compress(page.html.encode())) for page in pages}
    faults(f"{path} {weight}" for path, weight in weights.items() if weight >= 30_000)


def test_unknown_is_said_and_never_left_empty(pages):
    def empty():
        for page in pages:
            for tag in ("dd", "td"):
                for element in page.all(tag):
                    of_another_month = element.get("class") == "outside"  # a day in a calendar
                    if not words(element) and not of_another_month:
                        yield f"{page.path}: an empty {tag}"

    faults(empty())
