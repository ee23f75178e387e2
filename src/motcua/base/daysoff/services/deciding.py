"""Deciding on days: entering, correcting, withdrawing. Each act tells the ledger of the year what was decided.

Lock: the row that is corrected or withdrawn, FOR UPDATE; of two who enter the same day the unique key lets one through.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from motcua.base.daysoff.errors import BadDay, DayChanged, DayTaken
from motcua.base.daysoff.models import DecidedDay
from motcua.base.daysoff.overlay import Decided
from motcua.base.daysoff.permissions import authority, check_may_decide
from motcua.base.daysoff.queries import as_decided
from motcua.base.ledger import Subject, append
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.text import short_date, tidy
from motcua.kernel.words import Words

NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
FARTHEST = timedelta(days=366 * 3)


@dataclass(frozen=True, slots=True)
class Choice:
    """What an official decided. `kind` "swap": `day` is off and `swap_with` is worked instead."""

    kind: str
    day: date
    name: str
    decision: str
    decided_on: date
    agency_path: str
    agency_name: str
    swap_with: date | None = None
    moves_promises: bool = False

    def days(self, entered_at: datetime) -> tuple[Decided, ...]:
        """The one or two days it means. BadDay when something is missing or contradictory."""
        self._check()
        pairs: list[tuple[str, date, date | None]] = [(self.kind, self.day, None)]
        if self.kind == "swap" and self.swap_with:
            pairs = [
                ("swapped_day_off", self.day, self.swap_with),
                ("swapped_working_day", self.swap_with, self.day),
            ]
        return tuple(
            Decided(
                day=day,
                kind=kind,
                name=tidy(self.name),
                agency_path=self.agency_path,
                decision=tidy(self.decision),
                decided_on=self.decided_on,
                moves_promises=self.moves_promises,
                entered_at=entered_at,
                swap_with=other,
                agency_name=self.agency_name,
            )
            for kind, day, other in pairs
        )

    def _check(self) -> None:
        wrong = {name: NEEDED for name in ("name", "decision") if not tidy(getattr(self, name))}
        if self.decided_on > clock.today():
            wrong["decided_on"] = Words("Ngày quyết định ở tương lai.", "The decision's date lies ahead.")
        if self.kind == "swap" and (self.swap_with is None or self.swap_with == self.day):
            wrong["swap_with"] = Words("Bạn ghi ngày làm bù, khác ngày nghỉ.", "Please name the other day.")
        for name in ("day", "swap_with"):
            typed = getattr(self, name)
            if typed is not None and abs(typed - clock.today()) > FARTHEST:
                wrong[name] = Words("Ngày cách hôm nay quá 3 năm.", "This day is more than three years away.")
        if wrong:
            raise BadDay(wrong)


def decide_days(*, actor: Actor, choice: Choice) -> tuple[Decided, ...]:
    """Enter a day off, a swap, or a day that is like its weekday after all. Denied, BadDay, DayTaken."""
    check_may_decide(actor, choice.agency_path)
    entries = choice.days(clock.now())
    with transaction.atomic():
        _enter(actor, entries)
    return entries


def correct_day(*, actor: Actor, day_id: UUID, choice: Choice) -> tuple[Decided, ...]:
    """Put what was decided now in the place of a standing entry (and of its swapped other). Denied, DayChanged."""
    check_may_decide(actor, choice.agency_path)
    entries = choice.days(clock.now())
    with transaction.atomic():
        former = _withdraw(actor, day_id, choice.decision, choice.moves_promises)
        _enter(actor, entries)
    return (*former, *entries)


@transaction.atomic
def withdraw_day(*, actor: Actor, day_id: UUID, ground: str, moves_promises: bool = False) -> tuple[Decided, ...]:
    """Take an entry back, with its swapped other; the national calendar holds again. Denied, DayChanged, BadDay."""
    return _withdraw(actor, day_id, ground, moves_promises)


def pair_of(row: DecidedDay) -> list[DecidedDay]:
    """A standing entry and, of a swap, its other half."""
    if row.swap_with is None:
        return [row]
    others = DecidedDay.objects.filter(day=row.swap_with, swap_with=row.day, agency_path=row.agency_path)
    return [row, *others.filter(withdrawn_at=None)]


def _withdraw(actor: Actor, day_id: UUID, ground: str, moves: bool) -> tuple[Decided, ...]:
    row = DecidedDay.objects.select_for_update(of=("self",)).filter(pk=day_id, withdrawn_at=None).first()
    if row is None:
        raise DayChanged
    check_may_decide(actor, row.agency_path)
    if not tidy(ground):
        raise BadDay({"ground": NEEDED})
    rows = pair_of(row)
    for one in rows:
        one.withdrawn_at, one.withdrawal_moves = clock.now(), moves
        one.save(update_fields=["withdrawn_at", "withdrawal_moves"])
        facts = {"day": one.day.isoformat(), "kind": one.kind, "name": one.name, "agency": one.agency_name}
        _tell(actor, one.day, one.agency_path, "calendar.day_withdrawn", facts | {"ground": tidy(ground)})
    return tuple(as_decided(one) for one in rows)


def _enter(actor: Actor, entries: Iterable[Decided]) -> None:
    for entry in entries:
        try:
            with transaction.atomic():
                DecidedDay.objects.create(
                    day=entry.day,
                    kind=entry.kind,
                    name=entry.name,
                    swap_with=entry.swap_with,
                    agency_path=entry.agency_path,
                    agency_name=entry.agency_name,
                    decision=entry.decision,
                    decided_on=entry.decided_on,
                    moves_promises=entry.moves_promises,
                    entered_at=entry.entered_at,
                )
        except IntegrityError as error:
            if isinstance(error.__cause__, UniqueViolation):
                raise DayTaken(day=short_date(entry.day), agency=entry.agency_name) from error
            raise
        facts: dict[str, object] = {
            "day": entry.day.isoformat(),
            "kind": entry.kind,
            "name": entry.name,
            "agency": entry.agency_name,
            "decision": entry.decision,
            "decided_on": entry.decided_on.isoformat(),
            "moves_promises": entry.moves_promises,
        }
        if entry.swap_with:
            facts["swap_with"] = entry.swap_with.isoformat()
        _tell(actor, entry.day, entry.agency_path, "calendar.day_decided", facts)


def _tell(actor: Actor, day: date, agency_path: str, kind: str, facts: Mapping[str, object]) -> None:
    append(Subject("calendar", day.year), kind, actor, facts, authority=authority(actor, agency_path))
