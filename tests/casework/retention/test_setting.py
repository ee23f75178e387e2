"""A city sets how long it keeps: within bounds, by a decision, for one procedure or all, with a look at the effect."""

import pytest

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.casework.retention.errors import NotSettable
from motcua.casework.retention.queries.due import days_of, due_cases
from motcua.casework.retention.rules import CASE, LOOSE, PAPERS
from motcua.casework.retention.services.setting import rule_named, set_days
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from tests.casework.retention.test_erasing import life
from tests.support.town import Town, hanoi


def test_a_procedure_may_have_days_of_its_own_and_give_them_back(town: Town) -> None:
    with clock.frozen(hanoi("2026-01-05T09:00")):
        case = life(town)
    code = town.version.procedure.code
    common = {"actor": town.administrator, "rule": PAPERS, "procedure": code}
    with clock.frozen(hanoi("2026-11-27T09:00")):
        assert due_cases(PAPERS).count() == 0
        assert due_cases(PAPERS, {case.procedure_version.procedure_id: 90}).count() == 1, "a look changes nothing"
        set_days(**common, days=90, ground="12/QĐ-UBND")  # type: ignore[arg-type]
        assert (due_cases(PAPERS).count(), days_of(PAPERS)) == (1, PAPERS.days)
        set_days(**common, days=None, ground="13/QĐ-UBND")  # type: ignore[arg-type]
        assert due_cases(PAPERS).count() == 0
    told = Entry.objects.filter(subject_kind="retention").order_by("number").values_list("kind", "facts__was")
    assert list(told) == [("retention.rule_set", PAPERS.days), ("retention.rule_reset", 90)]


def test_what_cannot_be_set_is_said_field_by_field(town: Town) -> None:
    with pytest.raises(Denied):
        set_days(actor=town.leader, rule=CASE, procedure="", days=4000, ground="1")
    with pytest.raises(Invalid) as wrong:
        set_days(actor=town.administrator, rule=CASE, procedure="9.999", days=3, ground=" ")
    assert set(wrong.value.fields) == {"procedure", "days", "ground"}
    with pytest.raises(Invalid):
        set_days(actor=town.administrator, rule=LOOSE, procedure="9.999", days=30, ground="1")
    with pytest.raises(NotSettable):
        rule_named("result")


def test_the_pages_show_the_effect_before_it_is_saved(town: Town, client: object) -> None:
    def sign_in(actor: Actor) -> None:
        client.force_login(Account.objects.get(pk=actor.account_id))  # type: ignore[attr-defined]

    sign_in(town.administrator)
    shown = client.get("/quan-tri/luu-giu/").content.decode()  # type: ignore[attr-defined]
    assert "Bản chụp giấy tờ đã nộp" in shown and "giữ theo luật" in shown
    typed = {"procedure": "", "days": "400", "ground": "12/QĐ-UBND"}
    looked = client.post("/quan-tri/luu-giu/papers/", typed).content.decode()  # type: ignore[attr-defined]
    assert "sẽ giữ 400 ngày" in looked and "Đêm nay xóa dữ liệu của 0 hồ sơ" in looked
    assert days_of(PAPERS) == PAPERS.days
    assert client.post("/quan-tri/luu-giu/papers/", typed | {"days": "3"}).status_code == 422  # type: ignore[attr-defined]
