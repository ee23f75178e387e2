"""Subscribers hear of each entry once, in the order of transactions, and miss none that is committed late."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from motcua.base.ledger import delivery, subscriber
from motcua.base.ledger.errors import Restored
from motcua.base.ledger.models import Cursor, Entry, SetAside
from motcua.kernel import clock
from tests.base.ledger.situations import made

pytestmark = pytest.mark.django_db(transaction=True)

HEARD: list[str] = []


@pytest.fixture(autouse=True)
def listener() -> Iterator[None]:
    HEARD.clear()

    @subscriber("listener", kinds=("thing.",))
    def hear(entry: Entry) -> None:
        HEARD.append(entry.facts["code"])

    yield


class Cancelled(Exception):
    pass


@contextmanager
def open_act(code: str) -> Iterator[Callable[[bool], None]]:
    """An act of another connection that has appended and stays open; call what is yielded to end it."""
    written, end = threading.Event(), threading.Event()
    keep: list[bool] = []

    def act() -> None:
        try:
            with transaction.atomic():
                made(2, code)
                written.set()
                end.wait(30)
                if not keep[0]:
                    raise Cancelled
        except Cancelled:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    assert written.wait(30)

    def finish(commit: bool) -> None:
        keep.append(commit)
        end.set()
        thread.join()

    try:
        yield finish
    finally:
        if not keep:
            finish(False)


def make(*codes: str) -> None:
    for code in codes:
        with transaction.atomic():
            made(1, code)


def test_entry_committed_late_is_not_missed() -> None:
    with open_act("early") as finish:
        make("late")
        assert list(Entry.objects.values_list("facts__code", flat=True)) == ["late"]
        assert delivery.deliver("listener").read == 0
        finish(True)
    early, late = Entry.objects.get(facts__code="early"), Entry.objects.get(facts__code="late")
    assert early.pk < late.pk and early.xid < late.xid
    assert delivery.deliver("listener") == delivery.Delivery(read=2, handled=2)
    assert HEARD == ["early", "late"]


def test_entries_before_the_oldest_open_act_are_delivered_meanwhile() -> None:
    make("before")
    with open_act("open") as finish:
        make("after")
        delivery.deliver("listener")
        assert HEARD == ["before"]
        finish(True)
    delivery.deliver("listener")
    assert HEARD == ["before", "open", "after"]


def test_rolled_back_act_leaves_no_trace_and_holds_nobody_up() -> None:
    with open_act("never") as finish:
        make("kept")
        assert delivery.deliver("listener").read == 0
        finish(False)
    delivery.deliver("listener")
    assert HEARD == ["kept"]


def test_acts_that_commit_in_any_order_are_each_heard_once() -> None:
    with open_act("a") as finish_a:
        make("b")
        delivery.deliver("listener")
        finish_a(True)
    with open_act("c") as finish_c:
        make("d")
        delivery.deliver("listener")
        make("e")
        finish_c(True)
    delivery.deliver("listener")
    assert HEARD == ["a", "b", "c", "d", "e"]


def test_small_batches_go_on_where_the_last_one_ended() -> None:
    make(*"abcde")
    sizes = [delivery.deliver("listener", 2).read for _ in range(4)]
    assert sizes == [2, 2, 1, 0]
    assert list("abcde") == HEARD


def test_entries_of_one_transaction_are_not_torn_apart() -> None:
    with transaction.atomic():
        for code in "abc":
            made(1, code)
    assert [delivery.deliver("listener", 2).read for _ in range(2)] == [2, 1]
    assert HEARD == ["a", "b", "c"]


def test_kinds_a_subscriber_does_not_want_are_passed_over() -> None:
    @subscriber("choosy", kinds=("thing.moved", "other."))
    def hear(entry: Entry) -> None:
        raise AssertionError

    make("a")
    assert delivery.deliver("choosy") == delivery.Delivery(read=1, handled=0)
    assert delivery.deliver("choosy").read == 0


def test_second_pump_goes_away_while_the_first_delivers() -> None:
    make("once")
    answers: list[delivery.Delivery] = []

    @subscriber("watched")
    def hear_slowly(entry: Entry) -> None:
        HEARD.append(entry.facts["code"])
        other = threading.Thread(target=second_pump)
        other.start()
        other.join()

    def second_pump() -> None:
        answers.append(delivery.deliver("watched"))
        connection.close()

    delivery.deliver("watched")
    assert answers == [delivery.Delivery(busy=True)]
    assert HEARD == ["once"]


def test_a_name_belongs_to_one_subscriber() -> None:
    with pytest.raises(ValueError, match="twice"):

        @subscriber("listener")
        def another(entry: Entry) -> None:
            """Never called."""


def test_eight_pumps_deliver_each_entry_once() -> None:
    make(*(f"c{number}" for number in range(60)))
    start = threading.Barrier(8)

    def pump() -> None:
        start.wait()
        for _ in range(20):
            delivery.deliver("listener", 5)
        connection.close()

    pumps = [threading.Thread(target=pump) for _ in range(8)]
    for thread in pumps:
        thread.start()
    for thread in pumps:
        thread.join()
    delivery.deliver("listener")
    assert [f"c{number}" for number in range(60)] == HEARD


def test_handler_and_cursor_are_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a", "b")

    def broken(self: Cursor, *args: object, **kwargs: object) -> None:
        raise RuntimeError("killed before the commit")

    @subscriber("writer")
    def write(entry: Entry) -> None:
        made(3, f"copy of {entry.facts['code']}")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(Cursor, "save", broken)
        delivery.deliver("writer")
    assert not Entry.objects.filter(subject_id="t3").exists()
    delivery.deliver("writer", 2)
    assert Entry.objects.filter(subject_id="t3").count() == 2


def test_failing_handler_is_tried_again_later_and_then_set_aside_in_sight() -> None:
    @subscriber("clumsy")
    def stumble(entry: Entry) -> None:
        if entry.subject_id == "t3":
            return
        made(3, "rolled back with its failure")
        if entry.facts["code"] == "bad":
            raise LookupError("cannot digest")
        HEARD.append(entry.facts["code"])

    make("good", "bad", "next")
    moment = clock.now()
    for turn in range(delivery.TRIES):
        with clock.frozen(moment):
            answer = delivery.deliver("clumsy", 3)
            assert answer.failed == (turn < delivery.TRIES - 1)
            assert (["good"] if answer.failed else ["good", "next"]) == HEARD
            if answer.failed:
                assert delivery.deliver("clumsy", 3).busy
                assert Cursor.objects.get(pk="clumsy").attempts == turn + 1
        moment += delivery.FIRST_WAIT * 2**turn
    kept = delivery.set_aside()
    assert [(one.subscriber, one.entry.facts["code"], one.error) for one in kept] == [
        ("clumsy", "bad", "LookupError: cannot digest")
    ]
    assert Cursor.objects.get(pk="clumsy").attempts == 0
    assert Entry.objects.filter(subject_id="t3").count() == 2


def test_one_subscriber_in_trouble_does_not_hold_up_another() -> None:
    @subscriber("clumsy")
    def stumble(entry: Entry) -> None:
        raise LookupError

    make("a")
    assert delivery.deliver_all() == 1
    assert HEARD == ["a"]
    stuck, through = Cursor.objects.get(pk="clumsy"), Cursor.objects.get(pk="listener")
    assert stuck.entry_id < through.entry_id and stuck.error == "LookupError: "


def test_entry_set_aside_can_be_handled_after_all() -> None:
    cure = threading.Event()

    @subscriber("clumsy")
    def stumble(entry: Entry) -> None:
        if not cure.is_set():
            raise LookupError("not yet")
        HEARD.append("cured")

    make("a")
    moment = clock.now()
    for _ in range(delivery.TRIES):
        with clock.frozen(moment):
            delivery.deliver("clumsy")
        moment += timedelta(minutes=1)
    kept = SetAside.objects.get()
    assert not delivery.retry_set_aside(kept.pk)
    cure.set()
    assert delivery.retry_set_aside(kept.pk)
    assert delivery.retry_set_aside(kept.pk)
    assert HEARD == ["cured"]
    assert delivery.set_aside() == []


def test_restored_database_is_noticed_instead_of_entries_being_missed() -> None:
    make("a")
    delivery.deliver("listener")
    Cursor.objects.update(xid=2**40)
    with pytest.raises(Restored):
        delivery.deliver("listener")
    assert delivery.deliver_all() == 0


def test_unknown_subscriber_is_an_error() -> None:
    with pytest.raises(KeyError):
        delivery.deliver("nobody")
