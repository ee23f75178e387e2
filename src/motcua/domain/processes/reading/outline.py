"""What a table is called: the numbered headings above it, the code of its procedure, and the notes below it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from motcua.domain.processes.reading.pieces import Line, Piece, plain
from motcua.kernel.text import fold

ORDER = ("letter", "roman", "digit")
MARK = re.compile(r"\**\s*(?:(?P<roman>[IVX]{1,5})|(?P<letter>[A-Z])|(?P<digit>\d{1,2}))\s*[.)]\**(?=\s|\*|$)")
NAMED = re.compile(r"\**\s*(?:ten )?(?:thu tuc|quy trinh)(?: so)? ?\d{0,3} ?[:.]")
GENERIC = re.compile(
    r"(noi dung |so do |luu do |mo ta |bang )?(cac buoc|quy trinh|trinh tu)"
    r"( va| noi bo| dien tu| cac buoc|,| quy trinh| giai quyet| thuc hien| xu ly| cong viec| tthc| ho so"
    r"| thu tuc hanh chinh| tung buoc| cu the)*[:.]?"
)
FOOTNOTE = re.compile(r"\[(\d{1,3})\]")
ASIDE = re.compile(r"\s*\((?:[^()]*(?:mã|ký hiệu|\d\.\d{6})[^()]*)\)\s*$", re.IGNORECASE)
CODE = re.compile(r"\b\d\.\d{6}(?:\.[A-Z0-9.]+)?\b")
SYMBOL = re.compile(r"ký hiệu\s*:?\s*([A-ZĐ0-9][\w.\-/]*)", re.IGNORECASE)
FIELD = re.compile(r"lĩnh vực\s+(.+)", re.IGNORECASE)
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Title:
    """A heading without its number. `notes`: the footnotes it points to."""

    text: str
    number: str
    line: int
    code: str = ""
    symbol: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class Outline:
    """The headings in force where a table begins; one of a level ends those below it."""

    held: dict[str, Title] = field(default_factory=dict)
    last: Title | None = None
    nearest: Title | None = None

    def read(self, pieces: Iterable[Piece]) -> None:
        self.nearest = None
        for piece in pieces:
            self.nearest = _bold_line(piece) or self.nearest
            for kind, number, lines in _headings(piece.lines):
                title = _title(lines, number)
                if kind == "named":
                    self.last = title
                elif title.text:
                    self._take(kind, title)

    def _take(self, kind: str, title: Title) -> None:
        level = ORDER.index(kind)
        self.held = {name: one for name, one in self.held.items() if ORDER.index(name) < level}
        self.held[kind] = title
        self.last = None

    @property
    def name(self) -> Title | None:
        """The lowest heading that says more than "the process"."""
        own = [self.last] if self.last else []
        levels = [self.held[kind] for kind in reversed(ORDER) if kind in self.held]
        near = [self.nearest] if self.nearest else []
        return next((one for one in [*own, *levels, *near] if not GENERIC.fullmatch(fold(one.text))), None)

    @property
    def field(self) -> str:
        found = (FIELD.search(one.text) for kind, one in self.held.items() if one is not self.name)
        return next((match[1] for match in found if match), "")


def _bold_line(piece: Piece) -> Title | None:
    """The last line that stands alone in bold, or as a Markdown heading: a title where nothing is numbered."""
    found = [line for line in piece.lines if re.fullmatch(r"\*\*[^*]{4,200}\*\*|#+ .{4,200}", line[1].strip())]
    return _title([(found[-1][0], found[-1][1].strip().lstrip("# "))], "") if found else None


def _headings(lines: Sequence[Line]) -> Iterable[tuple[str, str, list[Line]]]:
    """Kind, number and lines of each heading in a piece of text: from its number to the end of its bold or a new line.

    Bold headings go on until the marks close; others end with the line, or go on while no new point begins.
    """
    index = 0
    while index < len(lines):
        found = MARK.match(lines[index][1].strip())
        named = NAMED.match(fold(lines[index][1]))
        if not found and not named:
            index += 1
            continue
        end = _end(lines, index)
        kind = str(found.lastgroup) if found else "named"
        yield kind, (found[kind] if found else ""), list(lines[index:end])
        index = end


def _end(lines: Sequence[Line], start: int) -> int:
    bold = lines[start][1].lstrip().startswith("**")
    end = start + 1
    while end < len(lines) and end - start < 12:
        before, text = "".join(raw for _, raw in lines[start:end]), lines[end][1].strip()
        closed = before.count("**") % 2 == 0 and not before.rstrip().endswith("(**")
        gap = lines[end][0] - lines[end - 1][0] > 1
        if gap or MARK.match(text) or (bold and closed and before.count("(") <= before.count(")")):
            break
        if not bold and (text.startswith(("-", "+", "**", "*(")) or before.rstrip().endswith((".", ";", ":"))):
            break
        end += 1
    return end


def _title(lines: Sequence[Line], number: str) -> Title:
    text = plain(" ".join(raw for _, raw in lines))
    text = re.sub(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,2})\s*[.)]\s*", "", text) if number else text
    notes = tuple(FOOTNOTE.findall(text))
    text = FOOTNOTE.sub("", text)
    code, symbol = CODE.search(text), SYMBOL.search(text)
    name = re.sub(r"^(?:Tên )?(?:thủ tục|quy trình)\s*:\s*", "", ASIDE.sub("", text), flags=re.IGNORECASE).strip(
        " :;."
    )[:LONGEST]
    return Title(name, number, lines[0][0], code[0] if code else "", symbol[1] if symbol else "", notes)


def footnotes(pieces: Iterable[Piece]) -> dict[str, str]:
    """Notes by their number, as they stand below the tables: "[1] a) …"."""
    told: dict[str, str] = {}
    for piece in pieces:
        number = ""
        for _, raw in piece.lines:
            text = plain(raw)
            found = FOOTNOTE.match(text)
            if found:
                number, text = found[1], text[found.end() :].strip()
                told[number] = text
            elif number and not text.startswith("Quyết định "):
                told[number] = f"{told[number]} {text}"
    return told
