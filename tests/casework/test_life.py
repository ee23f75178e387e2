"""One case from the counter to the archive, and each act's refusals, on the real database."""

import pytest

from motcua.base.documents.models import Document
from motcua.base.files.services.store import store_made
from motcua.base.ledger.kinds import sentence
from motcua.base.ledger.models import Entry
from motcua.casework.queries.actions import TAKE, actions_for
from motcua.casework.queries.page import case_page
from motcua.casework.services.accept import Promise, accept_case
from motcua.casework.services.counter import PaperTick, file_at_counter, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.errors import (
    CaseChanged,
    CaseNotFound,
    NotReceivable,
    NotYourStep,
    PromiseNeeded,
    SecondSupplement,
)
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import MoveRefused, State
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Invalid
from tests.support.town import APPLICANT, Town, build_town, hanoi, make_version

MISSING = [MissingItem("Bản sao giấy khai sinh", "01 bản")]


def receive(town: Town) -> Case:
    return receive_at_counter(
        actor=town.counter,
        version_id=town.version.pk,
        office_id=town.office.pk,
        applicant=APPLICANT,
        ticks=[PaperTick(position=1, originals=1)],
    )


def at_specialist(town: Town) -> Case:
    return forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)


def at_leader(town: Town) -> Case:
    return forward_case(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)


def decided(town: Town) -> Case:
    return decide_case(
        actor=town.leader, case_id=at_leader(town).pk, expected=None, outcome="granted", text="Cấp như đề nghị."
    )


def test_a_case_goes_from_the_counter_to_the_archive(town: Town) -> None:
    case = decided(town)
    case = hand_over_result(
        actor=town.counter, case_id=case.pk, expected=case.version, receiver="Nguyễn Thị Thử Nghiệm",
        identity_shown="CCCD 001185012345",
    )  # fmt: skip
    case = close_case(actor=town.counter, case_id=case.pk, expected=case.version)
    assert case.legal_state is State.CLOSED
    numbers = list(Entry.objects.filter(subject_id=str(case.pk)).order_by("number").values_list("number", "kind"))
    assert [number for number, _ in numbers] == list(range(1, len(numbers) + 1))
    assert [kind for _, kind in numbers] == [
        "case.submitted", "case.accepted", "case.forwarded", "case.forwarded", "case.decided", "case.returned",
        "case.closed",
    ]  # fmt: skip
    assert set(Document.objects.filter(subject_id=str(case.pk)).values_list("kind", flat=True)) == {"receipt", "result"}
    assert case_page(town.counter, case.pk).task is None


