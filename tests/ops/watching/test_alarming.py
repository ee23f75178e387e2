"""A backup that failed, a log that is not kept away, a spoilt page: told by letter once, and on the first page."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.base.access.models import Account
from motcua.base.messages.models import Message
from motcua.base.outages import alarms
from motcua.faces.console.overview import missing
from motcua.kernel import clock, stamps
from motcua.kernel.actor import SYSTEM
from motcua.kernel.home import Home
from motcua.ops.tasks import notice_alarms
from motcua.ops.watching import alarming
from tests.support.town import build_town, hanoi, make_official

AT = hanoi("2026-11-27T09:00")


@pytest.fixture
def home(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Home]:
    """Of a real city that sends letters; its administrator has an address, so has who runs the machine."""
    town, keys = build_town(), (Home.current().path / "keys.json").read_bytes()
    (tmp_path / "keys.json").write_bytes(keys)
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    settings.MOTCUA_SMTP_HOST, settings.MOTCUA_ALARM_MAIL = "127.0.0.1", ["truc@example.vn"]
    below = make_official("Tạ Quản Trị Xã", "Quản trị", town.commune, ["administrator"])
    for who, name in ((town.administrator, "quantri"), (town.leader, "lanhdao"), (below, "quantri.xa")):
        Account.objects.filter(pk=who.account_id).update(email=f"{name}@example.vn")
    with clock.frozen(AT):
        yield Home(tmp_path)


def letters() -> list[tuple[str, str]]:
    return sorted(Message.objects.filter(kind=alarming.KEY).values_list("address", "subject"))


def test_a_failed_backup_is_told_once_each_time_it_begins(home: Home) -> None:
    assert notice_alarms(0) == [] and letters() == []
    stamps.leave(home, stamps.FAILED_BACKUP, clock.now())
    for minutes in (1, 2):
        with clock.frozen(AT + timedelta(minutes=minutes)):
            assert notice_alarms(0) == [alarms.BACKUP]
    subject = "Báo động: sao lưu không hoàn tất"
    assert letters() == [("quantri@example.vn", subject), ("truc@example.vn", subject)]
    told = next(one.body for one in Message.objects.filter(kind=alarming.KEY) if one.address == "truc@example.vn")
    assert "motcua backup" in told and "09:01" in told and "/quan-tri/" in told and "Chào" not in told
    assert [one.words for one in missing(SYSTEM) if one.grave][:1] == [alarms.SENTENCES[alarms.BACKUP]]
    stamps.take_away(home, stamps.FAILED_BACKUP)
    assert notice_alarms(0) == [] and alarms.standing() == []
    assert alarms.SENTENCES[alarms.BACKUP] not in [one.words for one in missing(SYSTEM)]
    stamps.leave(home, stamps.FAILED_BACKUP, clock.now())
    with clock.frozen(AT + timedelta(hours=1)):
        notice_alarms(0)
    assert len(letters()) == 4


@pytest.mark.parametrize(("failing", "on"), [(True, [alarms.LOG]), (False, [])])
def test_a_log_that_cannot_be_kept_away_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch, failing: bool, on: list[str]
) -> None:
    monkeypatch.setattr(alarming, "ARCHIVE", f"SELECT now(), {failing}")
    assert notice_alarms(0) == on and [one.name for one in alarms.standing()] == on
    assert len(letters()) == 2 * len(on)


def test_a_page_met_by_a_round_or_by_anybody_since_is_told_until_a_round_meets_none(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = datetime.fromisoformat("2026-11-27T08:55:00+07:00")
    stamps.leave(home, stamps.SPOILT_PAGE, began)
    assert notice_alarms(0) == [alarms.PAGE] and letters()[0][1] == "Báo động: trang dữ liệu bị hỏng"
    stamps.take_away(home, stamps.SPOILT_PAGE)
    assert notice_alarms(0) == []
    monkeypatch.setattr(alarming, "PAGES", f"SELECT 1, timestamptz '{began.isoformat()}'")
    assert notice_alarms(0) == [alarms.PAGE], "no round was ever read"
    stamps.leave(home, stamps.PAGES_READ, began - timedelta(minutes=1))
    assert notice_alarms(0) == [alarms.PAGE]
    stamps.leave(home, stamps.PAGES_READ, began + timedelta(minutes=1))
    assert notice_alarms(0) == []


def test_a_made_up_city_alarms_nobody_and_the_statements_are_the_servers_own(home: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute(alarming.PAGES)
        assert [len(row) for row in cursor.fetchall()] in ([], [2])
    stamps.leave(home, stamps.FAILED_BACKUP, clock.now())
    home.mark_made_up()
    assert notice_alarms(0) == [] and letters() == []
