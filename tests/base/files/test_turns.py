"""What lay plain before files were sealed is read as it is, sealed in turns, and once erased stays so."""

import hashlib
import io
import itertools
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from motcua.base.files import storage as storing
from motcua.base.files import turns
from motcua.base.files.places import plain_place, sealed_place
from motcua.base.files.storage import FolderStorage
from motcua.base.files.turns import AGAIN_SECONDS, FOLDERS, STANDS, rewrap_all, seal_some, stands
from tests.support.killing import killing

FORMER, KEY = b"f" * 32, b"k" * 32
TEXTS = [b"giay to %d" % number for number in range(5)]


def known(*keys: bytes) -> Callable[[bool], Sequence[bytes]]:
    return lambda anew: keys


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def plain(root: Path, content: bytes) -> str:
    """As a file was kept before: bytes under their digest."""
    place = plain_place(root, digest_of(content))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    place.chmod(0o400)
    return place.name


def keep(storage: FolderStorage, content: bytes) -> str:
    with storage.receiving(io.BytesIO(content)) as arrived:
        storage.keep(arrived)
    return arrived.sha256


def read(storage: FolderStorage, digest: str) -> bytes:
    with storage.open(digest) as stream:
        return stream.read()


def lies_plain(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*") if path.is_file() and b"giay to" in path.read_bytes()]


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path, known(KEY))


def test_what_is_plain_is_read_as_it_is_and_sealed_in_turns_that_end(storage: FolderStorage) -> None:
    digests = [plain(storage.root, text) for text in TEXTS]
    assert [read(storage, one) for one in digests] == TEXTS and set(storage.untouched(-9)) == set(digests)
    assert storage.verify(digests[0], len(TEXTS[0]))
    for turn in range(len(TEXTS)):
        assert seal_some(storage, seconds=-1) == 1, "one at least, however short the turn"
        assert len(lies_plain(storage.root)) == len(TEXTS) - turn - 1
    assert seal_some(storage) == 0 and stands(storage.root) == FOLDERS
    assert [read(storage, one) for one in digests] == TEXTS
    assert all(storage.verify(one, len(text)) for one, text in zip(digests, TEXTS, strict=True))


