"""GET /processes/{code}: the process that holds today, as JSON or as a BPMN file."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse

from motcua.base.access import permissions
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.codec import to_json
from motcua.domain.processes.queries.holding import last_number
from motcua.domain.processes.queries.named import graph_now, scope_named
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.processes import ProcessTold
from motcua.kernel.errors import Denied

BPMN = "application/xml"
DESCRIBED: dict[str, Any] = guarded(404, 422)
DESCRIBED["responses"][200] = {"content": {BPMN: {"schema": {"type": "string"}}}}


@token_router.get(
    "/processes/{code}",
    response=ProcessTold,
    summary="Read the process that holds",
    tags=["processes"],
    openapi_extra=DESCRIBED,
)
def read_process(request: HttpRequest, code: str, format: Literal["json", "bpmn"] = "json") -> Any:
    """For administrators: "city", the code of a procedure, or a field; its own process or the wider one it follows.

    `format=bpmn` gives a BPMN 2.0 file, which `PUT` takes back without loss.
    """
    if not actor_of(request).may(permissions.SETTINGS_MANAGE):
        raise Denied
    scope = scope_named(code)
    graph = graph_now(scope)
    if format == "bpmn":
        return HttpResponse(write(graph), content_type=BPMN)
    return ProcessTold(scope=scope.text, name=scope.name, number=last_number(scope.text), process=to_json(graph))
