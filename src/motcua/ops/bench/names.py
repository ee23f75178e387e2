"""The same rows once more under other names: new ids, codes and secrets, and a chain of entries that fits them."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

from motcua.base.ledger import chain
from motcua.kernel.ids import new_id
from motcua.ops.bench.watch import Change, Values

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DIGEST = re.compile(r"[0-9a-f]{32,128}")
FILING = re.compile(r"NOP-\w{4}-\w{4}-\w{2}")
NUMBERED = re.compile(r"(.+-)(\d{4,})")
ENTRY, HEAD = "ledger_entry", "ledger_head"
UNIQUE = {"api_idempotency_key": ["key"], "procrastinate_jobs": ["queueing_lock", "lock"]}
"""What no two rows may share besides keys and what an index says."""
FIRST_NUMBER = 20_000
"""Numbers of codes from here on belong to rows made here; the acts of the same day count from 1."""
PREVIOUS = "\x01"


@dataclass
class Renamer:
    """Knows what of some rows is theirs alone, and gives it anew for each number."""

    kinds: dict[str, Callable[[int], str]] = field(default_factory=dict)
    pattern: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))

    def learn(self, changes: Iterable[Change]) -> None:
        """The names in rows that are new, and the code a case gets when it is accepted."""
        for change in changes:
            if change.new or change.table.name == "cases_case":
                for name in (*change.table.key, *change.table.unique, *UNIQUE.get(change.table.name, ())):
                    value = (change.row.get(name) or "").removeprefix("\\x")
                    maker = maker_of(value) if value else None
                    if value and maker and value not in self.kinds:
                        self.kinds[value] = maker
        longest_first = sorted(self.kinds, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def names(self, number: int) -> dict[str, str]:
        return {old: make(number) for old, make in self.kinds.items()}

    def apply(self, text: str, names: dict[str, str]) -> str:
        return self.pattern.sub(lambda found: names[found[0]], text)


def maker_of(value: str) -> Callable[[int], str] | None:
    """How another value of the same form is made; None for what keys may share, such as a code of a list."""
    if UUID.fullmatch(value):
        return lambda number: str(new_id())
    if DIGEST.fullmatch(value):
        return lambda number: token_hex(len(value) // 2)
    if FILING.fullmatch(value):
        return filing_number
    if found := NUMBERED.fullmatch(value):
        return lambda number, start=found[1]: f"{start}{FIRST_NUMBER + number}"  # type: ignore[misc]
    return None


def filing_number(number: int) -> str:
    """Another for each number, and looking drawn: multiplying by an odd number meets no value of forty bits twice."""
    drawn = f"{number * 0x9E3779B97F % 2**40:010X}"
    return f"NOP-{drawn[:4]}-{drawn[4:8]}-{drawn[8:10]}"


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a chain as canonical text, with a mark where the hash of the one before stands."""

    subject: tuple[str, str]
    number: int
    canonical: str
    previous: str


def told(row: Values) -> Told:
    values: dict[str, Any] = dict(row)
    values = {name: values[name] for name in chain.Record.__dataclass_fields__}
    values |= {"number": int(values["number"]), "facts": json.loads(values["facts"]), "previous_hash": PREVIOUS}
    values["at"] = chain.moment(datetime.fromisoformat(values["at"]))
    text = chain.canonical(chain.Record(**values)).decode().replace(json.dumps(PREVIOUS), f'"{PREVIOUS}"')
    return Told((values["subject_kind"], values["subject_id"]), values["number"], text, row["previous_hash"] or "")


class Chains:
    """The hashes of renamed entries, one after the other; knows the last of each subject."""

    def __init__(self, renamer: Renamer, names: dict[str, str]) -> None:
        self.renamer, self.names = renamer, names
        self.last: dict[tuple[str, str], str] = {}

    def follow(self, entry: Told) -> tuple[str, str]:
        """The previous hash and the hash of an entry under its new names."""
        previous = self.last.get(entry.subject, entry.previous)
        text = self.renamer.apply(entry.canonical, self.names).replace(PREVIOUS, previous)
        self.last[entry.subject] = sha256(text.encode()).hexdigest()
        return previous, self.last[entry.subject]


def in_order(entries: Sequence[Change]) -> list[Change]:
    return sorted(entries, key=lambda change: int(change.row["id"] or 0))
