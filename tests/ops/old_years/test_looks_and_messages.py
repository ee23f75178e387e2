"""Looks go once nobody is named in them, messages once there is none: nothing personal reaches an archive."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.db import transaction

from motcua.base.access.models import Look
from motcua.base.erasure.marks import ERASED
from motcua.base.ledger import append
from motcua.base.messages.models import Message
from motcua.base.years.parts import begins
from motcua.casework.put_away import looks_away
from motcua.casework.retention.services.applying import apply_rules
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.ops.old_years import listing
from motcua.ops.old_years.errors import MayNotGo
from motcua.ops.old_years.owner import as_owner
from tests.base.ledger.situations import OFFICIAL, owner, thing
from tests.ops.old_years.situations import brought_back, house, old_year, rows_of, taken_away, whole

__all__ = ["house"]


def seen(at: Any, name: str) -> Look:
    return Look.objects.create(
        actor_kind="official", actor_name=name, subject_kind="case", subject_id="c", purpose="“xem” \u2028 \\", at=at
    )


def reasons(table: str, year: int) -> set[str]:
    with as_owner(looking=True):
        return {one.name for found in listing.years() if (found.table, found.year) == (table, year)
                for one in found.blocks}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_looks_go_when_their_names_have_and_come_back_the_same(house: Path) -> None:
    year = old_year()
    border = begins(year + 1)
    with transaction.atomic():
        append(thing(1), "thing.made", OFFICIAL, {"code": "K"})
        for minutes in range(-8, 4):
            seen(border + timedelta(minutes=minutes), ERASED)
        late = seen(border - timedelta(seconds=1), "Trần Thị Bình")
    with clock.frozen(border + timedelta(days=4 * 365)):
        assert reasons("looks", year) == {"young", "named"}
        with pytest.raises(MayNotGo, match="giữ đến"):
            taken_away(year, house, "looks")
    with clock.frozen(border + timedelta(days=5 * 365)):
        assert reasons("looks", year) == {"named"}
        with owner() as opened:
            opened.execute("ALTER TABLE access_look DISABLE TRIGGER USER")
            opened.execute("UPDATE access_look SET actor_name = %s WHERE id = %s", [ERASED, late.pk])
            opened.execute("ALTER TABLE access_look ENABLE TRIGGER USER")
        before = rows_of("access_look")
        done = taken_away(year, house, "looks", drop=True)
        assert (done.certificate.rows, Look.objects.count(), whole()) == (9, 4, True)
        case = cast(Case, SimpleNamespace(submitted_at=border - timedelta(days=9), ended_at=border))
        assert str(year) in str(looks_away(case))
        stray = seen(border - timedelta(days=2), ERASED)
        brought_back(done.folder)
        assert looks_away(case) is None
        assert [row for row in rows_of("access_look") if row["id"] != str(stray.pk)] == before and whole()


@contextmanager
def younger_columns() -> Iterator[None]:
    """The table of looks has two columns more in the block, as after an upgrade."""
    with owner() as opened:
        opened.execute("ALTER TABLE access_look ADD COLUMN younger text[] NOT NULL DEFAULT ARRAY['một', 'hai']")
        opened.execute("ALTER TABLE access_look ADD COLUMN empty integer")
    try:
        yield
    finally:
        with owner() as opened:
            opened.execute("ALTER TABLE access_look DROP COLUMN younger, DROP COLUMN empty")


@pytest.mark.django_db(transaction=True)
def test_a_year_taken_away_before_an_upgrade_comes_back_after_it(house: Path) -> None:
    year = old_year()
    border = begins(year + 1)
    with transaction.atomic():
        append(thing(1), "thing.made", OFFICIAL, {"code": "K"})
        for minutes in range(1, 4):
            seen(border - timedelta(minutes=minutes), ERASED)
    with clock.frozen(border + timedelta(days=5 * 365)):
        before = rows_of("access_look")
        done = taken_away(year, house, "looks", drop=True)
        with younger_columns():
            brought_back(done.folder)
            more = {"younger": ["một", "hai"], "empty": None}
            assert rows_of("access_look") == [row | more for row in before] and whole()


@pytest.mark.django_db(transaction=True)
def test_messages_go_once_the_rules_of_retention_have_erased_them(house: Path) -> None:
    year = old_year()
    border = begins(year + 1)
    with clock.frozen(border - timedelta(minutes=1)), transaction.atomic():
        append(thing(1), "thing.made", OFFICIAL, {"code": "K"})
        Message.objects.create(key="1:inapp:x", kind="x", channel="inapp", language="vi", state="sent",
                               sent_at=clock.now(), name="Nguyễn Văn An")  # fmt: skip
    with clock.frozen(border + timedelta(days=2 * 365 - 1)):
        assert reasons("messages", year) == {"young", "left"}
    with clock.frozen(border + timedelta(days=2 * 365)):
        assert reasons("messages", year) == {"left"}
        apply_rules()
        done = taken_away(year, house, "messages", drop=True)
        assert done.certificate.rows == 0 and whole()
        with as_owner(looking=True):
            states = {(one.table, one.year): one.state for one in listing.years()}
        assert states["messages", year] == listing.AWAY and states["looks", year] == listing.HERE
        brought_back(done.folder)
        assert whole() and rows_of("correspondence_message") == []
