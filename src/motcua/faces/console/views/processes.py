"""Step tables: which there are, and the page that edits one, shows what it touches and publishes it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.casework.process_effect import Staying, effect_of_table, staying_cases, used_scopes
from motcua.casework.process_effect_words import sentences
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.models import Field, Procedure
from motcua.domain.processes.graph import lines as graph_lines
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.graph.guards import SIGNS
from motcua.domain.processes.graph.lines import kept_on, process_of
from motcua.domain.processes.graph.simple_fields import KINDS
from motcua.domain.processes.queries.following import following
from motcua.domain.processes.queries.holding import facts_of, graph_for, graph_on, last_number, published_in
from motcua.domain.processes.queries.named import graph_now
from motcua.domain.processes.scopes import CITY, Scope, city_scope, field_scope, key_in, procedure_scope
from motcua.domain.processes.services.publishing import day_fault, hand_back, publish_process, subject, table_faults
from motcua.domain.processes.tables import Line, lines_of
from motcua.faces.console.forms import step_fields
from motcua.faces.console.forms.processes import CHAINS, Table, doings, people, roles, units
from motcua.faces.console.pages import UNREADABLE, actor_of
from motcua.faces.console.previews import digest_of
from motcua.faces.console.process_words import difference, touched
from motcua.faces.console.views.agencies import told
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Fault, Invalid, NotVisible
from motcua.kernel.text import fold
from motcua.kernel.words import Words

MOST_STAYING = 10
NAME = Words("Quy trình", "Process")
MORE = ("agency", "skill", "who", "papers", "documents", "sign_off", "does", "duty")
"""Cells that are seldom filled; a row that has one is shown open."""
MANAGE = permissions.SETTINGS_MANAGE
PUBLISHED = Words("Đã công bố quy trình.", "The process is published.")


@requires(MANAGE)
@require_safe
def process_list(request: HttpRequest) -> HttpResponse:
    """The city's table, every field with what it follows, and procedures found by name or with a table of their own."""
    used = used_scopes()
    text = request.GET.get("q", "").strip()
    counts = {field.pk: 0 for field in Field.objects.all()}
    for version in queries.receivable_versions():
        counts[version.field_id] = counts.get(version.field_id, 0) + 1
    fields = [
        {
            "name": field.name,
            "url": reverse("console:process_field", args=[field.pk]),
            "procedures": counts[field.pk],
            "own": used.get(f"field:{field.pk}"),
        }
        for field in Field.objects.all()
        if counts[field.pk] or f"field:{field.pk}" in used
    ]
    keys = [key_in(scope) for scope in used if scope.startswith("procedure:")]
    versions = queries.receivable_versions()
    found = versions.filter(search_text__contains=fold(text))[:20] if text else versions.filter(procedure__in=keys)[:50]
    procedures = [
        {
            "name": f"{version.procedure.code} {version.name}",
            "url": reverse("console:process_procedure", args=[version.procedure_id]),
            "own": used.get(f"procedure:{version.procedure_id}"),
        }
        for version in found
    ]
    facts = {
        "city": used.get(CITY),
        "city_steps": facts_of(graph_for(CITY, clock.today())),
        "fields": fields,
        "procedures": procedures,
        "search": text,
    }
    return render(request, "console/processes.html", facts)


@requires(MANAGE)
@require_http_methods(FORM)
def city(request: HttpRequest) -> HttpResponse:
    return table_page(request, city_scope())


@requires(MANAGE)
@require_http_methods(FORM)
def of_field(request: HttpRequest, field_id: UUID) -> HttpResponse:
    return table_page(request, field_scope(get_object_or_404(Field, pk=field_id)))


