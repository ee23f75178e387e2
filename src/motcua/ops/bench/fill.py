"""Many made-up cases at once: a few that lived through the real acts, copied set by set under new names."""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.kernel.words import Words
from motcua.ops.bench.life import STEPS, Lives
from motcua.ops.bench.names import ENTRY, HEAD, Chains, Renamer, Told, in_order, told
from motcua.ops.bench.watch import Change, Table, Values, Watch

OPEN_EVERY = 25
"""Four of a hundred cases are open, as in a city that keeps its files for years."""
OPEN_AT = ("accept", "move", "move_on")
FULL_PAGE = 60
"""So many of the first open ones are at the first desk, whose work list is asked for: it has a whole page in a city of
any size.
"""
BATCH = 1_000
BYTES_PER_CASE = 25_000
PASSING = ("procrastinate_jobs", "procrastinate_events", "api_idempotency_key")
SHARED = ("cases_code_counter", "documents_numberbook")
NOT_COPIED = PASSING + SHARED
"""What is gone a day after an act, and what cases of a unit have together."""
TOO_SMALL = Words(
    "Ổ đĩa còn {free} GB, cần {needed} GB cho {cases} hồ sơ. Dùng --quick hoặc --cases.",
    "The disk has {free} GB left, {cases} cases need {needed} GB. Use --quick or --cases.",
)


Connection = psycopg.Connection[tuple[object, ...]]


class DiskTooSmall(Exception):
    """Said before anything is written."""


def check_disk(folder: Path, cases: int) -> None:
    """DiskTooSmall where so many cases would not fit."""
    free, needed = shutil.disk_usage(folder).free, cases * BYTES_PER_CASE
    if free < needed:
        why = TOO_SMALL.fill(free=free // 10**9, needed=needed // 10**9 + 1, cases=cases)
        raise DiskTooSmall(f"{why.vi}\n{why.en}")


@dataclass(frozen=True, slots=True)
class Sample:
    """A case that lived: its rows as text to copy, table by table, and the chain of its entries."""

    renamer: Renamer
    parts: dict[str, str]
    entries: tuple[Told, ...]

    def copied(self, number: int) -> dict[str, str]:
        """Its rows under new names."""
        names = self.renamer.names(number)
        parts = {name: self.renamer.apply(text, names) for name, text in self.parts.items()}
        chains = Chains(self.renamer, names)
        for place, entry in enumerate(self.entries):
            previous, own = chains.follow(entry)
            parts[ENTRY] = parts[ENTRY].replace(f"@{place}p@", previous).replace(f"@{place}h@", own)
        for subject, last in chains.last.items():
            parts[HEAD] = parts[HEAD].replace(f"@{self.renamer.apply(subject[1], names)}@", last)
        return parts


def samples(watch: Watch, lives: Sequence[Lives]) -> tuple[list[Sample], list[Sample], dict[str, Table]]:
    """At each desk one ended case and one open one; and the tables they stand in."""
    ended, still_open, tables = [], [], {table.name: table for table in watch.tables}
    for place, one in enumerate(lives):
        ended.append(sampled(watch, one, -1, STEPS[-1]))
        still_open.append(sampled(watch, one, -2, OPEN_AT[place % len(OPEN_AT)]))
    return ended, still_open, tables


def sampled(watch: Watch, lives: Lives, number: int, until: str) -> Sample:
    watch.begin()
    lives.whole(number, until)
    new = [change for change in watch.written() if change.new and change.table.name not in NOT_COPIED]
    renamer = Renamer()
    renamer.learn(new)
    entries = in_order([change for change in new if change.table.name == ENTRY])
    for place, entry in enumerate(entries):
        entries[place] = marked(entry, previous_hash=f"@{place}p@", hash=f"@{place}h@")
    heads = [marked(head, hash=f"@{head.row['subject_id']}@") for head in new if head.table.name == HEAD]
    rest = [change for change in new if change.table.name not in (ENTRY, HEAD)]
    chain = tuple(told(change.row) for change in in_order([one for one in new if one.table.name == ENTRY]))
    return Sample(renamer, texts([*rest, *heads, *entries]), chain)


def marked(change: Change, **marks: str) -> Change:
    return Change(change.table, {**change.row, **marks}, new=True)


def texts(changes: Iterable[Change]) -> dict[str, str]:
    """The rows of each table as COPY reads them."""
    parts: dict[str, str] = defaultdict(str)
    for change in changes:
        parts[change.table.name] += line(change.table, change.row)
    return dict(parts)


def line(table: Table, row: Values) -> str:
    return "\t".join(escaped(row[name]) for name in given(table)) + "\n"


def given(table: Table) -> list[str]:
    return [name for name in table.columns if name not in table.made]


def escaped(value: str | None) -> str:
    if value is None:
        return r"\N"
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


class Filling:
    """Made-up cases over the desks of `lives`, as many as asked for, more and more."""

    def __init__(self, connection: Connection, watch: Watch, lives: Sequence[Lives]) -> None:
        self.connection, self.filled = connection, 0
        self.ended, self.still_open, self.tables = samples(watch, lives)

    def until(self, cases: int) -> int:
        """Fill up to `cases`, then ANALYZE. How many there are."""
        for start in range(self.filled, cases, BATCH):
            parts: dict[str, list[str]] = defaultdict(list)
            for number in range(start, min(cases, start + BATCH)):
                kind, turn = self.still_open if number % OPEN_EVERY == 0 else self.ended, number // OPEN_EVERY
                place = 0 if turn < FULL_PAGE else turn % len(kind)
                for name, text in kind[place].copied(number).items():
                    parts[name].append(text)
            copy_all(self.connection, self.tables, parts)
        self.filled = max(cases, self.filled)
        self.connection.execute("ANALYZE")
        return self.filled


def copy_all(connection: Connection, tables: dict[str, Table], parts: dict[str, list[str]]) -> None:
    """Every table's rows in one transaction: references between them are looked at when it ends."""
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name, rows in parts.items():
            columns = sql.SQL(", ").join(map(sql.Identifier, given(tables[name])))
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), columns)) as copy:
                copy.write("".join(rows))
