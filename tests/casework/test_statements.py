"""How many statements each main act takes, so that they do not grow unseen. The transaction's own two are counted."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.files.services.store import store_made
from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.finish import close_case, hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.casework.services.submit import submit_case
from tests.support.town import APPLICANT, Town

MOST = {
    "start_draft": 8,
    "save_applicant": 7,
    "attach_file": 8,
    "submit_case": 13,
    "receive_at_counter": 20,
    "accept_case": 14,
    "forward_case": 10,
    "decide_case": 14,
    "hand_over_result": 9,
    "close_case": 6,
}


class Counted:
    """Runs an act and remembers the most statements any of its name took."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}

    def __call__(self, act: Callable[..., Any], **facts: object) -> Any:
        with CaptureQueriesContext(connection) as asked:
            result = act(**facts)
        self.taken[act.__name__] = max(self.taken.get(act.__name__, 0), len(asked))
        return result


def online(town: Town, act: Counted) -> UUID:
    case = act(start_draft, actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    act(
        save_applicant, actor=town.citizen, case_id=case.pk, expected=None, details=APPLICANT, summary="",
        result_wanted="counter",
    )  # fmt: skip
    photo = store_made(b"photo", name="a.jpg", media_type="image/jpeg", pages=1)
    act(attach_file, actor=town.citizen, case_id=case.pk, paper_id=case.papers.get(position=1).pk, stored=photo)
    return act(submit_case, actor=town.citizen, case_id=case.pk).pk


def counter(town: Town, act: Counted) -> UUID:
    return act(
        receive_at_counter, actor=town.counter, version_id=town.version.pk, office_id=town.office.pk,
        applicant=APPLICANT, ticks=[PaperTick(position=1, originals=1)],
    ).pk  # fmt: skip


def walk(town: Town, act: Counted) -> None:
    """One case online and one at the counter, both to the archive."""
    filed, received = online(town, act), counter(town, act)
    act(accept_case, actor=town.counter, case_id=filed, expected=None)
    for case_id in (filed, received):
        common: dict[str, Any] = {"case_id": case_id, "expected": None}
        act(forward_case, actor=town.counter, **common)
        act(forward_case, actor=town.specialist, **common)
        act(decide_case, actor=town.leader, **common, outcome="granted", text="Cấp.")
        act(hand_over_result, actor=town.counter, **common, receiver="Dân", identity_shown="Thẻ căn cước")
        act(close_case, actor=town.counter, **common)


@pytest.fixture
def taken(town: Town) -> dict[str, int]:
    """Counted once the process knows what it keeps of procedures and places."""
    walk(town, Counted())
    act = Counted()
    walk(town, act)
    return act.taken


def test_no_main_act_takes_more_statements_than_agreed(taken: dict[str, int]) -> None:
    assert {name: count for name, count in taken.items() if count > MOST[name]} == {}, taken
    assert taken.keys() == MOST.keys()
