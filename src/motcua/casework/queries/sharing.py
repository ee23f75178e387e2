"""How a unit's work is shared out: its rules, and who has how many tasks and minutes, who is away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Sum

from motcua.base.access import permissions
from motcua.casework.assigning import asked_of
from motcua.casework.queries.delegations import names_of
from motcua.casework.services.assign_request import may_answer
from motcua.casework.services.rules import WORKING, role_words
from motcua.casework.timed import timed_tasks
from motcua.domain.directory.models import Absence, Agency, Position
from motcua.domain.directory.queries import agencies_on
from motcua.domain.routing.assigning import Way
from motcua.domain.routing.models import AssignmentRule, SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Official:
    """`open` tasks on the desk and `asked` requests of other agencies; `late` of both, `minutes` they have."""

    position: Position
    open: int
    late: int
    minutes: int
    away: bool
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    rule: AssignmentRule
    role: Words
    scope: str
    way: Words


def headed_by(actor: Actor) -> list[Agency]:
    """The units one heads, by own posts; the highest first."""
    keys = [post.agency_id for post in actor.posts if permissions.CASE_ASSIGN in post.permissions]
    return sorted(agencies_on(clock.today()).filter(pk__in=keys), key=lambda one: (one.path.count("/"), one.name))


def officials_at(agency: Agency) -> list[Official]:
    """Who works there today, the busiest first. Two statements."""
    today, now = clock.today(), clock.now()
    away = Absence.objects.filter(position=OuterRef("pk"), valid__contains=today)
    held = (
        Position.objects.filter(agency=agency, valid__contains=today, roles__overlap=list(WORKING))
        .select_related("person")
        .annotate(away=Exists(away), **asked_of())
        .order_by("person__name_folded", "pk")
    )
    counted: dict[UUID, Any] = {
        row["assignee"]: row
        for row in Task.objects.filter(assignee__in=held, closed_at=None)
        .values("assignee")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now) & timed_tasks()), minutes=Sum("minutes"))
    }
    nothing: dict[str, Any] = {"n": 0, "late": 0, "minutes": 0}
    rows = [(one, counted.get(one.pk, nothing)) for one in held]
    found = [_official(one, row) for one, row in rows]
    return sorted(found, key=lambda one: (-one.minutes, -one.open - one.asked))


def _official(one: Any, row: Mapping[str, Any]) -> Official:
    minutes = (row["minutes"] or 0) + (one.asked_minutes or 0)
    late = (row["late"] or 0) + (one.asked_late or 0)
    return Official(one, row["n"] or 0, late, minutes, one.away, one.asked_open or 0)


def answering_at(agency: Agency) -> list[Official]:
    """Who there may answer what other agencies ask, whoever has least first. Two statements."""
    return [one for one in reversed(officials_at(agency)) if may_answer(one.position)]


def waiting_at(agency: Agency) -> int:
    """Open steps nobody has taken."""
    return Task.objects.filter(agency=agency, closed_at=None, assignee=None, role__in=WORKING).count()


def asked_waiting_at(agency: Agency) -> int:
    """Requests of other agencies nobody has taken."""
    return SubRequest.objects.filter(agency=agency, closed_at=None, taken_by=None).count()


def rules_at(agency: Agency) -> list[Rule]:
    rows = list(AssignmentRule.objects.filter(agency=agency).select_related("unit").order_by("role", "scope"))
    names = names_of(row.scope for row in rows)
    return [Rule(row, role_words(row.role), names.get(row.scope, row.scope), Way(row.way).words) for row in rows]
