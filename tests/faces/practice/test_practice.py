"""A practice city can be told on every page, slip and code, sends nothing, and knows when an exercise is done."""

import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from motcua.base.access.models import Account
from motcua.base.access.signin import BEGAN, KIND, SEEN
from motcua.base.documents.facts import from_facts
from motcua.base.documents.models import Document
from motcua.base.documents.rendering import render
from motcua.base.documents.services.drawing import ensure_rendered
from motcua.base.documents.sheets import narrow
from motcua.base.files.services.store import open_file
from motcua.base.messages.email import Email
from motcua.domain.cases.numbering import BadCode, parse_code
from motcua.faces.practice.standing import TOLD, WANTED
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.database import city, practice_of, practising
from motcua.kernel.home import Home
from motcua.ops.postgres import ForeignServer
from motcua.ops.practice import ELSEWHERE, OnDemand, Practice, keys_for
from tests.casework.test_life import receive
from tests.faces.console.conftest import signed_in
from tests.support.town import Town, build_town

PAGE = "/can-bo/luyen-tap/"


@pytest.fixture
def in_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_CITY", practice_of(city()))


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    yield tmp_path


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def signed_in_as(actor: Actor) -> Client:
    account = Account.objects.get(pk=actor.account_id)
    client = Client()
    client.force_login(account)
    session = client.session
    moment = int(clock.now().timestamp())
    session.update({KIND: account.kind, BEGAN: moment, SEEN: moment})
    session.save()
    return client


def text_of(document: Document) -> str:
    with open_file(ensure_rendered(document)) as stored:
        pages = pypdfium2.PdfDocument(io.BytesIO(stored.read()))
    return " ".join(page.get_textpage().get_text_range() for page in pages)


def test_codes_and_slips_tell_that_they_are_made_up(town: Town, in_practice: None) -> None:
    case = receive(town)
    assert case.code and case.code.startswith("LT-H26.T1-") and case.filing_number.startswith("LTN-")
    with pytest.raises(BadCode):
        parse_code(case.code)
    assert "BẢN LUYỆN TẬP" in text_of(Document.objects.get(kind="receipt"))


def test_a_slip_for_a_roll_bears_the_mark_too(town: Town, in_practice: None) -> None:
    receive(town)
    document = Document.objects.get(kind="receipt")
    short = narrow(from_facts(document.kind, document.facts))
    assert short
    pdf = pypdfium2.PdfDocument(io.BytesIO(render(short, address="https://motcua.example/x")))
    assert "BẢN LUYỆN TẬP" in pdf[0].get_textpage().get_text_range()


def test_the_real_city_bears_no_mark(town: Town) -> None:
    case = receive(town)
    assert case.code and case.code.startswith("H26.T1-") and case.filing_number.startswith("NOP-")
    assert "LUYỆN TẬP" not in text_of(Document.objects.get(kind="receipt"))


def test_no_mail_leaves_even_where_a_server_is_named(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MOTCUA_SMTP_HOST = "mail.example"
    assert Email().is_open()
    monkeypatch.setenv("MOTCUA_CITY", "h26_practice")
    assert practising() and not Email().is_open()


def test_every_page_says_so(client: Client, db: None, in_practice: None) -> None:
    for address in ("/", "/can-bo/dang-nhap/", "/tra-cuu/", "/khong-co/"):
        assert "BẢN LUYỆN TẬP" in client.get(address).content.decode()


def test_the_real_city_does_not(client: Client, db: None) -> None:
    for address in ("/", "/can-bo/dang-nhap/"):
        assert "BẢN LUYỆN TẬP" not in client.get(address).content.decode()


def test_an_exercise_is_done_when_the_ledger_says_so(town: Town, in_practice: None) -> None:
    client = signed_in(town.commune, "counter_official")
    assert "Đã xong 0 trên 3" in client.get(PAGE).content.decode()
    receive(town)
    assert "Đã xong 0 trên 3" in client.get(PAGE).content.decode(), "somebody else's work"
    client = signed_in_as(town.counter)
    client.get(PAGE)
    receive(town)
    page = client.get(PAGE).content.decode()
    assert "Đã xong 1 trên 3" in page and "LT-H26.T1-" in page
    client.post(PAGE + "bat-dau/")
    assert "Đã xong 0 trên 3" in client.get(PAGE).content.decode()


def test_the_door_starts_it_where_a_try_out_listens(town: Town, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(town.commune, "leader")
    assert "motcua practice" in client.get(PAGE).content.decode()
    client.post(PAGE + "bat-dau/")
    assert not (folder / WANTED).exists()
    monkeypatch.setenv("MOTCUA_PRACTICE_STARTS", "1")
    assert "Bắt đầu bản luyện tập" in client.get(PAGE).content.decode()
    client.post(PAGE + "bat-dau/")
    assert (folder / WANTED).exists() and "Đang chuẩn bị" in client.get(PAGE).content.decode()
    (folder / TOLD).write_text(json.dumps({"site": "http://127.0.0.1:8010", "pid": os.getpid()}))
    assert 'href="http://127.0.0.1:8010/can-bo/luyen-tap/"' in client.get(PAGE).content.decode()
    OnDemand(Home(folder), {})
    assert not (folder / TOLD).exists(), "a fresh start forgets"


def test_keys_are_others_but_for_the_database_s(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ELSEWHERE:
        monkeypatch.setenv(name, "something")
    real = Home(folder)
    practice = Practice(real, ForeignServer("postgresql://127.0.0.1:1/x"), 1, "http://127.0.0.1:1")
    keys_for(practice)
    keys, others = practice.home.keys, real.keys
    assert keys.database == others.database
    for name in ("django", "sealing", "digest", "tokens"):
        assert getattr(keys, name) != getattr(others, name) and re.fullmatch(r"[0-9a-f]{64}", getattr(keys, name))
    told = practice.environment()
    assert told["MOTCUA_CITY"] == "h26_practice" and not set(ELSEWHERE) & set(told)
