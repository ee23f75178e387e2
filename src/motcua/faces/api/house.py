"""The interface put together: routers, strict reading, one shape for refusals."""

from functools import cache
from typing import Any

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from motcua.faces.api import endpoints, problems
from motcua.faces.api.reading import StrictParser
from motcua.faces.api.routers import open_router, token_router
from motcua.faces.api.schemas.common import Problem

PREFIX = "/api/v1/"
VERSION = "1.0.0"
DESCRIPTION = (
    "Filing, processing and tracking of administrative cases. Refusals are RFC 9457 problems with a stable `code`. "
    "Every POST but that of a file needs an Idempotency-Key. Moments are RFC 3339 in Hanoi's time."
)

ENDPOINTS = endpoints.__all__


class Renderer(JSONRenderer):
    """Vietnamese as it is written."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Một Cửa",
    version=VERSION,
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
    parser=StrictParser(),
    renderer=Renderer(),
)
api.add_router("", open_router)
api.add_router("", token_router)
problems.install(api)


@cache
def openapi() -> dict[str, Any]:
    """The published description, OpenAPI 3.1."""
    described = dict(api.get_openapi_schema(path_prefix=PREFIX))
    described["components"]["schemas"]["Problem"] = Problem.model_json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    return _lifted(described)


def _lifted(described: dict[str, Any]) -> dict[str, Any]:
    """Nested definitions among the others; numbers of answers as texts, as JSON has them."""
    schemas = described["components"]["schemas"]
    schemas.update(schemas["Problem"].pop("$defs", {}))
    for path in described["paths"].values():
        for operation in path.values():
            operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}
    return described
