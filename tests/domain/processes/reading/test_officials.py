"""A table of a decision: rows, merged cells, parts, returns, totals, and everything that is not certain."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.processes.errors import NoTable
from motcua.domain.processes.reading.doubts import Why
from motcua.domain.processes.reading.officials import understood
from motcua.domain.processes.reading.telling import process_json
from motcua.domain.processes.reading.understood import ReadProcess
from tests.domain.processes.reading.sheets import HEAD, decision, text_table

SIMPLE = (
    ("**Bước 1**", "Kiểm tra, tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc", "Giấy tiếp nhận"),
    ("**Bước 2**", "Thẩm định hồ sơ", "Chuyên viên", "02 ngày làm việc", "Dự thảo"),
    ("**Bước 3**", "Ký duyệt.\n- Nếu không đồng ý: Chuyển lại\nbước 2", "Lãnh đạo Sở", "01 ngày làm việc", "Văn bản"),
    ("**Bước 4**", "Trả kết quả cho công dân", "Bộ phận Một cửa", "0,5 ngày làm việc", ""),
    ("**Tổng thời gian**", "04 ngày làm việc kể từ ngày nhận đủ hồ sơ"),
)


def only(rows: Sequence[Sequence[str]]) -> ReadProcess:
    (found,) = understood(decision(("Cấp giấy phép", rows))).processes
    return found


def test_a_table_is_understood_with_the_line_of_every_step() -> None:
    found = understood(decision(("Cấp giấy phép", SIMPLE)))
    (process,) = found.processes
    assert (found.number, process.name, process.doubts) == ("12/QĐ-UBND", "Cấp giấy phép", ())
    assert [(step.number, step.hours, step.performer) for step in process.steps] == [
        ("1", 4, "Bộ phận Một cửa"), ("2", 16, "Chuyên viên"), ("3", 8, "Lãnh đạo Sở"), ("4", 4, "Bộ phận Một cửa"),
    ]  # fmt: skip
    for step in process.steps:
        assert step.performer in " ".join(found.lines[step.source[0] - 1 : step.source[1]])
    assert (process.summed, process.stated, process.promised) == (32, 32, 32)


def test_the_deciding_step_the_return_and_the_handing_over_are_marked() -> None:
    steps = only(SIMPLE).steps
    assert [step.decides for step in steps] == [False, False, True, False]
    assert [step.back_to for step in steps] == ["", "", "2", ""]
    assert [step.handing_over for step in steps] == [False, False, False, True]


def test_columns_may_stand_in_any_order() -> None:
    turned = [[row[place] for place in (2, 3, 0, 1, 4)] for row in SIMPLE[:4]]
    (found,) = understood(text_table(turned, [HEAD[place] for place in (2, 3, 0, 1, 4)])).processes
    assert [step.performer for step in found.steps] == [row[2] for row in SIMPLE[:4]]
    assert [step.hours for step in found.steps] == [4, 16, 8, 4]


def test_a_step_with_several_performers_gives_a_step_for_each() -> None:
    rows = [*SIMPLE[:1], SIMPLE[1], ("Phân công thụ lý", "Lãnh đạo phòng", "1 ngày làm việc"), *SIMPLE[2:4]]
    found = only(rows)
    assert [step.number for step in found.steps] == ["1", "2", "2", "3", "4"]
    assert (found.steps[2].performer, found.steps[2].hours, found.numbers) == ("Lãnh đạo phòng", 8, 4)


def test_steps_that_share_one_cell_of_time_have_none_of_their_own() -> None:
    rows = [*SIMPLE[:2], ("**Bước 3**", "Phân công xử lý", "Lãnh đạo phòng"), ("**Bước 4**", *SIMPLE[2][1:])]
    shared = only(rows).steps[2]
    assert shared.hours is None
    assert [(doubt.why, dict(doubt.facts)) for doubt in shared.doubts] == [
        (Why.SHARED_TIME, {"step": "2", "hours": "16"})
    ]


def test_a_numbered_part_that_counts_anew_is_a_process_of_its_own() -> None:
    rows = [("**I**", "**Trình tự đề xuất**"), *SIMPLE[:4], ("**II**", "**Trình tự phê duyệt:**"), *SIMPLE[:4]]
    found = understood(decision(("Dự án", rows))).processes
    assert [one.name for one in found] == ["Dự án – Trình tự đề xuất", "Dự án – Trình tự phê duyệt"]
    assert [len(one.steps) for one in found] == [4, 4]
    assert [step.source for step in found[0].steps] < [step.source for step in found[1].steps]


def test_a_heading_between_steps_names_a_group_and_where_it_happens() -> None:
    rows = [*SIMPLE[:2], ("**Quy trình nội bộ tại UBND thành phố**",), *SIMPLE[2:4]]
    found = only(rows)
    assert [step.group for step in found.steps] == ["", "", *["Quy trình nội bộ tại UBND thành phố"] * 2]
    assert found.steps[2].guess.performer.relation == "parent"


def test_a_sum_that_is_not_the_stated_one_is_told() -> None:
    rows = [*SIMPLE[:4], ("**Tổng thời gian**", "05 ngày làm việc")]
    assert [doubt.why for doubt in only(rows).doubts] == [Why.TOTAL_DIFFERS]


def test_time_left_out_of_the_promise_is_told_with_its_step() -> None:
    late = ("**Bước 5**", "Đăng tải thông tin", "Chuyên viên", "03 ngày làm việc", "")
    total = ("**Tổng thời gian**", "- Giải quyết: 04 ngày làm việc\n- Đăng tải: 03 ngày làm việc (không tính)")
    found = only([*SIMPLE[:4], late, total])
    assert (found.stated, found.promised) == (56, 32)
    assert {doubt.why for doubt in found.doubts} == {Why.AFTER_HANDING_OVER, Why.NOT_IN_PROMISE}


def test_a_row_of_column_numbers_is_no_step() -> None:
    assert len(only([("(1)", "(2)", "(3)", "(4)", "(5)"), *SIMPLE[:4]]).steps) == 4


def test_a_row_nothing_can_be_made_of_is_kept() -> None:
    found = only([*SIMPLE[:2], ("", "", "", "", "Lưu hồ sơ"), *SIMPLE[2:4]])
    assert [row.text for row in found.unread] == ["Lưu hồ sơ"]
    assert len(found.steps) == 4


def test_a_markdown_table_is_read_as_well() -> None:
    lines = ["# 1. Cấp giấy phép", "| " + " | ".join(HEAD) + " |", "|" + "---|" * 5]
    lines += ["| " + " | ".join(" ".join(cell.split("\n")) or " " for cell in row) + " |" for row in SIMPLE[:4]]
    (found,) = understood(lines).processes
    assert [(step.hours, step.source) for step in found.steps] == [(4, (4, 4)), (16, (5, 5)), (8, (6, 6)), (4, (7, 7))]


@pytest.mark.parametrize("lines", [[""], ["|"] * 50, ["chỉ là chữ"], text_table([("1", "2")], ("STT", "Tên hồ sơ"))])
def test_a_text_without_a_table_of_steps_is_refused(lines: list[str]) -> None:
    with pytest.raises(NoTable):
        understood(lines)


WORD = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếộ", min_size=2, max_size=8)
PHRASE = st.lists(WORD, min_size=2, max_size=9).map(" ".join)
PERFORMERS = ("Bộ phận Một cửa", "Chuyên viên", "Lãnh đạo phòng", "Lãnh đạo Sở", "Văn thư", "UBND tỉnh", "Công chức")
TIMES = {"0,25 ngày làm việc": 2, "½ ngày": 4, "01 ngày": 8, "12 ngày": 96, "3 giờ": 3, "Giờ hành chính": None}


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, str, str, str, str]]:
    count = draw(st.integers(1, 14))
    return [
        (
            f"**Bước {number}**",
            "Làm " + draw(PHRASE),
            draw(st.sampled_from(PERFORMERS)) + draw(st.sampled_from(["", " được phân công"])),
            draw(st.sampled_from(sorted(TIMES))),
            draw(st.one_of(st.just(""), PHRASE.map(lambda text: "Văn bản " + text))),
        )
        for number in range(1, count + 1)
    ]


@settings(max_examples=40, deadline=None)
@given(tables(), st.permutations(range(5)), PHRASE)
def test_a_made_up_table_is_read_back_as_it_was_written(
    rows: list[tuple[str, str, str, str, str]], order: list[int], name: str
) -> None:
    name = "Cấp " + name
    written = [[row[place] for place in order] for row in rows]
    lines = ["**1. " + name + "**", *text_table(written, [HEAD[place] for place in order]), "", "Nơi nhận: như trên"]
    (found,) = understood(lines).processes
    assert found.name == name
    assert [(s.number, s.duty, s.performer, s.hours, s.result) for s in found.steps] == [
        (str(number), row[1], row[2], TIMES[row[3]], row[4]) for number, row in enumerate(rows, start=1)
    ]
    told = process_json(found)["steps"]
    for step, row in zip(told, rows, strict=True):
        first, last = step["source_lines"]
        assert row[2] in lines[first - 1 : last]
        assert (step["hours"] is None) == bool(step["hours_reason"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.just("|"), st.just(""), st.sampled_from([*HEAD, "Bước 1", "01 ngày"]), PHRASE), max_size=80)
)
def test_any_heap_of_bars_and_words_is_read_or_refused(lines: list[str]) -> None:
    try:
        found = understood(lines)
    except NoTable:
        return
    for process in found.processes:
        for step in process.steps:
            assert 1 <= step.source[0] <= step.source[1] <= len(lines)
