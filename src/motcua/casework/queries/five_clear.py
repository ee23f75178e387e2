"""The five-clear panel of a case, gathered: its tasks, its process, and who will likely do what is to come."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.base.access.roles import role_named
from motcua.base.compiled import compiled
from motcua.casework import steps, timing
from motcua.casework.assigning import settle
from motcua.casework.five_clear import MOST_NAMED, TAKEN, Clear, Done, Likely, five_clear
from motcua.casework.walking import places as places_for
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Absence, Agency, Position
from motcua.domain.directory.queries.skills import skill_called
from motcua.domain.processes.graph.definition import Performer
from motcua.domain.routing.assigning import Way, narrowest
from motcua.domain.routing.models import AssignmentRule, Task
from motcua.domain.routing.steps import Step
from motcua.kernel import clock
from motcua.kernel.words import Words

LONGEST = 60 * 8 * 60
"""A step that lasts until the case is due is planned no further than sixty working days."""
THREAD = Words("cán bộ đầu mối của hồ sơ", "the thread officer of the case")
SAME_AS = Words("người đã làm bước “{step}”", "whoever did the step “{step}”")
WAITS = Words("Chờ đến thời điểm", "Waits for the moment")


def panel_of(case: Case, tasks: Sequence[Task], coming: Collection[str], *, timed: bool) -> tuple[Clear, ...]:
    """`tasks` in the order they were opened, with `assignee__person` and `closed_by__person`; `coming` are keys.

    Three statements.
    """
    process = steps.process_of(case)
    calendar, hours = timing.rules_of(case)

    def plan(since: datetime, minutes: int) -> datetime:
        moment: datetime = calendar.add_working_minutes(since, min(minutes, LONGEST), hours)
        return moment

    return five_clear(
        process,
        [done_of(task, case) for task in tasks],
        likely_of(case, [step for step in process if step.key in coming], tasks),
        plan,
        coming=coming,
        now=clock.now(),
        until=case.due_at,
        timed=timed,
    )


def done_of(task: Task, case: Case) -> Done:
    return Done(
        step=task.step,
        place=task.agency.label,
        role=role_words(task.role),
        opened_at=task.opened_at,
        due_at=task.due_at,
        closed_at=task.closed_at,
        outcome=task.outcome,
        owner=named(task.assignee),
        closed_by=named(task.closed_by),
        note=task.note,
        waits=waits_for_applicant(task, case),
        documents=tuple(task.documents),
    )


def waits_for_applicant(task: Task, case: Case) -> bool:
    """A step after the decision: nobody is late there, the applicant fetches the result."""
    return case.decided_at is not None and task.opened_at >= case.decided_at


def role_words(role: str) -> Words:
    return role_named(role).title if role else WAITS


def named(position: Position | None) -> str:
    return f"{position.person.full_name} ({position.title})" if position else ""


def likely_of(case: Case, coming: Sequence[Step], tasks: Sequence[Task] = ()) -> dict[str, Likely]:
    """For each step the unit and role, the rule that will choose, and who fits. Two statements."""
    settled, rules = settle(case, list(zip(coming, places_for(case, [step.node for step in coming]), strict=True)))
    places = {step.key: place for step, place in settled}
    bound = [case.thread_officer_id] if case.thread_officer_id else []
    held = _held([place.pk for place in places.values()], bound, clock.today())
    return {step.key: likely(case, step, places[step.key], held, rules, tasks) for step in coming}


@compiled
def _held(agencies: list[UUID], officers: list[UUID], day: date) -> QuerySet[Position]:
    """Who holds a post at these agencies, and these officers; `away` where they are absent that day."""
    away = Absence.objects.filter(position=OuterRef("pk"), valid__contains=day)
    present = Position.objects.filter(valid__contains=day).annotate(away=Exists(away))
    wanted = Q(agency__id__among=agencies) | Q(id__among=officers)
    return present.filter(wanted).select_related("person").order_by("person__name_folded", "pk")


def likely(
    case: Case,
    step: Step,
    place: Agency,
    held: Sequence[Position],
    rules: Sequence[AssignmentRule],
    tasks: Sequence[Task],
) -> Likely:
    """A person bound to the case comes first, then the unit's narrowest rule; people away are passed over."""
    who = step.node.performer
    words, person = (bound_person(case, who, held, tasks) if who else None) or (None, "")
    rule = rule_of(step, place, rules)
    skill = skill_called(who.skill if who else "") or (rule.skill if rule else "")
    fitting = [
        one
        for one in held
        if one.agency_id == place.pk and step.role in one.roles and not one.away and (not skill or skill in one.skills)  # type: ignore[attr-defined]
    ]
    if not person and words is None and len(fitting) == 1:
        person = named(fitting[0])
    told = words or rule_words(rule, skill)
    names = tuple(named(one) for one in fitting[:MOST_NAMED]) if not person else (person,)
    return Likely(place.label, role_words(step.role), person, told, names, 1 if person else len(fitting))


def bound_person(
    case: Case, who: Performer, held: Sequence[Position], tasks: Sequence[Task]
) -> tuple[Words, str] | None:
    """The thread officer, or who did another step, where the process says so; "" while nobody did it yet."""
    if who.thread:
        return THREAD, next((named(one) for one in held if one.pk == case.thread_officer_id), "")
    if who.same_as:
        did = [task.closed_by for task in tasks if task.step == who.same_as and task.closed_by]
        return SAME_AS.fill(step=words_of(case, who.same_as)), named(did[-1]) if did else ""
    return None


def words_of(case: Case, key: str) -> Words:
    """A step's name; its key where the process has no such step."""
    return next((step.words for step in steps.process_of(case) if step.key == key), Words(key, key))


def rule_of(step: Step, place: Agency, rules: Sequence[AssignmentRule]) -> AssignmentRule | None:
    fitting = [rule for rule in rules if rule.agency_id == place.pk and rule.role == step.role]
    return fitting[narrowest([rule.scope for rule in fitting])] if fitting else None


def rule_words(rule: AssignmentRule | None, skill: str) -> Words:
    """ "Người có kỹ năng, ít việc nhất: đất đai"; taken by hand where the unit has no rule."""
    way = TAKEN if rule is None or rule.way in (Way.MANUAL, Way.UNIT) else Way(rule.way).words
    return Words("{way}: {skill}", "{way}: {skill}").fill(way=way, skill=skill) if skill else way


def thread_of(case: Case) -> Position | None:
    """The one contact from start to end, of an accepted case."""
    if case.thread_officer_id is None:
        return None
    return _officer.first(case.thread_officer_id)


@compiled
def _officer(position_id: UUID) -> QuerySet[Position]:
    return Position.objects.select_related("person", "agency").filter(pk=position_id)
