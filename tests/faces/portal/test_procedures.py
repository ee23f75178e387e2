"""Finding a procedure."""

import re
from pathlib import Path

import pytest
from django.test import Client

from motcua.faces.portal.english import WORDS, in_vietnamese
from motcua.faces.portal.life_events import LIFE_EVENTS, codes_by_event
from motcua.kernel.text import fold
from tests.faces.portal.conftest import publish

LINK = re.compile(r'href="/thu-tuc/([\d.]+)/"')


def found(client: Client, **asked: str) -> list[str]:
    response = client.get("/thu-tuc/", asked)
    assert response.status_code == 200
    return LINK.findall(response.content.decode())


@pytest.mark.parametrize("asked", ["Đăng ký khai sinh", "dang ky khai sinh", "KHAI  SINH", "sinh khai", "1.001193"])
def test_search_needs_no_diacritics_and_no_order(client: Client, catalogue: dict, asked: str) -> None:
    assert found(client, q=asked)[0] == "1.001193"


def test_plain_words_find_it_too(client: Client, catalogue: dict) -> None:
    assert "1.013225" in found(client, q="xây nhà mới")


def test_no_question_lists_everything(client: Client, catalogue: dict) -> None:
    assert len(found(client)) == 6


def test_nothing_found_says_what_to_do(client: Client, catalogue: dict) -> None:
    text = client.get("/thu-tuc/", {"q": "zzzz qqqq"}).content.decode()
    assert "Không tìm thấy thủ tục nào" in text and "ít chữ hơn" in text
    assert 'value="zzzz qqqq"' in text and "viec=sinh-con" in text


def test_a_slip_of_the_hand_finds_what_comes_near(client: Client, catalogue: dict) -> None:
    text = client.get("/thu-tuc/", {"q": "khai sinhh"}).content.decode()
    assert "gần giống" in text and "1.001193" in text


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"linh_vuc": "ho-tich"}, {"1.001193", "1.000894"}),
        ({"co_quan": "Bộ Xây dựng"}, {"1.013225"}),
        ({"linh_vuc": "ho-tich", "q": "kết hôn"}, {"1.000894"}),
        ({"cap": "city"}, set()),
    ],
)
def test_filters_are_plain_addresses(client: Client, catalogue: dict, asked: dict, codes: set[str]) -> None:
    assert set(found(client, **asked)) == codes
    text = client.get("/thu-tuc/", asked).content.decode()
    assert "<details" in text and " open>" in text


def test_an_unknown_level_is_no_filter(client: Client, catalogue: dict) -> None:
    assert len(found(client, cap="planet")) == 6


def test_a_nul_in_what_was_asked_is_nothing(client: Client, catalogue: dict) -> None:
    assert len(found(client, cap="\x00", co_quan="\x00", linh_vuc="\x00")) == 6


def test_what_was_asked_is_escaped(client: Client, catalogue: dict) -> None:
    assert b"<script>x" not in client.get("/thu-tuc/", {"q": "<script>x"}).content


def test_long_lists_go_on_by_key_without_gap_or_repeat(
    client: Client, db: None, tmp_path: Path, everyday: dict[str, dict]
) -> None:
    rows = sorted(everyday.values(), key=lambda row: row["code"])[:45]
    publish(tmp_path, rows)
    seen: list[str] = []
    address = "/thu-tuc/"
    for _ in range(3):
        text = client.get(address).content.decode()
        seen += LINK.findall(text)
        more = re.search(r'rel="next" href="([^"]+)"', text)
        address = more[1].replace("&amp;", "&") if more else ""
    assert address == "" and len(seen) == len(set(seen)) == 45
    assert "Về đầu danh sách" in text


def test_a_made_up_key_begins_anew(client: Client, catalogue: dict) -> None:
    assert len(found(client, sau="không-phải-khóa")) == 6


def test_few_statements_whatever_is_found(
    client: Client, catalogue: dict, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get("/thu-tuc/", {"q": "khai sinh"})


@pytest.mark.parametrize("event", LIFE_EVENTS, ids=lambda event: event.slug)
def test_each_turn_of_life_has_procedures(event: object) -> None:
    assert codes_by_event()[event.key]  # type: ignore[attr-defined]


def test_a_turn_of_life_lists_its_procedures_by_field(client: Client, catalogue: dict) -> None:
    text = client.get("/thu-tuc/", {"viec": "sinh-con"}).content.decode()
    assert LINK.findall(text) == ["1.001193"] and ">Hộ tịch</h2>" in text


def test_a_turn_of_life_without_procedures_says_so(client: Client, catalogue: dict) -> None:
    assert "Chưa có thủ tục nào" in client.get("/thu-tuc/", {"viec": "di-hoc"}).content.decode()


def test_an_unknown_turn_of_life_is_the_whole_list(client: Client, catalogue: dict) -> None:
    assert len(found(client, viec="bay")) == 6


def test_english_words_find_vietnamese_procedures(client: Client, catalogue: dict) -> None:
    client.cookies["lang"] = "en"
    text = client.get("/thu-tuc/", {"q": "birth certificate"}).content.decode()
    assert "1.001193" in text and "Searching for:" in text and 'value="birth certificate"' in text
    assert "Find a procedure" in text


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Birth certificates", "khai sinh"),
        ("register a MARRIAGE", "kết hôn"),
        ("building permit for a house", "giấy phép xây dựng nhà ở"),
        ("khai sinh", ""),
        ("", ""),
    ],
)
def test_known_english_words(asked: str, meant: str) -> None:
    assert in_vietnamese(asked) == meant


def test_every_english_word_is_written_as_it_is_looked_up() -> None:
    assert all(word == fold(word) for word in WORDS)
