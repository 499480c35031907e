"""The database is stopped, slow, full of connections or read only: what is kept goes on."""

import contextlib
import time
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from tests.pagecache.reading import Reader, how, never_asked, soon
from tests.serving.running import Served, ask, serving

pytestmark = [pytest.mark.postgres, pytest.mark.once]
KEPT = ("/nb/", "/nn/", "/en/", "/nb/moter/", "/nb/karrieresentre/")


@pytest.fixture(scope="module")
def served(cluster, tmp_path_factory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, DATABASE_URL=cluster.url, PORTAL_HTTPS="0") as portal:
        yield portal


@pytest.fixture
def reader(served) -> Iterator[Reader]:
    """Read, with a few pages kept and the search asked once."""
    with closing(Reader(served)) as found:
        for path in (*KEPT, "/nb/sok/?q=skole"):
            assert found.get(path).status == 200, path
        yield found


def test_kept_pages_and_search_go_on_while_the_database_is_stopped(cluster, served, reader):
    cluster.stop()
    try:
        soon(lambda: reader.get(never_asked()).status == 503, "the database away")
        for _round in range(5):
            for path in KEPT:
                response = reader.get(path)
                assert response.status == 200, path
                assert "ttl=-" in how(response)
        found = reader.get("/nb/sok/?q=skole")
        assert found.status == 200
        assert "<mark>" in found.text
        begun = time.monotonic()
        for _page in range(15):  # nobody waits for what is known to be away
            assert reader.get(never_asked()).status == 503
        assert time.monotonic() - begun < 15
        away = reader.get(never_asked())
        assert "Databasen svarer ikke" in away.text
        assert away.headers["Retry-After"] == "30"
        editing = reader.get("/nb/admin/", Cookie=f"sessionid={'a' * 32}")
        assert editing.status == 503
        assert "Databasen svarer ikke." in editing.text
        assert "Det du har skrevet, er fortsatt i nettleseren" in editing.text
        assert ask(served.port, "/readyz").status == 200
        assert ask(served.port, "/healthz").status == 200
    finally:
        cluster.start()
    seconds = soon(lambda: reader.get(never_asked()).status == 200, "the database back")
    assert seconds < 15  # the long form measures it on a machine with nothing else to do
    assert "ttl=-" not in how(reader.get("/nb/"))


def test_a_start_without_the_database_serves_what_is_on_disk(cluster, served, reader):
    reader.close()
    cluster.stop()
    try:
        served.stop()
        served.start()
        served.wait()
        with closing(Reader(served)) as again:
            for path in KEPT:
                response = again.get(path)
                assert response.status == 200, path
                assert "ttl=-" in how(response)
    finally:
        cluster.start()
    with closing(Reader(served)) as again:
        soon(lambda: "ttl=-" not in how(again.get("/nb/")), "fresh pages")


def test_a_database_that_hangs_keeps_nobody_waiting_for_what_is_kept(cluster, served, reader):
    with cluster.connect() as holding, holding.transaction():
        holding.execute("LOCK TABLE base_contentchange, services_audience IN ACCESS EXCLUSIVE MODE")
        soon(lambda: "ttl=-" in how(reader.get("/nb/")), "the database away")
        for path in KEPT:
            assert reader.get(path).status == 200
        assert reader.get(never_asked()).status == 503
    soon(lambda: reader.get(never_asked()).status == 200, "the database back")


def test_a_database_without_room_for_a_connection_says_so(cluster, served, reader):
    holding = []
    with contextlib.suppress(psycopg.OperationalError):
        while len(holding) < 100:
            holding.append(cluster.connect())
    try:
        for path in KEPT:
            assert reader.get(path).status == 200
        statuses = {reader.get(f"/nb/kommuner/{slug}/").status for slug in ("narvik-1806",) * 4}
        assert statuses <= {200, 503}
    finally:
        for connection in holding:
            connection.close()
    soon(lambda: reader.get("/nb/nettverk/").status == 200, "connections again")


def test_a_database_that_can_only_be_read_says_so_to_who_writes(cluster, served, reader):
    with cluster.connect() as owner:
        owner.execute("ALTER DATABASE postgres SET default_transaction_read_only = on")
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
    try:
        for path in (*KEPT, never_asked()):
            soon(lambda p=path: reader.get(p).status == 200, path)
        reader.connection.request(
            "POST", "/nb/tilbakemelding/", "useful=yes&about=/nb/",
            {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        response = reader.connection.getresponse()
        text = response.read().decode()
        assert response.status == 503
        assert "bare leses" in text
    finally:
        with cluster.connect() as owner:
            owner.execute("SET default_transaction_read_only = off")
            owner.execute("ALTER DATABASE postgres RESET default_transaction_read_only")
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid()"
            )
