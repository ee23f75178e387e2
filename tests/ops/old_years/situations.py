"""A ledger over two years with seals, the first of which is over; and ways to look at all of it."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.base import years
from motcua.base.ledger import append
from motcua.base.ledger.archives.verifying import verify_archives
from motcua.base.ledger.seals.sealing import seal_all
from motcua.base.ledger.seals.verifying import verify_seals
from motcua.base.ledger.verification import verify
from motcua.base.years.parts import SPLIT, begins
from motcua.kernel import clock
from motcua.ops.old_years.attaching import Attached, attach
from motcua.ops.old_years.owner import as_owner
from motcua.ops.old_years.taking import Taken, take
from tests.base.ledger.situations import CITIZEN, OFFICIAL, thing

MINUTE = timedelta(minutes=1)


def old_year() -> int:
    """The year before the last that has a part: over once one lives in the last."""
    return years.standing().until - 1


@contextmanager
def afterwards() -> Iterator[int]:
    """In the middle of the year after the old one, which is given."""
    year = old_year()
    with clock.frozen(begins(year + 1) + timedelta(days=160)):
        yield year


def lived(rng: random.Random, *, subjects: int = 6, entries: int = 40, seals: int = 4) -> None:
    """Entries of some subjects, the moments going on from some time in the old year into the next; sealed in between.

    New Year falls within a seal wherever a seal is not made at that very moment.
    """
    border = begins(old_year() + 1)
    start = rng.randrange(1, entries)
    cuts = set(rng.sample(range(1, entries), seals - 1))
    for turn in range(entries):
        with transaction.atomic():
            for _ in range(rng.choice((1, 1, 2))):
                actor = rng.choice((OFFICIAL, CITIZEN))
                append(thing(rng.randrange(subjects)), "thing.made", actor, {"code": f"K{turn} “Đ” \u2028"},
                       at=border + (turn - start) * MINUTE)  # fmt: skip
        if turn in cuts:
            seal_all()
    seal_all()


def whole() -> bool:
    archives = verify_archives()
    return verify().sound and archives.sound and verify_seals(archives.good).sound


def rows() -> list[dict[str, Any]]:
    """Every entry there is but those that tell of archives, in the order of seals."""
    return _rows("ledger_entry", "xid, id", "WHERE subject_kind <> 'archive'")


def rows_of(table: str) -> list[dict[str, Any]]:
    return _rows(table, "id", "")


def _rows(table: str, order: str, where: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} AS t {where} ORDER BY {order}")
        return [json.loads(text) for (text,) in cursor.fetchall()]


def taken_away(year: int, to: Path, table: str = "ledger", *, drop: bool = False) -> Taken:
    with as_owner():
        return take(table, year, to, drop=drop)


def brought_back(folder: Path) -> Attached:
    with as_owner():
        return attach(folder)


@pytest.fixture
def house(own_registries: None, own_seals: Path, tmp_path: Path) -> Path:
    """A folder for archives; kinds, seals and key of the test's own."""
    return tmp_path / "archives"


TABLES = {"ledger": SPLIT[0], "looks": SPLIT[1], "messages": SPLIT[2]}
