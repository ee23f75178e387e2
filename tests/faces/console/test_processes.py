"""The page of a step table: rows moved and added without scripts, effect seen, published."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.processes.models import Process
from motcua.domain.processes.tables import Line
from motcua.faces.console.forms.processes import Table, row_of
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn
from tests.support.town import make_version

CITY = "/quan-tri/quy-trinh/thanh-pho/"


def sent(page: str) -> dict[str, str]:
    """What a browser would send of the page's form."""
    form = page[page.index('<form method="post" novalidate hx-boost') :]
    found = dict(re.findall(r'<input[^>]*name="([\w-]+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    return {name: unescape(value) for name, value in found.items() if name not in ("csrfmiddlewaretoken",)}


def press(client: Client, page: str, button: str, **typed: str) -> str:
    answer = client.post(CITY, sent(page) | typed | {"do": button}, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_rows_are_added_moved_removed_and_published(city_admin: Client) -> None:
    page = city_admin.get(CITY).content.decode()
    page = press(city_admin, page, "after-1")
    assert sent(page)["rows"] == "5" and sent(page)["2-name_vi"] == ""
    page = press(
        city_admin, page, "look", **{"2-name_vi": "Kiểm tra chéo", "2-name_en": "Cross-check", "2-hours": "1,5"}
    )
    assert "Thêm bước 3" in page and "Công bố quy trình" in page and not Process.objects.exists()
    moved = press(city_admin, page, "up-2")
    assert sent(moved)["1-name_vi"] == "Kiểm tra chéo" and "Công bố quy trình" not in moved
    assert sent(press(city_admin, moved, "remove-1"))["rows"] == "4"
    changed = press(city_admin, page, "save", **{"2-hours": "3"})
    assert not Process.objects.exists() and "Công bố quy trình" in changed, "looked at again first"
    done = press(city_admin, changed, "save")
    assert "Đã công bố quy trình" in done and "Bảng số 1" in done
    step = Process.objects.get().graph.steps[2]
    assert (step.key, step.minutes) == ("cross_check", 180)


def test_a_row_becomes_an_automatic_step_that_says_what_it_does(city_admin: Client) -> None:
    page = press(city_admin, city_admin.get(CITY).content.decode(), "after-0")
    row = {"1-name_vi": "Báo người nộp", "1-name_en": "Tell the applicant", "1-does": "tell_applicant"}
    wrong = city_admin.post(CITY, sent(page) | row | {"do": "look"})
    assert wrong.status_code == 422 and "cần nội dung bằng tiếng Việt" in wrong.content.decode()
    texts = {"1-says_vi": "Hồ sơ đang được xem.", "1-says_en": "Your case is being looked at."}
    seen = city_admin.post(CITY, sent(page) | row | texts | {"do": "look"}).content.decode()
    assert "Hồ sơ đang được xem.</textarea>" in seen and "Thêm bước 2" in seen
    done = press(city_admin, seen, "save", **texts)
    assert "Đã công bố quy trình" in done
    graph = Process.objects.get().graph
    assert [node.order.does for node in graph.nodes if node.order] == ["tell_applicant"]
    assert [node.key for node in graph.steps if node.decides] == ["approval"]


def test_what_is_wrong_is_marked_and_kept(city_admin: Client) -> None:
    page = city_admin.get(CITY).content.decode()
    for typed, words in (
        ({"0-name_vi": ""}, "Bạn chưa điền"),
        ({"1-hours": "nhiều"}, "lớn hơn 0"),
        ({"valid_from": "hôm nào"}, "Không đọc được ngày"),
        ({"valid_from": "1/1/2020"}, "sớm nhất từ ngày mai"),
        ({"2-role": "counter_official"}, "không hợp với đơn vị"),
    ):
        answer = city_admin.post(CITY, sent(page) | typed | {"do": "look"})
        text = answer.content.decode()
        assert answer.status_code == 422 and words in text
        assert next(iter(typed.values())) in text


def test_a_second_publisher_keeps_the_table(city_admin: Client) -> None:
    page = city_admin.get(CITY).content.decode()
    looked = press(city_admin, page, "look", **{"1-hours": "9"})
    press(city_admin, looked, "save")
    late = city_admin.post(CITY, sent(looked) | {"do": "save"})
    assert late.status_code == 409 and "Có người vừa công bố" in late.content.decode()
    assert 'value="9"' in late.content.decode() and Process.objects.count() == 1


@pytest.mark.usefixtures("staffed")
def test_a_field_goes_its_own_way_and_back(city_admin: Client, small_city: SmallCity) -> None:
    version = make_version()
    address = reverse("console:process_field", args=[version.field_id])
    page = city_admin.get(address).content.decode()
    seen = city_admin.post(address, sent(page) | {"do": "look"}).content.decode()
    assert city_admin.post(address, sent(seen) | {"do": "save"}).status_code == 302
    page = city_admin.get(address).content.decode()
    asked = city_admin.post(address, sent(page) | {"do": "hand_back"}).content.decode()
    assert Process.objects.count() == 1 and "Xác nhận" in asked
    assert city_admin.post(address, sent(asked) | {"do": "hand_back"}).status_code == 302
    assert Process.objects.latest("number").empty
    listed = city_admin.get("/quan-tri/quy-trinh/?q=thu nghiem").content.decode()
    assert "Hộ tịch" in listed and "Thủ tục thử nghiệm" in listed
    assert city_admin.get(reverse("console:process_procedure", args=[version.procedure_id])).status_code == 200


def test_communes_read_and_others_do_not(admin: Client, sign_in: SignIn, small_city: SmallCity) -> None:
    page = admin.get(CITY)
    assert page.status_code == 200 and "Quản trị của thành phố" in page.content.decode()
    assert admin.post(CITY, sent(page.content.decode()) | {"do": "look"}).status_code == 403
    leader = sign_in(small_city.city, "leader")
    for address in (CITY, "/quan-tri/quy-trinh/"):
        assert leader.get(address).status_code == 403


@pytest.mark.parametrize("name", ["process_field", "process_procedure"])
def test_unknown_ones_are_not_found(city_admin: Client, small_city: SmallCity, name: str) -> None:
    assert city_admin.get(reverse(f"console:{name}", args=[small_city.city.pk])).status_code == 404


def test_rows_run_side_by_side_and_say_who_what_and_how_it_is_signed(city_admin: Client) -> None:
    page = city_admin.get(CITY).content.decode()
    page = press(city_admin, press(city_admin, page, "after-1"), "after-2")
    typed = {
        "2-name_vi": "Đo đạc", "2-name_en": "Site visit", "2-parallel": "a", "2-who": "examination",
        "2-documents": "Biên bản; Tờ trình", "3-name_vi": "Ý kiến", "3-name_en": "Opinion", "3-parallel": "a",
        "3-unit": "named", "3-agency": "H26.404", "4-sign_off": "prepare,sign", "5-who": "@thread",
    }  # fmt: skip
    refused = city_admin.post(CITY, sent(page) | typed | {"do": "look"})
    page = refused.content.decode()
    assert refused.status_code == 422 and "Không có cơ quan H26.404" in page and "Công bố quy trình" not in page
    page = press(city_admin, page, "look", **{"3-unit": "specialist_unit", "3-agency": "", "3-skill": "xây dựng"})
    assert "Công bố quy trình" in page
    press(city_admin, page, "save")
    graph = Process.objects.get().graph
    steps = {step.key: step for step in graph.steps}
    site, opinion = steps["site_visit"], steps["opinion"]
    assert [node.kind for node in graph.nodes].count("split") == 1 and site.documents == ("Biên bản", "Tờ trình")
    assert site.performer and site.performer.same_as == "examination"
    assert opinion.performer and opinion.performer.skill == "xây dựng"
    assert steps["approval"].decides and steps["approval"].sign_off == ("prepare", "sign")
    assert steps["return"].performer and steps["return"].performer.thread
    again = sent(city_admin.get(CITY).content.decode())
    assert again["rows"] == "4", "it holds from tomorrow"


def test_fields_and_a_condition_are_entered_kept_and_published(city_admin: Client) -> None:
    page = press(city_admin, press(city_admin, city_admin.get(CITY).content.decode(), "field-1"), "field-1")
    typed = {
        "1-field-0-vi": "Diện tích", "1-field-0-en": "Area", "1-field-0-kind": "number", "1-field-0-needed": "1",
        "1-field-0-most": "nhiều", "1-field-1-vi": "Loại đất", "1-field-1-en": "Kind of land",
        "1-field-1-kind": "choice", "1-field-1-choices": "đất ở",
    }  # fmt: skip
    wrong = city_admin.post(CITY, sent(page) | typed | {"do": "look"})
    told = wrong.content.decode()
    assert wrong.status_code == 422 and "Giới hạn là số" in told and "từ 2 đến 50 lựa chọn" in told
    assert sent(told) | typed == sent(told), "everything typed is still there"
    typed |= {"1-field-0-most": "500,5", "1-field-1-choices": "đất ở; đất vườn"}
    page = press(city_admin, told, "field-1", **typed)
    assert sent(page)["1-fields"] == "3" and sent(page)["1-field-0-name"] == "dien_tich"
    page = press(city_admin, page, "unfield-1-2")
    assert sent(page)["1-fields"] == "2" and '<option value="dien_tich">Diện tích</option>' in page
    guard = {"2-guard_name": "dien_tich", "2-guard_sign": "<=", "2-guard_value": ""}
    half = city_admin.post(CITY, sent(page) | guard | {"do": "look"})
    assert half.status_code == 422 and "cần đủ ô, phép so sánh và giá trị" in half.content.decode()
    early = {"0-guard_name": "dien_tich", "0-guard_sign": ">", "0-guard_value": "1"}
    never = city_admin.post(CITY, sent(page) | early | {"do": "look"})
    assert never.status_code == 422 and "không bao giờ đạt" in never.content.decode()
    looked = press(city_admin, page, "look", **guard | {"2-guard_value": "200", "1-duty": "Đi xem đất."})
    assert "ô điền" in looked and "điều kiện hoàn thành" in looked
    assert "Đã công bố quy trình" in press(city_admin, looked, "save", **{"1-duty": "Đi xem đất."})
    steps = Process.objects.get().graph.steps
    assert steps[1].duty == "Đi xem đất." and steps[2].guard == {"<=": [{"var": "dien_tich"}, 200]}
    assert steps[1].fields["order"] == ["dien_tich", "loai_dat"]
    assert steps[1].fields["properties"]["dien_tich"]["maximum"] == 500.5 and steps[1].fields["required"] == [
        "dien_tich"
    ]
    again = city_admin.get(CITY).content.decode()
    assert sent(again)["rows"] == "4"


def test_fields_of_another_make_go_through_the_table_untouched() -> None:
    schema = {"type": "object", "properties": {"plots": {"type": "array", "items": {"type": "string"}}}}
    rule = {"or": [{"var": "a"}, {"!": {"var": "b"}}]}
    line = Line("Xem", "See", "specialist_unit", "specialist", key="see", fields=schema, guard=rule, duty="Xem.")
    row = row_of(line)
    table = Table([row], "", "", 0)
    (back,), wrong = table.lines()
    assert wrong == {} and back == line
