"""The code of an identity card: every layout is read back, a garbled one is doubted, any other text refused."""

import string
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.kernel.identifiers import PROVINCES, Malformed
from motcua.kernel.identity_card import IdentityCard, looks_like_card, read_card, written
from motcua.kernel.typed_dates import PartialDate
from motcua.kernel.vietnamese_code_pages import TCVN3, as_tcvn3, as_western_utf8

NUMBER, NAME, PLACE = "001185012345", "Nguyễn Thị Thử", "Số 1, ngõ 2, Phúc Xá, Ba Đình, Hà Nội"
BORN, ISSUED = PartialDate(1985, 3, 5), PartialDate(2021, 5, 10)
LAYOUTS = {
    "2021": f"{NUMBER}|012345678|{NAME}|05031985|Nữ|{PLACE}|10052021",
    "old number empty": f"{NUMBER}||{NAME}|05031985|Nữ|{PLACE}|10052021",
    "old number left out": f"{NUMBER}|{NAME}|05031985|Nữ|{PLACE}|10052021",
    "names of parents behind": f"{NUMBER}||{NAME}|05031985|Nữ|{PLACE}|10052021||Nguyễn Văn Cha|Trần Thị Mẹ|",
    "other order": f"{NAME}|{NUMBER}|Nữ|05031985|{PLACE}|10052021",
    "sign of the kind of code": f"]Q1{NUMBER}||{NAME}|05031985|Nữ|{PLACE}|10052021\r\n",
    "another bar": f"{NUMBER}~~{NAME}~05031985~Nữ~{PLACE}~10052021",
    "written dates": f"{NUMBER}||{NAME}|05/03/1985|Nữ|{PLACE}|10/05/2021",
    "decomposed accents": f"{NUMBER}||Nguye\u0302\u0303n Thi\u0323 Thu\u031b\u0309|05031985|Nữ|{PLACE}|10052021",
    "invisible signs": f"\ufeff{NUMBER}||Nguyễn\u200b Thị  Thử|05031985|Nữ|{PLACE}|10052021\x00",
}
WORDS = ["Nguyễn", "Thị", "Đỗ", "Ánh", "Quyền", "Y-Ban", "K'Đăm", "Hoà", "Thuỷ", "ưng", "Ỷ", "Lê"]
BREAKING = [
    "", "|", "||||||", "0" * 12, NUMBER, f"{NUMBER}|", f"{NUMBER}|||", "http://127.0.0.1/t/abc", "NOP-7K3M-9QXT-4B",
    f"{NUMBER}|012345678||05031985|Nữ||", f"999999999999||{NAME}|05031985|Nữ||", f"{NUMBER}||{NAME}|99999999|Nữ||",
    f"{NUMBER}||{NAME}|00000000|Nữ||", f"{NUMBER}||{NAME}|31021985|Nữ||", "x" * 5000, f"{NUMBER}|" * 300,
    "٠٠١١٨٥٠١٢٣٤٥||Tên|٠٥٠٣١٩٨٥|Nữ||", "\ud800|\udfff|1|2", f"001 185 012 345||{NAME}|05031985|Nữ||",
]  # fmt: skip


@st.composite
def cards(draw: st.DrawFn) -> IdentityCard:
    born = draw(st.dates(date(1900, 1, 1), date(2020, 12, 31)))
    sex = draw(st.sampled_from(["male", "female"]))
    century = (born.year - 1900) // 100 * 2 + (sex == "female")
    serial = draw(st.text(string.digits, min_size=6, max_size=6))
    issued = draw(st.none() | st.dates(date(2021, 1, 1), date(2026, 12, 31)))
    name = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)))
    return IdentityCard(
        number=f"{draw(st.sampled_from(sorted(PROVINCES)))}{century}{born.year % 100:02d}{serial}",
        old_number=draw(st.just("") | st.text(string.digits, min_size=9, max_size=9)),
        name=draw(st.sampled_from([name, name.upper()])),
        birth=PartialDate(born.year, born.month, born.day),
        sex=sex,
        address=draw(st.sampled_from(["", PLACE, "Thôn 3, Xã Đông Anh, Hà Nội", "Tổ 5 Phường Láng"])),
        issued=PartialDate(issued.year, issued.month, issued.day) if issued else None,
        relatives=tuple(draw(st.lists(st.sampled_from(["Trần Văn Cha", "Lê Thị Mẹ"]), max_size=2))) if issued else (),
    )


@given(cards())
def test_what_is_written_is_read_back(card: IdentityCard) -> None:
    assert looks_like_card(written(card)) and read_card(written(card)) == card


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_number_name_birth_sex_and_day_of_issue(layout: str) -> None:
    assert looks_like_card(LAYOUTS[layout])
    card = read_card(LAYOUTS[layout])
    assert (card.number, card.name, card.birth, card.sex, card.issued) == (NUMBER, NAME, BORN, "female", ISSUED)
    assert card.address == PLACE and not card.doubts


def test_a_card_of_2024_without_an_address_keeps_the_names_of_relatives() -> None:
    card = read_card(f"{NUMBER}|012345678|{NAME}|05031985|Nữ||10052025||Nguyễn Văn Cha|Trần Thị Mẹ")
    assert card.address == "" and card.relatives == ("Nguyễn Văn Cha", "Trần Thị Mẹ")


def test_an_address_without_commas_is_known_by_its_place() -> None:
    assert read_card(f"{NUMBER}||{NAME}|05031985|Nữ|Phúc Xá Ba Đình|10052021").address == "Phúc Xá Ba Đình"


@pytest.mark.parametrize("birth,read", [("00001985", PartialDate(1985)), ("00031985", PartialDate(1985, 3))])
def test_a_birth_known_by_year_or_month_stays_so(birth: str, read: PartialDate) -> None:
    assert read_card(f"{NUMBER}||{NAME}|{birth}|Nữ|{PLACE}|10052021").birth == read


@pytest.mark.parametrize("typed_as", [as_tcvn3, as_western_utf8])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_a_name_typed_in_another_code_page_is_read_back_and_doubted(typed_as: object, words: list[str]) -> None:
    name = " ".join(words)
    assume(callable(typed_as) and typed_as(name) != name)
    assert callable(typed_as)
    card = read_card(f"{NUMBER}||{typed_as(name)}|05031985|N÷||10052021")
    assert card.doubts == ("name",) and card.number == NUMBER
    assert card.name.lower() == name.lower(), "capitals of that code page have no signs of their own"


@pytest.mark.parametrize("name", ["Nguy?n Th? Th?", "Nguye64n Thi5 Thu73", "Nguy\ufffdn", "Nguyen Thi Thu¤"])
def test_a_name_that_cannot_be_read_back_is_doubted(name: str) -> None:
    assert read_card(f"{NUMBER}||{name}|05031985|Nữ|{PLACE}|10052021").doubts == ("name",)


def test_what_disagrees_with_the_number_is_doubted() -> None:
    card = read_card(f"{NUMBER}||{NAME}|05031984|Nam|{PLACE}|10052021")
    assert card.doubts == ("birth", "sex") and len(card.told_doubts) == 2


@pytest.mark.parametrize("text", BREAKING)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_card(text)


@given(st.text(max_size=300) | st.text("|0123456789Nữa, ", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    looks_like_card(text)
    try:
        card = read_card(text)
    except Malformed:
        return
    assert len(card.number) == 12 and card.name and card.birth


def test_the_old_code_page_has_a_letter_once() -> None:
    assert len(set(TCVN3.values())) == len(TCVN3)
