"""A sealed file gives back what was written or says that it cannot; never anything else."""

import io
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import sealed_files
from motcua.kernel.sealed_files import (
    HEAD_BYTES,
    MAGIC,
    OVER_BYTES,
    Writer,
    opened,
    plain_size,
    rewrap,
    sealed_size,
    unwrapped,
)
from motcua.kernel.vault import Unreadable

KEY, FORMER, OTHER, SUBJECT = (bytes([seed]) * 32 for seed in range(1, 4 + 1))
PIECE = 16
BORDERS = sorted({max(0, pieces * PIECE + more) for pieces in range(4) for more in (-1, 0, 1)})


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> Iterator[None]:
    """So that every byte of files of several pieces can be tried."""
    before, sealed_files.PIECE_BYTES = sealed_files.PIECE_BYTES, PIECE
    yield
    sealed_files.PIECE_BYTES = before


def known(*keys: bytes) -> Callable[[bool], Sequence[bytes]]:
    return lambda anew: keys


def sealed(content: bytes, *, key: bytes = KEY, step: int = 7) -> bytes:
    target = io.BytesIO()
    writer = Writer(target)
    for at in range(0, len(content), step):
        writer.write(content[at : at + step])
    writer.finish(SUBJECT, key)
    return target.getvalue()


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Path]:
    def at(content: bytes) -> Path:
        (tmp_path / "sealed").write_bytes(content)
        return tmp_path / "sealed"

    return at


def read(path: Path, *keys: bytes) -> bytes:
    with opened(path, SUBJECT, known(*(keys or (KEY,)))) as stream:
        return stream.read()


@pytest.mark.parametrize("size", BORDERS)
def test_every_size_around_a_border_comes_back_and_tells_its_length(size: int, put: Callable[[bytes], Path]) -> None:
    content = os.urandom(size)
    path = put(sealed(content))
    assert read(path) == content
    assert path.stat().st_size == sealed_size(size) and plain_size(sealed_size(size)) == size
    assert content not in path.read_bytes() or size < 2


