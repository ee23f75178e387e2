"""Where a case stands: a tone, how its due moment is told, and the line of stops. Facts in, rows of pieces out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.casework.queries.page import CasePage
from motcua.casework.stops import marks_of
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, Clock, Facts, State
from motcua.domain.routing.models import Task
from motcua.domain.routing.steps import Step
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

Row = dict[str, object]

TONES = {
    State.DRAFT: "plain",
    State.SUPPLEMENT: "near",
    State.DUTY: "near",
    State.DECIDED: "ontime",
    State.RETURNED: "ontime",
    State.CLOSED: "plain",
    State.REFUSED: "stopped",
    State.WITHDRAWN: "stopped",
    State.STOPPED: "stopped",
}
BROKEN = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED})
WAITING = frozenset({State.SUPPLEMENT, State.DUTY})

SENT = Words("Gửi hồ sơ", "Sent")
UNTIL = Words("{unit}, xong trước {at}", "{unit}, done by {at}")
FOR_YOU = Words("Đang chờ người nộp", "Waiting for the applicant")
PUBLIC_STOPS = (
    (Words("Tiếp nhận", "Acceptance"), frozenset({State.SUBMITTED})),
    (Words("Giải quyết", "Processing"), frozenset({State.ACCEPTED, State.PROCESSING, State.DUTY})),
    (Words("Trả kết quả", "Result"), frozenset({State.DECIDED})),
)


@dataclass(frozen=True, slots=True)
class Due:
    """Arguments of the due badge; nothing is told where no clock was ever started."""

    at: datetime | None
    stopped: bool = False
    done_at: datetime | None = None
    told: bool = True
    length: Words | None = None


def tone_of(state: State) -> str:
    return TONES.get(state, "info")


def state_of(facts: Facts) -> State:
    """The state whose facts these are."""
    return next(state for state, known in FACTS.items() if known is facts)


def due_of(case: Case, length: Words | None = None) -> Due:
    """How the promise stands now: running, stopped, kept or broken."""
    facts = FACTS[case.legal_state]
    stopped = facts.clock is Clock.STOPPED and case.accepted_at is not None
    told = stopped or (case.due_at is not None and (facts.clock is Clock.RUNNING or case.decided_at is not None))
    return Due(case.due_at, stopped, case.decided_at, told, length)


def public_due(facts: Facts, due_at: datetime | None) -> Due:
    """The same as far as a stranger with the code may know it."""
    running = facts.clock is Clock.RUNNING and due_at is not None
    return Due(due_at, facts.clock is Clock.STOPPED, None, running or facts.clock is Clock.STOPPED)


def stops_of(page: CasePage, steps: Sequence[Step]) -> list[Row]:
    """The stops of a filed case as its own step table names them, the present one marked."""
    state, marks = page.case.legal_state, marks_of(page)
    rows = [_stop(SENT, "done", _moment(page.case.submitted_at))]
    for step in steps:
        if marks[step.key] == "done":
            rows.append(_stop(step.words, "done", _moment(_left(page.tasks, step.key))))
        elif state in BROKEN or marks[step.key] == "past":
            continue
        elif marks[step.key] == "now":
            here = next((task for task in page.open if task.step == step.key), None)
            rows.append(_stop(step.words, "now", FOR_YOU if state in WAITING else held_by(here)))
        else:
            rows.append(_stop(step.words, "next"))
    if state in BROKEN:
        rows.append(_stop(page.facts.words, "now", _moment(page.case.ended_at)))
    return rows


def public_stops(facts: Facts, *, accepted: bool) -> list[Row]:
    """The same in four stops, for who holds the receipt."""
    state = state_of(facts)
    rows = [_stop(SENT, "done")]
    if state in BROKEN:
        rows += [_stop(PUBLIC_STOPS[0][0], "done")] if accepted else []
        return [*rows, _stop(facts.words, "now")]
    if state is State.SUPPLEMENT:
        now = 1 if accepted else 0
    else:
        now = next((place for place, (_, states) in enumerate(PUBLIC_STOPS) if state in states), len(PUBLIC_STOPS))
    for place, (words, _) in enumerate(PUBLIC_STOPS):
        mark = "done" if place < now else "now" if place == now else "next"
        rows.append(_stop(words, mark, facts.words if mark == "now" else ""))
    return rows


def _left(tasks: Sequence[Task], step: str) -> datetime | None:
    closed = [task.closed_at for task in tasks if task.step == step and task.closed_at]
    return max(closed, default=None)


def held_by(task: Task | None) -> Words | str:
    """Which unit has it, and until when this step is to be done."""
    if task is None:
        return ""
    unit = task.agency.name
    if task.due_at is None:
        return unit
    return UNTIL.fill(unit=unit, at=weekday_time(task.due_at))


def _moment(at: datetime | None) -> Words | str:
    return weekday_time(at) if at else ""


def _stop(name: Words, state: str, note: Words | str = "") -> Row:
    return {"name": name, "note": note, "state": state}
