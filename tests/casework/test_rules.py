"""Dated rules of the city over those that come with the software: who, from when, and what follows them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from motcua.base.access.models import Account
from motcua.base.calendars.facts import rule
from motcua.base.daysoff.enums import value_of, value_words
from motcua.base.daysoff.errors import BadRule, RuleEnded
from motcua.base.daysoff.models import DecidedRule
from motcua.base.daysoff.queries import as_ruled, city_rules, working_day_minutes
from motcua.base.daysoff.services.ruling import NewRule, RuleEnding, decide_rule, end_rule
from motcua.base.ledger.delivery import deliver_all
from motcua.base.ledger.models import Entry
from motcua.casework.clockwork import clock_of
from motcua.casework.post import HandedByPost
from motcua.casework.queries.verification import verify_cases
from motcua.casework.recount import effect_of_end, effect_of_rule
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.chase_agency import recall_request
from motcua.casework.services.counter import AtCounter, receive_at_counter
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.recount import recount_due
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.casework.version_impact import promised
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock
from motcua.kernel.errors import Denied, NotVisible
from motcua.kernel.ids import new_id
from tests.casework.test_life import MISSING, at_specialist, receive
from tests.support.town import APPLICANT, Town, build_town, hanoi, make_agency, make_official


def decided(town: Town, name: str, value: str, since: date = date(2026, 3, 9)) -> DecidedRule:
    with clock.frozen(hanoi("2026-03-02T09:00")):
        new = NewRule(name, since, value, "QĐ 1/QĐ-UBND")
        return decide_rule(actor=town.administrator, rule=new, city_path=town.city.path)


def test_the_citys_entry_holds_from_its_day_and_leaves_given_promises(db: None) -> None:
    town = build_town(limit=(1, "day"), same_day=True)
    decided(town, "same_day_cut_off", "14:00")
    with clock.frozen(hanoi("2026-03-06T14:30")):
        assert receive(town).due_at == hanoi("2026-03-06T17:00")
    with clock.frozen(hanoi("2026-03-09T14:30")):
        assert receive(town).due_at == hanoi("2026-03-10T17:00")
    assert rule("same_day_cut_off", date(2026, 3, 9), city_rules()).value == "14:00"
    assert Entry.objects.get(kind="rules.decided").facts["value"] == "14:00"


def test_a_supplement_and_a_duty_follow_the_rule_of_their_day(town: Town) -> None:
    decided(town, "supplement_effect", "stop", date(2026, 3, 10))
    decided(town, "financial_duty_effect", "restart", date(2026, 3, 10))
    with clock.frozen(hanoi("2026-03-09T09:00")):
        before, after, owing = at_specialist(town), at_specialist(town), at_specialist(town)
        request_supplement(actor=town.specialist, case_id=before.pk, expected=None, reason="Thiếu", items=MISSING)
    with clock.frozen(hanoi("2026-03-10T09:00")):
        request_supplement(actor=town.specialist, case_id=after.pk, expected=None, reason="Thiếu", items=MISSING)
        request_duty(actor=town.specialist, case_id=owing.pk, expected=None, reason="Lệ phí", amount_vnd=None)
    with clock.frozen(hanoi("2026-03-11T09:00")):
        for case in (before, after):
            answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    assert [case.stops.get().effect for case in (before, after, owing)] == ["restart", "stop", "restart"]
    assert verify_cases().sound


def test_a_second_supplement_may_be_allowed_by_rule(town: Town) -> None:
    decided(town, "supplements_allowed", "2")
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
        for _ in range(2):
            request_supplement(actor=town.specialist, case_id=case.pk, expected=None, reason="Thiếu", items=MISSING)
            answer_supplement(actor=town.counter, case_id=case.pk, expected=None)


@pytest.mark.parametrize(
    ("name", "value", "since", "field"),
    [
        ("same_day_cut_off", "3 giờ", date(2026, 3, 9), "value"),
        ("supplement_effect", "wait", date(2026, 3, 9), "value"),
        ("supplements_allowed", "0", date(2026, 3, 9), "value"),
        ("warning_points", "half,soon", date(2026, 3, 9), "value"),
        ("office_hours", "08:00-12:00", date(2026, 3, 9), "value"),
        ("same_day_cut_off", "14:00", date(2026, 3, 2), "since"),
        ("same_day_cut_off", "14:00", date(2036, 3, 2), "since"),
    ],
)
def test_what_is_refused(town: Town, name: str, value: str, since: date, field: str) -> None:
    with pytest.raises(BadRule) as refused:
        decided(town, name, value, since)
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("tính lại từ đầu", "restart", "tính lại từ đầu"),
        ("Tạm dừng", "stop", "tạm dừng"),
        ("runs on", "run", "vẫn tính"),
        ("qua nửa thời gian, trước 8 giờ, 2h, khi trễ", "half,8h,2h,late", "qua nửa thời gian, trước 8 giờ làm việc"),
        ("half,8h,late", "half,8h,late", "qua nửa thời gian, trước 8 giờ làm việc, khi trễ"),
        ("15:00", "15:00", "15:00"),
        ("3", "3", "3"),
    ],
)
def test_values_are_read_and_said_in_words(typed: str, stored: str, said: str) -> None:
    assert value_of(typed) == stored and value_words(stored).vi.startswith(said)
    assert value_of(value_words(stored).vi) == value_of(value_words(stored).en) == stored


def test_only_the_city_decides(town: Town) -> None:
    new = NewRule("same_day_cut_off", date(2030, 1, 1), "14:00", "QĐ 1")
    with pytest.raises(Denied):
        decide_rule(actor=town.leader, rule=new, city_path=town.city.path)


def test_the_page_lists_them_and_adds_one_after_a_preview(town: Town) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=town.administrator.account_id))
    with clock.frozen(hanoi("2026-03-02T09:00")):
        assert "Giờ chốt thủ tục trả trong ngày" in client.get("/quan-tri/quy-dinh/").content.decode()
        typed = {"name": "same_day_cut_off", "value": "14:00", "since": "9/3/2026", "source": "QĐ 1",
                 "verification": "verified"}  # fmt: skip
        seen = client.post("/quan-tri/quy-dinh/them/", typed).content.decode()
        assert "Không hạn nào đã hẹn thay đổi." in seen
        digest = seen.split('name="seen" value="')[1].split('"')[0]
        assert client.post("/quan-tri/quy-dinh/them/", typed | {"do": "save", "seen": digest}).status_code == 302
        assert "của thành phố" in client.get("/quan-tri/quy-dinh/").content.decode()


def ending(**changed: Any) -> RuleEnding:
    return replace(RuleEnding("2/QĐ-UBND", date(2026, 3, 9)), **changed)


def same_day_case(cut_off: str, at: str) -> tuple[Town, DecidedRule, Case]:
    """Received while a cut-off decided by mistake held from Monday 9 March 2026 on."""
    town = build_town(limit=(1, "day"), same_day=True)
    row = decided(town, "same_day_cut_off", cut_off)
    with clock.frozen(hanoi(at)):
        return town, row, receive(town)


@pytest.mark.parametrize(
    "cut_off,moves,due",
    [
        ("14:00", False, "2026-03-09T17:00"),
        ("16:00", False, "2026-03-09T17:00"),
        ("16:00", True, "2026-03-10T17:00"),
    ],
)
def test_a_rule_decided_by_mistake_is_withdrawn_and_no_promise_gets_later_without_a_decision(
    db: None, cut_off: str, moves: bool, due: str
) -> None:
    town, row, case = same_day_case(cut_off, "2026-03-09T14:30" if cut_off == "14:00" else "2026-03-09T15:30")
    was = case.due_at
    with clock.frozen(hanoi("2026-03-09T15:45")):
        chosen = ending(moves_promises=moves)
        told = effect_of_end(chosen.of(as_ruled(row)))
        end_rule(actor=town.administrator, rule_id=row.pk, ending=chosen, city_path=town.city.path)
        deliver_all()
        moved = recount_due()
    case.refresh_from_db()
    assert case.due_at == hanoi(due)
    assert moved == len(told.moved) == int(case.due_at != was)
    assert len(told.kept) == int(cut_off == "16:00" and not moves)
    if moved:
        assert Entry.objects.get(kind="case.due_moved").facts["ground"] == "2/QĐ-UBND"
    assert rule("same_day_cut_off", date(2026, 3, 9), city_rules()).value == "15:00"
    assert Entry.objects.get(kind="rules.withdrawn").facts["value"] == cut_off
    assert verify_cases().sound


def test_a_rule_may_end_on_a_day_and_what_was_promised_under_it_stays(db: None) -> None:
    town, row, _ = same_day_case("14:00", "2026-03-09T14:30")
    with clock.frozen(hanoi("2026-03-09T15:00")):
        end_rule(actor=town.administrator, rule_id=row.pk, ending=ending(until=date(2026, 3, 11)),
                 city_path=town.city.path)  # fmt: skip
        assert recount_due() == 0
    for day, due in (("10", "11"), ("11", "11")):
        with clock.frozen(hanoi(f"2026-03-{day}T14:30")):
            assert receive(town).due_at == hanoi(f"2026-03-{due}T17:00")
    assert Entry.objects.get(kind="rules.ended").facts["until"] == "2026-03-11"


@pytest.mark.parametrize(
    "changed,field",
    [
        ({"decision": " "}, "decision"), ({"decided_on": date(2026, 3, 10)}, "decided_on"),
        ({"until": date(2026, 3, 9)}, "until"), ({"until": date(2026, 2, 1)}, "until"),
    ],
)  # fmt: skip
def test_an_end_that_cannot_be_is_refused_at_its_field(town: Town, changed: dict[str, Any], field: str) -> None:
    row = decided(town, "same_day_cut_off", "14:00")
    with clock.frozen(hanoi("2026-03-09T09:00")), pytest.raises(BadRule) as refused:
        end_rule(actor=town.administrator, rule_id=row.pk, ending=ending(**changed), city_path=town.city.path)
    assert set(refused.value.fields) == {field}


def test_a_rule_ends_once_and_only_by_the_city(town: Town) -> None:
    row = decided(town, "same_day_cut_off", "14:00")
    with clock.frozen(hanoi("2026-03-09T09:00")):
        facts: dict[str, Any] = {"ending": ending(), "city_path": town.city.path}
        with pytest.raises(Denied):
            end_rule(actor=town.leader, rule_id=row.pk, **facts)
        with pytest.raises(NotVisible):
            end_rule(actor=town.administrator, rule_id=new_id(), **facts)
        end_rule(actor=town.administrator, rule_id=row.pk, **facts)
        with pytest.raises(RuleEnded):
            end_rule(actor=town.administrator, rule_id=row.pk, **facts)


def test_the_page_shows_what_would_move_and_ends_the_rule(db: None) -> None:
    town, row, case = same_day_case("14:00", "2026-03-09T14:30")
    client = Client()
    client.force_login(Account.objects.get(pk=town.administrator.account_id))
    url, typed = f"/quan-tri/quy-dinh/{row.pk}/ket-thuc/", {"decision": "2/QĐ-UBND", "decided_on": "9/3/2026"}
    with clock.frozen(hanoi("2026-03-09T15:00")):
        assert url in client.get("/quan-tri/quy-dinh/").content.decode()
        seen = client.post(url, typed).content.decode()
        assert "1 hạn trả đổi, 0 hạn muộn hơn." in seen and str(case.code) in seen
        digest = seen.split('name="seen" value="')[1].split('"')[0]
        assert client.post(url, typed | {"do": "save", "seen": digest}).status_code == 302
        page = client.get("/quan-tri/quy-dinh/").content.decode()
    assert "đã hủy theo 2/QĐ-UBND" in page and url not in page


@pytest.mark.parametrize(
    ("name", "value", "limit", "usual", "ruled"),
    [
        ("first_day", "counted", (2, "working_day"), "2026-03-11T17:00", "2026-03-10T17:00"),
        ("first_day", "counted", (3, "day"), "2026-03-12T17:00", "2026-03-11T17:00"),
        ("first_day", "counted", (1, "month"), "2026-04-09T17:00", "2026-04-08T17:00"),
        ("hours_start", "next_day", (4, "working_hour"), "2026-03-09T14:00", "2026-03-10T12:00"),
        ("hours_start", "next_day", (6, "hour"), "2026-03-09T15:00", "2026-03-10T14:00"),
    ],
)
def test_how_a_limit_is_counted_is_a_rule_too(
    db: None, name: str, value: str, limit: tuple[int, str], usual: str, ruled: str
) -> None:
    town = build_town(limit=limit)
    with clock.frozen(hanoi("2026-03-09T09:00")):
        assert receive(town).due_at == hanoi(usual)
    decided(town, name, value)
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = receive(town)
        assert case.due_at == hanoi(ruled)
        assert "QĐ 1/QĐ-UBND" in "\n".join(line.vi for line in clock_of(case).lines)
        assert effect_of_rule(rule(name, date(2026, 3, 9), city_rules())).looked_at == 2


def test_the_hours_of_a_working_day_are_a_rule_too(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-10T09:00")):
        assert (working_day_minutes(), promised(text_of(town.version.pk))) == (480, 2400)
        decided(town, "working_day_hours", "7")
        assert (working_day_minutes(), promised(text_of(town.version.pk))) == (420, 2100)


def stopped_under(name: str, value: str) -> tuple[Town, DecidedRule, Case]:
    """Received on Monday 9 March 2026 under a rule decided by mistake; what it concerns lasts from Wednesday a day."""
    town = build_town(limit=(5, "working_day"))
    row = decided(town, name, value)
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town) if name != "postal_clock" else posted(town)
    with clock.frozen(hanoi("2026-03-11T09:00")):
        asked: dict[str, Any] = {"actor": town.specialist, "case_id": case.pk, "expected": None}
        if name == "supplement_effect":
            request_supplement(**asked, reason="Thiếu", items=MISSING)
        elif name == "financial_duty_effect":
            request_duty(**asked, reason="Lệ phí", amount_vnd=None)
        elif name == "opinion_effect":
            beside = make_agency("H26.S1", "Sở Xây dựng", "department", town.city)
            make_official("Ngô Sở", "Chuyên viên", beside, ["specialist"])
            ask_agencies(**asked, kind="opinion", text="Ý kiến?", agencies=[AskedAgency(beside.pk, 480)])
    with clock.frozen(hanoi("2026-03-12T09:00")):
        if name == "supplement_effect":
            answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
        elif name == "financial_duty_effect":
            settle_duty(actor=town.specialist, case_id=case.pk, expected=None, evidence="Biên lai")
        elif name == "opinion_effect":
            recall_request(actor=town.specialist, request_id=SubRequest.objects.get().pk)
    case.refresh_from_db()
    return town, row, case


def posted(town: Town) -> Case:
    """Signed with the post on Monday at eight, entered the day after."""
    handed = HandedByPost("BB-1", hanoi("2026-03-09T08:00"), "Ngô Bưu Tá")
    with clock.frozen(hanoi("2026-03-10T08:30")):
        return receive_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
            around=AtCounter(post=handed),
        )  # fmt: skip


@pytest.mark.parametrize(
    "name,value,moves,was,due",
    [
        ("financial_duty_effect", "restart", False, "19", "18"),
        ("opinion_effect", "stop", False, "18", "16"),
        ("postal_clock", "acceptance", False, "17", "16"),
        ("supplement_effect", "stop", False, "18", "18"),
        ("supplement_effect", "stop", True, "18", "19"),
    ],
)
def test_a_withdrawn_rule_reaches_every_running_case_it_had_touched(
    db: None, name: str, value: str, moves: bool, was: str, due: str
) -> None:
    town, row, case = stopped_under(name, value)
    assert case.due_at == hanoi(f"2026-03-{was}T17:00")
    with clock.frozen(hanoi("2026-03-13T09:00")):
        chosen = ending(moves_promises=moves)
        told = effect_of_end(chosen.of(as_ruled(row)))
        end_rule(actor=town.administrator, rule_id=row.pk, ending=chosen, city_path=town.city.path)
        assert recount_due() == len(told.moved) == int(was != due) and recount_due() == 0
        assert len(told.kept) == int(was == due)
        case.refresh_from_db()
        assert case.due_at == hanoi(f"2026-03-{due}T17:00")
        found = clock_of(case).explanation
        assert found and found.due == case.due_at, "it is explained by what it is reckoned with"
    if was != due:
        assert Entry.objects.get(kind="case.due_moved").facts["ground"] == "2/QĐ-UBND"
    assert verify_cases().sound, verify_cases().first
