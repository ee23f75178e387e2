"""The status page and its address for programs: for everybody, measured honestly, there while the database is away."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from motcua.base.access.models import Account
from motcua.base.outages import kept, queries, signs
from motcua.base.outages.availability import Round
from motcua.base.outages.enums import JOURNEYS, SERVICES
from motcua.base.outages.keys import probe_token
from motcua.base.outages.models import ProbeRound
from motcua.base.outages.services.measuring import receive
from motcua.base.outages.services.telling import end, explain, tell
from motcua.base.outages.told import Sign
from motcua.kernel import clock
from tests.base.outages.test_telling import INCIDENT, LESSON, NEWS, PLANNED
from tests.support.town import Town, build_town, hanoi

PAGE, API = "/tinh-trang/", "/api/v1/status"
NOW = hanoi("2026-11-27T09:00")


@pytest.fixture(autouse=True)
def quiet(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A file of its own, no signs of the house, each page read anew."""
    settings.MOTCUA_STATUS_FILE = tmp_path / "status.json"
    monkeypatch.setattr(signs, "_watches", {})
    monkeypatch.setattr(kept, "GOOD_SECONDS", -1.0)
    monkeypatch.setattr(kept, "REST_SECONDS", -1.0)
    kept.forget()
    with clock.frozen(NOW):
        yield
    kept.forget()


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def states(client: Client) -> dict[str, str]:
    return {one["service"]: one["state"] for one in client.get(API).json()["services"]}


@pytest.mark.django_db
def test_nothing_is_said_to_be_measured_where_no_probe_ran(client: Client) -> None:
    answer = client.get(PAGE)
    said = answer.content.decode()
    assert answer.status_code == 200 and "Mọi dịch vụ đang hoạt động" in said
    assert "Chưa có số đo" in said and "100,00" not in said
    assert answer["Cache-Control"] == "private, max-age=15"
    told = client.get(API).json()
    assert [one["share"] for one in told["availability"]] == [None, None] and not told["database_away"]
    assert set(states(client).values()) == {"works"}


def test_what_is_told_stands_there_with_its_news_and_what_it_concerns(town: Town, client: Client) -> None:
    one = tell(actor=town.administrator, wanted=INCIDENT).pk
    tell(actor=town.administrator, wanted=replace(PLANNED, title_vi="Nâng cấp", title_en="An upgrade"))
    said = client.get(PAGE).content.decode()
    assert said.index("Đang diễn ra") < said.index("Nâng cấp") and "Nộp tại quầy." in said
    assert states(client)["filing"] == "down" and states(client)["tracking"] == "works"
    with clock.frozen(NOW + timedelta(minutes=30)):
        end(actor=town.administrator, outage_id=one, **NEWS)
    with clock.frozen(NOW + timedelta(hours=1)):
        said = client.get(PAGE).content.decode()
        assert "Bản rút kinh nghiệm sẽ có ở đây, chậm nhất Thứ Sáu, 04/12/2026" in said
        explain(actor=town.administrator, outage_id=one, **LESSON)
        said = client.get(PAGE).content.decode()
        assert "Từ nay có cảnh báo." in said and "chậm nhất" not in said
        client.cookies["lang"] = "en"
        said = client.get(PAGE).content.decode()
        assert "Filing fails" in said and "Now there is an alert." in said and "An upgrade" in said


@pytest.mark.django_db
def test_a_probe_that_finds_something_broken_is_believed_while_it_is_fresh(client: Client) -> None:
    receive([Round(NOW - timedelta(minutes=1), "a", 60, frozenset({"search"}))])
    assert {one for one, state in states(client).items() if state == "down"} == {"catalogue", "filing"}
    receive([Round(NOW - timedelta(seconds=30), "b", 60, frozenset())])
    assert set(states(client).values()) == {"works"}, "another probe reached it"
    with clock.frozen(NOW + timedelta(minutes=10)):
        assert set(states(client).values()) == {"works"}
    said = client.get(PAGE).content.decode()
    assert "chưa đủ để kết luận" in said and "Chưa có số đo" not in said


