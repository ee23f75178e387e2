"""When what was filed online or by post was owed an answer and when it got one, folded from a case's entries: pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

KINDS = (
    "case.submitted", "case.turn_came", "case.supplement_answered", "case.supplement_requested", "case.accepted",
    "case.refused", "case.withdrawn", "case.stopped", "case.earlier_returned",
)  # fmt: skip
ANSWERS = ("case.accepted", "case.refused", "case.supplement_requested")
OVER = ("case.withdrawn", "case.stopped")


class Told(Protocol):
    """What is read of an entry."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def facts(self) -> Any: ...
    @property
    def actor_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """Owed from `since` until `due`, given at `answered_at` by `who`; None while it is waited for."""

    since: datetime
    due: datetime
    answered_at: datetime | None = None
    who: str = ""

    def late(self, now: datetime) -> bool:
        return (self.answered_at or now) > self.due


def answers_of(entries: Iterable[Told]) -> list[Answer]:
    """Each time an answer was owed, in order, until the case was accepted; what the applicant took back is left out."""
    found: list[Answer] = []
    waiting: Answer | None = None
    for entry in entries:
        if entry.kind in ANSWERS:
            if waiting is not None:
                found.append(replace(waiting, answered_at=entry.at, who=entry.actor_name))
            waiting = None
            if entry.kind == "case.accepted":
                return found
        elif entry.kind in OVER:
            return found
        elif entry.kind == "case.earlier_returned":
            waiting = None
        elif due := entry.facts.get("due" if entry.kind == "case.supplement_answered" else "answer_by"):
            waiting = Answer(entry.at, datetime.fromisoformat(due))
    return [*found, waiting] if waiting else found
