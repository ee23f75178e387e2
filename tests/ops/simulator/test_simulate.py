"""A small simulation on the real database: every act goes through, one seed gives one ledger, the ledger the rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from motcua.base.ledger.verification import ledger_hash, verify
from motcua.casework.queries.verification import verify_cases
from motcua.domain.cases.models import Decision
from motcua.domain.directory.models import Delegation
from motcua.domain.routing.models import Task
from motcua.kernel import ids
from motcua.kernel.home import Home
from motcua.ops.simulator.running import Order, act, as_json, begin, from_json, simulate

ORDER = Order(days=20, cases=60, seed=1, until=date(2026, 11, 20))


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The city of this test is marked as made up."""
    monkeypatch.setattr(Home, "made_up", property(lambda home: True))


@contextmanager
def undone() -> Iterator[None]:
    """An empty city again afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_one_seed_gives_one_ledger_however_many_processes_and_another_seed_another(db: None, made_up: None) -> None:
    with undone():
        figures = simulate(ORDER)
        assert figures["failed"] == {}
        assert figures["acts"] > 4 * figures["cases"] > 0
        assert figures["requests"], "another agency was asked"
        assert figures["sign_offs"] and Task.objects.filter(step="on_the_spot", closed_at__isnull=False).exists()
        assert Delegation.objects.exists()
        assert Decision.objects.exclude(position__roles__contains=["leader"]).exists(), "somebody signs for the leader"
        assert verify().sound
        assert [one.fields for one in verify_cases().first] == []
        first = figures["ledger_hash"]
    with undone():
        order = replace(begin(ORDER), processes=2)
        done = act(order), act(replace(order, part=1))
        assert min(one.acts for one in done) > 0, "both processes have something to do"
        assert ledger_hash() == first
    with undone():
        assert simulate(replace(ORDER, seed=2, cases=5))["ledger_hash"] != first


def test_a_real_city_is_never_simulated_in(db: None) -> None:
    assert not Home.current().made_up
    with pytest.raises(ids.NotMadeUp):
        simulate(ORDER)
    assert ledger_hash() == ledger_hash()


def test_identifiers_are_foreseen_within_the_block_only(made_up: None) -> None:
    def drawn() -> tuple[object, ...]:
        return ids.new_filing_number(), ids.new_id().int & (1 << 62) - 1

    with ids.seeded("a"):
        first = drawn()
    with ids.seeded("a"):
        assert drawn() == first
    assert drawn() != drawn() != first
    with ids.seeded("b"):
        assert drawn() != first


def test_an_order_is_handed_to_another_process_whole() -> None:
    assert from_json(as_json(ORDER)) == ORDER
