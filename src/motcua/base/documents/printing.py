"""Papers on the sheets a counter has: A5 as drawn, two copies of A5 side by side on A4, or a roll of 80 mm.

Nothing here changes a paper: pages are put beside each other and, for a reprint, marked as one.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pikepdf

from motcua.base.documents import addresses
from motcua.base.documents.facts import from_facts
from motcua.base.documents.models import Document
from motcua.base.documents.rendering import mark, render
from motcua.base.documents.services import ensure_rendered
from motcua.base.documents.sheets import Sheet, narrow
from motcua.base.files.services.store import open_file

POINTS = 72 / 25.4
A5 = (148 * POINTS, 210 * POINTS)
A4_ACROSS = (297 * POINTS, 210 * POINTS)
SLACK = 2.0
MARK_WIDTH, MARK_HEIGHT, MARK_FOOT = 72 * POINTS, 6 * POINTS, 1.2 * POINTS


class PaperSize(StrEnum):
    """What lies in the printer."""

    A5 = "a5"
    A4 = "a4"
    ROLL = "80mm"


@dataclass(frozen=True, slots=True)
class Piece:
    """PDF bytes of one paper; `remark` such as "Bản in lại" is printed at the foot of each page, "" for none."""

    pdf: bytes
    remark: str = ""


def piece_of(document: Document, size: PaperSize, remark: str = "") -> Piece:
    """A stored paper; on a roll its short form, where it has one."""
    short = narrow(from_facts(document.kind, document.facts)) if size is PaperSize.ROLL else None
    if short is not None:
        return Piece(render(short, address=addresses.printed_address(document)), remark)
    with open_file(ensure_rendered(document)) as file:
        return Piece(file.read(), remark)


def piece_of_sheet(sheet: Sheet, *, address: str, remark: str = "") -> Piece:
    return Piece(render(sheet, address=address), remark)


def printed(pieces: Sequence[Piece], size: PaperSize) -> bytes:
    """All papers in their order in one PDF. ValueError for none."""
    if not pieces:
        raise ValueError("nothing to print")
    goal = pikepdf.new()
    for piece in pieces:
        with pikepdf.open(io.BytesIO(piece.pdf)) as source:
            for page in source.pages:
                goal.pages.append(page)
                last = goal.pages[-1]
                if piece.remark:
                    _stamp(goal, last, piece.remark)
                if size is PaperSize.A4 and is_a5(last):
                    _doubled(goal, last)
    made = io.BytesIO()
    goal.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return made.getvalue()


def is_a5(page: Any) -> bool:
    width, height = _measures(page)
    return abs(width - A5[0]) < SLACK and abs(height - A5[1]) < SLACK


def _measures(page: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left, top - bottom


def _stamp(goal: pikepdf.Pdf, page: Any, remark: str) -> None:
    """At the foot, in the middle, inside the margin that every paper leaves."""
    width, _ = _measures(page)
    left = (width - MARK_WIDTH) / 2
    with pikepdf.open(io.BytesIO(mark(remark))) as drawn:
        place = pikepdf.Rectangle(left, MARK_FOOT, left + MARK_WIDTH, MARK_FOOT + MARK_HEIGHT)
        page.add_overlay(drawn.pages[0], place)


def _doubled(goal: pikepdf.Pdf, page: Any) -> None:
    """The page twice on one A4 across, to be cut in the middle: one for the person, one for the file."""
    form = page.as_form_xobject()
    goal.add_blank_page(page_size=A4_ACROSS)
    both = goal.pages[-1]
    name = both.add_resource(form, pikepdf.Name.XObject)
    across = A4_ACROSS[0] / 2
    drawing = f"q 1 0 0 1 0 0 cm {name} Do Q q 1 0 0 1 {across:.3f} 0 cm {name} Do Q"
    both.contents_add(drawing.encode())
    del goal.pages[-2]
