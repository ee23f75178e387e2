"""What changed between two texts, readable: per section, item by item, word by word."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from motcua.__main__ import main
from motcua.domain.catalogue.difference import Change, as_json, difference
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.catalogue.reading.own import read_facts
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.import_file import import_lines
from motcua.domain.catalogue.services.versions import create_draft
from motcua.kernel.actor import SYSTEM
from tests.domain.catalogue.lists import a_method, an_item, procedure, read, whole_list


def told(change: Change) -> str:
    marks = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return change.kind + ": " + " ".join(marks[kind].format(words) for kind, words in change.pieces)


def changed(**changes: Any) -> dict[str, list[str]]:
    """The differences a changed line makes, by section."""
    found = difference(procedure(), procedure(**changes))
    return {section.key: [told(change) for change in section.changes] for section in found}


def items(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"group": "", "items": list(rows)}]


def test_an_empty_line_is_no_change() -> None:
    old = procedure(requirements="", steps="")
    new = replace(old, requirements="\nĐủ 18 tuổi\n\nCó nơi ở ", fee_text="\n")
    found = {section.key: [told(change) for change in section.changes] for section in difference(old, new)}
    assert found == {"requirements": ["added: +Đủ 18 tuổi+", "added: +Có nơi ở +"]} | (
        {"fees": found["fees"]} if old.fee_text else {}
    )


@pytest.mark.parametrize(
    ("changes", "section", "said"),
    [
        ({"name": "Cấp lại giấy phép thử"}, "name", ["changed: Cấp +lại+ giấy phép thử"]),
        ({"levels": ["Cấp xã", "Cấp tỉnh"]}, "levels", ["added: +Cấp thành phố+"]),
        ({"requirements": "Đủ 18 tuổi"}, "requirements", ["added: +Đủ 18 tuổi+"]),
        ({"results": []}, "results", ["removed: -Giấy phép KQ.G17.000001-"]),
        (
            {"dossier": items(an_item(), an_item(name="Bản sao bằng"))},
            "papers",
            ["added: +Bản sao bằng (phải nộp, 1 bản chính)+"],
        ),
        (
            {"dossier": items(an_item(copy=2))},
            "papers",
            ["changed: Đơn đề nghị (phải nộp, 1 bản -chính)- +chính, 2 bản sao)+"],
        ),
        ({"dossier": items()}, "papers", ["removed: -Đơn đề nghị (phải nộp, 1 bản chính)-"]),
        (
            {"methods": [a_method(time_text="3 ngày làm việc", time_value=3.0)]},
            "limits",
            ["changed: Trực tiếp: -5- +3+ ngày làm việc"],
        ),
        (
            {"legal_basis": [{"title": "Luật thử", "number": "61/2026/QH16"}]},
            "legal",
            ["changed: -60/2014/QH13- +61/2026/QH16+ Luật thử"],
        ),
        ({"steps_text": "Bước 1: nộp hồ sơ trực tuyến"}, "steps", ["changed: Bước 1: nộp hồ sơ +trực tuyến+"]),
    ],
)
def test_each_section_tells_what_changed(changes: dict[str, Any], section: str, said: list[str]) -> None:
    found = changed(**changes)
    assert found[section] == said
    assert set(found) <= {section, "service", "papers"}


def test_the_same_text_has_no_difference_and_the_way_back_mirrors_it() -> None:
    texts = [line.procedure for line in whole_list()[:40] if line.procedure]
    for old, new in pairwise(texts):
        assert difference(old, old) == ()
        there, back = difference(old, new), difference(new, old)
        assert {section.key for section in there} == {section.key for section in back}
        for section in there:
            assert section.changes and section.title.en and json.dumps(as_json([section]))


def test_nothing_is_lost_between_the_lines() -> None:
    """Same and added words together are the new line; same and removed the old one."""
    old = procedure(steps_text="Bước 1: nộp hồ sơ\nBước 2: chờ kết quả trong năm ngày")
    new = replace(old, steps_text="Bước 2: chờ kết quả trong ba ngày làm việc\nBước 3: nhận kết quả")
    (section,) = difference(old, new)
    lines = [" ".join(words for kind, words in change.pieces if kind != "removed") for change in section.changes]
    assert [line for line in lines if line] == new.steps_text.splitlines()


@pytest.mark.django_db
def test_a_version_is_read_back_as_it_was_written() -> None:
    lines = [line.procedure for line in whole_list()[:25] if line.procedure]
    for text in [*lines, *read_facts()[:5]]:
        version = create_draft(actor=SYSTEM, text=text)
        back = text_of(version.pk)
        assert difference(replace(text, field=back.field), back) == ()
        assert replace(back, plain_words=text.plain_words, field=text.field) == text


@pytest.mark.django_db
def test_the_command_shows_the_difference(capsys: pytest.CaptureFixture[str]) -> None:
    import_lines([read()], actor=SYSTEM, report=ImportReport(), effective_from=date(2026, 1, 5))
    import_lines([read(requirements="Đủ 18 tuổi")], actor=SYSTEM, report=ImportReport())
    assert main(["catalogue", "diff", "1.999001"]) == 0
    assert "Thêm: [+Đủ 18 tuổi+]" in capsys.readouterr().out
    assert main(["catalogue", "diff", "1.999001", "--from", "1", "--to", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sections"][0]["section"] == "requirements"
    assert main(["catalogue", "diff", "1.999001", "--from", "7"]) == 2
    assert main(["catalogue", "diff", "9.999999"]) == 2
