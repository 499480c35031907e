"""The API is asked everything its document allows, and more, and answers as the document says.

With PORTAL_API_EXAMPLES=500 each operation is asked 500 times instead of 15.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as of_openapi

from portal.opendata.api.document import document
from portal.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "/api/v1/openapi.json"
AS_IS = {"Host": "localhost", "Accept-Encoding": "identity"}
EXAMPLES = int(os.environ.get("PORTAL_API_EXAMPLES", "15"))
# Not among them: that what the document allows is never refused. A filter takes the key of an
# entry, and which keys there are no document says: a key of nothing is a bad request, and says so.
CHECKS = [
    checks.not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_headers_conformance,
    of_openapi.response_schema_conformance,
    of_openapi.negative_data_rejection,
    of_openapi.unsupported_method,
]


@pytest.fixture(scope="module")
def described(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return schemathesis.openapi.from_wsgi(ADDRESS, application)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", sorted(document()["paths"]))
def test_every_operation_answers_as_the_document_says(described, path, mode):
    operation = described[path]["GET"]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(checks=CHECKS, headers=AS_IS)

    ask()
