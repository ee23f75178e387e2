"""A backup sealed to somebody's key: nobody else reads it, its owner brings it back, whatever was altered is told."""

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.test import override_settings

from motcua.base.access.models import Account
from motcua.base.files.services.store import store_made
from motcua.kernel import stamps
from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops.commands import backup as command
from motcua.ops.commands import doctor
from motcua.ops.saving import manifest as manifests
from motcua.ops.saving import sealing
from motcua.ops.saving.backup import Made, backup
from motcua.ops.saving.copying import FILES, SEALED, KeeperShelf, digest_of, shelf_in, shelf_of
from motcua.ops.saving.errors import BadKey, Damaged, NeedsKey, NoPrivateKey, WrongKey
from motcua.ops.saving.manifest import Manifest, newest
from motcua.ops.saving.restore import bring_files, check, ready, restore
from motcua.ops.saving.sealing import KEYLESS, Opening, Seal, chosen, draw, opening, readable
from motcua.ops.saving.sealing_log import DIGEST, keep
from tests.ops.saving.test_saving import digest_in
from tests.support import cluster

TARGET = f"{cluster.NAME}_unsealed"
PLANTED = "nguyễn thị kín đáo"
AGE = b"age-encryption.org/v1"


@dataclass(frozen=True)
class Sealed:
    """`keeper` holds the private key file; `again` and `other` are a second backup, and one for another keeper."""

    home: Home
    folder: Path
    seal: Seal
    keeper: Path
    made: Made
    again: Made
    other: Made
    digests: tuple[str, ...]

    @property
    def opening(self) -> Opening:
        return opening([self.keeper])


@pytest.fixture(scope="module")
def sealed(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealed]:
    base = tmp_path_factory.mktemp("sealed")
    (base / "home").mkdir()
    shutil.copy(Home.current().path / "keys.json", base / "home" / "keys.json")
    home, address, folder = Home(base / "home"), cluster.admin_of(cluster.NAME), base / "away"
    mine, another = (Seal((draw(base / name),)) for name in ("keeper", "stranger"))
    with django_db_blocker.unblock():
        with override_settings(FILES_ROOT=home.files), transaction.atomic():
            Account.objects.create_account(PLANTED, kind="machine")
            content = (PLANTED.encode(), b"two")
            files = [store_made(text, name="a.pdf", media_type="application/pdf", pages=1) for text in content]
        made, again, other = (backup(address, home, city(), folder, seal) for seal in (mine, mine, another))
        connections.close_all()
        cluster.clone(cluster.NAME)
    yield Sealed(home, folder, mine, base / "keeper", made, again, other, tuple(file.sha256 for file in files))


@pytest.fixture
def target() -> Iterator[str]:
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TARGET} TEMPLATE template0 ENCODING 'UTF8'")
    yield cluster.admin_of(TARGET)
    cluster.drop(TARGET)


def empty(path: Path, like: Home) -> Home:
    path.mkdir()
    shutil.copy(like.path / "keys.json", path / "keys.json")
    return Home(path)


def test_nobody_reads_what_was_sealed_and_no_name_tells_of_a_file(sealed: Sealed) -> None:
    held = [path for path in sealed.folder.rglob("*") if path.is_file()]
    plain = [path.name for path in held if not path.read_bytes().startswith(AGE)]
    assert plain == ["manifest.json"] * 3, "counts and marks alone"
    assert [path for path in held if PLANTED.encode() in path.read_bytes()] == []
    assert [path for path in held if any(digest in str(path) for digest in sealed.digests)] == []
    with ready(sealed.made.folder, sealed.made.manifest, sealed.opening, sealed.home) as dump:
        assert dump.read_bytes().startswith(b"PGDMP") and dump.stat().st_mode & 0o077 == 0
    assert not dump.exists()


def test_a_file_is_sealed_once_for_the_same_keys_and_again_for_others(sealed: Sealed) -> None:
    assert (sealed.made.copied, sealed.again.copied, sealed.other.copied) == (2, 0, 2)
    assert sorted(path.name for path in (sealed.folder / SEALED).iterdir()) == sorted(
        Seal(made.manifest.sealed_to).mark for made in (sealed.made, sealed.other)
    )
    assert not (sealed.folder / FILES).exists()


