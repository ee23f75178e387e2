"""A step table as an official writes it, checked before anything is stored. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from motcua.base.access.roles import Leader
from motcua.domain.catalogue.enums import UnitRelation
from motcua.domain.catalogue.process import UNTIL_DUE_MINUTES, StepFacts
from motcua.domain.processes.graph import checks
from motcua.domain.processes.graph.checks import MOST_STEPS
from motcua.domain.processes.graph.definition import Doing, SignOff
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

FEWEST, MOST = 3, MOST_STEPS
MOST_HOURS = Decimal(4000)
DAYS_A_WEEK, WORKING_DAYS_A_WEEK, WORKING_DAYS_A_MONTH = 7, 5, 21
QUESTION = "question"
"""In `does`: a step that asks other agencies and waits for their answers."""
NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
ROLES_OF = {relation.value: roles for relation, roles in checks.ROLES_OF.items()}
TOO_FEW = Words(
    "Quy trình cần ít nhất 3 bước: tiếp nhận, quyết định, trả kết quả.",
    "A process needs at least 3 steps: reception, decision, handing over.",
)
TOO_MANY, BEGINS, ENDS = checks.TOO_MANY, checks.BEGINS, checks.ENDS
DECIDES = Words(
    "Bước ngay trước khi trả kết quả do Lãnh đạo làm: bước đó quyết định hồ sơ.",
    "The step before handing over is the leader's: it decides the case.",
)
ROLE_FITS = Words("Vai trò không hợp với đơn vị.", "The role does not fit the unit.")
HOURS = Words("Số giờ lớn hơn 0 và không quá 4000.", "Hours above 0 and at most 4000.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `hours` None: until the case is due. `parallel`: "A" or "A.1", see `graph/lines.py`.

    The rest narrows who does it (`Performer`) and says what the step fills, produces and has signed (`Node`).
    `does` makes the step an automatic one: "tell_applicant", "document:control" …; `says_*` is its text, and `agency`
    holds the identifiers of whom it asks, `hours` how long they have, or how long a reminder waits. `QUESTION` makes it
    one that waits for the answers of the agencies in `agency`: for `enough` of them, 0 for all.
    """

    name_vi: str
    name_en: str
    unit: str
    role: str
    hours: Decimal | None = None
    key: str = ""
    agency: str = ""
    skill: str = ""
    same_as: str = ""
    thread: bool = False
    text: str = ""
    papers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sign_off: tuple[SignOff, ...] = ()
    decides: bool = False
    parallel: str = ""
    duty: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    guard: Any = None
    does: str = ""
    says_vi: str = ""
    says_en: str = ""
    enough: int = 0


def faults(lines: Sequence[Line]) -> dict[str, Words]:
    """What cannot be published: by cell ("0-name_vi") or for the table as a whole ("table")."""
    wrong: dict[str, Words] = {}
    for number, line in enumerate(lines):
        for name in ("name_vi", "name_en"):
            if not tidy(getattr(line, name)):
                wrong[f"{number}-{name}"] = NEEDED
        if line.hours is not None and not 0 < line.hours <= MOST_HOURS:
            wrong[f"{number}-hours"] = HOURS
        if has_people(line) and line.role not in ROLES_OF.get(line.unit, ()):
            wrong[f"{number}-role"] = ROLE_FITS
    shape = _shape(lines)
    return wrong | ({"table": shape} if shape else {})


def has_people(line: Line) -> bool:
    """Whether unit and role say something: of people who do the step, who ask, or who are told."""
    return line.does in ("", QUESTION, Doing.TELL_UNIT)


def by_people(lines: Sequence[Line]) -> list[Line]:
    """Without automatic steps."""
    return [line for line in lines if not is_automatic(line)]


def is_automatic(line: Line) -> bool:
    return line.does not in ("", QUESTION)


def _shape(table: Sequence[Line]) -> Words | None:
    lines = by_people(table)
    if len(lines) < FEWEST:
        return TOO_FEW
    if len(table) > MOST:
        return TOO_MANY
    office = UnitRelation.RECEIVING_OFFICE
    if lines[0].unit != office:
        return BEGINS
    if lines[-1].unit != office:
        return ENDS
    said = any(line.decides for line in lines)
    return None if said or lines[-2].role == Leader.name else DECIDES


def keyed(lines: Sequence[Line]) -> list[Line]:
    """Every line with a key of its own; those that have one keep it."""
    taken: set[str] = set()
    told = []
    for line in lines:
        stem = line.key or re.sub(r"[^a-z0-9]+", "_", fold(line.name_en)).strip("_")[:30] or "step"
        key, count = stem, 1
        while key in taken:
            count += 1
            key = f"{stem}_{count}"
        taken.add(key)
        told.append(replace(line, key=key, name_vi=tidy(line.name_vi), name_en=tidy(line.name_en)))
    return told


def lines_of(steps: Sequence[StepFacts]) -> list[Line]:
    """A table as it stands, to be edited."""
    return [Line(step.words.vi, step.words.en, step.unit, step.role, _hours(step.minutes), step.key) for step in steps]


def _hours(minutes: int) -> Decimal | None:
    return None if minutes >= UNTIL_DUE_MINUTES else Decimal(minutes) / 60


def promised_minutes(value: int, unit: str, day_minutes: int) -> int:
    """About how much working time a promise leaves, by working days of so many minutes and weeks of five days."""
    days = {
        "working_day": Decimal(value),
        "day": Decimal(value) * WORKING_DAYS_A_WEEK / DAYS_A_WEEK,
        "month": Decimal(value) * WORKING_DAYS_A_MONTH,
        "working_hour": Decimal(value) * 60 / day_minutes,
        "hour": Decimal(value) * WORKING_DAYS_A_WEEK / DAYS_A_WEEK / 24,
    }[unit]
    return int(days * day_minutes)
