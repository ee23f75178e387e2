"""The text of a decision as pieces between bars: where a Word table was turned to text, a bar stands alone on a line.

A row begins and ends with a bar, hence two rows meet in two bars; so do a cell, an empty one and the next. Which of the
two it is, `tables` decides by the columns. A Markdown row ("| a | b |") is read as the same bars and cells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.kernel.text import tidy

BAR = "|"
MARKS = re.compile(r"\(\*+\)|\*+|__")
RULE = re.compile(r"\|[\s:|-]+\|")
NEW_POINT = re.compile(r"[-–+•]|[a-zđ0-9]{1,2}[.)] ")
Line = tuple[int, str]


def plain(text: str) -> str:
    """Without the marks of bold and italics, spaces made single. A "(*)" is no mark."""
    return tidy(MARKS.sub(lambda found: found[0] if found[0].startswith("(") else "", text))


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two bars, without blank lines. `apart`: a blank line follows the bar before it."""

    lines: tuple[Line, ...]
    apart: bool = False
    closed: bool = True

    @property
    def text(self) -> str:
        return plain(" ".join(text for _, text in self.lines))

    @property
    def bold(self) -> bool:
        """Whether all of it is marked."""
        raw = " ".join(text for _, text in self.lines).strip()
        return raw.startswith("**") and raw.endswith("**")

    @property
    def first(self) -> int:
        return self.lines[0][0]

    @property
    def last(self) -> int:
        return self.lines[-1][0]

    @property
    def points(self) -> list[str]:
        """Its sentences where a new line begins with a dash or a number."""
        told: list[str] = []
        for _, raw in self.lines:
            text = plain(raw)
            if told and not NEW_POINT.match(text):
                told[-1] = tidy(f"{told[-1]} {text}")
            else:
                told.append(text)
        return told

    def __bool__(self) -> bool:
        return bool(self.lines)


def pieces(lines: Sequence[str]) -> list[Piece]:
    """Everything in order; lines are numbered from one."""
    told: list[Piece] = []
    held: list[Line] = []
    blank_first = False
    for number, text in _tokens(lines):
        if text == BAR:
            told.append(Piece(tuple(held), apart=blank_first and bool(held)))
            held, blank_first = [], False
        elif text.strip():
            held.append((number, text))
        elif not held:
            blank_first = True
    told.append(Piece(tuple(held), apart=blank_first and bool(held), closed=False))
    return told


def _tokens(lines: Sequence[str]) -> Iterator[Line]:
    for number, raw in enumerate(lines, start=1):
        text = raw.strip()
        if len(text) < 2 or not (text.startswith(BAR) and text.endswith(BAR)):
            yield number, BAR if text == BAR else raw
        elif not RULE.fullmatch(text):
            yield number, BAR
            for cell in text[1:-1].split(BAR):
                yield from ((number, part) for part in re.split(r"<br ?/?>", cell) if part.strip())
                yield number, BAR
