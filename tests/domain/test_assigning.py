"""Who gets a task by a unit's rule: every way, people away, skills, and the same answer for the same facts."""

from datetime import UTC, datetime
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest

from motcua.domain.routing.assigning import Candidate, choose, narrowest

A, B, C = (UUID(int=number) for number in (1, 2, 3))
EARLY, LATER = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)


def people(**changes: dict[str, Any]) -> list[Candidate]:
    facts: dict[str, dict[str, Any]] = {
        "a": {"position_id": A, "name": "an", "minutes": 60, "last": LATER, "given": 3, "skills": frozenset({"đất"})},
        "b": {"position_id": B, "name": "binh", "minutes": 30, "last": EARLY, "given": 5},
        "c": {"position_id": C, "name": "chi", "minutes": 30, "last": None, "given": 0},
    }
    return [Candidate(**(facts[key] | changes.get(key, {}))) for key in facts]


@pytest.mark.parametrize(
    ("way", "more", "changes", "expected"),
    [
        ("round", {}, {}, C),
        ("round", {}, {"c": {"last": LATER, "given": 9}}, B),
        ("round", {}, {"c": {"away": True}}, B),
        ("load", {}, {}, C),
        ("load", {}, {"c": {"minutes": 31}}, B),
        ("load", {}, {"b": {"away": True}, "c": {"away": True}}, A),
        ("skill", {"skill": "đất"}, {}, A),
        ("skill", {"skill": "đất"}, {"a": {"away": True}}, None),
        ("round", {"skill": "đất"}, {}, A),
        ("same", {"same": A}, {}, A),
        ("same", {"same": A}, {"a": {"away": True}}, C),
        ("same", {"same": UUID(int=9)}, {}, C),
        ("same", {}, {}, C),
        ("manual", {"same": A}, {}, None),
    ],
)
def test_each_way(way: str, more: dict[str, Any], changes: dict[str, Any], expected: UUID | None) -> None:
    for order in permutations(people(**changes)):
        assert choose(way, order, **more) == expected
    assert choose(way, [], **more) is None


def test_taking_turns_gives_everybody_the_same() -> None:
    held = {one.position_id: one for one in people(a={"last": None, "given": 0}, b={"last": None, "given": 0})}
    got: list[UUID] = []
    for turn in range(9):
        chosen = choose("round", list(held.values()))
        assert chosen
        got.append(chosen)
        one = held[chosen]
        at = datetime(2026, 11, 3, 8, turn, tzinfo=UTC)
        held[chosen] = Candidate(chosen, one.name, given=one.given + 1, last=at)
    assert got == [A, B, C] * 3


def test_the_narrowest_rule_holds() -> None:
    assert narrowest(["all", "field:1", "procedure:2"]) == 2
    assert narrowest(["field:1", "all"]) == 0
    assert narrowest(["all"]) == 0
