"""Processes as BPMN: write one out, bring a file in with its report beside the drawing, draw one, publish it."""

import hashlib
import re
from contextlib import suppress
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
from motcua.base.files import scanner
from motcua.casework.process_effect import effect_of_graph
from motcua.casework.process_effect_words import sentences
from motcua.domain.processes.graph.bpmn.notes import notes_of
from motcua.domain.processes.graph.bpmn.parsing import LARGEST
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.report import Read, Verdict
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.graph.difference import difference
from motcua.domain.processes.graph.difference_words import sentences as differences
from motcua.domain.processes.graph.drawing import draw, rows_of
from motcua.domain.processes.graph.guards import SIGNS
from motcua.domain.processes.graph.simple_fields import KINDS
from motcua.domain.processes.queries.holding import last_number
from motcua.domain.processes.queries.named import graph_now, scope_of_key
from motcua.domain.processes.scopes import Scope
from motcua.domain.processes.services.publishing import day_fault, publish_graph, unfit
from motcua.faces.console.forms import drawn
from motcua.faces.console.forms.drawn import Drawn
from motcua.faces.console.forms.imports import Agencies
from motcua.faces.console.forms.processes import CHAINS, doings, roles, units
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
CHANGED = Words(
    "Bạn vừa đổi một số lựa chọn. Bạn xem lại rồi công bố.", "Some choices have changed. Please look, then publish."
)
UNTOLD = Words("Tự động: chưa chọn việc", "Automatic: not chosen yet")
MARKED = Words("Bạn xem lại các ô được đánh dấu.", "Please check the marked cells.")
BPMN_TYPE = "application/xml"
ENCODING = re.compile(rb"""\A\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([\w.-]+)""")


@requires(MANAGE)
@require_safe
def bpmn_file(request: HttpRequest, scope: str) -> HttpResponse:
    """The process that holds today, as a file."""
    found = scope_of_key(scope)
    name = found.text.replace(":", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}.bpmn"'}
    return HttpResponse(write(graph_now(found)), content_type=BPMN_TYPE, headers=headers)


@requires(MANAGE)
@require_http_methods(FORM)
def modeler(request: HttpRequest, scope: str) -> HttpResponse:
    """A drawing board in the browser. What is drawn there goes the same way as a file, and may come back to it."""
    found = scope_of_key(scope)
    facts = {"scope": found, "crumbs": crumbs(found), "may": may_citywide(actor_of(request), MANAGE)}
    if request.method == "POST":
        with suppress(Fault):
            facts["xml"] = write(_chosen(request, _sent(request))[1].process).decode()
    return render(request, "console/bpmn_modeler.html", facts)


@requires(MANAGE)
@require_http_methods(FORM)
def bpmn_page(request: HttpRequest, scope: str) -> HttpResponse:
    """The drawing of today's process; a file that is sent, with its report and what it leaves open, until published."""
    found = scope_of_key(scope)
    if request.method != "POST":
        return _draw(request, found, graph_now(found))
    check_citywide(actor_of(request), MANAGE)
    try:
        content = _sent(request)
    except Fault as fault:
        return _draw(request, found, graph_now(found), wrong={"file": fault.words}, status=UNREADABLE)
    if not content:
        return _draw(request, found, graph_now(found), wrong={"file": NO_FILE}, status=UNREADABLE)
    try:
        told, chosen, look = _chosen(request, content)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        return _draw(request, found, graph_now(found), wrong={"file": fault.words}, status=UNREADABLE)
    if chosen.process != told.process:
        content = write(chosen.process)
        told = read(content)
        chosen.process = told.process
    elif not is_plain(content):
        content = write(told.process)
    page: dict[str, Any] = {"told": told, "content": content, "chosen": chosen, "look": look}
    if chosen.wrong:
        return _draw(request, found, told.process, wrong={"page": MARKED}, status=UNREADABLE, **page)
    if request.POST.get("do") != "publish":
        return _draw(request, found, told.process, **page)
    if request.POST.get("seen") != digest(content):
        return _draw(request, found, told.process, wrong={"page": CHANGED}, **page)
    return _publish(request, found, page)


