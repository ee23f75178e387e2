"""A jurisdiction moves whole or not at all: rows and ledger are compared, the old place is read only, or as before."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction

from motcua.base.ledger import Subject, append
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import Place, city
from motcua.kernel.home import Home
from motcua.kernel.ids import new_id
from motcua.ops import jurisdiction
from motcua.ops.checks import isolation
from motcua.ops.cities import moving
from motcua.ops.cities.errors import NotThere, Standing
from motcua.ops.saving import restore
from tests.support import cluster

SOURCE, TARGET = f"{cluster.NAME}_old", f"{cluster.NAME}_new"
WRITES = f"INSERT INTO {city()}.django_session VALUES ('a', 'b', now())"


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, str]]:
    """A city with a few entries, and another database that has what is common and no city."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            for seed in range(3):
                facts = {"seed": seed, "days": 1, "cases": 2, "until": "2026-02-05"}
                append(Subject("simulation", new_id()), "simulation.begun", SYSTEM, facts)
        connections.close_all()
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {SOURCE} TEMPLATE {cluster.NAME}")
    source, target = cluster.admin_of(SOURCE), cluster.admin_of(TARGET)
    cluster.clone(cluster.NAME)
    cluster.clone(TARGET)
    with psycopg.connect(target, autocommit=True) as admin:
        admin.execute(f"DROP SCHEMA {city()} CASCADE")
    with psycopg.connect(source, autocommit=True) as admin:
        jurisdiction.found(admin, SOURCE, city(), "Hà Nội")
    yield source, target
    cluster.drop(SOURCE)
    cluster.drop(TARGET)


def may_write(url: str) -> bool:
    with isolation.connected(Place.parse(url), city(), Home.current()) as own:
        return not isolation.refused(own, WRITES, "")


def test_what_differs_there_leaves_everything_as_it_was_and_what_fits_moves(
    places: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = places
    monkeypatch.setattr(restore, "verify_ledger", lambda *told: (["ledger: other heads"], ()))
    with pytest.raises(moving.Differs, match="other heads"):
        moving.move(city(), source, target, Home.current())
    assert may_write(source), "the old place may be written again"
    with psycopg.connect(target) as admin:
        assert admin.execute("SELECT to_regnamespace(%s)", [city()]).fetchone() == (None,)
    monkeypatch.setattr(restore, "verify_ledger", lambda *told: ([], ()))
    moved = moving.move(city(), source, target, Home.current())
    assert moved.rows > 100 and may_write(target) and not may_write(source)
    with pytest.raises(Standing):
        moving.move(city(), source, target, Home.current())


def test_what_is_not_there_cannot_be_moved(places: tuple[str, str]) -> None:
    with pytest.raises(NotThere):
        moving.move("h99", *places, Home.current())


def test_a_row_too_few_is_told(places: tuple[str, str]) -> None:
    with psycopg.connect(places[0]) as admin:
        moving.look_at(admin, city())
        stock = moving.stock_of(admin, city())
        assert moving.compared(admin, city(), stock) == ()
        more = moving.Stock({**stock.tables, f"{city()}.cases_case": 7}, "other", 0)
        assert moving.compared(admin, city(), more) == (
            f"{city()}.cases_case: 0 rows instead of 7",
            "ledger: other heads",
        )
