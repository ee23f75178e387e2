"""Processes as BPMN: write one out, bring a file in with its report beside the drawing, draw one, publish it."""

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.casework.process_effect import effect_of_graph
from motcua.casework.process_effect_words import sentences
from motcua.domain.processes.graph.bpmn.parsing import LARGEST
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.report import Read, Verdict
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.graph.difference import difference
from motcua.domain.processes.graph.difference_words import sentences as differences
from motcua.domain.processes.graph.drawing import draw, rows_of
from motcua.domain.processes.queries.holding import last_number
from motcua.domain.processes.queries.named import graph_now, scope_of_key
from motcua.domain.processes.scopes import Scope
from motcua.domain.processes.services.publishing import day_fault, publish_graph, unfit
from motcua.faces.console.automatic_steps import chosen, steps_of
from motcua.faces.console.forms.processes import doings, roles, units
from motcua.faces.console.pages import UNREADABLE, actor_of
from motcua.faces.console.process_words import touched
from motcua.faces.console.views.agency_acts import FORM
from motcua.faces.console.views.processes import staying
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Fault, Invalid, NotVisible
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
PUBLISHED = Words("Đã công bố quy trình.", "The process is published.")
NO_FILE = Words("Bạn chọn tệp BPMN.", "Please choose a BPMN file.")
WHOLE = Words("Cả quy trình", "The whole process")
BPMN_TYPE = "application/xml"
MOST_TEXT = LARGEST


@requires(MANAGE)
@require_safe
def bpmn_file(request: HttpRequest, scope: str) -> HttpResponse:
    """The process that holds today, as a file."""
    found = scope_of_key(scope)
    name = found.text.replace(":", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}.bpmn"'}
    return HttpResponse(write(graph_now(found)), content_type=BPMN_TYPE, headers=headers)


@requires(MANAGE)
@require_safe
def modeler(request: HttpRequest, scope: str) -> HttpResponse:
    """A drawing board in the browser. What is drawn there goes the same way as a file."""
    found = scope_of_key(scope)
    facts = {"scope": found, "crumbs": crumbs(found), "may": may_citywide(actor_of(request), MANAGE)}
    return render(request, "console/bpmn_modeler.html", facts)


@requires(MANAGE)
@require_http_methods(FORM)
def bpmn_page(request: HttpRequest, scope: str) -> HttpResponse:
    """The drawing of today's process; a file that is sent, with its report, until it is published."""
    found = scope_of_key(scope)
    if request.method != "POST":
        return _draw(request, found, graph_now(found))
    check_citywide(actor_of(request), MANAGE)
    content = _sent(request)
    if not content:
        return _draw(request, found, graph_now(found), wrong={"file": NO_FILE}, status=UNREADABLE)
    try:
        told = read(content)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        return _draw(request, found, graph_now(found), wrong={"file": fault.words}, status=UNREADABLE)
    if request.POST.get("do") == "choose":
        content = write(chosen(told.process, request.POST))
        told = read(content)
    if request.POST.get("do") != "publish" or request.POST.get("seen") != hashlib.sha256(content).hexdigest():
        return _draw(request, found, told.process, told=told, content=content)
    return _publish(request, found, told, content)


def _sent(request: HttpRequest) -> bytes:
    """The file, or the text the drawing board and the page itself send."""
    upload: UploadedFile | None = request.FILES.get("file")
    if upload is not None:
        return bytes(upload.read(LARGEST + 1))
    return request.POST.get("xml", "").encode()


def _publish(request: HttpRequest, scope: Scope, told: Read, content: bytes) -> HttpResponse:
    wrong: dict[str, Words] = {}
    try:
        day = typed_date(request.POST.get("valid_from", ""))
        wrong = day_fault(day)
        if not wrong:
            expected = request.POST.get("expected", "")
            publish_graph(
                actor=actor_of(request),
                scope=scope,
                graph=told.process,
                valid_from=day,
                expected=int(expected) if expected.isdecimal() and len(expected) < 9 else 0,
                ground=request.POST.get("ground", "")[:200],
            )
            messages.success(request, str(PUBLISHED))
            return HttpResponseRedirect(request.path)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        named = fault.fields if isinstance(fault, Invalid) else {}
        wrong = {key: words for key, words in named.items() if key == "valid_from"} or {"page": fault.words}
    return _draw(request, scope, told.process, told=told, content=content, wrong=wrong, status=UNREADABLE)


def _draw(
    request: HttpRequest,
    scope: Scope,
    graph: Graph,
    *,
    told: Read | None = None,
    content: bytes = b"",
    wrong: dict[str, Words] | None = None,
    status: int = 200,
) -> HttpResponse:
    faults = unfit(graph, scope) if told else []
    posted = request.POST
    tomorrow = short_date(clock.today() + timedelta(days=1))
    facts: dict[str, Any] = {
        "scope": scope,
        "picture": mark_safe(draw(graph)),
        "rows": rows_of(graph, {}),
        "told": told,
        "counts": [(one.words, told.count(one)) for one in Verdict] if told else [],
        "automatic": steps_of(graph) if told else [],
        **(effect_facts(request, scope, graph) if told else {}),
        "doings": doings(),
        "units": units(),
        "roles": roles(),
        "faults": [(_step(graph, one.node), one.words) for one in faults],
        "xml": content.decode("utf-8", "replace") if told else "",
        "seen": hashlib.sha256(content).hexdigest(),
        "expected": posted.get("expected") or last_number(scope.text),
        "valid_from": posted.get("valid_from") or tomorrow,
        "ground": posted.get("ground", ""),
        "wrong": wrong or {},
        "may": may_citywide(actor_of(request), MANAGE),
        "crumbs": crumbs(scope),
    }
    return render(request, "console/bpmn.html", facts, status=status)


def effect_facts(request: HttpRequest, scope: Scope, graph: Graph) -> dict[str, Any]:
    """What publishing it would mean, before the button that does so."""
    effect, now = effect_of_graph(scope, graph), graph_now(scope)
    return {
        "effect": sentences(effect),
        "difference": [*differences(difference(now, graph)), *touched(now, graph)],
        **staying(request, effect.staying),
    }


def _step(graph: Graph, key: str) -> str:
    node = graph.by_key.get(key)
    return str(WHOLE) if node is None else str(node.words) or key


def crumbs(scope: Scope) -> list[dict[str, str]]:
    kind, _, key = scope.text.partition(":")
    names = {"city": ("process_city", []), "field": ("process_field", [key]), "procedure": ("process_procedure", [key])}
    name, args = names[kind]
    return [
        {"label": str(Words("Quy trình", "Processes")), "url": reverse("console:processes")},
        {"label": scope.name, "url": reverse(f"console:{name}", args=args)},
    ]
