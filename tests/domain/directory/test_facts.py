"""The facts file of departments."""

from datetime import date

from motcua.domain.directory import facts, identifiers
from motcua.domain.directory.enums import Ground
from motcua.kernel.text import fold


def test_each_row_can_be_read_and_has_a_known_ground() -> None:
    rows = facts.departments()
    assert len({row.number for row in rows}) == 28
    assert {row.ground for row in rows} <= {ground.value for ground in Ground}
    assert all(identifiers.is_identifier(f"H26.{row.number}") for row in rows)
    assert all(row.source for row in rows if row.ground == "verified")


def test_on_no_day_two_bodies_decide_the_same() -> None:
    for day in (date(2025, 2, 28), date(2025, 3, 1)):
        decided = [
            (fold(ministry), fold(field))
            for row in facts.departments()
            if (row.valid_from is None or row.valid_from <= day) and (row.valid_until is None or day <= row.valid_until)
            for ministry in row.ministries
            for field in row.fields or ("",)
        ]
        assert len(decided) == len(set(decided))


def test_rows_of_one_body_bear_one_name_and_touch() -> None:
    for number in {row.number for row in facts.departments()}:
        own = [row for row in facts.departments() if row.number == number]
        assert len({row.name for row in own}) == 1
        starts = {row.valid_from for row in own}
        assert starts in ({None}, {date(2025, 3, 1)}, {None, date(2025, 3, 1)})


def test_names_of_committees_and_receptions_follow_the_unit() -> None:
    assert facts.committee_name("Phường Ba Đình") == "Ủy ban nhân dân phường Ba Đình"
    assert facts.committee_short("Quận Ba Đình") == "UBND quận Ba Đình"
    assert facts.reception_name("Xã Sóc Sơn", "two-level") == "Điểm phục vụ hành chính công xã Sóc Sơn"
    assert facts.reception_name("Quận Ba Đình", "three-level") == "Bộ phận Một cửa quận Ba Đình"