def _sent(request: HttpRequest) -> bytes:
    """The file, or the text the drawing board and the page itself send. Infected, ScannerUnavailable."""
    upload: UploadedFile | None = request.FILES.get("file")
    if upload is not None:
        scanner.look(upload)
        return bytes(upload.read(LARGEST + 1))
    return request.POST.get("xml", "").encode()


def digest(content: bytes) -> str:
    """The same for a file and for what a browser sends of it, with line ends of its own."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n").strip()).hexdigest()


def is_plain(content: bytes) -> bool:
    """Whether a file goes through a form as it is: one in another encoding than UTF-8 is written anew."""
    found = ENCODING.match(content)
    with suppress(UnicodeDecodeError):
        content.decode()
        return found is None or found[1].lower() == b"utf-8"
    return False


def _chosen(request: HttpRequest, content: bytes) -> tuple[Read, Drawn, str]:
    """The file, the process with what was chosen for it, and the node to be looked at next. Faults of BPMN."""
    told, agencies = read(content), Agencies()
    chosen = drawn.sent(told.process, request.POST, agencies)
    verb, _, place = request.POST.get("do", "")[:300].partition(" ")
    button = f"{verb} {told.keys.get(place, place)}" if place else verb
    return told, chosen, drawn.press(chosen, button, request.POST, agencies)


def _publish(request: HttpRequest, scope: Scope, page: dict[str, Any]) -> HttpResponse:
    wrong: dict[str, Words] = {}
    graph = page["told"].process
    try:
        day = typed_date(request.POST.get("valid_from", ""))
        wrong = day_fault(day)
        if not wrong:
            expected = request.POST.get("expected", "")
            publish_graph(
                actor=actor_of(request),
                scope=scope,
                graph=graph,
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
    return _draw(request, scope, graph, wrong=wrong, status=UNREADABLE, **page)


def _draw(
    request: HttpRequest,
    scope: Scope,
    graph: Graph,
    *,
    told: Read | None = None,
    content: bytes = b"",
    chosen: Drawn | None = None,
    look: str = "",
    wrong: dict[str, Words] | None = None,
    status: int = 200,
) -> HttpResponse:
    posted = request.POST
    facts: dict[str, Any] = {
        "scope": scope,
        "picture": mark_safe(draw(graph)),
        "rows": rows_of(graph, {}),
        "told": told,
        "notes": notes_of(graph) if told is None else [],
        "expected": posted.get("expected") or last_number(scope.text),
        "valid_from": posted.get("valid_from") or short_date(clock.today() + timedelta(days=1)),
        "ground": posted.get("ground", ""),
        "wrong": wrong or {},
        "may": may_citywide(actor_of(request), MANAGE),
        "crumbs": crumbs(scope),
    }
    if told is not None:
        facts |= _read_facts(request, scope, told, content) | _choices(scope, chosen or Drawn(graph), look)
    return render(request, "console/bpmn.html", facts, status=status)


def _read_facts(request: HttpRequest, scope: Scope, told: Read, content: bytes) -> dict[str, Any]:
    return {
        "counts": [(one.words, told.count(one)) for one in Verdict],
        "xml": content.decode("utf-8", "replace"),
        "seen": digest(content),
        **effect_facts(request, scope, told.process),
    }


def _choices(scope: Scope, chosen: Drawn, look: str) -> dict[str, Any]:
    """What can be chosen, node by node, and what stands against publishing, beside the node."""
    faults: dict[str, list[Words]] = {}
    for one in unfit(chosen.process, scope):
        faults.setdefault(one.node, []).append(one.words)
    agencies = Agencies()
    blocks = drawn.blocks(chosen, agencies, faults, look)
    places = {block["key"]: block["index"] for block in blocks}
    named = [(_step(chosen.process, key), words, places.get(key)) for key, told in faults.items() for words in told]
    return {
        "blocks": blocks,
        "faults": named,
        "agencies": agencies.shown.values(),
        "chains": CHAINS,
        "doings": [*doings(), (drawn.UNTOLD, UNTOLD)],
        "units": units(),
        "roles": roles(),
        "kinds": [(kind.value, words) for kind, words in KINDS.items()],
        "signs": list(SIGNS.items()),
    }


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
        {"label": str(scope.words), "url": reverse(f"console:{name}", args=args)},
    ]
