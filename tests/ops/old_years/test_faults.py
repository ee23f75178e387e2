"""Killed at any statement or file operation, a year is where it was or wholly away, and a second run finishes."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.base.ledger.archives.standing import taken
from motcua.base.years.migrations import splitting
from motcua.ops.old_years import listing, parts
from motcua.ops.old_years.errors import ArchiveRuns, Busy
from motcua.ops.old_years.owner import as_owner
from motcua.ops.old_years.taking import take
from tests.base.ledger.situations import owner
from tests.ops.old_years.situations import afterwards, brought_back, house, lived, old_year, rows, taken_away, whole

__all__ = ["house"]


class Killed(BaseException):
    """The process ended here."""


class Countdown:
    """Ends the process at the n-th write: a statement that is no question, or a file operation."""

    def __init__(self, left: int) -> None:
        self.left, self.hit = left, 0

    @property
    def over(self) -> bool:
        """Nobody tidies up after a kill."""
        return self.hit >= self.left

    def point(self) -> None:
        self.hit += 1
        if self.over:
            raise Killed

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith("SELECT"):
            self.point()
        return execute(sql, params, many, context)


@contextmanager
def killed_at(left: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Countdown]:
    counting = Countdown(left)
    with monkeypatch.context() as patched:
        for name in ("fsync", "rename"):
            real = getattr(os, name)

            def act(*args: Any, real: Callable[..., Any] = real) -> Any:
                counting.point()
                return real(*args)

            patched.setattr(os, name, act)
        tidy = shutil.rmtree
        patched.setattr(shutil, "rmtree", lambda *args, **told: counting.over or tidy(*args, **told))
        with connection.execute_wrapper(counting.statement):
            yield counting


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_write_a_year_is_here_or_away_and_the_next_run_goes_on_from_there(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each run meets what the one before left, and is killed one write later."""
    lived(random.Random(7), subjects=3, entries=8, seals=2)
    before, states, points = rows(), list[str](), 0
    with afterwards() as year:
        while True:
            points += 1
            try:
                with as_owner(), killed_at(points, monkeypatch):
                    take("ledger", year, house, drop=True)
                break
            except Killed:
                states.append(listed(year).state)
                assert (states[-1] == listing.HERE) == (rows() == before) and (points % 8 or whole())
        here = [state for state in states if state == listing.HERE]
        assert len(here) > 25 and states[len(here) :] == [listing.DETACHED], "it leaves at one moment"
        assert listed(year).state == listing.AWAY and whole()
        assert [path.name for path in house.iterdir()] == [f"h26-ledger-{year}"]
        brought_back(house / f"h26-ledger-{year}")
        assert rows() == before and whole() and not taken()


@pytest.mark.django_db(transaction=True)
def test_killed_while_it_comes_back_a_year_is_away_as_before(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(random.Random(8), subjects=3, entries=12, seals=3)
    before = rows()
    with afterwards() as year:
        with as_owner():
            folder = take("ledger", year, house).folder
        for left in range(1, 100):
            try:
                with killed_at(left, monkeypatch):
                    brought_back(folder)
                break
            except Killed:
                assert listed(year).state == listing.DETACHED and whole()
        assert left > 8 and rows() == before and whole() and not parts.exists(f"ledger_entry_{old_year()}_away")


@pytest.mark.django_db(transaction=True)
def test_what_somebody_holds_is_left_and_two_do_not_archive_at_once(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(random.Random(9), subjects=3, entries=8, seals=2)
    before = rows()
    monkeypatch.setattr(splitting, "TRIES", 1)
    with afterwards() as year, owner() as other:
        other.execute("SELECT pg_advisory_lock(hashtext('motcua.archive'), hashtext('h26'))")
        with pytest.raises(ArchiveRuns):
            taken_away(year, house)
        other.execute("SELECT pg_advisory_unlock_all()")
        other.autocommit = False
        other.execute("SELECT FROM ledger_entry LIMIT 1")
        with pytest.raises(Busy):
            taken_away(year, house)
        assert rows() == before and whole()
        other.rollback()
        taken_away(year, house)
        assert whole()


def listed(year: int) -> listing.Year:
    with as_owner(looking=True):
        return next(one for one in listing.years() if (one.table, one.year) == ("ledger", year))
