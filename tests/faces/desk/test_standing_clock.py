"""Who holds a step is called late only while time runs against them: a table over every state of a case."""

from collections.abc import Iterator

import pytest

from motcua.casework import stops
from motcua.casework.queries.five_clear import panel_of
from motcua.casework.queries.page import case_page
from motcua.casework.queries.sharing import officials_at
from motcua.casework.services.duty import request_duty
from motcua.casework.services.forward import take_task
from motcua.casework.services.remind import open_steps
from motcua.casework.services.supplement import request_supplement
from motcua.casework.timed import is_timed, timed_tasks
from motcua.domain.cases.models import Case, ClockStop
from motcua.domain.cases.states import State
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Task
from motcua.faces.console.holding import of_ending
from motcua.faces.desk import picture, shown
from motcua.kernel import clock
from tests.casework.test_life import MISSING, at_specialist
from tests.support.town import Town, build_town, hanoi

RUNS = {State.SUBMITTED, State.ACCEPTED, State.PROCESSING}
LONG_AFTER = hanoi("2026-12-21T09:00")


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.mark.parametrize("state", State)
def test_time_runs_while_an_answer_or_the_promise_is_awaited_and_nothing_stops_it(state: State) -> None:
    case, ended = Case(state=state), ClockStop(began_at=LONG_AFTER, ended_at=LONG_AFTER)
    assert is_timed(case, []) is is_timed(case, [ended]) is (state in RUNS)
    assert not is_timed(case, [ended, ClockStop(began_at=LONG_AFTER)])


def called_late(town: Town, case: Case) -> Iterator[tuple[str, bool]]:
    """Every place that says so."""
    page = case_page(town.specialist, case.pk)
    yield "step", any("trễ từ" in str(row["note"]) for row in shown.stops_of(page))
    yield "picture", "trễ" in str(picture.picture_of(page, {}))
    marks = stops.marks_of(page)
    coming = {key for key, mark in marks.items() if mark == "next"}
    yield "five", any(one.state == "now" and one.late for one in panel_of(case, page.tasks, coming, timed=page.timed))
    yield "sharing", any(one.late for one in officials_at(town.commune))
    held = Position.objects.filter(pk=town.specialist.posts[0].position_id)
    preview = of_ending(list(held), "An", clock.today())
    yield "console", any("1 hồ sơ đã quá hạn" in str(words) for _, words in preview.lines)
    yield "reminders", any(open_steps())
    yield "tasks", Task.objects.filter(timed_tasks(), closed_at=None, due_at__lt=clock.now()).exists()


@pytest.mark.parametrize(
    ("what", "late"), [("nothing", True), ("supplement", False), ("duty", False), ("opinion", False)]
)
def test_nobody_is_late_while_the_clock_stands(town: Town, what: str, late: bool) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case = take_task(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
        if what == "supplement":
            request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
        elif what == "duty":
            request_duty(
                actor=town.specialist, case_id=case.pk, expected=None, reason="Lệ phí trước bạ", amount_vnd=None
            )
        elif what == "opinion":
            ClockStop.objects.create(case=case, reason="opinion", effect="stop", began_at=clock.now())
    with clock.frozen(LONG_AFTER):
        case.refresh_from_db()
        assert dict(called_late(town, case)) == dict.fromkeys(
            ("step", "picture", "five", "sharing", "console", "reminders", "tasks"), what == "nothing"
        )
