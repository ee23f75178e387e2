"""What is sealed when, by whom, and what a kill leaves behind."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from motcua.base.ledger.errors import SealKeyLost, SealsDisagree
from motcua.base.ledger.models import Entry
from motcua.base.ledger.models import Seal as Row
from motcua.base.ledger.seals import folder, keys, sealing
from motcua.base.ledger.seals.sealing import age, seal_all, seal_next
from motcua.base.ledger.seals.verifying import verify_seals
from motcua.base.ledger.tasks import seal as hourly
from motcua.base.ledger.verification import ledger_hash
from motcua.kernel import clock
from tests.base.ledger.situations import made, owner

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Killed(BaseException):
    """The process ended here."""


def commit(*numbers: int) -> None:
    for number in numbers:
        with transaction.atomic():
            made(number)


@pytest.mark.django_db(transaction=True)
def test_seals_follow_each_other_stand_in_both_places_and_leave_the_ledger_as_it_was(own_seals: Path) -> None:
    commit(1, 2, 3)
    before = ledger_hash()
    assert hourly(0) == 1
    commit(1, 4)
    assert hourly(1) == 1
    first, second = (row.content for row in Row.objects.all())
    assert (first.entries, second.entries) == (3, 2)
    assert (second.previous, second.after) == (first.hash, first.upto)
    assert [folder.read(own_seals / folder.name_of(n)).seal for n in (1, 2)] == [first, second]
    assert (own_seals / "public-key.pem").read_bytes() == keys.public_pem()
    assert keys.place().stat().st_mode & 0o777 == 0o600
    assert verify_seals().sound and ledger_hash() != before
    assert Entry.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_what_a_running_transaction_wrote_waits_for_the_next_seal() -> None:
    commit(1)
    with owner() as slow:
        slow.autocommit = False
        slow.execute("SELECT pg_current_xact_id()")
        commit(2)
        (one,) = seal_all()
        assert one.entries == 1
        slow.execute(
            "INSERT INTO ledger_entry (subject_kind, subject_id, number, kind, actor_kind, actor_name, authority, at,"
            " facts, previous_hash, hash) SELECT subject_kind, 'late', 1, kind, actor_kind, actor_name, authority, at,"
            " facts, previous_hash, repeat('c', 64) FROM ledger_entry LIMIT 1"
        )
        slow.commit()
    (two,) = seal_all()
    assert two.entries == 2 and verify_seals().sound


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_make_one_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    commit(1)
    inside, go = threading.Event(), threading.Event()
    keep, made_by = folder.keep, {}

    def slowly(*arguments: object) -> None:
        inside.set()
        go.wait(5)
        keep(*arguments)  # type: ignore[arg-type]

    def first() -> None:
        made_by["first"] = len(seal_all())
        connection.close()

    monkeypatch.setattr(folder, "keep", slowly)
    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(5)
    assert seal_all() == []
    go.set()
    thread.join(5)
    assert (made_by, Row.objects.count(), seal_all()) == ({"first": 1}, 1, [])


@pytest.mark.django_db(transaction=True)
def test_killed_between_file_and_row_the_next_one_goes_on_from_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    commit(1, 2)

    def killed(kept: folder.Kept) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sealing, "_remember", killed)
        with pytest.raises(Killed):
            seal_next()
    assert Row.objects.count() == 0 and len(folder.files()) == 1 and verify_seals().sound
    commit(3)
    (one,) = seal_all()
    assert [row.content.entries for row in Row.objects.all()] == [2, 1] and one.number == 2
    assert verify_seals().sound


@pytest.mark.django_db(transaction=True)
def test_killed_before_the_file_nothing_is_left(monkeypatch: pytest.MonkeyPatch, own_seals: Path) -> None:
    commit(1)
    keys.make()

    def killed(*arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("motcua.base.ledger.seals.folder.os.link", killed)
        with pytest.raises(Killed):
            seal_next()
    assert Row.objects.count() == 0 and not list(own_seals.glob("*"))
    assert len(seal_all()) == 1 and verify_seals().sound


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sealed_over_a_file_that_does_not_fit(own_seals: Path) -> None:
    commit(1)
    seal_all()
    (own_seals / folder.name_of(2)).write_text('{"seal": 2}')
    commit(2)
    with pytest.raises(SealsDisagree):
        seal_all()
    (own_seals / folder.name_of(2)).write_bytes((own_seals / folder.name_of(1)).read_bytes())
    with pytest.raises(SealsDisagree):
        seal_all()
    (own_seals / folder.name_of(2)).unlink()
    keys.place().unlink()
    with pytest.raises(SealKeyLost):
        seal_all()
    assert Row.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_long_ledger_gets_several_seals_and_a_quiet_hour_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LIMIT", 2)
    commit(1, 2, 3, 4, 5)
    with clock.frozen(NOON):
        assert [one.entries for one in seal_all()] == [2, 2, 1]
        assert seal_all() == []
    with clock.frozen(NOON + timedelta(minutes=59)):
        assert [one.entries for one in seal_all()] == [0]
    with clock.frozen(NOON + timedelta(hours=2, minutes=58)):
        assert not age().late
    with clock.frozen(NOON + timedelta(hours=3)):
        assert age().late and verify_seals().sound


@pytest.mark.django_db
def test_a_ledger_never_sealed_is_late_when_its_first_entry_is_two_hours_old() -> None:
    assert not age().late
    with clock.frozen(NOON):
        made(1)
        assert not age().late
    with clock.frozen(NOON + timedelta(hours=2, minutes=1)):
        assert age().late


@pytest.mark.django_db(transaction=True)
def test_a_new_key_signs_from_the_next_seal_on_old_seals_stay_true_and_the_old_key_signs_nothing_more(
    own_seals: Path, client: Client
) -> None:
    commit(1)
    seal_all()
    old, pem = keys.place().read_bytes(), keys.public_pem()
    assert sealing.rotate_key() == 2
    commit(1)
    second = seal_all()[0]
    assert verify_seals().sound and keys.public_pem() != pem
    assert sorted(path.name for path in own_seals.glob("*.pem")) == ["public-key-0000000002.pem", "public-key.pem"]
    assert keys.public_pem_of(1) == pem and keys.public_pem_of(2) == keys.public_pem()
    assert client.get("/niem-phong/khoa.pem").content == keys.public_pem()
    assert client.get("/niem-phong/khoa.pem?niem-phong=1").content == pem
    assert client.get("/niem-phong/khoa.pem?niem-phong=%00").content == keys.public_pem()
    keys.place().write_bytes(old)
    forged = keys.sign(second.bytes)
    assert not keys.signed(keys.publics().of(1), b"another", forged)
    assert {one.reason for one in verify_seals().findings} == {"signature"}, "who has the old key signs no new seal"


@pytest.mark.django_db(transaction=True)
def test_killed_between_its_two_writes_the_rotation_is_simply_done_again(
    own_seals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(1)
    seal_all()
    write = keys._replace

    def only_first(target: Path, content: bytes, mode: int) -> None:
        if target == keys.place():
            raise KeyboardInterrupt
        write(target, content, mode)

    with monkeypatch.context() as patch:
        patch.setattr(keys, "_replace", only_first)
        with pytest.raises(KeyboardInterrupt):
            sealing.rotate_key()
    commit(1)
    seal_all()
    assert verify_seals().sound, "the key is the one before"
    assert sealing.rotate_key() == 3
    commit(1)
    seal_all()
    assert verify_seals().sound
