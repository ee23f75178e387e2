"""Files of other tools brought to a published process by what is chosen on the page alone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from motcua.domain.processes.graph.bpmn.notes import LASTING, notes_of
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.models import Process
from motcua.faces.console.views import bpmn as views
from tests.domain.processes.walking import walked
from tests.support.forms import sent

PAGE = "/quan-tri/quy-trinh/bpmn/city/"
SAMPLES = Path(__file__).parents[2] / "domain" / "processes" / "samples"
Cells = dict[str, str]

SPECIALIST = {"unit": "specialist_unit", "role": "specialist"}
DECIDES = {"unit": "leader", "role": "leader", "decides": "1"}
DECISION = DECIDES | {"name_vi": "Lãnh đạo quyết định", "name_en": "The leader decides"}
TELLS = {"does": "tell_applicant", "says_vi": "Hồ sơ đang được xem.", "says_en": "Your case is being looked at."}
BY_HAND = SPECIALIST | {"does": ""}
ASKS = SPECIALIST | {"agency": "Sở Tư pháp", "hours": "16", "says_vi": "Có vướng không?", "says_en": "Any objection?"}
ELSE = {"when": "otherwise"}

FILES: dict[str, tuple[list[str], dict[str, Cells], list[str]]] = {
    "bpmn-io": (
        [],
        {"Activity_0s": {"decides": "1", "name_en": "Sign", "hours": "4"}},
        ["Activity_0r", "Activity_0x", "Activity_0s", "Activity_0t"],
    ),
    "camunda7": (["done"], {"fee": BY_HAND, "sign": DECIDES}, ["check", "fee", "sign", "added_1"]),
    "camunda8": (
        ["Rate", "Yes", "No"],
        {"AskFire": ASKS, "Rate": TELLS, "added_1": DECISION, "Good": {"way-j-when": "otherwise"}},
        ["Receive", "AskFire", "Rest", "added_1", "added_3"],
    ),
    "flowable": (
        ["startEvent1", "home_visit", "paid"],
        {"home_visit": SPECIALIST, "added_2": DECISION, "pay": TELLS},
        ["added_1", "sid-1B8D3F0A-0C4E-4F0D-9A0B-6E1B2C3D4E5F", "home_visit", "added_2", "added_3"],
    ),
    "jbpm": (
        ["_start", "_loose", "_end"],
        {"_first": SPECIALIST, "_log": TELLS, "_loose": SPECIALIST, "added_2": DECISION},
        ["added_1", "_first", "_loose", "added_2", "added_3"],
    ),
    "signavio": (
        ["sid-END"],
        {"sid-G1": {"kind": "split"}, "sid-G2": {"kind": "join"}, "sid-T4": {"decides": "1"}},
        ["sid-T1", "sid-T2", "sid-T3", "sid-T4", "added_1"],
    ),
    "bizagi": (
        ["Id_sms", "Id_end"],
        {
            "id_nhan_1": {"unit": "receiving_office", "role": "counter_official"},
            "Id_paid": SPECIALIST,
            "Id_late": {"hours": "16"},
            "Id_wait": {"way-Id_f3-when": "asked", "way-Id_f3-vi": "Đã nộp", "way-Id_f4-when": "otherwise"},
            "Id_sms": TELLS,
            "Id_sent": TELLS | {"name_vi": "Báo tin", "name_en": "Tell"},
            "added_1": DECISION,
        },
        ["id_nhan_1", "Id_late", "added_1", "added_2"],
    ),
}
"""By file: where a step is added, what is typed by node, and the steps a case then walks."""


def read_in(client: Client, name: str) -> bytes:
    file = SimpleUploadedFile(f"{name}.bpmn", (SAMPLES / f"{name}.bpmn").read_bytes())
    answer = client.post(PAGE, {"file": file})
    assert answer.status_code == 200
    return answer.content


def typed(page: bytes, choices: dict[str, Cells]) -> dict[str, str]:
    """The form of the page with the cells of the nodes filled in."""
    form = sent(page, "choices")
    places = {form[f"{index}-key"]: index for index in range(int(form["rows"]))}
    assert set(choices) <= set(places), sorted(places)
    cells = {f"{places[key]}-{cell}": text for key, told in choices.items() for cell, text in told.items()}
    assert set(cells) <= set(form), sorted(set(cells) - set(form))
    return form | cells


def chosen(client: Client, name: str) -> bytes:
    adding, choices, _ = FILES[name]
    page = read_in(client, name)
    for key in adding:
        page = client.post(PAGE, sent(page, "choices") | {"do": f"add {key}"}).content
    return bytes(client.post(PAGE, typed(page, choices) | {"do": "choose"}).content)


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_tool_is_published_by_choices_alone_and_a_case_walks_it_to_an_end(
    city_admin: Client, name: str
) -> None:
    before = read_in(city_admin, name).decode()
    assert "Chưa công bố được" in before and 'value="publish"' not in before
    page = chosen(city_admin, name)
    assert "Chưa công bố được" not in page.decode(), sent(page, "choices")
    answer = city_admin.post(PAGE, sent(page, "choices") | {"do": "publish"})
    assert answer.status_code == 302, answer.content.decode()
    assert walked(Process.objects.get().graph) == FILES[name][2]


@pytest.mark.usefixtures("staffed")
def test_the_file_left_over_says_what_stands_against_it(city_admin: Client) -> None:
    """Its branches never meet again: no choice can say where."""
    page = read_in(city_admin, "two-pools")
    page = city_admin.post(PAGE, typed(page, {"a7": {"decides": "1"}}) | {"do": "choose"}).content
    assert "Mọi nhánh của điểm tách này phải gặp lại nhau" in page.decode()
    assert {path.stem for path in SAMPLES.glob("*.bpmn")} == {*FILES, "two-pools"}


def test_what_cannot_be_read_is_marked_kept_and_not_published(city_admin: Client) -> None:
    wrong: dict[str, Cells] = {"Activity_0s": {"hours": "nhiều", "agency": "Sở Không Có", "decides": "1"}}
    page = read_in(city_admin, "bpmn-io")
    answer = city_admin.post(PAGE, typed(page, wrong) | {"do": "publish"})
    told = answer.content.decode()
    assert answer.status_code == 422 and "lớn hơn 0" in told and "Không có cơ quan “Sở Không Có”" in told
    kept = typed(answer.content, {})
    place = next(name.partition("-")[0] for name, value in kept.items() if value == "Activity_0s")
    assert {cell: kept[f"{place}-{cell}"] for cell in wrong["Activity_0s"]} == wrong["Activity_0s"]
    assert not Process.objects.exists()


@pytest.mark.usefixtures("staffed")
def test_what_has_no_effect_is_told_after_choices_were_kept_and_after_publishing(
    city_admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [str(one.words) for one in read((SAMPLES / "camunda7.bpmn").read_bytes()).report if one.verdict in LASTING]
    page = chosen(city_admin, "camunda7")
    assert first and all(escape(words) in page.decode() for words in first)
    assert city_admin.post(PAGE, sent(page, "choices") | {"do": "publish"}).status_code == 302
    assert [str(one.words) for one in notes_of(Process.objects.get().graph)] == first
    monkeypatch.setattr(views, "graph_now", lambda scope: Process.objects.get().graph)
    shown = city_admin.get(PAGE).content.decode()
    assert "Trong tệp gốc, không dùng" in shown and all(escape(words) in shown for words in first)


@pytest.mark.usefixtures("staffed")
def test_a_choice_made_while_publishing_is_looked_at_first(city_admin: Client) -> None:
    page = chosen(city_admin, "bpmn-io")
    late = city_admin.post(PAGE, typed(page, {"Activity_0x": {"hours": "6"}}) | {"do": "publish"})
    assert late.status_code == 200 and "xem lại rồi công bố" in late.content.decode()
    assert not Process.objects.exists()
    assert city_admin.post(PAGE, sent(late.content, "choices") | {"do": "publish"}).status_code == 302
    assert [node.minutes for node in Process.objects.get().graph.steps] == [None, 360, 240, None]


def test_fields_are_added_and_a_condition_is_set_on_the_same_page(city_admin: Client) -> None:
    page = read_in(city_admin, "bpmn-io")
    form = sent(page, "choices")
    place = next(index for index in range(int(form["rows"])) if form[f"{index}-key"] == "Activity_0x")
    page = city_admin.post(PAGE, form | {"do": f"field-{place}"}).content
    field: Cells = {"field-0-vi": "Diện tích", "field-0-en": "Area", "field-0-kind": "number", "field-0-needed": "1"}
    page = city_admin.post(PAGE, typed(page, {"Activity_0x": field}) | {"do": "choose"}).content
    guard: Cells = {"guard_name": "dien_tich", "guard_sign": ">", "guard_value": "0"}
    page = city_admin.post(PAGE, typed(page, {"Activity_0x": guard}) | {"do": "choose"}).content
    form = sent(page, "choices")
    assert form[f"{place}-field-0-vi"] == "Diện tích" and form[f"{place}-guard_value"] == "0"
    page = city_admin.post(PAGE, form | {"do": f"unfield-{place}-0"}).content
    assert "Diện tích" not in sent(page, "choices").values()
    assert "điều kiện hoàn thành không bao giờ đạt" in page.decode()


def test_a_step_that_was_added_is_taken_out_again(city_admin: Client) -> None:
    page = read_in(city_admin, "camunda7")
    before = sent(page, "choices")["rows"]
    more = city_admin.post(PAGE, sent(page, "choices") | {"do": "add check"}).content
    assert sent(more, "choices")["rows"] == str(int(before) + 1)
    less = city_admin.post(PAGE, sent(more, "choices") | {"do": "drop added_1"}).content
    assert sent(less, "choices")["rows"] == before


def test_the_drawing_goes_to_the_board_and_back_with_what_was_chosen(city_admin: Client) -> None:
    page = read_in(city_admin, "bpmn-io")
    form = typed(page, {"Activity_0s": {"hours": "4", "decides": "1"}})
    board = city_admin.post(f"{PAGE}ban-ve/", form)
    xml: Any = sent(board.content, "bpmn-form")["xml"]
    assert board.status_code == 200 and "Activity_0s" in xml
    again = city_admin.post(PAGE, {"xml": xml, "do": "look Activity_0s"})
    told = typed(again.content, {})
    place = next(index for index in range(int(told["rows"])) if told[f"{index}-key"] == "Activity_0s")
    assert (told[f"{place}-hours"], told[f"{place}-decides"]) == ("4", "1")
    assert f'name="{place}-name_vi" value="Ký duyệt" lang="vi" maxlength="500" autofocus' in again.content.decode()
    assert city_admin.post(f"{PAGE}ban-ve/", {"xml": "<a/>"}).status_code == 200
