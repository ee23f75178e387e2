"""Officials sign in with name and password: bilingual errors, slowed guesses, a new session id, own paths only."""

import re
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from motcua.base.access.models import Account
from motcua.base.access.routes import requires
from motcua.base.access.sources import networks
from motcua.domain.directory.models import Position
from motcua.faces.desk import signin_urls
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.support.town import make_agency, make_official, make_person

PAGE = "/can-bo/dang-nhap/"
PASSWORD_PAGE = "/can-bo/doi-mat-khau/"
PASSWORD = "một câu đủ dài để nhớ"
MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@requires("case.see")
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("desk")


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    """The two pages and one behind them, whatever else the desk has."""
    urls = ModuleType("tests_desk_urls")
    urls.urlpatterns = [path("can-bo/", include(signin_urls)), path("can-bo/", desk)]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    settings.MOTCUA_PASSWORD_PAGE = PASSWORD_PAGE
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def official(db: None, addresses: None) -> Actor:
    agency = make_agency("H26", "Ủy ban nhân dân thành phố Hà Nội", "city", None)
    actor = make_official("Lê Thị Quầy", "Công chức một cửa", agency, ["counter_official"])
    account = Account.objects.get(pk=actor.account_id)
    account.username = "quay.le"
    account.set_password(PASSWORD)
    account.save()
    return actor


def send(client: Client, username: str = "quay.le", password: str = PASSWORD, **more: str) -> Any:
    return client.post(PAGE, {"username": username, "password": password, **more})


def test_a_right_password_leads_to_the_desk(client, official):
    answer = send(client, username=" Quay.LE ")
    assert (answer.status_code, answer["Location"]) == (302, "/can-bo/")
    assert client.get("/can-bo/").content == b"desk"
    assert client.session["signin.kind"] == "official"


