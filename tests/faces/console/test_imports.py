"""Decisions in the administrator's pages: sent, looked at beside the source, corrected, published for a procedure."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.base.ledger.models import Entry
from motcua.domain.processes.models import DecisionImport, DiscardedImport, ImportedProcess, Process
from tests.domain.directory.places import SmallCity
from tests.domain.processes.reading.sheets import decision
from tests.support import forms
from tests.support.town import make_version

LIST = "/quan-tri/quy-trinh/nhap/"
ROWS = (
    ("**Bước 1**", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc", "Giấy tiếp nhận"),
    ("**Bước 2**", "Thẩm định hồ sơ", "Chuyên viên", "02 ngày làm việc", "Dự thảo"),
    ("**Bước 3**", "Phân công xử lý", "Lãnh đạo phòng"),
    ("**Bước 4**", "Ký duyệt kết quả", "Lãnh đạo Sở", "01 ngày làm việc", "Văn bản"),
    ("**Bước 5**", "Trả kết quả cho công dân", "Bộ phận Một cửa", "Giờ hành chính", ""),
)
TEXT = "\n".join(decision(("Thủ tục thử nghiệm 1.000002", ROWS))).encode()


def send(client: Client, content: bytes = TEXT, name: str = "quyet-dinh.md") -> Any:
    return client.post(LIST, {"file": SimpleUploadedFile(name, content)}, follow=True)


def sheet(page: str) -> dict[str, str]:
    """What a browser would send of the page's form."""
    form = page[page.index('<form method="post" novalidate id="sheet"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        boxed = told.get("type") in ("checkbox", "radio")
        if "name" in told and (not boxed or " checked" in tag):
            found[told["name"]] = told.get("value", "on")
    for name, options in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def draft(city_admin: Client) -> ImportedProcess:
    send(city_admin)
    return ImportedProcess.objects.get()


def address(draft: ImportedProcess) -> str:
    return f"{LIST}{draft.decision_id}/{draft.position}/"


def test_a_decision_is_sent_read_and_listed_once(city_admin: Client) -> None:
    page = send(city_admin).content.decode()
    assert "Quyết định 12/QĐ-UBND" in page and "Thủ tục thử nghiệm 1.000002" in page and "28 giờ" in page
    send(city_admin, name="lan-hai.md")
    assert DecisionImport.objects.count() == 1
    assert "12/QĐ-UBND" in city_admin.get(LIST).content.decode()
    assert Entry.objects.filter(kind="process.decision_imported").count() == 1


def test_nothing_chosen_is_said_so(city_admin: Client) -> None:
    answer = city_admin.post(LIST, {})
    assert answer.status_code == 422 and "bạn chưa chọn tệp" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "trống"), (b"\0\1", "không phải .docx"), (b"chi la chu", "Không thấy bảng quy trình")],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(city_admin: Client, content: bytes, words: str) -> None:
    answer = send(city_admin, content)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not DecisionImport.objects.exists()


def test_the_source_stands_beside_every_step_with_its_lines(city_admin: Client, draft: ImportedProcess) -> None:
    page = city_admin.get(address(draft)).content.decode()
    for step in draft.read["steps"]:
        assert step["performer"] in page
        assert f'<span class="lines__number">{step["source_lines"][0]}</span>' in page
    assert "Ô thời gian gộp chung với bước 2" in page and "Nguồn ghi “giờ hành chính”" in page


def test_corrections_are_saved_counted_and_told(city_admin: Client, draft: ImportedProcess) -> None:
    sent = sheet(city_admin.get(address(draft)).content.decode())
    typed = {"1-hours": "12,5", "2-role": "specialist", "do": "save"}
    assert city_admin.post(address(draft), sent | typed).status_code == 302
    draft.refresh_from_db()
    assert (draft.version, draft.rows[1]["hours"], draft.rows[2]["role"]) == (2, "12.5", "specialist")
    entry = Entry.objects.get(kind="process.import_corrected")
    assert entry.facts["changed"] == 2
    again = sheet(city_admin.get(address(draft)).content.decode())
    city_admin.post(address(draft), again | {"do": "save"})
    draft.refresh_from_db()
    assert draft.version == 2, "nothing changed, nothing stored"


def test_of_two_people_the_second_keeps_the_rows_and_sees_the_firsts(
    city_admin: Client, draft: ImportedProcess
) -> None:
    sent = sheet(city_admin.get(address(draft)).content.decode())
    city_admin.post(address(draft), sent | {"1-hours": "10", "do": "save"})
    late = city_admin.post(address(draft), sent | {"1-hours": "20", "do": "save"})
    page = late.content.decode()
    assert late.status_code == 409 and "Có người vừa lưu" in page
    assert "Người khác vừa lưu" in page and sheet(page)["1-hours"] == "20"
    assert city_admin.post(address(draft), sheet(page) | {"do": "save"}).status_code == 302
    draft.refresh_from_db()
    assert draft.rows[1]["hours"] == "20"


