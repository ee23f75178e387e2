"""The pages about offices."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.calendars.hours import OfficeHours
from motcua.domain.directory import queries
from motcua.domain.directory.models import Counter, Office, OfficeHoursRow
from motcua.faces.console.forms.offices import usual_form
from tests.domain.directory.places import SmallCity, in_days, make_person, make_position
from tests.faces.console.conftest import confirmed

WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "7h30 - 11h30, 13h30 đến 17h")


def address(name: str, city: SmallCity, *more: Any) -> str:
    return reverse(f"console:{name}", args=[city.office.pk, *more])


def test_the_page_shows_hours_counters_and_whom_it_serves(admin: Client, small_city: SmallCity) -> None:
    page = admin.get(address("office", small_city)).content.decode()
    assert "Theo giờ làm việc chung" in page and "Chưa có quầy nào" in page
    assert "phường Ba Đình" in page


def test_what_was_assumed_says_so_until_it_is_saved(admin: Client, small_city: SmallCity) -> None:
    Office.objects.update(ground="assumed")
    assert "lấy từ giả định" in admin.get(address("office", small_city)).content.decode()
    admin.post(
        address("office_change", small_city), {"name": "Điểm Ba Đình", "address": "2 Trúc Bạch", "phone": "1022"}
    )
    assert "lấy từ giả định" not in admin.get(address("office", small_city)).content.decode()


def test_opening_an_office(admin: Client, small_city: SmallCity) -> None:
    sent = {"name": "Điểm Trúc Bạch", "address": "Số 2", "phone": "12345678901", "valid_from": "10/3/2026"}
    target = reverse("console:office_open", args=[small_city.ba_dinh.pk])
    refused = admin.post(target, sent)
    assert refused.status_code == 422 and 'value="Điểm Trúc Bạch"' in refused.content.decode()
    assert admin.post(target, sent | {"phone": "024 3825 1234"}).status_code == 302
    assert Office.objects.filter(name="Điểm Trúc Bạch", phone="02438251234").exists()


def test_hours_are_typed_as_people_write_them(admin: Client, small_city: SmallCity) -> None:
    sent = WEEK | {"from_day": "17/3/2026", "sat": "8-11:30"}
    target = address("office_hours", small_city)
    effect = admin.post(target, sent | {"do": "look"}).context["effect"]
    assert [row[0] for row in effect.rows] == ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"]
    assert effect.rows[5][1:] == ("nghỉ", "08:00-11:30")
    assert not OfficeHoursRow.objects.filter(office=small_city.office).exists(), "nothing was saved by looking"
    assert confirmed(admin, target, sent).status_code == 302
    expected = OfficeHours.parse("07:30-11:30,13:30-17:00;sat=08:00-11:30")
    assert queries.office_hours(small_city.office.pk, in_days(7)) == expected


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tue": "sáng"}, "Viết giờ như"),
        ({"tue": "12:00-08:00"}, "Viết giờ như"),
        ({"from_day": "1/3/2026"}, "Giờ làm việc đổi từ hôm nay"),
        (dict.fromkeys(WEEK, ""), "ít nhất một ngày"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_kept(
    admin: Client, small_city: SmallCity, changes: dict[str, str], words: str
) -> None:
    answer = admin.post(address("office_hours", small_city), WEEK | {"from_day": "17/3/2026", "sun": "9-10"} | changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and 'value="9-10"' in page


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8-12", "8:00-12:00"),
        ("8h – 11h30; 13h30 đến 17h", "8:00-11:30,13:30-17:00"),
        (" 08:00-12:00 , 13:00-17:00 ", "08:00-12:00,13:00-17:00"),
        ("7 giờ 30 đến 11 giờ", "7:30-11:00"),
        ("", ""),
    ],
)
def test_ways_to_write_hours(typed: str, read: str) -> None:
    assert usual_form(typed) == read


def test_counters_are_added_and_changed(admin: Client, small_city: SmallCity) -> None:
    assert 'value="1"' in admin.get(address("counter_add", small_city)).content.decode()
    admin.post(address("counter_add", small_city), {"number": "1", "label": "Hộ tịch", "in_use": "on"})
    again = admin.post(address("counter_add", small_city), {"number": "1", "label": "Đất đai", "in_use": "on"})
    assert again.status_code == 409 and 'value="Đất đai"' in again.content.decode()
    counter = Counter.objects.get()
    admin.post(address("counter", small_city, counter.pk), {"number": "3", "label": "Hộ tịch"})
    counter.refresh_from_db()
    assert (counter.number, counter.in_use) == (3, False)


def test_a_commune_lends_its_office_only_to_its_own(admin: Client, city_admin: Client, small_city: SmallCity) -> None:
    target = address("office_serve", small_city)
    both = {"agencies": [str(small_city.ba_dinh.pk), str(small_city.ngoc_ha.pk)]}
    assert "Ngọc Hà" not in admin.get(target).content.decode()
    assert admin.post(target, both).status_code == 422
    assert admin.post(target, {}).status_code == 422
    effect = city_admin.post(target, both | {"do": "look"}).context["effect"]
    assert [row[:2] for row in effect.rows] == [(small_city.ngoc_ha.label, "thêm")]
    assert confirmed(city_admin, target, both).status_code == 302
    assert queries.office_for(small_city.ngoc_ha.pk, in_days(0)) == small_city.office


def test_closing_an_office(admin: Client, small_city: SmallCity) -> None:
    assert admin.post(address("office_close", small_city), {"last_day": "1/1/2020"}).status_code == 422
    assert confirmed(admin, address("office_close", small_city), {"last_day": "20/3/2026"}).status_code == 302
    page = admin.get(address("office", small_city)).content.decode()
    assert "01/07/2025 – 20/03/2026" in page and "Đóng điểm tiếp nhận" not in page


def test_what_a_change_touches_stands_above_its_form(admin: Client, small_city: SmallCity) -> None:
    """Two officials of whom one is at the office; recounted by hand."""
    make_position(make_person("Lê Hoa"), small_city.ba_dinh, "counter_official", office=small_city.office)
    for name, key, counts in (
        ("office_close", small_city.office.pk, ["0", "1", "0", "1"]),
        ("office_hours", small_city.office.pk, ["0", "1", "0", "1"]),
        ("agency_rename", small_city.ba_dinh.pk, ["0", "1", "2", "1"]),
    ):
        answer = admin.get(reverse(f"console:{name}", args=[key]))
        assert [row["value"] for row in answer.context["form_page"].rows] == counts
