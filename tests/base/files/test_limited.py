"""The limited process: right answers, and an end for everything that wants too much."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from motcua.base.files import limited, worker
from motcua.base.files.answers import Checked
from motcua.base.files.errors import CheckUnavailable, DamagedFile, NoSuchPage, TooComplex, TooManyPixels, WrongType
from motcua.base.files.limited import check_limited, draw_limited
from tests.base.files import makers

put = io.BytesIO
"""A file at hand: the limited process gets its bytes, not its place."""


def test_a_good_file_is_described() -> None:
    assert check_limited(put(makers.pdf(3))) == Checked("application/pdf", 3)


def test_a_refusal_comes_back_as_itself() -> None:
    with pytest.raises(DamagedFile):
        check_limited(put(makers.jpeg()[:-100]))
    with pytest.raises(WrongType, match=r"\.zip"):
        check_limited(put(makers.zipped()))
    with pytest.raises(WrongType, match="không rõ"):
        check_limited(put(bytes(range(1, 90)) * 5))


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    with pytest.raises(TooManyPixels):
        check_limited(put(makers.png_bomb()))


@pytest.mark.parametrize("kind", ["jpeg", "png", "heic"])
def test_a_photo_of_48_million_pixels_fits_the_limits(kind: str) -> None:
    picture = makers.picture(8064, 6048)
    content = makers.heic(8064, 6048) if kind == "heic" else makers.saved(picture, kind.upper())
    assert check_limited(put(content)).pages == 1
    assert draw_limited(put(content), page=1, width=960).startswith(b"\xff\xd8\xff")


def test_a_strange_page_is_refused() -> None:
    with pytest.raises(NoSuchPage):
        draw_limited(put(makers.pdf(2)), page=3, width=160)
    with pytest.raises(NoSuchPage):
        draw_limited(put(makers.jpeg()), page=2, width=160)


def test_what_breaks_the_reader_is_too_complex() -> None:
    with pytest.raises(TooComplex):
        draw_limited(put(b"%PDF-1.7\n%%EOF"), page=1, width=160)


def test_a_process_that_cannot_begin_says_nothing_about_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.run

    def without_us(command: list[str], **rest: object) -> object:
        return real([*command[:2], "-m", "motcua.not_installed", *command[4:]], **rest)  # type: ignore[call-overload]

    monkeypatch.setattr(limited.subprocess, "run", without_us)
    with pytest.raises(CheckUnavailable):
        check_limited(put(makers.jpeg()))


def test_a_process_that_takes_too_long_may_be_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.01)
    begun = time.monotonic()
    with pytest.raises(CheckUnavailable) as fault:
        check_limited(put(makers.jpeg()))
    assert time.monotonic() - begun < 5
    assert fault.value.temporary


@pytest.mark.parametrize(
    "greedy",
    ["bytearray(1024 * 1024 * 1024)", "open('/tmp/motcua-written', 'w').write('x' * 100000)", "while True: pass"],
    ids=["memory", "disk", "processor"],
)
def test_limits_hold(greedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = f"from motcua.base.files import worker\nworker.CPU_SECONDS = 1\nworker.limit()\n{greedy}"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, timeout=60)
    assert done.returncode != 0
    Path("/tmp/motcua-written").unlink(missing_ok=True)


def test_the_limits_are_those_promised() -> None:
    assert worker.CPU_SECONDS <= 10
    assert worker.MEMORY_BYTES == 512 * 1024 * 1024
    assert limited.WALL_SECONDS <= 10


def test_the_process_sees_nothing_of_our_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}
    real = subprocess.run

    def spy(*args: object, env: dict[str, str], **rest: object) -> object:
        seen.update(env)
        return real(*args, env=env, **rest)  # type: ignore[call-overload]

    monkeypatch.setenv("MOTCUA_SECRET", "x")
    monkeypatch.setattr(limited.subprocess, "run", spy)
    check_limited(put(makers.jpeg()))
    assert "MOTCUA_SECRET" in os.environ
    assert set(seen) == {"PATH", "LANG", "MALLOC_ARENA_MAX", "OMP_NUM_THREADS"}
