"""The first page: one question, eight turns of life, one field to track a case; light, and the same without scripts."""

import re

import pytest
from django.test import Client

from motcua.faces.portal.life_events import LIFE_EVENTS


@pytest.fixture
def text(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_finds_one_question_and_one_field_for_tracking(text: str) -> None:
    assert re.search(r'action="/thu-tuc/"[^>]*method="get"', text) and 'name="q"' in text
    assert re.search(r'action="/tra-cuu/"[^>]*method="get"', text) and 'name="ma"' in text
    assert "Đăng nhập" in text and 'href="/dang-nhap/"' in text


def test_eight_turns_of_life_lead_to_their_procedures(text: str) -> None:
    assert len(LIFE_EVENTS) == 8
    assert all(f'href="/thu-tuc/?viec={event.slug}"' in text for event in LIFE_EVENTS)


def test_it_fits_the_first_round_trip(text: str) -> None:
    assert len(text.encode()) <= 14_000


def test_it_asks_the_database_nothing(client: Client) -> None:
    """No `db` fixture here: a query would fail the test."""
    assert client.get("/").status_code == 200


def test_it_is_private_to_nobody_and_strict(client: Client) -> None:
    response = client.get("/")
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Language"] == "vi"
