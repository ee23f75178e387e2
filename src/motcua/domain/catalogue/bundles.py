"""Linked procedures that one filing opens together, read from this package's facts file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from motcua.kernel.words import Words

NOTHING = Words("", "")
FACTS = Path(__file__).parent / "facts" / "bundles.toml"


@dataclass(frozen=True, slots=True)
class Member:
    """`after`: the member whose result it needs. `system`: whose own system registers it in the end."""

    code: str
    after: str = ""
    system: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Bundle:
    """`key` stands in addresses; `life_event` is the slug of the page that leads to it."""

    key: str
    words: Words
    life_event: str
    members: tuple[Member, ...]


@cache
def bundles() -> tuple[Bundle, ...]:
    rows = tomllib.loads(FACTS.read_text(encoding="utf-8"))["bundle"]
    return tuple(
        Bundle(
            row["key"],
            Words(row["vi"], row["en"]),
            row["life_event"],
            tuple(
                Member(one["code"], one.get("after", ""), Words(one.get("system_vi", ""), one.get("system_en", "")))
                for one in row["member"]
            ),
        )
        for row in rows
    )


def bundle_named(key: str) -> Bundle | None:
    return next((one for one in bundles() if one.key == key), None)