def test_its_owner_brings_it_back_as_it_was(sealed: Sealed, target: str, tmp_path: Path) -> None:
    home = empty(tmp_path / "new", sealed.home)
    done = restore(sealed.again.folder, target, home, opening=sealed.opening)
    assert (done.differences, done.files, done.hashed) == ((), 2, 2)
    assert [digest_in(home, one) for one in sealed.digests] == list(sealed.digests)
    with psycopg.connect(target) as admin:
        assert admin.execute(f"SELECT username FROM {city()}.access_account").fetchall() == [(PLANTED,)]


def test_without_the_key_or_with_another_one_is_told_whose_it_takes(sealed: Sealed, tmp_path: Path) -> None:
    home, strange = empty(tmp_path / "new", sealed.home), tmp_path / "strange"
    draw(strange)
    for keys, told in ((KEYLESS, NeedsKey), (opening([strange]), WrongKey)):
        with pytest.raises(told) as refused:
            check(sealed.made.folder, home, keys)
        assert sealed.seal.recipients[0] in refused.value.words.vi and sealed.seal.recipients[0] in str(refused.value)
    check(sealed.made.folder, home, opening([strange, sealed.keeper]))
    assert newest(sealed.folder) == sealed.other.folder
    dump = sealed.made.folder / sealed.made.manifest.dump
    with pytest.raises(WrongKey), sealing.opened(dump, opening([strange]), tmp_path):
        pytest.fail("opened by a stranger")


def test_one_altered_byte_is_told_also_where_somebody_made_the_manifest_fit(sealed: Sealed, tmp_path: Path) -> None:
    home, hurt = empty(tmp_path / "new", sealed.home), tmp_path / "hurt"
    shutil.copytree(sealed.made.folder, hurt)
    dump = hurt / sealed.made.manifest.dump
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    with pytest.raises(Damaged):
        check(hurt, home, sealed.opening)
    replace(sealed.made.manifest, dump_sha256=digest_of(dump)).write(hurt)
    manifest = check(hurt, home, sealed.opening)
    with pytest.raises(Damaged, match=r"database\.dump\.age"), ready(hurt, manifest, sealed.opening, home):
        pytest.fail("an altered dump was opened")
    assert not list(home.path.glob(".opened-*"))


def test_an_altered_or_lost_file_is_named(sealed: Sealed, tmp_path: Path) -> None:
    away, there = tmp_path / "away", empty(tmp_path / "there", sealed.home)
    shutil.copytree(sealed.folder / SEALED, away / SEALED)
    shelf = shelf_in(away, sealed.seal.recipients, sealed.home, sealed.opening)
    assert isinstance(shelf, KeeperShelf)
    altered, lost = (shelf.place(digest) for digest in sealed.digests)
    altered.chmod(0o600)
    content = altered.read_bytes()
    altered.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    lost.unlink()
    told = bring_files([(digest, 3) for digest in sealed.digests], shelf, shelf_of(there))
    assert told == [f"file {sealed.digests[0]}: damaged", f"file {sealed.digests[1]}: missing"]
    assert not [path for path in there.files.rglob("*") if path.is_file()]


def test_files_are_found_by_the_key_they_were_named_with_while_keys_are_rotated(sealed: Sealed) -> None:
    shelf = shelf_in(sealed.folder, sealed.seal.recipients, sealed.home, sealed.opening)
    rotated = replace(shelf, keys=("ab" * 32, *shelf.keys))
    assert rotated.place(sealed.digests[0]) == shelf.place(sealed.digests[0])
    assert KeeperShelf(shelf.root, shelf.seal, ("ab" * 32,)).place(sealed.digests[0]) != shelf.place(sealed.digests[0])


