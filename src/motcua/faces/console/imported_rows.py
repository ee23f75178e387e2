"""The rows of a process read from a decision as a page shows them: each beside its lines of the source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from motcua.domain.processes.drafts import Row, documents_of, read_of
from motcua.domain.processes.graph.definition import Kind, Relation
from motcua.domain.processes.models import ImportedProcess
from motcua.domain.processes.reading.doubts import Why
from motcua.domain.processes.reading.pieces import BAR, plain
from motcua.faces.console.forms import step_fields
from motcua.faces.console.forms.imports import KINDS, RELATIONS, Agencies, Cells, cells_of
from motcua.faces.console.forms.processes import CHAINS, THREAD
from motcua.kernel.words import Words

SHARED = {Why.SHARED_TIME.value, Why.PERHAPS_SHARED.value}
NAMES = {
    "name_vi": Words("tên", "name"),
    "name_en": Words("tên tiếng Anh", "English name"),
    "kind": Words("cách làm", "kind"),
    "relation": Words("ai làm", "unit"),
    "role": Words("vai trò", "role"),
    "agency": Words("cơ quan", "agency"),
    "asks": Words("cơ quan được hỏi", "agencies asked"),
    "hours": Words("số giờ", "hours"),
    "decides": Words("quyết định", "decides"),
    "back_to": Words("chuyển lại", "returns to"),
    "left_out": Words("bỏ qua", "left out"),
    "skill": Words("chuyên môn", "skill"),
    "who": Words("người làm", "person"),
    "parallel": Words("nhánh song song", "parallel branch"),
    "papers": Words("giấy tờ", "papers"),
    "documents": Words("văn bản", "documents"),
    "sign_off": Words("chuỗi ký", "sign-offs"),
    "says_vi": Words("nội dung hỏi", "question"),
    "says_en": Words("nội dung hỏi tiếng Anh", "question in English"),
    "enough": Words("số trả lời cần có", "answers needed"),
    "fields": Words("ô điền", "fields"),
    "guard_name": Words("điều kiện: ô", "condition: field"),
    "guard_sign": Words("điều kiện: so sánh", "condition: comparison"),
    "guard_value": Words("điều kiện: giá trị", "condition: value"),
}
NARROWING = ("skill", "who", "parallel", "papers", "documents", "sign_off")
ANYBODY = [
    ("", Words("Ai có vai trò này", "Anybody with the role")),
    (THREAD, Words("Cán bộ đầu mối", "Thread officer")),
]
DID = Words("Người làm bước {n}", "Who did step {n}")


def blocks(
    draft: ImportedProcess, rows: Sequence[Row], typed: Sequence[Cells], wrong: Mapping[str, Words]
) -> list[dict[str, Any]]:
    """One for each row: its source lines, what is doubtful, its cells and what is wrong in them."""
    lines, group, told = draft.decision.lines, "", list[dict[str, Any]]()
    people = list[tuple[str, Words]]()
    for index, (row, cells) in enumerate(zip(rows, typed, strict=True)):
        read = read_of(row, draft.read)
        mine = {cell: wrong[f"{index}-{cell}"] for cell in cells if f"{index}-{cell}" in wrong}
        here = read.get("group", group)
        told.append(
            {
                "index": index,
                "place": index + 1,
                "row": row,
                "cells": cells,
                "read": read,
                "group": here if here != group else "",
                "lines": source(lines, read.get("source_lines")),
                "doubts": [_doubt(one) for one in read.get("warnings", ())],
                "asks_somebody": any(one["asks"] for one in read.get("warnings", ())),
                "wrong": mine,
                "wrong_node": wrong.get(row.key),
                "shares": row.hours is not None and index + 1 < len(rows) and _shared(rows[index + 1], draft),
                "elsewhere": bool(row.kind == Kind.ASK or row.relation == Relation.NAMED or row.agency or row.asks),
                **_more(typed, index),
                "people": [*ANYBODY, *people],
                "by_source": "; ".join(documents_of(replace(row, documents=None), draft.read)),
            }
        )
        people.append((row.key, DID.fill(n=index + 1)))
        group = here
    return told


def _more(typed: Sequence[Cells], index: int) -> dict[str, Any]:
    """What a row has besides, in the cells of the step table."""
    cells = typed[index]
    return {
        "number": index + 1,
        "anchor": f"b{index + 1}",
        "values": cells,
        "narrowed": any(cells[name] for name in NARROWING),
        "fields": step_fields.rows_in(cells["fields"]),
        "fields_open": cells["fields"] not in ("", "[]") or bool(cells["guard_name"] or cells["guard"]),
        "nameable": step_fields.nameable(typed, index, cells["guard_name"]),
    }


def _shared(row: Row, draft: ImportedProcess) -> bool:
    """Whether the source counts its time together with the step before."""
    codes = {one["code"] for one in read_of(row, draft.read).get("warnings", ())}
    return row.hours is None and bool(codes & SHARED)


def source(lines: Sequence[str], span: Sequence[int] | None) -> list[tuple[int, str]]:
    """Lines with their numbers, without the bars of the table."""
    if not span:
        return []
    first, last = span
    return [
        (number, plain(text))
        for number, text in enumerate(lines[first - 1 : last], start=first)
        if text.strip() and text.strip() != BAR
    ]


def _doubt(doubt: Mapping[str, Any]) -> dict[str, Any]:
    return {"words": Words(doubt["vi"], doubt["en"]), "asks": doubt["asks"]}


def differences(theirs: Sequence[Row], mine: Sequence[Row], agencies: Agencies) -> list[dict[str, Any]]:
    """What somebody else has saved and is not so here, cell by cell."""
    ours = {row.key: cells for row, cells in zip(mine, cells_of(mine, agencies), strict=True)}
    told = []
    for place, cells in enumerate(cells_of(theirs, agencies), start=1):
        own = ours.get(cells["key"])
        changed = [
            (name, cells[name], own[name] if own else "") for name in NAMES if not own or own[name] != cells[name]
        ]
        told += [
            {"place": place, "name": NAMES[name], "theirs": _said(name, other), "mine": _said(name, here)}
            for name, other, here in changed
        ]
    return told


def _said(name: str, value: str) -> str:
    known: Mapping[str, Words] = {"kind": KINDS, "relation": RELATIONS, "sign_off": dict(CHAINS)}.get(name, {})
    if name == "fields":
        return "; ".join(one["vi"] for one in step_fields.rows_in(value) or ()) or "–"
    if name in ("decides", "left_out"):
        return str(Words("có", "yes") if value else Words("không", "no"))
    return str(known[value]) if value in known else value or "–"


def summed(rows: Sequence[Row]) -> str:
    """The hours of all steps that stay."""
    total = sum((row.hours for row in rows if row.hours is not None and not row.left_out), Decimal())
    return f"{total:f}".replace(".", ",") if total != total.to_integral_value() else f"{int(total)}"
