"""What is published at /api/v1/openapi.json is valid, and whatever is made of it gets the answers it promises."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import openapi as loader
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from motcua.faces.api import endpoints
from motcua.faces.api.house import openapi
from tests.faces.api.callers import caller, filed, filing
from tests.support.town import build_town

EXAMPLES = 12
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = [(path, method) for path, methods in openapi()["paths"].items() for method in methods]
AS_DESCRIBED = [(path, method, "as described") for path, method in OPERATIONS]
AGAINST_IT = [
    (path, method, "against the description") for path, method in OPERATIONS if not path.endswith(("{code}", "/status"))
]
"""A code may be any text, and where nothing is asked nothing can be contradicted."""
MODES = {"as described": GenerationMode.POSITIVE, "against the description": GenerationMode.NEGATIVE}


def test_one_address_per_file_and_none_unpublished() -> None:
    folder = Path(endpoints.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == set(endpoints.__all__)
    assert len(OPERATIONS) == len(files)


def test_every_reference_leads_somewhere() -> None:
    published = openapi()
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(published)))
    assert names <= set(published["components"]["schemas"])


def test_every_schema_is_one_of_json_schema_2020() -> None:
    for schema in openapi()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_post_takes_a_key_and_says_its_refusals() -> None:
    for path, method in OPERATIONS:
        told = openapi()["paths"][path][method]
        if method == "post":
            keys = [one for one in told["parameters"] if one["name"] == "Idempotency-Key"]
            assert [one["required"] for one in keys] == [True]
            assert {"400", "401", "403", "409", "413", "415", "422"} <= set(told["responses"])
        assert ("security" in told) == ("401" in told["responses"])


@pytest.mark.parametrize("path,method,mode", [*AS_DESCRIBED, *AGAINST_IT])
def test_answers_are_those_promised(
    transactional_db: None, pytestconfig: pytest.Config, path: str, method: str, mode: str
) -> None:
    """A name in the query that nobody knows contradicts nothing: it is passed over.

    `--examples N` tries more; how many were sent is printed (`-rP`).
    """
    examples = pytestconfig.getoption("--examples") or EXAMPLES
    town = build_town()
    counter = caller(town.counter)
    case_id = filed(counter, town)
    known = {one["name"] for one in openapi()["paths"][path][method].get("parameters", []) if one["in"] == "query"}
    operation = loader.from_wsgi("/api/v1/openapi.json", get_wsgi_application())[path][method.upper()]
    met = Counter[int]()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=examples == EXAMPLES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=MODES[mode]), real=st.booleans())
    def hold(case: Any, real: bool) -> None:
        if real and mode == "as described":
            made_real(case, case_id, filing(town))
        contradicts = mode == "against the description" and not set(case.query or {}) - known
        checks = [*CHECKS, negative_data_rejection] if contradicts else CHECKS
        headers = {"Authorization": f"Bearer {counter.token}", "Accept-Encoding": "identity"}
        if method == "post" and mode == "as described":
            headers["Idempotency-Key"] = str(uuid4())
        answer = case.call(headers=headers)
        met[answer.status_code] += 1
        case.validate_response(answer, checks=checks)

    hold()
    sys.stdout.write(f"{method} {path} {mode}: {met.total()} requests: {dict(met)}\n")


def made_real(case: Any, case_id: str, body: dict[str, Any]) -> None:
    """Names of things that are there, so that more than the first check of each address is reached."""
    real = {"case_id": case_id, "code": body["procedure"], "procedure": body["procedure"]}
    for names in (case.path_parameters, case.query):
        for name in set(names or {}) & set(real):
            names[name] = real[name]
    if isinstance(case.body, dict) and "applicant" in case.body:
        case.body |= {"procedure": body["procedure"], "office": body["office"]}
