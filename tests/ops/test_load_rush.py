"""A small rush day: more come than there are hands, everybody is let in, in order, and the officials notice nothing."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIServer, make_server

import pytest
from django.conf import LazySettings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from motcua.base.rush import middleware, page
from motcua.base.rush.middleware import RushMiddleware
from motcua.ops.load.arrivals import Arrival
from motcua.ops.load.people import NotLoopback
from motcua.ops.load.playing import Play
from motcua.ops.load.rush import Look, Rush, figures, overtakers
from tests.ops.test_load import Quiet

COME = 120


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class Desk:
    """An official who asks at the site."""

    def __init__(self, site: str) -> None:
        self.site = site

    def ask(self, kind: str) -> None:
        """Their pages are the public's neighbours here: only that they answer counts."""


@pytest.fixture
def crowded(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site with two hands, each of which takes a moment for a page; a hundred a second are let in."""
    settings.MOTCUA_LINE_FILE, settings.MOTCUA_PUBLIC_AT_ONCE, settings.MOTCUA_LET_IN = tmp_path / "line", 2, 6000
    monkeypatch.setattr(middleware, "NEWCOMER", 0.01)
    for bound in ("SOON", "LATEST"):
        monkeypatch.setattr(page, bound, 0)

    def view(request: HttpRequest) -> HttpResponse:
        threading.Event().wait(0.01)
        return HttpResponse("here")

    gate = RushMiddleware(view)
    with make_server("127.0.0.1", 0, answering(gate), server_class=Threads, handler_class=Quiet) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def answering(gate: RushMiddleware) -> Callable[..., Any]:
    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        answer = gate(WSGIRequest(environ))
        headers = [*answer.items(), *(("Set-Cookie", one.OutputString()) for one in answer.cookies.values())]
        start_response(f"{answer.status_code} {answer.reason_phrase}", headers)
        return [answer.content]

    return application


def test_everybody_is_let_in_in_order_without_a_failure(crowded: str) -> None:
    rush = Rush(crowded, [number / 200 for number in range(COME)], windows=12, thought=0.0)
    looks = rush.run()
    busy = Play([Desk(crowded)], [Arrival(0, "worklist")]).run()
    told = figures(rush, busy, busy)
    assert told["ok"], told
    assert told["let_in"] == COME and told["failures"] == told["out_of_order"] == 0
    assert told["waiting_answers"] and max(look.place for look in looks) > 1


def test_who_overtakes_is_found() -> None:
    early, late = Look(0, 0.0, 0.1, 200, place=1), Look(1, 1.0, 1.1, 200, place=2)
    assert overtakers([early, late, Look(0, 2.0, 2.1, 200), Look(1, 3.0, 3.1, 200)]) == 0
    assert overtakers([early, late, Look(1, 2.0, 2.1, 200), Look(0, 3.0, 3.1, 200, place=1)]) == 1
    assert overtakers([early, Look(1, 1.0, 1.1, 200), Look(0, 2.0, 2.1, 200, place=1)]) == 1


def test_a_failure_or_somebody_left_outside_is_not_well() -> None:
    rush = Rush("http://127.0.0.1:1", [0.0])
    rush.looks = [Look(0, 0.0, 0.1, 503)]
    told = figures(rush, (), ())
    assert not told["ok"] and told["failures"] == 1 and told["let_in"] == 0


def test_a_rush_comes_to_this_machine_alone() -> None:
    with pytest.raises(NotLoopback):
        Rush("http://example.org", [])
