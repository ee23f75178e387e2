"""A probe plays its journeys against the real pages, knows a city that is away, and tells it all later, once."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client

from motcua.base.outages.enums import ALL, JOURNEYS
from motcua.base.outages.keys import probe_token
from motcua.base.outages.models import ProbeDay, ProbeRound
from motcua.kernel import clock
from motcua.ops.commands import probe
from motcua.ops.probing.journeys import Finding, play
from motcua.ops.probing.spool import Kept, NotTaken, Spool, sender
from motcua.ops.probing.watch import Watch
from motcua.partners.identity.errors import ProviderDown
from tests.support.town import hanoi

SITE = "http://testserver"
NOW = hanoi("2026-11-27T09:00")
WELL = [Finding(journey, 5) for journey in JOURNEYS]
AWAY = [Finding(journey, 5, "ConnectError") for journey in JOURNEYS]


@pytest.fixture
def city(db: None) -> httpx.MockTransport:
    """The real pages, without a network in between."""

    def answer(request: httpx.Request) -> httpx.Response:
        told = Client().generic(
            request.method, request.url.raw_path.decode(), request.content,
            request.headers.get("Content-Type", ""), headers=dict(request.headers),
        )  # fmt: skip
        return httpx.Response(told.status_code, headers=dict(told.items()), content=told.content)

    return httpx.MockTransport(answer)


def test_every_journey_goes_well_in_a_city_that_works(city: httpx.MockTransport, settings: Any) -> None:
    settings.MOTCUA_IDENTITY_ISSUER = ""
    assert {one.journey: one.why for one in play(SITE, city)} == dict.fromkeys(JOURNEYS, "")


def test_the_way_to_the_provider_is_played_to_its_door(
    city: httpx.MockTransport, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MOTCUA_IDENTITY_ISSUER = "https://vneid.example"
    client = "motcua.partners.identity.client.IdentityClient"
    address = "https://vneid.example/auth?client_id=motcua"
    monkeypatch.setattr(f"{client}.start_address", lambda self, pending, *, language: address)
    assert not any(one.why for one in play(SITE, city))
    monkeypatch.setattr(f"{client}.start_address", down)
    assert {one.journey for one in play(SITE, city) if one.why} == {"sign_in"}


def down(*_: object, **__: object) -> str:
    raise ProviderDown


def answering(status: int, body: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda request: httpx.Response(status, text=body)


@pytest.mark.parametrize(
    ("status", "body"), [(200, "<p>Đang bảo trì</p>"), (500, 'id="main"'), (302, ""), (404, 'id="main"'), (200, "")]
)
def test_a_page_that_is_not_ours_or_a_failure_is_not_well(status: int, body: str) -> None:
    """A proxy's own page answers with 200 as well."""
    found = {one.journey: one.why for one in play(SITE, httpx.MockTransport(answering(status, body)))}
    assert all(why for journey, why in found.items() if journey != "track" or status != 404), found


def test_nobody_listens_and_nothing_is_well() -> None:
    found = play("http://127.0.0.1:9")
    assert {one.journey for one in found if one.why} == set(JOURNEYS)


class Days:
    """A probe's machine: its clock, what it finds next, and the rounds that wait beside it."""

    def __init__(self, folder: Path, city: httpx.BaseTransport) -> None:
        self.at: datetime = NOW - timedelta(hours=1)
        self.found = WELL
        self.away = False
        self.spool = Spool(folder / "unsent.jsonl")
        self.send = sender(SITE, "ngoai-1", probe_token(), city)
        self.watch = Watch(lambda: self.found, self.spool, 60, self.hand, lambda: self.at)

    def hand(self, rounds: list[Kept]) -> None:
        if self.away:
            raise NotTaken("ConnectError")
        self.send(rounds)

    def minutes(self, count: int, *, found: list[Finding] = WELL, away: bool = False) -> dict[str, Any]:
        self.found, self.away, told = found, away, {}
        for _ in range(count):
            with clock.frozen(self.at):
                told = self.watch.round()
            self.at += timedelta(minutes=1)
        return told


def test_what_was_found_while_the_city_was_away_is_told_later_and_counts_as_down(
    city: httpx.MockTransport, tmp_path: Path
) -> None:
    days = Days(tmp_path, city)
    days.minutes(10)
    told = days.minutes(15, found=AWAY, away=True)
    assert (told["handed_over"], told["waiting"], told["not_taken"]) == (0, 15, "ConnectError")
    days.watch = Days(tmp_path, city).watch
    days.watch.now = lambda: days.at
    assert days.minutes(1)["handed_over"] == 16, "also by a probe that was started again meanwhile"
    with clock.frozen(NOW):
        assert ProbeRound.objects.count() == 26 and days.spool.waiting() == []
        days.minutes(1)
        found = {one.journey: (one.up, one.down) for one in ProbeDay.objects.all()}
    assert found[ALL] == (11 * 60, 15 * 60) == found["search"]


def test_a_line_cut_off_is_passed_over_and_what_is_too_old_goes(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "a" / "unsent.jsonl")
    for days_ago in (20, 1):
        at = NOW - timedelta(days=days_ago)
        spool.add(Kept.of(at, 60, WELL), at)
    assert spool.path is not None
    spool.path.write_text(spool.path.read_text() + '{"at": "2026-11')
    spool.add(Kept.of(NOW, 60, AWAY), NOW)
    assert [len(one.failed) for one in spool.waiting()] == [0, 5]


def test_a_city_that_knows_another_key_takes_nothing_and_nothing_is_lost(
    city: httpx.MockTransport, tmp_path: Path
) -> None:
    days = Days(tmp_path, city)
    days.send = sender(SITE, "ngoai-1", "0" * 32, city)
    assert days.minutes(2)["not_taken"] == "401"
    assert len(days.spool.waiting()) == 2 and not ProbeRound.objects.exists()


def test_the_watch_looks_until_it_is_told_to_end() -> None:
    ending, told = threading.Event(), []

    def tell(found: dict[str, Any]) -> None:
        told.append(found)
        if len(told) == 3:
            ending.set()

    Watch(lambda: WELL, Spool(None), 0.001).run(tell, ending)  # type: ignore[arg-type]
    assert [one["well"] for one in told] == [True] * 3 and "handed_over" not in told[0]


class Broken(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_command_says_what_does_not_go_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Over a real socket; without a key nobody is told and nothing is written."""
    monkeypatch.delenv("MOTCUA_PROBE_TOKEN", raising=False)
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Broken)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        assert called("--url", f"http://127.0.0.1:{server.server_address[1]}", "--json") == 1
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
    said = capsys.readouterr().out
    assert said.count('"why": "503"') == len(JOURNEYS) and not list(tmp_path.iterdir())
    for wrong in (["--url", "ftp://x"], []):
        assert called(*wrong) == 2


def called(*words: str) -> int:
    parser = probe.argparse.ArgumentParser()
    probe.add(parser.add_subparsers())
    arguments = parser.parse_args(["probe", *words])
    code: int = arguments.run(arguments)
    return code
