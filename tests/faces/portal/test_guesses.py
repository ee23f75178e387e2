"""Guesses at codes, secrets and files: nothing is found, and what is there and hidden answers as what is not there."""

import random
import re
import secrets
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.domain.cases.models import Case
from motcua.kernel import clock
from tests.faces.portal.cases import PLANTED, accepted, draft
from tests.support.town import Town, build_town, hanoi

EVERYDAY = 120
"""Guesses in all; `--examples N` tries N."""
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

Guess = Callable[[random.Random], str]


def code(chance: random.Random) -> str:
    return f"/tra-cuu/?ma=H26.T1-2611{chance.randrange(1, 31):02}-{chance.randrange(2, 10_000):04}"


def filing(chance: random.Random) -> str:
    drawn = "".join(chance.choice(LETTERS) for _ in range(10))
    return f"/tra-cuu/?ma=NOP-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


def by_program(chance: random.Random) -> str:
    return f"/api/v1/track/{code(chance).partition('=')[2]}"


GUESSES: tuple[Guess, ...] = (
    code, filing, by_program,
    lambda chance: f"/t/{secrets.token_urlsafe(16)}",
    lambda chance: f"/verify/{secrets.token_urlsafe(16)}",
    lambda chance: f"/can-bo/tep/{uuid4()}/",
    lambda chance: f"/ho-so/{uuid4()}/tep/{uuid4()}/",
)  # fmt: skip


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    with clock.frozen(hanoi("2026-11-25T09:00")):
        yield build_town()


def test_no_guess_finds_anything(town: Town, client: Client, pytestconfig: pytest.Config) -> None:
    """Each from another address, so that nobody is slowed: the codes themselves must be hard to guess."""
    case, chance = accepted(town), random.Random(27)
    answers = {client.get(f"/tra-cuu/?ma={case.code}").status_code: "what is there is found"}
    assert set(answers) == {200}
    for number in range(pytestconfig.getoption("--examples") or EVERYDAY):
        address = GUESSES[number % len(GUESSES)](chance)
        place = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        answer = client.get(address, REMOTE_ADDR=place)
        assert answer.status_code in (302, 404), address
        assert answer.status_code == 404 or "dang-nhap" in answer["Location"]
        text = answer.content.decode()
        assert not [secret for secret in (*PLANTED, str(case.pk), case.code) if secret and secret in text]


def told(client: Client, address: str, guess: str) -> tuple[int, str, int]:
    """Status, page without what was asked and without its token, and how many statements it took."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address.format(guess), REMOTE_ADDR=f"10.1.1.{secrets.randbelow(250)}")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode().replace(guess, "…"))
    return answer.status_code, text, len(asked)


@pytest.mark.parametrize("address", ["/tra-cuu/?ma={}", "/api/v1/track/{}"])
def test_what_is_hidden_answers_word_for_word_as_what_never_was(town: Town, client: Client, address: str) -> None:
    """A draft has its number already and nobody may know."""
    hidden = draft(town).filing_number
    assert hidden and Case.objects.filter(filing_number=hidden).exists()
    never = hidden[:-1] + ("2" if hidden[-1] != "2" else "3")
    assert told(client, address, hidden) == told(client, address, never)
