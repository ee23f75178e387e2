"""Texts of messages in the browser: seen on an example, saved, refused, set back; who may."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.ledger.models import Entry
from motcua.base.messages.editing import fault_of
from motcua.base.messages.models import Template
from motcua.base.messages.texts import Text, shipped_keys, shipped_text, text_for
from motcua.base.messages.variables import example_values, variables_of
from motcua.kernel.words import LANGUAGES
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn

KEY = "case.decided"
ADDRESS = f"/quan-tri/tin-nhan/{KEY}/email/"
BODY = {"subject_vi": "Có kết quả", "body_vi": "Chào {name}, {sentence}", "subject_en": "Ready", "body_en": "{case}"}


def expected(client: Client, address: str = ADDRESS) -> str:
    found = re.search(r'name="expected" value="(\w+)"', client.get(address).content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("key,channel", shipped_keys())
def test_every_text_is_shown_on_an_example(city_admin: Client, key: str, channel: str) -> None:
    page = city_admin.get(reverse("console:text", args=[key, channel]))
    assert page.status_code == 200 and "KeyError" not in page.content.decode()
    for language in LANGUAGES:
        shipped = shipped_text(key, channel, language)
        assert shipped and not re.search(r"[{}]", shipped.filled(example_values(key), language).body)


def test_the_list_names_every_event_and_says_what_was_changed(city_admin: Client) -> None:
    city_admin.post(ADDRESS, BODY | {"expected": expected(city_admin), "do": "save"})
    page = city_admin.get("/quan-tri/tin-nhan/").content.decode()
    assert "đã quyết định" in page and page.count("đã sửa") == 1


def test_a_saved_text_is_sent_from_today_and_reset_brings_the_shipped_one(city_admin: Client) -> None:
    assert city_admin.post(ADDRESS, BODY | {"expected": expected(city_admin), "do": "save"}).status_code == 302
    assert text_for(KEY, "email", "vi", date(2026, 3, 10)) == Text("Có kết quả", "Chào {name}, {sentence}")
    entry = Entry.objects.get(kind="text.changed")
    assert entry.facts["body_en"] == "{case}" and entry.actor_name == "Vũ Thành Phố"
    assert "Vũ Thành Phố" in city_admin.get(ADDRESS).content.decode()
    city_admin.post(ADDRESS, {"expected": expected(city_admin), "do": "reset"})
    assert text_for(KEY, "email", "vi", date(2026, 3, 10)) == shipped_text(KEY, "email", "vi")
    assert not Template.objects.exists()


def test_a_wrong_variable_is_named_and_what_was_typed_stays(city_admin: Client) -> None:
    mark = expected(city_admin)
    for wrong, words in (
        ({"body_vi": "Chào {ten}"}, "Không có biến {ten}"),
        ({"body_vi": "Chào { name }"}, "Dấu ngoặc nhọn"),
        ({"subject_en": ""}, "Bạn chưa điền"),
        ({"subject_vi": "a" * 201}, "tối đa 200"),
    ):
        answer = city_admin.post(ADDRESS, BODY | wrong | {"expected": mark, "do": "save"})
        page = answer.content.decode()
        assert answer.status_code == 422 and words in page and "Chào" in page
    assert not Template.objects.exists()


def test_of_two_who_change_the_second_hears_it(city_admin: Client) -> None:
    mark = expected(city_admin)
    city_admin.post(ADDRESS, BODY | {"expected": mark, "do": "save"})
    second = city_admin.post(ADDRESS, BODY | {"subject_vi": "Khác", "expected": mark, "do": "save"})
    page = second.content.decode()
    assert second.status_code == 409 and "Có người vừa sửa" in page
    assert 'value="Khác"' in page and "Bản người khác vừa lưu" in page and "<b>Có kết quả</b>" in page
    assert Template.objects.get(language="vi").subject == "Có kết quả"
    mark = re.search(r'name="expected" value="(\w+)"', page)
    assert mark
    again = city_admin.post(ADDRESS, BODY | {"subject_vi": "Khác", "expected": mark[1], "do": "save"})
    assert again.status_code == 302 and Template.objects.get(language="vi").subject == "Khác"


def test_preview_fills_the_example_while_typing(city_admin: Client) -> None:
    part = city_admin.post(ADDRESS + "xem-thu/", BODY | {"body_vi": "Hồ sơ {case} của {ten}"}).content.decode()
    assert "H26.12-261123-0007" in part and "{ten}" in part and "ký tự" in part
    assert not Template.objects.exists()


def test_only_the_city_changes_texts(admin: Client, sign_in: SignIn, small_city: SmallCity) -> None:
    assert admin.get(ADDRESS).status_code == 200
    assert admin.post(ADDRESS, BODY | {"expected": expected(admin), "do": "save"}).status_code == 403
    leader = sign_in(small_city.city, "leader", "counter_official")
    for address in (ADDRESS, "/quan-tri/tin-nhan/"):
        assert leader.get(address).status_code == 403
    assert admin.get("/quan-tri/tin-nhan/khong-co/email/").status_code == 404


@given(st.text(alphabet=st.sampled_from("ab {}{}nameờ\n"), max_size=60))
def test_what_is_let_through_can_always_be_filled(text: str) -> None:
    if fault_of(KEY, text, 4000) is None:
        assert not re.search(r"[{}]", Text(text, text).filled(example_values(KEY), "vi").body)
    assert {variable.name for variable in variables_of("*")} == {"sentence", "name", "link", "site"}
