"""What changed between two texts of a procedure, section by section, readable by those it concerns. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from motcua.domain.catalogue.reading.texts import LimitText, PaperText, ProcedureText, StepText
from motcua.kernel.text import fold
from motcua.kernel.words import Words

Kind = Literal["added", "removed", "changed"]
Piece = tuple[Literal["same", "added", "removed"], str]
ALIKE = 0.6
"""From this likeness on one line is held to be the other, reworded."""
MOST_COMPARED = 60
KINDS: dict[str, Words] = {
    "added": Words("Thêm", "Added"),
    "removed": Words("Bỏ", "Removed"),
    "changed": Words("Sửa", "Changed"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One item: added, removed, or changed with its words old and new in `pieces`."""

    kind: Kind
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> Words:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one part of the text, never empty. `key` is stable, for programs."""

    key: str
    title: Words
    changes: tuple[Change, ...]


def difference(old: ProcedureText, new: ProcedureText) -> tuple[Section, ...]:
    """Only the sections that differ, in the order of a procedure's page; empty when the texts say the same."""
    sections = []
    for key, title in TITLES.items():
        changes = tuple(_changes(_items(old, key), _items(new, key)))
        if changes:
            sections.append(Section(key, title, changes))
    return tuple(sections)


def as_json(sections: Iterable[Section]) -> list[dict[str, object]]:
    return [
        {
            "section": section.key,
            "title": section.title.vi,
            "changes": [
                {"kind": change.kind, "pieces": [list(piece) for piece in change.pieces]} for change in section.changes
            ],
        }
        for section in sections
    ]


TITLES = {
    "name": Words("Tên thủ tục", "Name"),
    "field": Words("Lĩnh vực", "Field"),
    "levels": Words("Cấp giải quyết", "Deciding level"),
    "issuing": Words("Cơ quan ban hành", "Issuing agency"),
    "executing": Words("Nơi giải quyết", "Where"),
    "applicants": Words("Ai được nộp", "Who may file"),
    "papers": Words("Giấy tờ", "Papers"),
    "limits": Words("Thời hạn", "Time"),
    "fees": Words("Lệ phí", "Fee"),
    "results": Words("Kết quả", "Result"),
    "steps": Words("Trình tự thực hiện", "Steps"),
    "process": Words("Quy trình nội bộ", "Internal process"),
    "requirements": Words("Yêu cầu, điều kiện", "Conditions"),
    "legal": Words("Căn cứ pháp lý", "Legal basis"),
    "service": Words("Mức độ trực tuyến", "How far it is online"),
}
Item = tuple[str, str]
"""What tells an item from the others, and its line."""


def _items(text: ProcedureText, key: str) -> list[Item]:
    many: dict[str, list[Item]] = {
        "levels": [(level.value, level.words.vi) for level in text.levels],
        "applicants": [(fold(name), name) for name in text.applicants],
        "papers": [(fold(f"{paper.group} {paper.name}"), _paper(paper)) for paper in text.papers],
        "limits": [(f"{limit.channel.value} {fold(limit.variant)}", _limit(limit)) for limit in text.limits],
        "fees": _lines(text.fee_text),
        "results": [(fold(result.name), " ".join((result.name, result.code)).strip()) for result in text.results],
        "steps": _lines(text.steps_text),
        "process": [(step.key, _step(step)) for step in text.steps],
        "requirements": _lines(text.requirements),
        "legal": [(fold(law.number), " ".join((law.number, law.title)).strip()) for law in text.legal],
        "service": [("service", text.service_level.words.vi)],
    }
    if key in many:
        return [(known or fold(line), line) for known, line in many[key]]
    line = getattr(text, key)
    return [(key, line)] if line else []


def _lines(text: str) -> list[Item]:
    """An empty line sets lines apart and says nothing itself."""
    return [("", line) for line in text.splitlines() if line.strip()]


def _paper(paper: PaperText) -> str:
    counts = [
        f"{paper.originals} bản chính" if paper.originals else "",
        f"{paper.copies} bản sao" if paper.copies else "",
    ]
    told = [paper.kind.words.vi.lower(), *filter(None, counts), f"mẫu {paper.form}" if paper.form else ""]
    return f"{paper.name} ({', '.join(filter(None, told))})"


def _limit(limit: LimitText) -> str:
    case = f", {limit.variant}" if limit.variant else ""
    value = f"{limit.value} {limit.unit.words.vi}" if limit.value is not None and limit.unit else limit.text
    told = "trong ngày" if limit.same_day else value or "cán bộ hẹn ngày"
    return f"{limit.channel.words.vi}{case}: {told}{f'. {limit.note}' if limit.note else ''}"


def _step(step: StepText) -> str:
    hours = f", {step.working_hours.normalize():f} giờ làm việc" if step.working_hours else ""
    return f"{step.name_vi} ({step.relation.words.vi}{hours})"


def _changes(old: list[Item], new: list[Item]) -> Iterator[Change]:
    """In the order of the new text; what was removed comes last."""
    before, after = dict(old), dict(new)
    gone = [line for key, line in before.items() if key not in after]
    fresh = [line for key, line in after.items() if key not in before]
    reworded = _reworded(gone, fresh)
    for key, line in after.items():
        if key in before and before[key] != line:
            yield Change("changed", _pieces(before[key], line))
        elif key not in before and line in reworded:
            yield Change("changed", _pieces(reworded[line], line))
        elif key not in before:
            yield Change("added", (("added", line),))
    for line in gone:
        if line not in reworded.values():
            yield Change("removed", (("removed", line),))


def _reworded(gone: list[str], fresh: list[str]) -> dict[str, str]:
    """New lines that are old ones in other words: the likest first, each used once."""
    pairs = sorted(
        (
            (SequenceMatcher(None, old.split(), new.split()).ratio(), old, new)
            for old in gone[:MOST_COMPARED]
            for new in fresh[:MOST_COMPARED]
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for ratio, old, new in pairs:
        if ratio >= ALIKE and new not in found and old not in found.values():
            found[new] = old
    return found


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Word by word: what stayed, what went, what came."""
    before, after = old.split(), new.split()
    pieces: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", " ".join(after[start:end])))
            continue
        if first < last:
            pieces.append(("removed", " ".join(before[first:last])))
        if start < end:
            pieces.append(("added", " ".join(after[start:end])))
    return tuple(pieces)
