"""Bytes under their digest: whole or not at all."""

import errno
import hashlib
import io
import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.files import storage as module
from motcua.base.files.errors import FileLost, NoRoom, TooLarge
from motcua.base.files.places import lies_in, sealed_place
from motcua.base.files.storage import ABANDONED_SECONDS, UNUSED_SECONDS, FolderStorage

CONTENT = b"noi dung"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def keep(storage: FolderStorage, content: bytes) -> str:
    with storage.receiving(io.BytesIO(content)) as arrived:
        storage.keep(arrived)
    return arrived.sha256


@given(content=st.binary(min_size=1, max_size=5000))
def test_what_is_kept_comes_back_identical(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    storage = FolderStorage(tmp_path_factory.mktemp("kho"))
    digest = keep(storage, content)
    assert digest == hashlib.sha256(content).hexdigest()
    with storage.open(digest) as stream:
        assert stream.read() == content
    assert storage.verify(digest, len(content))


@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_a_full_disk_is_said_and_nothing_half_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    storage = FolderStorage(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module.os, at, full)
        with pytest.raises(NoRoom):
            keep(storage, CONTENT)
    assert not storage.verify(DIGEST, len(CONTENT)) and list(storage.arrivals.iterdir()) == []
    assert keep(storage, CONTENT) == DIGEST


def test_the_order_is_file_sync_rename_folder_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(
        module.os, "fsync", lambda handle: (steps.append("file" if _is_file(handle) else "folder"), fsync(handle))
    )
    monkeypatch.setattr(module.os, "replace", lambda a, b: (steps.append("rename"), replace(a, b)))
    keep(FolderStorage(tmp_path), CONTENT)
    assert steps[0] == "file"
    assert steps.index("rename") > 0
    assert steps[-1] == "folder"
    assert "folder" in steps[: steps.index("rename")]


def _is_file(handle: int) -> bool:
    return Path(f"/proc/self/fd/{handle}").resolve().is_file()


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    assert keep(storage, CONTENT) == keep(storage, CONTENT) == DIGEST
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{DIGEST}.sealed"]


def test_a_broken_copy_is_replaced_by_a_whole_one(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    keep(storage, CONTENT)
    place = sealed_place(tmp_path, DIGEST)
    place.chmod(0o600)
    place.write_bytes(b"hong")
    assert not storage.verify(DIGEST, len(CONTENT))
    keep(storage, CONTENT)
    assert storage.verify(DIGEST, len(CONTENT))


def test_what_is_too_large_leaves_nothing(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    with pytest.raises(TooLarge), storage.receiving(io.BytesIO(b"x" * 11), 10):
        pytest.fail("the block must not be entered")
    with storage.receiving(io.BytesIO(b"x" * 10), 10) as arrived:
        assert arrived.size_bytes == 10
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_what_is_not_kept_is_gone(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    with pytest.raises(ValueError, match="bad"), storage.receiving(io.BytesIO(CONTENT)):
        raise ValueError("bad")
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
    with pytest.raises(FileLost):
        storage.open(DIGEST)
    assert lies_in(tmp_path, DIGEST) is None
    assert not storage.verify(DIGEST, len(CONTENT))


def test_the_sweep_takes_what_a_killed_process_left_and_nothing_younger(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    assert storage.sweep() == 0
    keep(storage, CONTENT)
    for name, age in (("old", ABANDONED_SECONDS + 60), ("young", 60)):
        path = storage.arrivals / name
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age,) * 2)
    assert storage.sweep() == 1
    assert [path.name for path in storage.arrivals.iterdir()] == ["young"]
    assert storage.verify(DIGEST, len(CONTENT))


def test_a_drawn_picture_is_kept_until_nobody_looks_at_it_for_a_month(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    assert storage.picture(DIGEST, 1, 160) is None
    for page in (1, 2):
        storage.keep_picture(DIGEST, page, 160, b"jpeg %d" % page)
    for path in storage.pictures.glob("*/*"):
        os.utime(path, (time.time() - UNUSED_SECONDS - 60,) * 2)
    assert storage.picture(DIGEST, 1, 160) == b"jpeg 1", "looked at again"
    assert storage.sweep() == 1
    assert [storage.picture(DIGEST, page, 160) for page in (1, 2)] == [b"jpeg 1", None]


def test_a_disk_that_takes_no_picture_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    storage = FolderStorage(tmp_path)
    monkeypatch.setattr(module.os, "replace", full)
    storage.keep_picture(DIGEST, 1, 160, b"jpeg")
    assert storage.picture(DIGEST, 1, 160) is None
    assert [path for path in storage.pictures.rglob("*") if path.is_file()] == [], "nor is half of one left"


def test_many_threads_keep_the_same_content(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    threads = [threading.Thread(target=keep, args=(storage, CONTENT)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert storage.verify(DIGEST, len(CONTENT))
    assert list(storage.arrivals.iterdir()) == []
