"""Files in backups: sealed with the key of their time, so that each backup goes with the keys.json kept beside it."""

import hashlib
import io
import shutil
from pathlib import Path

import pytest

from motcua.base.files.places import plain_place
from motcua.base.files.storage import FolderStorage
from motcua.base.files.turns import rewrap_all
from motcua.kernel.home import Home
from motcua.kernel.sealed_files import MAGIC, PIECE_BYTES
from motcua.ops.keys import turning
from motcua.ops.saving.copying import FILES, CityShelf, KeeperShelf, bring, keys_of, shelf_in, shelf_of
from motcua.ops.saving.sealing import draw, opening

CONTENT = b"giay to" * (PIECE_BYTES // 5)
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A city with one file."""
    home = Home(tmp_path / "home")
    storage = FolderStorage(home.files, keys_of(home))
    with storage.receiving(io.BytesIO(CONTENT)) as arrived:
        storage.keep(arrived)
    return home


def turned(home: Home) -> Home:
    """The same after `motcua keys rotate data`."""
    turning.turn(home, "sealing", "digest", copies=None, spread=0)
    assert rewrap_all(FolderStorage(home.files, keys_of(Home(home.path)))).changed == 1
    turning.drop_former(home, "sealing", "digest")
    return Home(home.path)


def beside(home: Home, place: Path) -> Home:
    """An empty place with the keys of `home` as they are now."""
    place.mkdir()
    shutil.copy(home.path / "keys.json", place)
    return Home(place)


def put_away(home: Home, folder: Path) -> str:
    return bring(shelf_of(home), shelf_in(folder, (), home), DIGEST, len(CONTENT))


def brought_back(folder: Path, home: Home) -> str:
    became = bring(shelf_in(folder, (), home), shelf_of(home), DIGEST, len(CONTENT))
    if became == "copied":
        assert FolderStorage(home.files, keys_of(home)).verify(DIGEST, len(CONTENT))
    return became


def test_each_backup_is_opened_by_the_keys_of_its_time_and_by_no_others(home: Home, tmp_path: Path) -> None:
    away, before = tmp_path / "away", beside(home, tmp_path / "before")
    assert (put_away(home, away), put_away(home, away)) == ("copied", "kept")
    later = turned(home)
    assert (put_away(later, away), put_away(later, away)) == ("copied", "kept"), "once more for the new key"
    held = [path for path in away.rglob("*") if path.is_file()]
    assert len(held) == 2 and all(path.read_bytes().startswith(MAGIC) for path in held)
    assert not [path for path in held if CONTENT[:20] in path.read_bytes()]
    for one in (before, beside(later, tmp_path / "after")):
        assert brought_back(away, one) == "copied"
    assert brought_back(away, Home(tmp_path / "stranger")) == "missing"


def test_while_keys_turn_a_backup_made_before_opens(home: Home, tmp_path: Path) -> None:
    put_away(home, tmp_path / "away")
    turning.turn(home, "sealing", copies=None, spread=0)
    assert brought_back(tmp_path / "away", beside(home, tmp_path / "new")) == "copied"


def test_plain_files_of_earlier_backups_and_cities_are_taken_as_they_are(home: Home, tmp_path: Path) -> None:
    place = plain_place(tmp_path / "away" / FILES, DIGEST)
    place.parent.mkdir(parents=True)
    place.write_bytes(CONTENT)
    new = beside(home, tmp_path / "new")
    assert brought_back(tmp_path / "away", new) == "copied"
    assert [path.read_bytes()[: len(MAGIC)] for path in new.files.rglob("*.*")] == [MAGIC], "sealed on the way"
    old = beside(home, tmp_path / "old")
    place = plain_place(old.files, DIGEST)
    place.parent.mkdir(parents=True)
    place.write_bytes(CONTENT)
    assert put_away(old, tmp_path / "other") == "copied" and brought_back(tmp_path / "other", new) == "kept"


@pytest.mark.parametrize("to_keeper", [False, True])
def test_a_file_that_does_not_open_is_told_and_not_put_away(home: Home, tmp_path: Path, to_keeper: bool) -> None:
    place = shelf_of(home).place(DIGEST)
    whole = bytearray(place.read_bytes())
    whole[len(whole) // 2] ^= 1
    place.chmod(0o600)
    place.write_bytes(whole)
    recipients = (draw(tmp_path / "key"),) if to_keeper else ()
    shelf = shelf_in(tmp_path / "away", recipients, home)
    assert isinstance(shelf, KeeperShelf if to_keeper else CityShelf)
    assert bring(shelf_of(home), shelf, DIGEST, len(CONTENT)) == "damaged"
    assert shelf_of(home).altered(DIGEST) and not shelf_of(home).altered("0" * 64)
    place.unlink()
    assert bring(shelf_of(home), shelf, DIGEST, len(CONTENT)) == "missing"
    assert not [path for path in (tmp_path / "away").rglob("*") if path.is_file()]


def test_what_a_keeper_seals_comes_back_under_the_citys_key(home: Home, tmp_path: Path) -> None:
    public = draw(tmp_path / "key")
    shelf = shelf_in(tmp_path / "away", (public,), home, opening([tmp_path / "key"]))
    assert bring(shelf_of(home), shelf, DIGEST, len(CONTENT)) == "copied"
    new = beside(home, tmp_path / "new")
    assert bring(shelf, shelf_of(new), DIGEST, len(CONTENT)) == "copied" and not shelf_of(new).altered(DIGEST)
