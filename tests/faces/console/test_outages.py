"""Administrators of the city tell outages: what everybody will read is seen first, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.base.ledger.models import Entry
from motcua.base.outages import kept
from motcua.base.outages.models import Outage, OutageUpdate
from motcua.kernel.text import short_date
from tests.domain.directory.conftest import NOON
from tests.faces.console.conftest import confirmed

LIST = "/quan-tri/tinh-trang/"
SAID = {
    "title_vi": "Nâng cấp", "title_en": "An upgrade", "effect": "slow", "services": ["filing", "tracking"],
    "text_vi": "Máy chủ được nâng cấp.", "text_en": "Servers are upgraded.", "meanwhile_vi": "Nộp tại quầy.",
    "meanwhile_en": "File at a counter.",
}  # fmt: skip
TOMORROW = short_date(NOON.date() + timedelta(days=1))
PLANNED = SAID | {"starts_on": TOMORROW, "starts_at": "9h", "ends_on": TOMORROW, "ends_at": "11:30", "told_hours": "48"}
INCIDENT = SAID | {"starts_on": short_date(NOON.date()), "starts_at": "8:15"}
NEWS = {"text_vi": "Sắp xong.", "text_en": "Nearly done."}


@pytest.fixture(autouse=True)
def status_file(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MOTCUA_STATUS_FILE = tmp_path / "status.json"
    kept.forget()
    yield
    kept.forget()


def of(outage: Outage, act: str = "") -> str:
    return f"{LIST}{outage.pk}/{act}"


def test_what_is_planned_is_seen_as_people_will_read_it_then_published(city_admin: Client) -> None:
    looked = city_admin.post(f"{LIST}bao-truoc/", PLANNED | {"do": "look"}).content.decode()
    assert (
        "Người dân và cán bộ sẽ đọc" in looked
        and "Nâng cấp. Từ 09:00 đến 11:30 Thứ" in looked
        and "Nộp tại quầy." in looked
    )
    assert not Outage.objects.exists()
    assert confirmed(city_admin, f"{LIST}bao-truoc/", PLANNED).status_code == 302
    outage = Outage.objects.get()
    assert outage.ends_at and outage.ends_at - outage.starts_at == timedelta(hours=2, minutes=30)
    assert (outage.kind, outage.told_hours, outage.services) == ("planned", 48, ["filing", "tracking"])
    later = NEWS | {"ends_on": TOMORROW, "ends_at": "12h"}
    assert "đến 12:00" in city_admin.post(of(outage, "cap-nhat/"), later | {"do": "look"}).content.decode()
    assert not OutageUpdate.objects.exists(), "what was tried is taken back"
    assert confirmed(city_admin, of(outage, "cap-nhat/"), later).status_code == 302
    page = city_admin.get(of(outage)).content.decode()
    assert "Sắp xong." in page and "Hủy đợt này" in page and "ket-thuc" not in page
    early = confirmed(city_admin, of(outage, "ket-thuc/"), NEWS | {"ends_on": TOMORROW, "ends_at": "8h"})
    assert early.status_code == 409 and "Sắp xong." in early.content.decode()
    assert confirmed(city_admin, of(outage, "huy/"), {"text_vi": "Thôi.", "text_en": "Not now."}).status_code == 302
    assert "Đã hủy" in city_admin.get(LIST).content.decode()
    kinds = list(Entry.objects.filter(subject_kind="outage").order_by("number").values_list("kind", flat=True))
    assert kinds == ["outage.announced", "outage.updated", "outage.cancelled"]
    assert "Hủy đợt bảo trì “Nâng cấp”" in city_admin.get("/quan-tri/").content.decode(), "among the last changes"


def test_an_incident_is_opened_ended_and_its_post_mortem_is_asked_for(city_admin: Client) -> None:
    assert confirmed(city_admin, f"{LIST}su-co/", INCIDENT).status_code == 302
    outage = Outage.objects.get()
    form = city_admin.get(of(outage, "ket-thuc/")).content.decode()
    assert 'value="12:00"' in form
    assert confirmed(city_admin, of(outage, "cap-nhat/"), NEWS).status_code == 302
    over = {"text_vi": "Xong.", "text_en": "Done.", "ends_on": short_date(NOON.date()), "ends_at": "11h30"}
    assert confirmed(city_admin, of(outage, "ket-thuc/"), over).status_code == 302
    page = city_admin.get(of(outage)).content.decode()
    assert "Viết bản rút kinh nghiệm" in page and "chậm nhất" in page
    assert "quá hạn" not in city_admin.get("/quan-tri/").content.decode()
    long_ago = timedelta(days=12)
    Outage.objects.update(starts_at=outage.starts_at - long_ago, ends_at=NOON - long_ago)
    for address in (LIST, of(outage), "/quan-tri/"):
        assert "uá hạn" in city_admin.get(address).content.decode(), address
    lesson = {"lesson_vi": "Đĩa đầy.", "lesson_en": "A full disk."}
    assert confirmed(city_admin, of(outage, "rut-kinh-nghiem/"), lesson).status_code == 302
    assert "Đĩa đầy." in city_admin.get(of(outage, "rut-kinh-nghiem/")).content.decode()


@pytest.mark.parametrize(
    ("address", "typed", "words"),
    [
        ("bao-truoc/", PLANNED | {"ends_at": "8h"}, "Lúc kết thúc phải sau lúc bắt đầu."),
        ("bao-truoc/", PLANNED | {"starts_on": "1/1/2020", "ends_on": "1/1/2020"}, "Lúc này đã qua."),
        ("bao-truoc/", PLANNED | {"title_en": ""}, "Bạn chưa điền"),
        ("su-co/", INCIDENT | {"services": []}, "Bạn chưa điền"),
        ("su-co/", INCIDENT | {"starts_at": "25h"}, "Không đọc được giờ"),
        ("su-co/", INCIDENT | {"starts_on": TOMORROW}, "Lúc này chưa tới."),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(city_admin: Client, address: str, typed: Any, words: str) -> None:
    answer = confirmed(city_admin, LIST + address, typed)
    said = answer.content.decode()
    assert answer.status_code == 422 and words in said and "Máy chủ được nâng cấp." in said
    assert not Outage.objects.exists()


def test_who_administers_a_part_reads_and_tells_nothing(admin: Client, city_admin: Client) -> None:
    confirmed(city_admin, f"{LIST}su-co/", INCIDENT)
    outage = Outage.objects.get()
    for address in (LIST, of(outage)):
        page = admin.get(address)
        assert page.status_code == 200 and "su-co/" not in page.content.decode().split("<main")[1]
    for act in ("cap-nhat/", "ket-thuc/", "huy/", "rut-kinh-nghiem/"):
        assert admin.get(of(outage, act)).status_code == 403, act
    for act in ("bao-truoc/", "su-co/"):
        assert admin.post(LIST + act, INCIDENT).status_code == 403, act
