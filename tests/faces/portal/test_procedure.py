"""A procedure's page: complete, honest about what is not known, readable on a phone."""

from pathlib import Path

import pytest
from django.test import Client

from tests.faces.portal.conftest import publish


@pytest.fixture
def text(client: Client, catalogue: dict) -> str:
    response = client.get("/thu-tuc/1.001193/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_screen_answers_the_eight_questions(text: str) -> None:
    first = text.partition("Giấy tờ cần chuẩn bị")[0]
    for said in (
        "Ai được nộp",
        "Nơi giải quyết",
        "Thời hạn",
        "Lệ phí",
        "giấy phải nộp",
        "phút",
        "Toàn trình",
        "Kết quả",
    ):
        assert said in first, said
    assert 'href="/nop-ho-so/1.001193/"' in first


def test_papers_are_a_checklist_with_their_counts(text: str, catalogue: dict) -> None:
    fact = catalogue["1.001193"]
    for paper in fact["papers"]:
        assert paper["name"].split(" (")[0] in text
    assert text.count('class="tick"') == sum(paper["kind"] != "note" for paper in fact["papers"])
    assert "1 bản chính" in text and "Nộp nếu thuộc trường hợp" in text and "Xuất trình" in text


def test_steps_results_and_law_are_there(text: str, catalogue: dict) -> None:
    assert "Tiếp nhận hồ sơ" in text and "Giấy khai sinh" in text
    assert all(law["number"] in text for law in catalogue["1.001193"]["legal"])


def test_what_is_from_memory_is_said(text: str) -> None:
    assert "Chưa đối chiếu với văn bản" in text and "mức độ trực tuyến" in text


def test_it_stays_light(text: str) -> None:
    assert len(text.encode()) <= 20_000


def test_one_statement_reads_it_and_three_its_steps(
    client: Client, catalogue: dict, django_assert_num_queries: object
) -> None:
    client.get("/thu-tuc/1.001193/")
    with django_assert_num_queries(6):  # type: ignore[operator]
        """The sixth asks whether the city has rules of time of its own: the page says the hour of the cut-off."""
        client.get("/thu-tuc/1.001193/")


def test_an_unknown_code_is_not_found_in_words(client: Client, catalogue: dict) -> None:
    response = client.get("/thu-tuc/9.999999/")
    assert response.status_code == 404
    text = response.content.decode()
    assert "<h1>" in text and "Về trang đầu" in text
    assert "9.999999/" not in text.partition("<main")[2].partition("</main>")[0]


def test_in_english_the_frame_speaks_and_the_text_is_marked_vietnamese(client: Client, catalogue: dict) -> None:
    client.cookies["lang"] = "en"
    text = client.get("/thu-tuc/1.001193/").content.decode()
    assert '<h1 lang="vi">Đăng ký khai sinh</h1>' in text
    assert "Papers to prepare" in text and "Who may file" in text and "shown in Vietnamese" in text


def published(client: Client, folder: Path, fact: dict, **changes: object) -> str:
    publish(folder, [{**fact, **changes}])
    return client.get(f"/thu-tuc/{fact['code']}/").content.decode()


def test_no_stated_time_says_who_will_give_a_date(
    client: Client, db: None, tmp_path: Path, everyday: dict[str, dict]
) -> None:
    limit = {"channel": "any", "variant": "", "value": None, "unit": "working_day", "text": "Theo quy định"}
    text = published(client, tmp_path, everyday["1.001193"], time_limits=[{**limit, "same_day": False}])
    assert "Cán bộ hẹn ngày" in text and "ghi rõ căn cứ trên giấy hẹn" in text


def test_information_only_is_filed_at_a_counter(
    client: Client, db: None, tmp_path: Path, everyday: dict[str, dict]
) -> None:
    text = published(client, tmp_path, everyday["1.001193"], service_level="information")
    assert "/nop-ho-so/" not in text and "tại Bộ phận Một cửa hoặc qua bưu chính" in text


def test_another_level_is_not_received_here(
    client: Client, db: None, tmp_path: Path, everyday: dict[str, dict]
) -> None:
    text = published(client, tmp_path, everyday["1.001193"], levels=["ministry"])
    assert "/nop-ho-so/" not in text and "không tiếp nhận thủ tục này" in text


def test_an_empty_text_leaves_no_empty_heading(
    client: Client, db: None, tmp_path: Path, everyday: dict[str, dict]
) -> None:
    bare = {
        "papers": [],
        "results": [],
        "legal": [],
        "fee_text": "",
        "steps_text": "",
        "applicants": [],
        "executing": "",
    }
    text = published(client, tmp_path, everyday["1.001193"], **bare)
    assert "không ghi giấy tờ nào phải nộp" in text and "chưa ghi lệ phí" in text
    assert "Căn cứ pháp lý" not in text and "None" not in text


def test_the_papers_fit_one_sheet_to_print(client: Client, text: str, catalogue: dict) -> None:
    assert 'href="/thu-tuc/1.001193/giay-to/"' in text
    sheet = client.get("/thu-tuc/1.001193/giay-to/").content.decode()
    asked = [paper for paper in catalogue["1.001193"]["papers"] if paper["kind"] != "note"]
    assert sheet.count('class="tick"') == len(asked) and "1.001193" in sheet
    assert client.get("/thu-tuc/9.999999/giay-to/").status_code == 404
