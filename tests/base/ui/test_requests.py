"""The language of a request, the frame around a page, and pages for what went wrong."""

import logging
import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from procrastinate.exceptions import ConnectorException

from motcua.base.ui import errors, nav
from motcua.base.ui.brand import brand
from motcua.base.ui.context import Page, page
from motcua.base.ui.middleware import FaultMiddleware, LanguageMiddleware, NoNulMiddleware
from motcua.base.ui.refused import TOKEN
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Conflict, Denied, Fault, Invalid, NotVisible, Unavailable
from motcua.kernel.words import Words, language, use_language

factory = RequestFactory()


@pytest.mark.parametrize(("cookie", "said"), [("en", "en"), ("vi", "vi"), ("", "vi"), ("xx", "vi")])
def test_the_cookie_chooses_the_language(cookie: str, said: str) -> None:
    request = factory.get("/")
    request.COOKIES["lang"] = cookie
    response = LanguageMiddleware(lambda _: HttpResponse(language()))(request)
    assert response.content.decode() == said
    assert response.headers["Content-Language"] == said and "Cookie" in response.headers["Vary"]
    assert language() == "vi"


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/x/?q=a%00b", "ab"), ("/x/?q=a%0%000b", "ab"), ("/x/?q=a%2500b", "a%00b"), ("/api/v1/x?q=a%00b", "a\x00b")],
)
def test_a_nul_in_the_address_of_a_page_is_nothing(path: str, asked: str) -> None:
    answer = NoNulMiddleware(lambda request: HttpResponse(request.GET["q"]))(factory.get(path))
    assert answer.content.decode() == asked


def through(exception: Exception, path: str = "/x/", **headers: str) -> HttpResponse | None:
    middleware = FaultMiddleware(lambda _: HttpResponse())
    return middleware.process_exception(factory.get(path, headers=headers), exception)


@pytest.mark.parametrize("fault", [Denied(), NotVisible(), Conflict(), Invalid(), Fault()])
def test_a_fault_becomes_its_page(fault: Fault) -> None:
    response = through(fault)
    assert response is not None and response.status_code == fault.status
    text = response.content.decode()
    assert str(fault) in text and "<h1>" in text and fault.code not in text


def test_faults_of_the_api_are_left_to_it() -> None:
    assert through(Conflict(), "/api/v1/cases/") is None


def test_other_exceptions_are_left_alone() -> None:
    assert through(ValueError()) is None


def test_a_database_that_is_away_is_said_in_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = through(OperationalError("connection refused"))
    assert response is not None and response.status_code == 503
    assert response.headers["Retry-After"] == "60" and "refused" not in response.content.decode()
    assert "refused" in caplog.text


