"""Receiving at the counter what is suspended or abolished: refused with the reason, all that was typed stays."""

import pytest

from motcua.casework.services.accept import accept_case
from motcua.domain.cases.models import Case
from tests.faces.desk.conftest import SignIn, Stage
from tests.faces.desk.test_reception import PAGE, TYPED
from tests.support.stopping import SENTENCE, WAYS, WHY, stop
from tests.support.town import Town


@pytest.mark.parametrize("press", ["receive", "write_down"])
@pytest.mark.parametrize("way", WAYS)
def test_the_counter_is_refused_and_keeps_what_was_typed(town: Town, sign_in: SignIn, way: str, press: str) -> None:
    stop(town.version, way)
    sent = {**TYPED, "version": str(town.version.pk), "office": str(town.office.pk), "press": press}
    answer = sign_in(town.counter).post(PAGE, sent)
    told = answer.content.decode()
    assert answer.status_code == 422 and SENTENCE in told and WHY in told and WAYS[way] in told
    for text in (TYPED["full_name"], TYPED["identity_number"], TYPED["address"], TYPED["birth_date"]):
        assert f'value="{text}"' in told
    assert not Case.objects.exists()


@pytest.mark.parametrize("way", WAYS)
def test_what_was_filed_before_is_still_accepted(town: Town, sign_in: SignIn, stage: Stage, way: str) -> None:
    case = stage.filed()
    stop(town.version, way)
    assert accept_case(actor=town.counter, case_id=case.pk, expected=None).state == "accepted"
