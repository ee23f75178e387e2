"""New keys for personal texts: whatever happens meanwhile, every number can be read and found."""

import io
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import connection

from motcua.base.access.vault import holds
from motcua.base.files.places import sealed_place
from motcua.base.files.storage import FolderStorage
from motcua.base.ledger.models import Entry
from motcua.domain.directory.enums import IdentityKind
from motcua.domain.directory.models import Person
from motcua.domain.directory.queries.people import person_by_identity
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.kernel import keyring, sealed_files, vault
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import Place, city
from motcua.kernel.home import Home, Keys
from motcua.ops import rotating
from motcua.ops.cities import marks
from motcua.ops.saving.manifest import key_marks, strangers
from tests.support import cluster
from tests.support.killing import killing

pytestmark = pytest.mark.django_db(transaction=True)

NUMBERS = [f"0010990{n:05d}" for n in range(11)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Keys of its own, small batches, and people with numbers and one without."""
    shutil.copy(Home.current().path / "keys.json", tmp_path / "keys.json")
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.setattr(rotating, "BATCH", 3)
    for number in NUMBERS:
        register(number)
    register_person(actor=SYSTEM, details=PersonDetails(full_name="Không Giấy Tờ"))
    yield Home(tmp_path)


def register(number: str) -> Person:
    details = PersonDetails(
        full_name="Trần Thị Bích", identity_kind=IdentityKind.CCCD, identity_number=number, phone=f"09{number[-8:]}",
        email=f"so{number}@vidu.vn", address=f"Số {number[-3:]} phố Huế",
    )  # fmt: skip
    return register_person(actor=SYSTEM, details=details).person


def rotate(home: Home, **more: Any) -> rotating.Rotated:
    return rotating.rotate(home, city(), Place.current(), spread=0, **more)


def keys(home: Home) -> Keys:
    return Home(home.path).keys


def everybody_is_found(numbers: list[str]) -> bool:
    """By their number and by their telephone; and what else is sealed can be read."""
    people = [person for person in Person.objects.all() if person.identity_number]
    return {person.identity_number for person in people} == set(numbers) and all(
        person_by_identity(str(person.identity_number)) == person
        and person in Person.objects.filter(holds("phone", person.phone))
        and person.email.endswith("@vidu.vn")
        and person.address.endswith("phố Huế")
        for person in people
    )


def opened_by(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT identity_number, phone, email, address FROM directory_person WHERE identity_number IS NOT NULL"
        )
        rows = cursor.fetchall()
    count = 0
    for sealed, *in_place in rows:
        try:
            vault.unseal(bytes(sealed), bytes.fromhex(key))
            count += all(
                vault.is_marked(one) and vault.unseal_bytes(vault.unmarked(one), bytes.fromhex(key)) for one in in_place
            )
        except vault.Unreadable:
            continue
    return count


def test_every_row_comes_under_the_new_keys_and_the_old_ones_open_nothing(home: Home, tmp_path: Path) -> None:
    before, of_backup = keys(home), key_marks(keys(home))
    done = rotate(home, copies=tmp_path / "apart")
    after = keys(home)
    assert done.whole and done.rows["directory_person"] == len(NUMBERS) and done.passes == 2
    assert everybody_is_found(NUMBERS)
    assert (opened_by(before.sealing), opened_by(after.sealing)) == (0, len(NUMBERS))
    assert {after.sealing, after.digest}.isdisjoint({before.sealing, before.digest})
    assert (after.tokens, after.database, after.django) == (before.tokens, before.database, before.django)
    assert (after.former, after.coming) == ({}, {}) and keys(Home(tmp_path / "apart")) == after
    digests = {vault.digest(number, bytes.fromhex(after.digest)) for number in NUMBERS}
    found = Person.objects.filter(identity_digest__isnull=False).values_list("identity_digest", flat=True)
    assert set(found) == digests
    assert strangers(of_backup, after) == ["sealing", "digest"], "a backup of before needs the keys of before"
    assert Entry.objects.filter(kind="keys.rotated").get().facts == {"rows": len(NUMBERS)}
    with psycopg.connect(cluster.admin_of(cluster.NAME)) as admin:
        mark = marks.mark_of(admin, city())
    assert mark and mark.keys and mark.opened_by(Home(home.path)), "the city still knows whose keys open it"
    assert rotate(home).rows["directory_person"] == len(NUMBERS), "once more gives other keys once more"


def test_killed_before_or_after_every_write_everybody_is_found_and_the_next_run_ends_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, replace = rotating.write, Home.replace_keys
    for at, after in itertools.product(range(5), (False, True)):
        steps = itertools.count()
        with monkeypatch.context() as patch:
            patch.setattr(rotating, "write", killing(write, steps, at, after=after))
            patch.setattr(Home, "replace_keys", killing(replace, steps, at, after=after))
            with pytest.raises(KeyboardInterrupt):
                rotate(home)
        keyring.ring(anew=True)
        assert everybody_is_found(NUMBERS), f"killed at write {at}"
        register(NUMBERS[at])
        assert Person.objects.exclude(identity_kind=IdentityKind.NONE).count() == len(NUMBERS), "nobody stands twice"
        assert rotate(home).whole and keys(home).former == {}
        assert everybody_is_found(NUMBERS)


@pytest.mark.parametrize("seed", range(2))
def test_what_changes_meanwhile_also_by_who_knows_only_the_old_keys_is_neither_lost_nor_left_behind(
    home: Home, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Between reading a batch and writing it: a number is changed, somebody new comes, one seals with the old key."""
    draw, old, numbers, write = Random(seed), keys(home), list(NUMBERS), rotating.write
    coming = iter(f"0010880{n:05d}" for n in range(100))

    def meanwhile(*given: Any) -> int:
        if draw.random() < 0.7 and len(numbers) < 20:
            changed, fresh = draw.randrange(len(numbers)), next(coming)
            number = numbers[changed]
            person = person_by_identity(number)
            assert person
            stale = keyring.Ring((bytes.fromhex(old.sealing),), (bytes.fromhex(old.digest),))
            ring = stale if draw.random() < 0.5 else keyring.ring()
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE directory_person SET identity_number = %s, identity_digest = %s WHERE id = %s",
                    [vault.seal(fresh, ring.sealing[0]), vault.digest(fresh, ring.digest[0]), person.pk],
                )
            numbers[changed] = fresh
            numbers.append(next(coming))
            register(numbers[-1])
        return write(*given)

    monkeypatch.setattr(rotating, "write", meanwhile)
    assert rotate(home).whole
    assert everybody_is_found(numbers) and opened_by(old.sealing) == 0


