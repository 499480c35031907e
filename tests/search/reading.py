"""What the tests of the search read on its page."""

import re

from django.test import Client

SEARCHES = {"nb": "/nb/sok/", "nn": "/nn/sok/", "en": "/en/search/"}


def html_of(path: str, status: int = 200, **query: str) -> str:
    """Return a page with every stretch of blanks as one."""
    response = Client().get(path, query)
    assert response.status_code == status, path
    return re.sub(r"\s+", " ", response.content.decode())


def answer_in(html: str) -> str:
    """Return the answer that stands above the results, if there is one."""
    found = re.search(r'<div class="section answer">(.*?)</div>', html)
    return found[1] if found else ""


def results_in(html: str) -> list[str]:
    """Return the results, each with its markup."""
    found = re.search(r'<ol class="entries results".*?</ol>', html)
    return re.findall(r"<li>.*?</li>", found[0]) if found else []


def options_in(html: str, name: str) -> str:
    """Return what may be chosen in a list."""
    found = re.search(rf'<select name="{name}".*?</select>', html)
    return found[0] if found else ""
