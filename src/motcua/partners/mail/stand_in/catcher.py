"""The mail catcher: an SMTP port that takes everything and an HTTP page that shows it, both on the loopback address."""

import json
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from motcua.partners.mail.stand_in import pages
from motcua.partners.mail.stand_in.smtp import LOOPBACK, SmtpThread, Takes
from motcua.partners.mail.stand_in.store import Caught, Store

PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
MESSAGE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Reader(BaseHTTPRequestHandler):
    """`/`, `/<number>`, `/<number>/html`, `/messages.json`."""

    protocol_version = "HTTP/1.1"
    server_version = "MailCatcher"
    sys_version = ""
    timeout = 30

    def __init__(self, store: Store, *args: Any) -> None:
        self.store = store
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            return self._send(200, "text/html", pages.listed(self.store.all()))
        if path == "/style.css":
            return self._send(200, "text/css", pages.STYLE)
        if path == "/messages.json":
            return self._send(200, "application/json", json.dumps([facts_of(one) for one in self.store.all()]))
        number, _, form = path.strip("/").partition("/")
        caught = self.store.get(int(number)) if number.isdecimal() and len(number) < 10 else None
        if caught is None or form not in ("", "html"):
            return self._send(404, "text/html", pages.missing())
        if form == "html":
            return self._send(200, "text/html", caught.html, MESSAGE_POLICY)
        return self._send(200, "text/html", pages.read(caught))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _send(self, status: int, kind: str, text: str, policy: str = PAGE_POLICY) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)


def facts_of(caught: Caught) -> dict[str, Any]:
    """One message for programs: number, at (ISO), to, subject, text, html, message_id."""
    return {
        "number": caught.number,
        "at": caught.at.isoformat(),
        "to": caught.to,
        "subject": caught.subject,
        "text": caught.text,
        "html": caught.html,
        "message_id": str(caught.message.get("Message-ID", "")),
    }


class MailCatcher:
    """Both servers, started when made and ended by `close` or at the end of a `with` block."""

    def __init__(self, smtp_port: int, http_port: int, folder: Path | None) -> None:
        self.store = Store(folder)
        self.takes = Takes(self.store)
        self._http = ThreadingHTTPServer((LOOPBACK, http_port), partial(Reader, self.store))
        self._http.daemon_threads = True
        try:
            self._smtp = SmtpThread(smtp_port, self.takes)
        except OSError:
            self._http.server_close()
            raise
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(0.05,), name="mail-catcher-http", daemon=True
        )
        self._thread.start()

    @property
    def smtp_port(self) -> int:
        return self._smtp.port

    @property
    def url(self) -> str:
        """The address of the page, without a trailing slash."""
        return f"http://{LOOPBACK}:{self._http.server_address[1]}"

    def wait(self) -> None:
        """Until the process is told to end."""
        self._thread.join()

    def close(self) -> None:
        self._smtp.close()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def __enter__(self) -> "MailCatcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def run(smtp_port: int = 0, http_port: int = 0, folder: Path | None = None) -> MailCatcher:
    """A catcher for a `with` block; port 0 is any free one, without a folder messages live in memory."""
    return MailCatcher(smtp_port, http_port, folder)


def serve(smtp_port: int, http_port: int, folder: Path | None = None) -> None:
    """Serve in the foreground until the process is told to end (KeyboardInterrupt ends it quietly)."""
    with run(smtp_port, http_port, folder) as catcher:
        try:
            catcher.wait()
        except KeyboardInterrupt:
            return
