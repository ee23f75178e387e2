"""Wrong answers on the wire: what a broken or hostile provider may send instead of JSON."""

import socket
import threading
from http.server import BaseHTTPRequestHandler

from motcua.partners.identity.stand_in.hostile import Hostile

HUGE_BYTES = 10 * 1024 * 1024
DRIP_SECONDS = 0.05


def answer_badly(handler: BaseHTTPRequestHandler, mode: Hostile, stopped: threading.Event) -> None:
    """Answer the request of `handler` in the way of `mode`. SLOW ends when `stopped` is set or the asker leaves."""
    match mode:
        case Hostile.HTML:
            send(handler, 200, "text/html; charset=utf-8", b"<!doctype html><title>Bao tri</title>")
        case Hostile.HUGE:
            send(handler, 200, "application/json", b'{"filling": "' + b"x" * HUGE_BYTES + b'"}')
        case Hostile.WRONG_CHARSET:
            send(handler, 200, "application/json", '{"sub": "điện tử"}'.encode("utf-16"))
        case Hostile.NOT_AN_OBJECT:
            send(handler, 200, "application/json", b'["not", "an", "object"]')
        case Hostile.REDIRECT_LOOP:
            send(handler, 302, "text/plain", b"", {"Location": handler.path})
        case Hostile.SERVER_ERROR:
            send(handler, 500, "application/json", b'{"error": "server_error"}')
        case Hostile.SLOW:
            _drip(handler, stopped)
        case _:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)


def send(
    handler: BaseHTTPRequestHandler,
    status: int,
    kind: str,
    body: bytes,
    headers: dict[str, str] | None = None,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.send_header("Cache-Control", "no-store")
    handler.send_header("X-Content-Type-Options", "nosniff")
    handler.send_header("Referrer-Policy", "no-referrer")
    handler.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'")
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def _drip(handler: BaseHTTPRequestHandler, stopped: threading.Event) -> None:
    """Send one byte of a header at a time, never the last: every single read of the asker succeeds."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Wait: ")
    while not stopped.wait(DRIP_SECONDS):
        handler.wfile.write(b".")
