"""A statement whose plan is kept is planned for any values, alone, and leaves everything else as it was."""

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua.base.plans import fetched, fetched_by_kept_plan

ASKED = "SELECT count(*) FROM access_account WHERE username = %s"
PLANS = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE starts_with(statement, %s)"
TIMES = 9
"""Prepared from the sixth time on, and planned for the values themselves five times after it."""

pytestmark = pytest.mark.django_db(transaction=True)


def mode() -> str:
    return str(fetched(connection, "SHOW plan_cache_mode", ())[0][0])


def plans_of(text: str) -> tuple[int, int]:
    return tuple(fetched(connection, PLANS, (text,))[0])  # type: ignore[return-value]


def test_a_plan_is_kept_from_the_first_time_on() -> None:
    kept, usual = f"{ASKED} AND 'kept' <> ''", f"{ASKED} AND 'usual' <> ''"
    for number in range(TIMES):
        assert fetched_by_kept_plan(connection, kept, (f"nobody-{number}",)) == [(0,)]
        assert fetched(connection, usual, (f"nobody-{number}",)) == [(0,)]
        assert mode() == "auto"
    kept_plans, usual_plans = (plans_of(text.replace("%s", "$1")) for text in (kept, usual))
    assert kept_plans[0] > 0 and kept_plans[1] == 0
    assert usual_plans[1] > 0


def test_within_a_transaction_nothing_is_set() -> None:
    with transaction.atomic():
        assert fetched_by_kept_plan(connection, ASKED, ("nobody",)) == [(0,)]
        assert mode() == "auto"


def test_a_failure_is_djangos_and_the_connection_goes_on() -> None:
    with pytest.raises(ProgrammingError, match="no_such_table"):
        fetched_by_kept_plan(connection, "SELECT %s FROM no_such_table", ("x",))
    assert mode() == "auto"
    assert fetched_by_kept_plan(connection, ASKED, ("nobody",)) == [(0,)]
