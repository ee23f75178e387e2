"""The whole way of a citizen: our page, the stand-in's page over real HTTP, back, and out again."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from django.test import Client

from motcua.base.access.models import Account
from motcua.domain.directory.models import Person
from motcua.domain.directory.queries import person_by_identity
from motcua.kernel import clock
from motcua.partners.identity.client import client_of
from motcua.partners.identity.stand_in import CLIENT_ID, CLIENT_SECRET, Hostile, IdentityServer, run
from tests.support.town import make_agency, make_official

from .conftest import MINH_ANH, Visitor

OURS = "http://127.0.0.1:9/dang-nhap/tra-loi/"
HOST = "127.0.0.1:9"
LE_THI_HOA = "001153999903"


@pytest.fixture
def house(settings: Any, db: None) -> Iterator[IdentityServer]:
    with run(0, redirect_uris=[OURS]) as server:
        settings.MOTCUA_IDENTITY_ISSUER = server.issuer
        settings.MOTCUA_IDENTITY_CLIENT_ID = CLIENT_ID
        settings.MOTCUA_IDENTITY_CLIENT_SECRET = CLIENT_SECRET
        settings.ALLOWED_HOSTS = ["127.0.0.1"]
        yield server
    client_of.cache_clear()


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": HOST})


def leave_for_provider(browser: Client, goal: str = "") -> str:
    """Press the button of our page; the address of the provider's page."""
    page = browser.get("/dang-nhap/", {"next": goal} if goal else {})
    button = re.search(r'href="(/dang-nhap/vneid/[^"]+)"', page.content.decode())
    assert button
    answer = browser.get(button[1].replace("&amp;", "&"))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def come_back(browser: Client, told: dict[str, str]) -> Any:
    return browser.get("/dang-nhap/tra-loi/", told)


def sign_in(browser: Client, visitor: Visitor, number: str = MINH_ANH, goal: str = "") -> Any:
    return come_back(browser, visitor.choose(leave_for_provider(browser, goal), number))


def test_a_citizen_signs_in_for_the_first_time(house, browser, visitor):
    answer = sign_in(browser, visitor, goal="/thu-tuc/?q=khai+sinh")
    assert (answer.status_code, answer["Location"]) == (302, "/thu-tuc/?q=khai+sinh")
    person = person_by_identity(MINH_ANH)
    assert person and (person.full_name, person.birth_date, person.sex) == (
        "Nguyễn Thị Minh Anh",
        date(1990, 3, 14),
        "female",
    )
    assert person.phone == "0900000001" and person.email == "minhanh@congdan.example"
    assert person.account and person.account.kind == "citizen" and not person.account.has_usable_password()
    assert browser.session["_auth_user_id"] == str(person.account_id)
    assert "Nguyễn Thị Minh Anh" not in person.account.username and MINH_ANH not in person.account.username


def test_the_number_stands_in_no_session_no_cookie_and_no_address(house, browser, visitor):
    sign_in(browser, visitor)
    kept = json.dumps(dict(browser.session.items())) + str(browser.cookies)
    assert MINH_ANH not in kept and "id_token" not in kept


def test_a_second_sign_in_is_the_same_person_under_a_new_session_id(house, browser, visitor):
    sign_in(browser, visitor)
    first = browser.session.session_key
    browser.post("/dang-xuat/")
    sign_in(browser, visitor)
    assert browser.session.session_key != first
    assert Person.objects.count() == Account.objects.count() == 1


def test_a_planted_session_id_is_not_taken_over(house, browser, visitor):
    browser.cookies["motcua"] = "planted"
    sign_in(browser, visitor)
    assert browser.cookies["motcua"].value != "planted"


def test_the_providers_word_corrects_the_record_but_not_how_to_reach_somebody(house, browser, visitor):
    sign_in(browser, visitor)
    Person.objects.update(
        full_name="Nguyen Minh Anh", name_folded="nguyen minh anh", birth_date=date(1991, 1, 1), phone="0912345678",
        email="", address="Số 1, ngõ 2",
    )  # fmt: skip
    sign_in(Client(headers={"host": HOST}), visitor)
    person = Person.objects.get()
    assert (person.full_name, person.birth_date) == ("Nguyễn Thị Minh Anh", date(1990, 3, 14))
    assert (person.phone, person.email) == ("0912345678", "minhanh@congdan.example")
    assert person.address == "Số 1, ngõ 2"


