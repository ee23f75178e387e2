"""A body with work still open is not simply closed: its cases, tasks and requests would be left with nobody."""

from datetime import timedelta

import pytest

from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.forward import forward_case
from motcua.domain.directory.errors import StillHasWork
from motcua.domain.directory.holdings import work_at
from motcua.domain.directory.models import Agency
from motcua.domain.directory.services.agencies import close_agency
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.casework.test_asking import NOW, Three
from tests.casework.test_life import receive
from tests.support.town import Town


def close(agency: Agency) -> Agency:
    return close_agency(actor=SYSTEM, agency_id=agency.pk, last_day=clock.today() + timedelta(days=3))


def test_a_body_with_open_cases_is_closed_when_they_are_done(town: Town) -> None:
    case = forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)
    with pytest.raises(StillHasWork) as refused:
        close(town.commune)
    assert refused.value.facts["count"] == work_at(town.commune.pk, clock.today()) == 3, "received, decided, a task"
    assert "Sắp xếp đơn vị" in refused.value.words.vi and refused.value.code == "directory.still_has_work"
    town.commune.refresh_from_db()
    assert town.commune.valid_until is None
    withdraw_case(actor=town.counter, case_id=case.pk, expected=None, reason="Người nộp xin rút.")
    assert close(town.commune).valid_until


def test_a_body_that_is_asked_is_closed_when_it_has_answered(town: Town) -> None:
    with clock.frozen(NOW):
        three = Three(town)
        (request,) = three.ask(0)
        with pytest.raises(StillHasWork):
            close(three.agencies[0])
        assert close(three.agencies[1]).valid_until
        three.answer(request)
        assert close(three.agencies[0]).valid_until
