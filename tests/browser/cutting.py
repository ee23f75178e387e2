"""A line that breaks: passes bytes on to a server, and cuts every connection each time so many have gone up."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit

from motcua.ops.processes import free_port


class CuttingLine:
    """`site` is the address to use instead of the server's. Cuts after each of `cuts` bytes sent up, then no more."""

    def __init__(self, site: str, cuts: list[int]) -> None:
        self.target = (urlsplit(site).hostname or "", urlsplit(site).port or 80)
        self.left = sorted(cuts)
        self.done = 0
        self.passed = 0
        self.guard = threading.Lock()
        self.open: set[socket.socket] = set()
        port = free_port()
        self.site = f"http://127.0.0.1:{port}"
        self.listener = socket.create_server(("127.0.0.1", port))

    def __enter__(self) -> "CuttingLine":
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self._cut()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self.listener.accept()
                there = socket.create_connection(self.target)
                threading.Thread(target=self._serve, args=(here, there), daemon=True).start()

    def _serve(self, here: socket.socket, there: socket.socket) -> None:
        with here, there:
            with self.guard:
                self.open |= {here, there}
            down = threading.Thread(target=self._pass, args=(there, here, False), daemon=True)
            down.start()
            self._pass(here, there, True)
            down.join()
            with self.guard:
                self.open -= {here, there}

    def _pass(self, source: socket.socket, sink: socket.socket, upwards: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                if upwards and self._breaks(len(piece)):
                    self._cut()
                    break
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _breaks(self, size: int) -> bool:
        with self.guard:
            self.passed += size
            if self.left and self.passed >= self.left[0]:
                self.left.pop(0)
                self.done += 1
                return True
            return False

    def _cut(self) -> None:
        with self.guard:
            ends, self.open = self.open, set()
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
