"""The stand-in keeps the rules of OpenID Connect, so that what passes here can pass elsewhere."""

from datetime import timedelta

import httpx
import pytest

from motcua.kernel import clock
from motcua.partners.identity.client import IdentityClient, Pending
from motcua.partners.identity.stand_in import CLIENT_ID, CLIENT_SECRET, IdentityServer, load_people, run

from .conftest import CALLBACK, MINH_ANH, Visitor, sent_back


def asked(pending: Pending, **changed: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": pending.redirect_uri,
        "scope": "openid",
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge": pending.challenge,
        "code_challenge_method": "S256",
        **changed,
    }


def exchange(provider: IdentityServer, pending: Pending, code: str, **changed: str) -> httpx.Response:
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": pending.redirect_uri,
        "code_verifier": pending.verifier,
        **changed,
    }
    return httpx.post(f"{provider.issuer}/token", data=data, auth=(CLIENT_ID, CLIENT_SECRET), trust_env=False)


@pytest.fixture
def code(client: IdentityClient, visitor: Visitor, pending: Pending) -> str:
    return visitor.choose(client.start_address(pending, language="vi"))["code"]


def test_it_listens_on_the_loopback_address_only(provider):
    assert provider.server_address[0] == "127.0.0.1"


def test_people_are_made_up_and_many_enough():
    people = load_people()
    assert len(people) >= 6
    assert all(person.number[6:10] == "9999" and len(person.number) == 12 for person in people)
    assert all(person.email.endswith(".example") for person in people if person.email)


def test_the_page_says_that_it_is_a_test_server_and_needs_no_script(provider, visitor, pending):
    page = visitor.http.get(f"{provider.issuer}/authorize", params=asked(pending))
    assert page.status_code == 200
    assert "MÁY CHỦ THỬ" in page.text and "This is not VNeID" in page.text
    assert "<script" not in page.text and "frame-ancestors 'none'" in page.headers["content-security-policy"]
    for person in load_people():
        assert person.name in page.text


def test_an_address_that_is_not_registered_gets_no_redirect(provider, visitor, pending):
    wrong = asked(pending, redirect_uri="http://127.0.0.1:9/elsewhere/")
    page = visitor.http.get(f"{provider.issuer}/authorize", params=wrong)
    assert page.status_code == 400 and "location" not in page.headers


def test_a_system_that_is_not_registered_gets_no_redirect(provider, visitor, pending):
    page = visitor.http.get(f"{provider.issuer}/authorize", params=asked(pending, client_id="stranger"))
    assert page.status_code == 400 and "location" not in page.headers


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"state": ""}, "invalid_request"),
    ],
)
def test_a_wrong_request_goes_back_with_its_error(provider, visitor, pending, changed, error):
    answer = visitor.http.get(f"{provider.issuer}/authorize", params=asked(pending, **changed))
    assert sent_back(answer)["error"] == error


def test_a_typed_number_with_spaces_signs_in(provider, visitor, pending):
    page = visitor.http.get(f"{provider.issuer}/authorize", params=asked(pending))
    assert sent_back(visitor.press(page, number=" 001190 999901 "))["state"] == pending.state


def test_a_number_nobody_has_is_refused_and_kept_in_the_field(provider, visitor, pending):
    page = visitor.http.get(f"{provider.issuer}/authorize", params=asked(pending))
    again = visitor.press(page, number='0"><b>')
    assert again.status_code == 422 and "không có trong danh sách thử" in again.text
    assert "<b>" not in again.text and "0&quot;&gt;&lt;b&gt;" in again.text
    assert "code" in sent_back(visitor.press(again, number=MINH_ANH))


def test_turning_back_is_told_to_the_asking_system(provider, visitor, pending):
    page = visitor.http.get(f"{provider.issuer}/authorize", params=asked(pending))
    assert sent_back(visitor.press(page, cancel="1")) == {"error": "access_denied", "state": pending.state}


def test_one_page_gives_one_code(provider, visitor, pending):
    page = visitor.http.get(f"{provider.issuer}/authorize", params=asked(pending))
    visitor.press(page, number=MINH_ANH)
    assert visitor.press(page, number=MINH_ANH).status_code == 400


def test_a_code_is_good_once(provider, pending, code):
    assert exchange(provider, pending, code).status_code == 200
    assert exchange(provider, pending, code).json() == {"error": "invalid_grant"}


def test_a_code_is_good_for_a_minute(provider, visitor, client, pending, monkeypatch):
    code = visitor.choose(client.start_address(pending, language="vi"))["code"]
    later = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr("motcua.partners.identity.stand_in.grants.clock.now", lambda: later)
    assert exchange(provider, pending, code).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    "changed", [{"code_verifier": "x" * 64}, {"code_verifier": ""}, {"redirect_uri": f"{CALLBACK}?x=1"}]
)
def test_a_code_in_other_hands_is_worthless(provider, pending, code, changed):
    assert exchange(provider, pending, code, **changed).json() == {"error": "invalid_grant"}
    assert exchange(provider, pending, code).json() == {"error": "invalid_grant"}


def test_a_system_without_the_secret_gets_no_token(provider, pending, code):
    answer = httpx.post(
        f"{provider.issuer}/token",
        data={"grant_type": "authorization_code", "code": code},
        auth=(CLIENT_ID, "guess"),
        trust_env=False,
    )
    assert answer.status_code == 401 and answer.json() == {"error": "invalid_client"}


def test_userinfo_needs_the_token_of_a_sign_in(provider):
    answer = httpx.get(f"{provider.issuer}/userinfo", headers={"Authorization": "Bearer guess"}, trust_env=False)
    assert answer.status_code == 401


def test_userinfo_tells_the_claims_of_the_national_provider(provider, pending, code):
    token = exchange(provider, pending, code).json()["access_token"]
    told = httpx.get(
        f"{provider.issuer}/userinfo", headers={"Authorization": f"Bearer {token}"}, trust_env=False
    ).json()
    assert told["LoaiTaiKhoan"] == "1" and told["SoDinhDanh"] == MINH_ANH
    assert told["HoVaTen"] == told["name"] == "Nguyễn Thị Minh Anh"
    assert (told["NgayThangNamSinh"], told["GioiTinh"]) == ("14/03/1990", "Nữ")
    assert told["SoDienThoai"].startswith("0900000") and told["ThuDienTu"] == told["email"]


def test_logout_goes_back_to_registered_origins_only(provider, visitor):
    there = visitor.http.get(f"{provider.issuer}/logout", params={"post_logout_redirect_uri": "http://127.0.0.1:9/"})
    assert there.headers["location"] == "http://127.0.0.1:9/"
    here = visitor.http.get(f"{provider.issuer}/logout", params={"post_logout_redirect_uri": "https://evil.example/"})
    assert here.status_code == 200 and "location" not in here.headers


def test_a_taken_port_is_told(provider):
    with pytest.raises(OSError, match="in use"):
        run(provider.server_address[1], redirect_uris=[])


def test_it_ends_with_its_block():
    with run(0, redirect_uris=[]) as server:
        issuer = server.issuer
        assert httpx.get(issuer, trust_env=False).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(issuer, trust_env=False)
