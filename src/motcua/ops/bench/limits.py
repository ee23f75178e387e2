"""The limit: what an act writes, written by one hand-made prepared statement, as kept in `tests/load/limit/`."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import psycopg

from motcua.kernel.words import Words
from motcua.ops.bench.names import ENTRY, HEAD, Chains, Renamer, in_order, told
from motcua.ops.bench.watch import Change, Values

FOLDER = Path(__file__).parents[4] / "tests" / "load" / "limit"
NOT_THERE = Words(
    "Không thấy các câu lệnh mẫu ở {folder}. Lệnh này chạy từ bản mã nguồn đầy đủ, không từ gói đã cài.",
    "The statements to compare with are not at {folder}. This command runs from a checkout, not an installed package.",
)
SAID = "-- {name}: the rows this act writes, by hand in one round trip. Renewed by `motcua bench --renew-limit`.\n"

NATURAL = {HEAD: ["subject_kind", "subject_id"]}
"""What an act finds a row by whose key the database made."""
COUNTED = ("last",)
BY_TRIGGER = "procrastinate_events"

Pairs = list[tuple[str, Change]]


class NoLimit(Exception):
    """The folder of statements is not there, or lacks one."""


def statement(name: str) -> str:
    """The kept statement. NoLimit with both languages where there is none."""
    file = FOLDER / f"{name}.sql"
    if not file.is_file():
        why = NOT_THERE.fill(folder=str(FOLDER))
        raise NoLimit(f"{why.vi}\n{why.en}")
    return file.read_text()


def labelled(changes: Iterable[Change]) -> Pairs:
    """Each written row with its name in the statement: the table and which of its rows."""
    counted: dict[str, int] = {}
    pairs = []
    for change in ordered(changes):
        counted[change.table.name] = place = counted.get(change.table.name, 0) + 1
        pairs.append((f"{change.table.name}_{place}", change))
    return pairs


def ordered(changes: Iterable[Change]) -> list[Change]:
    """Entries as they followed each other; the new before the changed."""
    some = [change for change in changes if change.table.name != BY_TRIGGER]
    entries = in_order([change for change in some if change.table.name == ENTRY])
    return [change for change in some if change.table.name != ENTRY] + entries


def written_by_hand(name: str, changes: Iterable[Change]) -> str:
    """The statement that writes these rows: one CTE for each row, its values as parameters."""
    parts = [insert(label, change) if change.new else update(label, change) for label, change in labelled(changes)]
    *before, last = parts
    with_before = ",\n".join(f"w{place} AS (\n{part}\n)" for place, part in enumerate(before, start=1))
    return SAID.format(name=name) + (f"WITH {with_before}\n" if before else "") + last + "\n"


def insert(label: str, change: Change) -> str:
    names = [name for name in change.table.columns if name not in change.table.made and change.row[name] is not None]
    values = ", ".join(f"%({label}.{name})s" for name in names)
    return f"INSERT INTO {change.table.name} ({', '.join(map(quoted, names))})\nVALUES ({values})"


def update(label: str, change: Change) -> str:
    """A counter goes forward by one from wherever it stands."""
    names = change.changed or tuple(change.table.key[:1])
    values = [f"{quoted(name)} + 1" if name in COUNTED else f"%({label}.{name})s" for name in names]
    changed = ", ".join(f"{quoted(name)} = {value}" for name, value in zip(names, values, strict=True))
    key = NATURAL.get(change.table.name, change.table.key)
    return f"UPDATE {change.table.name} SET {changed}\nWHERE {where(label, key)}"


def where(label: str, key: Sequence[str]) -> str:
    return " AND ".join(f"{quoted(name)} = %({label}.{name})s" for name in key)


def quoted(name: str) -> str:
    return f'"{name}"'


class ByHand:
    """Lives whose every step is the kept statement, under names of their own."""

    def __init__(self, connection: "psycopg.Connection[tuple[object, ...]]", steps: dict[str, list[Change]]) -> None:
        self.cursor = psycopg.Cursor(connection)
        self.renamer = Renamer()
        for changes in steps.values():
            self.renamer.learn(changes)
        self.pairs = {name: labelled(changes) for name, changes in steps.items()}
        self.statements = {name: statement(name) for name in steps}
        self.ready: dict[tuple[str, int], Values] = {}

    def prepare(self, numbers: range) -> None:
        """The parameters of whole lives, so that only the database's work is measured."""
        for number in numbers:
            names = self.renamer.names(number)
            chains = Chains(self.renamer, names)
            for name, pairs in self.pairs.items():
                self.ready[name, number] = self.parameters(pairs, names, chains)

    def parameters(self, pairs: Pairs, names: dict[str, str], chains: Chains) -> Values:
        found: Values = {}
        for label, change in pairs:
            for column, value in change.row.items():
                found[f"{label}.{column}"] = self.renamer.apply(value, names) if value is not None else None
        for label, change in pairs:
            if change.table.name == ENTRY:
                found[f"{label}.previous_hash"], found[f"{label}.hash"] = chains.follow(told(change.row))
        for label, change in pairs:
            if change.table.name == HEAD:
                subject = (change.row["subject_kind"] or "", change.row["subject_id"] or "")
                found[f"{label}.hash"] = chains.last.get(subject, change.row["hash"] or "")
        return found

    def step(self, name: str, number: int) -> None:
        self.cursor.execute(self.statements[name], self.ready[name, number], prepare=True)
