"""Public pages are read from a replica; one that lags behind, or is gone, is passed over."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.pagecache.cluster import Stoppable, standby
from tests.pagecache.reading import Reader, how, never_asked, soon
from tests.pagecache.test_served import SERVICE
from tests.serving.running import Served, serving

pytestmark = [pytest.mark.postgres, pytest.mark.once]


@pytest.fixture(scope="module")
def replica(cluster) -> Iterator[Stoppable]:
    with standby(cluster) as found:
        yield found


@pytest.fixture(scope="module")
def served(cluster, replica, tmp_path_factory) -> Iterator[Served]:
    urls = {"DATABASE_URL": cluster.url, "PORTAL_READ_URL": replica.url}
    with serving(tmp_path_factory.mktemp("served"), PORTAL_HTTPS="0", **urls) as portal:
        yield portal


def asked(cluster: Stoppable) -> int:
    """Return how many transactions a cluster has ended, this one's question left out."""
    with cluster.connect() as connection:
        row = connection.execute(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database"
            " WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    return row[0]


def is_read(cluster: Stoppable, reader: Reader) -> bool:
    """Tell whether pages that are made anew are read from a cluster."""
    before = asked(cluster)
    for _page in range(20):
        assert reader.get(never_asked()).status == 200
    soon(lambda: reader.get("/healthz").status == 200, "the process")
    return asked(cluster) - before >= 20


def replay(replica: Stoppable, how: str) -> None:
    with replica.connect() as connection:
        connection.execute(f"SELECT pg_wal_replay_{how}()")


def test_pages_are_read_from_the_replica(replica, reader):
    soon(lambda: is_read(replica, reader), "pages from the replica")


def test_a_replica_that_lags_gives_nobody_an_older_text(replica, served, editor, reader):
    path = editor.ask("address", SERVICE)
    soon(lambda: "hit" in how(reader.get(path)), "a kept page")
    replay(replica, "pause")
    try:
        editor.ask("name", SERVICE, "Navnet som er nytt")
        soon(lambda: "Navnet som er nytt" in reader.get(path).text, "the new name")
        for _again in range(20):  # kept or made anew, in each worker
            with closing(Reader(served)) as other:
                soon(lambda o=other: "Navnet som er nytt" in o.get(path).text, "the new name")
                assert "Navnet som er nytt" in other.get(path).text
                assert "Navnet som er nytt" in other.get("/nb/tjenester/").text
    finally:
        replay(replica, "resume")
    soon(lambda: is_read(replica, reader), "pages from the replica again")
    assert "Navnet som er nytt" in reader.get(path).text
    assert "Navnet som er nytt" in reader.get("/nb/tjenester/").text


def test_a_replica_that_is_gone_is_not_missed(replica, reader):
    replica.stop("immediate")
    try:
        begun = time.monotonic()
        for _page in range(20):
            assert reader.get(never_asked()).status == 200
        assert time.monotonic() - begun < 20  # not every reader waits to find out
    finally:
        replica.start()
    soon(lambda: is_read(replica, reader), "pages from the replica again")


def test_without_the_primary_pages_are_made_from_the_replica(cluster, replica, served, reader):
    path = "/nb/fylker/"
    assert reader.get(path).status == 200
    cluster.stop()
    try:
        soon(lambda: "ttl=-" in how(reader.get(path)), "the primary away")
        for _page in range(5):
            made = reader.get(never_asked())
            assert made.status == 200
            assert "ttl=-" not in how(made)
        assert reader.get("/nb/finnes-ikke/").status == 404
        assert reader.get("/nb/sok/?q=skole").status == 200
        editing = reader.get("/nb/admin/", Cookie=f"sessionid={'a' * 32}")
        assert editing.status == 503
        replica.stop("immediate")
        soon(lambda: reader.get(never_asked()).status == 503, "both away")
        assert reader.get(path).status == 200
        begun = time.monotonic()
        for _page in range(10):
            assert reader.get(never_asked()).status == 503
        assert time.monotonic() - begun < 15
    finally:
        cluster.start()
        replica.start()
    soon(lambda: reader.get(never_asked()).status == 200, "the database back")
