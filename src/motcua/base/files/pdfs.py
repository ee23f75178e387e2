"""What a PDF holds besides pages. The file is read, never changed: a signature in it stays whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from motcua.base.files.errors import (
    LIMIT_PAGES,
    ActiveContent,
    AttachedFiles,
    DamagedFile,
    FileRefused,
    HiddenContent,
    PasswordProtected,
    TooComplex,
    TooManyPages,
)
from motcua.base.files.shapes import BLANK, MARKUP

LIMIT_OBJECTS = 200_000
LIMIT_DEPTH = 60
HEAD_BYTES = 1024
END = b"%%EOF"
FIRST_OBJECT = re.compile(rb"\d+\s+\d+\s+obj")

RUNNING_ACTIONS = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound")
)
RUNNING_PARTS = frozenset(("/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"))
RUNNING_ADDRESS = re.compile(rb"(?i)(?:javascript|vbscript|data):")
UNSEEN = re.compile(rb"[\x00-\x20]+")
"""What a browser leaves out of an address before it reads it."""
LEFT_OUT = "limits error"
"""How the reader says that it left out what went beyond its own limits, so that nothing of it was looked at."""


def check_pdf(path: Path, content: bytes) -> int:
    """The number of pages. Raises the rule that is broken."""
    _check_edges(content)
    try:
        with pikepdf.open(path) as pdf:
            if len(pdf.objects) > LIMIT_OBJECTS:
                raise TooComplex()
            pages = len(pdf.pages)
            for part in _dictionaries(pdf):
                _check_part(part)
            if any(LEFT_OUT in warning for warning in pdf.get_warnings()):
                raise TooComplex()
    except pikepdf.PasswordError as error:
        raise PasswordProtected() from error
    except FileRefused:
        raise
    except MemoryError as error:
        raise TooComplex() from error
    except Exception as error:  # the reader raises whatever it likes
        raise DamagedFile() from error
    if pages > LIMIT_PAGES:
        raise TooManyPages()
    if pages < 1:
        raise DamagedFile()
    return pages


def _check_edges(content: bytes) -> None:
    """Nothing before the first object or behind the last end that another program would run."""
    end = content.rfind(END)
    if end < 0:
        raise DamagedFile()
    first = FIRST_OBJECT.search(content)
    head = content[content.find(b"%PDF-") + 5 : first.start() if first else HEAD_BYTES]
    if MARKUP.search(head) or not BLANK.match(content[end + len(END) :]):
        raise HiddenContent()


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, nested ones too; indirect ones once."""
    for top in pdf.objects:
        waiting: list[tuple[Any, int]] = [(top, 0)]
        while waiting:
            part, depth = waiting.pop()
            if depth > LIMIT_DEPTH:
                raise TooComplex()
            if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
                yield part
                children = [child for _, child in part.items()]
            elif isinstance(part, pikepdf.Array):
                children = list(part)
            else:
                continue
            waiting += [(child, depth + 1) for child in children if _nested(child)]


def _nested(child: Any) -> bool:
    return isinstance(child, (pikepdf.Dictionary, pikepdf.Array)) and not child.is_indirect


def _check_part(part: pikepdf.Object) -> None:
    kinds = {str(part.get(key)) for key in ("/S", "/Subtype", "/Type") if isinstance(part.get(key), pikepdf.Name)}
    if "/EF" in part or "/EmbeddedFiles" in part or kinds & {"/EmbeddedFile", "/FileAttachment", "/GoToE"}:
        raise AttachedFiles()
    if "/JS" in part or "/JavaScript" in part or "/XFA" in part or str(part.get("/S", "")) in RUNNING_ACTIONS:
        raise ActiveContent()
    if "/Rect" in part and kinds & RUNNING_PARTS:
        raise ActiveContent()
    address = part.get("/URI")
    if isinstance(address, pikepdf.String) and RUNNING_ADDRESS.match(UNSEEN.sub(b"", bytes(address))):
        raise ActiveContent()
