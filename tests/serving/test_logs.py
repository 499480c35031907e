"""The log tells what happened, and nothing of whom: marked data is in no line and no metric."""

import json
import logging
import logging.config

import pytest
from django.test import Client

from portal.base.exchange import imports
from portal.base.observing import metrics
from portal.logs import JsonLines, logging_of
from tests.serving.marked import CLIENT, MARKS, send_everywhere

pytestmark = pytest.mark.django_db


class Kept(logging.Handler):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[dict] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))

    def of(self, logger: str) -> list[dict]:
        return [line for line in self.lines if line["logger"] == logger]


@pytest.fixture
def log(settings):
    """Log as in production, into a list."""
    production = logging_of(debug=False, reports=False)
    handler = Kept()
    production["handlers"]["lines"] = {"()": lambda: handler}
    before = logging.root.handlers[:]
    raising = logging.raiseExceptions
    logging.config.dictConfig(production)
    yield handler
    logging.config.dictConfig(settings.LOGGING)
    logging.raiseExceptions = raising
    logging.root.handlers[:] = before


@pytest.fixture
def failing(settings):
    settings.ROOT_URLCONF = "tests.serving.failing"


def test_each_answer_is_one_line_with_what_it_took(log):
    response = Client().get("/nb/", headers={"x-request-id": "0123456789abcdef" * 2})
    line = log.of("portal.requests")[-1]
    assert line["request"] == response["X-Request-ID"] == "0123456789abcdef" * 2
    assert (line["method"], line["route"], line["status"]) == ("GET", "home:front_page", 200)
    assert line["bytes"] == len(response.content)
    assert line["ms"] > 0
    assert line["queries"] > 0
    assert set(line) == {
        "time", "level", "logger", "text", "request", "route",
        "method", "status", "ms", "bytes", "queries",
    }  # fmt: skip


def test_an_id_that_could_say_something_is_replaced():
    for sent in ("kari-nordmann-2026", "01019012345", "a" * 31, "A" * 32, "a" * 32 + "\n"):
        given = Client().get("/nb/", headers={"x-request-id": sent})["X-Request-ID"]
        assert given != sent
        assert len(given) == 32
    uuid = "123e4567-e89b-12d3-a456-426614174000"
    assert Client().get("/nb/", headers={"x-request-id": uuid})["X-Request-ID"] == uuid


def test_marked_data_is_in_no_line_and_no_metric(log, failing, shared_search_index):
    answered = send_everywhere()
    assert {200, 400, 403, 404, 405, 500} <= set(answered)
    written = json.dumps(log.lines, ensure_ascii=False) + metrics.exposition().decode()
    for mark in MARKS:
        assert mark not in written
    assert {"breaks", "refuses", "asks", "none"} <= {line.get("route") for line in log.lines}


def test_an_error_is_told_with_its_lines_and_without_its_message(log, failing):
    Client(raise_request_exception=False).get("/breaks/marked/")
    line = log.of("django.request")[-1]
    assert (line["level"], line["text"]) == ("error", "500 Internal Server Error")
    assert line["route"] == "breaks"
    assert line["request"] == log.of("portal.requests")[-1]["request"]
    assert [text for text in line["error"] if "failing.py" in text]
    assert "ValueError" in line["error"]
    assert line["error"][-1] == "RuntimeError"


def test_an_error_of_the_database_is_told_with_its_code(log, failing):
    Client(raise_request_exception=False).get("/asks/marked/")
    assert log.of("django.request")[-1]["error"][-1] in {
        "django.db.utils.OperationalError (SQLITE_ERROR)",
        "django.db.utils.ProgrammingError (42P01)",
    }


def test_a_wrong_host_writes_only_the_line_of_the_answer(log):
    assert Client(headers={"host": "marked.example"}).get("/nb/").status_code == 400
    assert {line["logger"] for line in log.lines} == {"portal.requests"}


def test_lines_of_libraries_are_written_without_what_they_fill_in(log):
    logging.getLogger("some.library").warning("Refused %s", "kari@marked.example")
    logging.getLogger("some.library").warning(f"Refused {'kari@marked.example'}")
    first, second = log.of("some.library")
    assert first["text"] == "Refused %s"
    assert second["text"].startswith("test_logs, line ")


def test_our_own_lines_tell_everything_but_the_words_of_an_error(log):
    imports.logger.warning("Row %d of an import: %s", 7, ValueError("kari@marked.example"))
    assert log.of("portal.base.exchange.imports")[-1]["text"] == "Row 7 of an import: ValueError"


def test_what_cannot_be_written_as_json_is_named_by_its_kind(log):
    logging.getLogger("portal").warning("said", extra={"fields": {"what": CLIENT}})
    assert log.of("portal")[-1]["what"] == "Client"
