"""Five clear: every step of a case, past and to come, with person, task, process, responsibility, result."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from motcua.casework import stops
from motcua.casework.five_clear import Clear, Done, Likely, five_clear
from motcua.casework.queries.five_clear import panel_of, thread_of
from motcua.casework.queries.page import case_page
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.forward import forward_case
from motcua.domain.processes.graph.definition import Kind, Node
from motcua.domain.routing.steps import Step
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words
from tests.support.town import APPLICANT, Town, hanoi, make_official

NINE = hanoi("2026-11-23T09:00")
HOUR = timedelta(hours=1)
ROLE = Words("Chuyên viên", "Specialist")


def step(position: int, key: str, *, decides: bool = False) -> Step:
    node = Node(key, Kind.STEP, Words(key, key), decides=decides)
    return Step(position, key, Words(key, key), "resolving", "specialist", 60, node)


STEPS = (step(1, "receive"), step(2, "examine"), step(3, "decide", decides=True), step(4, "hand"))


def plan(since: datetime, minutes: int) -> datetime:
    return since + timedelta(minutes=minutes)


def lines(tasks: Sequence[Done], coming: Sequence[str], until: datetime | None = None) -> tuple[Clear, ...]:
    likely = {one.key: Likely("Phòng", ROLE, "An" if one.key == "decide" else "") for one in STEPS}
    return five_clear(STEPS, tasks, likely, plan, coming=coming, now=NINE, until=until)


def done(key: str, **other: object) -> Done:
    facts = {"opened_at": NINE - 3 * HOUR, "due_at": NINE - HOUR, "closed_at": NINE - 2 * HOUR, "outcome": "forwarded"}
    return Done(step=key, place="Phòng", role=ROLE, **(facts | other))  # type: ignore[arg-type]


def test_past_present_and_future_each_say_all_five() -> None:
    here = done("examine", closed_at=None, outcome="", owner="Bình", due_at=NINE + HOUR)
    told = lines([done("receive", owner="Chi", closed_by="Dũng"), here], ["decide", "hand"])
    assert [(one.step, one.state, str(one.person), str(one.owner), one.result.vi) for one in told] == [
        ("receive", "done", "Dũng thay Chi", "Chi", "Đã chuyển bước tiếp theo"),
        ("examine", "now", "Bình", "Bình", "Đang làm"),
        ("decide", "next", "An", "Chuyên viên, Phòng", "Kết quả giải quyết"),
        ("hand", "next", "Chuyên viên, Phòng", "Chuyên viên, Phòng", "Trả kết quả cho người nộp"),
    ]
    assert [one.due for one in told[2:]] == [NINE + 2 * HOUR, NINE + 3 * HOUR]
    assert [one.process.vi for one in told] == ["Bước 1/4", "Bước 2/4", "Bước 3/4", "Bước 4/4"]


def test_what_is_late_is_planned_from_now_and_never_after_the_promise() -> None:
    late = done("examine", closed_at=None, outcome="", due_at=NINE - HOUR)
    told = lines([late], ["decide", "hand"], until=NINE + HOUR)
    assert told[0].late and told[0].result.vi == "Đang làm, đã quá hạn của bước"
    assert [one.due for one in told[1:]] == [NINE + HOUR, NINE + HOUR]


def of(town: Town, actor: Actor, case_id: object) -> tuple[Clear, ...]:
    page = case_page(actor, case_id)  # type: ignore[arg-type]
    coming = {key for key, mark in stops.marks_of(page).items() if mark == "next"}
    return panel_of(page.case, page.tasks, coming, timed=page.timed)


def test_a_case_tells_who_it_was_who_it_is_and_who_it_will_likely_be(town: Town) -> None:
    make_official("Người Thứ Hai", "Công chức một cửa", town.commune, ["counter_official"])
    with clock.frozen(NINE):
        case = receive_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
            ticks=[PaperTick(position=1, originals=1)],
        )  # fmt: skip
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
        told = of(town, town.leader, case.pk)
    assert [one.state for one in told] == ["done", "now", "next", "next"]
    assert str(told[0].person) == "Lê Thị Quầy (Công chức một cửa)" and told[0].sure
    assert not told[1].sure
    assert str(told[2].person) == "Đỗ Thị Lãnh Đạo (Chủ tịch)"
    assert "Lê Thị Quầy" not in str(told[3].person)
    assert told[1].due and told[2].due and told[3].due and told[1].due <= told[2].due <= told[3].due <= case.due_at
    thread = thread_of(case)
    assert thread and thread.person.full_name == "Lê Thị Quầy"
