"""/healthz, /readyz, /metrics: what machines ask, by address and above everything else."""

import json

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from portal.base.observing import health, metrics
from portal.search import shelves

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _look_again(search_index):
    health.look_again()
    yield
    health.look_again()


@pytest.fixture
def stand_ins():
    """Let a test say whether pages can be answered without the database."""
    kept = list(health._stand_ins)
    health._stand_ins.clear()
    yield health.register_stand_in
    health._stand_ins[:] = kept


def ready() -> tuple[int, str, dict[str, str]]:
    health.look_again()
    response = Client().get("/readyz")
    assert response["Cache-Control"] == "no-store"
    answer = json.loads(response.content)
    return response.status_code, answer["status"], answer["checks"]


def away(execute, sql, params, many, context):
    raise DatabaseError("connection to server at 10.0.0.7 failed: password is wrong")


def test_alive_is_said_to_any_host_without_https_and_without_a_query(
    settings, django_assert_num_queries
):
    settings.SECURE_SSL_REDIRECT = True
    with django_assert_num_queries(0):
        response = Client(headers={"host": "10.0.0.1"}).get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"].startswith("text/plain")
    assert not response.cookies


def test_ready_when_every_part_is_well():
    code, status, checks = ready()
    assert (code, status) == (200, "ready")
    assert {"database", "migrations", "disk", "search"} <= set(checks)
    assert set(checks.values()) == {"ok"}


def test_a_migration_that_was_not_applied_makes_it_not_ready():
    MigrationRecorder.Migration.objects.filter(app="services").first().delete()
    code, status, checks = ready()
    assert (code, status, checks["migrations"]) == (503, "not ready", "failed")


def test_a_search_index_that_is_missing_makes_it_not_ready(search_index):
    (search_index / shelves.fingerprint() / "nn").unlink()
    code, status, checks = ready()
    assert (code, status, checks["search"]) == (503, "not ready", "failed")


def test_a_full_disk_makes_it_not_ready(settings):
    settings.PORTAL_MIN_FREE_MB = 10**12
    code, status, checks = ready()
    assert (code, status, checks["disk"]) == (503, "not ready", "failed")


def test_without_the_database_it_is_degraded_where_pages_can_be_answered(stand_ins):
    with connection.execute_wrapper(away):
        assert ready()[:2] == (503, "not ready")
        stand_ins(lambda: False)
        assert ready()[:2] == (503, "not ready")
        stand_ins(lambda: True)
        code, status, checks = ready()
    assert (code, status) == (200, "degraded")
    assert (checks["database"], checks["migrations"]) == ("failed", "unknown")
    assert ready()[:2] == (200, "ready")


def test_without_the_database_and_with_a_full_disk_it_is_not_ready(stand_ins, settings):
    stand_ins(lambda: True)
    settings.PORTAL_MIN_FREE_MB = 10**12
    with connection.execute_wrapper(away):
        assert ready()[:2] == (503, "not ready")


def test_a_part_that_raises_is_not_well(monkeypatch):
    def broken() -> bool:
        raise RuntimeError("a secret")

    monkeypatch.setitem(health._checks, "pages", broken)
    code, _status, checks = ready()
    assert (code, checks["pages"]) == (503, "failed")


def test_nothing_is_told_but_names_and_states():
    with connection.execute_wrapper(away):
        response = Client().get("/readyz")
    assert b"10.0.0.7" not in response.content
    assert b"password" not in response.content


def test_asking_again_within_a_second_asks_nobody(django_assert_num_queries):
    ready()
    with django_assert_num_queries(0):
        for _each in range(20):
            assert Client().get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_only_get_and_head_are_answered(path, settings):
    settings.PORTAL_METRICS_TOKEN = "token"
    client = Client(headers={"authorization": "Bearer token"})
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "Basic token", "token"])
def test_metrics_are_not_there_without_the_token(settings, header):
    settings.PORTAL_METRICS_TOKEN = "token"
    assert Client(headers={"authorization": header}).get("/metrics").status_code == 404
    settings.PORTAL_METRICS_TOKEN = ""
    assert Client(headers={"authorization": header}).get("/metrics").status_code == 404


def test_metrics_tell_requests_by_route_pages_of_the_cache_and_how_parts_are(settings):
    settings.PORTAL_METRICS_TOKEN = "token"
    client = Client(headers={"authorization": "Bearer token"})
    client.get("/nb/")
    metrics.count_page("hit")
    with pytest.raises(ValueError, match="typed"):
        metrics.count_page("typed")
    response = client.get("/metrics")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'portal_requests_total{method="GET",route="home:front_page",status="200"}' in text
    assert 'portal_request_seconds_bucket{le="0.1",route="home:front_page"}' in text
    assert 'portal_queries_total{route="home:front_page"}' in text
    assert 'portal_page_cache_total{result="hit"}' in text
    assert 'portal_ok{part="database"} 1.0' in text
    assert 'portal_search_index_age_seconds{of="nb"}' in text
