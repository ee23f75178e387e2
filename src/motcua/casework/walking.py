"""Carrying out what the engine says: first the case's state in memory, then, once the case is saved, its tasks.

An act calls `plan` while it holds the lock, saves the case, and calls `carry_out`; what that returns is told to the
ledger (`Walked.facts`), so that the tasks can be told from the entries (`folding.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Subquery

from motcua.base.access.roles import Leader, Specialist
from motcua.casework import assigning, timing
from motcua.casework.data import data_of
from motcua.casework.errands import owe
from motcua.casework.steps import RECEIVING, both, graph_of, has_skill, named, standing, step_named
from motcua.casework.units import unit_of
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency, Position
from motcua.domain.directory.queries.succession import agency_or_heir
from motcua.domain.processes.graph.definition import Node, Performer, Relation
from motcua.domain.processes.graph.engine import Action, Cancel, Changes, SendBack, Start, act, leaving
from motcua.domain.processes.graph.state import NOT_BEGUN, Token, to_json
from motcua.domain.routing.models import Task
from motcua.domain.routing.services import tasks
from motcua.domain.routing.services.tasks import Opening
from motcua.kernel import clock
from motcua.kernel.actor import Post

CUT_OFF = "cut_off"
"""The outcome of a task that ended because another one went back past its branch, or the case ended."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will change: the engine's answer, and the tasks that were open."""

    changes: Changes
    open: Sequence[Task]


@dataclass(frozen=True, slots=True)
class Walked:
    """What has changed."""

    case: Case
    opened: list[Task]

    @property
    def facts(self) -> dict[str, object]:
        """What the ledger keeps so that rows can be told from it: the state, and each task that was opened."""
        told = [
            [task.token, task.step, task.agency_id if task.role else None, task.due_at, task.assignee_id]
            for task in self.opened
        ]
        return {"process": self.case.process_state, "tasks": told}

    @property
    def said(self) -> dict[str, object]:
        """Which steps come next, and where: for the sentence."""
        steps = [both(named(self.case, task)) for task in self.opened]
        agencies = dict.fromkeys(task.agency.name for task in self.opened)
        together = {language: "; ".join(step[language] for step in steps) for language in ("vi", "en")}
        return {"next": together, "agency": "; ".join(agencies)}


def begin(case: Case) -> Plan:
    """The first step, of a case that is being filed."""
    return _plan(case, [], act(graph_of(case), NOT_BEGUN, Start(data_of(case))))


def complete(case: Case, open_now: Sequence[Task], task: Task) -> Plan:
    return plan(case, open_now, leaving(graph_of(case), Token(task.token, task.step), data_of(case)))


def send_back(case: Case, open_now: Sequence[Task], task: Task, to: str = "") -> Plan:
    return plan(case, open_now, SendBack(task.token, to))


def cancel(case: Case, open_now: Sequence[Task]) -> Plan:
    """Every step ends. A case whose tasks are gone already stays as it is."""
    state = standing(case, open_now)
    changes = Changes(state) if state.over else act(graph_of(case), state, Cancel())
    return _plan(case, open_now, changes)


def plan(case: Case, open_now: Sequence[Task], action: Action) -> Plan:
    """What an action changes; the state is put on the case in memory. Faults of the engine pass through."""
    return _plan(case, open_now, act(graph_of(case), standing(case, open_now), action))


def _plan(case: Case, open_now: Sequence[Task], changes: Changes) -> Plan:
    case.process_state = to_json(changes.state)
    return Plan(changes, open_now)


def carry_out(
    case: Case,
    planned: Plan,
    now: datetime,
    *,
    post: Post | None = None,
    outcome: str = "",
    note: str = "",
    due_at: datetime | None = None,
    documents: Sequence[str] = (),
) -> Walked:
    """Close and open the tasks of a saved case. `due_at` for all that open, where it is not each one's own share."""
    by_token = {task.token: task for task in planned.open}
    closing = [by_token[token.id] for token in planned.changes.closed if token.id in by_token]
    for place, task in enumerate(closing):
        own = not place or planned.changes.ended
        tasks.close_task(
            task=task,
            position_id=post.position_id if post and own else None,
            outcome=outcome if own else CUT_OFF,
            note=note if own else "",
            now=now,
            documents=() if place else documents,
        )
    owe(case, planned.changes.passed, planned.changes.opened, now)
    return Walked(case, open_all(case, planned.changes.opened, now, due_at=due_at))


def open_all(case: Case, tokens: Sequence[Token], now: datetime, *, due_at: datetime | None) -> list[Task]:
    if not tokens:
        return []
    steps = [step_named(case, token.node) for token in tokens]
    dues = [due_at] * len(steps) if due_at else timing.step_dues(case, now, steps)
    agencies = places(case, [step.node for step in steps])
    by_rule = assigning.shared_out(case, list(zip(steps, agencies, strict=True)))
    openings = [
        Opening(step, token.id, agency, due, first_holder(case, step.node, agency) or holder)
        for step, token, due, (agency, holder) in zip(steps, tokens, dues, by_rule, strict=True)
    ]
    return tasks.open_tasks(case=case, openings=openings, now=now)


def places(case: Case, nodes: Sequence[Node]) -> list[Agency]:
    """Which agency does each step; a unit is looked for once."""
    units: dict[str, Agency] = {}
    return [agency_for(case, node.performer, units) for node in nodes]


def agency_for(case: Case, who: Performer | None, units: dict[str, Agency] | None = None) -> Agency:
    """Reception, or the deciding agency, a unit inside it, the one above it, or a named one."""
    if who is None or who.relation == RECEIVING:
        return case.receiving_agency
    if who.relation is Relation.UNIT:
        known = {} if units is None else units
        if who.same_as not in known:
            known[who.same_as] = unit_of(case, who.same_as)
        return known[who.same_as]
    if who.relation is Relation.PARENT:
        return case.resolving_agency.parent or case.resolving_agency
    if who.relation is Relation.NAMED:
        return agency_or_heir(who.agency, clock.today()) or case.resolving_agency
    return case.resolving_agency


def first_holder(case: Case, node: Node, agency: Agency) -> UUID | None:
    """Whose step it is: the thread officer's, or that of who did another step; usually nobody's.

    None as well where that person holds no fitting post there any more: then the head of the unit says who.
    """
    who = node.performer
    if who is None or not (who.thread or who.same_as):
        return None
    person: Any = case.thread_officer_id
    if not who.thread:
        done = Task.objects.filter(case=case, step=who.same_as, closed_by__isnull=False).order_by("-closed_at")
        person = Subquery(done.values("closed_by")[:1])
    found = Position.objects.select_related("agency").filter(pk=person, valid__contains=clock.today()).first()
    fitting = {who.role, Leader.name} if who.role == Specialist.name else {who.role}
    fits = found is not None and agency.path.startswith(found.agency.path) and not fitting.isdisjoint(found.roles)
    return found.pk if found and fits and has_skill(who, found.skills) else None


def rededicate(case: Case, open_now: Sequence[Task], now: datetime) -> dict[str, Any]:
    """After the clock went on: an open step gets its share anew after a restart, else as much longer as it stood.

    Timers run as they did. Returns what the ledger keeps of it.
    """
    working = [task for task in open_now if task.role]
    shares = [(task.opened_at, named(case, task)) for task in working]
    dues = timing.shares_after_stops(case, now, shares) if working else []
    for task, due in zip(working, dues, strict=True):
        task.due_at = due
        task.save(update_fields=["due_at"])
    return {"dues": [[task.token, task.due_at] for task in working]}
