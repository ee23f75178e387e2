"""Writing entries: what is written, under which lock, and what nobody can undo."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.ledger import Subject, append, chain
from motcua.base.ledger.errors import NoTransaction, UnknownKind, WrongFacts
from motcua.base.ledger.models import Entry, Head
from motcua.base.ledger.verification import verify
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.base.ledger.situations import CITIZEN, OFFICIAL, POST, made, owner, thing

TEXT = 'đ 😀 \\ " \u2028'
NOON = datetime(2025, 7, 1, 5, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_entry_says_who_what_when_and_under_which_authority() -> None:
    with clock.frozen(NOON):
        entry = append(thing(), "thing.moved", OFFICIAL, {"step": "check", "note": "a"}, authority=POST)
    stored = Entry.objects.get()
    assert stored == entry
    assert (stored.subject_kind, stored.subject_id, stored.number) == ("thing", "t1", 1)
    assert (stored.actor_kind, stored.actor_name) == ("official", "Trần Thị Bình")
    assert (stored.account_id, stored.person_id, stored.position_id) == (UUID(int=1), UUID(int=2), UUID(int=7))
    assert stored.authority == "Chuyên viên (/H26/H26.12/)"
    assert stored.at == entry.at == NOON
    assert stored.facts == {"step": "check", "note": "a"}
    assert (stored.previous_hash, stored.xid) == (chain.GENESIS, entry.xid)
    assert not entry._state.adding


@pytest.mark.django_db
def test_citizen_is_written_down_by_identifiers_only() -> None:
    entry = append(thing(), "thing.made", CITIZEN, {"code": "K1"})
    entry.refresh_from_db()
    assert (entry.actor_kind, entry.actor_name, entry.person_id) == ("citizen", "", UUID(int=4))


@pytest.mark.django_db
def test_database_refuses_a_citizens_name_too() -> None:
    with pytest.raises(IntegrityError):
        Entry.objects.create(
            subject_kind="thing", subject_id="x", number=1, kind="thing.made", actor_kind="citizen", actor_name="An",
            at=NOON, facts={}, previous_hash=chain.GENESIS, hash=chain.GENESIS,
        )  # fmt: skip


@pytest.mark.django_db
def test_the_only_post_is_noted_when_authority_is_a_text() -> None:
    entry = append(thing(), "thing.checked", OFFICIAL, authority="Điều 5")
    assert (entry.position_id, entry.authority) == (POST.position_id, "Điều 5")


@pytest.mark.django_db
def test_first_entry_takes_three_statements_and_every_later_one_two() -> None:
    with CaptureQueriesContext(
        connection,
    ) as first:
        made()
    with CaptureQueriesContext(connection) as second:
        made()
    assert (len(first), len(second)) == (3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("guess", "statements"), [("right", 1), ("old", 3), ("forged", 3), ("future", 3)])
def test_a_known_head_saves_the_lock_and_a_wrong_one_costs_nothing_but_a_statement(guess: str, statements: int) -> None:
    first = append(thing(), "thing.made", OFFICIAL, {"code": "K1"})
    last = append(thing(), "thing.moved", OFFICIAL, {"step": "check", "note": "a"})
    known = {
        "right": (last.number, last.hash), "old": (first.number, first.hash),
        "forged": (last.number, first.hash), "future": (last.number + 1, last.hash),
    }[guess]  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        entry = append(thing(), "thing.checked", OFFICIAL, known=known)
    assert (entry.number, entry.previous_hash, len(asked)) == (last.number + 1, last.hash, statements)
    assert Entry.objects.get(pk=entry.pk) == entry and Head.objects.get().number == 3
    assert verify().sound


@pytest.mark.django_db
def test_entries_of_a_subject_are_numbered_and_chained_apart_from_others() -> None:
    one, other, two = made(1), made(2), made(1)
    assert (one.number, other.number, two.number) == (1, 1, 2)
    assert two.previous_hash == one.hash
    assert other.previous_hash == chain.GENESIS
    assert Head.objects.get(subject_id="t1").hash == two.hash


@pytest.mark.django_db
def test_facts_of_many_types_come_back_as_they_were_hashed() -> None:
    code = [date(2025, 4, 29), NOON, UUID(int=5), Decimal("1.50"), 'đ 😀 \\ " \u2028', None, True, 2**63 - 1, {"ă": []}]
    append(thing(), "thing.made", SYSTEM, {"code": code})
    assert verify().sound
    assert Entry.objects.get().facts["code"][:4] == [
        "2025-04-29", "2025-07-01T05:00:00.000000Z", "00000000-0000-0000-0000-000000000005", "1.50",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("code", [1.5, float("nan"), "a\x00b", "\ud800", 2**63, datetime(2025, 1, 1), object(), {1: 2}])  # noqa: DTZ001
def test_facts_that_could_not_come_back_unchanged_are_refused(code: object) -> None:
    with pytest.raises(WrongFacts):
        append(thing(), "thing.made", SYSTEM, {"code": code})
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{}, {"code": "a", "more": 1}, {"other": "a"}])
def test_facts_must_be_those_of_the_kind(facts: dict[str, object]) -> None:
    with pytest.raises(WrongFacts):
        append(thing(), "thing.made", SYSTEM, facts)


@pytest.mark.django_db
def test_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownKind):
        append(thing(), "thing.unheard_of", SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(NoTransaction):
        made()
    assert not Entry.objects.exists()


def test_a_subject_has_a_kind_and_an_id() -> None:
    assert Subject("case", UUID(int=1)) == Subject("case", str(UUID(int=1)))
    for kind, identifier in (("", "1"), ("case", "")):
        with pytest.raises(ValueError):
            Subject(kind, identifier)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE ledger_entry SET kind = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry", "TRUNCATE ledger_head"],
)
def test_application_lacks_the_right_to_change_entries(statement: str) -> None:
    made()
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET kind = 'x'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "DELETE FROM ledger_head",
        "UPDATE ledger_head SET number = number + 2",
        "UPDATE ledger_head SET number = number - 1",
        "UPDATE ledger_head SET hash = repeat('1', 64)",
        "UPDATE ledger_head SET subject_id = 'other'",
    ],
)
def test_triggers_refuse_even_the_owner(statement: str) -> None:
    with transaction.atomic():
        made()
        made()
    with owner() as opened, pytest.raises(psycopg.errors.RaiseException):
        opened.execute(statement)
    assert verify().sound


@pytest.mark.django_db(transaction=True)
def test_rolled_back_act_takes_number_entry_and_head_back() -> None:
    with transaction.atomic():
        made(code="first")
    with pytest.raises(RuntimeError), transaction.atomic():
        made(code="never")
        raise RuntimeError
    with transaction.atomic():
        assert made(code="second").number == 2
    assert verify().sound


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guessing", [False, True])
def test_many_at_once_on_one_new_subject_get_consecutive_numbers(guessing: bool) -> None:
    threads, each = 8, 25
    start = threading.Barrier(threads)

    def work(seed: int) -> None:
        try:
            start.wait()
            for turn in range(each):
                try:
                    with transaction.atomic():
                        known = Head.objects.values_list("number", "hash").first() if guessing else None
                        append(thing(), "thing.made", OFFICIAL, {"code": f"{seed}/{turn}"}, known=known)
                        if (seed + turn) % 5 == 0:
                            raise RuntimeError("a fifth is rolled back")
                except RuntimeError:
                    pass
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(seed,)) for seed in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    kept = threads * each * 4 // 5
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, kept + 1))
    report = verify()
    assert report.sound and report.entries == kept