def test_what_the_provider_leaves_out_stays_empty(house, browser, visitor):
    sign_in(browser, visitor, LE_THI_HOA)
    person = Person.objects.get()
    assert person.full_name == "Lê Thị Hoà" and person.email == ""


def test_a_telephone_number_we_cannot_take_does_not_keep_anybody_out(house, browser, visitor):
    known = house.house.people[MINH_ANH]
    house.house.people[MINH_ANH] = type(known)(known.number, known.name, known.birth_date, known.sex, "+1 202 555", "x")
    sign_in(browser, visitor)
    assert Person.objects.values_list("phone", "email").get() == ("", "")


def test_an_official_keeps_two_ways_in(house, browser, visitor):
    sign_in(browser, visitor)
    official = make_official(
        "Nguyễn Thị Minh Anh", "Chuyên viên", make_agency("H26", "TP", "city", None), ["specialist"]
    )
    account = Account.objects.get(pk=official.account_id)
    Person.objects.filter(pk=official.person_id).update(staff_account=None)
    Person.objects.filter(identity_digest__isnull=False).update(staff_account=account)
    sign_in(Client(headers={"host": HOST}), visitor)
    person = person_by_identity(MINH_ANH)
    assert person and person.account and person.account.kind == "citizen" and person.staff_account == account


def test_a_closed_account_stays_closed(house, browser, visitor):
    sign_in(browser, visitor)
    Account.objects.update(is_active=False)
    again = Client(headers={"host": HOST})
    answer = sign_in(again, visitor)
    assert answer.status_code == 403 and "_auth_user_id" not in again.session


def test_the_answer_counts_in_the_browser_that_began(house, browser, visitor):
    told = visitor.choose(leave_for_provider(browser))
    stranger = Client(headers={"host": HOST})
    assert come_back(stranger, told).status_code == 422
    leave_for_provider(stranger)
    assert come_back(stranger, told).status_code == 422
    assert "_auth_user_id" not in stranger.session


def test_the_answer_counts_once(house, browser, visitor):
    told = visitor.choose(leave_for_provider(browser))
    assert come_back(browser, told).status_code == 302
    assert come_back(browser, told)["Location"] == "/"
    browser.post("/dang-xuat/")
    assert come_back(browser, told).status_code == 422


def test_the_answer_counts_for_ten_minutes(house, browser, visitor):
    told = visitor.choose(leave_for_provider(browser))
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=2)):
        assert come_back(browser, told).status_code == 422


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, 422),
        ({"code": "x"}, 422),
        ({"code": "x", "state": "guess"}, 422),
        ({"state": "right"}, 422),
        ({"state": "right", "code": "never-given"}, 422),
        ({"state": "right", "code": "x", "iss": "https://elsewhere.example"}, 403),
        ({"state": "right", "error": "temporarily_unavailable"}, 503),
        ({"state": "right", "error": "server_error"}, 503),
        ({"state": "right", "error": "<script>"}, 403),
    ],
)
def test_a_wrong_answer_lets_nobody_in_and_begins_anew(house, browser, told, status):
    query = dict(parse_qsl(urlsplit(leave_for_provider(browser)).query))
    told = {name: query["state"] if value == "right" else value for name, value in told.items()}
    answer = come_back(browser, told)
    assert answer.status_code == status and "<script>" not in answer.content.decode()
    assert "_auth_user_id" not in browser.session
    assert answer.cookies["motcua-signin"]["max-age"] == 0


def test_turning_back_leads_to_our_page_with_the_goal_kept(house, browser, visitor):
    page = visitor.open(leave_for_provider(browser, "/ho-so/"))
    back = visitor.press(page, cancel="1").headers["location"]
    answer = browser.get("/dang-nhap/tra-loi/?" + urlsplit(back).query)
    assert answer["Location"] == "/dang-nhap/?next=%2Fho-so%2F&dung=1"
    shown = browser.get(answer["Location"]).content.decode()
    assert "Bạn đã dừng đăng nhập" in shown and "next=%2Fho-so%2F" in shown


