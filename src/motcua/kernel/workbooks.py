"""What a spreadsheet file would unpack to, looked at before anything of it is parsed."""

import zipfile
from enum import Enum
from pathlib import Path
from typing import IO

HEAD_OF_A_PART = 4096


class Weight(Enum):
    """What the look found."""

    FINE = "fine"
    LARGE = "large"
    MACRO = "macro"
    BROKEN = "broken"
    """No archive, or one that declares entities of its own."""


def weigh(file: Path | IO[bytes], *, unpacked: int, parts: int) -> Weight:
    """Nothing is unpacked but the head of each part; `unpacked` in bytes, all parts together."""
    try:
        with zipfile.ZipFile(file) as archive:
            found = archive.infolist()
            if len(found) > parts or sum(part.file_size for part in found) > unpacked:
                return Weight.LARGE
            if any("vbaproject" in part.filename.lower() for part in found):
                return Weight.MACRO
            return _heads(archive, found)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OverflowError, ValueError):
        return Weight.BROKEN


def _heads(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Weight:
    for part in parts:
        with archive.open(part) as opened:
            head = opened.read(HEAD_OF_A_PART)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            return Weight.BROKEN
        if part.filename == "[Content_Types].xml" and b"macroEnabled" in head:
            return Weight.MACRO
    return Weight.FINE
