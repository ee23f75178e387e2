"""Several connections at one agency's books, each transaction open as long as it likes: against a plain count."""

from collections import defaultdict
from itertools import count
from typing import Any

import psycopg
import pytest
from django.db import connection
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from psycopg.errors import LockNotAvailable

from motcua.base.documents.services.numbering import TAKE

CLERKS, BOOKS = 4, ("QĐ", "GTN")
AGENCY = "H26.12.01"
YEARS = count(2027)
LAST = "SELECT book, last FROM documents_numberbook WHERE agency_identifier = %s AND year = %s"

clerks, books = st.integers(0, CLERKS - 1), st.sampled_from(BOOKS)


def connect() -> "psycopg.Connection[Any]":
    told = connection.get_connection_params()
    names = {name: told[name] for name in ("host", "port", "user", "password", "dbname")}
    opened = psycopg.connect(**names, autocommit=False)
    opened.execute("SET lock_timeout = '5ms'")
    opened.commit()
    return opened


class Books(RuleBasedStateMachine):
    """`given` are the numbers of finished transactions, `open` those of each clerk's present one."""

    def __init__(self) -> None:
        super().__init__()
        self.year = next(YEARS)
        self.lines = [connect() for _ in range(CLERKS)]
        self.given: dict[str, list[int]] = defaultdict(list)
        self.open: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(CLERKS)]

    @rule(clerk=clerks, book=books)
    def take(self, clerk: int, book: str) -> None:
        """The next number; whoever finds the book in other hands waits, here in vain, and loses the transaction."""
        held = any(self.open[other][book] for other in range(CLERKS) if other != clerk)
        try:
            row = self.lines[clerk].execute(TAKE, [AGENCY, book, self.year]).fetchone()
        except LockNotAvailable:
            assert held
            self.roll_back(clerk)
            return
        assert not held and row == (len(self.given[book]) + len(self.open[clerk][book]) + 1,)
        self.open[clerk][book].append(row[0])

    @rule(clerk=clerks)
    def commit(self, clerk: int) -> None:
        self.lines[clerk].commit()
        for book, numbers in self.open[clerk].items():
            self.given[book] += numbers
        self.open[clerk].clear()

    @rule(clerk=clerks)
    def roll_back(self, clerk: int) -> None:
        self.lines[clerk].rollback()
        self.open[clerk].clear()

    @rule(clerk=clerks)
    def vanish(self, clerk: int) -> None:
        """The connection breaks, as when a process is killed; the database notices in its own time."""
        gone = self.lines[clerk].info.backend_pid
        self.lines[clerk].close()
        self.lines[clerk] = connect()
        while self.lines[clerk].execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [gone]).fetchone():
            self.lines[clerk].rollback()
        self.lines[clerk].rollback()
        self.open[clerk].clear()

    @invariant()
    def no_gap_and_no_double(self) -> None:
        for numbers in self.given.values():
            assert numbers == list(range(1, len(numbers) + 1))

    def teardown(self) -> None:
        for line in self.lines:
            line.rollback()
        rows = dict(self.lines[0].execute(LAST, [AGENCY, self.year]).fetchall())
        for line in self.lines:
            line.close()
        assert rows == {book: len(numbers) for book, numbers in self.given.items() if numbers}


@pytest.mark.django_db(transaction=True)
def test_books_have_no_gap_whoever_commits_rolls_back_or_vanishes_in_whatever_order() -> None:
    run_state_machine_as_test(Books, settings=settings(max_examples=6, stateful_step_count=25, deadline=None))
