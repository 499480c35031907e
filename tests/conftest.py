"""What the tests share: the reference content, query counting, and honest skips."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation

from portal.base import throttle
from portal.base.drafts import timely
from portal.base.languages import all_languages
from portal.search import learning, rules, shelves
from services import places
from tests import prepared
from tests.postgres import template

AUDIT_LOG = import_module("portal.base.migrations.0006_audit_only_added_to")
SLOW_FIRST = (
    "test_accessibility",
    "test_accessibility_states",
    "test_pages",
    "test_finder",
    "test_errands",
    "test_postgres",
    "test_demo",
    "test_bad_input",
)


def skip_or_fail(reason: str) -> None:
    """Skip a test that needs what is not installed; in the gate that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no core waits for the other at the end."""
    first = {name: number for number, name in enumerate(SLOW_FIRST)}
    items.sort(key=lambda item: first.get(item.path.stem, len(first)))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name no test by the bytes of a file, which differ from core to core by the time in them."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def _one_name_for_the_database():
    """Let pages read from the connection in whose transaction a test writes."""
    with override_settings(PORTAL_READ_FROM="default"):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Leave out the migrations: a prepared database is copied, which has them."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["MIGRATE"] = False
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = template(settings.DATABASE_URL)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Fill the test database with the reference content."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            prepared.fill(connection.connection)
        # What keeps the audit log as it is would also keep tests from emptying their tables.
        with connection.schema_editor() as editor:
            AUDIT_LOG.unlock(apps, editor)


@pytest.fixture(scope="session")
def pristine_index(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """Return the search index of the reference content, as the database of the tests has it."""
    if connection.vendor == "sqlite":
        return prepared.search_folder(shelves.fingerprint())
    folder = tmp_path_factory.mktemp("search")
    with django_db_blocker.unblock():
        for language in all_languages():
            shelves.Shelf(language, folder=folder / shelves.fingerprint()).rebuild()
    return folder


@pytest.fixture(scope="module")
def shared_search_index(pristine_index, tmp_path_factory) -> Iterator[Path]:
    """Give the index of the reference content to a file of tests that only read."""
    folder = tmp_path_factory.mktemp("search") / "search"
    shutil.copytree(pristine_index, folder, symlinks=True)
    with override_settings(PORTAL_SEARCH=folder):
        shelves.shelf.cache_clear()
        yield folder
    shelves.shelf.cache_clear()


@pytest.fixture
def search_index(pristine_index, tmp_path, settings, db) -> Iterator[Path]:
    """Give the index of the reference content to the process, for one test."""
    folder = tmp_path / "search"
    shutil.copytree(pristine_index, folder, symlinks=True)
    settings.PORTAL_SEARCH = folder
    shelves.shelf.cache_clear()
    yield folder
    shelves.shelf.cache_clear()


@pytest.fixture(autouse=True)
def _start_in_bokmaal(settings):
    """Begin every test in the default language, whatever the one before activated."""
    places.look_again()  # what the test before changed was rolled back
    timely.look_again()
    rules.look_again()
    throttle.forget()
    settings.PORTAL_EACH_MINUTE = dict.fromkeys(settings.PORTAL_EACH_MINUTE, 100_000)
    settings.PORTAL_ASK_AGAIN = 3600.0  # so that no slow test asks a second time, and counts it
    with translation.override("nb"):
        yield
    learning.forget()


@pytest.fixture
def queries_for(db) -> Callable[[str], int]:
    """Return a function that counts the queries behind an address."""

    def count(path: str) -> int:
        client = Client()
        client.get(path)  # what is computed once, such as content types, is not counted
        places.look_again()  # what is asked once a second is asked now, however slow the first was
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        assert response.status_code == 200, path
        return len(captured)

    return count
