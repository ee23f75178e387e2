"""Issuers, levels and deciding bodies, as far as their names tell."""

import pytest

from motcua.domain.catalogue.enums import Level
from motcua.domain.catalogue.reading.agencies import is_other_province, level_of, read_deciders
from tests.domain.catalogue.lists import procedure, read, reasons


@pytest.mark.parametrize(
    ("issuer", "other"),
    [
        ("UBND tỉnh Đắk Lắk", True),
        ("UBND Thành phố Hải Phòng", True),
        ("Ủy ban nhân dân tỉnh Lai Châu", True),
        ("UBND Thành phố Hà Nội", False),
        ("Trung tâm phục vụ hành chính công Thành phố Hà Nội", False),
        ("Bộ Tư pháp", False),
        ("Tập đoàn Điện lực Việt Nam", False),
    ],
)
def test_another_provinces_committee_is_recognised(issuer: str, other: bool) -> None:
    assert is_other_province(issuer) is other
    assert procedure(issuing_agency=issuer).foreign is other


def test_for_another_city_hanoi_is_the_other_province() -> None:
    assert is_other_province("UBND Thành phố Hà Nội", home="Huế")
    assert not is_other_province("UBND Thành phố Huế", home="Huế")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Ủy ban nhân dân cấp xã", Level.COMMUNE),
        ("Ủy ban Nhân dân\xa0xã,\xa0phường,\xa0thị trấn.", Level.COMMUNE),
        ("Chủ tịch UBND cấp xã", Level.COMMUNE),
        ("Công an cấp Xã", Level.COMMUNE),
        ("Cơ quan chuyên môn về y tế thuộc Uỷ ban nhân dân cấp tỉnh", Level.CITY),
        ("Sở Tư pháp", Level.CITY),
        ("Chi nhánh Văn phòng đăng ký đất đai", Level.CITY),
        ("Ủy ban nhân dân cấp huyện", Level.DISTRICT),
        ("Bộ Tài chính", Level.MINISTRY),
        ("Cục Sở hữu trí tuệ", Level.MINISTRY),
        ("Chi cục Hải quan khu vực", Level.OTHER),
        ("Bảo hiểm xã hội cấp huyện", Level.OTHER),
        ("Bộ chỉ huy quân sự cấp tỉnh", Level.OTHER),
        ("Cơ sở giáo dục", None),
    ],
)
def test_a_bodys_name_tells_its_level_or_nothing(name: str, level: Level | None) -> None:
    (body,) = read_deciders(name)
    assert body.level == level_of(body.name) == level


def test_several_bodies_are_told_apart_without_cutting_their_names() -> None:
    text = "Sở Văn hóa, Thể thao và Du lịch, Ủy ban nhân dân cấp xã;\nỦy ban nhân dân cấp xã"
    assert [body.name for body in read_deciders(text)] == ["Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân dân cấp xã"]


def test_levels_are_those_of_the_list_in_their_order() -> None:
    text = procedure(levels=["Cấp bộ/ngành", "Cấp tỉnh", "Cấp xã", "Cấp bộ"])
    assert text.levels == (Level.COMMUNE, Level.CITY, Level.MINISTRY)


def test_without_a_level_the_executing_agency_tells_and_that_is_flagged() -> None:
    line = read(levels=[], executing_agency="Sở Tư pháp\n\nỦy ban nhân dân cấp xã")
    assert line.procedure is not None
    assert line.procedure.levels == (Level.COMMUNE, Level.CITY)
    assert "level.derived" in reasons(line)


def test_where_nothing_tells_the_level_none_is_made_up() -> None:
    line = read(levels=[], executing_agency="Cơ sở giáo dục")
    assert line.procedure is not None
    assert line.procedure.levels == ()
    assert "level.missing" in reasons(line)


def test_a_level_that_differs_from_the_agencys_is_kept_and_flagged() -> None:
    line = read(levels=["Cấp xã"], executing_agency="Chi cục Hải quan khu vực")
    assert line.procedure is not None
    assert line.procedure.levels == (Level.COMMUNE,)
    assert "level.differs" in reasons(line)


def test_a_short_name_of_a_ministry_is_written_out() -> None:
    line = read(issuing_agency="bo-nong-nghiep-mt")
    assert line.procedure is not None
    assert line.procedure.issuing == "Bộ Nông nghiệp và Môi trường"
    assert "issuer.slug" in reasons(line)