@given(
    content=st.binary(max_size=5 * PIECE), step=st.integers(1, 40), looks=st.lists(st.tuples(*[st.integers(0, 90)] * 2))
)
def test_it_is_read_from_any_place(
    content: bytes, step: int, looks: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("s") / "sealed"
    path.write_bytes(sealed(content, step=step))
    with opened(path, SUBJECT, known(KEY)) as stream:
        for at, size in looks:
            assert (stream.seek(at), stream.read(size)) == (at, content[at : at + size])
        assert stream.seek(0, os.SEEK_END) == len(content)


def test_a_changed_byte_is_told_wherever_it_is(put: Callable[[bytes], Path]) -> None:
    content = bytes(range(40))
    whole = sealed(content)
    for at in range(len(whole)):
        path = put(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        try:
            assert read(path) == content, at
        except Unreadable:
            continue
        assert at in range(HEAD_BYTES // 2, HEAD_BYTES), f"byte {at} is none of the place that is free"


def test_what_is_cut_joined_swapped_doubled_or_anothers_is_told_before_the_first_byte_or_at_its_piece(
    put: Callable[[bytes], Path],
) -> None:
    whole, other = sealed(bytes(range(64))), sealed(bytes(range(100, 164)))
    stride = PIECE + OVER_BYTES
    pieces = [whole[at : at + stride] for at in range(HEAD_BYTES, len(whole), stride)]
    foreign = other[HEAD_BYTES : HEAD_BYTES + stride]
    head = whole[:HEAD_BYTES]
    assert len(pieces) == 4 and read(put(head + b"".join(pieces))) == bytes(range(64))
    wrong = [whole[:size] for size in range(len(whole))]
    wrong += [whole + pieces[-1], whole + other, whole + b"\0"]
    wrong += [head + b"".join(some) for some in itertools.permutations(pieces) if list(some) != pieces]
    wrong += [head + b"".join(some) for size in (1, 2, 3) for some in itertools.combinations(pieces, size)]
    wrong += [
        head + b"".join((foreign, *pieces[1:])),
        head + b"".join((*pieces[:3], *pieces[2:])),
        other[:HEAD_BYTES] + b"".join(pieces),
    ]
    for content in wrong:
        with pytest.raises(Unreadable):
            read(put(content))
    for size in range(len(whole)):
        with pytest.raises(Unreadable):
            opened(put(whole[:size]), SUBJECT, known(KEY))


def test_it_opens_with_its_key_as_what_it_is_and_with_nothing_else(put: Callable[[bytes], Path]) -> None:
    path = put(sealed(b"to"))
    assert read(path, OTHER, KEY) == b"to"
    with pytest.raises(Unreadable):
        read(path, OTHER)
    with pytest.raises(Unreadable):
        opened(path, b"another", known(KEY))
    with pytest.raises(FileExistsError):
        opened(path, SUBJECT, known(OTHER), FileExistsError)
    assert read(put(sealed(b"to")), KEY) == b"to" and sealed(b"to") != sealed(b"to")


def test_handles_are_closed_once_also_of_what_does_not_open(put: Callable[[bytes], Path]) -> None:
    before, path = set(os.listdir("/proc/self/fd")), put(sealed(b"x" * 40)[:-1])
    with pytest.raises(Unreadable) as refused:
        opened(path, SUBJECT, known(KEY))
    with opened(put(sealed(b"x" * 40)), SUBJECT, known(KEY)) as stream:
        del refused  # what could not be made goes now, and takes no handle of others along
        assert stream.read() == b"x" * 40
        stream.close()
    assert set(os.listdir("/proc/self/fd")) == before


def test_a_key_that_came_a_moment_ago_is_looked_for_anew(put: Callable[[bytes], Path]) -> None:
    with opened(put(sealed(b"to")), SUBJECT, lambda anew: (KEY,) if anew else (OTHER,)) as stream:
        assert stream.read() == b"to"


def test_no_photo_and_no_pdf_begins_like_it() -> None:
    begin = [b"\xff\xd8\xff", b"\x89PNG", b"%PDF-", b"\xef\xbb\xbf%PDF", b"\0\0\0\x18ftyp", b"PK\x03\x04"]
    assert not [one for one in begin if one[0] == MAGIC[0]] and MAGIC[4:8] != b"ftyp"


def test_another_key_wraps_it_alone_and_its_bytes_stay(put: Callable[[bytes], Path]) -> None:
    path = put(sealed(b"noi dung", key=FORMER))
    path.chmod(0o400)
    body = path.read_bytes()[HEAD_BYTES:]
    for now, before in ((KEY, FORMER), (OTHER, KEY), (FORMER, OTHER)):
        assert rewrap(path, SUBJECT, known(now, before)) and not rewrap(path, SUBJECT, known(now, before))
        assert read(path, now) == b"noi dung"
        with pytest.raises(Unreadable):
            read(path, before)
    assert path.read_bytes()[HEAD_BYTES:] == body and path.stat().st_mode & 0o777 == 0o400
    with pytest.raises(Unreadable):
        rewrap(path, SUBJECT, known(KEY, OTHER))
    assert read(path, FORMER) == b"noi dung" and path.stat().st_mode & 0o777 == 0o400


class Steps:
    """Ends the process at step `at`, counted from 0, before or after it, or when half of what it writes is written."""

    def __init__(self, at: int, after: bool, torn: bool) -> None:
        self.at, self.after, self.torn, self.done = at, after, torn, 0

    def put_into(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(sealed_files.os, "pwrite", partial(self.do, os.pwrite))
        patch.setattr(sealed_files.os, "fdatasync", partial(self.do, os.fdatasync))

    def do(self, act: Callable[..., Any], handle: int, content: bytes = b"", *given: Any) -> None:
        fatal, self.done = self.done == self.at, self.done + 1
        if fatal and not self.after:
            raise KeyboardInterrupt
        written = content[: len(content) // 2] if fatal and self.torn else content
        act(handle, written, *given) if given else act(handle)
        if fatal:
            raise KeyboardInterrupt


def test_killed_or_torn_at_any_write_it_opens_and_the_next_run_ends_it(
    put: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = known(KEY, FORMER)
    for at, after, torn in [*itertools.product(range(4), (False, True), (False,)), (0, True, True), (2, True, True)]:
        path = put(sealed(b"noi dung", key=FORMER))
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            Steps(at, after, torn).put_into(patch)
            rewrap(path, SUBJECT, both)
        assert read(path, KEY, FORMER) == b"noi dung", f"killed at {at}"
        rewrap(path, SUBJECT, both)
        assert read(path, KEY) == b"noi dung"
        with pytest.raises(Unreadable):
            read(path, FORMER)


def test_the_new_wrap_is_on_the_disk_before_the_old_one_goes(
    put: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, steps = put(sealed(b"to", key=FORMER)), list[str]()
    kept: dict[str, Any] = {name: getattr(os, name) for name in ("pwrite", "fdatasync")}
    for name, real in kept.items():
        monkeypatch.setattr(sealed_files.os, name, lambda *g, n=name, r=real: (steps.append(n), r(*g))[1])
    rewrap(path, SUBJECT, known(KEY, FORMER))
    assert steps == ["pwrite", "fdatasync", "pwrite", "fdatasync"]
    with path.open("rb") as file:
        assert unwrapped(file.fileno(), SUBJECT, known(KEY))[0] == 1
