"""Five clear: every step of a case, past and to come, with person, task, process, responsibility, result."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.casework import stops
from motcua.casework.five_clear import Clear, Done, Likely, five_clear
from motcua.casework.queries.five_clear import likely_of, panel_of, thread_of
from motcua.casework.queries.page import case_page
from motcua.casework.services.absence import enter_absence
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.forward import forward_case
from motcua.casework.services.rules import set_rule, set_skills
from motcua.casework.services.skills import add_skill
from motcua.casework.steps import process_of
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.processes.graph.definition import Kind, Node, Performer, Relation
from motcua.domain.routing.assigning import Way
from motcua.domain.routing.steps import Step
from motcua.faces.desk.five_panel import how, out_of
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


def coming(town: Town, key: str, case: Case) -> Clear:
    return next(one for one in of(town, town.leader, case.pk) if one.step == key)


def received(town: Town) -> Case:
    return receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
        ticks=[PaperTick(position=1, originals=1)],
    )  # fmt: skip


def test_a_coming_step_names_the_rule_that_will_choose_and_who_fits(town: Town) -> None:
    more = [make_official(f"Ngô {name}", "Chuyên viên", town.commune, ["specialist"]) for name in ("An", "Ba", "Can")]
    case = received(town)
    step = coming(town, "examination", case)
    assert step.rule and step.rule.vi == "tự nhận việc hoặc do lãnh đạo giao" and step.count == 4
    assert step.candidates == tuple(f"Ngô {name} (Chuyên viên)" for name in ("An", "Ba", "Can"))
    facts = {"actor": town.leader, "agency_id": town.commune.pk, "role": "specialist"}
    set_rule(**facts, way="round")  # type: ignore[arg-type]
    set_rule(**facts, way="load", scope=f"procedure:{town.version.procedure_id}")  # type: ignore[arg-type]
    assert coming(town, "examination", case).rule == Way.LOAD.words, "the narrowest holds"
    today = clock.today()
    for actor in more[:2]:
        enter_absence(actor=actor, position_id=actor.posts[0].position_id, first_day=today, last_day=today)
    assert coming(town, "examination", case).count == 2


def test_a_skill_that_is_needed_leaves_those_who_have_it(town: Town) -> None:
    skilled = make_official("Ngô An", "Chuyên viên", town.commune, ["specialist"])
    add_skill(actor=town.administrator, name="đất đai")
    set_skills(actor=town.leader, position_id=skilled.posts[0].position_id, skills=["đất đai"])
    set_rule(actor=town.leader, agency_id=town.commune.pk, role="specialist", way="skill", skill="đất đai")
    step = coming(town, "examination", received(town))
    assert step.rule and step.rule.vi == "Người có kỹ năng, ít việc nhất: đất đai"
    assert (str(step.person), step.count) == ("Ngô An (Chuyên viên)", 1)


def test_nobody_who_fits_is_said_so(town: Town) -> None:
    Position.objects.filter(pk=town.specialist.posts[0].position_id).update(valid=(date(2010, 1, 1), date(2020, 1, 1)))
    step = coming(town, "examination", received(town))
    assert (step.count, step.candidates) == (0, ()) and "hôm nay chưa có ai" in str(out_of(step))


@pytest.mark.parametrize(
    "performer,rule,person",
    [
        ({"thread": True}, "cán bộ đầu mối của hồ sơ", "Lê Thị Quầy (Công chức một cửa)"),
        ({"same_as": "reception"}, "người đã làm bước “Tiếp nhận hồ sơ”", "Lê Thị Quầy (Công chức một cửa)"),
        ({"same_as": "examination"}, "người đã làm bước “Thẩm định hồ sơ”", ""),
    ],
)
def test_a_step_bound_to_a_person_says_to_whom(town: Town, performer: Any, rule: str, person: str) -> None:
    case = forward_case(actor=town.counter, case_id=received(town).pk, expected=None)
    page = case_page(town.leader, case.pk)
    step = next(one for one in process_of(page.case) if one.key == "hand_over" or one.position == 4)
    bound = replace(step, node=replace(step.node, performer=Performer(Relation.SPECIALIST, step.role, **performer)))
    found = likely_of(page.case, [bound], page.tasks)[step.key]
    assert found.rule.vi == rule and found.person == person


def test_the_panel_names_three_and_how_many_more(town: Town) -> None:
    for name in ("An", "Ba", "Can", "Dũng"):
        make_official(f"Ngô {name}", "Chuyên viên", town.commune, ["specialist"])
    step = coming(town, "examination", received(town))
    assert str(out_of(step)).endswith(
        "Ngô An (Chuyên viên), Ngô Ba (Chuyên viên), Ngô Can (Chuyên viên) và 2 người nữa"
    )
    assert "chọn người: tự nhận việc" in str(how(step))
