"""What was written before there were seals is sealed beside those who work, once, whatever interrupts it."""

import itertools
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from motcua.base.access.models import Account
from motcua.base.access.vault import holds
from motcua.base.messages.models import Message
from motcua.casework.services.counter import receive_at_counter
from motcua.domain.cases.models import Applicant
from motcua.domain.directory.models import Enterprise, Person
from motcua.kernel import clock
from motcua.kernel.vault import is_marked
from motcua.ops import sealing
from tests.support.killing import killing
from tests.support.town import APPLICANT, build_town

pytestmark = pytest.mark.django_db

COLUMNS = {
    "access_account": ("email",),
    "cases_applicant": ("phone", "email", "address"),
    "correspondence_message": ("address",),
    "directory_enterprise": ("phone", "email"),
    "directory_person": ("phone", "email", "address"),
}
TEXTS = {"phone": "0912345678", "email": "lan@vidu.vn", "address": "Số 1 phố Huế"}
PEOPLE = 7


@pytest.fixture(autouse=True)
def old_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven people, and one row in each other table, as code of before wrote them; turns of three rows."""
    monkeypatch.setattr(sealing, "BATCH", 3)
    town = build_town()
    receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT, ticks=[]
    )
    Person.objects.bulk_create(Person(full_name=f"Lan {n}", name_folded="lan") for n in range(PEOPLE))
    Enterprise.objects.create(name="Sen", name_folded="sen", tax_code="0101243150")
    Message.objects.create(key="x", kind="x", channel="email", language="vi", next_try_at=clock.now())
    sealing.seal_plain()
    make_plain()


def make_plain() -> None:
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            which = "full_name LIKE 'Lan %'" if table == "directory_person" else "true"
            told = ", ".join(f"{column} = '{TEXTS[column]}'" for column in columns)
            digest = ", phone_digest = NULL" if table in ("cases_applicant", "directory_person") else ""
            cursor.execute(f"UPDATE {table} SET {told}{digest} WHERE {which}")


def standing(table: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS[table])} FROM {table}")
        return list(cursor.fetchall())


def plain_left() -> int:
    return sum(bool(text) and not is_marked(text) for table in COLUMNS for row in standing(table) for text in row)


def everything_is_read_and_found() -> bool:
    lans = list(Person.objects.filter(full_name__startswith="Lan "))
    rows = [*lans, *Applicant.objects.all(), *Enterprise.objects.all(), *Account.objects.all(), *Message.objects.all()]
    read = all(getattr(row, name) == TEXTS[name] for row in rows for name in COLUMNS[row._meta.db_table])
    found = set(Person.objects.filter(holds("phone", TEXTS["phone"])))
    applicants = Applicant.objects.filter(holds("phone", TEXTS["phone"])).count()
    return read and found == set(lans) and len(lans) == PEOPLE and applicants == 1


def test_a_turn_seals_all_there_is_and_the_next_one_asks_and_writes_nothing() -> None:
    assert plain_left() > 3 * PEOPLE and everything_is_read_and_found(), "found before as well"
    done = sealing.seal_plain()
    assert done == {
        "directory_person": PEOPLE, "cases_applicant": 1, "directory_enterprise": 1, "correspondence_message": 1,
        "access_account": Account.objects.count(),
    }  # fmt: skip
    assert plain_left() == 0 and everything_is_read_and_found()
    assert not Person.objects.filter(full_name__startswith="Lan ", phone_digest=None).exists()
    before = [standing(table) for table in COLUMNS]
    assert not sealing.seal_plain() and [standing(table) for table in COLUMNS] == before


def test_killed_before_or_after_every_batch_the_next_turn_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    write, everything = sealing.write, plain_left()
    for at, after in itertools.product(range(4), (False, True)):
        make_plain()
        with monkeypatch.context() as patch:
            patch.setattr(sealing, "write", killing(write, itertools.count(), at, after=after))
            with pytest.raises(KeyboardInterrupt):
                sealing.seal_plain()
        assert (plain_left() < everything) is (at > 0 or after) and everything_is_read_and_found(), (at, after)
        sealing.seal_plain()
        assert plain_left() == 0 and everything_is_read_and_found()


def test_what_somebody_changes_meanwhile_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    write, changed = sealing.write, set[UUID]()

    def meanwhile(raw: Any, table: Any, rows: list[Any]) -> int:
        if table.name == "directory_person" and not changed:
            changed.add(rows[0][0])
            raw.execute("UPDATE directory_person SET phone = '0987654321' WHERE id = %s", [rows[0][0]])
        return int(write(raw, table, rows))

    monkeypatch.setattr(sealing, "write", meanwhile)
    assert sealing.seal_plain()["directory_person"] == PEOPLE, "what was changed comes with a later batch"
    person = Person.objects.get(pk__in=changed)
    assert person.phone == "0987654321" and list(Person.objects.filter(holds("phone", "0987654321"))) == [person]
    assert plain_left() == 0


def test_a_telephone_old_code_changes_gets_its_own_digest() -> None:
    """In the minutes of handing over it writes plain texts beside digests of before."""
    sealing.seal_plain()
    person = Person.objects.filter(full_name__startswith="Lan ").first()
    assert person
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_person SET phone = '0987654321' WHERE id = %s", [person.pk])
    assert person in Person.objects.filter(holds("phone", "0987654321"))
    assert sealing.seal_plain() == {"directory_person": 1}
    assert person not in Person.objects.filter(holds("phone", TEXTS["phone"]))
    assert list(Person.objects.filter(holds("phone", "0987654321"))) == [person]


def test_a_turn_ends_with_its_time_and_nothing_left_is_asked_by_the_index_of_what_is_left() -> None:
    assert not sealing.seal_plain(seconds=0)
    sealing.seal_plain()
    plans = {}
    for table in COLUMNS:
        plain = " OR ".join(f"({one} <> '' AND left({one}, 3) <> '$1$')" for one in COLUMNS[table])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan TO off")
            cursor.execute(f"EXPLAIN SELECT 1 FROM {table} WHERE ({plain}) LIMIT 3")
            plans[table] = " ".join(line for (line,) in cursor.fetchall())
    assert plans and not [plan for plan in plans.values() if "Seq Scan" in plan], plans


def test_nothing_is_sealed_while_code_of_before_may_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    app, name = sealing.LAST_CHANGE
    changed = MigrationRecorder.Migration.objects.get(app=app, name=name).applied
    for minutes, settled in ((0, False), (59, False), (61, True)):
        monkeypatch.setattr(clock, "now", lambda past=minutes: changed + timedelta(minutes=past))
        assert sealing.settled() is settled
    monkeypatch.setattr(sealing, "LAST_CHANGE", (app, "9999_not_there"))
    assert not sealing.settled()
