"""Beginning a reorganisation, going on with it batch by batch, and deciding what no rule could.

Lock protocol. One operation can be under way (a unique row says so). Each batch is one transaction: it locks the
operation, then its rows in the order of their ids, as any act on a case does. A killed run leaves whole batches; the
next run finds the stage in the operation and what is left in the rows themselves. Doing it again changes nothing.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.access.citywide import check_citywide
from motcua.base.access.permissions import DIRECTORY_MANAGE
from motcua.base.ledger import Subject, append
from motcua.casework.reorganisation.bodies import end_all, found_all, rename_all
from motcua.casework.reorganisation.cases import hand_batch, settle_cases, waiting
from motcua.casework.reorganisation.checking import check_fits
from motcua.casework.reorganisation.errors import (
    AnotherUnderWay,
    NotACandidate,
    NothingToDecide,
    OperationNotFound,
    TooEarly,
)
from motcua.casework.reorganisation.frame import Frame, frame_for, frame_of
from motcua.casework.reorganisation.models import Operation, Stage, Undecided
from motcua.casework.reorganisation.plan import Plan, as_json
from motcua.casework.reorganisation.powers import hand_powers
from motcua.casework.reorganisation.things import hand_bodies, settle_things
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.text import short_date

TOLD_AT_ONCE = 200
BODY = "agency"
"""The kind of a decision for everything that is left of one body."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's answer: which thing (or which body, by its identifier), and who takes over. `line` of the file."""

    kind: str
    key: str
    successor: str
    line: int = 0


