"""What readers are told of translations that are behind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

LEFT = {"version": 3, "on": "2026-02-02", "since": "2026-05-04", "source": "x"}
BODY = (
    "The Norwegian text was changed on 4 May 2026; "
    "this translation follows that of 2 February 2026."
)
OTHERS = (
    "Some of the shorter Norwegian texts were changed on 4 May 2026; "
    "their translations here have not been changed yet."
)


def read(entry: Any, language: str = "en") -> str:
    return Client().get(entry.url_in(language)).content.decode()


def test_a_long_text_that_is_behind_says_what_it_follows_and_since_when() -> None:
    service = factories.ServiceFactory(behind={"en": {"body": LEFT}}, **factories.BODY)
    page = read(service)
    assert page.count(BODY) == 1
    assert OTHERS not in page
    service.behind = {}
    service.save()
    assert BODY not in read(service)


def test_the_source_s_own_page_says_nothing() -> None:
    service = factories.ServiceFactory(behind={"en": {"body": LEFT}}, **factories.BODY)
    assert "2. februar 2026" not in read(service, "nb")


def test_a_version_whose_day_is_not_known_is_said_without_days() -> None:
    left = {"version": None, "on": None, "since": "2026-05-04"}
    service = factories.ServiceFactory(behind={"en": {"body": left}}, **factories.BODY)
    assert "The Norwegian text has changed since this translation was made." in read(service)


def test_shorter_texts_are_told_of_once_by_the_first_change() -> None:
    later = LEFT | {"since": "2026-06-01"}
    county = factories.CountyFactory(behind={"en": {"name": later, "summary": LEFT}})
    assert read(county).count(OTHERS) == 1
    assert "4. mai 2026" not in read(county, "nn")


def test_a_case_tells_of_its_own_texts_only() -> None:
    first, second = (factories.CaseFactory(number=number) for number in (1, 2))
    second.meeting = first.meeting
    second.save()
    first.meeting.behind = {"en": {f"cases/{first.key}/name": LEFT}}
    first.meeting.save()
    assert OTHERS in read(first)
    assert OTHERS not in read(second)


def test_what_is_said_costs_no_query(queries_for: Callable[[str], int]) -> None:
    service = factories.ServiceFactory(**factories.BODY)
    before = queries_for(service.url_in("en"))
    service.behind = {"en": {"body": LEFT, "summary": LEFT}}
    service.save()
    assert queries_for(service.url_in("en")) == before
