"""What the provider tells, in the forms in which it may tell it; the made-up people fit our own rules."""

from datetime import date

import pytest

from motcua.kernel import identifiers
from motcua.partners.identity.errors import NotAPerson
from motcua.partners.identity.mapping import identity_of
from motcua.partners.identity.stand_in import load_people

LEAST = {"sub": "s", "SoDinhDanh": "001190999901", "HoVaTen": "Nguyễn  Thị\nLan"}


def test_the_least_is_a_number_and_a_name():
    identity = identity_of(LEAST)
    assert (identity.number, identity.name, identity.birth_date, identity.sex) == (
        "001190999901",
        "Nguyễn Thị Lan",
        None,
        None,
    )


@pytest.mark.parametrize("text", ["05/03/1980", "1980-03-05", "19800305"])
def test_a_birth_date_in_any_of_its_forms(text):
    assert identity_of({**LEAST, "NgayThangNamSinh": text}).birth_date == date(1980, 3, 5)


@pytest.mark.parametrize("text", ["31/02/1980", "1980", "", "hôm qua", None, ["05/03/1980"], {}])
def test_a_birth_date_that_cannot_be_read_is_unknown(text):
    assert identity_of({**LEAST, "NgayThangNamSinh": text}).birth_date is None


@pytest.mark.parametrize(("told", "read"), [("Nam", "male"), ("NỮ", "female"), ("khác", None), (3, None), (None, None)])
def test_the_sex_is_read_or_unknown(told, read):
    assert identity_of({**LEAST, "GioiTinh": told}).sex == read


@pytest.mark.parametrize("account", ["1", 1, "", None])
def test_a_personal_account_is_taken(account):
    assert identity_of({**LEAST, "LoaiTaiKhoan": account}).subject == "s"


@pytest.mark.parametrize(
    "wrong",
    [
        {"LoaiTaiKhoan": "2"},
        {"LoaiTaiKhoan": 2},
        {"SoDinhDanh": "123456789"},
        {"SoDinhDanh": "00119099990a"},
        {"SoDinhDanh": "٠٠١١٩٠٩٩٩٩٠١"},
        {"SoDinhDanh": None},
        {"SoDinhDanh": ["001190999901"]},
        {"HoVaTen": "", "name": " "},
    ],
)
def test_what_is_no_verified_person_is_refused(wrong):
    with pytest.raises(NotAPerson):
        identity_of({**LEAST, **wrong})


@pytest.mark.parametrize("person", load_people(), ids=lambda person: person.name)
def test_a_made_up_person_agrees_with_the_number(person):
    number = identifiers.citizen_number(person.number)
    assert number.province and not number.objections(sex=person.sex, birth_year=person.birth_date.year)
    assert not person.phone or identifiers.phone(person.phone).mobile
