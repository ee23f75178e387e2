"""What the process says of the open step, and what the steps have filled in so far."""

from typing import Any

from motcua.casework.queries.page import CasePage
from motcua.casework.steps import graph_of
from motcua.domain.processes.graph.definition import Node, Process
from motcua.domain.processes.graph.guards import words_of
from motcua.domain.processes.graph.simple_fields import label_of, parts_of
from motcua.faces.desk.forms.step_fields import NO, YES, day_shown
from motcua.kernel.words import Words

Row = dict[str, object]
DUTY = Words("Việc phải làm", "What is to be done")
SAID = Words("Theo quyết định", "By the decision")
SKILL = Words("Chuyên môn cần có", "Skill needed")
PERSON = Words("Đúng một người làm", "One person's step")
THREAD = Words("Cán bộ đầu mối của hồ sơ", "The thread officer of the case")
SAME = Words("Người đã làm bước “{step}”", "Who did step “{step}”")
FILLS = Words("Giấy tờ bước này điền", "Papers it fills")
MAKES = Words("Văn bản bước này làm ra", "Documents it produces")
WHEN = Words("Điều kiện hoàn thành", "May be finished")


def step_rows(page: CasePage) -> list[Row]:
    """Of the step the page is about; nothing where the process says no more than its name."""
    if page.task is None or not page.task.role:
        return []
    process = graph_of(page.case)
    node = process.by_key.get(page.task.step)
    return rows_of(process, node) if node else []


def rows_of(process: Process, node: Node) -> list[Row]:
    who = node.performer
    told: list[tuple[Words, object]] = [
        (DUTY, node.duty),
        (SAID, who.text if who else ""),
        (SKILL, who.skill if who else ""),
        (PERSON, _person(process, node)),
        (FILLS, "; ".join(node.papers)),
        (MAKES, "; ".join(node.documents)),
        (WHEN, words_of(process, node.guard) if node.guard is not None else ""),
    ]
    return [{"label": label, "value": value} for label, value in told if value]


def _person(process: Process, node: Node) -> Words | str:
    who = node.performer
    if who is None or not (who.thread or who.same_as):
        return ""
    other = process.by_key.get(who.same_as)
    return THREAD if who.thread or other is None else SAME.fill(step=other.words)


def data_rows(page: CasePage) -> list[Row]:
    """By the labels of the steps that asked, in the order of reading; what no step declares comes last."""
    if not page.data:
        return []
    parts: dict[str, Any] = {}
    for step in graph_of(page.case).steps:
        parts |= parts_of(step.fields)
    names = [*(name for name in parts if name in page.data), *(name for name in page.data if name not in parts)]
    return [
        {"label": label_of(name, parts.get(name, {})), "value": shown(page.data[name], parts.get(name, {}))}
        for name in names
    ]


def shown(value: Any, part: Any) -> Words | str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return day_shown(str(value)) if part.get("format") == "date" else str(value)
