"""On whose desk a step begins by its unit's rule. One statement where the unit has none."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum

from motcua.casework.assigned import last_official
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import matter_of
from motcua.domain.directory.models import Absence, Agency, Position
from motcua.domain.directory.queries.skills import skill_called
from motcua.domain.routing.assigning import Candidate, Way, choose, narrowest
from motcua.domain.routing.models import AssignmentRule, Task
from motcua.domain.routing.steps import Step
from motcua.kernel import clock

Begun = tuple[Step, Agency]


def holders(case: Case, begun: Sequence[Begun]) -> list[UUID | None]:
    """For each step that begins, who gets it; None: whoever takes it."""
    if not begun:
        return []
    rules = rules_for(case, begun)
    return [_holder(case, step, agency, rules) for step, agency in begun]


def rules_for(case: Case, begun: Sequence[Begun]) -> list[AssignmentRule]:
    scopes = {"all", *matter_of(case)}
    agencies, roles = {agency.pk for _, agency in begun}, {step.role for step, _ in begun}
    return list(AssignmentRule.objects.filter(agency__in=agencies, role__in=roles, scope__in=scopes))


def _holder(case: Case, step: Step, agency: Agency, rules: Sequence[AssignmentRule]) -> UUID | None:
    fitting = [rule for rule in rules if rule.agency_id == agency.pk and rule.role == step.role]
    if not step.role or not fitting:
        return None
    rule = fitting[narrowest([rule.scope for rule in fitting])]
    if rule.way == Way.MANUAL:
        return None
    needed = skill_called(step.node.performer.skill) if step.node.performer else ""
    same = last_official(case, step, agency) if rule.way == Way.SAME else None
    return choose(rule.way, candidates(agency.pk, step.role), skill=needed or rule.skill, same=same)


def candidates(agency_id: UUID, role: str) -> list[Candidate]:
    """Everybody with the role at the unit today, with what they have. Two statements."""
    today = clock.today()
    away = Absence.objects.filter(position=OuterRef("pk"), valid__contains=today)
    held = list(
        Position.objects.filter(agency=agency_id, valid__contains=today, roles__contains=[role])
        .select_related("person")
        .annotate(away=Exists(away))
        .order_by("person__name_folded", "pk")
    )
    open_now = Q(closed_at=None)
    counted: dict[UUID, Any] = {
        row["assignee"]: row
        for row in Task.objects.filter(assignee__in=held)
        .values("assignee")
        .annotate(minutes=Sum("minutes", filter=open_now), given=Count("pk"), last=Max("opened_at"))
    }
    nothing: dict[str, Any] = {"minutes": 0, "given": 0, "last": None}
    return [
        Candidate(
            position_id=one.pk,
            name=one.person.name_folded,
            skills=frozenset(one.skills),
            away=one.away,
            minutes=counted.get(one.pk, nothing)["minutes"] or 0,
            given=counted.get(one.pk, nothing)["given"],
            last=counted.get(one.pk, nothing)["last"],
        )
        for one in held
    ]
