"""One question to the provider over HTTP, with a limit on everything: time, size, redirects, kind of answer."""

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import httpx

from motcua.kernel import spans
from motcua.partners.identity.errors import ProviderDown

MOST_BYTES = 256 * 1024

log = logging.getLogger(__name__)


def ask(
    method: str,
    url: str,
    *,
    seconds: float,
    data: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
    verify: Any = True,
) -> tuple[int, dict[str, Any]]:
    """The status (200, or 400 to 401 with a told error) and the JSON object answered. ProviderDown for all else."""
    try:
        with (
            spans.part("identity provider", "client", **{"http.request.method": method}),
            httpx.Client(timeout=seconds, trust_env=False, follow_redirects=False, verify=verify) as client,
            _all_within(seconds) as watch,
            client.stream(method, url, data=data, headers=headers, auth=auth, extensions={"trace": watch}) as response,
        ):
            body = _read(response)
            return response.status_code, _object(response, body)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        log.warning("identity provider: %s %s: %s", method, url.partition("?")[0], type(error).__name__)
        raise ProviderDown from error


def _read(response: httpx.Response) -> bytes:
    if response.status_code not in (200, 400, 401):
        raise ValueError(f"status {response.status_code}")
    body = bytearray()
    for piece in response.iter_bytes(16 * 1024):
        body += piece
        if len(body) > MOST_BYTES:
            raise ValueError("answer too large")
    return bytes(body)


def _object(response: httpx.Response, body: bytes) -> dict[str, Any]:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise ValueError(f"not JSON: {kind[:40]}")
    found = json.loads(body.decode("utf-8"))
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


@contextmanager
def _all_within(seconds: float) -> Iterator[Callable[[str, Mapping[str, Any]], None]]:
    """Close the connection when the whole exchange takes longer than `seconds`.

    A time-out on each read is not enough: a server that sends one byte now and then never trips it.
    """
    lines: list[socket.socket] = []
    late = threading.Event()

    def cut() -> None:
        late.set()
        for line in list(lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def watch(event: str, facts: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            line = facts["return_value"].get_extra_info("socket")
            if line is not None:
                lines.append(line)
            if late.is_set():
                raise TimeoutError

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
