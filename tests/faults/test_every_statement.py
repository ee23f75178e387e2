"""An act cut off before any of its statements, or after the last, leaves every row as it was; the next try does it."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import file_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.duty import request_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from tests.faces.portal.cases import accepted, asked, at_specialist, draft, submitted
from tests.support.town import APPLICANT, Town, build_town
from tests.support.watching import CHANGES

Act = Callable[[], Any]
BRACKETS = re.compile(r"(ROLLBACK TO |RELEASE )?SAVEPOINT")
"""Of the test's own transaction; a city has BEGIN and COMMIT there."""


class Cut(BaseException):
    """The process is gone."""


class Counting:
    """Counts statements, remembers which tables they change, and cuts before statement `at`."""

    def __init__(self, at: int | None = None) -> None:
        self.at, self.count, self.tables = at, 0, set[str]()

    def __call__(self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any) -> Any:
        if not BRACKETS.match(str(statement)):
            if self.count == self.at:
                raise Cut
            self.count += 1
            self.tables |= set(CHANGES.findall(str(statement)))
        return execute(statement, params, many, context)


def undisturbed(act: Act) -> Counting:
    """What the act does, undone."""
    counting = Counting()
    with connection.execute_wrapper(counting), transaction.atomic():
        act()
        transaction.set_rollback(True)
    return counting


def is_cut(act: Act) -> bool:
    try:
        act()
    except Cut:
        return True
    return False


def standing(tables: set[str]) -> list[tuple[str, str]]:
    each = (
        f"SELECT '{table}', md5(coalesce(string_agg(row_::text, '|' ORDER BY row_::text), '')) FROM {table} AS row_"
        for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return list(cursor.fetchall())


def cut_everywhere(act: Act) -> tuple[int, list[str]]:
    """How often it was cut, and where something of it stayed."""
    told = undisturbed(act)
    before, wrong = standing(told.tables), list[str]()
    for at in range(told.count):
        with connection.execute_wrapper(Counting(at)):
            wrong += [] if is_cut(act) else [f"statement {at + 1} of {told.count} did not come"]
        left = [table for (table, was), (_, now) in zip(before, standing(told.tables), strict=True) if was != now]
        wrong += [f"before statement {at + 1} of {told.count}: {left}"] if left else []
        if wrong:
            return at + 1, wrong
    with pytest.raises(Cut), transaction.atomic():
        act()
        raise Cut
    wrong += ["behind the last statement"] if standing(told.tables) != before else []
    act()
    assert standing(told.tables) != before
    return told.count + 1, wrong


def acts(town: Town) -> dict[str, Act]:
    """Each on a case of its own, one of them along its whole way."""
    case = draft(town)
    one: dict[str, Any] = {"case_id": case.pk, "expected": None}
    missing = [MissingItem("Bản sao giấy khai sinh")]
    others: dict[str, dict[str, Any]] = {
        name: {"case_id": make(town).pk, "expected": None}
        for name, make in (
            ("refuse", submitted), ("withdraw", submitted), ("ask", accepted), ("answer", asked),
            ("duty", at_specialist), ("stop", at_specialist), ("back", at_specialist),
        )
    }  # fmt: skip
    return {
        "submit": lambda: submit_case(actor=town.citizen, case_id=case.pk),
        "accept": lambda: accept_case(actor=town.counter, **one),
        "forward": lambda: forward_case(actor=town.counter, **one),
        "take": lambda: take_task(actor=town.specialist, **one),
        "forward again": lambda: forward_case(actor=town.specialist, **one),
        "decide": lambda: decide_case(actor=town.leader, outcome="granted", text="Cấp.", **one),
        "hand over": lambda: hand_over_result(
            actor=town.counter, receiver="Lò Thị Bí Mật", identity_shown="CCCD", **one
        ),
        "close": lambda: close_case(actor=town.counter, **one),
        "file": lambda: file_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
        ),
        "refuse": lambda: refuse_case(actor=town.counter, reason="Không thuộc thẩm quyền.", **others["refuse"]),
        "withdraw": lambda: withdraw_case(actor=town.citizen, reason="Không cần nữa.", **others["withdraw"]),
        "ask": lambda: request_supplement(actor=town.counter, reason="Thiếu.", items=missing, **others["ask"]),
        "answer": lambda: answer_supplement(actor=town.citizen, answer="Đã gửi.", **others["answer"]),
        "duty": lambda: request_duty(actor=town.specialist, reason="Thuế trước bạ", amount_vnd=1000, **others["duty"]),
        "stop": lambda: stop_case(actor=town.leader, reason="Người dân đề nghị.", **others["stop"]),
        "back": lambda: return_to_previous(actor=town.specialist, reason="Chưa rõ.", **others["back"]),
    }


@pytest.mark.django_db
def test_an_act_cut_off_anywhere_leaves_nothing_behind(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    cuts = 0
    for name, act in acts(build_town()).items():
        count, wrong = cut_everywhere(act)
        cuts += count
        assert not wrong, (name, wrong)
    sys.stdout.write(f"{cuts} cuts\n")
    assert cuts > 150
