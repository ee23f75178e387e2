"""PUT /processes/{code}: a process checked, or published from a day on."""

from typing import Any

from django.http import HttpRequest

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.casework.process_effect import effect_of_graph
from motcua.casework.process_effect_words import sentences
from motcua.domain.processes.choosing import chosen
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.report import report_json
from motcua.domain.processes.graph.codec import from_json, to_json
from motcua.domain.processes.graph.definition import Process
from motcua.domain.processes.queries.holding import last_number
from motcua.domain.processes.queries.named import scope_named
from motcua.domain.processes.services.publishing import publish_graph, unfit
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import ACTING, GUARDED, reading
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.common import bilingual
from motcua.faces.api.schemas.processes import ElementRead, ProcessFault, ProcessPublished, ProcessPut
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

ONE = Words("Gửi đúng một trong process và bpmn.", "Send exactly one of process and bpmn.")
DAY = Words("Cần ngày áp dụng, sớm nhất là ngày mai.", "The day it holds from is needed, tomorrow at the earliest.")


@token_router.put(
    "/processes/{code}",
    response=ProcessPublished,
    summary="Check or publish a process",
    tags=["processes"],
    openapi_extra=reading(*GUARDED, *ACTING, 404),
)
def put_process(request: HttpRequest, code: str, body: ProcessPut) -> ProcessPublished:
    """For the city's administrator. The same checks as on the page: a process with faults is not published.

    `choices` go over what was sent, so that a file of another tool can be published as it is: who does a step, what an
    automatic one does, how long a wait is. `dry_run` tells faults, effects and, of a BPMN file, what became of every
    element; nothing is kept. Sent twice with the same `expected` the second is refused: `process.changed`.
    """
    actor = actor_of(request)
    check_citywide(actor, permissions.SETTINGS_MANAGE)
    scope = scope_named(code)
    graph, report = _given(body)
    if not body.dry_run:
        if body.valid_from is None:
            raise Invalid({"valid_from": DAY})
        publish_graph(
            actor=actor,
            scope=scope,
            graph=graph,
            valid_from=body.valid_from,
            expected=body.expected,
            ground=body.ground,
        )
    faults = unfit(graph, scope) if body.dry_run else []
    return ProcessPublished(
        scope=scope.text,
        name=scope.name,
        number=last_number(scope.text),
        process=to_json(graph),
        published=not body.dry_run,
        faults=[ProcessFault(node=one.node, vi=one.words.vi, en=one.words.en) for one in faults],
        effects=[bilingual(words) for _, words in sentences(effect_of_graph(scope, graph))] if not faults else [],
        report=[ElementRead.model_validate(one) for one in report],
    )


def _given(body: ProcessPut) -> tuple[Process, list[dict[str, Any]]]:
    """The process of the body, and the report of its file. Invalid; BadDefinition; faults of BPMN."""
    if (body.process is None) == (body.bpmn is None):
        raise Invalid({"process": ONE})
    graph, report = from_json(body.process) if body.bpmn is None else None, list[dict[str, Any]]()
    if graph is None:
        told = read((body.bpmn or "").encode())
        graph, report = told.process, report_json(told.report)
    return graph if body.choices is None else chosen(graph, body.choices), report