def test_nothing_left_is_known_without_a_look_and_looked_for_again_a_day_later(
    storage: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seal_some(FolderStorage(storage.root / "none")) == 0, "there is no folder yet"
    assert seal_some(storage) == 0
    late = plain(storage.root, TEXTS[0])
    with monkeypatch.context() as patch:
        patch.setattr(turns, "plain_below", lambda *given: pytest.fail("looked"))
        assert seal_some(storage) == 0
    os.utime(storage.root / STANDS, (time.time() - AGAIN_SECONDS - 9,) * 2)
    assert seal_some(storage) == 1 and lies_plain(storage.root) == [] and read(storage, late) == TEXTS[0]


def test_killed_at_any_step_every_file_is_read_and_the_next_turn_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = {name: getattr(os, name) for name in ("fsync", "replace", "unlink")}
    reached = 0
    for at, after in itertools.product(range(40), (False, True)):
        storage, steps = FolderStorage(tmp_path / f"{at}{after}", known(KEY)), itertools.count()
        digests = [plain(storage.root, text) for text in TEXTS[:2]]
        with monkeypatch.context() as patch:
            for name, act in real.items():
                patch.setattr(os, name, killing(act, steps, at, after=after))
            try:
                seal_some(storage)
            except KeyboardInterrupt:
                reached += 1
        assert [read(storage, one) for one in digests] == TEXTS[:2], f"killed at {at}"
        seal_some(storage)
        assert [read(storage, one) for one in digests] == TEXTS[:2] and len(list(storage.untouched(-9))) == 2
        assert [name for name in lies_plain(storage.root) if name in digests] == []
    assert 20 < reached < 80


@pytest.mark.parametrize("when", ["read", "about to be put in place"])
def test_what_is_removed_while_it_is_sealed_does_not_come_back(
    storage: FolderStorage, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    digest, removed = plain(storage.root, TEXTS[0]), list[bool]()
    owner, name = (storing, "_measure") if when == "read" else (storing.fcntl, "flock")
    act = getattr(owner, name)

    def meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(owner, name, act)
        removed.append(storage.remove(digest, -9))
        return act(*given)

    monkeypatch.setattr(owner, name, meanwhile)
    storage.seal(digest)
    assert removed == [True] and lies_plain(storage.root) == [] and list(storage.untouched(-9)) == []
    assert keep(storage, TEXTS[0]) == digest and storage.seal(digest) and read(storage, digest) == TEXTS[0]


def test_plain_bytes_that_are_not_what_their_name_says_stay_and_are_told(
    storage: FolderStorage, caplog: pytest.LogCaptureFixture
) -> None:
    digest = plain(storage.root, TEXTS[0])
    plain_place(storage.root, digest).chmod(0o600)
    plain_place(storage.root, digest).write_bytes(b"giay to khac")
    assert seal_some(storage) == 0 and digest in caplog.text
    assert lies_plain(storage.root) == [digest] and not storage.verify(digest, len(TEXTS[0]))
    keep(storage, TEXTS[0])
    os.unlink(storage.root / STANDS)
    assert seal_some(storage) == 1 and lies_plain(storage.root) == [] and read(storage, digest) == TEXTS[0]


def test_pictures_and_half_sent_files_of_before_go(storage: FolderStorage) -> None:
    for place in (storage.pictures / "ab" / "ab-1-160.jpg", storage.root / "partial" / "x"):
        place.parent.mkdir(parents=True)
        place.write_bytes(b"giay to")
    storage.keep_picture(digest_of(b"x"), 1, 160, b"jpeg")
    assert seal_some(storage) == 0 and lies_plain(storage.root) == []
    assert storage.picture(digest_of(b"x"), 1, 160) == b"jpeg"


def test_every_sealed_file_comes_under_the_present_key_alone(tmp_path: Path) -> None:
    before, both, after = (FolderStorage(tmp_path, known(*keys)) for keys in ((FORMER,), (KEY, FORMER), (KEY,)))
    digests = [keep(before, text) for text in TEXTS]
    before.keep_picture(digests[0], 1, 160, b"jpeg")
    assert after.picture(digests[0], 1, 160) is None and not after.verify(digests[0], len(TEXTS[0]))
    done = rewrap_all(both)
    assert (done.changed, done.unreadable) == (len(TEXTS) + 1, set()) and rewrap_all(both).changed == 0
    assert [read(after, one) for one in digests] == TEXTS and after.picture(digests[0], 1, 160) == b"jpeg"
    assert not before.verify(digests[0], len(TEXTS[0]))


def test_what_no_key_opens_is_told_and_what_was_removed_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange, both = FolderStorage(tmp_path, known(b"s" * 32)), FolderStorage(tmp_path, known(KEY, FORMER))
    digest = keep(strange, TEXTS[0])
    strange.keep_picture(digest, 1, 160, b"jpeg")
    gone = keep(FolderStorage(tmp_path, known(FORMER)), TEXTS[1])
    everything = turns._everything

    def removing(storage: FolderStorage) -> Any:
        for path, subject, kept in everything(storage):
            sealed_place(tmp_path, gone).unlink(missing_ok=True)
            yield path, subject, kept

    monkeypatch.setattr(turns, "_everything", removing)
    done = rewrap_all(both)
    assert (done.changed, done.unreadable) == (0, {digest})
    assert not sealed_place(tmp_path, gone).exists()


def test_who_keeps_a_file_while_keys_turn_puts_it_there_under_the_new_one(tmp_path: Path) -> None:
    keys = [FORMER]
    storage = FolderStorage(tmp_path, lambda anew: tuple(keys))
    with storage.receiving(io.BytesIO(TEXTS[0])) as arrived:
        keys.insert(0, KEY)
        assert rewrap_all(storage).changed == 0, "it is not there yet"
        storage.keep(arrived)
    assert read(FolderStorage(tmp_path, known(KEY)), arrived.sha256) == TEXTS[0]
