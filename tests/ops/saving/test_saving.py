"""A small city is put away, brought back and proven; whatever is damaged or in the way is told, and nothing touched."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.test import override_settings

from motcua.base.access.models import Account
from motcua.base.files.services.store import store_made
from motcua.base.ledger import Subject, append
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import Place, city
from motcua.kernel.home import Home
from motcua.kernel.ids import new_id
from motcua.ops.saving import restore as restoring
from motcua.ops.saving.backup import Made, backup
from motcua.ops.saving.copying import FILES, CityShelf, shelf_in, shelf_of
from motcua.ops.saving.errors import Damaged, NoBackup, NoKeys, NotEmpty, OtherKeys
from motcua.ops.saving.manifest import Manifest, look_at, newest
from motcua.ops.saving.restore import bring_files, check, compare, lift, refuse_a_city, restore
from tests.support import cluster

TARGET = f"{cluster.NAME}_restored"


@dataclass(frozen=True)
class Saved:
    """`home` is that of the city put away, `again` what a second backup in the same folder did."""

    home: Home
    folder: Path
    made: Made
    again: Made
    digests: tuple[str, ...]


def with_keys(path: Path, keys: Path) -> Home:
    path.mkdir()
    shutil.copy(keys, path / "keys.json")
    return Home(path)


def digest_in(home: Home, sha256: str) -> str:
    """Of the plain bytes `home` has under that digest."""
    with shelf_of(home).open(sha256) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def live(home: Home) -> tuple[str, ...]:
    """A few rows of each sort, committed."""
    with override_settings(FILES_ROOT=home.files), transaction.atomic():
        Account.objects.create_account("may.quet", kind="machine")
        for seed in range(3):
            facts = {"seed": seed, "days": 1, "cases": 2, "until": "2026-02-05"}
            append(Subject("simulation", new_id()), "simulation.begun", SYSTEM, facts)
        made = [store_made(text, name="a.pdf", media_type="application/pdf", pages=1) for text in (b"one", b"two")]
    return tuple(file.sha256 for file in made)


@pytest.fixture(scope="module")
def saved(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saved]:
    base = tmp_path_factory.mktemp("saving")
    home = with_keys(base / "home", Home.current().path / "keys.json")
    home.mark_made_up()
    address, folder = cluster.admin_of(cluster.NAME), base / "away"
    with django_db_blocker.unblock():
        digests = live(home)
        made, again = (backup(address, home, city(), folder) for _ in range(2))
        connections.close_all()
        cluster.clone(cluster.NAME)
    yield Saved(home, folder, made, again, digests)


@pytest.fixture
def target() -> Iterator[str]:
    """The administrator's address of a database with nothing in it."""
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TARGET} TEMPLATE template0 ENCODING 'UTF8'")
    yield cluster.admin_of(TARGET)
    cluster.drop(TARGET)


def test_a_city_comes_back_as_it_was_put_away_and_a_changed_row_would_be_told(
    saved: Saved, target: str, tmp_path: Path
) -> None:
    home = with_keys(tmp_path / "new", saved.home.path / "keys.json")
    assert saved.home.made_up and not home.made_up
    done = restore(newest(saved.folder), target, home)
    assert (done.differences, done.files, done.hashed) == ((), 2, 2)
    assert home.made_up, "the mark comes along"
    assert [digest_in(home, one) for one in saved.digests] == list(saved.digests)
    with psycopg.connect(target, autocommit=True) as admin:
        look_at(admin, city())
        assert admin.execute("SELECT username FROM access_account").fetchall() == [("may.quet",)]
        admin.execute("DELETE FROM access_account")
        assert compare(admin, done.manifest) == [f"{city()}.access_account: 0 rows instead of 1"]
        other = replace(done.manifest, ledger_hash="0" * 64)
        assert compare(admin, other)[-1] == "ledger: other heads"
        with pytest.raises(NotEmpty):
            refuse_a_city(admin, city())


