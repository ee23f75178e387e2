"""The partners: a mail server behind a line that can be bad, and the identity provider that can misbehave."""

import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from motcua.kernel import clock
from motcua.partners.identity import stand_in
from motcua.partners.mail.stand_in import Caught, Store, catcher

GOOD, CUT, SLOW, TWICE, NONSENSE = "good", "cut", "slow", "twice", "nonsense"
MAIL_WAYS = (CUT, SLOW, TWICE, NONSENSE)
DRAG_SECONDS = 0.3
PIECE = 65536
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^@>]+)@", re.IGNORECASE | re.MULTILINE)


class Line:
    """A TCP line to `port` on this machine that does with answers what `way` says.

    cut: the line breaks at the third answer, when something is under way; slow: each answer takes its time;
    twice: each answer comes twice; nonsense: each answer is noise.
    """

    def __init__(self, port: int) -> None:
        self.behind, self.way = port, GOOD
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        threading.Thread(target=self.listen, name="line", daemon=True).start()

    def mend(self) -> None:
        self.way = GOOD

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self.door.accept()
                threading.Thread(target=self.carry, args=(caller,), daemon=True).start()

    def carry(self, caller: socket.socket) -> None:
        with suppress(OSError), caller, socket.create_connection(("127.0.0.1", self.behind), 10) as there:
            threading.Thread(target=copy, args=(caller, there), daemon=True).start()
            answers = 0
            while piece := there.recv(PIECE):
                answers += 1
                if self.way == CUT and answers >= 3:
                    return
                if self.way == SLOW:
                    time.sleep(DRAG_SECONDS)
                caller.sendall(changed(piece, self.way))


def copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


def changed(piece: bytes, way: str) -> bytes:
    if way == TWICE:
        return piece * 2
    return b"\x00\xff<html>?\r\n" if way == NONSENSE else piece


class Counting(Store):
    """Keeps how often each message came, not the messages."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: Counter[str] = Counter()

    def add(self, data: bytes) -> Caught:
        match = MESSAGE_ID.search(data)
        self.letters[match[1].decode() if match else ""] += 1
        return Caught(0, clock.now(), EmailMessage())


@dataclass
class Partners:
    """Both, and the line before the mail server."""

    identity: stand_in.IdentityServer
    letters: Counter[str]
    """How often each message arrived, by the id in its Message-ID."""
    mail_line: Line

    def settings(self) -> dict[str, str]:
        """What the city is told of them."""
        return {
            "MOTCUA_IDENTITY_ISSUER": self.identity.issuer,
            "MOTCUA_IDENTITY_CLIENT_ID": stand_in.CLIENT_ID,
            "MOTCUA_IDENTITY_CLIENT_SECRET": stand_in.CLIENT_SECRET,
            "MOTCUA_SMTP_HOST": "127.0.0.1",
            "MOTCUA_SMTP_PORT": str(self.mail_line.port),
        }


@contextmanager
def open_partners(site: str) -> Iterator[Partners]:
    with stand_in.run(0, redirect_uris=[f"{site}/dang-nhap/tra-loi/"]) as identity, catcher.run() as mail:
        mail.takes.store = counting = Counting()
        line = Line(mail.smtp_port)
        try:
            yield Partners(identity, counting.letters, line)
        finally:
            line.door.close()