def failed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django does with an exception that no view raised."""
    try:
        raise exception
    except Exception:
        return errors.server_error(request)


@pytest.mark.parametrize("away", [OperationalError("refused"), InterfaceError("closed"), ConnectorException()])
def test_a_database_away_before_any_view_gives_back_what_was_typed_and_sends_it_again(away: Exception) -> None:
    response = failed(factory.post("/x/?a=1", {"reason": "Thiếu trang 2 <i>", "n": "7", TOKEN: "t1"}), away)
    text = response.content.decode()
    assert response.status_code == 503 and response.headers["Retry-After"] == "60"
    assert text.count("đang bận") == 2, "in the title and the heading"
    assert text.count("thử lại sau ít phút") == 1 and "Thiếu trang 2 &lt;i&gt;</p>" in text
    assert all(f'name="{name}" value="{value}"' in text for name, value in [("n", "7"), (TOKEN, "t1")])
    assert "Gửi lại" in text and "VNeID" not in text


@pytest.mark.parametrize("typed", [{"password": "motmatkhaudai"}, {"file": ContentFile(b"x", "a.jpg")}])
def test_a_form_with_a_secret_or_a_file_is_not_drawn_to_be_sent_again(typed: dict[str, Any]) -> None:
    text = failed(factory.post("/x/", typed | {"n": "7"}), OperationalError()).content.decode()
    assert "Gửi lại" not in text and "motmatkhaudai" not in text


def test_a_failure_of_another_kind_stays_a_failure() -> None:
    assert failed(factory.get("/x/"), ValueError()).status_code == 500


def test_a_part_of_a_page_gets_a_notice() -> None:
    response = through(Conflict(), **{"HX-Request": "true"})
    assert response is not None and response.headers["HX-Retarget"] == "#notices"
    assert "<html" not in response.content.decode()


def test_each_wrong_field_is_named() -> None:
    response = through(Invalid({"phone": Words("Số điện thoại thiếu một chữ số.", "")}))
    assert response is not None and "thiếu một chữ số" in response.content.decode()


def test_what_was_typed_is_given_back_but_no_secret() -> None:
    typed = {
        "reason": "Bổ sung bản chính <b>",
        "password": "motmatkhaudai",
        "csrfmiddlewaretoken": "x" * 30,
        "n": "ngắn",
    }
    text = errors.error_page(factory.post("/x/", typed), 409).content.decode()
    assert "Bổ sung bản chính &lt;b&gt;" in text
    assert "motmatkhaudai" not in text and "xxxx" not in text and "ngắn" not in text


@pytest.mark.parametrize("status", sorted(errors.TOLD))
def test_error_pages_are_said_in_english_too(status: int) -> None:
    with use_language("en"):
        text = errors.error_page(factory.get("/x/"), status).content.decode()
    assert errors.TOLD[status].title.en in text and 'lang="en"' in text


def test_handlers_answer_their_status() -> None:
    request = factory.get("/x/")
    assert errors.bad_request(request, Exception()).status_code == 400
    assert errors.forbidden(request, Exception()).status_code == 403
    assert errors.not_found(request, Exception()).status_code == 404
    assert errors.csrf_failed(request).status_code == 403
    assert errors.server_error(request).status_code == 500


def test_a_page_left_open_is_not_called_a_missing_right() -> None:
    text = errors.csrf_failed(factory.post("/x/")).content.decode()
    assert "mở đã lâu" in text and "Bạn mở lại trang" in text and "chưa được làm" not in text


@pytest.mark.parametrize(
    ("path", "place"), [("/ho-so/x/", "/"), ("/can-bo/x/", "/can-bo/"), ("/quan-tri/x/", "/can-bo/")]
)
@pytest.mark.parametrize("status", [404, 405, 503])
def test_the_way_on_is_the_way_said(path: str, place: str, status: int) -> None:
    text = errors.error_page(factory.get(path), status).content.decode()
    assert f'href="{place}"' in text.partition("<h1>")[2]
    assert ("Về bàn làm việc" in text) == (place != "/") and ("từ trang đầu" not in text or place == "/")


class Broken(HttpRequest):
    """A request whose actor cannot be read, as when the database is gone."""

    @property
    def actor(self) -> Actor:
        raise OperationalError


@pytest.mark.parametrize("answer", [errors.server_error, lambda request: errors.fault_page(request, Unavailable())])
def test_the_last_page_needs_nothing(answer: Any) -> None:
    response = answer(Broken())
    assert response.status_code in (500, 503)
    assert "<h1>" in response.content.decode() and 'lang="en"' in response.content.decode()


def official(*permissions: str) -> Actor:
    post = Post(uuid.uuid4(), "Chuyên viên", uuid.uuid4(), "/H26/", frozenset(), frozenset(permissions))
    return Actor("official", "Hùng", posts=(post,))


def test_navigation_marks_an_entry_on_pages_of_its_own_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_places", {})
    nav.register(nav.Place("/quan-tri/", Words("Quản trị", "Administration"), "gear", order=1))
    agencies = Words("Cơ quan", "Agencies")
    nav.register(nav.Place("/quan-tri/co-quan/", agencies, "building", order=2, also=("/quan-tri/diem/",)))
    for path in ("/quan-tri/co-quan/a/", "/quan-tri/diem/b/"):
        assert [one.words for one in nav.shown_to(official(), path) if one.current] == [agencies]
    assert not [one for one in nav.shown_to(official(), "/can-bo/") if one.current]


def test_navigation_shows_what_one_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_places", {})
    nav.register(nav.Place("/can-bo/", Words("Việc của tôi", "My work"), "inbox", order=1))
    nav.register(nav.Place("/can-bo/tiep-nhan/", Words("Tiếp nhận", "Reception"), "stamp", "case.receive", order=2))
    nav.register(nav.Place("/quan-tri/", Words("Quản trị", "Administration"), "gear", "admin", order=3))
    seen = nav.shown_to(official("case.receive"), "/can-bo/tiep-nhan/moi/")
    assert [(place.path, place.current) for place in seen] == [("/can-bo/", False), ("/can-bo/tiep-nhan/", True)]
    assert nav.shown_to(None, "/") == [] and nav.shown_to(Actor("citizen", "Lan"), "/can-bo/") == []


def test_the_page_knows_who_is_here() -> None:
    request = factory.get("/thu-tuc/?q=khai+sinh")
    here = page(request)["page"]
    assert isinstance(here, Page)
    assert (here.actor, here.citizen, here.official) == (None, None, None)
    assert here.here == "/thu-tuc/?q=khai+sinh" and here.other_language == "en"
    request.actor = Actor("citizen", "Lan")  # type: ignore[attr-defined]
    assert page(request)["page"].citizen is request.actor  # type: ignore[attr-defined]
    assert page(factory.post("/x/?a=1"))["page"].here == "/x/"


def test_the_brand_is_read_from_its_file() -> None:
    assert brand().name == "Một Cửa" and brand().hotline