def test_a_wrong_cell_is_marked_and_everything_typed_is_kept(city_admin: Client, draft: ImportedProcess) -> None:
    sent = sheet(city_admin.get(address(draft)).content.decode())
    typed = {"1-hours": "nhiều", "2-agency": "Sở Không Có", "3-name_vi": "Ký <b>"}
    answer = city_admin.post(address(draft), sent | typed | {"do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "lớn hơn 0" in page and "Không có cơ quan “Sở Không Có”" in page
    assert {name: sheet(page)[name] for name in typed} == typed
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_step_is_added_hours_are_shared_and_nothing_is_stored_yet(city_admin: Client, draft: ImportedProcess) -> None:
    sent = sheet(city_admin.get(address(draft)).content.decode())
    page = city_admin.post(address(draft), sent | {"do": "share-1", "0-name_vi": "Nhận"}).content.decode()
    found = sheet(page)
    assert (found["1-hours"], found["2-hours"], found["0-name_vi"]) == ("8", "8", "Nhận")
    found = sheet(city_admin.post(address(draft), found | {"do": "add-4"}).content.decode())
    assert (found["rows"], found["5-name_vi"], found["5-key"]) == ("6", "", "n1")
    found = sheet(city_admin.post(address(draft), found | {"do": "up-5"}).content.decode())
    assert (found["4-key"], found["5-key"]) == ("n1", "s5")
    draft.refresh_from_db()
    assert draft.version == 1 and len(draft.rows) == 5


def test_everything_a_step_table_says_is_shown_corrected_and_kept(city_admin: Client, draft: ImportedProcess) -> None:
    page = city_admin.post(address(draft), form_of(city_admin.get(address(draft))) | {"do": "field-1"})
    typed = {
        "1-skill": "đất đai", "1-who": "s1", "1-papers": "Đơn; Bản vẽ", "1-documents": "Biên bản",
        "1-sign_off": "prepare,sign", "1-parallel": "A", "1-field-0-vi": "Diện tích", "1-field-0-en": "Area",
        "1-field-0-kind": "number", "2-parallel": "A", "2-kind": "ask", "2-asks": "Sở Tư pháp", "2-enough": "1",
        "2-says_vi": "Có vướng không?", "2-says_en": "Any objection?",
    }  # fmt: skip
    page = city_admin.post(address(draft), form_of(page) | typed | {"do": "look"})
    guard = {"1-guard_name": "dien_tich", "1-guard_sign": ">", "1-guard_value": "0"}
    assert city_admin.post(address(draft), form_of(page) | guard | {"do": "save"}).status_code == 302
    draft.refresh_from_db()
    examined, asked = draft.rows[1], draft.rows[2]
    assert (examined["skill"], examined["same_as"], examined["parallel"]) == ("đất đai", "s1", "A")
    assert (examined["papers"], examined["sign_off"]) == (["Đơn", "Bản vẽ"], ["prepare", "sign"])
    assert examined["documents"] == ["Biên bản"] and examined["guard"] == {">": [{"var": "dien_tich"}, 0]}
    assert examined["fields"]["properties"]["dien_tich"]["title"] == "Diện tích"
    assert (asked["asks"], asked["question"], asked["enough"]) == (
        ["H26.S03"],
        ["Có vướng không?", "Any objection?"],
        1,
    )
    kept = form_of(city_admin.get(address(draft)))
    assert {name: kept[name] for name in (typed | guard) if "asks" not in name} == {
        name: value for name, value in (typed | guard).items() if "asks" not in name
    }
    wrong = city_admin.post(address(draft), kept | {"1-guard_value": "", "do": "save"})
    assert wrong.status_code == 422 and "cần đủ ô, phép so sánh" in wrong.content.decode()


@pytest.mark.parametrize(("typed", "kept", "shown"), [("", None, ""), ("—", [], "—"), (" - ", [], "—")])
def test_an_empty_cell_of_documents_means_the_source_and_a_dash_none(
    city_admin: Client, draft: ImportedProcess, typed: str, kept: list[str] | None, shown: str
) -> None:
    sent = form_of(city_admin.get(address(draft))) | {"1-documents": typed, "1-name_en": "Look", "do": "save"}
    assert city_admin.post(address(draft), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.rows[1]["documents"] == kept
    again = city_admin.get(address(draft))
    assert form_of(again)["1-documents"] == shown
    assert ("ghi dấu — nếu bước này không làm ra" in again.content.decode()) == bool(draft.read["steps"][1]["result"])


def form_of(answer: Any) -> dict[str, str]:
    return forms.sent(answer.content, "sheet")


@pytest.mark.usefixtures("staffed")
def test_it_is_given_to_a_procedure_looked_at_and_published(
    city_admin: Client, draft: ImportedProcess, small_city: SmallCity
) -> None:
    version = make_version()
    page = city_admin.get(address(draft)).content.decode()
    assert version.procedure.code in page, "called alike"
    sent = sheet(page) | {"do": "look"}
    none = city_admin.post(address(draft), sent).content.decode()
    assert "Bạn chọn thủ tục" in none and "Công bố quy trình</button>" not in none
    looked = city_admin.post(address(draft), sheet(none) | {"do": "look", "procedure": str(version.procedure_id)})
    seen = looked.content.decode()
    assert 'value="publish"' in seen and not Process.objects.exists()
    changed = city_admin.post(address(draft), sheet(seen) | {"do": "publish", "1-hours": "9"}).content.decode()
    assert not Process.objects.exists(), "looked at again first"
    done = city_admin.post(address(draft), sheet(changed) | {"do": "publish"}, follow=True)
    assert "Đã công bố quy trình cho thủ tục" in done.content.decode()
    process = Process.objects.get()
    assert process.graph.steps[0].words.vi == "Tiếp nhận hồ sơ"
    assert (process.scope, process.ground) == (f"procedure:{version.procedure_id}", "12/QĐ-UBND")
    assert process.graph.by_key["s2"].minutes == 9 * 60
    draft.refresh_from_db()
    assert draft.published_id == process.pk


def test_what_stands_against_publishing_is_told_at_its_step(city_admin: Client, draft: ImportedProcess) -> None:
    version = make_version()
    sent = sheet(city_admin.get(address(draft)).content.decode()) | {"procedure": str(version.procedure_id)}
    sent.pop("3-decides")
    page = city_admin.post(address(draft), sent | {"do": "look", "2-kind": "ask"}).content.decode()
    assert "Bước hỏi ý kiến chưa có cơ quan nào" in page and 'value="publish"' not in page
    forced = city_admin.post(address(draft), sheet(page) | {"do": "publish"})
    assert forced.status_code == 422 and not Process.objects.exists()


def test_a_procedure_is_found_by_its_words(city_admin: Client, draft: ImportedProcess) -> None:
    version = make_version(code="2.777777")
    sent = sheet(city_admin.get(address(draft)).content.decode())
    page = city_admin.post(address(draft), sent | {"do": "find", "search": "2.777777"}).content.decode()
    assert str(version.procedure_id) in page


def test_who_administers_a_commune_looks_and_changes_nothing(admin: Client, draft: ImportedProcess) -> None:
    assert admin.get(address(draft)).status_code == 200
    assert send(admin, b"x").status_code in (403, 422)
    sent = sheet(admin.get(address(draft)).content.decode())
    assert admin.post(address(draft), sent | {"do": "save", "1-hours": "1"}).status_code == 403


def test_a_decision_is_discarded_with_a_reason_and_comes_back_with_its_file(
    city_admin: Client, draft: ImportedProcess
) -> None:
    page = reverse("console:import", args=[draft.decision_id])
    assert city_admin.post(page, {"reason": " "}).status_code == 422
    assert city_admin.post(page, {"reason": "Quyết định đã bị thay."}).status_code == 302
    shown = city_admin.get(page).content.decode()
    assert "Quyết định này đã bỏ" in shown and "Quyết định đã bị thay." in shown and 'name="reason"' not in shown
    listed = city_admin.get("/quan-tri/quy-trinh/nhap/").content.decode()
    assert "Chưa đọc quyết định nào" in listed and "Quyết định đã bỏ" in listed
    rows = sheet(city_admin.get(address(draft)).content.decode())
    refused = city_admin.post(address(draft), rows | {"do": "save", "0-name_vi": "Khác"})
    assert refused.status_code == 409 and "đã bỏ" in refused.content.decode()
    assert send(city_admin).redirect_chain[-1][0] == page
    assert 'name="reason"' in city_admin.get(page).content.decode()
    kinds = Entry.objects.filter(subject_kind="process_import").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["process.decision_imported", "process.import_discarded", "process.import_restored"]


def test_only_the_city_discards(admin: Client, draft: ImportedProcess) -> None:
    page = reverse("console:import", args=[draft.decision_id])
    assert admin.post(page, {"reason": "Nhầm."}).status_code == 403 and not DiscardedImport.objects.exists()