@pytest.mark.parametrize("mode", sorted(Hostile))
def test_a_hostile_provider_lets_nobody_in(house, browser, visitor, settings, mode):
    told = visitor.choose(leave_for_provider(browser))
    client_of.cache_clear()
    house.misbehave(mode)
    settings.MOTCUA_IDENTITY_SECONDS = 0.3
    answer = come_back(browser, told)
    assert answer.status_code in (403, 503)
    assert "_auth_user_id" not in browser.session and not Person.objects.exists()


def test_a_provider_that_is_down_is_told_with_what_still_works(house, browser, settings):
    settings.MOTCUA_IDENTITY_ISSUER = "http://127.0.0.1:9"
    answer = browser.get("/dang-nhap/vneid/")
    text = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "Hệ thống định danh đang không trả lời" in text and "nộp tại quầy" in text
    assert browser.get("/dang-nhap/").status_code == 200
    assert browser.get("/").status_code == 200


def test_without_a_provider_the_page_says_so(db, browser, settings):
    settings.MOTCUA_IDENTITY_ISSUER = ""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    page = browser.get("/dang-nhap/").content.decode()
    assert "chưa nối với hệ thống định danh" in page and "/dang-nhap/vneid/" not in page
    assert browser.get("/dang-nhap/vneid/").status_code == 503


@pytest.mark.parametrize("goal", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_no_other_site_is_followed(house, browser, visitor, goal):
    assert sign_in(browser, visitor, goal=goal)["Location"] == "/"


def test_who_wants_a_page_of_officials_goes_to_their_sign_in(house, browser):
    answer = browser.get("/dang-nhap/", {"next": "/can-bo/ho-so/"})
    assert answer["Location"] == "/can-bo/dang-nhap/?next=%2Fcan-bo%2Fho-so%2F"


def test_who_is_signed_in_is_not_asked_again(house, browser, visitor):
    sign_in(browser, visitor)
    assert browser.get("/dang-nhap/", {"next": "/ho-so/"})["Location"] == "/ho-so/"


def test_leaving_ends_the_session_and_shows_the_way_out_of_the_provider(house, browser, visitor):
    sign_in(browser, visitor)
    key = browser.session.session_key
    answer = browser.post("/dang-xuat/")
    assert answer["Location"] == "/dang-xuat/xong/"
    assert not browser.session.exists(key) and "_auth_user_id" not in browser.session
    shown = browser.get("/dang-xuat/xong/").content.decode()
    way = re.search(r'href="(http://127[^"]+/logout[^"]+)"', shown)
    assert way
    gone = httpx.get(way[1].replace("&amp;", "&"), trust_env=False)
    assert gone.status_code == 303 and gone.headers["location"] == "http://127.0.0.1:9/"


def test_leaving_needs_a_form_with_its_token(house, visitor):
    strict = Client(headers={"host": HOST}, enforce_csrf_checks=True)
    assert strict.get("/dang-xuat/").status_code == 405
    assert strict.post("/dang-xuat/").status_code == 403


def test_the_cookie_of_a_sign_in_under_way_is_closed_to_scripts_and_other_sites(house, browser, settings):
    settings.SESSION_COOKIE_SECURE = True
    leave_for_provider(browser)
    cookie = browser.cookies["motcua-signin"]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax" and cookie["path"] == "/dang-nhap/"
    assert cookie["max-age"] == 600


def test_the_pages_speak_english_too(house, browser):
    browser.cookies["lang"] = "en"
    shown = browser.get("/dang-nhap/").content.decode()
    assert "Sign in with VNeID" in shown and "Officials sign in here" in shown
    assert dict(parse_qsl(urlsplit(leave_for_provider(browser)).query))["ui_locales"] == "en"


def test_an_idle_session_is_told_about(house, browser, visitor):
    moment = datetime.now(UTC)
    sign_in(browser, visitor)
    with clock.frozen(moment + timedelta(minutes=31)):
        assert "lâu không thao tác" in browser.get("/dang-nhap/").content.decode()