def test_a_text_no_key_opens_or_a_number_somebody_has_under_both_keys_keeps_the_old_keys(home: Home) -> None:
    old = keys(home)
    broken, twice = person_by_identity(NUMBERS[0]), person_by_identity(NUMBERS[1])
    assert broken and twice
    home.replace_keys(Keys(**{**vars(old), "sealing": "ab" * 32, "digest": "cd" * 32,
                              "former": {"sealing": [old.sealing], "digest": [old.digest]}}))  # fmt: skip
    keyring.ring(anew=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_person SET identity_number = '\\x0102' WHERE id = %s", [broken.pk])
        cursor.execute(
            "INSERT INTO directory_person (id, full_name, name_folded, birth_precision, sex, identity_kind,"
            " identity_number, identity_digest, phone, email, address, commune_code, version)"
            " SELECT gen_random_uuid(), full_name, name_folded, birth_precision, sex, identity_kind, %s, %s,"
            " '', '', '', '', 1 FROM directory_person WHERE id = %s",
            [keyring.seal(NUMBERS[1]), keyring.digest(NUMBERS[1]), twice.pk],
        )
    done = rotate(home)
    assert done.unreadable == {f"directory_person:{broken.pk}"} and done.taken == {f"directory_person:{twice.pk}"}
    assert keys(home).former["sealing"] == [old.sealing], "nothing that might open is thrown away"


def kept(home: Home, content: bytes) -> str:
    storage = FolderStorage(home.files)
    with storage.receiving(io.BytesIO(content)) as arrived:
        storage.keep(arrived)
    return arrived.sha256


def opens(home: Home, digest: str, key: str) -> bool:
    return FolderStorage(home.files, lambda anew: [bytes.fromhex(key)]).verify(digest, 3)


def test_files_come_along_killed_at_any_of_them_all_are_read_and_the_next_run_ends_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, digests = keys(home), [kept(home, content) for content in (b"mot", b"hai")]
    rewrap, replace = sealed_files.rewrap, Home.replace_keys
    for at, after in itertools.product(range(5), (False, True)):
        steps = itertools.count()
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(sealed_files, "rewrap", killing(rewrap, steps, at, after=after))
            patch.setattr(Home, "replace_keys", killing(replace, steps, at, after=after))
            rotate(home)
        assert all(FolderStorage(home.files).verify(one, 3) for one in digests), f"killed at {at}"
        done = rotate(home)
        assert done.whole and keys(home).former == {}
    after_all = keys(home)
    assert [(opens(home, one, before.sealing), opens(home, one, after_all.sealing)) for one in digests] == [
        (False, True)
    ] * 2


def test_a_file_no_key_opens_is_named_and_keeps_the_old_keys(home: Home) -> None:
    digest, old = kept(home, b"mot"), keys(home)
    place = sealed_place(home.files, digest)
    place.chmod(0o600)
    place.write_bytes(place.read_bytes()[:20])
    done = rotate(home)
    assert not done.whole and done.unreadable == {f"file:{digest}"} and done.files == 0
    assert keys(home).former["sealing"] == [old.sealing]
