"""One section of a procedure's text as lines an official edits, and back. Pure; a line that is wrong is named."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from motcua.domain.catalogue.enums import Channel, Level, PaperKind, Unit
from motcua.domain.catalogue.errors import WrongLines
from motcua.domain.catalogue.reading.agencies import read_deciders
from motcua.domain.catalogue.reading.clean import lines_of, one_line
from motcua.domain.catalogue.reading.texts import LegalText, LimitText, PaperText, ProcedureText, ResultText
from motcua.domain.directory.enums import Named
from motcua.kernel.text import fold
from motcua.kernel.words import Words

TIME = re.compile(r"^(\d{1,4}) (.+)$")
SAME_DAY = "trong ngày"
NO_TIME = "cán bộ hẹn ngày"


@dataclass(frozen=True, slots=True)
class Editable:
    """A section: its title, how a line is written, and the way there and back."""

    title: Words
    hint: Words
    to_lines: Callable[[ProcedureText], list[str]]
    from_lines: Callable[[list[str]], dict[str, Any]]
    single: bool = False


def section_of(place: str) -> str:
    """The section a flag's place lies in: "methods[].fee" is about fees."""
    if place.endswith(".fee"):
        return "fee_text"
    head = re.split(r"[.\[_]", place)[0]
    return BY_HEAD.get(head) or BY_HEAD.get(place, "name")


def lines_in(text: ProcedureText, section: str) -> str:
    return "\n".join(SECTIONS[section].to_lines(text))


def corrected(text: ProcedureText, section: str, typed: str) -> ProcedureText:
    """The text with that section as typed. WrongLines names the line that cannot be read."""
    return replace(text, **SECTIONS[section].from_lines(lines_of(typed)))


def _split(line: str, most: int) -> list[str]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > most or not parts[0]:
        raise WrongLines(line=line)
    return parts + [""] * (most - len(parts))


def _named(kinds: type[Named], said: str, line: str) -> Any:
    for kind in kinds:
        if fold(said) == fold(kind.words.vi):
            return kind
    raise WrongLines(line=line)


def _count(said: str, line: str) -> int:
    if said and not said.isdecimal():
        raise WrongLines(line=line)
    return min(int(said or 0), 99)


def _limit_line(limit: LimitText) -> str:
    told = f"{limit.value} {limit.unit.words.vi}" if limit.value is not None and limit.unit else limit.text
    time = SAME_DAY if limit.same_day else told or NO_TIME
    return " | ".join((limit.channel.words.vi, time, limit.variant, one_line(limit.note))).rstrip(" |")


def _limits(lines: list[str]) -> dict[str, Any]:
    return {"limits": tuple(_limit(line) for line in lines) or (LimitText(Channel.ANY, ""),)}


def _limit(line: str) -> LimitText:
    channel, time, variant, note = _split(line, 4)
    way = _named(Channel, channel, line)
    if fold(time) == fold(SAME_DAY):
        return LimitText(way, time, 1, Unit.DAY, variant, note, True)
    counted = TIME.match(time)
    if counted is None:
        return LimitText(way, "" if fold(time) == fold(NO_TIME) else time, None, None, variant, note)
    if int(counted[1]) == 0:
        raise WrongLines(line=line)
    return LimitText(way, time, int(counted[1]), _named(Unit, counted[2], line), variant, note)


def _paper_line(paper: PaperText) -> str:
    parts = (paper.kind.words.vi, paper.name, str(paper.originals), str(paper.copies), paper.group, paper.form)
    return " | ".join(one_line(part) for part in parts).rstrip(" |")


def _paper(line: str) -> PaperText:
    kind, name, originals, copies, group, form = _split(line, 6)
    if not name:
        raise WrongLines(line=line)
    known = _named(PaperKind, kind, line)
    return PaperText(name, known, group, _count(originals, line), _count(copies, line), form)


def _result(line: str) -> ResultText:
    name, code = _split(line, 2)
    return ResultText(name, code)


def _law(line: str) -> LegalText:
    number, title = _split(line, 2)
    return LegalText(number, title)


def _levels(lines: list[str]) -> dict[str, Any]:
    named = {_named(Level, line, line) for line in lines}
    return {"levels": tuple(level for level in Level if level in named)}


def _executing(lines: list[str]) -> dict[str, Any]:
    return {"executing": "\n".join(lines), "deciders": read_deciders("\n".join(lines))}


