"""The difference of two processes: applied it gives the other, backwards the first; told in an official's words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.definition import Process
from motcua.domain.processes.graph.difference import applied, difference
from motcua.domain.processes.graph.difference_words import SAME, sentences
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.tables import Line, lines_of
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import grow, trees
from tests.domain.processes.graph.test_codec import processes

USUAL = lines_of(DEFAULT_STEPS)
NAME = Words("Thử", "Trial")


def table(*lines: Line) -> Process:
    return process_of(lines, NAME)


@settings(max_examples=60, deadline=None)
@given(processes(), processes())
def test_applied_to_one_it_gives_the_other_and_back(old: Process, new: Process) -> None:
    found = difference(old, new)
    assert applied(found, old) == new and applied(difference(new, old), new) == old
    assert found.same == (old == new) and difference(new, new).same
    if old != new:
        with pytest.raises(ValueError, match=r"."):
            applied(found, replace(new, foreign="another"))


@settings(max_examples=25, deadline=None)
@given(trees, trees)
def test_the_same_of_processes_that_can_be_walked(one: object, other: object) -> None:
    old, new = grow(one)[0], grow(other)[0]
    assert applied(difference(old, new), old) == new
    assert sentences(difference(old, old)) == (SAME,) and sentences(difference(old, new))


def test_an_official_reads_what_was_added_went_and_changed() -> None:
    check = Line("Kiểm tra", "Check", "specialist_unit", "specialist", Decimal("1.5"), key="check")
    slower = replace(USUAL[2], hours=Decimal(16), name_vi="Lãnh đạo ký")
    told = sentences(difference(table(*USUAL), table(USUAL[0], check, slower, USUAL[3])))
    assert [one.vi for one in told] == [
        "Thêm bước “Kiểm tra” (Chuyên viên, đơn vị chuyên môn, 1.5 giờ).",
        "Bỏ bước “Thẩm định hồ sơ” (Chuyên viên, đơn vị chuyên môn, đến hạn trả).",
        "Bước “Lãnh đạo ký”: tên từ Lãnh đạo phê duyệt thành Lãnh đạo ký; thời gian từ 8 giờ thành 16 giờ.",
    ]
    led = replace(USUAL[1], role="leader", papers=("mẫu 1",))
    told = sentences(difference(table(*USUAL), table(USUAL[0], led, *USUAL[2:])))
    assert [one.en for one in told] == [
        "Step “Examination”: who does it from Specialist, specialist unit to Leader, specialist unit; papers changes."
    ]
    swapped = table(USUAL[0], replace(USUAL[2], role="leader"), USUAL[1], USUAL[2], USUAL[3])
    assert "Thêm bước" in sentences(difference(table(*USUAL), swapped))[0].vi
    usual = table(*USUAL)
    turned = replace(usual, flows=(replace(usual.flows[1], back=True), *usual.flows[2:]))
    assert sentences(difference(usual, turned))[0].en == "The ways between the steps change."
