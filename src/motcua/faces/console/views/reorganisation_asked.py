"""What no rule could decide in a reorganisation: looked through, answered row by row, body by body, or by a table."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access.citywide import check_citywide
from motcua.base.access.routes import requires
from motcua.base.ui.paging import page_of
from motcua.casework.looking.lists import LIST, note_cases
from motcua.casework.reorganisation import grouping, tasks
from motcua.casework.reorganisation import queries as reading
from motcua.casework.reorganisation.cases import KIND as CASE
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.services.running import BODY, Choice, decide
from motcua.faces.console import reorganising as shown
from motcua.faces.console.forms.reorganisation import AnswersForm, text_of
from motcua.faces.console.pages import UNREADABLE, actor_of
from motcua.faces.console.views.agency_acts import FORM
from motcua.faces.console.views.reorganisation import ASKED, MANAGE, crumbs, operation_of, tabs
from motcua.kernel.errors import Fault, NotVisible
from motcua.kernel.spreadsheets import as_csv
from motcua.kernel.words import Words

HEADINGS = ("kind", "id", "label", "former", "candidates", "successor")
MOST_PLACES = 100
NO_ANSWER = Words("Bạn chưa chọn cơ quan kế thừa nào.", "No successor was chosen.")
DONE = Words("Đã ghi {n} quyết định, đang bàn giao.", "{n} decisions kept; the things go over now.")


@requires(MANAGE)
@require_http_methods(FORM)
def asked_page(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """The list of a draft to be read; once it was carried out, a choice beside each row."""
    actor = actor_of(request)
    check_citywide(actor, MANAGE)
    operation = operation_of(operation_id)
    form, status = AnswersForm(), 200
    fault: Fault | Words | None = None
    if request.method == "POST":
        form = AnswersForm(request.POST, request.FILES) if "table" in request.POST else form
        try:
            count = _answered(request, operation, form)
        except NotVisible:
            raise
        except Fault as refused:
            fault, status = refused, refused.status
        else:
            if count:
                messages.success(request, str(DONE.fill(n=count)))
                return HttpResponseRedirect(request.get_full_path())
            fault, status = (None if form.errors else NO_ANSWER), UNREADABLE
    facts = asked_facts(request, operation) | {"form": form, "fault": fault}
    return render(request, "console/reorganisation_asked.html", facts, status=status)


def _answered(request: HttpRequest, operation: Operation, form: AnswersForm) -> int:
    """How many were decided; 0 with the reason on the form where there is one."""
    if form.is_bound:
        text = text_of(form.cleaned_data["answers"], form, "answers") if form.is_valid() else None
        choices = reading.read_decisions(text) if text is not None else []
    else:
        choices = grouping.expanded(chosen(request.POST), rows_of(operation), operation)
    if not choices:
        return 0
    with transaction.atomic():
        count = decide(actor=actor_of(request), operation_id=operation.pk, choices=choices)
        tasks.defer(operation.pk)
    return count


def chosen(data: QueryDict) -> list[Choice]:
    """Fields "agency|H26.X", "kind|id", "place|H26.X|…" and "reason|H26.X|…" with the successor chosen; a case may be
    asked of for several bodies."""
    rows = [(name, value) for name, values in data.lists() if "|" in name for value in values if value]
    pairs = [(*name.split("|", 1), str(value)) for name, value in rows]
    return [Choice(kind, key, heir, line) for line, (kind, key, heir) in enumerate(pairs, start=1)]


@requires(MANAGE)
@require_safe
def asked_csv(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """The list as a table that comes back with a successor in each row."""
    check_citywide(actor_of(request), MANAGE)
    operation = operation_of(operation_id)
    rows = rows_of(operation)
    note_shown(request, rows)
    table = as_csv(HEADINGS, ([*row[:4], ";".join(row[4]), ""] for row in rows))
    answer = HttpResponse(table, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="cho-quyet-dinh.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def note_shown(request: HttpRequest, rows: Sequence[tuple[Any, ...]]) -> None:
    """Their cases were seen in a list, with the places where people live."""
    note_cases(actor_of(request), [UUID(str(key)) for kind, key, *_ in rows if kind == CASE], LIST)


def rows_of(operation: Operation) -> list[tuple[Any, ...]]:
    """kind, id, label, former, candidates."""
    if operation.stage != Stage.DRAFT:
        return reading.undecided_rows(operation)
    return [(one["kind"], one["id"], one["label"], one["former"], tuple(one["candidates"])) for one in operation.asked]


def asked_facts(request: HttpRequest, operation: Operation) -> dict[str, Any]:
    draft, typed = operation.stage == Stage.DRAFT, request.POST if request.method == "POST" else {}
    rows = rows_of(operation)
    some, pages = page_of(request, rows)
    note_shown(request, some)
    named = {heir for row in rows for heir in row[4]} | {row[3] for row in rows}
    names = shown.heirs_named(named, operation)
    bodies = dict.fromkeys((row[3], row[4]) for row in rows)
    places = grouping.placed(operation, rows)
    by_reason, by_place = grouping.groups(rows, places)
    return {
        "reasons": [group_row(one, names, typed) for one in by_reason],
        "places": [group_row(one, names, typed) for one in by_place[:MOST_PLACES]],
        "operation": operation,
        "draft": draft,
        "deciding": operation.stage == Stage.WAITING,
        "count": len(rows),
        "rows": [
            {
                "kind": shown.words_of(kind), "label": label, "former": names.get(former, former),
                "url": reverse("desk:case", args=[key]) if kind == CASE else "",
                "name": f"{kind}|{key}", "options": options(heirs, names, typed.get(f"{kind}|{key}", "")),
                "heirs": [names.get(heir, heir) for heir in heirs],
                "place": places.get((key, former)),
                "why": grouping.REASONS[places[key, former].reason] if (key, former) in places else "",
            }
            for kind, key, label, former, heirs in some
        ],
        "bodies": [
            {
                "former": names.get(former, former), "name": f"{BODY}|{former}",
                "count": sum(row[3] == former for row in rows),
                "options": options(heirs, names, typed.get(f"{BODY}|{former}", "")),
            }
            for former, heirs in bodies
        ],
        "tabs": tabs(operation, ASKED),
        "crumbs": crumbs(operation),
        **pages,
    }  # fmt: skip


def group_row(group: grouping.Group, names: dict[str, str], typed: Any) -> dict[str, Any]:
    return {
        "label": group.label, "former": names.get(group.former, group.former), "name": group.field,
        "count": len(group.cases), "options": options(group.candidates, names, typed.get(group.field, "")),
    }  # fmt: skip


def options(heirs: tuple[str, ...], names: dict[str, str], typed: str) -> list[tuple[str, str, bool]]:
    return [(heir, names.get(heir, heir), heir == typed) for heir in heirs]
