"""Lists with anything in their cells: each line comes in or is named, and a line never stops the others."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from motcua.domain.catalogue.errors import WrongList
from motcua.domain.catalogue.reading.lines import read_lines
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.import_file import import_lines
from motcua.domain.catalogue.services.import_list import import_list
from motcua.kernel.actor import SYSTEM
from tests.domain.catalogue.lists import a_row, places, with_value
from tests.domain.catalogue.test_import_list import HEADING, ROW
from tests.support.hostile import odd_values, texts

Change = tuple[tuple[Any, ...], Any]
PLACES = places(a_row())
CHANGES = st.lists(st.tuples(st.sampled_from(PLACES), odd_values()), min_size=1, max_size=3)
USUAL = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def brought_in(row: dict[str, Any]) -> ImportReport:
    """The line between two sound ones; undone."""
    sound = (a_row(code=code) for code in ("1.999002", "1.999003"))
    first, last = (json.dumps(one).encode() for one in sound)
    with transaction.atomic():
        lines = read_lines([first, json.dumps(row).encode(), last])
        report = import_lines(lines, actor=SYSTEM, report=ImportReport())
        transaction.set_rollback(True)
    return report


@pytest.mark.django_db
@USUAL
@given(CHANGES)
@example([(("name",), "a\ud800b")])
@example([(("name",), "a\x00b")])
@example([(("dossier", 0, "items", 0, "original"), float("inf"))])
@example([(("methods", 0, "time_value"), float("nan"))])
@example([(("steps_text",), "x" * 1_000_000)])
def test_a_line_with_anything_in_it_comes_in_or_is_named(changes: list[Change]) -> None:
    row = a_row()
    for place, value in changes:
        row = with_value(row, place, value)
    report = brought_in(row)
    assert report.complete and report.lines == 3
    assert report.created >= 2, "the sound lines beside it"
    assert report.created == 3 or report.named == 1


@pytest.mark.parametrize("raw", [b'{"a":' * 100_000, b"[" * 100_000, b'{"code": ' + b"9" * 5000 + b"}", b"\xff\xfe"])
@pytest.mark.django_db
def test_a_line_that_is_no_object_is_named(raw: bytes) -> None:
    report = import_lines(read_lines([raw, json.dumps(a_row()).encode()]), actor=SYSTEM, report=ImportReport())
    assert report.complete and (report.named, report.created) == (1, 1)


def listed(tmp_path: Path, cells: tuple[str, ...]) -> ImportReport | WrongList:
    """The row between two sound ones in a CSV file; undone."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADING, ("1.999002", *ROW[1:]), cells, ("1.999003", *ROW[1:])])
    path = tmp_path / "list.csv"
    path.write_bytes(text.getvalue().encode())
    with transaction.atomic():
        try:
            return import_list(path, actor=SYSTEM)
        except WrongList as fault:
            return fault
        finally:
            transaction.set_rollback(True)


@pytest.mark.django_db
@USUAL
@given(st.dictionaries(st.integers(0, len(ROW) - 1), texts(), min_size=1, max_size=3))
@example({1: "a\x00b"})
@example({1: "x" * 1_000_000})
@example({0: "1.999002"})
def test_a_row_of_a_table_comes_in_or_is_named(tmp_path_factory: pytest.TempPathFactory, typed: dict[int, str]) -> None:
    cells = tuple(typed.get(number, cell) for number, cell in enumerate(ROW))
    told = listed(tmp_path_factory.getbasetemp(), cells)
    if isinstance(told, WrongList):
        assert told.words.vi and told.words.en
    else:
        assert told.complete and told.created >= 2 and told.created + told.named in (2, 3)
