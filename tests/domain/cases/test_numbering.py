"""Codes of cases in the legal form of their day."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.cases import numbering
from motcua.domain.cases.numbering import BadCode, BadIdentifier, CaseCode, format_code, parse_code

THIS_CENTURY = st.dates(date(2000, 1, 1), date(2099, 12, 31))
BEFORE, CHANGING, SINCE = date(2020, 9, 14), date(2021, 2, 12), date(2022, 9, 15)
groups = st.text("ABCXYZ0123456789", min_size=1, max_size=6)
identifiers = st.builds(
    lambda first, lower: ".".join([first, *lower]),
    st.from_regex(r"[A-Y][0-9]{2}", fullmatch=True),
    st.lists(groups, max_size=4),
).filter(lambda text: len(text) <= 35 and not numbering.LEVELS.fullmatch(text))
levels = st.from_regex(r"[A-Z0-9]{3}\.[A-Z0-9]{2}\.[A-Z0-9]{2}\.[A-Y][0-9]{2}", fullmatch=True)


@pytest.mark.parametrize(
    ("identifier", "day", "number", "code"),
    [
        ("000.A0.01.H26", CHANGING, 9090, "000.A0.01.H26-210212-9090"),
        ("H26.1.12", CHANGING, 7, "H26.1.12-210212-0007"),
        ("H26.1.12", BEFORE, 7, "000.12.01.H26-200914-0007"),
        ("H26", BEFORE, 1, "000.00.00.H26-200914-0001"),
        ("H26.1.2.3", BEFORE, 1, "003.02.01.H26-200914-0001"),
        ("H15.50.05.13", date(2026, 10, 8), 975, "H15.50.05.13-261008-0975"),
        ("H26.X00004", date(2026, 11, 23), 9999, "H26.X00004-261123-9999"),
        ("H26.X00004", date(2026, 11, 23), 10_000, "H26.X00004-261123-10000"),
        ("H26.1", date(2017, 3, 1), 1, "000.00.01.H26-170301-0001"),
    ],
)
def test_a_code_has_the_form_of_its_day(identifier: str, day: date, number: int, code: str) -> None:
    assert format_code(identifier, day, number) == code
    assert parse_code(code).text == code
    assert (parse_code(code).day, parse_code(code).number) == (day, number)


@pytest.mark.parametrize(
    ("identifier", "day"),
    [
        ("000.A0.01.H26", SINCE),
        ("H26.X00004", BEFORE),
        ("H26.1.2.3.4", BEFORE),
        ("h26", SINCE),
        ("Z26", SINCE),
        ("H26..1", SINCE),
        ("H26-1", SINCE),
        ("H26." + "A" * 40, SINCE),
        ("", SINCE),
    ],
)
def test_an_identifier_without_a_place_in_the_form_is_refused(identifier: str, day: date) -> None:
    with pytest.raises(BadIdentifier) as caught:
        format_code(identifier, day, 1)
    assert f"{day:%d/%m/%Y}" in caught.value.words.vi


@pytest.mark.parametrize(("day", "number"), [(SINCE, 0), (SINCE, -1), (date(1999, 12, 31), 1), (date(2100, 1, 1), 1)])
def test_numbers_begin_at_one_and_years_at_2000(day: date, number: int) -> None:
    with pytest.raises(ValueError, match="number from 1"):
        format_code("H26", day, number)


@pytest.mark.parametrize(
    "text",
    [
        *("", "H26", "H26-261123", "H26-261123-", "H26-261123-001", "H26-261123-0000", "H26-261123-00001"),
        *("H26-261323-0001", "H26-260230-0001", "H26-26112-0001", "Z26-261123-0001", "H26--261123-0001"),
        *(
            "H26.-261123-0001",
            "26-261123-0001",
            "H26-261123-000A",
            "H26-261123-٠٠٠١",
            "H26." + "A" * 40 + "-261123-0001",
        ),
    ],
)
def test_what_is_not_a_code_is_refused(text: str) -> None:
    with pytest.raises(BadCode) as caught:
        parse_code(text)
    assert "giấy tiếp nhận" in caught.value.words.vi


def test_a_typed_code_may_be_small_and_spaced() -> None:
    assert parse_code(" h26.x00004 - 261123–0001\n") == CaseCode("H26.X00004", date(2026, 11, 23), 1)


@given(identifiers | levels, THIS_CENTURY, st.integers(1, 10**7))
def test_every_code_leads_back_to_agency_day_and_number(identifier: str, day: date, number: int) -> None:
    try:
        code = format_code(identifier, day, number)
    except BadIdentifier:
        return
    found = parse_code(code)
    assert (found.day, found.number, found.text) == (day, number, code)
    assert re.fullmatch(r".*-\d{6}-\d{4,}", code)
    if found.agency == identifier:
        return
    lowered = [part.lstrip("0") for part in found.agency_identifier.split(".")[1:]]
    assert lowered == [part.lstrip("0") for part in identifier.split(".")[1:] if part.strip("0")]


@given(identifiers, st.dates(SINCE, date(2099, 12, 31)))
def test_every_identifier_of_the_legal_form_has_a_code_today(identifier: str, day: date) -> None:
    assert parse_code(format_code(identifier, day, 1)).agency_identifier == identifier


@given(identifiers, THIS_CENTURY, st.sets(st.integers(1, 30_000), min_size=2, max_size=2))
def test_two_numbers_of_one_day_never_share_a_code(identifier: str, day: date, numbers: set[int]) -> None:
    try:
        codes = {format_code(identifier, day, number) for number in numbers}
    except BadIdentifier:
        return
    assert len(codes) == 2


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        assert parse_code(parse_code(text).text).text == parse_code(text).text
    except BadCode:
        return


def test_forms_are_dated_and_name_their_source() -> None:
    assert numbering.forms_on(date(2018, 1, 1)) == {"levels"}
    assert numbering.forms_on(BEFORE) == {"levels"}
    assert numbering.forms_on(CHANGING) == {"levels", "identifier"}
    assert numbering.forms_on(SINCE) == {"identifier"}
    assert all(form.source for form in numbering.FORMS)
    assert [form.assumed for form in numbering.FORMS] == [True, False]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2019, 1, 5), {"levels"}),
        (date(2019, 1, 6), {"levels"}),
        (date(2020, 9, 14), {"levels"}),
        (date(2020, 9, 15), {"levels", "identifier"}),
        (date(2022, 9, 14), {"levels", "identifier"}),
        (date(2022, 9, 15), {"identifier"}),
        (date.max, {"identifier"}),
    ],
)
def test_forms_begin_and_end_with_their_days(day: date, names: set[str]) -> None:
    assert numbering.forms_on(day) == names
    assert (numbering.FORMS[0].since, numbering.FORMS[0].until) == (date(2019, 1, 6), date(2022, 9, 14))


def test_an_identifier_has_35_characters_at_most_and_a_year_two_digits() -> None:
    longest = "H26." + "A" * 31
    assert format_code(longest, date(2099, 12, 31), 1) == f"{longest}-991231-0001"
    assert format_code("H26", date(2000, 1, 1), 1) == "000.00.00.H26-000101-0001"
    assert parse_code(f"{longest}-261123-0001").agency_identifier == longest
    for refused, day in ((f"{longest}A", SINCE), ("H26.123.4.5", BEFORE), ("H26.1.2.3456", BEFORE)):
        with pytest.raises(BadIdentifier) as caught:
            format_code(refused, day, 1)
        assert caught.value.code == "case.bad_identifier"
    with pytest.raises(BadCode) as bad:
        parse_code(f"{longest}A-261123-0001")
    assert bad.value.code == "case.bad_code"


@pytest.mark.parametrize(
    ("agency", "identifier"),
    [("000.A0.01.H26", "H26.01.A0"), ("000.00.10.H26", "H26.10"), ("123.00.00.H26", "H26.123"), ("H26.00", "H26.00")],
)
def test_levels_that_are_all_zeros_are_none(agency: str, identifier: str) -> None:
    assert CaseCode(agency, BEFORE, 1).agency_identifier == identifier


def test_a_practice_code_is_no_code() -> None:
    told = numbering.practice_code("H26.X00004-261126-0001")
    assert told == "LT-H26.X00004-261126-0001"
    with pytest.raises(BadCode):
        parse_code(told)
