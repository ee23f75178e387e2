"""Numbers people type: what is read, how it is shown, and the sentence when it cannot be."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock, identifiers
from motcua.kernel.identifiers import CitizenNumber, IdentityNumber, Malformed, Phone

TODAY = date(2026, 11, 23)
separators = st.sampled_from([" ", ".", "-", " - ", "\u00a0", "–", ""])


def written(digits: str, between: list[str]) -> str:
    return "".join(digit + between[place % len(between)] for place, digit in enumerate(digits))


@pytest.mark.parametrize(
    ("typed", "province", "sex", "birth_year"),
    [
        ("001085012345", "Hà Nội", "male", 1985),
        ("001 185 012 345", "Hà Nội", "female", 1985),
        ("079.203.000.001", "Hồ Chí Minh", "male", 2003),
        ("０３８３０１０００００１", "Thanh Hóa", "female", 2001),
        ("022326000001", "Quảng Ninh", "female", 2026),
        ("155090000001", None, "male", 1990),
    ],
)
def test_a_citizen_number_tells_province_sex_and_year(typed: str, province: str, sex: str, birth_year: int) -> None:
    number = identifiers.citizen_number(typed, on=TODAY)
    assert (number.province, number.sex, number.birth_year) == (province, sex, birth_year)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("00108501234", "bạn nhập 11"),
        ("003085012345", "mã tỉnh"),
        ("001 285 012 345", "tương lai"),
        ("001485012345", "tương lai"),
        ("00108501234A", "chỉ nhận chữ số"),
        ("  - ", "chưa nhập"),
    ],
)
def test_a_wrong_citizen_number_says_why(typed: str, sentence: str) -> None:
    with pytest.raises(Malformed) as caught:
        identifiers.citizen_number(typed, on=TODAY)
    assert sentence in caught.value.words.vi
    assert caught.value.words.en
    assert caught.value.status == 422


def test_the_year_of_birth_is_bounded_by_the_frozen_present() -> None:
    with clock.frozen(datetime(1999, 12, 31, 16, 59, tzinfo=UTC)), pytest.raises(Malformed):
        identifiers.citizen_number("001200000001")
    with clock.frozen(datetime(1999, 12, 31, 17, 0, tzinfo=UTC)):
        assert identifiers.citizen_number("001200000001").birth_year == 2000


@given(
    st.sampled_from(sorted(identifiers.PROVINCES)),
    st.sampled_from(["male", "female"]),
    st.integers(1900, 2026),
    st.integers(0, 999_999),
    st.lists(separators, min_size=1, max_size=5),
)
def test_every_well_made_citizen_number_is_read_however_it_is_spaced(
    province: str, sex: str, year: int, serial: int, between: list[str]
) -> None:
    gender = (year // 100 - 19) * 2 + (sex == "female")
    digits = f"{province}{gender}{year % 100:02d}{serial:06d}"
    number = identifiers.citizen_number(written(digits, between), on=TODAY)
    assert number == CitizenNumber(digits, identifiers.PROVINCES[province], sex, year)  # type: ignore[arg-type]
    assert identifiers.citizen_number(number.shown, on=TODAY) == number
    assert number.objections(sex=number.sex, birth_year=year) == ()
    assert len(number.objections(sex="male" if sex == "female" else "female", birth_year=year - 1)) == 2


@given(st.text(max_size=30))
def test_any_text_is_either_read_or_refused_with_a_sentence(typed: str) -> None:
    for read in (identifiers.citizen_number, identifiers.identity_number, identifiers.phone, identifiers.tax_code):
        try:
            read(typed)
        except Malformed as fault:
            assert fault.words.vi and fault.words.en


def test_an_identity_number_is_a_citizen_number_or_an_old_card() -> None:
    assert identifiers.identity_number("012 345 678") == IdentityNumber("cmnd", "012345678")
    assert identifiers.identity_number("001085012345") == IdentityNumber("cccd", "001085012345")
    with pytest.raises(Malformed, match="chứng minh nhân dân cũ có 9"):
        identifiers.identity_number("0123456789")


@pytest.mark.parametrize(
    "typed",
    [
        *("0912345678", "0912 345 678", "0912.345.678", "091-234-5678", "+84912345678", "+84 912 345 678"),
        *("+84 (0) 912 345 678", "84912345678", "0084912345678", "912345678", "(0912) 345 678", "０９１２３４５６７８"),
    ],
)
def test_a_mobile_number_is_read_in_many_forms(typed: str) -> None:
    number = identifiers.phone(typed)
    assert number == Phone("0912345678", mobile=True)
    assert number.shown == "0912 345 678"
    assert number.international == "+84912345678"


def test_a_landline_is_told_from_a_mobile() -> None:
    number = identifiers.phone("(024) 3825.1234")
    assert number == Phone("02438251234", mobile=False)
    assert number.shown == "024 3825 1234"
    assert identifiers.phone(number.international) == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0121 234 5678", "0792 345 678"),
        ("0512345678", "đầu số 051"),
        ("091234567", "10 chữ số"),
        ("+1 202 555 0100", "Việt Nam"),
        ("gọi tôi", "chỉ nhận chữ số"),
        ("", "chưa nhập"),
    ],
)
def test_a_wrong_phone_number_says_why(typed: str, sentence: str) -> None:
    with pytest.raises(Malformed) as caught:
        identifiers.phone(typed)
    assert sentence in caught.value.words.vi


@given(st.from_regex(identifiers.MOBILE, fullmatch=True), st.lists(separators, min_size=1, max_size=5))
def test_every_mobile_number_is_read_back_from_each_way_it_is_shown(digits: str, between: list[str]) -> None:
    digits = "".join(str(int(digit)) for digit in digits)
    number = identifiers.phone(written(digits, between))
    assert number.digits == digits
    assert identifiers.phone(number.shown) == identifiers.phone(number.international) == number


def test_tax_codes_of_three_kinds() -> None:
    assert identifiers.tax_code("0100109106").kind == "organisation"
    assert identifiers.tax_code("0100109106-001").digits == "0100109106-001"
    assert identifiers.tax_code("0100109106 001").kind == "branch"
    assert identifiers.tax_code("001085012345").kind == "person"


@pytest.mark.parametrize("typed", ["0100109107", "0100109107-001", "01001091", "abc"])
def test_a_wrong_tax_code_is_refused(typed: str) -> None:
    with pytest.raises(Malformed):
        identifiers.tax_code(typed)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_the_check_digit_catches_any_single_wrong_digit(nine: str, place: int, shift: int) -> None:
    right = identifiers.tax_check_digit(nine)
    assert identifiers.tax_code(f"{nine}{right}").digits == f"{nine}{right}"
    wrong = f"{nine[:place]}{(int(nine[place]) + shift) % 10}{nine[place + 1 :]}"
    if {remainder(nine), remainder(wrong)} != {0, 10}:
        with pytest.raises(Malformed):
            identifiers.tax_code(f"{wrong}{right}")


def remainder(nine: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(nine, identifiers.TAX_WEIGHTS, strict=True)) % 11
