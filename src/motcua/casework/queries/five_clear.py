"""The five-clear panel of a case, gathered: its tasks, its process, and who will likely do what is to come."""

from collections.abc import Collection, Sequence
from datetime import datetime

from motcua.base.access.roles import role_named
from motcua.casework import steps, timing
from motcua.casework.five_clear import Clear, Done, Likely, five_clear
from motcua.casework.walking import agency_of
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Task
from motcua.domain.routing.steps import Step
from motcua.kernel import clock
from motcua.kernel.words import Words

LONGEST = 60 * 8 * 60
"""A step that lasts until the case is due is planned no further than sixty working days."""
WAITS = Words("Chờ đến thời điểm", "Waits for the moment")


def panel_of(case: Case, tasks: Sequence[Task], coming: Collection[str], *, timed: bool) -> tuple[Clear, ...]:
    """`tasks` in the order they were opened, with `assignee__person` and `closed_by__person`; `coming` are keys.

    Two statements.
    """
    process = steps.process_of(case)
    calendar, hours = timing.rules_of(case)

    def plan(since: datetime, minutes: int) -> datetime:
        moment: datetime = calendar.add_working_minutes(since, min(minutes, LONGEST), hours)
        return moment

    return five_clear(
        process,
        [done_of(task, case) for task in tasks],
        likely_of(case, [step for step in process if step.key in coming]),
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


def likely_of(case: Case, coming: Sequence[Step]) -> dict[str, Likely]:
    """For each step the unit and role; the person where only one can be it. One statement."""
    places = {step.key: agency_of(case, step.node) for step in coming}
    held = list(
        Position.objects.filter(agency__in={place.pk for place in places.values()}, valid__contains=clock.today())
        .select_related("person")
        .order_by("person__name_folded", "pk")
    )
    found = {}
    for step in coming:
        place = places[step.key]
        here = [one for one in held if one.agency_id == place.pk and step.role in one.roles]
        fitting = [one for one in here if steps.has_skill(step.node.performer, one.skills)]
        person = named(fitting[0]) if len(fitting) == 1 else ""
        found[step.key] = Likely(place.label, role_words(step.role), person)
    return found


def thread_of(case: Case) -> Position | None:
    """The one contact from start to end, of an accepted case."""
    if case.thread_officer_id is None:
        return None
    return Position.objects.select_related("person", "agency").filter(pk=case.thread_officer_id).first()