def test_the_code_is_the_legal_one_and_counts_per_day(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        first, second = receive(town), receive(town)
    assert [first.code, second.code] == ["H26.T1-261123-0001", "H26.T1-261123-0002"]


def test_the_due_moment_follows_from_acceptance(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-23T15:30")):
        case = receive(town)
    assert case.due_at == hanoi("2026-12-01T17:00"), "five working days; 24 November 2026 is a holiday"


def test_a_same_day_procedure_received_after_three_is_due_the_next_working_day(db: None) -> None:
    town = build_town(limit=(1, "day"), same_day=True)
    with clock.frozen(hanoi("2026-11-20T15:01")):
        assert receive(town).due_at == hanoi("2026-11-23T17:00")
    with clock.frozen(hanoi("2026-11-20T15:00")):
        assert receive(town).due_at == hanoi("2026-11-20T17:00")


def test_without_a_stated_time_the_official_enters_one_with_its_ground(db: None) -> None:
    town = build_town(limit=None)
    case = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    with pytest.raises(PromiseNeeded) as refused:
        accept_case(actor=town.counter, case_id=case.pk, expected=None)
    assert set(refused.value.fields) == {"promised_on", "ground"}
    promise = Promise(promised_at=hanoi("2027-01-05T17:00"), ground="Công văn 12/UBND-VP")
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case = accept_case(actor=town.counter, case_id=case.pk, expected=None, promise=promise)
    assert case.due_at == hanoi("2027-01-05T17:00")
    assert case.promise_ground == "Công văn 12/UBND-VP"


def test_a_supplement_after_acceptance_restarts_the_clock_from_zero(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-25T09:00")):
        case = at_specialist(town)
    with clock.frozen(hanoi("2026-11-26T09:00")):
        case = request_supplement(
            actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu giấy tờ", items=MISSING
        )
        assert case.due_at is None
    with clock.frozen(hanoi("2026-12-03T10:00")):
        case = answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    assert case.legal_state is State.PROCESSING
    assert case.due_at == hanoi("2026-12-10T17:00")


def test_a_second_supplement_needs_a_leader(town: Town) -> None:
    case = at_specialist(town)
    request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
    answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    with pytest.raises(SecondSupplement):
        request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
    again = request_supplement(actor=town.leader, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
    assert again.legal_state is State.SUPPLEMENT


def test_a_financial_duty_stops_the_clock_until_settled(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-25T09:00")):
        case = at_specialist(town)
        before = case.due_at
    with clock.frozen(hanoi("2026-11-26T09:00")):
        case = request_duty(
            actor=town.specialist, case_id=case.pk, expected=None, reason="Thuế trước bạ", amount_vnd=1_250_000
        )
        assert case.legal_state is State.DUTY and case.due_at is None
    with clock.frozen(hanoi("2026-11-27T09:00")):
        case = settle_duty(actor=town.specialist, case_id=case.pk, expected=None, evidence="Biên lai 000123")
    assert before and case.due_at and case.due_at > before


def test_not_agreed_goes_back_a_step_with_the_reason(town: Town) -> None:
    case = at_leader(town)
    with pytest.raises(Invalid):
        return_to_previous(actor=town.leader, case_id=case.pk, expected=None, reason="  ")
    return_to_previous(actor=town.leader, case_id=case.pk, expected=None, reason="Chưa rõ căn cứ")
    page = case_page(town.specialist, case.pk)
    assert page.task and page.task.role == "specialist"
    assert [task.note for task in page.tasks if task.outcome == "sent_back"] == ["Chưa rõ căn cứ"]


def test_steps_are_told_in_both_languages_also_from_entries_with_one_name(town: Town) -> None:
    at_leader(town)
    moved = Entry.objects.filter(kind="case.forwarded").order_by("id").last()
    assert moved
    told = sentence(moved).en
    assert told.startswith("Moved from Examination to Approval by the leader at ")
    moved.facts |= {"step": "Thẩm định hồ sơ", "next": "Lãnh đạo phê duyệt"}
    assert sentence(moved).en == told
    assert sentence(moved).vi.startswith("Chuyển từ bước Thẩm định hồ sơ sang Lãnh đạo phê duyệt tại ")


def test_two_officials_one_wins_the_other_hears_who_did_what(town: Town) -> None:
    case = at_specialist(town)
    forward_case(actor=town.specialist, case_id=case.pk, expected=case.version)
    with pytest.raises(CaseChanged) as late:
        return_to_previous(actor=town.specialist, case_id=case.pk, expected=case.version, reason="Ý kiến khác")
    assert "Phạm Văn Chuyên" in late.value.words.vi


def test_a_case_is_not_there_for_another_agency(town: Town) -> None:
    case = receive(town)
    for act in (
        lambda: forward_case(actor=town.stranger, case_id=case.pk, expected=None),
        lambda: case_page(town.stranger, case.pk),
        lambda: case_page(town.citizen, case.pk),
        lambda: case_page(town.administrator, case.pk),
    ):
        with pytest.raises(CaseNotFound):
            act()


def test_a_colleague_without_the_right_is_told_so(town: Town) -> None:
    case = at_leader(town)
    with pytest.raises(NotYourStep):
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
    with pytest.raises(Denied):
        decide_case(actor=town.specialist, case_id=case.pk, expected=None, outcome="granted", text="Tự duyệt")


def test_stopping_is_refused_once_a_decision_exists(town: Town) -> None:
    undecided, done = at_leader(town), decided(town)
    stopped = stop_case(actor=town.leader, case_id=undecided.pk, expected=None, reason="Có tranh chấp")
    assert stopped.legal_state is State.STOPPED
    with pytest.raises(MoveRefused):
        stop_case(actor=town.leader, case_id=done.pk, expected=None, reason="Có tranh chấp")


def test_a_case_that_waits_for_supplements_before_acceptance_is_not_stopped(town: Town) -> None:
    case = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    case = request_supplement(actor=town.counter, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
    assert "stop" not in [action.name for action in actions_for(town.leader, case, None)]
    with pytest.raises(MoveRefused):
        stop_case(actor=town.leader, case_id=case.pk, expected=None, reason="Người dân đề nghị")


def test_refusal_and_withdrawal_end_a_case_with_their_papers(town: Town) -> None:
    filed = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    refused = refuse_case(actor=town.counter, case_id=filed.pk, expected=filed.version, reason="Không đúng thẩm quyền")
    assert refused.code is None and refused.legal_state is State.REFUSED
    assert Document.objects.filter(subject_id=str(filed.pk), kind="refusal").exists()
    case = withdraw_case(actor=town.counter, case_id=receive(town).pk, expected=None, reason="Người dân đổi ý")
    assert case.legal_state is State.WITHDRAWN


def test_taking_a_task_shows_who_has_it(town: Town) -> None:
    case = take_task(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
    page = case_page(town.leader, case.pk)
    assert page.task and page.task.assignee and page.task.assignee.person.full_name == "Phạm Văn Chuyên"


def test_a_task_is_taken_only_while_the_agency_works_on_the_case(town: Town) -> None:
    filed = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    decided = decide_case(
        actor=town.leader, case_id=at_leader(town).pk, expected=None, outcome="granted", text="Đồng ý cấp lại."
    )
    for case in (filed, decided):
        with pytest.raises(MoveRefused, match="Nhận việc"):
            take_task(actor=town.counter, case_id=case.pk, expected=None)
        assert TAKE not in actions_for(town.counter, case, case_page(town.counter, case.pk).task)


@pytest.mark.parametrize(
    "who,names",
    [
        ("counter", ["recall", "withdraw"]),
        ("specialist", ["forward", "supplement", "ask", "check_site", "duty", "send_back", "take"]),
        (
            "leader",
            ["forward", "supplement", "ask", "check_site", "duty", "send_back", "take", "assign", "apologise", "stop"],
        ),
        ("administrator", []),
    ],
)
def test_only_acts_that_would_be_let_through_are_offered(town: Town, who: str, names: list[str]) -> None:
    case = at_specialist(town)
    task = case_page(town.specialist, case.pk).task
    assert [action.name for action in actions_for(getattr(town, who), case, task)] == names


def test_a_paper_kind_note_is_no_line_of_the_checklist(db: None) -> None:
    town = build_town(papers=[("Đơn", "paper"), ("Lưu ý chung", "note")])
    assert [paper.name for paper in case_page(town.counter, receive(town).pk).papers] == ["Đơn"]


def test_a_version_that_is_not_published_is_not_received(town: Town) -> None:
    other = make_version(code="1.000002", level="ministry")
    with pytest.raises(NotReceivable, match="hiện không tiếp nhận"):
        receive_at_counter(actor=town.counter, version_id=other.pk, office_id=town.office.pk, applicant=APPLICANT)


def test_where_several_times_are_stated_the_official_chooses(town: Town) -> None:
    version = make_version(code="1.000003", limits=[(5, "working_day"), (10, "working_day")])
    case = file_at_counter(actor=town.counter, version_id=version.pk, office_id=town.office.pk, applicant=APPLICANT)
    with pytest.raises(Invalid) as refused:
        accept_case(actor=town.counter, case_id=case.pk, expected=None)
    assert set(refused.value.fields) == {"time_limit"}
    chosen = version.time_limits.get(value=10)
    case = accept_case(actor=town.counter, case_id=case.pk, expected=None, promise=Promise(time_limit_id=chosen.pk))
    assert case.limit_value == 10


def test_a_supplement_names_only_papers_of_its_own_case(town: Town) -> None:
    other = case_page(town.counter, receive(town).pk).papers[0]
    case = at_specialist(town)
    with pytest.raises(Invalid):
        request_supplement(
            actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu",
            items=[MissingItem("Bản chính", paper_id=other.pk)],
        )  # fmt: skip


def test_the_reception_attaches_what_is_brought_for_a_supplement(town: Town) -> None:
    case = at_specialist(town)
    paper = case_page(town.counter, case.pk).papers[0]
    stored = store_made(b"%PDF-1.7 made", name="bo-sung.pdf", media_type="application/pdf", pages=1)
    with pytest.raises(Denied):
        attach_file(actor=town.counter, case_id=case.pk, paper_id=paper.pk, stored=stored)
    request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
    attach_file(actor=town.counter, case_id=case.pk, paper_id=paper.pk, stored=stored)
    with pytest.raises(Denied):
        attach_file(actor=town.specialist, case_id=case.pk, paper_id=paper.pk, stored=stored)
    kept = case_page(town.counter, case.pk).papers[0].kept  # type: ignore[attr-defined]
    assert [file.name for file in kept] == ["bo-sung.pdf"]
