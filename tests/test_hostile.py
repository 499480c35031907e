"""What benchmarks/hostile.py asks a million times, asked a few thousand times."""

import pytest
from django.db import connection
from django.test import Client

from portal.home.sitemaps import all_paths
from tests.hostile import requests

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_search_index")]
NUMBER = 2500 if connection.vendor == "sqlite" else 400


def test_hostile_requests_over_every_route_and_method_break_nothing():
    paths = sorted(path for found in all_paths().values() for path in found)
    client, routes = Client(raise_request_exception=False), set()
    for _number, asked in zip(range(NUMBER), requests(7, paths), strict=False):
        response = client.generic(
            asked.method,
            "/",
            asked.body,
            "application/x-www-form-urlencoded",
            headers=asked.headers,
            PATH_INFO=asked.path,
            QUERY_STRING=asked.query,
        )
        assert response.status_code < 500, asked
        match = response.wsgi_request.resolver_match
        routes.add(match.view_name if match else None)
    assert len(routes) > 60  # it does not end at the door