@pytest.mark.django_db
def test_what_the_house_notices_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles() -> Iterator[Sign]:
        raise RuntimeError

    found = [Sign("messages", "slow"), Sign("sign_in", "off")]
    monkeypatch.setattr(signs, "_watches", {"a": lambda: found, "b": stumbles})
    assert (states(client)["messages"], states(client)["sign_in"]) == ("slow", "off")
    assert "Có dịch vụ chậm" in client.get(PAGE).content.decode()


def away(*_: object) -> None:
    raise OperationalError("gone")


def test_while_the_database_is_away_the_last_that_was_told_is_shown(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also to who is signed in: no session is read for it."""
    tell(actor=town.administrator, wanted=INCIDENT)
    assert client.get(PAGE).status_code == 200
    client.raise_request_exception = False
    client.force_login(Account.objects.get(pk=town.citizen.account_id))
    monkeypatch.setattr(kept, "read_snapshot", away)
    monkeypatch.setattr("motcua.base.access.sessions.SessionStore.load", away)
    kept.forget()
    answer = client.get(PAGE)
    said = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "60" and answer["Cache-Control"] == "no-store"
    assert "Cơ sở dữ liệu của thành phố không trả lời" in said and "Không nộp được hồ sơ" in said
    assert "09:00 Thứ Sáu, 27/11/2026" in said and "Bộ phận Một cửa bằng bản giấy" in said
    told = client.get(API).json()
    assert told["database_away"] and len(told["outages"]) == 1
    assert {one for one, state in states(client).items() if state != "down"} == {"counters", "messages"}
    assert "banner__words" in client.get("/khong-co/").content.decode()


def test_without_database_and_file_there_is_still_an_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the mark `django_db` any statement would fail."""
    monkeypatch.setattr(kept, "read_snapshot", away)
    for _ in range(2):
        answer = client.get(PAGE)
        assert answer.status_code == 503 and "không trả lời" in answer.content.decode()
    assert client.get(API).json()["as_of"] is None
    kept.place().write_text("{half")
    kept.forget()
    assert client.get(PAGE).status_code == 503


@pytest.mark.django_db
def test_many_visitors_cost_one_reading(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(kept, "GOOD_SECONDS", 60.0)
    with django_assert_max_num_queries(4):
        queries.read_snapshot()
    client.get(PAGE)
    with django_assert_max_num_queries(0):
        for address in (PAGE, API):
            assert client.get(address).status_code == 200


def sent(client: Client, body: object, token: str = "") -> Any:
    return client.post(
        "/api/v1/probe-rounds", json.dumps(body), "application/json",
        headers={"Authorization": f"Bearer {token or probe_token()}"},
    )  # fmt: skip


@pytest.mark.django_db
def test_only_who_has_the_key_of_the_probes_adds_to_what_was_measured(client: Client) -> None:
    good = {"at": NOW.isoformat(), "every": 60, "failed": [], "slowest_ms": 80}
    body = {"probe": "hcm-1", "rounds": [good]}
    assert client.post("/api/v1/probe-rounds", "{}", "application/json").status_code == 401
    assert client.get("/api/v1/probe-rounds").status_code == 401
    assert sent(client, body, "0" * 32).status_code == 401 and not ProbeRound.objects.exists()
    for wrong in (
        [], {}, {"probe": "A b", "rounds": []}, {"probe": "a", "rounds": [good | {"failed": ["weather"]}]},
        {"probe": "a", "rounds": [good | {"at": "2026-11-27T09:00:00"}]}, {"probe": "a", "rounds": [good] * 501},
        {"probe": "a", "rounds": [good | {"every": 0}]}, {"probe": "a", "rounds": [good | {"at": "9999-12-31T23:59Z"}]},
    ):  # fmt: skip
        assert sent(client, wrong).status_code == 422, wrong
    assert sent(client, body).json() == {"taken": 1}
    assert sent(client, {"probe": "hcm-1", "rounds": [good | {"failed": list(JOURNEYS)}]}).json() == {"taken": 1}
    assert ProbeRound.objects.get().failed == [] and len(SERVICES) == 7
