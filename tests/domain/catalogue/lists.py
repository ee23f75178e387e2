"""Lines like those of the national list, and the real list where it is at hand."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from motcua.domain.catalogue.reading.lines import read_file, read_line
from motcua.domain.catalogue.reading.texts import Line, ProcedureText

NATIONAL = Path(__file__).resolve().parents[4] / "shared/data/tthc/procedures_detail.jsonl"
SAMPLE = Path(__file__).with_name("national_sample.jsonl")
"""Lines of the real list, chosen for what is wrong with them; carried along, so that no test needs the whole list."""


def a_row(**changes: Any) -> dict[str, Any]:
    """A sound line of the list as an object; `changes` replace its values."""
    row: dict[str, Any] = {
        "code": "1.999001",
        "name": "Cấp giấy phép thử",
        "levels": ["Cấp xã"],
        "field": "Thử nghiệm",
        "target_users": ["Công dân Việt Nam"],
        "issuing_agency": "Bộ Nội vụ",
        "executing_agency": "Ủy ban nhân dân cấp xã",
        "steps_text": "Bước 1: nộp hồ sơ",
        "methods": [a_method()],
        "dossier": [{"group": "", "items": [an_item()]}],
        "legal_basis": [{"title": "Luật thử", "number": "60/2014/QH13"}],
        "requirements": "",
        "results": [{"name": "Giấy phép", "code": "KQ.G17.000001"}],
        "url": "",
        "source": "test",
    }
    return row | changes


def a_method(**changes: Any) -> dict[str, Any]:
    sound = {"channel": "Trực tiếp", "time_text": "5 ngày làm việc", "time_value": 5.0, "time_unit": "working_day"}
    return sound | {"fee_text": "", "note": ""} | changes


def an_item(**changes: Any) -> dict[str, Any]:
    return {"name": "Đơn đề nghị", "original": 1, "copy": 0, "form": "", "kind": "paper"} | changes


def read(**changes: Any) -> Line:
    return read_line(as_bytes(a_row(**changes)), 1)


def procedure(**changes: Any) -> ProcedureText:
    read_as = read(**changes).procedure
    assert read_as is not None
    return read_as


def reasons(line: Line) -> set[str]:
    return {flag.reason.value for flag in line.flags}


def as_bytes(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()


@cache
def whole_list() -> tuple[Line, ...]:
    """Every line of the real list, or of the sample where the real one is not at hand; read once a run."""
    return tuple(read_file(NATIONAL if NATIONAL.is_file() else SAMPLE))


def places(tree: Any) -> list[tuple[Any, ...]]:
    """The way to every value of a line or a plan, also to the lists and objects in it."""

    def below(value: Any, way: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, one in inner:
            yield (*way, key)
            yield from below(one, (*way, key))

    return list(below(tree, ()))


def with_value(row: Any, way: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value there; unchanged where the way is gone."""
    if not way:
        return value
    if isinstance(row, dict) and way[0] in row:
        return row | {way[0]: with_value(row[way[0]], way[1:], value)}
    if isinstance(row, list) and isinstance(way[0], int) and way[0] < len(row):
        return [*row[: way[0]], with_value(row[way[0]], way[1:], value), *row[way[0] + 1 :]]
    return row
