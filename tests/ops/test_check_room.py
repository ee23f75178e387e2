"""Growth is told per case, table by table; a table that was not there before grew by all of itself."""

import psycopg
import pytest

from motcua.ops.checks import room
from tests.support import cluster


def test_growth_is_shared_among_the_cases() -> None:
    before, after = {"a": (100, 10)}, {"a": (300, 20), "b": (50, 0)}
    assert room.per_case(before, after, 10) == {"a": (20, 1), "b": (5, 0)}
    assert room.per_case({}, after, 0)["b"] == (50, 0)


@pytest.mark.django_db
def test_every_table_of_the_city_is_measured() -> None:
    with psycopg.connect(cluster.admin_of(cluster.NAME)) as admin:
        found = room.sizes(admin)
        assert {"cases_case", "ledger_entry", "access_look"} <= set(found) and "territory_unit" not in found
        assert found["ledger_entry"][1] > 0 and room.number(admin, room.WRITTEN) > 0
