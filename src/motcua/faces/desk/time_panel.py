"""The panel "Thời gian" of a case: a bar of whom it waited for, and tables of who had it how long."""

from collections.abc import Sequence
from datetime import timedelta

from motcua.casework.clockwork import TELLING, CaseClock, Kept, clock_of
from motcua.casework.foresight import foreseen
from motcua.casework.queries.actions import APOLOGISE
from motcua.casework.queries.page import CasePage
from motcua.casework.queries.reminders import of_case
from motcua.domain.cases.intervals import Interval, Running, StepShare
from motcua.domain.cases.lateness import Reading
from motcua.domain.cases.states import Clock
from motcua.kernel.clock import now
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

Row = dict[str, object]
WIDTH = 1000
LEAST = 6
"""Units of the bar, and how wide the shortest stretch is drawn."""
MOST_OF_INTERVALS = 200
UNIT_ITSELF = Words("chưa ai nhận", "nobody took it")
IN_TIME = Words("Đúng hạn", "In time")
LATE = Words("Trễ hạn", "Late")
STANDS = Words("Đang dừng", "Stands")
LAW = Words("Theo luật (bổ sung tính lại từ đầu)", "By law (a supplement begins the time from zero)")
INDEX = Words("Theo chỉ số 766 (trừ thời gian bổ sung)", "By index 766 (supplement time subtracted)")
RETURNED = Words("Trả lại sau thẩm định trong thời gian luật định", "Sent back after appraisal within the legal time")
FIRST = Words("So với ngày hẹn ban đầu", "Against the date promised first")


def panel_of(page: CasePage) -> Row | None:
    """None for a draft, whose time nobody counts."""
    if page.case.submitted_at is None:
        return None
    opened = [task for task in page.tasks if task.closed_at is None]
    may_move = not page.case.first_due_at or APOLOGISE in page.actions
    ahead = foreseen(page.case, opened) if page.facts.clock is Clock.RUNNING and may_move else None
    told = [entry for entry in page.entries if entry.kind in TELLING]
    clock = clock_of(page.case, Kept(page.tasks, page.stops, page.supplements, told))
    return {
        "lines": clock.lines,
        "first_due_at": page.case.first_due_at,
        "ahead": ahead if ahead and ahead.late else None,
        "reminders": of_case(page.case.pk),
        "passed": page.case.due_at is not None and page.case.due_at < now(),
        "may_apologise": APOLOGISE in page.actions,
        "bar": bar_of(clock.intervals),
        "owners": [
            {
                "owner": share.owner.value,
                "words": share.owner.words,
                "counted": clock.told(share.counted) if share.counted else "",
                "stood": clock.told(share.stood) if share.stood else "",
            }
            for share in clock.owners
        ],
        "steps": [step_row(clock, share) for share in clock.steps],
        "charges": [
            {
                "step": one.words,
                "who": " · ".join(part for part in (one.name, one.place) if part),
                "late": clock.told(timedelta(minutes=one.late)),
            }
            for one in clock.charges
        ],
        "late": clock.told(clock.late) if clock.late else "",
        "readings": readings_of(clock),
        "intervals": [interval_row(clock, one) for one in clock.intervals[-MOST_OF_INTERVALS:]],
    }


def bar_of(intervals: Sequence[Interval]) -> list[Row]:
    """Rectangles side by side, as long as the stretches lasted; whose clock stood are drawn hollow."""
    lengths = [(one.ended - one.began) / timedelta(minutes=1) for one in intervals]
    whole = sum(lengths) or 1
    widths = [max(LEAST, length * WIDTH / whole) for length in lengths]
    scale = WIDTH / (sum(widths) or 1)
    rows: list[Row] = []
    place = 0.0
    for one, width in zip(intervals, widths, strict=True):
        rows.append(
            {
                "x": f"{place:.1f}",
                "width": f"{width * scale:.1f}",
                "owner": one.owner.value,
                "running": one.running,
                "title": title_of(one),
            }
        )
        place += width * scale
    return rows


def title_of(one: Interval) -> Words:
    return Words("{owner}: {reason}, {began} – {ended}", "{owner}: {reason}, {began} – {ended}").fill(
        owner=one.owner.words, reason=one.reason, began=weekday_time(one.began), ended=weekday_time(one.ended)
    )


def step_row(clock: CaseClock, share: StepShare) -> Row:
    return {
        "step": share.words,
        "allowed": clock.told(share.allowed) if share.allowed is not None else "",
        "used": clock.told(share.used),
        "over": clock.told(share.over) if share.over else "",
        "persons": [
            {"name": person.name or Words(f"{person.place} ({UNIT_ITSELF.vi})", f"{person.place} ({UNIT_ITSELF.en})"),
             "used": clock.told(person.used)}
            for person in share.persons
            if person.used
        ],
    }  # fmt: skip


def interval_row(clock: CaseClock, one: Interval) -> Row:
    return {
        "began": one.began,
        "ended": one.ended,
        "owner": one.owner.words,
        "reason": one.reason,
        "running": one.running,
        "over": one.clock is Running.OVER,
        "who": ", ".join(dict.fromkeys(holder.name or holder.place for holder in one.holders)),
    }


def readings_of(clock: CaseClock) -> list[Row]:
    """In time or late, by law and by index 766, and against the first date after an apology."""
    found = clock.readings
    if found is None:
        return []
    rows = [reading_row(LAW, found.law), reading_row(INDEX, found.index)]
    more = ((FIRST, found.first), (RETURNED, found.returned))
    return [*rows, *(reading_row(words, reading) for words, reading in more if reading)]


def reading_row(words: Words, reading: Reading) -> Row:
    verdict = LATE if reading.late else IN_TIME if reading.due else STANDS
    return {"words": words, "due": reading.due, "late": reading.late, "verdict": verdict, "note": reading.note or ""}
