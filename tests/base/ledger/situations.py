"""Kinds, actors and connections the tests of the ledger and of its subscribers share."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from motcua.base.ledger import Kind, Subject, append, kinds, subscribers
from motcua.base.ledger.models import Entry
from motcua.kernel.actor import Actor, Post
from motcua.kernel.database import owner_of, password_of

POST = Post(
    position_id=UUID(int=7),
    title="Chuyên viên",
    agency_id=UUID(int=8),
    agency_path="/H26/H26.12/",
    roles=frozenset({"specialist"}),
    permissions=frozenset({"case.see", "case.process"}),
)
OFFICIAL = Actor("official", "Trần Thị Bình", account_id=UUID(int=1), person_id=UUID(int=2), posts=(POST,))
CITIZEN = Actor("citizen", "Nguyễn Văn An", account_id=UUID(int=3), person_id=UUID(int=4))

TEST_KINDS = (
    Kind("thing.made", "Lập {code}.", "{code} was made.", ("code",), "citizen"),
    Kind("thing.moved", "Chuyển tới {step}.", "Moved to {step}.", ("step",), "office", optional=("note",)),
    Kind("thing.checked", "Kiểm tra.", "Checked.", (), "inside"),
)


@pytest.fixture
def own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's kinds beside the real ones, and no subscriber but the test's; both forgotten afterwards."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(subscribers, "_subscribers", {})
    kinds.register(*TEST_KINDS)


def thing(number: int = 1) -> Subject:
    return Subject("thing", f"t{number}")


def made(number: int = 1, code: str = "K1") -> Entry:
    return append(thing(number), "thing.made", OFFICIAL, {"code": code})


@contextmanager
def owner() -> Iterator[psycopg.Connection]:
    """The owner of the tables, in the same database, each statement committed at once."""
    settings = connection.settings_dict
    role = owner_of("h26")
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=role,
        password=password_of(role),
        autocommit=True,
    ) as opened:
        yield opened


def without_triggers(opened: psycopg.Connection) -> None:
    """As only the owner can: the second lock is taken off, to see what the third, the chain, shows."""
    opened.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    opened.execute("ALTER TABLE ledger_head DISABLE TRIGGER USER")
