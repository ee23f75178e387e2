"""Tampering as only the owner can, triggers off: every one is found and the first bad record is named."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import transaction

from motcua.__main__ import main
from motcua.base.ledger import Subject, append, chain, verification
from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.ops import bootstrap
from tests.base.ledger.situations import OFFICIAL, made, owner, thing, without_triggers

SUBJECTS, LENGTH, ROUNDS = 6, 8, 400
NOON = datetime(2025, 7, 1, 5, tzinfo=UTC)
Tamper = Callable[[psycopg.Connection, random.Random], tuple[str, int]]
CHANGES = (
    "kind = 'thing.checked'",
    "actor_name = 'Ai đó'",
    "actor_kind = 'system'",
    "authority = 'khác'",
    "account_id = gen_random_uuid()",
    "person_id = NULL",
    "position_id = gen_random_uuid()",
    "at = at + interval '1 microsecond'",
    'facts = \'{"code": "khác"}\'',
    "facts = facts || '{\"more\": null}'",
    "hash = repeat('a', 64)",
    "previous_hash = repeat('b', 64)",
    "subject_id = 'elsewhere'",
    "subject_kind = 'other'",
    "number = 1000",
)


def build() -> None:
    with transaction.atomic():
        for turn in range(LENGTH):
            for number in range(SUBJECTS):
                append(thing(number), "thing.made", OFFICIAL, {"code": f"{number}/{turn}"})


def some(rng: random.Random) -> tuple[str, int]:
    return f"t{rng.randrange(SUBJECTS)}", rng.randint(1, LENGTH)


def change(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    subject, number = some(rng)
    opened.execute(
        f"UPDATE ledger_entry SET {rng.choice(CHANGES)} WHERE subject_id = %s AND number = %s", [subject, number]
    )
    return subject, number


def delete(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    subject, number = some(rng)
    opened.execute("DELETE FROM ledger_entry WHERE subject_id = %s AND number = %s", [subject, number])
    return subject, number


def cut_tail(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    subject, number = some(rng)
    opened.execute("DELETE FROM ledger_entry WHERE subject_id = %s AND number >= %s", [subject, number])
    return subject, number


def insert(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    """A copy of some entry, put behind the last with numbers and hashes that look right."""
    subject, _ = some(rng)
    opened.execute(
        "INSERT INTO ledger_entry (subject_kind, subject_id, number, kind, actor_kind, actor_name, authority, at,"
        " facts, previous_hash, hash) SELECT subject_kind, subject_id, number + 1, kind, actor_kind, actor_name,"
        " authority, at, facts, hash, repeat('c', 64) FROM ledger_entry WHERE subject_id = %s AND number = %s",
        [subject, LENGTH],
    )
    return subject, LENGTH + 1


def swap_numbers(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    subject, _ = some(rng)
    low, high = sorted(rng.sample(range(1, LENGTH + 1), 2))
    move = "UPDATE ledger_entry SET number = %s WHERE subject_id = %s AND number = %s"
    for new, old in ((-1 + 10_000, low), (low, high), (high, 9_999)):
        opened.execute(move, [new, subject, old])
    return subject, low


def swap_subjects(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    one, other = sorted(rng.sample(range(SUBJECTS), 2))
    number = rng.randint(1, LENGTH)
    move = "UPDATE ledger_entry SET subject_id = %s WHERE subject_id = %s AND number = %s"
    for new, old in (("aside", f"t{one}"), (f"t{one}", f"t{other}"), (f"t{other}", "aside")):
        opened.execute(move, [new, old, number])
    return f"t{one}", number


def swap_places(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    subject, _ = some(rng)
    low, high = sorted(rng.sample(range(1, LENGTH + 1), 2))
    find = "SELECT id FROM ledger_entry WHERE subject_id = %s AND number = %s"
    first, second = (opened.execute(find, [subject, number]).fetchone()[0] for number in (low, high))  # type: ignore[index]
    for new, old in ((-1, first), (first, second), (second, -1)):
        opened.execute("UPDATE ledger_entry SET id = %s WHERE id = %s", [new, old])
    return subject, low + 1


def spoil_head(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    subject, _ = some(rng)
    what = rng.choice(("number = number - 1", "number = number + 3", "hash = repeat('d', 64)", "subject_id = 'gone'"))
    opened.execute(f"UPDATE ledger_head SET {what} WHERE subject_id = %s", [subject])
    return subject, LENGTH + 1 if "+ 3" in what else LENGTH


def drop_head(opened: psycopg.Connection, rng: random.Random) -> tuple[str, int]:
    subject, _ = some(rng)
    opened.execute("DELETE FROM ledger_head WHERE subject_id = %s", [subject])
    return subject, LENGTH


TAMPERINGS: tuple[Tamper, ...] = (
    change, delete, cut_tail, insert, swap_numbers, swap_subjects, swap_places, spoil_head, drop_head,
)  # fmt: skip


def restore(opened: psycopg.Connection) -> None:
    opened.execute("DELETE FROM ledger_entry")
    opened.execute("DELETE FROM ledger_head")
    opened.execute("INSERT INTO ledger_entry SELECT * FROM kept_entry")
    opened.execute("INSERT INTO ledger_head SELECT * FROM kept_head")


@pytest.mark.django_db(transaction=True)
def test_every_random_tampering_is_found_and_the_first_bad_record_is_named() -> None:
    build()
    rng = random.Random(20250701)
    with owner() as opened:
        without_triggers(opened)
        opened.execute("ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_number_from_one")
        opened.execute("CREATE TABLE kept_entry AS TABLE ledger_entry")
        opened.execute("CREATE TABLE kept_head AS TABLE ledger_head")
        for turn in range(ROUNDS):
            tamper = TAMPERINGS[turn % len(TAMPERINGS)]
            subject, number = tamper(opened, rng)
            report = verify()
            assert not report.sound, (turn, tamper.__name__)
            found = {str(finding.subject.id): finding for finding in report.findings}
            assert subject in found, (turn, tamper.__name__, report.findings)
            assert found[subject].number in (number, number + 1), (turn, tamper.__name__, found[subject])
            assert report.broken <= 2
            restore(opened)
        assert verify().sound


@pytest.mark.django_db
def test_sound_ledger_is_counted() -> None:
    build()
    report = verify()
    assert (report.sound, report.entries, report.subjects, report.broken) == (True, SUBJECTS * LENGTH, SUBJECTS, 0)


@pytest.mark.django_db
def test_one_subject_can_be_verified_alone() -> None:
    build()
    report = verify(thing(2))
    assert (report.sound, report.entries, report.subjects) == (True, LENGTH, 1)


@pytest.mark.django_db
def test_empty_check_proves_nothing() -> None:
    assert not verify().sound
    made()
    assert not verify(thing(99)).sound


@pytest.mark.django_db(transaction=True)
def test_many_broken_subjects_are_counted_and_the_earliest_records_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "SHOWN", 2)
    build()
    with owner() as opened:
        without_triggers(opened)
        opened.execute("UPDATE ledger_entry SET authority = 'x' WHERE number = 3")
    report = verify()
    assert report.broken == SUBJECTS
    assert [str(finding.subject) for finding in report.findings] == ["thing:t0", "thing:t1"]
    assert {finding.words.en for finding in report.findings} == {"the content was changed"}


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run `motcua …` in this process, on the test's own database."""
    monkeypatch.setattr(bootstrap, "setup", lambda: None)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        return code, capsys.readouterr().out

    return run


