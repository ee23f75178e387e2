"""From a slip to PDF/A-2b bytes by Typst.

What people typed goes in as data (one JSON text), never as markup. Fonts are our own; those of the machine are ignored.
A compiler is kept per paper and process, because starting one costs more than a page. The same slip and address
give the same bytes: the moment of issue stands in for the moment of rendering.
"""

import dataclasses
import io
import json
import threading
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import pikepdf
import segno
import typst

from motcua.base.documents import wording
from motcua.base.documents.editions import edition
from motcua.base.documents.glyphs import FONTS, printable
from motcua.base.documents.sheets import TITLES, Sheet
from motcua.base.documents.slips import Slip
from motcua.kernel import clock
from motcua.kernel.database import practising

TEMPLATES = Path(__file__).parent / "templates"

COPIED = ("_code", "number", "site", "_svg")
"""Endings of names whose texts people copy: never broken inside."""

_building = threading.Lock()


def render(slip: Slip | Sheet, *, address: str) -> bytes:
    """The paper as PDF/A-2b. `address` is what its QR code opens: it carries a secret, so slips do not hold it."""
    press = _press(slip.kind)
    with press.lock:
        pdf = press.compiler.compile(
            format="pdf",
            pdf_standards="a-2b",
            sys_inputs={"data": content(slip, address=address)},
            timestamp=int(slip.head.issued_at.timestamp()),
        )
    return _packed(cast(bytes, pdf))


@cache
def mark(text: str) -> bytes:
    """A remark as a small page of its own, to be laid over another."""
    press = _press("mark")
    with press.lock:
        return cast(bytes, press.compiler.compile(format="pdf", sys_inputs={"data": printable(text)}, timestamp=0))


def _packed(pdf: bytes) -> bytes:
    """The same document with its objects in compressed streams: a quarter smaller, tags for screen readers kept."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return packed.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a rendered paper has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def content(slip: Slip | Sheet, *, address: str) -> str:
    """What a template is given, as JSON text: the slip in printable form, its form's edition, the QR as SVG."""
    facts = _plain(slip)
    if slip.kind in TITLES:
        facts["form"] = {"title": TITLES[slip.kind], "mark": ""}
    else:
        form = edition(slip.kind, clock.local(slip.head.issued_at).date())
        facts["form"] = {"title": form.title, "mark": form.mark}
    facts["practice"] = practising()
    facts["qr"] = segno.make(address, micro=False, error="m", boost_error=False).svg_inline(border=0)
    return json.dumps(facts, ensure_ascii=False)


@dataclasses.dataclass(frozen=True)
class _Press:
    """A compiler and the lock that gives it to one thread at a time."""

    compiler: typst.Compiler
    lock: threading.Lock


def _press(kind: str) -> _Press:
    with _building:
        return _built(kind)


@cache
def _built(kind: str) -> _Press:
    return _Press(
        typst.Compiler(TEMPLATES / f"{kind}.typ", root=TEMPLATES, font_paths=_fonts()),
        threading.Lock(),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _plain(value: Any, name: str = "") -> Any:
    """Values as a template shows them: moments in words, `…_vnd` as money, `…_bytes` as a size, texts printable."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), field.name) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return _moment(value)
    if name.endswith("_vnd"):
        return wording.money(value)
    if name.endswith("_bytes"):
        return wording.size(value)
    return printable(value, breakable=not name.endswith(COPIED)) if isinstance(value, str) else value


def _moment(moment: datetime) -> dict[str, str]:
    return {
        "hour": wording.hour(moment),
        "weekday": wording.weekday(moment),
        "long": wording.long_day(moment),
        "short": wording.short_day(moment),
        "iso": wording.iso(moment),
    }
