"""Whether a procedure is stopped on a day, told in one sentence wherever somebody meets it."""

from dataclasses import dataclass
from datetime import date
from json import loads
from typing import Any
from uuid import UUID

from django.db.models import F, Func, QuerySet
from django.db.models.functions import JSONObject

from motcua.base.compiled import compiled
from motcua.base.edition import kept
from motcua.domain.catalogue.enums import StopKind
from motcua.domain.catalogue.errors import ProcedureStopped
from motcua.domain.catalogue.models import Stop
from motcua.domain.directory.validity import ONE_DAY
from motcua.kernel import clock
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

STOP = JSONObject(
    **{name: F(name) for name in ("kind", "reason", "decision_number", "decided_on")},
    since=Func(F("during"), function="lower"),
    until=Func(F("during"), function="upper"),
)
"""A stop as one column of another statement; `read_stop` reads it."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A stop as it is told: kind, first and last day (None while open), reason, the decision and its day."""

    kind: StopKind
    since: date
    until: date | None
    reason: str
    decision_number: str
    decided_on: date | None

    @property
    def days(self) -> Words:
        """ "từ 01/12/2026 đến hết 15/01/2027"."""
        since = short_date(self.since)
        if self.until is None:
            return Words("từ {since}", "from {since}").fill(since=since)
        return Words("từ {since} đến hết {until}", "from {since} until {until}").fill(
            since=since, until=short_date(self.until)
        )

    @property
    def decision(self) -> Words:
        """ "Quyết định 12/QĐ-UBND ngày 01/12/2026"; empty when none is cited."""
        if not self.decision_number:
            return Words("", "")
        if self.decided_on is None:
            return Words("{n}", "{n}").fill(n=self.decision_number)
        return Words("{n} ngày {day}", "{n} of {day}").fill(n=self.decision_number, day=short_date(self.decided_on))

    @property
    def heading(self) -> Words:
        if self.kind is StopKind.RETIRED:
            return Words("Đã bãi bỏ {days}", "Abolished {days}").fill(days=self.days)
        return Words("Tạm dừng tiếp nhận {days}", "Suspended {days}").fill(days=self.days)

    @property
    def words(self) -> Words:
        """The whole sentence: what, when, why, by which decision."""
        cited = self.decision
        by = Words(f" Căn cứ: {cited.vi}.", f" Ground: {cited.en}.") if cited.vi else Words("", "")
        return Words("{heading}: {reason}.{by}", "{heading}: {reason}.{by}").fill(
            heading=self.heading, reason=self.reason.rstrip("."), by=by
        )


def told(stop: Stop) -> Stopped:
    kind = StopKind(stop.kind)
    return Stopped(kind, stop.since, stop.until, stop.reason, stop.decision_number, stop.decided_on)


def read_stop(column: str | dict[str, Any]) -> Stopped:
    row = loads(column) if isinstance(column, str) else column
    until = date.fromisoformat(row["until"]) - ONE_DAY if row["until"] else None
    decided = date.fromisoformat(row["decided_on"]) if row["decided_on"] else None
    since = date.fromisoformat(row["since"])
    return Stopped(StopKind(row["kind"]), since, until, row["reason"], row["decision_number"], decided)


def stop_on(procedure_id: UUID, on: date | None = None) -> Stopped | None:
    """What stops the procedure on a day (today by default); one statement."""
    stop = _stop.first(procedure_id, on or clock.today())
    return None if stop is None else told(stop)


@compiled
def _stop(procedure_id: UUID, on: date) -> QuerySet[Stop]:
    return Stop.objects.filter(procedure=procedure_id, during__contains=on)


def check_not_stopped(procedure_id: UUID, code: str, on: date | None = None) -> None:
    """ProcedureStopped, with the public sentence, when the procedure is suspended or abolished on the day."""
    check_open(stop_on(procedure_id, on), code)


def check_open(stopped: Stopped | None, code: str) -> None:
    """ProcedureStopped where it is stopped."""
    if stopped is not None:
        raise ProcedureStopped(code=code, told=stopped.words)


@kept
def stopped_kept(procedure_id: UUID, on: date, mark: str) -> Stopped | None:
    """As `stop_on`, by an edition: no statement while it stands."""
    return stop_on(procedure_id, on)