def test_the_session_id_is_new_and_lasts_twelve_hours(client, official):
    client.cookies["motcua"] = "an-id-somebody-planted"
    answer = send(client)
    cookie = answer.cookies["motcua"]
    assert cookie.value != "an-id-somebody-planted" and 12 * 3600 - 5 <= cookie["max-age"] <= 12 * 3600
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize("goal", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_no_other_site_is_followed(client, official, goal):
    assert send(client, next=goal)["Location"] == "/can-bo/"


def test_the_wanted_page_comes_back_after_sign_in(client, official):
    page = client.get(PAGE, {"next": "/can-bo/ho-so/7/?muc=giay-to"}).content.decode()
    form = page[page.index(f'action="{PAGE}"') :]
    kept = re.search(r'name="next" value="([^"]+)"', form)
    assert kept and kept[1] == "/can-bo/ho-so/7/?muc=giay-to"
    assert send(client, next=kept[1])["Location"] == "/can-bo/ho-so/7/?muc=giay-to"


@pytest.mark.parametrize(("language", "said"), [("vi", "chưa đúng"), ("en", "is not right")])
@pytest.mark.parametrize(("username", "password"), [("quay.le", "sai"), ("khong.co", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_hear_the_same(client, official, language, said, username, password):
    client.cookies["lang"] = language
    answer = send(client, username=username, password=password)
    text = answer.content.decode()
    assert answer.status_code == 422 and said in text
    assert f'value="{username}"' in text and PASSWORD not in text
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("change", [{"is_active": False}, {"kind": "citizen"}, {"kind": "machine"}])
def test_only_active_accounts_of_officials_come_in(client, official, change):
    Account.objects.filter(pk=official.account_id).update(**change)
    assert send(client).status_code == 422


def test_an_official_without_a_position_is_told_whom_to_ask(client, official):
    Position.objects.filter(person_id=official.person_id).update(valid=DateRange(date(2020, 1, 1), date(2021, 1, 1)))
    answer = send(client)
    assert answer.status_code == 403 and "người quản trị" in answer.content.decode()


def test_the_eleventh_wrong_password_in_ten_minutes_waits_even_when_right(client, official):
    for tried in range(11):
        with clock.frozen(MOMENT + timedelta(seconds=20 * tried)):
            answer = send(client, password="sai")
    assert answer.status_code == 429 and answer["Retry-After"] == "400"
    assert "đợi 7 phút" in answer.content.decode()
    with clock.frozen(MOMENT + timedelta(seconds=599)):
        assert send(client).status_code == 429
    with clock.frozen(MOMENT + timedelta(seconds=601)):
        assert send(client).status_code == 302


def test_a_right_password_forgives_the_wrong_ones(client, official):
    for tried in range(22):
        with clock.frozen(MOMENT + timedelta(seconds=20 * tried)):
            answer = send(Client(), password=PASSWORD if tried % 10 == 9 else "sai")
            assert answer.status_code in (302, 422)


def elsewhere(source: str) -> Client:
    return Client(REMOTE_ADDR=source)


def test_guesses_from_elsewhere_shut_nobody_out(client, official):
    """Somebody who only knows the name tries from 15 places; where the official signed in before, it stays open."""
    assert send(Client()).status_code == 302
    told = []
    with clock.frozen(MOMENT):
        for place in range(15):
            told += [send(elsewhere(f"10.0.0.{place}"), password="sai").status_code for _ in range(11)]
        assert told[:11] == [422] * 10 + [429]
        assert told.count(422) <= 100 and set(told[-11:]) == {429}
        assert send(elsewhere("10.1.1.1")).status_code == 429
        assert send(Client()).status_code == 302


def test_a_whole_office_behind_one_address_signs_in_at_once(client, official):
    with clock.frozen(MOMENT):
        assert {send(Client()).status_code for _ in range(40)} == {302}


def test_one_address_may_try_25_times_in_15_seconds(client, official):
    with clock.frozen(MOMENT):
        answers = [send(client, username=f"ai.do{number}", password="sai").status_code for number in range(26)]
    assert answers == [422] * 25 + [429]
    with clock.frozen(MOMENT + timedelta(seconds=15)):
        assert send(client).status_code == 302


def test_a_strangers_tries_in_an_office_of_the_city_keep_nobody_else_there_waiting(client, official, settings):
    settings.MOTCUA_OFFICE_NETWORKS = networks(["127.0.0.0/8"])
    with clock.frozen(MOMENT):
        assert {send(client, username=f"ai.do{number}", password="sai").status_code for number in range(40)} == {422}
        assert send(Client()).status_code == 302


def test_a_form_without_its_token_is_refused(official):
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_who_is_signed_in_does_not_see_the_form_again(client, official):
    send(client)
    assert client.get(PAGE, {"next": "/can-bo/ho-so/"})["Location"] == "/can-bo/ho-so/"


def test_the_form_is_never_kept_and_says_nothing_of_who_exists(client, official):
    answer = client.get(PAGE)
    assert "no-store" in answer["Cache-Control"] and "quay.le" not in answer.content.decode()


def change(client: Client, **typed: str) -> Any:
    new = "một câu khác cũng dài"
    return client.post(PASSWORD_PAGE, {"current": PASSWORD, "new": new, "again": new, **typed})


def test_a_first_password_must_be_changed_before_anything_else(client, official):
    Account.objects.filter(pk=official.account_id).update(must_change_password=True)
    send(client)
    assert client.get("/can-bo/")["Location"] == PASSWORD_PAGE
    assert "do người quản trị đặt" in client.get(PASSWORD_PAGE).content.decode()
    assert change(client)["Location"] == "/can-bo/"
    assert client.get("/can-bo/").content == b"desk"


def test_a_changed_password_ends_the_other_sessions(client, official):
    other = Client()
    send(client)
    send(other)
    before = client.session.session_key
    change(client)
    assert client.session.session_key != before
    assert client.get("/can-bo/").status_code == 200
    assert "/dang-nhap/" in other.get("/can-bo/")["Location"]
    assert send(Client()).status_code == 422
    assert send(Client(), password="một câu khác cũng dài").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"current": "sai"}, "hiện tại chưa đúng"),
        ({"new": "ngắn", "again": "ngắn"}, "ít nhất 10 ký tự"),
        ({"new": "1234567890", "again": "1234567890"}, "quá phổ biến"),
        ({"new": PASSWORD, "again": PASSWORD}, "phải khác"),
        ({"again": "khác"}, "không giống nhau"),
    ],
)
def test_an_unfit_password_is_refused_in_words(client, official, typed, said):
    send(client)
    answer = change(client, **typed)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Account.objects.get(pk=official.account_id).check_password(PASSWORD)


def test_guesses_at_the_present_password_are_slowed_too(client, official):
    send(client)
    with clock.frozen(MOMENT):
        answers = [change(client, current="sai").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_strangers_and_citizens_have_no_password_here(client, official):
    assert "/dang-nhap/" in client.get(PASSWORD_PAGE)["Location"]
    person = make_person("Trần Văn Dân", "citizen")
    client.force_login(person.account)
    assert client.get(PASSWORD_PAGE).status_code == 403
