"""Requests made up from the description: answers stay within what is published, and nothing fails."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from motcua.kernel.ids import new_id
from tests.faces.api.client import program
from tests.support.town import Town

FEW = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = 12


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay in the transaction of the test, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_generated_requests_stay_within_what_is_published(town: Town, one_connection: None) -> None:
    counter = program(town.counter)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == OPERATIONS

    def hold(case: Any) -> None:
        headers = counter.headers({"Idempotency-Key": str(new_id()), "Accept-Encoding": "identity"})
        case.call_and_validate(headers=headers, checks=CHECKS)

    for operation in operations:
        FEW(given(case=operation.as_strategy())(hold))()
