"""Can a process of one jurisdiction reach another's rows, even with SQL made by hand?

Every table of the one is tried by the application role of the other: read, written, emptied, locked, copied, through
search paths, other roles, functions, sequences and XML. Refused means refused by PostgreSQL for lack of a right
(SQLSTATE 42501), not for any other reason; the same reading as the table's own role must work, so that nothing is
refused merely for not being there.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import errors, sql

from motcua.kernel import vault
from motcua.kernel.database import COMMON, Place, app_of, owner_of, password_of
from motcua.kernel.home import Home
from motcua.ops import jurisdiction, postgres

TABLES = (
    "SELECT DISTINCT ON (c.relname) c.relname::text, a.attname::text FROM pg_class c"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    " WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY c.relname, a.attnum"
)
"""Tables and views, each with a column to write."""
FUNCTIONS = (
    "SELECT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = %s"
    " AND p.pronargs = 0 ORDER BY 1"
)
SEQUENCES = "SELECT sequencename::text FROM pg_sequences WHERE schemaname = %s ORDER BY 1"
WRITING = (
    "INSERT INTO {0} DEFAULT VALUES",
    'UPDATE {0} SET "{1}" = "{1}"',
    "DELETE FROM {0}",
    "TRUNCATE {0} CASCADE",
    "LOCK TABLE {0} IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE {0} ADD COLUMN let_me_in int",
)
READING = ("SELECT * FROM {0} LIMIT 1", "COPY {0} TO STDOUT")
OF_THE_SCHEMA = (
    "CREATE TABLE {schema}.mine (id int)",
    "CREATE FUNCTION {schema}.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE common.calendars_holiday2 (id int)",
    "CREATE TABLE public.cases_case (id int)",
    "CREATE TEMPORARY TABLE ledger_entry (id int)",
    "CREATE SCHEMA mine",
    "DROP SCHEMA {schema} CASCADE",
    "ALTER SCHEMA {schema} RENAME TO mine",
    "SET ROLE {owner}",
    "SET ROLE {app}",
    "SET ROLE {common_owner}",
    "SET SESSION AUTHORIZATION {app}",
    "GRANT {app} TO CURRENT_USER",
    "GRANT USAGE ON SCHEMA {schema} TO CURRENT_USER",
    "ALTER ROLE {app} PASSWORD 'mine'",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT ALL ON TABLES TO PUBLIC",
    "SELECT pg_read_file('postgresql.conf')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{app}' OR usesysid = 10",
    "CREATE EXTENSION dblink",
)
IN_THE_PATH = "SET LOCAL search_path TO {schema}, common, public"
STATISTICS = "SELECT count(*) FROM pg_stats WHERE schemaname = %s"


def check(server: postgres.Server) -> dict[str, object]:
    """Two cities made by the command's own function, each trying the other's. For a throw-away database."""
    first, schemas, place = server.home, ("h26", "h33"), server.place
    with tempfile.TemporaryDirectory(prefix="motcua-second-") as folder:
        second = Home(Path(folder))
        os.environ["MOTCUA_HOME"] = folder
        jurisdiction.add(server.admin_url, schemas[1], place=place)
        os.environ["MOTCUA_HOME"] = str(first.path)
        found = [
            *tried(place, victim=schemas[0], theirs=first, intruder=schemas[1], ours=second),
            *tried(place, victim=schemas[1], theirs=second, intruder=schemas[0], ours=first),
        ]
        through = [what for what, refused in found if not refused]
        shared = shared_keys(first, second)
    return {
        "ok": bool(found) and not through and not shared,
        "attempts": len(found),
        "refused": len(found) - len(through),
        "got_through": through,
        "keys_that_open_both": shared,
    }


def tried(place: Place, *, victim: str, theirs: Home, intruder: str, ours: Home) -> Iterator[tuple[str, bool]]:
    """Each attempt and whether it was refused."""
    yield f"{intruder} as {app_of(victim)} with its own password", _turned_away(place, app_of(victim), ours)
    with connected(place, victim, theirs) as owner, connected(place, intruder, ours) as stranger:
        tables = owner.execute(TABLES, [victim]).fetchall()
        for table, _ in tables:
            owner.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(victim, table)))
        for statement, path in attempts(owner, victim, tables):
            yield f"{intruder}: {statement}", refused(stranger, statement, path)
        row = stranger.execute(STATISTICS, [victim]).fetchone()
        yield f"{intruder}: statistics of {victim}", row == (0,)


def attempts(owner: psycopg.Connection, victim: str, tables: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Statements and the search path to try them under ("" for the role's own)."""
    theirs = IN_THE_PATH.format(schema=victim)
    for table, column in tables:
        qualified = f'{victim}."{table}"'
        for form in READING + WRITING:
            yield form.format(qualified, column), ""
        yield f"SELECT query_to_xml('SELECT * FROM {qualified}', true, false, '')", ""
        yield f"SELECT '{qualified}'::regclass", theirs
    for (sequence,) in owner.execute(SEQUENCES, [victim]).fetchall():
        yield f"SELECT nextval('{victim}.{sequence}')", theirs
        yield f"SELECT setval('{victim}.{sequence}', 1)", ""
    for (function,) in owner.execute(FUNCTIONS, [victim]).fetchall():
        yield f"SELECT {victim}.{function}()", ""
    roles = {"schema": victim, "owner": owner_of(victim), "app": app_of(victim), "common_owner": owner_of(COMMON)}
    for form in OF_THE_SCHEMA:
        yield form.format(**roles), ""
    for table, column in owner.execute(TABLES, [COMMON]).fetchall():
        for form in WRITING:
            yield form.format(f'{COMMON}."{table}"', column), ""


def refused(stranger: psycopg.Connection, statement: str, path: str) -> bool:
    """For lack of a right. What goes through is taken back."""
    try:
        with stranger.transaction(force_rollback=True):
            if path:
                stranger.execute(path.encode())
            stranger.execute(statement.encode())
    except errors.InsufficientPrivilege:
        return True
    except psycopg.Error:
        return False
    return False


def shared_keys(first: Home, second: Home) -> list[str]:
    """Names of keys that are the same, or that open what the other sealed."""
    a, b = first.keys, second.keys
    kept = [name for name in a.__dataclass_fields__ if getattr(a, name)]
    same = [name for name in kept if getattr(a, name) == getattr(b, name)]
    sealed = vault.seal("001085012345", bytes.fromhex(a.sealing))
    try:
        vault.unseal(sealed, bytes.fromhex(b.sealing))
    except vault.Unreadable:
        return same
    return [*same, "sealing opens the other's"]


def connected(place: Place, city: str, home: Home) -> psycopg.Connection:
    role = app_of(city)
    return psycopg.connect(
        host=place.host, port=place.port, dbname=place.name, user=role, password=password_of(role, home),
        autocommit=True,
    )  # fmt: skip


def _turned_away(place: Place, role: str, home: Home) -> bool:
    try:
        psycopg.connect(
            host=place.host, port=place.port, dbname=place.name, user=role, password=password_of(role, home)
        ).close()
    except psycopg.OperationalError:
        return True
    return False
