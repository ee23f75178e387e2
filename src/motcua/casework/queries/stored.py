"""Cases as the tables hold them, in the form the ledger is folded into: many at once, in few statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from motcua.casework.folded_row import moment
from motcua.casework.folding import approval_order
from motcua.domain.cases.models import (
    Apology,
    Case,
    CasePaper,
    ClockStop,
    Decision,
    HandOver,
    PaperFile,
    SignOff,
    SupplementRequest,
)
from motcua.domain.routing.models import SubRequest, Task

COLUMNS = (
    "filing_number", "code", "state", "channel", "procedure_version_id", "office_id", "receiving_agency_id",
    "resolving_agency_id", "limit_value", "limit_unit", "same_day", "thread_officer_id", "due_at", "answer_by",
    "submitted_at", "accepted_at", "counts_from", "decided_at", "returned_at", "ended_at", "version",
    "process_state", "process_day",
)  # fmt: skip
RENAMED = {
    "procedure_version_id": "version_id",
    "receiving_agency_id": "receiving_id",
    "resolving_agency_id": "resolving_id",
    "thread_officer_id": "thread_id",
    "process_state": "process",
}


def stored_rows(case_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """By case; ids of which there is no row are left out."""
    rows = {row.pop("pk"): base(row) for row in Case.objects.filter(pk__in=case_ids).values("pk", *COLUMNS)}
    among: dict[str, Iterable[UUID]] = {"case__in": list(rows)}
    signed = gathered(SignOff.objects.filter(**among), approval_of)
    tasks = gathered(Task.objects.filter(**among, closed_at=None).order_by("token"), task_of)
    papers = counted(CasePaper.objects.filter(**among), "case")
    files = counted(PaperFile.objects.filter(paper__case__in=list(rows), removed_at=None), "paper__case")
    stops = gathered(ClockStop.objects.filter(**among).order_by("began_at"), stop_of)
    asked = SupplementRequest.objects.filter(**among).annotate(asked_for=Count("items")).order_by("number")
    supplements = gathered(asked, supplement_of)
    apologies = gathered(Apology.objects.filter(**among).order_by("number"), apology_of)
    requests = gathered(SubRequest.objects.filter(**among).order_by("number"), request_of)
    decisions = {one.case_id: one for one in Decision.objects.filter(**among)}
    handed = dict(HandOver.objects.filter(**among).values_list("case", "way"))
    for key, row in rows.items():
        decision = decisions.get(key)
        row |= {
            "signed": sorted(signed[key], key=approval_order),
            "tasks": tasks[key],
            "papers": papers.get(key, 0),
            "files": files.get(key, 0),
        }
        row |= {"apologies": apologies[key]}
        row |= {"requests": requests[key]}
        row |= {"stops": stops[key], "supplements": supplements[key], "handed_over": handed.get(key)}
        row |= {"outcome": decision and decision.outcome, "decision_number": decision and decision.number}
    return rows


def base(row: dict[str, Any]) -> dict[str, Any]:
    """The case's own columns as the ledger tells them."""
    value, unit = row.pop("limit_value"), row.pop("limit_unit")
    told = {RENAMED.get(name, name): plain(found) for name, found in row.items()}
    return told | {"limit": limit_text(value, unit) if row["accepted_at"] else ""}


def limit_text(value: Any, unit: str) -> str:
    return f"{value.normalize():f} {unit}" if value is not None else ""


def plain(value: Any) -> Any:
    """Ids, moments and days as text."""
    return (
        str(value)
        if isinstance(value, UUID) or type(value) is date
        else moment(value)
        if hasattr(value, "astimezone")
        else value
    )


def task_of(task: Task) -> list[Any]:
    agency = str(task.agency_id) if task.role else None
    return [task.token, task.step, agency, moment(task.due_at), plain(task.assignee_id)]


def approval_of(one: SignOff) -> list[Any]:
    return [one.kind, one.step, one.digest, moment(one.signed_at), moment(one.died_at)]


def stop_of(stop: ClockStop) -> list[Any]:
    return [stop.reason, stop.effect, moment(stop.began_at), moment(stop.ended_at)]


def supplement_of(request: Any) -> list[Any]:
    return [request.number, request.asked_for, moment(request.asked_at), moment(request.answered_at)]


def apology_of(given: Apology) -> list[Any]:
    return [given.number, moment(given.was), moment(given.due)]


def request_of(request: SubRequest) -> list[Any]:
    above = plain(request.escalated_to_id)
    due = moment(request.due_at)
    return [
        request.number, request.kind, str(request.agency_id), due, str(request.state), request.reminders, above,
        plain(request.taken_by_id), plain(request.awaited_by_id),
    ]  # fmt: skip


def counted(rows: QuerySet[Any], by: str) -> dict[UUID, int]:
    return dict(rows.order_by().values_list(by).annotate(count=Count("pk")))


def gathered(rows: Iterable[Any], told: Callable[[Any], list[Any]]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(told(row))
    return found
