"""Every page also as Markdown: it says what the page says, and is kept as the page is."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
import time_machine
from django.test import Client

from portal.base.http import markdown_path
from portal.home.sitemaps import all_paths
from portal.opendata.forms.markdown import markdown_of
from services.models import Service
from tests import factories
from tests.samples import one_of_each_kind
from tests.timing import is_quick

pytestmark = pytest.mark.django_db
UNSHOWN = {"script", "style", "template", "form", "svg"}


def shown_texts(element: Element) -> list[str]:
    """Return every visible text of a part of a page, without forms and drawings."""
    if element.tag in UNSHOWN or element.get("aria-hidden") == "true" or "hidden" in element.attrib:
        return []
    found = [element.text or ""]
    for child in element:
        found += [*shown_texts(child), child.tail or ""]
    return [text for each in found if (text := " ".join(each.split()))]


def plain(markdown: str) -> str:
    """Return Markdown as the words that a reader of it sees."""
    unlinked = re.sub(r"\]\((?:[^()]|\([^()]*\))*\)", "", markdown)
    unmarked = re.sub(r"(?m)^[\s>]*(?:[-:] |\d+\. |#{1,6} )?|(?<!\\)[*\[|]", " ", unlinked)
    return " ".join(re.sub(r"\\(\W|_)", r"\1", unmarked).split())


def parsed(html: str) -> Element:
    return html5lib.parse(html, namespaceHTMLElements=False)


def sample() -> list[str]:
    paths = all_paths()
    return [path for code in paths for path in one_of_each_kind(paths[code], code, more=4)]


@pytest.mark.once
def test_every_kind_of_page_says_the_same_as_markdown():
    client, faults, count = Client(), [], 0
    for path in sample():
        page = client.get(path).content.decode()
        response = client.get(markdown_path(path))
        if response.status_code != 200:
            faults.append(f"{path} {response.status_code}")
            continue
        told = response.content.decode()
        words, main = plain(told), parsed(page).find(".//main")
        count += 1
        faults += [f"{path}: {t}" for t in shown_texts(main) if plain(t) not in words]
        for level, title in _headings(main):
            lines = re.findall(rf"(?m)^[ >-]*{'#' * level} (.+)", told)
            if _squeezed(title) not in {_squeezed(line) for line in lines}:
                faults.append(f"{path}: no heading {title}")
        rows = [_cells(line) for line in told.splitlines() if line.lstrip(" >").startswith("|")]
        for row in main.iter("tr"):
            cells = [_squeezed(" ".join(shown_texts(cell))) for cell in row]
            if cells not in rows:
                faults.append(f"{path}: no row {cells}")
        if re.search(r"\]\((?!https?:|tel:|mailto:|sms:|webcal:)", told):
            faults.append(f"{path}: a link that is not absolute")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:40])
    assert count > 100


def _headings(part: Element) -> list[tuple[int, str]]:
    """Return the level and the text of every heading that stands in no form."""
    if part.tag in UNSHOWN:
        return []
    if re.fullmatch("h[1-6]", part.tag):
        return [(int(part.tag[1]), " ".join(shown_texts(part)))]
    return [found for child in part for found in _headings(child)]


def _cells(line: str) -> list[str]:
    return [_squeezed(cell) for cell in re.split(r"(?<!\\)\|", line.strip(" >"))[1:-1]]


def _squeezed(text: str) -> str:
    """Return the words of a line, however they were set apart."""
    return plain(re.sub(r"^\s*(\d+)\\?\.", r"\1", text)).replace(" ", "").replace("`", "")


@pytest.mark.parametrize(
    ("page", "address"),
    [("/nb/", "/nb/index.md"), ("/en/counties/troms/", "/en/counties/troms.md")],
)
def test_a_page_and_its_markdown_know_each_other(page, address):
    html = Client().get(page).content.decode()
    link = f'<link rel="alternate" type="text/markdown" href="http://testserver{address}">'
    assert link in html
    response = Client().get(address)
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Link"] == f'<http://testserver{page}>; rel="canonical"'
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert re.search(r"^# ", response.content.decode(), re.MULTILINE)


@pytest.mark.parametrize("path", ["/nb/sok/?q=skole", "/nb/finnes-ikke/", "/nb/preview/x/"])
def test_what_is_no_page_of_its_own_names_no_markdown(path):
    assert "text/markdown" not in Client().get(path).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        *("/nb/finnes-ikke.md", "/nb/admin.md", "/nb/admin/login.md", "/nb/index/index.md"),
        *("/nb/preview/x.md", "/nb/confirm/x.md", "/nb/sok/opensearch.xml.md", "/nb/fylker.md.md"),
        *("/nb/tjenester/finnes-ikke.md", "/nb/fylker/.md", "/nb/../fylker.md"),
    ],
)
def test_what_is_no_page_is_not_found_as_markdown_either(path):
    response = Client().get(path)
    assert response.status_code == 404
    if not path.endswith(("/.md", "../fylker.md")):  # robots look for such; they hear it at once
        assert response["Content-Type"] == "text/markdown; charset=utf-8"
        assert response.content.decode().startswith("# ")
        assert "Link" not in response


def test_the_markdown_of_a_page_that_moved_is_that_of_the_page_it_moved_to():
    service = factories.ServiceFactory(slug_nb="gammelt-ord", slug_nn="gammelt-ord")
    before, old = service.url_in("nb"), service.url_in("nb")[:-1]
    service.slug_nb = service.slug_nn = "nytt-ord"
    service.save()
    response = Client().get(f"{old}.md")
    assert response.status_code == Client().get(before).status_code == 301
    assert response["Location"] == f"{service.url_in('nb')[:-1]}.md"


def test_a_body_in_the_other_standard_is_found_there():
    nynorsk = next(s for s in Service.objects.published() if s.body_nn and not s.body_nb)
    response = Client().get(f"/nb/tjenester/{nynorsk.slug_nb}.md")
    assert (response.status_code, response["Location"]) == (302, f"{nynorsk.url_in('nn')[:-1]}.md")
    assert Client().get(response["Location"]).status_code == 200


def test_what_is_asked_in_the_query_is_not_read():
    plain_page = Client().get("/nb/karrieresentre.md").content
    assert Client().get("/nb/karrieresentre.md?county=troms").content == plain_page


def test_only_reading_is_answered():
    assert Client(enforce_csrf_checks=True).post("/nb/fylker.md").status_code == 405
    assert Client().head("/nb/fylker.md").content == b""


def test_a_draft_has_no_markdown_for_readers():
    draft = factories.ServiceFactory(state="draft", slug_nb="hemmelig", slug_nn="hemmelig")
    assert Client().get(f"{draft.url_in('nb')[:-1]}.md").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("path", ["/nb/karrieresentre/", "/en/talk-to-someone/", "/nb/fylker/"])
def test_the_markdown_is_kept_exactly_as_long_as_its_page(path):
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        page = Client().get(path)
        told = Client().get(markdown_path(path))
    assert told.described.names == frozenset()
    assert told.described.reading.version == page.described.reading.version
    assert told.described.reading.until == page.described.reading.until
    assert bool(told.described.stale) == bool(page.described.stale)
    if told.described.stale:
        assert "<" not in told.described.stale.partition("\n")[0]
        assert plain(told.described.stale) != plain(told.content.decode())


def test_forms_are_said_in_one_line():
    html = """<main><h1>Find</h1><form action="/x/"><label for="a">Place</label><input id="a">
    <fieldset><legend>Age</legend><input type="radio" id="b"><label for="b">Young</label>
    <input type="radio" id="c"><label for="c">Old</label></fieldset>
    <input type="hidden" name="d"><button>Go</button></form></main>"""
    told = markdown_of(html, "https://x.no/nb/finn/")
    assert told.count("\n") == 3
    assert "Age, Place" in told
    assert "Young" not in told
    assert "Go" not in told
    assert "(https://x.no/nb/finn/)" in told


@pytest.mark.parametrize(
    "text", ["1. mai", "- nei", "# ikke", "a * b * c", "[x](y)", "snake_case_name", "a < b", "+ 1"]
)
def test_a_text_is_never_read_as_markup(text):
    html = f"<main><p>{text.replace('<', '&lt;')}</p><table><tr><td>a | b</td></tr></table></main>"
    told = markdown_of(html, "https://x.no/")
    assert text in re.sub(r"\\(\W|_)", r"\1", told)
    assert not re.match(r"(\d+\.|[-#+]) ", told)
    assert "a \\| b" in told


def test_a_large_page_takes_little_time():
    longest = Client().get("/nb/kommuner/").content.decode()
    assert markdown_of(longest, "https://x.no/").count("\n") > 300
    assert is_quick(lambda: markdown_of(longest, "https://x.no/"), 2)
