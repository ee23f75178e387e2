"""Who waits: new visitors while there are no hands. Who is inside, officials, programs and forms do not."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from motcua.base.rush import line as lines
from motcua.base.rush import middleware
from motcua.base.rush.hands import Hands
from motcua.base.rush.middleware import NUMBER, PLACE, RushMiddleware
from motcua.base.ui.middleware import LanguageMiddleware

PUBLIC = "/thu-tuc/"


class House:
    """The middleware before a view that answers once it is let."""

    def __init__(self) -> None:
        self.may_answer, self.reached = threading.Event(), list[str]()
        self.may_answer.set()
        self.middleware = RushMiddleware(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        self.reached.append(f"{request.method} {request.path}")
        assert self.may_answer.wait(20)
        return HttpResponse("here")

    def ask(
        self, path: str = PUBLIC, cookies: dict[str, str] | None = None, method: str = "GET", token: str = ""
    ) -> HttpResponse:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = RequestFactory().generic(method, path, headers=headers)
        request.COOKIES.update(cookies or {})
        return self.middleware(request)


@pytest.fixture
def house(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    settings.MOTCUA_LINE_FILE = tmp_path / "line"
    settings.MOTCUA_PUBLIC_AT_ONCE = 2
    monkeypatch.setattr(middleware, "NEWCOMER", 0.01)
    made = House()
    yield made
    made.may_answer.set()


@pytest.fixture
def full(house: House) -> Iterator[House]:
    """All hands of the public are full until the test lets them answer."""
    house.may_answer.clear()
    with ThreadPoolExecutor(2) as others:
        for _ in range(2):
            others.submit(house.ask)
        while len(house.reached) < 2:
            threading.Event().wait(0.001)
        house.reached.clear()
        yield house
        house.may_answer.set()


def cookies_of(response: HttpResponse) -> dict[str, str]:
    return {name: morsel.value for name, morsel in response.cookies.items() if morsel.value}


def in_line(house: House) -> dict[str, str]:
    """The cookies of somebody new who was sent to the waiting room."""
    response = house.ask()
    assert response.headers["X-Waiting"] != "0" and NUMBER in response.cookies
    return cookies_of(response)


def test_in_normal_times_nobody_waits_and_nothing_is_left_in_the_browser(house: House) -> None:
    response = house.ask()
    assert response.content == b"here" and not response.cookies


def test_who_took_the_last_hand_keeps_the_place(house: House, settings: LazySettings) -> None:
    house.middleware.hands.at_once = 1
    in_place = {PLACE: house.ask().cookies[PLACE].value}
    house.middleware.line.take()
    assert house.ask(cookies=in_place).content == b"here"


def test_somebody_new_waits_while_hands_are_full_and_behind_everybody(full: House) -> None:
    places = [full.ask().headers["X-Waiting"] for _ in range(3)]
    assert places == ["1", "2", "3"] and full.reached == []


def test_the_room_is_shown_without_a_statement(full: House, db: None) -> None:
    with CaptureQueriesContext(connection) as seen:
        full.ask(cookies=in_line(full))
    assert len(seen) == 0


def test_whoever_comes_while_others_wait_goes_behind_them(full: House) -> None:
    in_line(full)
    full.may_answer.set()
    assert full.ask().headers["X-Waiting"] == "2"


def test_the_turn_comes_and_the_place_is_kept(full: House, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, now = in_line(full), lines.time.time()
    full.may_answer.set()
    monkeypatch.setattr(lines.time, "time", lambda: now + 5)
    while not full.middleware.hands.free:
        threading.Event().wait(0.001)
    let_in = full.ask(cookies=waiting)
    assert let_in.content == b"here" and let_in.cookies[NUMBER]["max-age"] == 0
    in_place = {PLACE: let_in.cookies[PLACE].value}
    full.middleware.line.take()
    assert full.ask(cookies=in_place).content == b"here"


@pytest.mark.parametrize("forged", ["1", "1:x:y", "in", "in:1abc:zzz"])
def test_a_number_or_a_place_of_ones_own_making_is_none(full: House, forged: str) -> None:
    in_line(full)
    assert full.ask(cookies={NUMBER: forged, PLACE: forged}).headers["X-Waiting"] == "2"


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/can-bo/viec/"},
        {"path": "/quan-tri/"},
        {"path": "/healthz"},
        {"path": "/dang-nhap/tra-loi/"},
        {"path": "/api/v1/cases", "token": "t"},
    ],
    ids=lambda asked: asked["path"],
)
def test_officials_machines_and_partners_pass_by(full: House, asked: dict[str, str]) -> None:
    in_line(full)
    with ThreadPoolExecutor(1) as other:
        going = other.submit(full.ask, **asked)
        while not full.reached:
            threading.Event().wait(0.001)
        full.may_answer.set()
        assert going.result().content == b"here"


@pytest.mark.parametrize(
    ("cookies", "method"), [({"motcua": "session"}, "GET"), ({"motcua": "session"}, "POST"), ({}, "POST")]
)
def test_who_fills_in_a_form_waits_for_a_hand_and_is_served(
    full: House, settings: LazySettings, cookies: dict[str, str], method: str
) -> None:
    in_line(full)
    told = {settings.SESSION_COOKIE_NAME: cookies["motcua"]} if cookies else {}
    with ThreadPoolExecutor(1) as other:
        going = other.submit(full.ask, "/nop-ho-so/x/", told, method)
        full.may_answer.set()
        assert going.result().content == b"here"


def test_what_is_sent_is_taken_even_when_no_hand_comes_free(full: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "PATIENT", 0.01)
    with ThreadPoolExecutor(1) as other:
        going = other.submit(full.ask, "/nop-ho-so/x/", {}, "POST")
        while not full.reached:
            threading.Event().wait(0.001)
        assert full.reached == ["POST /nop-ho-so/x/"]
        full.may_answer.set()
        assert going.result().content == b"here"


def test_who_is_inside_is_told_a_moment_where_threads_run_out(
    full: House, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "PATIENT", 0.01)
    response = full.ask(cookies={settings.SESSION_COOKIE_NAME: "session"})
    assert response.status_code == 200 and response.headers["X-Waiting"] == "0"
    assert "Đến lượt bạn" in response.content.decode() and NUMBER not in response.cookies


def test_where_no_number_can_be_kept_the_page_tries_again(full: House, tmp_path: Path) -> None:
    full.middleware.line = lines.Line(tmp_path / "gone" / "line")
    assert full.ask().headers["X-Waiting"] == "0"


def test_a_program_without_a_token_hears_when_to_come_again(full: House) -> None:
    response = full.ask("/api/v1/status")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "3")
    assert b"rush.crowded" in response.content


@pytest.mark.parametrize(
    ("lang", "told"), [("vi", "Vị trí của bạn: 1. Còn khoảng 1 phút."), ("en", "Your place: 1. About 1 min to go.")]
)
def test_the_page_says_place_and_wait_and_asks_again_by_itself(full: House, lang: str, told: str) -> None:
    request = RequestFactory().get(PUBLIC)
    request.COOKIES["lang"] = lang
    page = LanguageMiddleware(full.middleware)(request).content.decode()
    assert told in page and '<meta http-equiv="refresh" content="3">' in page and "9000" not in page


def test_no_more_threads_are_held_than_are_the_publics() -> None:
    hands, held = Hands(1, 2), threading.Event()

    def hold(seconds: float) -> bool:
        with hands.taken(seconds) as got:
            return got and held.wait(20)

    with ThreadPoolExecutor(2) as others:
        first, second = others.submit(hold, 0), others.submit(hold, 20)
        while hands._running + hands._waiting < 2:
            threading.Event().wait(0.001)
        with hands.taken(20) as third:
            assert not third
        held.set()
        assert first.result() and second.result()
    with hands.taken(0) as free:
        assert free
