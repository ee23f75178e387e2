"""Whom we take a performer of the source to be."""

import pytest

from motcua.domain.processes.graph.definition import Kind, Relation
from motcua.domain.processes.reading.doubts import Why
from motcua.domain.processes.reading.performers import guessed, people_of

R, S, L, P = Relation.RECEIVING, Relation.SPECIALIST, Relation.LEADER, Relation.PARENT
U = Relation.UNIT


@pytest.mark.parametrize(
    ("text", "group", "relation", "role"),
    [
        ("Cán bộ Bộ phận TN&TKQ Sở Dân tộc & Tôn giáo", "", R, "counter_official"),
        ("Công chức tiếp nhận hồ sơ tại TT PVHCC cấp xã", "", R, "counter_official"),
        ("Bộ phận Một cửa", "", R, "counter_official"),
        ("Trưởng phòng Nghiệp vụ", "", U, "leader"),
        ("Lãnh đạo Phòng ĐTTĐ&GSĐT", "", U, "leader"),
        ("Chuyên viên được phân công", "", S, "specialist"),
        ("Chuyên viên phòng Nghiệp vụ", "", U, "specialist"),
        ("Phòng Nghiệp vụ Sở Dân tộc và Tôn giáo", "", U, "specialist"),
        ("Lãnh đạo Sở", "", L, "leader"),
        ("Giám đốc Sở Tài chính", "", L, "leader"),
        ("Chủ tịch UBND xã", "", L, "leader"),
        ("UBND tỉnh", "", P, "leader"),
        ("Văn thư Sở", "", S, "clerk"),
        ("Văn thư UBND tỉnh", "", P, "clerk"),
        ("Văn thư", "Quy trình nội bộ tại UBND thành phố Hà Nội", P, "clerk"),
        ("Lãnh đạo Văn phòng", "Quy trình nội bộ tại UBND thành phố Hà Nội", P, "leader"),
        ("Chuyên viên phòng chuyên môn", "Quy trình nội bộ tại UBND thành phố Hà Nội", P, "specialist"),
    ],
)
def test_a_performer_by_relation_and_role(text: str, group: str, relation: Relation, role: str) -> None:
    found = guessed(text, group)
    assert (found.performer.relation, found.performer.role, found.performer.text) == (relation, role, text)
    assert found.kind is Kind.STEP


def test_agencies_asked_for_their_opinion_make_a_step_that_asks() -> None:
    found = guessed("Các Sở, ban, ngành được xin ý kiến")
    assert (found.kind, found.doubts) == (Kind.ASK, (Why.AGENCIES_TO_NAME,))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Kế toán Sở", Why.NO_SUCH_ROLE),
        ("Cơ quan được phân công", Why.PERFORMER_UNKNOWN),
        ("Lãnh đạo Sở được phân công/Văn thư", Why.SEVERAL_PERFORMERS),
        ("UBND tỉnh; Bộ phận chuyên môn chịu trách nhiệm xem xét hồ sơ dự án", Why.SEVERAL_PERFORMERS),
        ("", Why.PERFORMER_MISSING),
    ],
)
def test_what_is_not_certain_says_so(text: str, why: Why) -> None:
    assert why in guessed(text).doubts


def test_people_are_split_only_where_another_begins() -> None:
    assert people_of("Sở Dân tộc và Tôn giáo") == ["Sở Dân tộc và Tôn giáo"]
    assert people_of("Lãnh đạo Sở/Văn thư") == ["Lãnh đạo Sở", "Văn thư"]
