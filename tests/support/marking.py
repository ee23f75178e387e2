"""Every text in the database, marked with the number of its column and with what would run if it were HTML."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection
from psycopg import sql

from motcua.base.access.vault import SealedInPlaceField
from motcua.base.documents.sealing import SealedFactsField
from motcua.kernel.database import city
from motcua.kernel.privacy import declaration

OPENERS = ("'\">", "", "</textarea>", "</title>", "</script>", "-->", "]]>", "'", '"', " ", "\\", "</option></select>")
BODIES = (
    "<x-z>", "<img src=x-z onerror=z()>", "<svg/onload=z()>", "<script>z()</script>", "<x-z onclick=z() a=", "<!--<x-z",
    "<iframe srcdoc='<x-z>'>", "<a href=javascript:z()>", "<style>@import 'x-z'</style>", "<base href=//x-z>",
    "<form action=//x-z>", "<math><x-z>", "<template><x-z>", "<meta http-equiv=refresh content=0>", "<x-z/a='",
    "<noscript><x-z>", "{{9*9}}x-y",
)  # fmt: skip
PAYLOADS = [f"{opener}{body}" for opener in OPENERS for body in BODIES]
"""What would run, each behind what may end whatever it stands in."""
ADDRESS = "javascript:z()"
WORDS = re.compile(r"[^\x00-\x7f]|\w \w")
NAME = re.compile(r"[a-z][a-z0-9_:.-]*")
LEADING = ("href", "src", "srcset", "action", "formaction", "xlink:href", "data", "poster", "content")
SPOKEN = "note|reason|text|title|explanation|summary|body|description|source|decision|ground|answer|question|place|name"
"""Columns of texts, by their names: empty ones of them are marked as well."""
SEALED = "identity|sealed|digits|secret|key|sex|language|user_agent"
"""Personal, and read by programs: any other text would break them."""
COLUMNS = """
SELECT c.table_name::text, c.column_name::text, c.data_type, c.character_maximum_length
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = %s AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
AND c.data_type IN ('text', 'character varying', 'jsonb')
AND c.table_name !~ '^(django|procrastinate|auth)_' AND c.column_name !~ 'password|digest|hash|folded|search'
ORDER BY 1, 2
"""


@dataclass
class Marked:
    """`columns` by their number; `personal` are the numbers of those whose field says so."""

    columns: dict[int, str] = field(default_factory=dict)
    personal: set[int] = field(default_factory=set)


def fields() -> dict[str, Any]:
    models = (model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("motcua."))
    found = ((model._meta.db_table, one) for model in models for one in model._meta.local_fields)
    return {f"{table}.{one.column}": one for table, one in found}


def personal_columns() -> set[str]:
    return {name for name, one in fields().items() if declaration(one)}


def payloads(number: int, begin: int, most: int, room: int | None) -> str:
    """Some that follow each other in the list, each behind the mark of its column, as many as there is room for."""
    text = ""
    for place in range(most):
        more = f"x-z{number}{PAYLOADS[(begin + number + place) % len(PAYLOADS)]}"
        if room is not None and len(text) + len(more) > room:
            break
        text += more
    return text


def mark(address: str, *, begin: int = 0, most: int = len(PAYLOADS), short: bool = False) -> Marked:
    """As the owner of the server with triggers off. A column whose rules refuse the mark stays as it is.

    Each column gets at most so many payloads, beginning at another place of their list. `short`: only those columns
    are marked that have no room for all of them.
    """
    marked, personal = Marked(), personal_columns()
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(city())))
        rows = admin.execute(COLUMNS, [city()]).fetchall()
        for number, (table, column, kind, room) in enumerate(rows, start=1):
            write = marked_json if kind == "jsonb" else marked_text
            told = payloads(number, begin, most, room)
            if not told or (short and room is None):
                continue
            try:
                always = f"{table}.{column}" in personal and not re.search(SEALED, column)
                if write(admin, table, column, told, room, always):
                    marked.columns[number] = f"{table}.{column}"
            except (psycopg.errors.IntegrityError, psycopg.errors.DataError):
                continue
    marked.personal = {number for number, name in marked.columns.items() if name in personal}
    return marked


def marked_text(admin: psycopg.Connection, table: str, column: str, told: str, room: int | None, always: bool) -> int:
    """Behind what is written in words, or `always`; an address becomes one that would run. What stands sealed is marked
    under its seal.
    """
    if isinstance(known := fields().get(f"{table}.{column}"), SealedInPlaceField):
        return marked_under_seal(admin, table, column, told, known)
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    more = "true OR " if always else "{column} = '' OR " if re.search(SPOKEN, column) else ""
    update = "UPDATE {table} SET {column} = left({column}, %s) || %s WHERE " + more
    update += "{column} ~ '[^\\x01-\\x7f]|\\w \\w'"
    done = admin.execute(sql.SQL(update).format(**names), [(room or 1_000_000) - len(told), told]).rowcount
    address = "UPDATE {table} SET {column} = %s WHERE {column} LIKE 'http%%'"
    return done + admin.execute(sql.SQL(address).format(**names), [ADDRESS]).rowcount


def marked_under_seal(admin: psycopg.Connection, table: str, column: str, told: str, field: SealedInPlaceField) -> int:
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    rows = admin.execute(sql.SQL("SELECT ctid::text, {column} FROM {table}").format(**names)).fetchall()
    for place, kept in rows:
        stored = field.get_db_prep_value(f"{field.from_db_value(kept, None, None)}{told}", connection)
        update = sql.SQL("UPDATE {table} SET {column} = %s WHERE ctid = %s::tid").format(**names)
        admin.execute(update, [stored, place])
    return len(rows)


def marked_json(admin: psycopg.Connection, table: str, column: str, told: str, room: None, always: bool) -> int:
    """Each text with its key behind the mark, also of what stands sealed."""
    sealed = known if isinstance(known := fields().get(f"{table}.{column}"), SealedFactsField) else None
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    select = "SELECT ctid::text, {column} FROM {table} WHERE {column} IS NOT NULL"
    changed = 0
    for place, value in admin.execute(sql.SQL(select).format(**names)).fetchall():
        before = sealed.from_db_value(json.dumps(value), None, None) if sealed else value
        if (after := with_mark(before, told)) != before:
            update = sql.SQL("UPDATE {table} SET {column} = %s WHERE ctid = %s::tid").format(**names)
            stored = sealed.get_db_prep_value(after, connection) if sealed else json.dumps(after)
            admin.execute(update, [stored, place])
            changed += 1
    return changed


def with_mark(value: Any, told: str) -> Any:
    if isinstance(value, str):
        return value + told if WORDS.search(value) else value
    if isinstance(value, dict):
        return {name: with_mark(part, f"{told.partition('~')[0]}~{name}~") for name, part in value.items()}
    return [with_mark(part, told) for part in value] if isinstance(value, list) else value


def shown(content: bytes) -> set[int]:
    """Columns whose mark stands on a page, as text or otherwise."""
    return {int(number) for number in re.findall(rb"x-z(\d+)", content)}


def keys(content: bytes, number: int) -> set[str]:
    """Under which keys the texts stood that a page shows of a column of JSON."""
    return {key.decode() for key in re.findall(rb"x-z%d[^~<]*~(\w+)~" % number, content)}


UNESCAPED = re.compile(rb"x-z\d+(?:~\w+~)?[^\w&~]|javascript:z|81x-y")


class Reader(HTMLParser):
    """What a browser would make of a page that no author of ours wrote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        values = [(value or "").strip().lower() for name, value in attrs if name in LEADING]
        strange = [name for name in names if name.startswith("on") or not NAME.fullmatch(name)]
        going = [value for value in values if value.startswith(("javascript:", "//x-z", "x-z"))]
        inline = tag == "style" or (tag == "script" and "src" not in names and "type" not in names)
        if "x-z" in tag or strange or going or inline or "srcdoc" in names:
            self.found.append(f"{self.get_starttag_text()}"[:200])

    def handle_comment(self, data: str) -> None:
        if "x-z" in data:
            self.found.append(f"comment {data[:100]}")


def running(content: bytes) -> list[str]:
    """What of the marks is no text. A page on which each is escaped need not be read."""
    if not UNESCAPED.search(content):
        return []
    reader, text = Reader(), content.decode()
    reader.feed(text)
    reader.close()
    return [*reader.found, *(["a template was run"] if "81x-y" in text else [])]
