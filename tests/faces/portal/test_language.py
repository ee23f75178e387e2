"""Switching the language by a form, kept in a cookie."""

import pytest
from django.test import Client


def test_the_switch_leads_back_in_the_other_language(client: Client) -> None:
    response = client.post("/ngon-ngu/", {"lang": "en", "next": "/?a=1"})
    assert response.status_code == 302 and response.headers["Location"] == "/?a=1"
    cookie = response.cookies["lang"]
    assert cookie.value == "en" and cookie["httponly"] and cookie["samesite"] == "Lax"
    again = client.get("/")
    assert b"What do you need to do?" in again.content and b'<html lang="en">' in again.content


def test_and_back_again(client: Client) -> None:
    client.cookies["lang"] = "en"
    client.post("/ngon-ngu/", {"lang": "vi", "next": "/"})
    assert "Bạn cần làm việc gì?" in client.get("/").content.decode()


@pytest.mark.parametrize("outside", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_never_leads_outside(client: Client, outside: str) -> None:
    assert client.post("/ngon-ngu/", {"lang": "en", "next": outside}).headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert "lang" not in client.post("/ngon-ngu/", {"lang": "fr", "next": "/"}).cookies


def test_a_link_cannot_switch(client: Client) -> None:
    assert client.get("/ngon-ngu/?lang=en").status_code == 405


def test_a_forged_form_is_refused_in_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/ngon-ngu/", {"lang": "en"}).status_code == 403
