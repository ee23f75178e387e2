"""Dated rules of the city over those that come with the software: who, from when, and what follows them."""

from datetime import date

import pytest
from django.test import Client

from motcua.base.access.models import Account
from motcua.base.calendars.facts import rule
from motcua.base.daysoff.errors import BadRule
from motcua.base.daysoff.models import DecidedRule
from motcua.base.daysoff.queries import city_rules
from motcua.base.daysoff.services.ruling import NewRule, decide_rule
from motcua.base.ledger.models import Entry
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.duty import request_duty
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.kernel import clock
from motcua.kernel.errors import Denied
from tests.casework.test_life import MISSING, at_specialist, receive
from tests.support.town import Town, build_town, hanoi


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
