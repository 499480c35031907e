"""/llms.txt has the shape that llmstxt.org proposes, and every link of it leads somewhere."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
LINK = re.compile(r"- \[[^\]]+\]\(http://testserver(/[^)]+)\): \S.+")


def test_a_title_a_summary_and_lists_of_links():
    response = Client().get("/llms.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    head, *sections = response.content.decode().strip().split("\n\n## ")
    first, summary, _more = head.split("\n\n")
    assert re.fullmatch(r"# \S.+", first)
    assert re.fullmatch(r"> \S.+", summary)
    assert [section.partition("\n")[0] for section in sections] == [
        "Pages in Norwegian",
        "Pages in English",
        "Data",
        "Optional",
    ]
    for section in sections:
        lines = section.partition("\n\n")[2].splitlines()
        assert lines
        assert all(LINK.fullmatch(line) for line in lines)


def test_every_link_leads_somewhere(settings, tmp_path):
    settings.PORTAL_DUMPS = tmp_path
    paths = LINK.findall(Client().get("/llms.txt").content.decode())
    assert len(paths) == len(set(paths)) > 20
    for path in paths:
        response = Client().get(path)
        assert response.status_code == 200, path
        assert b"".join(response)
        if path.endswith(".md"):
            assert response["Content-Type"] == "text/markdown; charset=utf-8"


def test_the_file_is_the_same_whatever_the_browser_asks_for():
    texts = {
        Client().get("/llms.txt", headers={"Accept-Language": code}).content
        for code in ("nb", "nn", "en", "fr")
    }
    assert len(texts) == 1
