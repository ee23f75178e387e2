"""A file that comes in parts: what is counted comes back, what a crash left behind it is written over."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import sealed_parts
from motcua.kernel.sealed_files import HEAD_BYTES
from motcua.kernel.sealed_parts import AROUND_BYTES, Reader, begin, put
from motcua.kernel.vault import Unreadable

KEY, SUBJECT = b"k" * 32, b"partial:1"


def keys(anew: bool) -> list[bytes]:
    return [KEY]


def read(path: Path, subject: bytes = SUBJECT) -> bytes:
    handle = os.open(path, os.O_RDONLY)
    try:
        return io.BufferedReader(Reader(os.dup(handle), subject, keys)).read()
    finally:
        os.close(handle)


def parts(path: Path, *some: bytes) -> Path:
    path.unlink(missing_ok=True)
    handle, at = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL), 0
    for part in some:
        begin(handle, part, SUBJECT, KEY) if at == 0 else put(handle, at, part, SUBJECT, keys)
        at += len(part)
    os.close(handle)
    return path


@given(data=st.data())
def test_parts_in_their_order_give_the_whole_also_over_what_a_crash_left(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("p") / "1"
    come = [data.draw(st.binary(min_size=1, max_size=40))]
    parts(path, *come)
    for _ in range(data.draw(st.integers(0, 8))):
        come = come[: data.draw(st.integers(1, len(come)))]  # what came after it was not counted
        with path.open("ab") as torn:
            torn.write(data.draw(st.binary(max_size=30)))
        handle, part = os.open(path, os.O_RDWR), data.draw(st.binary(min_size=1, max_size=40))
        put(handle, len(b"".join(come)), part, SUBJECT, keys)
        os.close(handle)
        come.append(part)
    assert read(path) == b"".join(come)


def test_where_not_so_many_bytes_are_it_does_not_go_on(tmp_path: Path) -> None:
    path = parts(tmp_path / "1", b"mot", b"hai")
    handle = os.open(path, os.O_RDWR)
    for at in (1, 2, 4, 5, 7, 100):
        with pytest.raises(Unreadable):
            put(handle, at, b"ba", SUBJECT, keys)
    os.close(handle)
    assert read(path) == b"mothai"
    with pytest.raises(Unreadable):
        read(path, b"partial:2")


def test_a_changed_moved_or_cut_part_is_told(tmp_path: Path) -> None:
    path = parts(tmp_path / "1", b"mot", b"hai", b"ba!")
    whole = path.read_bytes()
    stride = 3 + AROUND_BYTES
    one, two, three = (whole[HEAD_BYTES + at * stride :][:stride] for at in range(3))
    foot = sealed_parts.WHERE.size
    for at in range(HEAD_BYTES, len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        if (at - HEAD_BYTES) % stride < stride - foot:
            with pytest.raises(Unreadable):
                read(path)
    for some in ((two, one, three), (one, three), (one, one, two), (two,), (one, two, three[: -foot - 1])):
        path.write_bytes(whole[:HEAD_BYTES] + b"".join(some))
        with pytest.raises(Unreadable):
            read(path)


def test_going_on_looks_at_the_last_part_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, looks, pread = parts(tmp_path / "1", *[b"x"] * 200), list[int](), os.pread
    monkeypatch.setattr(sealed_parts.os, "pread", lambda *given: (looks.append(given[2]), pread(*given))[1])
    handle = os.open(path, os.O_RDWR)
    put(handle, 200, b"y", SUBJECT, keys)
    os.close(handle)
    assert len(looks) <= 4 and read(path) == b"x" * 200 + b"y"
