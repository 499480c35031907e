"""The index follows what is public: at once, in every language, and back from any damage."""

import datetime as dt
import shutil
import time
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from portal.base.drafts import copies, publication, withdrawing
from portal.base.drafts.stage import staged
from portal.base.models import ContentChange
from portal.base.publishing import State
from portal.search import shelves
from portal.search.finding import Asked, NotReady, find, suggest
from services.models import Service
from tests.factories import CentreFactory, MeetingFactory, ServiceFactory, SiteFactory

WORD = "Sjeldenveiledning"


def titles(
    text: str, language: str = "nb", now: dt.datetime | None = None, kind: str = "service"
) -> list[str]:
    """Search among one kind at a moment, and return the titles of what is found."""
    asked = Asked(text, language, kinds=(kind,), exact=True)
    return [hit.title for hit in find(asked, now=now or timezone.now()).hits]


def published(**fields: object) -> Service:
    """Make a service that is public, as publishing does."""
    entry = ServiceFactory(name_nb=WORD, name_nn=WORD, name_en=WORD, **fields)
    ContentChange.tell(entry)
    return entry


def test_what_is_published_is_found_at_once_in_every_language(search_index) -> None:
    assert titles(WORD) == []
    published()
    for language in ("nb", "nn", "en"):
        assert titles(WORD, language) == [WORD], language


def test_a_draft_is_not_found_and_its_publishing_is(search_index) -> None:
    entry = published()
    copies.change(entry, {"summary_nb": "Ordet hemmelighetskremmeri står her."}, user=None)
    with staged(entry):
        assert titles("hemmelighetskremmeri") == []
    assert titles("hemmelighetskremmeri") == []
    publication.publish(copies.current(entry))
    assert titles("hemmelighetskremmeri") == [WORD]


def test_what_is_taken_off_or_deleted_is_gone_at_once(search_index) -> None:
    entry = published()
    assert titles(WORD) == [WORD]
    withdrawing.take_off(entry, user=None)
    assert titles(WORD) == []
    assert suggest(WORD[:8], "nb") == []
    other = published()
    assert titles(WORD) == [WORD]
    withdrawing.delete(other, user=None)
    assert titles(WORD) == []


def test_a_scheduled_entry_is_found_from_its_moment_to_its_end(search_index) -> None:
    assert titles(WORD) == []
    start = timezone.now() + dt.timedelta(seconds=3)
    end = start + dt.timedelta(seconds=3)
    published(published_from=start, published_until=end)
    found = titles(WORD)
    assert found == [] or timezone.now() >= start
    _wait_until(start)
    found = titles(WORD)
    assert found == [WORD] or timezone.now() >= end
    _wait_until(end)
    assert titles(WORD) == []


def _wait_until(moment: dt.datetime) -> None:
    time.sleep(max((moment - timezone.now()).total_seconds() + 0.05, 0))


def test_a_document_tells_what_it_tells_of_as_that_is_now(search_index) -> None:
    centre = CentreFactory(name_nb="Senter Sjelden")
    site = SiteFactory(centre=centre, name="Skarnsundet")
    ContentChange.tell(centre)
    assert titles("Skarnsundet", kind="centre") == ["Senter Sjelden"]
    type(site)._base_manager.filter(pk=site.pk).update(name="Ytterøya")
    ContentChange.tell(centre)
    assert titles("Skarnsundet", kind="centre") == []


def test_when_anything_may_have_changed_all_of_it_is_read_again(search_index) -> None:
    before = Path(search_index, shelves.fingerprint(), "nb").readlink()
    published()
    ContentChange.tell()
    assert titles(WORD) == [WORD]
    assert Path(search_index, shelves.fingerprint(), "nb").readlink() != before


def test_another_database_than_the_index_was_made_of_is_read_anew(search_index) -> None:
    assert titles("nav")
    published()
    ContentChange.objects.all().delete()  # as if an older copy had been restored
    assert titles(WORD) == [WORD]


def test_a_meeting_that_is_over_moves_below_those_to_come(search_index) -> None:
    now = timezone.now()
    days = [now + dt.timedelta(days=days) for days in (2, 30)]
    for number, day in enumerate(days):
        meeting = MeetingFactory(
            name_nb=f"Sjeldentreff {number}", starts_on=day.date(), network__state=State.PUBLISHED
        )
        ContentChange.tell(meeting)
    both = titles("sjeldentreff", now=now, kind="meeting")
    assert sorted(both) == ["Sjeldentreff 0", "Sjeldentreff 1"]
    later = now + dt.timedelta(days=10)
    assert titles("sjeldentreff", now=later, kind="meeting") == ["Sjeldentreff 1", "Sjeldentreff 0"]


@pytest.mark.parametrize("damage", ["missing", "emptied", "garbage", "no state", "pointer"])
def test_a_damaged_index_heals_itself(search_index, damage) -> None:
    assert titles("nav")
    home = Path(search_index, shelves.fingerprint())
    folder = home / Path(home, "nb").readlink()
    if damage == "missing":
        shutil.rmtree(search_index)
    elif damage == "emptied":
        for path in folder.iterdir():
            path.unlink()
    elif damage == "garbage":
        for path in folder.iterdir():
            path.write_bytes(b"\x00garbage" * 100)
    elif damage == "no state":
        shutil.rmtree(folder)
        folder.mkdir()
    else:
        Path(home, "nb").unlink()
        Path(home, "nb").symlink_to("nowhere")
    shelves.shelf.cache_clear()
    assert titles("nav")


def test_without_the_database_what_was_found_is_found_and_marked(search_index, monkeypatch) -> None:
    assert not find(Asked("nav", "nb")).is_stale
    now = timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", _down)
        found = find(Asked("nav", "nb"), now=now)
        assert found.hits
        assert found.is_stale
        shelves.shelf.cache_clear()  # another process, which has only the files
        assert find(Asked("nav", "nb"), now=now).hits
        shutil.rmtree(search_index)
        shelves.shelf.cache_clear()
        with pytest.raises(NotReady):
            find(Asked("nav", "nb"), now=now)


def _down(*args: object, **kwargs: object) -> None:
    raise DatabaseError("the database is down")
