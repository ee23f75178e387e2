"""The stage between things and cases: what rests on posts goes where they went, when all of them have gone.

A row is found by any of its keys to a body that ends or to a post of one, and handled once. What waits for a post that
a person must decide of is left, and looked at again with each answer.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps

from motcua.casework.reorganisation.frame import POSITION, Frame
from motcua.casework.reorganisation.models import Handed, Operation
from motcua.domain.directory.holdings import Holding, Passage, Way, all_resting, holdings_of
from motcua.domain.directory.models import Position

AT_ONCE = 200


def hand_powers(frame: Frame, operation: Operation) -> bool:
    """Some rows more. Whether any went over or ended."""
    passage, done = passage_of(frame), 0
    for kind, holding, row in resting(frame, operation, set(frame.posts) | passage.waiting):
        assert holding.carry
        went = holding.carry(row, passage)
        if went is None:
            continue
        Handed.objects.create(
            operation=operation, kind=kind, old_id=row.pk, new_id=went.new_id, former_id=former_of(frame, holding, row),
            successor_id=went.agency_id, reason_vi=went.why.vi, reason_en=went.why.en,
        )  # fmt: skip
        done += 1
        if done >= AT_ONCE:
            break
    return done > 0


def resting(frame: Frame, operation: Operation | None, posts: set[UUID]) -> Iterator[tuple[str, Holding, Any]]:
    """Each living row once, with the name it is kept under: that of the first of its model's keys."""
    names: dict[str, str] = {}
    seen: set[tuple[str, UUID]] = set()
    keys = [(one, list(frame.former)) for one in holdings_of(Way.POSTS)]
    keys += [(one, list(posts)) for one in all_resting() if one.way is Way.POSTS]
    for holding, among in keys:
        kind = names.setdefault(holding.model, holding.name)
        model: Any = apps.get_model(holding.model)
        found = model._default_manager.filter(holding.living(frame.plan.from_day), **{f"{holding.key}__in": among})
        handled = Handed.objects.filter(operation=operation, kind=kind).values("old_id")
        for row in found.exclude(pk__in=handled).order_by("pk"):
            if (holding.model, row.pk) not in seen:
                seen.add((holding.model, row.pk))
                yield kind, holding, row


def passage_of(frame: Frame) -> Passage:
    heirs = {key: frame.chooser.choose(body.identifier) for key, body in frame.former.items()}
    former = {key: frame.bodies[heir].pk if heir else None for key, heir in heirs.items()}
    return Passage(frame.plan.from_day, frame.plan.decision, frame.posts, frozenset(frame.waiting_posts), former)


def former_of(frame: Frame, holding: Holding, row: Any) -> UUID:
    """The body that ends by which the row was found; of a post, the body it was at."""
    key: UUID = getattr(row, f"{holding.key}_id")
    if key in frame.former:
        return key
    told = Handed.objects.filter(operation=frame.operation, kind=POSITION, old_id=key).values_list(
        "former_id", flat=True
    )
    found = told.first() or Position.objects.values_list("agency_id", flat=True).get(pk=key)
    return found


def counted_resting(frame: Frame) -> dict[str, tuple[Holding, int]]:
    """For a dry run: how many rows rest on posts of bodies that end, by kind."""
    posts = Position.objects.filter(agency__in=list(frame.former)).values_list("pk", flat=True)
    found: dict[str, tuple[Holding, int]] = {}
    for kind, holding, _ in resting(frame, None, set(posts)):
        first, count = found.get(kind, (holding, 0))
        found[kind] = (first, count + 1)
    return found
