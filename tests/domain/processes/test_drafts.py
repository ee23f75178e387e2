"""Rows of a process read from a decision: what they begin as, how they change, the graph they make."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from motcua.domain.processes.drafts import (
    Row,
    added_after,
    changed_rows,
    drawn,
    from_json,
    rows_of,
    shared_out,
    to_json,
)
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.definition import Kind
from motcua.domain.processes.reading.officials import understood
from motcua.domain.processes.reading.telling import process_json
from motcua.kernel.words import Words
from tests.domain.processes.reading.sheets import decision

NAME = Words("Cấp giấy phép", "Licence")
ROWS = (
    ("**Bước 1**", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc", "Giấy tiếp nhận"),
    ("**Bước 2**", "Thẩm định hồ sơ", "Chuyên viên", "02 ngày làm việc", "- Dự thảo\n- Tờ trình"),
    ("**Bước 3**", "Cho ý kiến", "Các Sở, ban, ngành được xin ý kiến", "01 ngày làm việc", "Văn bản"),
    ("**Bước 4**", "Ký duyệt.\n- Nếu không đồng ý: Chuyển lại\nbước 2", "Lãnh đạo Sở", "01 ngày làm việc", "Văn bản"),
    ("**Bước 5**", "Trả kết quả cho công dân", "Bộ phận Một cửa", "Giờ hành chính", ""),
)


def read() -> dict[str, Any]:
    (process,) = understood(decision(("Cấp giấy phép", ROWS))).processes
    return process_json(process)


def test_rows_begin_as_they_were_understood_and_survive_being_stored() -> None:
    rows = rows_of(read())
    assert [(row.kind, row.relation, row.hours, row.decides, row.back_to) for row in rows] == [
        ("step", "receiving_office", 4, False, ""),
        ("step", "specialist_unit", 16, False, ""),
        ("ask", "specialist_unit", 8, False, ""),
        ("step", "leader", 8, True, "s2"),
        ("step", "receiving_office", None, False, ""),
    ]
    assert from_json(to_json(rows)) == rows


def test_they_make_a_process_with_returns_papers_and_the_lines_of_the_source() -> None:
    told = read()
    process = drawn(rows_of(told), NAME, told)
    assert [node.kind for node in process.nodes] == [
        Kind.START, Kind.STEP, Kind.STEP, Kind.ASK, Kind.STEP, Kind.STEP, Kind.END,
    ]  # fmt: skip
    assert [(flow.source, flow.target) for flow in process.flows if flow.back] == [("s4", "s2")]
    node = process.by_key["s2"]
    assert (node.minutes, node.documents) == (16 * 60, ("Dự thảo", "Tờ trình"))
    assert [node.source[0], node.source[-1]] == told["steps"][1]["source_lines"]
    assert node.performer and node.performer.text == "Chuyên viên"


def test_only_the_agencies_asked_are_missing_to_publish_it() -> None:
    told = read()
    rows = list(rows_of(told))
    assert [one.node for one in findings(drawn(rows, NAME, told))] == ["s3"]
    rows[2] = replace(rows[2], asks=("H26.1", "H26.2"))
    assert findings(drawn(rows, NAME, told)) == []


def test_everything_a_step_table_says_can_be_said_of_a_row_and_is_kept() -> None:
    told = read()
    rows = list(rows_of(told))
    facts: dict[str, Any] = {
        "skill": "đất đai", "papers": ("Đơn",), "sign_off": ("prepare", "sign"), "parallel": "A", "hours": Decimal(4),
        "fields": {"type": "object", "properties": {"m2": {"type": "number"}}}, "guard": {">": [{"var": "m2"}, 0]},
    }  # fmt: skip
    rows[1] = replace(rows[1], **facts, documents=("Biên bản",))
    asks = {"asks": ("H26.1", "H26.2"), "question": ("Có vướng không?", "Any objection?"), "enough": 1}
    rows[2] = replace(rows[2], **asks, parallel="A", hours=Decimal(8))  # type: ignore[arg-type]
    rows[3], rows[4] = replace(rows[3], back_to=""), replace(rows[4], same_as="s1")
    assert from_json(json.loads(json.dumps(to_json(rows)))) == tuple(rows)
    process = drawn(rows, NAME, told)
    assert findings(process) == []
    examined, asked = process.by_key["s2"], process.by_key["s3"]
    assert (examined.documents, examined.papers, examined.sign_off) == (("Biên bản",), ("Đơn",), ("prepare", "sign"))
    assert (examined.fields, examined.guard) == (facts["fields"], facts["guard"])
    assert [(one.agency, one.minutes, one.question.vi) for one in asked.asks] == [
        ("H26.1", 480, "Có vướng không?"), ("H26.2", 480, "Có vướng không?"),
    ]  # fmt: skip
    assert asked.enough == 1 and {flow.target for flow in process.leaving["_split2"]} == {"s2", "s3"}


def test_rows_kept_before_a_cell_was_known_are_read() -> None:
    known = ("key", "name_vi", "name_en", "kind", "relation", "role", "agency", "asks", "hours", "decides", "back_to")
    rows = rows_of(read())
    assert from_json([{name: row[name] for name in known} for row in to_json(rows)]) == rows


def test_a_row_left_out_makes_no_step_and_no_return_to_it() -> None:
    told = read()
    rows = list(rows_of(told))
    rows[1] = replace(rows[1], left_out=True)
    process = drawn(rows, NAME, told)
    assert "s2" not in process.by_key
    assert not any(flow.back for flow in process.flows)


def test_a_row_is_added_with_a_key_of_its_own() -> None:
    rows = added_after(added_after(rows_of(read()), 0), 0)
    assert [row.key for row in rows[:3]] == ["s1", "n2", "n1"]
    assert drawn(rows, NAME, read()).by_key["n1"].source == ()


def test_hours_are_shared_among_the_steps_that_have_none() -> None:
    rows = [Row("s1", "a", "a", hours=Decimal(56)), *(Row(f"s{n}", "a", "a") for n in range(2, 9))]
    assert [row.hours for row in shared_out(rows, 0)] == [7] * 8
    uneven = shared_out([replace(rows[0], hours=Decimal(8)), *rows[1:3]], 0)
    assert sum(row.hours or 0 for row in uneven) == 8


def test_changes_name_rows_that_differ_are_new_or_gone() -> None:
    rows = rows_of(read())
    after = [replace(rows[0], hours=Decimal(2)), *rows[2:], Row("n1", "Thêm", "Added")]
    assert [(row.key, row.left_out) for row in changed_rows(rows, after)] == [
        ("s1", False), ("n1", False), ("s2", True),
    ]  # fmt: skip
    assert changed_rows(rows, rows) == []
