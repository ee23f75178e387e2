"""Backups, the kept log and pages looked after each minute: what fails is told by letter to who runs the house.

Once for each time it begins, to the city's administrators and the addresses of `MOTCUA_ALARM_MAIL`; it stands on the
administrator's first page as long as it lasts.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from motcua.base.access import permissions
from motcua.base.access.roles import ROLES
from motcua.base.messages.recipients import Recipient
from motcua.base.messages.subscriptions import owe
from motcua.base.messages.texts import register_texts
from motcua.base.messages.variables import Variable, register_event, register_variables
from motcua.base.outages import alarms
from motcua.base.outages.alarms import Alarm
from motcua.domain.directory.models import Position
from motcua.kernel import clock, stamps
from motcua.kernel.database import practising
from motcua.kernel.home import Home
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words
from motcua.ops.watching.readings import ARCHIVE, PAGES

KEY, CHANNEL, PAGE = "house.alarm", "email", "/quan-tri/"
TEXTS = Path(__file__).parent / "facts" / "alarms.json"
WHAT = {
    alarms.BACKUP: Words("sao lưu không hoàn tất", "a backup failed"),
    alarms.LOG: Words("không cất được nhật ký dữ liệu", "the log of the database is not kept away"),
    alarms.PAGE: Words("trang dữ liệu bị hỏng", "a page of the database is spoilt"),
}


def notice() -> list[str]:
    """The names of alarms that are on. A city that is made up has none."""
    if practising() or Home.current().made_up:
        return []
    on = [name for name, fails in FAILS.items() if fails()]
    for name in alarms.SENTENCES.keys() - on:
        alarms.over(name)
    for name in on:
        _tell(alarms.raised(name, clock.now()))
    return on


def _backup_fails() -> bool:
    return stamps.told(Home.current(), stamps.FAILED_BACKUP) is not None


def _log_fails() -> bool:
    return any(failing for _, failing in _rows(ARCHIVE))


def _page_is_spoilt() -> bool:
    """Met by the last round, or by anybody since that began."""
    home = Home.current()
    round_began = stamps.told(home, stamps.PAGES_READ) or datetime.min.replace(tzinfo=UTC)
    met = any(last is not None and last > round_began for _, last in _rows(PAGES))
    return met or stamps.told(home, stamps.SPOILT_PAGE) is not None


FAILS: dict[str, Callable[[], bool]] = {
    alarms.BACKUP: _backup_fails,
    alarms.LOG: _log_fails,
    alarms.PAGE: _page_is_spoilt,
}


def _tell(alarm: Alarm) -> None:
    facts: dict[str, object] = {"sentence": alarm.words, "what": WHAT[alarm.name], "since": weekday_time(alarm.since)}
    mark = f"alarm:{alarm.name}:{alarm.since.isoformat()}"
    for letter in _letters(facts):
        owe(mark=mark, happened_at=alarm.since, kind=KEY, channel=CHANNEL, recipient=letter)


def _letters(facts: dict[str, object]) -> Iterator[Recipient]:
    for person, account in {(post.person, post.person.staff_account) for post in administrators()}:
        yield Recipient(
            account_id=account.pk, person_id=person.pk, name=person.full_name, email=account.email or person.email,
            values=facts, link=PAGE,
        )  # fmt: skip
    for address in settings.MOTCUA_ALARM_MAIL:
        yield Recipient(email=address, values=facts, link=PAGE)


def administrators() -> list[Position]:
    """Whoever may change the settings of the city itself."""
    roles = [role.name for role in ROLES.values() if permissions.SETTINGS_MANAGE in role.permissions]
    held = Position.objects.filter(agency__parent=None, valid__contains=clock.today(), roles__overlap=roles)
    return list(held.filter(person__staff_account__is_active=True).select_related("person__staff_account"))


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


register_texts(TEXTS)
register_event(KEY, alarms.SENTENCES[alarms.PAGE])
register_variables(
    KEY,
    Variable("what", Words("điều bị hỏng, thật ngắn", "what fails, in a few words"), WHAT[alarms.PAGE]),
    Variable("since", Words("lúc hệ thống nhận ra", "when it was noticed"), "09:00 Thứ Hai, 02/03/2026"),
)
