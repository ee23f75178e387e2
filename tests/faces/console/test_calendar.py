"""The year's calendar in the browser: looked at, previewed, saved, corrected, withdrawn."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.daysoff.models import DecidedDay
from motcua.faces.console.yearly import Day
from motcua.kernel.words import Words
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn

YEAR = "/quan-tri/lich/"
ADD = "/quan-tri/lich/them/"


def sent(city: SmallCity, **rest: str) -> dict[str, str]:
    facts = {
        "kind": "holiday", "day": "16/3/2026", "swap_with": "", "name": "Ngày hội phường",
        "place": str(city.ba_dinh.pk), "decision": "15/QĐ-UBND", "decided_on": "1/3/2026",
    }  # fmt: skip
    return facts | rest


def looked_at(client: Client, address: str, facts: dict[str, str]) -> dict[str, str]:
    """What the save button of the preview sends."""
    page = client.post(address, facts | {"do": "look"})
    assert page.status_code == 200, page.content.decode()
    found = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    assert found and not DecidedDay.objects.filter(decision=facts.get("decision", "-")).exists()
    return facts | {"do": "save", "seen": found[1]}


def test_a_day_is_saved_only_after_its_effect_was_seen(admin: Client, small_city: SmallCity) -> None:
    facts = sent(small_city)
    hasty = admin.post(ADD, facts | {"do": "save", "seen": ""})
    assert hasty.status_code == 200 and "chưa có gì được lưu" in hasty.content.decode()
    ready = looked_at(admin, ADD, facts)
    changed = admin.post(ADD, ready | {"day": "17/3/2026"})
    assert changed.status_code == 200 and not DecidedDay.objects.exists()
    assert admin.post(ADD, ready).status_code == 302
    page = admin.get(YEAR).content.decode()
    assert "Ngày hội phường" in page and "15/QĐ-UBND" in page and "Trần Văn Minh" in page


def test_what_is_wrong_is_said_and_typed_text_stays(admin: Client, small_city: SmallCity) -> None:
    for wrong, words in (
        ({"day": "hôm qua"}, "Không đọc được ngày"),
        ({"decision": ""}, "Bạn chưa điền"),
        ({"decided_on": "1/1/2027"}, "ở tương lai"),
        ({"kind": "swap"}, "ngày làm bù"),
        ({"place": str(small_city.city.pk)}, "chọn lại trong danh sách"),
        ({"day": "1/1/2050"}, "quá 3 năm"),
    ):
        answer = admin.post(ADD, sent(small_city, **wrong) | {"do": "look"})
        page = answer.content.decode()
        assert answer.status_code == 422 and words in page and "Ngày hội phường" in page
    assert not DecidedDay.objects.exists()


def test_a_swap_is_corrected_and_withdrawn_as_one(admin: Client, small_city: SmallCity) -> None:
    facts = sent(small_city, kind="swap", swap_with="21/3/2026")
    admin.post(ADD, looked_at(admin, ADD, facts))
    row = DecidedDay.objects.get(kind="swapped_working_day")
    correct = reverse("console:calendar_correct", args=[row.pk])
    assert 'value="21/03/2026"' in admin.get(correct).content.decode()
    facts = sent(small_city, kind="swap", swap_with="28/3/2026", decision="16/QĐ-UBND")
    assert admin.post(correct, looked_at(admin, correct, facts)).status_code == 302
    assert admin.get(correct).status_code == 404, "the corrected entry is another one"
    row = DecidedDay.objects.get(withdrawn_at=None, kind="swapped_day_off")
    withdraw = reverse("console:calendar_withdraw", args=[row.pk])
    assert admin.post(withdraw, looked_at(admin, withdraw, {"ground": "nhập nhầm"})).status_code == 302
    assert not DecidedDay.objects.filter(withdrawn_at=None).exists()


def test_the_same_day_is_not_entered_twice(admin: Client, small_city: SmallCity) -> None:
    admin.post(ADD, looked_at(admin, ADD, sent(small_city)))
    taken = admin.post(ADD, looked_at(admin, ADD, sent(small_city, decision="17/QĐ-UBND")))
    assert taken.status_code == 409 and "đã được ghi cho" in taken.content.decode()


@pytest.mark.parametrize("query", ["", "?nam=2027", "?nam=abc", "?nam=99999", "?co-quan=x"])
def test_any_year_and_agency_asked_for(city_admin: Client, query: str) -> None:
    assert city_admin.get(YEAR + query).status_code == 200


def test_another_agency_s_day_is_neither_shown_nor_changed(
    admin: Client, sign_in: SignIn, small_city: SmallCity
) -> None:
    admin.post(ADD, looked_at(admin, ADD, sent(small_city)))
    row = DecidedDay.objects.get()
    stranger = sign_in(small_city.ngoc_ha, "administrator")
    assert stranger.get(reverse("console:calendar_correct", args=[row.pk])).status_code == 404
    assert stranger.post(reverse("console:calendar_withdraw", args=[row.pk]), {"ground": "x"}).status_code == 404
    official = sign_in(small_city.ba_dinh, "leader", "specialist", "counter_official")
    for address in (YEAR, ADD, "/quan-tri/"):
        assert official.get(address).status_code == 403
    assert admin.get("/quan-tri/").status_code == 200


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Làm bù"),
        ("Làm bù", "Làm bù"),
        ("Làm bù Tết", "Làm bù Tết"),
        ("Tết Dương lịch", "Làm bù: Tết Dương lịch"),
    ],
)
def test_a_day_is_called_once(name: str, said: str) -> None:
    day = Day(date(2026, 8, 22), "worked", "B", Words("Làm bù", "Working day in exchange"), name, today=False)
    assert day.said == said