def test_a_backup_tells_what_it_holds_and_never_holds_keys(saved: Saved) -> None:
    manifest = Manifest.read(saved.made.folder)
    assert manifest.tables[f"{city()}.ledger_entry"] == 3 and manifest.tables["common.territory_unit"] > 0
    assert (manifest.files, saved.made.copied, saved.again.copied) == (2, 2, 0), "a file is copied once"
    keys = saved.home.keys
    secrets = [keys.django, keys.sealing, keys.digest, keys.tokens, keys.database]
    held = [path.read_bytes() for path in saved.folder.rglob("*") if path.is_file()]
    assert not [secret for secret in secrets for content in held if secret.encode() in content]
    assert not list(saved.folder.glob(".draft-*")) and newest(saved.folder) == saved.again.folder


def test_a_damaged_dump_missing_or_other_keys_and_kept_files_are_refused(saved: Saved, tmp_path: Path) -> None:
    keys = saved.home.path / "keys.json"
    hurt = tmp_path / "hurt"
    shutil.copytree(saved.made.folder, hurt)
    content = bytearray((hurt / "database.dump").read_bytes())
    content[len(content) // 2] ^= 1
    (hurt / "database.dump").write_bytes(content)
    with pytest.raises(Damaged):
        check(hurt, with_keys(tmp_path / "a", keys))
    with pytest.raises(NoKeys):
        check(saved.made.folder, Home(tmp_path / "b"))
    assert not (tmp_path / "b").exists(), "no keys are drawn in place of those missing"
    stranger = Home(tmp_path / "c")
    assert stranger.keys
    with pytest.raises(OtherKeys):
        check(saved.made.folder, stranger)
    with pytest.raises(NotEmpty):
        check(saved.made.folder, saved.home)
    with pytest.raises(NoBackup):
        newest(tmp_path / "d")


def test_a_lost_or_altered_file_is_told_when_put_away_and_when_brought_back(saved: Saved, tmp_path: Path) -> None:
    shutil.copytree(saved.folder / FILES, tmp_path / FILES)
    source = shelf_in(tmp_path, (), saved.home)
    assert isinstance(source, CityShelf)
    lost, altered = (source.place(digest) for digest in saved.digests)
    lost.unlink()
    altered.chmod(0o600)
    content = altered.read_bytes()
    altered.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    stored = [(digest, 3) for digest in saved.digests]
    there = with_keys(tmp_path / "there", saved.home.path / "keys.json")
    told = bring_files(stored, source, shelf_of(there))
    assert told == [f"file {saved.digests[0]}: missing", f"file {saved.digests[1]}: damaged"]
    assert not [path for path in there.files.rglob("*") if path.is_file()], "no half or wrong file stays"


def test_a_place_somebody_shares_is_refused(target: str) -> None:
    with psycopg.connect(target, autocommit=True) as admin:
        refuse_a_city(admin, city())
        admin.execute("CREATE SCHEMA other; CREATE TABLE other.django_migrations (id int)")
        with pytest.raises(NotEmpty):
            refuse_a_city(admin, city())


def test_transaction_numbers_are_lifted_above_those_of_the_ledger(target: str) -> None:
    read = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    with psycopg.connect(target, autocommit=True) as admin:
        (now,) = admin.execute(read).fetchone() or (0,)
        lift(admin, now + 500)
        (later,) = admin.execute(read).fetchone() or (0,)
    assert later > now + 500


def test_seals_count_when_a_city_is_brought_back_and_those_kept_elsewhere_are_only_told(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*reasons: str) -> dict[str, Any]:
        findings = [{"seal": 7, "reason": reason, "vi": "vi", "en": reason} for reason in reasons]
        return {
            "broken": 0,
            "ledger_hash": "h",
            "seals": {"findings": findings},
            "archives": {"findings": []},
            "archived": 0,
        }

    def verify(*reasons: str) -> tuple[list[str], tuple[str, ...]]:
        monkeypatch.setattr(restoring, "asked", lambda *given: (told(*reasons), ""))
        return restoring.verify_ledger(Place.current(), saved.home, city(), "h")

    assert verify() == ([], ())
    assert verify("no files", "no row") == ([], ("seal 7: vi / no files", "seal 7: vi / no row"))
    assert verify("changed", "signature")[0] == ["seal 7: vi / changed", "seal 7: vi / signature"]