def digest_of(plan: Plan) -> str:
    text = json.dumps(as_json(plan), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def begin(*, actor: Actor, plan: Plan) -> Operation:
    """The operation of this plan, begun if it is new; the same plan again is the same operation.

    WrongPlan where it does not fit the directory, TooEarly before its day, AnotherUnderWay while another runs.
    """
    post = check_citywide(actor, DIRECTORY_MANAGE)
    known = Operation.objects.filter(digest=digest_of(plan)).first()
    if known is not None and known.stage != Stage.DRAFT:
        return known
    if clock.today() < plan.from_day:
        raise TooEarly(day=short_date(plan.from_day))
    check_free()
    frame = frame_for(plan)
    check_fits(frame)
    try:
        with transaction.atomic():
            draft = Operation.objects.select_for_update().filter(digest=digest_of(plan)).first()
            if draft is not None and draft.stage != Stage.DRAFT:
                return draft
            operation = draft or Operation(
                title=plan.title, decision=plan.decision, from_day=plan.from_day, plan=as_json(plan),
                digest=digest_of(plan),
            )  # fmt: skip
            operation.account_id, operation.actor_name = actor.account_id, actor.name
            operation.stage, operation.total = Stage.BODIES, waiting(frame).count()
            operation.begun_at = operation.worked_at = clock.now()
            operation.save()
            told = {name: getattr(plan, name) for name in ("title", "decision", "from_day")}
            told |= {"founded": len(plan.founded), "ended": len(plan.ended), "digest": operation.digest}
            append(subject(operation), "reorganisation.begun", actor, told, authority=post, first=draft is None)
    except IntegrityError:
        check_free()
        raise
    return operation


def check_free() -> None:
    other = Operation.objects.exclude(stage__in=[Stage.DRAFT, Stage.DONE]).first()
    if other is not None:
        raise AnotherUnderWay(title=other.title)


def step(operation_id: UUID) -> Stage:
    """One batch, in a transaction of its own; the stage it leaves. OperationNotFound."""
    with transaction.atomic():
        operation = Operation.objects.select_for_update().filter(pk=operation_id).first()
        if operation is None:
            raise OperationNotFound
        frame = frame_of(operation)
        if operation.stage == Stage.BODIES:
            _bodies(frame)
            operation.stage = Stage.THINGS
        elif operation.stage == Stage.THINGS:
            if not hand_bodies(frame, operation):
                operation.stage = Stage.POWERS
        elif operation.stage == Stage.POWERS:
            if not hand_powers(frame, operation):
                operation.stage = Stage.CASES
        elif operation.stage == Stage.CASES and not hand_batch(frame, operation, SYSTEM):
            finish(operation)
        operation.worked_at = clock.now()
        operation.save()
        return Stage(operation.stage)


def _bodies(frame: Frame) -> None:
    """Checked again: the directory may have changed since the operation was begun."""
    check_fits(frame)
    found_all(frame, SYSTEM)
    rename_all(frame, SYSTEM)
    end_all(frame, SYSTEM)


def finish(operation: Operation) -> None:
    left = operation.undecided.filter(done_at=None).count()
    if left:
        if operation.stage != Stage.WAITING:
            append(subject(operation), "reorganisation.waiting", SYSTEM, {"undecided": left})
        operation.stage = Stage.WAITING
        return
    operation.stage, operation.ended_at = Stage.DONE, clock.now()
    told = {"cases": operation.cases, "things": operation.handed.count()}
    append(subject(operation), "reorganisation.finished", SYSTEM, told)


def run(operation_id: UUID) -> Operation:
    """Batch after batch until it is done or waits for a person; what was decided meanwhile is carried out."""
    while step(operation_id) not in (Stage.WAITING, Stage.DONE):
        pass
    while settle(operation_id):
        pass
    return Operation.objects.get(pk=operation_id)


def settle(operation_id: UUID) -> bool:
    """One batch of what a person decided. Whether there may be more."""
    with transaction.atomic():
        operation = Operation.objects.select_for_update().get(pk=operation_id)
        if operation.stage != Stage.WAITING:
            return False
        frame = frame_of(operation)
        settle_things(frame, operation)
        while hand_powers(frame_of(operation), operation):
            pass
        some = settle_cases(frame, operation, SYSTEM)
        if not some:
            while hand_batch(frame, operation, SYSTEM):
                pass
            finish(operation)
        operation.worked_at = clock.now()
        operation.save()
        return some > 0


@transaction.atomic
def decide(*, actor: Actor, operation_id: UUID, choices: Iterable[Choice]) -> int:
    """Who takes over what no rule could decide; how many were decided. All of them or none.

    NotACandidate and NothingToDecide name the line.
    """
    post = check_citywide(actor, DIRECTORY_MANAGE)
    operation = Operation.objects.select_for_update().filter(pk=operation_id).first()
    if operation is None:
        raise OperationNotFound
    ends, count, told = frame_of(operation).plan.ends, 0, list[list[str]]()
    for choice in choices:
        if choice.kind == BODY:
            end = ends.get(choice.key)
            if end is None:
                raise NothingToDecide(line=choice.line)
            if choice.successor not in end.successors:
                raise NotACandidate(line=choice.line, successor=choice.successor)
            operation.defaults = {**operation.defaults, choice.key: choice.successor}
            count += operation.undecided.filter(former__identifier=choice.key, chosen="", done_at=None).count()
        else:
            _choose(operation, choice, actor)
            count += 1
        told.append([choice.kind, choice.key, choice.successor])
    operation.save(update_fields=["defaults"])
    for start in range(0, len(told) if count else 0, TOLD_AT_ONCE):
        facts = {"count": count, "choices": told[start : start + TOLD_AT_ONCE]}
        append(subject(operation), "reorganisation.decided", actor, facts, authority=post)
    return count


def _choose(operation: Operation, choice: Choice, actor: Actor) -> None:
    asked = _asked(operation, choice)
    fitting = [one for one in asked if choice.successor in one.candidates]
    if not asked:
        raise NothingToDecide(line=choice.line)
    if not fitting:
        raise NotACandidate(line=choice.line, successor=choice.successor)
    for one in fitting:
        one.chosen, one.decided_by = choice.successor, actor.name
        one.save(update_fields=["chosen", "decided_by"])


def _asked(operation: Operation, choice: Choice) -> list[Undecided]:
    try:
        key = UUID(choice.key)
    except ValueError:
        return []
    return list(operation.undecided.select_for_update().filter(kind=choice.kind, object_id=key, done_at=None))


def subject(operation: Operation) -> Subject:
    return Subject("reorganisation", operation.pk)
