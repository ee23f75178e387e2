"""The ledger, looks and messages by year: where rows go, what holds in each part, and what happens at New Year."""

from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from motcua.base import years
from motcua.base.access.models import Look
from motcua.base.ledger import append
from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.base.messages.models import Message
from motcua.base.years.parts import SPLIT, Split, begins, year_of
from motcua.kernel import clock
from tests.base.ledger.situations import OFFICIAL, own_registries, owner, thing

__all__ = ["own_registries"]

INSTANT = timedelta(microseconds=1)


def write(table: str, at: datetime, number: int = 1) -> None:
    if table == "ledger_entry":
        append(thing(number), "thing.made", OFFICIAL, {"code": "K1"}, at=at)
    elif table == "access_look":
        Look.objects.create(actor_kind="official", subject_kind="case", subject_id="c", purpose="xem", at=at)
    else:
        Message.objects.create(
            key=f"{number}:inapp:x", kind="x", channel="inapp", language="vi", state="sent", sent_at=at, happened_at=at
        )


def parts(table: str) -> list[str]:
    """Where its rows lie, in the order of time."""
    by = {one.table: one.by for one in SPLIT}[table]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tableoid::regclass::text FROM {table} ORDER BY {by}")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("one", SPLIT, ids=lambda one: one.table)
def test_a_year_ends_at_midnight_in_hanoi_and_the_past_has_a_place(one: Split, own_registries: None) -> None:
    last = years.standing().until
    assert begins(last).isoformat() == f"{last - 1}-12-31T17:00:00+00:00"
    write(one.table, begins(1999), 1)
    write(one.table, begins(last) - INSTANT, 2)
    write(one.table, begins(last), 3)
    write(one.table, begins(last + 1) - INSTANT, 4)
    first = one.part(last - 1)
    assert parts(one.table) == [first, first, one.part(last), one.part(last)]
    assert years.standing() == years.Standing(last, ())


@pytest.mark.django_db
@pytest.mark.parametrize("one", SPLIT, ids=lambda one: one.table)
def test_a_year_without_a_part_keeps_nobody_from_acting_is_told_and_gets_its_rows_once_made(
    one: Split, own_registries: None
) -> None:
    last = years.standing().until
    write(one.table, begins(last + 1) - INSTANT, 1)
    write(one.table, begins(last + 1), 1 if one.table == "ledger_entry" else 2)
    assert parts(one.table) == [one.part(last), one.part("later")]
    assert years.standing().astray == (one.table,) and not years.standing().short
    with clock.frozen(begins(last) + timedelta(days=364)):
        assert years.standing().short, "a month before"
        assert set(years.make_ahead()) == {each.part(last + 1) for each in SPLIT}
        assert years.make_ahead() == () and not years.standing().short
    assert years.standing() == years.Standing(last + 1, ())
    assert parts(one.table) == [one.part(last), one.part(last + 1)]
    if one.table == "ledger_entry":
        assert list(Entry.objects.order_by("at").values_list("number", flat=True)) == [1, 2]
        assert verify().sound, "numbers, hashes and places are what they were"


@pytest.mark.django_db
def test_nothing_but_years_to_come_can_be_made_by_the_application() -> None:
    for asked in (("ledger_head", 2027), ("ledger_entry", year_of(clock.now()) + 3)):
        with pytest.raises(ProgrammingError, match="years: "), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT years_make(%s, %s)", asked)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act", ["INSERT INTO {} SELECT * FROM {}", "DELETE FROM {}", "UPDATE {} SET xid = 1", "DROP TABLE {}"]
)
def test_the_application_reaches_rows_by_the_whole_table_alone(act: str) -> None:
    part = f"ledger_entry_{years.standing().until}"
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(act.format(part, part))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["UPDATE {} SET kind = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_triggers_refuse_the_owner_in_every_part(act: str, own_registries: None) -> None:
    last = years.standing().until
    with transaction.atomic():
        for year in (last - 1, last, last + 1):
            write("ledger_entry", begins(year), year)
    with owner() as opened:
        for part in (str(last - 1), str(last), "later"):
            with pytest.raises(psycopg.errors.RaiseException, match="pgtrigger"):
                opened.execute(act.format(f"ledger_entry_{part}").encode())


@pytest.mark.django_db
def test_what_is_once_for_ever_is_once_within_each_year(own_registries: None) -> None:
    last = years.standing().until
    for moment in (begins(last) - 2 * INSTANT, begins(last), begins(last + 1)):
        number = year_of(moment)
        write("correspondence_message", moment, number)
        with pytest.raises(IntegrityError), transaction.atomic():
            write("correspondence_message", moment + INSTANT, number)
        write("ledger_entry", moment, number)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_entry (subject_kind, subject_id, number, kind, actor_kind, actor_name, authority,"
                " at, facts, previous_hash, hash) SELECT subject_kind, subject_id, number, kind, actor_kind,"
                " actor_name, authority, at, facts, previous_hash, hash FROM ledger_entry WHERE subject_id = %s",
                [thing(number).id],
            )
