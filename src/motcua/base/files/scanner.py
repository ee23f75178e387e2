"""A virus scanner of the city's own, asked by the protocol of clamd; and the one signature that needs no scanner.

`MOTCUA_SCANNER` says where it listens: `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`; empty for none.
Where one is set and does not answer, nothing is taken: what came in pieces waits where nobody can open it.
"""

import logging
import socket
import struct
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from motcua.base.files.errors import Infected, ScannerUnavailable

log = logging.getLogger("motcua.files")

SIGNATURE = b"$".join((rb"X5O!P%@AP[4\PZX54(P^)7CC)7}", b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!", b"H+H*"))
"""What every scanner is tested with (EICAR); put together here so that this file is none."""

TEST_NAME = "EICAR-Test-File"
PIECE_BYTES = 64 * 1024
SECONDS = 10
LONGEST_ANSWER = 4096


class Readable(Protocol):
    """A file, open or sent."""

    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, /) -> object: ...
    def tell(self) -> int: ...


def look(stream: Readable) -> None:
    """Read the stream to its end. Infected names what was found; ScannerUnavailable when a scanner is set and silent.

    The stream is left where it began.
    """
    began = stream.tell()
    try:
        _look_for_signature(stream)
        address = getattr(settings, "MOTCUA_SCANNER", "")
        if address:
            stream.seek(began)
            _judge(_ask(address, stream))
    finally:
        stream.seek(began)


def _look_for_signature(stream: Readable) -> None:
    kept = b""
    while piece := stream.read(PIECE_BYTES):
        if SIGNATURE in kept + piece:
            raise Infected(found=TEST_NAME)
        kept = piece[-len(SIGNATURE) :]


def _ask(address: str, stream: Readable) -> str:
    """The scanner's one line."""
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            while piece := stream.read(PIECE_BYTES):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                part = line.recv(LONGEST_ANSWER)
                if not part:
                    break
                answer += part
    except OSError as error:
        log.error("the scanner does not answer: %s", type(error).__name__)
        raise ScannerUnavailable() from error
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    where = urlsplit(address)
    if where.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(where.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((where.hostname or "127.0.0.1", where.port or 3310), timeout=SECONDS)


def _judge(answer: str) -> None:
    """`stream: OK`, `stream: NAME FOUND`, or what counts as no answer."""
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return
    if verdict.endswith(" FOUND"):
        raise Infected(found="".join(char for char in verdict[:-6][:80] if char.isprintable()))
    log.error("the scanner answers %r", answer[:200])
    raise ScannerUnavailable()
