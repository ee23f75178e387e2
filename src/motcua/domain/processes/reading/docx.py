"""A Word file as text whose tables stand between bars, one line to a paragraph: what `pieces` reads.

Only word/document.xml and the numbering are opened, by a parser that follows nothing. A merged cell is an empty one.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from motcua.domain.processes.errors import FileTooLarge, NotText
from motcua.domain.processes.reading.pieces import BAR, plain

MB = 1024 * 1024
MOST_XML, MOST_PARTS = 60 * MB, 5000
BODY, NUMBERING = "word/document.xml", "word/numbering.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OverflowError, KeyError, zlib.error)


def docx_lines(content: bytes) -> list[str]:
    """NotText for what is no Word file, FileTooLarge for one that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise FileTooLarge(mb=MOST_XML // MB)
            body = _parsed(_part(archive, BODY)).find(f"{W}body")
            numbers = _Numbers(_part(archive, NUMBERING) if NUMBERING in archive.namelist() else b"")
    except BROKEN as error:
        raise NotText from error
    if body is None:
        raise NotText
    return list(_block(body, numbers))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """No more is unpacked than may be, whatever the archive says of itself."""
    with archive.open(name) as opened:
        content = opened.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise FileTooLarge(mb=MOST_XML // MB)
    return content


def _parsed(content: bytes) -> Any:
    """The root; entities of its own, outside files and very deep trees are refused."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotText
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotText from error


class _Numbers:
    """The numbers Word writes by itself before paragraphs, counted as it counts them."""

    def __init__(self, content: bytes) -> None:
        self.levels: dict[tuple[str, str], tuple[str, str]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        if content:
            self._read(_parsed(content))

    def _read(self, root: Any) -> None:
        kinds = {}
        for kind in root.findall(f"{W}abstractNum"):
            levels = {
                level.get(f"{W}ilvl"): (_value(level, "numFmt"), _value(level, "lvlText"))
                for level in kind.findall(f"{W}lvl")
            }
            kinds[kind.get(f"{W}abstractNumId")] = levels
        for number in root.findall(f"{W}num"):
            for level, shown in kinds.get(_value(number, "abstractNumId"), {}).items():
                self.levels[(number.get(f"{W}numId"), level)] = shown

    def before(self, paragraph: Any) -> str:
        """ "Bước 3. " where Word would write it."""
        told = paragraph.find(f"{W}pPr/{W}numPr")
        if told is None:
            return ""
        key, level = _value(told, "numId"), _value(told, "ilvl") or "0"
        form, text = self.levels.get((key, level), ("", ""))
        if form in ("", "none") or not level.isdecimal():
            return ""
        if form == "bullet":
            return "- "
        counts = self.counts.setdefault(key, {})
        depth = int(level)
        counts[depth] = counts.get(depth, 0) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda m: _spelled(counts.get(int(m[1]) - 1, 1), form), text) + " "


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val") or ""


def _spelled(number: int, form: str) -> str:
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        told = ""
        for value, sign in ROMAN:
            told, number = told + sign * (number // value), number % value
        return told if form.startswith("upper") else told.lower()
    return str(number)


def _block(parent: Any, numbers: _Numbers) -> Iterator[str]:
    """Paragraphs and tables in order, with whatever wraps them (content controls) looked through."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, numbers)
            yield ""
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbers)
            yield ""
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _block(child, numbers)


def _table(table: Any, numbers: _Numbers) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        yield BAR
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            if not _continues(cell):
                for paragraph in cell.iter(f"{W}p"):
                    yield from (line.replace(BAR, "¦") for line in _paragraph(paragraph, numbers) if line)
            yield BAR


def _continues(cell: Any) -> bool:
    """Whether it is merged with the cell above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def _paragraph(paragraph: Any, numbers: _Numbers) -> Iterator[str]:
    """Its lines, marked as bold where all of it is."""
    text, bold = numbers.before(paragraph), True
    for run in paragraph.iter(f"{W}r"):
        said = "".join(_said(part) for part in run)
        if said.strip():
            sign = run.find(f"{W}rPr/{W}b")
            bold = bold and sign is not None and sign.get(f"{W}val") not in ("0", "false")
        text += said
    for line in text.split("\n"):
        told = plain(line)
        if told:
            yield f"**{told}**" if bold else told


def _said(part: Any) -> str:
    if part.tag == f"{W}t":
        return part.text or ""
    return {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}.get(part.tag, "")
