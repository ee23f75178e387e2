"""A person's case as one line of a list: who has it now, and how much it waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from motcua.domain.cases.models import Case, SupplementItem
from motcua.domain.cases.states import State
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import first_by_case

WAITING = (State.SUPPLEMENT, State.DUTY)
BEHIND = (State.RETURNED, State.CLOSED, State.REFUSED, State.WITHDRAWN, State.STOPPED)


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the list; `asked` counts what its open supplement asks for."""

    case: Case
    task: Task | None
    asked: int


def lines(cases: "Sequence[Case] | QuerySet[Case]") -> list[Line]:
    held = list(cases)
    tasks = first_by_case(Task.objects.filter(case__in=held, closed_at=None).select_related("agency"))
    counts = asked_in(held)
    return [Line(case, tasks.get(case.pk), counts.get(case.pk, 0)) for case in held]


def asked_in(cases: Sequence[Case]) -> Mapping[UUID, int]:
    """How many things each case's open supplement asks for."""
    rows = SupplementItem.objects.filter(request__case__in=cases, request__answered_at=None)
    return dict(rows.values_list("request__case").annotate(asked=Count("pk")))
