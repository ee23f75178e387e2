"""What each city's schema says of itself: its code and name, and by which keys it is opened.

The mark is the comment of the schema: every role may read it, only administrator and owner may write it, a backup
takes it along. A schema made before there were marks has none and belongs to whoever has its passwords.
"""

import json
import re
from dataclasses import asdict, dataclass

import psycopg
from psycopg import sql

from motcua.kernel.database import COMMON, PRACTICE_ENDING
from motcua.kernel.home import Home
from motcua.ops.cities.errors import BadCode, BadName, HomeTaken, OtherKeys
from motcua.ops.saving.manifest import has_keys, key_marks, strangers

CODE = re.compile(r"[A-Z][0-9]{2}")
NAME = re.compile(r"[^\x00-\x1f\x7f]{1,100}")
LASTING = "tokens"
CITIES = (
    "SELECT n.nspname::text, obj_description(n.oid, 'pg_namespace') FROM pg_namespace n WHERE n.nspname <> %s"
    " AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'django_migrations') ORDER BY 1"
)
COMMENT = "SELECT n.nspname::text, obj_description(n.oid, 'pg_namespace') FROM pg_namespace n WHERE n.nspname = %s"
SIZES = (
    "SELECT sum(pg_total_relation_size(c.oid))::bigint, max(c.reltuples) FILTER (WHERE c.relname = 'cases_case')"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relkind = 'r'"
)


@dataclass(frozen=True)
class Mark:
    """`keys` tell keys apart and nothing else of them; empty where nobody noted them yet."""

    schema: str
    name: str
    keys: dict[str, str]

    @property
    def code(self) -> str:
        return self.schema.upper()

    @property
    def practice(self) -> bool:
        return self.schema.endswith(PRACTICE_ENDING)

    def opened_by(self, home: Home) -> bool:
        """By the key that is never rotated. Asked of a folder without keys, none are drawn there."""
        lasting = {LASTING: self.keys.get(LASTING, "")}
        return not self.keys or (has_keys(home) and not strangers(lasting, home.keys))


def schema_of(code: str) -> str:
    """ "H26" → "h26". BadCode."""
    if not CODE.fullmatch(code.upper()):
        raise BadCode(given=code)
    return code.lower()


def checked_name(name: str) -> str:
    """BadName."""
    if not NAME.fullmatch(name.strip()):
        raise BadName()
    return name.strip()


def cities(connection: psycopg.Connection) -> list[Mark]:
    """Every city of this database, practice cities too, by schema."""
    return [_read(schema, comment) for schema, comment in connection.execute(CITIES, [COMMON]).fetchall()]


def mark_of(connection: psycopg.Connection, schema: str) -> Mark | None:
    """None where there is no such schema."""
    row = connection.execute(COMMENT, [schema]).fetchone()
    return _read(*row) if row else None


def check(connection: psycopg.Connection, schema: str, home: Home) -> None:
    """OtherKeys where the schema is opened by others than those of `home`; HomeTaken where those open another."""
    standing = mark_of(connection, schema)
    if standing and not standing.opened_by(home):
        raise OtherKeys(city=standing.code, folder=home.path)
    for other in cities(connection):
        if other.schema != schema and other.keys and other.opened_by(home):
            raise HomeTaken(city=schema.upper(), other=other.code, folder=home.path)


def write(connection: psycopg.Connection, schema: str, name: str, home: Home) -> None:
    """The mark of `schema`; its name stays what it was where none is given, and is its code at first."""
    standing = mark_of(connection, schema)
    mark = Mark(schema, name or (standing.name if standing else schema.upper()), key_marks(home.keys))
    told = json.dumps({key: value for key, value in asdict(mark).items() if key != "schema"}, ensure_ascii=False)
    connection.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(schema), sql.Literal(told)))


def sizes(connection: psycopg.Connection, schema: str) -> tuple[int, int]:
    """Bytes of tables with their indexes, and about how many cases (as the server last counted)."""
    row = connection.execute(SIZES, [schema]).fetchone()
    return (int(row[0] or 0), max(0, int(row[1] or 0))) if row else (0, 0)


def _read(schema: str, comment: str | None) -> Mark:
    try:
        told = json.loads(comment or "{}")
        return Mark(schema, str(told.get("name", schema.upper())), dict(told.get("keys", {})))
    except (ValueError, TypeError, AttributeError):
        return Mark(schema, schema.upper(), {})