def _needed(name: str) -> Callable[[list[str]], dict[str, Any]]:
    def read(lines: list[str]) -> dict[str, Any]:
        if not lines:
            raise WrongLines(line="–")
        return {name: " ".join(lines)}

    return read


ONE_EACH = Words("Mỗi dòng một mục.", "One item on each line.")
SECTIONS: dict[str, Editable] = {
    "name": Editable(
        Words("Tên thủ tục", "Name"),
        Words("Một dòng.", "One line."),
        lambda text: [text.name],
        _needed("name"),
        True,
    ),
    "field": Editable(
        Words("Lĩnh vực", "Field"),
        Words("Một dòng.", "One line."),
        lambda text: [text.field],
        _needed("field"),
        True,
    ),
    "issuing": Editable(
        Words("Cơ quan ban hành", "Issuing agency"),
        Words("Một dòng.", "One line."),
        lambda text: [text.issuing],
        lambda lines: {"issuing": " ".join(lines)},
        True,
    ),
    "executing": Editable(
        Words("Cơ quan thực hiện", "Executing agency"),
        ONE_EACH,
        lambda text: text.executing.splitlines(),
        _executing,
    ),
    "levels": Editable(
        Words("Cấp giải quyết", "Deciding level"),
        Words(
            "Mỗi dòng một cấp: Cấp xã, Cấp huyện, Cấp thành phố, Cấp bộ, Cơ quan khác.",
            "One level on each line, in Vietnamese: Cấp xã, Cấp huyện, Cấp thành phố, Cấp bộ, Cơ quan khác.",
        ),
        lambda text: [level.words.vi for level in text.levels],
        _levels,
    ),
    "applicants": Editable(
        Words("Ai được nộp", "Who may file"),
        ONE_EACH,
        lambda text: list(text.applicants),
        lambda lines: {"applicants": tuple(dict.fromkeys(lines))},
    ),
    "limits": Editable(
        Words("Thời hạn", "Time limits"),
        Words(
            "Mỗi dòng: cách nộp | thời hạn | trường hợp | ghi chú. Ví dụ: Trực tiếp | 5 ngày làm việc. "
            "Đơn vị: ngày làm việc, ngày, tháng, giờ làm việc, giờ; hoặc “trong ngày”, “cán bộ hẹn ngày”.",
            "Each line: way of filing | time | case | note, in Vietnamese, such as Trực tiếp | 5 ngày làm việc. "
            "Units: ngày làm việc, ngày, tháng, giờ làm việc, giờ; or “trong ngày”, “cán bộ hẹn ngày”.",
        ),
        lambda text: [_limit_line(limit) for limit in text.limits],
        _limits,
    ),
    "papers": Editable(
        Words("Giấy tờ", "Papers"),
        Words(
            "Mỗi dòng: loại | tên | bản chính | bản sao | nhóm | mẫu đơn. "
            "Loại: Phải nộp, Nộp nếu thuộc trường hợp, Xuất trình, Ghi chú.",
            "Each line: kind | name | originals | copies | group | form. "
            "Kinds: Phải nộp, Nộp nếu thuộc trường hợp, Xuất trình, Ghi chú.",
        ),
        lambda text: [_paper_line(paper) for paper in text.papers],
        lambda lines: {"papers": tuple(_paper(line) for line in lines)},
    ),
    "fee_text": Editable(
        Words("Lệ phí", "Fee"),
        ONE_EACH,
        lambda text: text.fee_text.splitlines(),
        lambda lines: {"fee_text": "\n".join(lines)},
    ),
    "results": Editable(
        Words("Kết quả", "Results"),
        Words("Mỗi dòng: tên kết quả | mã.", "Each line: name | code."),
        lambda text: [f"{one_line(result.name)} | {result.code}".rstrip(" |") for result in text.results],
        lambda lines: {"results": tuple(_result(line) for line in lines)},
    ),
    "legal": Editable(
        Words("Căn cứ pháp lý", "Legal basis"),
        Words("Mỗi dòng: số hiệu | tên văn bản.", "Each line: number | title."),
        lambda text: [f"{law.number} | {one_line(law.title)}".rstrip(" |") for law in text.legal],
        lambda lines: {"legal": tuple(_law(line) for line in lines)},
    ),
}
BY_HEAD = {
    "legal_basis": "legal",
    "legal": "legal",
    "results": "results",
    "target_users": "applicants",
    "target": "applicants",
    "levels": "levels",
    "executing": "executing",
    "issuing": "issuing",
    "field": "field",
    "methods": "limits",
    "dossier": "papers",
}
