"""A jurisdiction brought from one database server to another, and proven there before the old place is given up.

In this order: the new server is made fit for it; on the old one nobody may write any more, and who was writing is cut
off; what stands there is dumped at one snapshot, brought in, and compared: rows of every table, heads of the ledger.
Where anything differs or fails, the new place is emptied and the old one may be written again. Keys and files stay
where they are: processes are told another address, nothing else. The old schema stays, to be read only.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.kernel.database import COMMON, Place, app_of
from motcua.kernel.home import Home
from motcua.ops import jurisdiction
from motcua.ops.cities import marks
from motcua.ops.cities.errors import NotThere, OtherKeys, Standing
from motcua.ops.saving import backup, restore, tools
from motcua.ops.saving.manifest import NEWEST_XID, counts, ledger_hash, look_at

CUT_OFF = (
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE usename = %s AND datname = current_database() AND pid <> pg_backend_pid()"
)
PREPARED = "SELECT to_regclass('common.django_migrations') IS NOT NULL"


@dataclass(frozen=True)
class Stock:
    """What must be the same in both places."""

    tables: dict[str, int]
    heads: str
    newest_xid: int


@dataclass(frozen=True)
class Moved:
    """`differences` is empty when the new place holds what the old one held; then the old one is read only."""

    place: Place
    rows: int
    differences: tuple[str, ...]


def move(schema: str, source_url: str, target_url: str, home: Home) -> Moved:
    """Refused before anything is touched: NotThere, OtherKeys, Standing, NoRight, NoServer of `cities/errors.py`."""
    place = Place.parse(target_url)
    with jurisdiction.administrator(source_url) as source, jurisdiction.administrator(target_url) as target:
        mark = marks.mark_of(source, schema)
        if mark is None:
            raise NotThere(city=schema.upper())
        if not mark.opened_by(home):
            raise OtherKeys(city=mark.code, folder=home.path)
        if marks.mark_of(target, schema):
            raise Standing(city=mark.code)
        make_fit(target, target_url, schema, mark.name)
        with read_only(source, source_url, schema), emptied_on_failure(target, schema):
            stock = carry(source, source_url, target, target_url, schema)
            jurisdiction.migrate(place, schema)
            differences = (*compared(target, schema, stock), *proven(place, home, schema, stock))
            if differences:
                raise Differs(differences)
    return Moved(place, sum(stock.tables.values()), ())


class Differs(Exception):
    """What came in is not what went out: by thing."""

    def __init__(self, differences: tuple[str, ...]) -> None:
        self.differences = differences
        super().__init__("; ".join(differences))


def make_fit(target: psycopg.Connection, target_url: str, schema: str, name: str) -> None:
    """Roles, an empty schema, and what is common, filled from the code where the server is new."""
    row = target.execute(PREPARED).fetchone()
    if row and row[0]:
        jurisdiction.found(target, Place.parse(target_url).name, schema, name)
        return
    jurisdiction.add(target_url, schema, name=name)
    empty(target, schema)
    jurisdiction.found(target, Place.parse(target_url).name, schema, name)


@contextmanager
def read_only(source: psycopg.Connection, source_url: str, schema: str) -> Iterator[None]:
    """The application may read alone, who was in the middle of an act is cut off; undone when the move fails."""
    revoke = "REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} FROM {}"
    source.execute(sql.SQL(revoke).format(sql.Identifier(schema), sql.Identifier(app_of(schema))))
    source.execute(CUT_OFF, [app_of(schema)])
    try:
        yield
    except BaseException:
        jurisdiction.migrate(Place.parse(source_url), schema)
        raise


@contextmanager
def emptied_on_failure(target: psycopg.Connection, schema: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        empty(target, schema)
        raise


def empty(target: psycopg.Connection, schema: str) -> None:
    target.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))


def carry(
    source: psycopg.Connection, source_url: str, target: psycopg.Connection, target_url: str, schema: str
) -> Stock:
    """The rows, at one snapshot of the source, with the transaction numbers that delivery goes by."""
    with tempfile.TemporaryDirectory(prefix="motcua-move-") as folder, psycopg.connect(source_url) as reading:
        file = Path(folder) / "city.dump"
        reading.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        look_at(reading, schema)
        backup.dump(reading, source_url, schema, file)
        stock = stock_of(reading, schema)
        load = ["--exit-on-error", "--single-transaction", "--schema", schema]
        tools.run("pg_restore", [*load, "--dbname", Place.parse(target_url).name, str(file)], target_url)
    restore.lift(target, stock.newest_xid)
    target.execute("ANALYZE")
    return stock


def stock_of(connection: psycopg.Connection, schema: str) -> Stock:
    row = connection.execute(NEWEST_XID).fetchone()
    tables = {name: rows for name, rows in counts(connection, schema).items() if not name.startswith(f"{COMMON}.")}
    return Stock(tables, ledger_hash(connection), int(row[0]) if row else 0)


def compared(target: psycopg.Connection, schema: str, stock: Stock) -> tuple[str, ...]:
    look_at(target, schema)
    now = stock_of(target, schema)
    names = sorted(stock.tables.keys() | now.tables.keys())
    found = [
        f"{name}: {now.tables.get(name, 0)} rows instead of {stock.tables.get(name, 0)}"
        for name in names
        if stock.tables.get(name) != now.tables.get(name)
    ]
    return tuple(found if now.heads == stock.heads else [*found, "ledger: other heads"])


def proven(place: Place, home: Home, schema: str, stock: Stock) -> tuple[str, ...]:
    """Every chain recomputed at the new place, as the city's own role."""
    found, _ = restore.verify_ledger(place, home, schema, stock.heads)
    return tuple(found)
