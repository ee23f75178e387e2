"""Who does what, since when it counts and who stands in for whom: each address × role × own or another agency."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.base.daysoff.services.ruling import NewRule, RuleEnding, decide_rule, end_rule
from motcua.casework.services.delegate import Given, delegate
from motcua.casework.services.duty import request_duty
from motcua.casework.services.remind import remind
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.domain.directory.models import Position
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.casework.test_life import MISSING, at_specialist
from tests.faces.api.callers import Caller, caller, code_of, machine, online_filing
from tests.support.town import Town, hanoi, make_citizen, make_official

EVERYBODY = ("counter", "specialist", "leader", "administrator", "stranger", "city_leader", "citizen", "machine")


def asking(town: Town, who: str) -> Caller:
    """A program of each role; `city_leader` stands above the agency, `stranger` beside it."""
    if who == "machine":
        return machine()
    if who == "city_leader":
        return caller(make_official("Bùi Trên Cao", "Chủ tịch thành phố", town.city, ["leader"]))
    return caller(getattr(town, who))


def expected(allowed: str) -> list[tuple[str, int]]:
    kept = dict(part.split(":") for part in allowed.split())
    return [(who, int(kept.get(who, kept["else"]))) for who in EVERYBODY]


@pytest.mark.parametrize(
    "who,status",
    expected("counter:200 specialist:200 leader:200 city_leader:200 else:404"),
)
@pytest.mark.parametrize("part", ["five-clear", "time"])
def test_a_case_is_told_to_its_agency_and_those_above_alone(town: Town, who: str, status: int, part: str) -> None:
    case = at_specialist(town)
    answer = asking(town, who).get(f"/cases/{case.pk}/{part}")
    assert answer.status_code == status, answer.content
    if status == 404:
        assert code_of(answer) == "case.not_found"


@pytest.mark.parametrize("part", ["five-clear", "time"])
def test_the_applicant_is_told_without_the_persons_who_work_on_it(town: Town, part: str) -> None:
    citizen = caller(town.citizen)
    case_id = citizen.post("/cases", online_filing(citizen, town)).json()["id"]
    told = citizen.get(f"/cases/{case_id}/{part}").json()
    assert "Lê Thị Quầy" not in str(told) and told
    assert caller(make_citizen("Người Khác")).get(f"/cases/{case_id}/{part}").status_code == 404


def test_five_clear_tells_person_task_process_responsibility_and_result_of_every_step(town: Town) -> None:
    case = at_specialist(town)
    steps = caller(town.leader).get(f"/cases/{case.pk}/five-clear").json()["steps"]
    assert [one["state"] for one in steps[:2]] == ["done", "now"] and {one["state"] for one in steps[2:]} == {"next"}
    assert steps[0]["person"]["vi"].startswith("Lê Thị Quầy") and steps[0]["result"]["vi"] and steps[0]["task"]["vi"]


@pytest.mark.parametrize("who,status", expected("administrator:200 else:403"))
def test_the_register_of_delegations_is_told_to_who_manages_accounts(town: Town, who: str, status: int) -> None:
    assert asking(town, who).get("/delegations").status_code == status


def given_by(town: Town, name: str, place: Any) -> None:
    """A delegation of a leader of that agency to a colleague there."""
    giver, taker = (make_official(f"{name} {n}", "Lãnh đạo", place, ["leader"]).posts[0].position_id for n in "AB")
    today = clock.today()
    told = Given(
        agency_id=place.pk, giver_id=giver, form="kt", scopes=("all",), decision=f"QĐ {name}", decided_on=today,
        first_day=today, last_day=today + timedelta(days=9), to_position_id=taker,
    )  # fmt: skip
    delegate(actor=SYSTEM, given=told)


@pytest.mark.parametrize("place,seen", [("city", {"QĐ Xa", "QĐ Gần"}), ("commune", {"QĐ Gần"})])
def test_the_register_holds_what_ones_agencies_and_those_below_gave(town: Town, place: str, seen: set[str]) -> None:
    elsewhere = Position.objects.select_related("agency").get(pk=town.stranger.posts[0].position_id).agency
    given_by(town, "Gần", town.commune), given_by(town, "Xa", elsewhere)
    office = caller(make_official("Tạ Văn Quản", "Quản trị", getattr(town, place), ["administrator"]))
    told = office.get("/delegations", {"state": "holding"}).json()
    assert {one["decision"] for one in told["delegations"]} == seen
    assert {one["from"] for one in told["delegations"]} == {clock.today().isoformat()}
    assert (
        told["shares"][0]["level"] == "all"
        and office.get("/delegations", {"state": "over"}).json()["delegations"] == []
    )


@pytest.mark.parametrize("who,status", expected("citizen:403 machine:403 else:200"))
def test_reminders_are_told_to_officials(town: Town, who: str, status: int) -> None:
    assert asking(town, who).get("/reminders").status_code == status


@pytest.mark.parametrize(
    "who,count", [("counter", 1), ("specialist", 1), ("leader", 1), ("stranger", 0), ("city_leader", 0)]
)
def test_everybody_reads_their_own_reminders(town: Town, who: str, count: int) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
    with clock.frozen(hanoi("2026-03-16T17:01")):
        remind()
        items = asking(town, who).get("/reminders").json()["items"]
    assert [(one["case"], one["point"], one["about"]) for one in items] == [(str(case), "late", "step")] * count


@pytest.mark.parametrize("who,status", expected("else:200"))
def test_rules_are_told_to_every_program(town: Town, who: str, status: int) -> None:
    assert asking(town, who).get("/rules").status_code == status


def test_rules_say_what_holds_on_a_day_by_which_source_and_what_was_withdrawn(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-02T09:00")):
        for value in ("14:00", "13:00"):
            new = NewRule("same_day_cut_off", date(2026, 3, 9), value, f"QĐ {value}")
            row = decide_rule(actor=SYSTEM, rule=new, city_path=town.city.path)
        end_rule(actor=SYSTEM, rule_id=row.pk, ending=RuleEnding("QĐ hủy", date(2026, 3, 2)), city_path=town.city.path)
    for day, held in (("2026-03-08", "15:00"), ("2026-03-09", "14:00")):
        items = caller(town.specialist).get("/rules", {"on": day}).json()["items"]
        mine = [one for one in items if one["name"] == "same_day_cut_off"]
        assert [one["value"] for one in mine if one["in_force"]] == [held]
        assert [one["ended_by"] for one in mine if one["value"] == "13:00"] == ["QĐ hủy"]
    assert caller(town.specialist).get("/rules", {"on": "hôm nay"}).status_code == 422


def test_late_by_law_and_late_by_index_are_two_answers(town: Town) -> None:
    """A supplement begins the time from zero by law; by index 766 it is left out, and a second one is late."""
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
    with clock.frozen(hanoi("2026-03-11T09:00")):
        request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
    with clock.frozen(hanoi("2026-03-12T09:00")):
        answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
        told = caller(town.leader).get(f"/cases/{case.pk}/time").json()
        assert (told["law"]["late"], told["index_766"]["late"]) == (False, False)
        assert told["law"]["due"] != told["index_766"]["due"]
        request_supplement(actor=town.leader, case_id=case.pk, expected=None, reason="Thiếu nữa", items=MISSING)
        told = caller(town.leader).get(f"/cases/{case.pk}/time").json()
    assert (told["law"]["late"], told["index_766"]["late"]) == (False, True)
    assert "2 lần" in told["index_766"]["note"]["vi"]


def test_a_financial_duty_stands_in_the_lines(town: Town) -> None:
    case = at_specialist(town)
    request_duty(actor=town.specialist, case_id=case.pk, expected=None, reason="Lệ phí", amount_vnd=10_000)
    told = caller(town.leader).get(f"/cases/{case.pk}/time").json()
    assert told["due_at"] is None and any("nghĩa vụ tài chính" in line["vi"] for line in told["lines"])
