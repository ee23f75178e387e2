"""The time of a case: intervals with owners, shares, both readings of lateness, the lines that explain it."""

from datetime import timedelta

from pydantic import Field

from motcua.casework.clockwork import CaseClock
from motcua.domain.cases.intervals import Interval, OwnerShare, StepShare
from motcua.domain.cases.lateness import Charge, Reading, Readings
from motcua.faces.api.schemas.common import Bilingual, Moment, Told, bilingual

MINUTE = timedelta(minutes=1)


class IntervalTold(Told):
    """`clock`: answer, promise, stands, over. `effect`: restart or stop where it stands."""

    began: Moment
    ended: Moment
    clock: str
    running: bool
    owner: str
    reason: Bilingual
    effect: str
    holders: list[str] = Field(description="Steps that were open, by key.")

    @classmethod
    def of(cls, one: Interval) -> "IntervalTold":
        return cls(
            began=one.began,
            ended=one.ended,
            clock=one.clock.value,
            running=one.running,
            owner=one.owner.value,
            reason=bilingual(one.reason),
            effect=one.effect,
            holders=[holder.step for holder in one.holders],
        )


class OwnerShareTold(Told):
    """Minutes of working time."""

    owner: str
    counted: int
    stood: int

    @classmethod
    def of(cls, share: OwnerShare) -> "OwnerShareTold":
        return cls(owner=share.owner.value, counted=share.counted // MINUTE, stood=share.stood // MINUTE)


class PersonShareTold(Told):
    name: str = Field(description="Empty for the time in which nobody had taken the step.")
    place: str
    used: int


class StepShareTold(Told):
    """Minutes of working time a step took, of those it was allowed."""

    step: str
    words: Bilingual
    used: int
    allowed: int | None
    over: int
    persons: list[PersonShareTold]

    @classmethod
    def of(cls, share: StepShare) -> "StepShareTold":
        return cls(
            step=share.step,
            words=bilingual(share.words),
            used=share.used // MINUTE,
            allowed=None if share.allowed is None else share.allowed // MINUTE,
            over=share.over // MINUTE,
            persons=[PersonShareTold(name=one.name, place=one.place, used=one.used // MINUTE) for one in share.persons],
        )


class ChargeTold(Told):
    """`late` minutes of the case's lateness laid to a step and a person; the process itself has an empty step."""

    step: str
    words: Bilingual
    name: str
    place: str
    over: int
    late: int

    @classmethod
    def of(cls, charge: Charge) -> "ChargeTold":
        return cls(
            step=charge.step,
            words=bilingual(charge.words),
            name=charge.name,
            place=charge.place,
            over=charge.over,
            late=charge.late,
        )


class ReadingTold(Told):
    due: Moment | None
    late: bool
    note: Bilingual | None

    @classmethod
    def of(cls, reading: Reading) -> "ReadingTold":
        return cls(due=reading.due, late=reading.late, note=bilingual(reading.note) if reading.note else None)


class CaseTime(Told):
    """Everything about the time of a case. Persons and charges are told to officials only."""

    now: Moment
    due_at: Moment | None
    late: int = Field(description="Minutes of working time since the date promised first; 0 in time.")
    law: ReadingTold | None = Field(description="By law: a supplement begins the time from zero.")
    index_766: ReadingTold | None = Field(description="By index 766: supplement time is subtracted; a second is late.")
    first: ReadingTold | None = Field(description="Against the date promised before an apology.")
    returned: ReadingTold | None = Field(description="What was not eligible went back after appraisal in legal time.")
    intervals: list[IntervalTold]
    owners: list[OwnerShareTold]
    steps: list[StepShareTold]
    charges: list[ChargeTold]
    lines: list[Bilingual]

    @classmethod
    def of(cls, clock: CaseClock, *, persons: bool) -> "CaseTime":
        found = clock.readings
        lines = clock.lines if persons else clock.explanation.lines if clock.explanation else ()
        return cls(
            now=clock.now,
            due_at=clock.explanation.due if clock.explanation else None,
            late=clock.late // MINUTE,
            law=ReadingTold.of(found.law) if found else None,
            index_766=ReadingTold.of(found.index) if found else None,
            first=ReadingTold.of(found.first) if found and found.first else None,
            returned=told_return(found, persons=persons),
            intervals=[IntervalTold.of(one) for one in clock.intervals],
            owners=[OwnerShareTold.of(one) for one in clock.owners],
            steps=[StepShareTold.of(one) for one in clock.steps] if persons else [],
            charges=[ChargeTold.of(one) for one in clock.charges] if persons else [],
            lines=[bilingual(line) for line in lines],
        )


def told_return(found: Readings | None, *, persons: bool) -> ReadingTold | None:
    """Who sent it back is told to officials only."""
    if found is None or found.returned is None:
        return None
    told = ReadingTold.of(found.returned)
    return told if persons else told.model_copy(update={"note": None})
