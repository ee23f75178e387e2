"""How often a token may ask: counted by all processes together, told with the time to wait, set for each token."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.access import metering
from motcua.base.access.models import ApiToken, Throttle
from motcua.base.access.tokens import limit_token
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.faces.api.callers import APPLICANT, Caller, code_of, filing, online_filing
from tests.faces.api.client import program
from tests.support.town import Town

MOMENT = datetime(2026, 11, 27, 2, 30, 10, tzinfo=UTC)
READ = "/cases?tab=unit"


@pytest.fixture(autouse=True)
def few(settings: Any) -> Iterator[None]:
    """A hundred would do as well, and take longer."""
    settings.MOTCUA_API_PER_MINUTE = 12
    metering.forget()
    with clock.frozen(MOMENT):
        yield
    metering.forget()


def asked(by: Caller, times: int) -> list[int]:
    return [by.get(READ).status_code for _ in range(times)]


def test_a_token_asks_so_often_in_a_minute_and_is_told_how_long_to_wait(town: Town) -> None:
    by, other = program(town.counter), program(town.specialist)
    assert asked(by, 12) == [200] * 12
    refused = by.get(READ)
    assert (refused.status_code, code_of(refused), refused.headers["Retry-After"]) == (
        429, "api.too_many_requests", "50",
    )  # fmt: skip
    assert "50 giây" in refused.json()["detail"] and "50 seconds" in refused.json()["detail_en"]
    assert asked(other, 1) == [200], "each token has its own"
    with clock.frozen(MOMENT + timedelta(seconds=50)):
        assert asked(by, 1) == [200]


def test_an_act_that_is_one_too_many_is_not_done_and_keeps_its_key(town: Town) -> None:
    by, key = program(town.counter), str(uuid4())
    asked(by, 12)
    assert by.post("/cases", filing(town), key=key).status_code == 429
    with clock.frozen(MOMENT + timedelta(minutes=1)):
        assert by.post("/cases", filing(town), key=key).status_code == 201


def test_an_administrator_sets_the_figure_of_a_token(town: Town) -> None:
    by = program(town.counter)
    token = ApiToken.objects.get()
    limit_token(actor=SYSTEM, token_id=token.pk, per_minute=15)
    assert asked(by, 16) == [200] * 15 + [429]
    limit_token(actor=SYSTEM, token_id=token.pk, per_minute=None)
    with clock.frozen(MOMENT + timedelta(minutes=1)):
        assert asked(by, 13) == [200] * 12 + [429]


def test_processes_count_together_but_for_nine_requests_each(town: Town) -> None:
    by = program(town.counter)
    asked(by, 10)
    metering.forget()  # as in another process
    assert asked(by, 11) == [200] * 9 + [429] * 2


def test_of_ten_requests_one_sends_a_statement_more(town: Town, settings: Any) -> None:
    settings.MOTCUA_API_PER_MINUTE = 100
    by = program(town.counter)
    asked(by, 10)
    sent = []
    for _ in range(10):
        with CaptureQueriesContext(connection) as seen:
            by.get(READ)
        sent.append(len(seen))
    assert [count - min(sent) for count in sent] == [0] * 9 + [1]


def test_nothing_is_counted_where_the_city_sets_nothing(town: Town, settings: Any) -> None:
    settings.MOTCUA_API_PER_MINUTE = 0
    assert asked(program(town.counter), 15) == [200] * 15
    assert not Throttle.objects.exists()


def test_minutes_that_are_over_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metering, "MANY", 3)
    for number in range(9):
        with clock.frozen(MOMENT + timedelta(minutes=number)):
            metering.spend(uuid4(), 5)
    assert len(metering._counts) <= 4


def test_citizens_filings_are_counted_by_address_and_those_at_the_counter_are_not(town: Town, settings: Any) -> None:
    settings.MOTCUA_FILINGS_PER_MINUTE, settings.MOTCUA_API_PER_MINUTE = 1, 0
    citizen, counter = program(town.citizen), program(town.counter)
    first, second = online_filing(citizen, town), online_filing(citizen, town)
    assert citizen.post("/cases", first).status_code == 201
    refused = citizen.post("/cases", second)
    assert (code_of(refused), refused.headers["Retry-After"]) == ("filing.too_many", "60")
    assert [counter.post("/cases", filing(town)).status_code for _ in range(3)] == [201] * 3


def test_a_citizens_linked_filings_are_counted_too(town: Town, settings: Any) -> None:
    settings.MOTCUA_FILINGS_PER_MINUTE, settings.MOTCUA_API_PER_MINUTE = 1, 0
    by, told = program(town.citizen), {"bundle": "khong-co", "office": town.office.identifier, "papers": []}
    answers = [by.post("/bundles", told | {"applicant": APPLICANT}) for _ in range(2)]
    assert [code_of(answer) for answer in answers] == ["invalid", "filing.too_many"]