@pytest.mark.django_db(transaction=True)
def test_command_ends_well_only_when_nothing_fell_short(command: Callable[..., tuple[int, str]]) -> None:
    code, out = command("ledger", "verify", "--json")
    assert (code, json.loads(out)["entries"]) == (1, 0)
    build()
    code, out = command("ledger", "verify", "--json")
    told = json.loads(out)
    assert (code, told["sound"], told["findings"]) == (0, True, [])
    assert command("ledger", "verify") == (
        0,
        "Sự kiện / entries: 48 · đối tượng / subjects: 6\n"
        "Niêm phong / seals: 0 · gần nhất / last: chưa lần nào / never\n"
        f"Mã băm của sổ / ledger hash: {told['ledger_hash']}\n"
        "Sổ nguyên vẹn. / The ledger is whole.\n",
    )
    with owner() as opened:
        without_triggers(opened)
        opened.execute("DELETE FROM ledger_entry WHERE subject_id = 't4' AND number = 5")
    code, out = command("ledger", "verify", "--json")
    first = json.loads(out)["first_bad"]
    bad = Entry.objects.get(subject_id="t4", number=6)
    assert (code, first["subject"], first["number"], first["entry"]) == (1, "thing:t4", 5, bad.pk)
    code, out = command("ledger", "verify")
    assert code == 1 and "thing:t4 #5" in out
    assert command("ledger", "verify", "--subject", "thing:t1")[0] == 0
    assert command("ledger", "verify", "--subject", "thing")[0] == 2


@pytest.mark.django_db
def test_command_shows_what_was_set_aside(command: Callable[..., tuple[int, str]]) -> None:
    assert command("ledger", "aside", "--json") == (0, '{"set_aside": []}\n')
    assert command("ledger", "aside", "--retry")[0] == 0


def test_a_row_is_an_entry_or_what_lies_in_an_archive() -> None:
    told = ("thing", "t1", 4, "a" * 64, 7, 2, "thing.made", "system", "", None, None, None, "", NOON, "{}", "b", "c")
    link = verification.Row(*told).place
    assert isinstance(link, chain.Link) and (link.entry_id, link.hash, link.record.number) == (7, "c", 2)
    assert link.record.at == "2025-07-01T05:00:00.000000Z" and link.record.facts == {}
    assert verification.Row(*told, 3, 9).place == chain.Segment(2, 3, 7, 9, "b", "c")
    assert verification.Row(*told[:4], None, *told[5:], 3).place == chain.Segment(2, 3, 0, 0, "b", "c")


def test_the_bad_record_that_stands_earliest_is_told_first_and_missing_ones_last() -> None:
    subject = Subject("thing", "t1")
    found = [verification.Finding(subject, 1, at, "tail") for at in (None, 9, 2)]
    assert [one.entry_id for one in sorted(found, key=verification._place)] == [2, 9, None]
    assert found[0].words is verification.REASONS["tail"]
    assert not verification.Report(0, 0, 0, ()).sound and not verification.Report(1, 1, 1, ()).sound
    assert verification.Report(1, 1, 0, ()).sound


def test_a_subject_has_a_kind_and_an_id_and_is_told_by_both() -> None:
    assert str(Subject("thing", 7)) == "thing:7" and Subject("thing", 7).id == "7"
    for kind, identifier in (("", "1"), ("thing", "")):
        with pytest.raises(ValueError):
            Subject(kind, identifier)
