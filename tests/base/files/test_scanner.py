"""A scanner that finds, one that is silent, one that talks nonsense: nothing unlooked-at is taken."""

import io
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError

from motcua.base.files.errors import REFUSALS, Infected, ScannerUnavailable
from motcua.base.files.fields import ScannedFileField
from motcua.base.files.models import StoredFile
from motcua.base.files.scanner import PIECE_BYTES, SIGNATURE, look
from motcua.base.files.services.store import examine, store
from tests.base.files import makers

BAD = b"a very bad thing"


class Clamd(socketserver.BaseRequestHandler):
    """Speaks as clamd does; what it says of a clean stream is the server's `answer`."""

    def handle(self) -> None:
        told = self.request.makefile("rb")
        assert told.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", told.read(4))[0]:
            assert size <= PIECE_BYTES
            content += told.read(size)
        self.server.seen.append(content)  # type: ignore[attr-defined]
        answer = b"stream: Win.Test.Bad FOUND" if BAD in content else self.server.answer  # type: ignore[attr-defined]
        self.request.sendall(answer + b"\0")


@pytest.fixture
def clamd(settings: Any, tmp_path: Path) -> Iterator[Any]:
    settings.FILES_ROOT = tmp_path / "files"
    with socketserver.ThreadingUnixStreamServer(str(tmp_path / "s"), Clamd) as server:
        server.seen, server.answer = [], b"stream: OK"  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.MOTCUA_SCANNER = f"unix://{tmp_path}/s"
        yield server
        server.shutdown()


def hidden(document: pikepdf.Pdf) -> None:
    """The test signature as the plain content of a page."""
    document.pages[0].Contents = document.make_stream(b"% " + SIGNATURE)


def test_the_test_signature_is_refused_without_a_scanner(settings: Any, tmp_path: Path) -> None:
    settings.MOTCUA_SCANNER, settings.FILES_ROOT = "", tmp_path
    for content in (
        SIGNATURE,
        b"x" * (PIECE_BYTES - 30) + SIGNATURE,
        makers.pdf(change=hidden, compress_streams=False),
    ):
        with pytest.raises(Infected) as refusal:
            examine(io.BytesIO(content))
        assert "EICAR" in refusal.value.words.vi and "EICAR" in refusal.value.words.en
    assert REFUSALS["file.infected"] is Infected


def test_the_whole_file_is_seen_and_left_where_it_began(clamd: Any) -> None:
    content = b"%" + bytes(range(256)) * 700
    stream = io.BytesIO(b"head" + content)
    stream.seek(4)
    look(stream)
    assert clamd.seen == [content] and stream.tell() == 4


@pytest.mark.django_db
def test_what_the_scanner_finds_is_refused_by_its_name_and_not_kept(clamd: Any) -> None:
    kept = store(io.BytesIO(makers.jpeg()), name="ảnh.jpg")
    with pytest.raises(Infected) as refusal:
        store(io.BytesIO(makers.jpeg(comment=BAD)), name="ảnh.jpg")
    assert "Win.Test.Bad" in refusal.value.words.vi and refusal.value.code == "file.infected"
    assert list(StoredFile.objects.all()) == [kept]


@pytest.mark.parametrize("answer", [b"", b"stream: INSTREAM size limit exceeded. ERROR", b"<html>", b"stream: ok"])
def test_what_is_no_verdict_takes_nothing(clamd: Any, answer: bytes) -> None:
    clamd.answer = answer
    with pytest.raises(ScannerUnavailable):
        examine(io.BytesIO(makers.jpeg()))


@pytest.mark.parametrize("address", ["unix:///nowhere/at/all", "tcp://127.0.0.1:1"])
def test_a_silent_scanner_takes_nothing(settings: Any, tmp_path: Path, address: str) -> None:
    settings.MOTCUA_SCANNER, settings.FILES_ROOT = address, tmp_path
    with pytest.raises(ScannerUnavailable) as fault:
        examine(io.BytesIO(makers.jpeg()))
    assert fault.value.status == 503


def test_tables_and_plans_are_looked_at_too(clamd: Any) -> None:
    field = ScannedFileField()
    assert field.clean(SimpleUploadedFile("bang.csv", b"a,b")).read() == b"a,b"
    with pytest.raises(ValidationError, match=r"Win\.Test\.Bad"):
        field.clean(SimpleUploadedFile("bang.csv", BAD))
