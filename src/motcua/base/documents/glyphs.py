"""Any text made printable with the fonts we carry: nothing is dropped unseen, nothing stops the press.

A character without a glyph would make the PDF/A export fail, so it becomes a visible box.
Characters that turn the reading order are boxes too: what is printed is what was typed, in that order.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOX = "\u25a1"
BREAK = "\u200b"
SILENT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
SPACE = re.compile(r"[^\S\n]")
RUN = re.compile(r"\S{31,}")
PIECE = re.compile(r"\S{12}(?=\S)")


def printable(text: str, *, breakable: bool = True) -> str:
    """`text` composed (NFC), line ends as "\\n", other space as " ", unprintable characters as boxes.

    Runs over 30 characters may be broken by a zero-width space, so that no line leaves the page; codes and addresses,
    which people copy, are passed with `breakable` false.
    """
    tidy = SPACE.sub(" ", LINE_END.sub("\n", unicodedata.normalize("NFC", text))).translate(SILENT)
    shown = "".join(char if char in "\n " or ord(char) in _drawable() else BOX for char in tidy)
    return RUN.sub(lambda run: PIECE.sub(lambda piece: piece[0] + BREAK, run[0]), shown) if breakable else shown


@cache
def _drawable() -> frozenset[int]:
    """Code points that every style of the font draws, without controls and marks of direction."""
    drawn = frozenset.intersection(*(frozenset(_covered(path.read_bytes())) for path in FONTS.glob("*.ttf")))
    return frozenset(point for point in drawn if unicodedata.category(chr(point))[0] not in "C")


def _covered(font: bytes) -> list[int]:
    """The code points of a TrueType font's format 4 character map (OpenType 1.9, table cmap)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    places = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    cmap = places[b"cmap"]
    maps = struct.unpack_from(">H", font, cmap + 2)[0]
    offsets = [cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * entry)[0] for entry in range(maps)]
    start = next(offset for offset in offsets if struct.unpack_from(">H", font, offset)[0] == 4)
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    lasts = struct.unpack_from(f">{segments}H", font, start + 14)
    firsts = struct.unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
    return [point for first, last in zip(firsts, lasts, strict=True) for point in range(first, last + 1)]
