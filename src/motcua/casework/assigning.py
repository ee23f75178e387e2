"""On whose desk a step begins by its unit's rule. One statement where the unit has none."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable

from motcua.base.access.roles import Specialist
from motcua.base.compiled import compiled
from motcua.base.edition import kept
from motcua.casework.assigned import last_answering, last_official
from motcua.casework.surroundings import edition_of
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import matter_of
from motcua.domain.directory.models import Absence, Agency, Position
from motcua.domain.directory.queries.skills import skill_called
from motcua.domain.directory.validity import holds
from motcua.domain.processes.graph.definition import Relation
from motcua.domain.routing.assigning import Candidate, Way, choose, narrowest
from motcua.domain.routing.models import AssignmentRule, SubRequest, Task
from motcua.domain.routing.steps import Step
from motcua.kernel import clock

Begun = tuple[Step, Agency]


def shared_out(case: Case, begun: Sequence[Begun]) -> list[tuple[Agency, UUID | None]]:
    """For each step that begins, where it goes and who gets it; None: whoever takes it."""
    settled, rules = settle(case, begun)
    return [(agency, _holder(case, step, agency, rules)) for step, agency in settled]


def settle(case: Case, begun: Sequence[Begun]) -> tuple[list[Begun], list[AssignmentRule]]:
    """Steps where their agency's rules send them, and the rules that hold there. One statement, two where one moves."""
    if not begun:
        return [], []
    rules = rules_of_begun(case, begun)
    settled = [(step, _unit(rules, step, agency) or agency) for step, agency in begun]
    return settled, rules if settled == list(begun) else rules_of_begun(case, settled)


def unit_by_rule(case: Case) -> Agency | None:
    """The unit to which the deciding agency's rules give such a case."""
    found = AssignmentRule.objects.filter(agency=case.resolving_agency, role=Specialist.name, scope__in=_scopes(case))
    return _unit_in(list(found.select_related("unit")), case.resolving_agency)


def _unit(rules: Sequence[AssignmentRule], step: Step, agency: Agency) -> Agency | None:
    """Specialists' work alone is given to a unit: what a named agency does stays there."""
    if step.role != Specialist.name or step.relation not in (Relation.SPECIALIST, Relation.UNIT):
        return None
    return _unit_in([rule for rule in rules if rule.agency_id == agency.pk and rule.role == step.role], agency)


def _unit_in(fitting: Sequence[AssignmentRule], agency: Agency) -> Agency | None:
    """By the narrowest rule, if that unit is there today."""
    unit = fitting[narrowest([rule.scope for rule in fitting])].unit if fitting else None
    return unit if unit and unit.path.startswith(agency.path) and holds(unit.valid, clock.today()) else None


def _scopes(case: Case) -> set[str]:
    return {"all", *matter_of(case)}


def holders_of_asked(case: Case, agencies: Sequence[Agency]) -> list[UUID | None]:
    """Who at each asked agency gets the request, by its rule for what specialists do there; None: whoever takes it."""
    rules = rules_for(case, {agency.pk for agency in agencies}, {Specialist.name})
    found: list[UUID | None] = []
    for agency in agencies:
        rule = ruling(rules, agency, Specialist.name)
        if rule is None:
            found.append(None)
            continue
        same = last_answering(case, agency) if rule.way == Way.SAME else None
        found.append(choose(rule.way, candidates(agency.pk, Specialist.name), skill=rule.skill, same=same))
    return found


def rules_of_begun(case: Case, begun: Sequence[Begun]) -> list[AssignmentRule]:
    return rules_for(case, {agency.pk for _, agency in begun}, {step.role for step, _ in begun})


def rules_for(case: Case, agencies: Collection[UUID], roles: Collection[str]) -> list[AssignmentRule]:
    """Those that fit the case; no statement where none of the agencies is known to have any."""
    if ruling_kept(edition_of(case)).isdisjoint(agencies):
        return []
    return _rules(list(agencies), list(roles), list(_scopes(case)))


@kept
def ruling_kept(mark: str) -> frozenset[UUID]:
    """The agencies that have rules."""
    return frozenset(AssignmentRule.objects.values_list("agency", flat=True).distinct())


@compiled
def _rules(agencies: list[UUID], roles: list[str], scopes: list[str]) -> QuerySet[AssignmentRule]:
    found = AssignmentRule.objects.filter(agency__id__among=agencies, role__among=roles, scope__among=scopes)
    return found.select_related("unit")


def ruling(rules: Sequence[AssignmentRule], agency: Agency, role: str) -> AssignmentRule | None:
    """The narrowest rule of an agency for a role; None where it has none, or none that names a person."""
    fitting = [rule for rule in rules if rule.agency_id == agency.pk and rule.role == role]
    rule = fitting[narrowest([rule.scope for rule in fitting])] if role and fitting else None
    return None if rule is None or rule.way in (Way.MANUAL, Way.UNIT) else rule


def _holder(case: Case, step: Step, agency: Agency, rules: Sequence[AssignmentRule]) -> UUID | None:
    rule = ruling(rules, agency, step.role)
    if rule is None:
        return None
    needed = skill_called(step.node.performer.skill) if step.node.performer else ""
    same = last_official(case, step, agency) if rule.way == Way.SAME else None
    return choose(rule.way, candidates(agency.pk, step.role), skill=needed or rule.skill, same=same)


def candidates(agency_id: UUID, role: str) -> list[Candidate]:
    """Everybody with the role at the unit today, with what they have, tasks and requests of others. Two statements."""
    today = clock.today()
    away = Absence.objects.filter(position=OuterRef("pk"), valid__contains=today)
    present = Position.objects.filter(agency=agency_id, valid__contains=today, roles__contains=[role])
    counting = present.select_related("person").annotate(away=Exists(away), **asked_of())
    held: list[Any] = list(counting.order_by("person__name_folded", "pk"))
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
            minutes=(counted.get(one.pk, nothing)["minutes"] or 0) + (one.asked_minutes or 0),
            given=counted.get(one.pk, nothing)["given"] + (one.asked_given or 0),
            last=max(filter(None, (counted.get(one.pk, nothing)["last"], one.asked_last)), default=None),
        )
        for one in held
    ]


def asked_of() -> dict[str, Combinable]:
    """What other agencies' requests a position has, as annotations: open ones, those past their moment, the minutes
    of the open ones, how many ever, and when the last came."""
    open_now = Q(closed_at=None)

    def told(figure: Aggregate) -> Subquery:
        own = SubRequest.objects.filter(taken_by=OuterRef("pk")).order_by().values("taken_by")
        return Subquery(own.annotate(figure=figure).values("figure"))

    return {
        "asked_open": told(Count("pk", filter=open_now)),
        "asked_late": told(Count("pk", filter=open_now & Q(due_at__lt=clock.now()))),
        "asked_minutes": told(Sum("minutes", filter=open_now)),
        "asked_given": told(Count("pk")),
        "asked_last": told(Max("taken_at")),
    }
