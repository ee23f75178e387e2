"""Who looked at a case, or at a person's record, as whom it is about reads it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.base.access.looks import lists_with, looks_at
from motcua.base.access.models import Look
from motcua.base.ledger import Subject
from motcua.casework.frame import subject
from motcua.domain.cases.models import Case
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Told:
    """One look, or all lists and results of a day that named the case or person to one official for one purpose."""

    at: datetime
    actor_name: str
    purpose: str
    times: int = 1

    @property
    def said(self) -> str:
        return f"{self.purpose}, {self.times} lần trong ngày" if self.times > 1 else self.purpose


def who_looked(case: Case) -> list[Told]:
    """The newest first. Two statements."""
    return _told(subject(case))


def who_found(person_id: UUID) -> list[Told]:
    """Who was shown the person's own record, at a counter for the most part: of their cases each tells by itself."""
    return _told(Subject("person", person_id))


def _told(about: Subject) -> list[Told]:
    alone = [Told(one.at, one.actor_name, one.purpose) for one in looks_at(about)]
    return sorted([*alone, *_by_day(lists_with(about))], key=lambda one: one.at, reverse=True)


def _by_day(looks: Sequence[Look]) -> list[Told]:
    """The first of each is the latest."""
    days: dict[tuple[UUID | None, date, str], list[Look]] = defaultdict(list)
    for one in looks:
        days[one.account_id, clock.local(one.at).date(), one.purpose].append(one)
    return [Told(of[0].at, of[0].actor_name, of[0].purpose, len(of)) for of in days.values()]
