"""Outages are told by who administers the city, in two languages, and every page says so while they last."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.base.ledger.models import Entry
from motcua.base.outages import kept, queries
from motcua.base.outages.errors import (
    BadOutage,
    OutageBegun,
    OutageNotBegun,
    OutageNotOver,
    OutageOver,
    SaidAlready,
)
from motcua.base.outages.models import Outage
from motcua.base.outages.services.telling import Wanted, cancel, end, explain, tell, update
from motcua.kernel import clock
from motcua.kernel.errors import Denied, NotVisible
from motcua.kernel.ids import new_id
from tests.base.outages.conftest import NOW
from tests.support.town import Town

INCIDENT = Wanted(
    effect="down", services=("filing",), starts_at=NOW - timedelta(minutes=20), title_vi="Không nộp được hồ sơ",
    title_en="Filing fails", text_vi="Trang nộp hồ sơ không trả lời.", text_en="The filing pages do not answer.",
    meanwhile_vi="Nộp tại quầy.", meanwhile_en="File at a counter.",
)  # fmt: skip
PLANNED = replace(INCIDENT, starts_at=NOW + timedelta(hours=13), ends_at=NOW + timedelta(hours=15))
NEWS: Any = {"text_vi": "Đang sửa.", "text_en": "It is being mended."}
LESSON: Any = {"lesson_vi": "Đĩa đầy.\n\nTừ nay có cảnh báo.", "lesson_en": "A full disk.\n\nNow there is an alert."}

ACTS: dict[str, Any] = {
    "announce": lambda actor, one: tell(actor=actor, wanted=PLANNED),
    "open": lambda actor, one: tell(actor=actor, wanted=INCIDENT),
    "update": lambda actor, one: update(actor=actor, outage_id=one, **NEWS),
    "end": lambda actor, one: end(actor=actor, outage_id=one, **NEWS),
    "cancel": lambda actor, one: cancel(actor=actor, outage_id=one, **NEWS),
    "explain": lambda actor, one: explain(actor=actor, outage_id=one, **LESSON),
}


@pytest.fixture
def going_on(town: Town) -> Outage:
    return tell(actor=town.administrator, wanted=INCIDENT)


@pytest.mark.parametrize("who", ["citizen", "counter", "specialist", "leader", "stranger"])
def test_nobody_but_who_administers_the_city_tells_anything(town: Town, going_on: Outage, who: str) -> None:
    for name, act in ACTS.items():
        with pytest.raises(Denied):
            act(getattr(town, who), going_on.pk)
        assert Outage.objects.count() == 1, name
    for name in ("update", "end", "cancel", "explain"):
        with pytest.raises(NotVisible):
            ACTS[name](town.administrator, new_id())


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (replace(INCIDENT, title_en=" "), "title_en"),
        (replace(INCIDENT, text_vi="\u200b"), "text_vi"),
        (replace(INCIDENT, meanwhile_vi=""), "meanwhile_vi"),
        (replace(INCIDENT, services=()), "services"),
        (replace(INCIDENT, services=("filing", "weather")), "services"),
        (replace(INCIDENT, effect="gone"), "effect"),
        (replace(INCIDENT, starts_at=NOW + timedelta(minutes=1)), "starts_at"),
        (replace(INCIDENT, starts_at=NOW - timedelta(days=91)), "starts_at"),
        (replace(PLANNED, starts_at=NOW), "starts_at"),
        (replace(PLANNED, starts_at=NOW + timedelta(days=400)), "starts_at"),
        (replace(PLANNED, ends_at=PLANNED.starts_at), "ends_at"),
        (replace(PLANNED, ends_at=PLANNED.starts_at + timedelta(days=32)), "ends_at"),
        (replace(PLANNED, told_hours=169), "told_hours"),
    ],
)
def test_what_makes_no_sense_is_named_by_its_field(town: Town, wanted: Wanted, field: str) -> None:
    with pytest.raises(BadOutage) as refused:
        tell(actor=town.administrator, wanted=wanted)
    assert list(refused.value.fields) == [field]


def test_an_incident_from_its_first_word_to_its_post_mortem(town: Town, going_on: Outage) -> None:
    actor, one = town.administrator, going_on.pk
    for act in (cancel, end):
        if act is cancel:
            with pytest.raises(OutageBegun):
                act(actor=actor, outage_id=one, **NEWS)
    with pytest.raises(OutageNotOver):
        explain(actor=actor, outage_id=one, **LESSON)
    update(actor=actor, outage_id=one, **NEWS)
    with pytest.raises(SaidAlready):
        update(actor=actor, outage_id=one, **NEWS)
    with pytest.raises(BadOutage):
        end(actor=actor, outage_id=one, text_vi="Xong.", text_en="Done.", ends_at=INCIDENT.starts_at)
    end(actor=actor, outage_id=one, text_vi="Đã sửa xong.", text_en="It works again.")
    with pytest.raises(OutageOver):
        update(actor=actor, outage_id=one, text_vi="Nữa.", text_en="More.")
    assert queries.overdue() == []
    told = queries.told(Outage.objects.all())[0]
    assert str(told.lesson_due) == "2026-12-04" and [news.text.en for news in told.updates][-1] == "It works again."
    with clock.frozen(NOW + timedelta(days=8)):
        assert [one.title.en for one in queries.overdue()] == ["Filing fails"]
        explain(actor=actor, outage_id=one, **LESSON)
        assert queries.overdue() == []
    explain(actor=actor, outage_id=one, lesson_vi="Đĩa đầy.", lesson_en="A full disk.")
    entries = Entry.objects.filter(subject_kind="outage", subject_id=str(one)).order_by("number")
    kinds = ["opened", "updated", "ended", "explained", "explained"]
    assert [entry.kind for entry in entries] == [f"outage.{kind}" for kind in kinds]
    assert all(entry.actor_name == actor.name for entry in entries)


def test_what_is_planned_is_moved_cancelled_or_ends_by_itself(town: Town) -> None:
    actor = town.administrator
    one = tell(actor=actor, wanted=PLANNED).pk
    with pytest.raises(OutageNotBegun):
        end(actor=actor, outage_id=one, **NEWS)
    later = NOW + timedelta(hours=16)
    update(actor=actor, outage_id=one, **NEWS, ends_at=later)
    with pytest.raises(BadOutage):
        update(actor=actor, outage_id=one, text_vi="a", text_en="b", ends_at=PLANNED.starts_at)
    assert Outage.objects.get().ends_at == later
    with clock.frozen(later), pytest.raises(OutageOver):
        end(actor=actor, outage_id=one, text_vi="Xong.", text_en="Done.")
    cancel(actor=actor, outage_id=one, text_vi="Không làm nữa.", text_en="It does not take place.")
    with pytest.raises(OutageOver):
        cancel(actor=actor, outage_id=one, **NEWS)
    assert queries.told(Outage.objects.all())[0].stage(NOW) == "cancelled"


def test_every_page_says_so_while_it_lasts_and_asks_no_database(
    town: Town, client: Client, django_capture_on_commit_callbacks: Any, django_assert_num_queries: Any
) -> None:
    """The citizen's front page, the officials' sign-in and a page that is not there."""
    addresses = ("/", "/can-bo/dang-nhap/", "/khong-co/")
    before = [client.get(address).content.decode() for address in addresses]
    with django_capture_on_commit_callbacks(execute=True):
        one = tell(actor=town.administrator, wanted=INCIDENT).pk
        tell(actor=town.administrator, wanted=PLANNED)
    with django_assert_num_queries(0):
        banners = kept.banners()
    assert [banner.grave for banner in banners] == [True, False]
    for address, was in zip(addresses, before, strict=True):
        said = client.get(address).content.decode()
        assert "Không nộp được hồ sơ. Từ 08:40 Thứ Sáu, 27/11/2026." in said and 'href="/tinh-trang/"' in said
        assert "Từ 22:00 Thứ Sáu, 27/11/2026 đến 00:00 Thứ Bảy, 28/11/2026." in said
        assert "banner" in said and "banner__words" not in was
    with django_capture_on_commit_callbacks(execute=True):
        end(actor=town.administrator, outage_id=one, **NEWS)
    assert [banner.grave for banner in kept.banners()] == [False]
    planned = queries.told(Outage.objects.filter(kind="planned"))[0]
    assert not planned.shown_at(PLANNED.starts_at - timedelta(hours=25))
    with clock.frozen(PLANNED.starts_at):
        assert [banner.grave for banner in kept.banners()] == [True]
    with clock.frozen(PLANNED.ends_at or NOW):
        assert kept.banners() == []
