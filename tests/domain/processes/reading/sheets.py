"""Decisions made up for tests: a table of steps as text between bars, and as a Word file."""

import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = ("Thứ tự công việc", "Nội dung công việc cụ thể", "Đơn vị/ Người thực hiện", "Thời gian thực hiện", "Sản phẩm")


def text_row(cells: Sequence[str]) -> list[str]:
    told = ["|"]
    for cell in cells:
        told += [*cell.split("\n"), "|"] if cell else ["|"]
    return told


def text_table(rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> list[str]:
    return [line for cells in ([f"**{name}**" for name in head], *rows) for line in text_row(cells)]


def decision(*tables: tuple[str, Sequence[Sequence[str]]]) -> list[str]:
    """Each with its heading above, as the text of a Word file has them."""
    lines = ["Quyết định 12/QĐ-UBND năm 2026 phê duyệt quy trình nội bộ giải quyết thủ tục hành chính"]
    for place, (name, rows) in enumerate(tables, start=1):
        lines += [f"**{place}.", f"{name}**", *text_table(rows), ""]
    return lines


def word_file(blocks: Sequence[str], numbering: str = "") -> bytes:
    """A .docx of ready-made paragraphs and tables."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        body = "".join(blocks)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        if numbering:
            archive.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>')
    return content.getvalue()


def word_paragraph(text: str, *, bold: bool = False, number: str = "") -> str:
    ahead = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>' if number else ""
    mark = "<w:rPr><w:b/></w:rPr>" if bold else ""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<w:p>{ahead}<w:r>{mark}<w:t>{safe}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A cell that is "^" is merged with the one above."""

    def cell(text: str) -> str:
        merged = "<w:tcPr><w:vMerge/></w:tcPr>" if text == "^" else ""
        return f"<w:tc>{merged}{word_paragraph('' if text == '^' else text)}</w:tc>"

    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"
