"""The second stage: posts, competences, shared templates and whatever else areas declare go over body by body."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps

from motcua.casework.reorganisation.frame import Frame
from motcua.casework.reorganisation.models import Handed, Operation, Undecided
from motcua.domain.directory.holdings import NOTHING, Heir, Holding, Way, holdings_of
from motcua.domain.directory.models import Agency
from motcua.kernel import clock

BODIES_AT_ONCE = 40
LABEL = 200


def rows_of(holding: Holding, frame: Frame, former: Iterable[UUID]) -> Any:
    """The rows of one kind that must go over, of some bodies."""
    model: Any = apps.get_model(holding.model)
    among = {f"{holding.key}__in": list(former)}
    return model._default_manager.filter(holding.living(frame.plan.from_day), **among).order_by("pk")


def hand_bodies(frame: Frame, operation: Operation) -> bool:
    """Some bodies more, after the one reached. Whether any were left."""
    left = sorted((one for one in frame.former.values() if one.path > operation.reached), key=lambda one: one.path)
    some = left[:BODIES_AT_ONCE]
    if not some:
        return False
    for holding in holdings_of(Way.THING):
        for row in rows_of(holding, frame, [one.pk for one in some]).select_for_update(of=("self",)):
            hand_or_ask(frame, operation, holding, row)
    operation.reached = some[-1].path
    return True


def hand_or_ask(frame: Frame, operation: Operation, holding: Holding, row: Any, chosen: str = "") -> bool:
    """Whether it went over; else a person is asked."""
    former = frame.former[getattr(row, f"{holding.key}_id")]
    successor = chosen or frame.chooser.choose(former.identifier)
    if not successor:
        ask(frame, operation, holding.name, row.pk, former, str(row)[:LABEL])
        return False
    assert holding.hand
    agency = frame.bodies[successor]
    heir = Heir(agency, frame.plan.from_day, frame.plan.decision, {old: new for old, (new, _) in frame.posts.items()})
    old_id: UUID = row.pk
    follower = holding.hand(row, heir)
    why = NOTHING if follower else holding.why
    Handed.objects.create(
        operation=operation, kind=holding.name, old_id=old_id, new_id=follower, former=former, successor=agency,
        reason_vi=why.vi, reason_en=why.en,
    )  # fmt: skip
    return True


def ask(frame: Frame, operation: Operation, kind: str, key: UUID, former: Agency, label: str) -> None:
    Undecided.objects.get_or_create(
        operation=operation,
        kind=kind,
        object_id=key,
        former=former,
        defaults={"label": label, "candidates": list(frame.plan.ends[former.identifier].successors)},
    )


def settle_things(frame: Frame, operation: Operation) -> None:
    """What was asked and is decided now, by a person or by a default named since."""
    kinds = {holding.name: holding for holding in holdings_of(Way.THING)}
    for asked in list(Undecided.objects.select_for_update().filter(operation=operation, kind__in=kinds, done_at=None)):
        holding = kinds[asked.kind]
        model: Any = apps.get_model(holding.model)
        row = model._default_manager.select_for_update(of=("self",)).filter(pk=asked.object_id).first()
        gone = row is None or getattr(row, f"{holding.key}_id") not in frame.former
        if gone or hand_or_ask(frame, operation, holding, row, asked.chosen):
            asked.done_at = clock.now()
            asked.save(update_fields=["done_at"])


def counted(frame: Frame) -> Iterator[tuple[Holding, int, list[tuple[Any, Agency, str]]]]:
    """For a dry run: each kind with its number of rows and, row by row, who holds it and who would get it ("")."""
    for holding in holdings_of(Way.THING):
        rows = list(rows_of(holding, frame, frame.former))
        found = []
        for row in rows:
            former = frame.former[getattr(row, f"{holding.key}_id")]
            found.append((row, former, frame.chooser.choose(former.identifier)))
        yield holding, len(rows), found