@requires(MANAGE)
@require_http_methods(FORM)
def of_procedure(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    procedure = get_object_or_404(Procedure, pk=procedure_id)
    version = queries.receivable_versions().filter(procedure=procedure).first()
    if version is None:
        raise NotVisible
    return table_page(request, procedure_scope(procedure, version.name), version.pk)


def table_page(request: HttpRequest, scope: Scope, version_id: UUID | None = None) -> HttpResponse:
    """Show, edit, look, publish: the pressed button says which."""
    today = clock.today()
    now = table_of(graph_on(version_id, today) if version_id else graph_for(scope.text, today))
    wish = request.POST.get("do", "look") if request.method == "POST" else ""
    if not wish:
        table = Table.of(now, today + timedelta(days=1), last_number(scope.text))
        return draw(request, scope, table, now)
    check_citywide(actor_of(request), MANAGE)
    table = Table.sent(request.POST)
    if table.press(wish):
        return draw(request, scope, table, now)
    lines, wrong = table.lines()
    day, bad_day = table.day()
    wrong |= (
        bad_day | (day_fault(day) if day else {}) | ({} if wish == "hand_back" or wrong else table_faults(lines, scope))
    )
    if wrong:
        return draw(request, scope, table, now, wrong=wrong)
    assert day
    seen = digest_of(request)
    given: dict[str, Any] = {"actor": actor_of(request), "scope": scope, "valid_from": day}
    given |= {"expected": table.expected, "ground": table.ground}
    try:
        if wish == "hand_back" and request.POST.get("seen") == seen:
            hand_back(**given)
        elif wish == "hand_back":
            wider = table_of(graph_for(CITY, today))
            return draw(request, scope, table, now, lines=wider, seen=seen, handing=True)
        elif wish == "save" and request.POST.get("seen") == seen:
            publish_process(lines=lines, **given)
        else:
            return draw(request, scope, table, now, lines=lines, seen=seen)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        named = fault.fields if isinstance(fault, Invalid) else {}
        return draw(request, scope, table, now, wrong=named or {"table": fault.words}, status=fault.status)
    messages.success(request, str(PUBLISHED))
    return HttpResponseRedirect(request.path)


def table_of(graph: Graph) -> list[Line]:
    """The process as a table; where a table cannot say it, its steps one after the other."""
    return graph_lines.lines_of(graph) or lines_of(facts_of(graph))


def staying(request: HttpRequest, found: list[Staying]) -> dict[str, Any]:
    """Open cases, which keep the process they began with; a link for each procedure to move them by decision."""
    may = may_citywide(actor_of(request), permissions.CATALOGUE_MANAGE)
    rows = [
        {"one": one, "url": reverse("console:open_cases", args=[one.procedure_id]) if may else ""}
        for one in found[:MOST_STAYING]
    ]
    return {"open_cases": sum(one.cases for one in found), "staying": rows, "more": len(found) - len(rows)}


def draw(
    request: HttpRequest,
    scope: Scope,
    table: Table,
    now: list[Line],
    *,
    wrong: dict[str, Words] | None = None,
    lines: list[Line] | None = None,
    seen: str = "",
    status: int = 0,
    handing: bool = False,
) -> HttpResponse:
    wrong = wrong or {}
    rows = [
        {
            "number": index + 1,
            "index": index,
            "values": row,
            "wrong": {cell: wrong[f"{index}-{cell}"] for cell in row if f"{index}-{cell}" in wrong},
            "errors": [words for cell, words in wrong.items() if cell.startswith(f"{index}-")],
            "people": people(table.rows, index),
            "open": any(row[cell] for cell in MORE) or f"{index}-more" in wrong,
            "fields": step_fields.rows_in(row["fields"]),
            "fields_open": row["fields"] not in ("", "[]") or bool(row["guard_name"] or row["guard"]),
            "nameable": step_fields.nameable(table.rows, index, row["guard_name"]),
        }
        for index, row in enumerate(table.rows)
    ]
    published = published_in(scope.text)
    drawn = bool(published) and not published[0].empty and graph_lines.lines_of(published[0].graph) is None
    versions = following(scope)
    facts = {
        "scope": scope,
        "table": table,
        "rows": rows,
        "units": units(),
        "roles": roles(),
        "chains": CHAINS,
        "kinds": [(kind.value, words) for kind, words in KINDS.items()],
        "signs": list(SIGNS.items()),
        "doings": doings(),
        "drawn": drawn,
        "wrong_table": wrong.get("table"),
        "wrong_day": wrong.get("valid_from"),
        "any_wrong": bool(wrong),
        "effect": None,
        "seen": seen,
        "handing": handing,
        "may": may_citywide(actor_of(request), MANAGE),
        "published": published,
        "may_hand_back": scope.text != CITY and bool(published) and not published[0].empty,
        "history": told(subject(scope)),
        "procedures": len(versions),
        **staying(request, staying_cases(versions)),
        "crumbs": [{"label": str(Words("Quy trình", "Processes")), "url": reverse("console:processes")}],
    }
    if lines is not None:
        effect = effect_of_table(scope, lines)
        before = graph_now(scope)
        after = kept_on(process_of(lines, NAME), before)
        facts |= {"effect": sentences(effect), "tight": effect.tight[:20], "touched": touched(before, after)}
        facts |= {"difference": difference(now, lines)}
    return render(request, "console/process.html", facts, status=status or (UNREADABLE if wrong else 200))
