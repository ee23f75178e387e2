"""A city as the first tables held it is brought to the present ones: what was there stays, what is new is filled."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management.base import CommandError
from psycopg import sql

from motcua.kernel.database import Place, city
from motcua.kernel.home import Home
from motcua.ops import jurisdiction, upgrading
from motcua.ops.checks.upgrades.filling import Filler
from motcua.ops.management.commands.prepare_city import refuse_newer
from tests.support import cluster

NAME, NEWER = f"{cluster.NAME}_upgrade", f"{cluster.NAME}_newer"
FILLED = 40
"""Rows in every table that grows, so that no migration meets an empty one."""
BOOKKEEPING = {"django_migrations", "django_content_type"}

Rows = dict[str, tuple[list[str], list[str]]]


def first_landing(place: Place, schema: str) -> None:
    """In the place of today's migrations: the first ones, and a few rows."""
    told = os.environ | {
        "MOTCUA_DATABASE": place.url, "MOTCUA_CITY": schema, "DJANGO_SETTINGS_MODULE": "motcua.conf.settings.owner",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "motcua.ops.checks.upgrades.first"], env=told, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def rows(admin: psycopg.Connection, known: Rows | None = None) -> Rows:
    """Every filled table of the city: its columns (or those that are `known`) and its rows as text."""
    with admin.cursor() as cursor:
        cursor.execute(
            "SELECT table_name::text, array_agg(column_name::text ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = %s GROUP BY table_name",
            [city()],
        )
        present = {table: columns for table, columns in cursor.fetchall() if table not in BOOKKEEPING}
        found = {}
        for table in known or present:
            columns = known[table][0] if known else present[table]
            select = sql.SQL("SELECT ROW({})::text FROM {} ORDER BY 1").format(
                sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(city(), table)
            )
            cursor.execute(select)
            found[table] = (columns, [text for (text,) in cursor.fetchall()])
    return {table: told for table, told in found.items() if told[1]}


@pytest.fixture
def first() -> Iterator[str]:
    """The administrator's address of a city of the first landing."""
    address = cluster.admin_of(NAME)
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin, pytest.MonkeyPatch.context() as patch:
        admin.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
        patch.setattr(jurisdiction, "migrate", first_landing)
        jurisdiction.add(address)
    yield address
    cluster.drop(NAME)


def test_a_city_of_the_first_tables_keeps_its_rows_and_gets_what_is_new(first: str, tmp_path: Path) -> None:
    with psycopg.connect(first, autocommit=True) as admin:
        admin.execute(f"SET search_path TO {city()}, common, public")
        assert "correspondence_message" in Filler(admin, FILLED).fill_new()
        before = rows(admin)
        assert {"cases_case", "cases_applicant", "catalogue_version", "directory_agency", "routing_task"} <= set(before)
        assert {"ledger_entry", "ledger_head", "access_look", "correspondence_message"} <= set(before), "kept by year"
        plan, made = upgrading.upgrade(first, Home.current(), city(), tmp_path)
        assert "routing.0014_let_rules_give_cases_to_a_unit" in plan.names and "cases.0001_initial" not in plan.names
        assert made and made.manifest.tables[f"{city()}.cases_case"] == FILLED + 1, "put away as it was"
        assert upgrading.look(first, city()).missing == ()
        after = rows(admin, before)
        changed = {table for table in before if before[table] != after[table]}
        assert changed == {"cases_applicant"}, "a company is now found by its name, nothing else is touched"
        parts = f"SELECT DISTINCT tableoid::regclass::text FROM {city()}.ledger_entry"
        assert len(admin.execute(parts).fetchall()) == 1, "the old table is the first part: no row was moved"
        halfway = "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"
        assert admin.execute(halfway).fetchall() == [], "an index of a table in parts takes in those of all parts"
        unproven = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
        assert admin.execute(unproven).fetchall() == []
        following = f"SELECT nextval('{city()}.ledger_entry_id_seq')"
        assert admin.execute(following).fetchone() == (3,), "ids go on"
        entry = f"SELECT code, name FROM {city()}.catalogue_entry"
        assert admin.execute(entry).fetchall() == [("1.000001", "Đăng ký khai sinh")]
        folded = f"SELECT folded_name FROM {city()}.cases_applicant WHERE organisation = 'Công ty Hoa Sen'"
        assert admin.execute(folded).fetchall() == [("tran thi bich cong ty hoa sen",)]


def test_a_database_that_is_newer_than_the_code_is_refused_untouched_and_so_is_one_without_a_city(
    tmp_path: Path,
) -> None:
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {NEWER} TEMPLATE {os.environ['MOTCUA_TEST_TEMPLATE']}")
    try:
        address = cluster.admin_of(NEWER)
        with psycopg.connect(address, autocommit=True) as admin:
            assert upgrading.look(address, city()).missing == ()
            history = f"INSERT INTO {city()}.django_migrations (app, name, applied) VALUES (%s, %s, now())"
            admin.execute(history, ["cases", "9999_to_come"])
            with pytest.raises(upgrading.DatabaseNewer, match=r"cases\.9999_to_come"):
                upgrading.upgrade(address, Home.current(), city(), tmp_path)
            with admin.cursor() as cursor, pytest.raises(CommandError, match="newer than this code"):
                refuse_newer(cursor, city())
            with pytest.raises(upgrading.NoCity):
                upgrading.look(address, "h01")
        assert list(tmp_path.iterdir()) == []
    finally:
        cluster.drop(NEWER)
