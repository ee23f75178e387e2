"""The tables leave the way to a distributed PostgreSQL open: what a machine can check of it, over every table."""

import re
from pathlib import Path

import psycopg
import pytest

from motcua.kernel.database import COMMON, city
from tests.support import cluster

SOURCE = Path(__file__).resolve().parents[2] / "src" / "motcua"
BOTH = "n.nspname IN (%s, %s)"
WITHOUT_KEY = (
    "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE {BOTH} AND c.relkind IN ('r', 'p')"
    " AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)"
)
UNLOGGED = (
    "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE {BOTH} AND c.relpersistence <> 'p'"
)
UNPINNED = (
    "SELECT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    f" WHERE {BOTH} AND p.prorettype = 'trigger'::regtype"
    " AND NOT coalesce(array_to_string(p.proconfig, ' ') LIKE '%%search_path=%%', false)"
)
LEAVING = (
    "SELECT k.conname::text FROM pg_constraint k JOIN pg_class here ON here.oid = k.conrelid"
    " JOIN pg_class there ON there.oid = k.confrelid JOIN pg_namespace n ON n.oid = here.relnamespace"
    " JOIN pg_namespace m ON m.oid = there.relnamespace"
    f" WHERE k.contype = 'f' AND {BOTH} AND m.nspname NOT IN (n.nspname, 'common')"
)
WAITING = (
    "SELECT k.conname::text FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace"
    f" WHERE k.contype = 'f' AND {BOTH} AND k.condeferred"
)
FORBIDDEN = {
    "the schema or the session's time zone asked in SQL": r"current_schema\(|current_setting\('timezone",
    "a session's setting made in SQL": r"set_config\(|[\"']SET (?!LOCAL|TRANSACTION|CONSTRAINTS)[a-z_.]+ (?:TO|=)",
    "an error told by its constraint's name": r"diag\.constraint_name|constraint_name ==",
    "a clock or a sequence of the server in a statement": r"clock_timestamp\(|nextval\(",
}
AT_DEPLOYS = ("ops/", "migrations/")
"""What an administrator's connection does, never a process of the city."""


@pytest.mark.django_db
@pytest.mark.parametrize("question", [WITHOUT_KEY, UNLOGGED, UNPINNED, LEAVING, WAITING])
def test_every_table_has_a_key_is_logged_stays_within_asks_at_once_and_has_pinned_triggers(question: str) -> None:
    with psycopg.connect(cluster.admin_of(cluster.NAME)) as admin:
        assert admin.execute(question, [city(), COMMON]).fetchall() == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_statement_of_a_city_depends_on_its_session(what: str) -> None:
    found = [
        f"{path.relative_to(SOURCE)}: {line.strip()}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not any(place in str(path.relative_to(SOURCE)) for place in AT_DEPLOYS)
        for line in path.read_text().splitlines()
        if re.search(FORBIDDEN[what], line)
    ]
    assert found == []