def test_a_manifest_from_before_backups_were_sealed_is_read(sealed: Sealed, tmp_path: Path) -> None:
    told = json.loads((sealed.made.folder / manifests.MANIFEST).read_text())
    del told["sealed_to"]
    (tmp_path / manifests.MANIFEST).write_text(json.dumps(told))
    assert Manifest.read(tmp_path).dump == "database.dump"


def test_public_keys_come_from_the_settings_or_a_file_and_a_private_one_is_refused_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = draw(tmp_path / "one"), draw(tmp_path / "two")
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o600
    listed = tmp_path / "keys"
    listed.write_text(f"# two people\n{one}\n\n{two}\n")
    monkeypatch.setenv(sealing.SETTING, f"{two},{one}")
    assert chosen() == chosen([str(listed)]) == Seal(tuple(sorted((one, two))))
    monkeypatch.setenv(sealing.SETTING, "")
    assert chosen() is None
    private = (tmp_path / "one").read_text().splitlines()[-1]
    for wrong in (private, str(tmp_path / "one"), str(tmp_path / "nowhere"), one[:-1] + "!"):
        with pytest.raises(BadKey) as refused:
            chosen([wrong])
        assert private[20:] not in str(refused.value)
    for empty_or_public in (listed, tmp_path / "nowhere"):
        with pytest.raises(NoPrivateKey):
            opening([empty_or_public])


def test_a_private_key_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = command.argparse.Namespace(file=tmp_path / "key")
    assert command.run_key(args) == 0
    public, before = capsys.readouterr().out.strip(), (tmp_path / "key").read_text()
    assert chosen([public]) and f"# public key: {public}" in before
    assert command.run_key(args) == 1 and (tmp_path / "key").read_text() == before


def test_backups_anybody_may_read_are_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.delenv("MOTCUA_ARCHIVE", raising=False)
    home, now = Home(tmp_path), datetime.now(UTC)
    assert not readable(home), "no backup at all"
    for name in (stamps.BACKUP, stamps.PLAIN):
        stamps.leave(home, name, now)
    doctor.run(command.argparse.Namespace(json=False))
    assert readable(home) and doctor.READABLE.vi in capsys.readouterr().out
    doctor.run(command.argparse.Namespace(json=True))
    assert json.loads(capsys.readouterr().out)["warnings"] == [doctor.READABLE.en]
    stamps.leave(home, stamps.BACKUP, now + timedelta(hours=1))
    assert not readable(home), "the last one is sealed"
    monkeypatch.setenv("MOTCUA_ARCHIVE", str(tmp_path))
    assert readable(home), "the log is not"
    assert not doctor.lie_plain(home)
    (home.files / "ab" / "cd").mkdir(parents=True)
    (home.files / "ab" / "cd" / ("abcd" + "0" * 60)).touch()
    doctor.run(command.argparse.Namespace(json=False))
    assert doctor.lie_plain(home) and doctor.PLAIN.vi in capsys.readouterr().out
    monkeypatch.setenv(sealing.SETTING, draw(tmp_path / "key"))
    assert not readable(home)


def test_a_piece_of_the_log_is_sealed_once_and_another_of_its_name_refused(tmp_path: Path) -> None:
    public, piece, target = draw(tmp_path / "key"), tmp_path / "piece", tmp_path / "000A.gz.age"
    piece.write_bytes(PLANTED.encode() * 1000)
    assert keep(piece, target, [public])
    sealed, made = target.read_bytes(), os.stat(target).st_ino
    assert sealed.startswith(AGE) and keep(piece, target, [public]) and os.stat(target).st_ino == made
    kept_is = partial(came_back, target, opening([tmp_path / "key"]))
    assert kept_is(piece.read_bytes())
    (tmp_path / f"000A.gz.age{DIGEST}").unlink()
    target.write_bytes(sealed[:100])
    assert keep(piece, target, [public]) and kept_is(piece.read_bytes()), "cut off before, it is kept anew"
    piece.write_bytes(b"another")
    assert not keep(piece, target, [public])


def came_back(target: Path, keys: Opening, piece: bytes) -> bool:
    with sealing.opened(target, keys, target.parent) as plain:
        return gzip.decompress(plain.read_bytes()) == piece
