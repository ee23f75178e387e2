"""Where a picture ends and what stands besides it: found by walking its structure, without decoding it.

A tail is taken only when it is what cameras append: further pictures, a moving picture, a maker's trailer.
"""

import re

from motcua.base.files.errors import DamagedFile, HiddenContent

JPEG = b"\xff\xd8\xff"
PNG = b"\x89PNG\r\n\x1a\n"
HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"))
SAMSUNG = b"SEFT"
BLANK = re.compile(rb"\A[\x00\s]*\Z")
MARKUP = re.compile(rb"(?i)<\?php|<script|<html|<!doctype|<iframe|<svg|%PDF-|\A\s*#!|\AMZ|\A\x7fELF")
ZIP_END = b"PK\x05\x06"
SCAN_END = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))


def check_not_archive(content: bytes) -> None:
    """HiddenContent when the file is a ZIP archive as well: its end record reaches the end of the file."""
    at = content.rfind(ZIP_END, max(0, len(content) - 65_557))
    while at >= 0:
        if at + 22 <= len(content) <= at + 22 + int.from_bytes(content[at + 20 : at + 22], "little") + 64:
            raise HiddenContent()
        at = content.rfind(ZIP_END, max(0, len(content) - 65_557), at)


def check_jpeg(content: bytes) -> None:
    """DamagedFile without an end; HiddenContent for markup in its segments or a foreign tail."""
    beside, end = _jpeg_segments(content)
    tail = content[end:]
    if MARKUP.search(beside) or not _camera_tail(tail):
        raise HiddenContent()


def check_png(content: bytes) -> None:
    """DamagedFile for a broken row of chunks; HiddenContent for markup in texts or anything after the end."""
    at, beside = len(PNG), []
    while True:
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        following = at + 12 + size
        if len(kind) < 4 or following > len(content):
            raise DamagedFile()
        if kind not in (b"IDAT", b"fdAT"):
            beside.append(content[at + 8 : following - 4])
        at = following
        if kind == b"IEND":
            break
    if MARKUP.search(b"\n".join(beside)) or not BLANK.match(content[at:]):
        raise HiddenContent()


def check_heic(content: bytes) -> None:
    """HiddenContent unless the file is a row of boxes up to its last byte (ISO/IEC 14496-12), or for markup in any but
    those of pixels; DamagedFile for a box that is cut.
    """
    at = 0
    while at < len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        if size == 0 and kind == b"mdat":
            return
        if size < 8 or not kind.isalnum() or (kind != b"mdat" and MARKUP.search(content, at, at + size)):
            raise HiddenContent()
        if at + size > len(content):
            raise DamagedFile()
        at += size


def _jpeg_segments(content: bytes) -> tuple[bytes, int]:
    """Everything but compressed pixels, and the offset behind the end marker. DamagedFile when there is none."""
    at, beside = 2, []
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise DamagedFile()
        marker = content[at + 1]
        if marker == 0xFF or marker in STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == 0xD9:
            break
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        beside.append(content[at + 4 : at + 2 + size])
        at += 2 + size
        if marker == 0xDA:
            at = _after_scan(content, at)
    if content[at : at + 2] != b"\xff\xd9":
        raise DamagedFile()
    return b"\n".join(beside), at + 2


def _after_scan(content: bytes, at: int) -> int:
    """The offset of the next marker that is not part of the pixels."""
    marker = SCAN_END.search(content, at)
    if marker is None:
        raise DamagedFile()
    return marker.end() - 2


def _camera_tail(tail: bytes) -> bool:
    core = tail.lstrip(b"\x00")
    if BLANK.match(core):
        return True
    further = core.startswith(JPEG) or b"ftyp" in core[:8] or core.rstrip(b"\x00").endswith(SAMSUNG)
    return further and not MARKUP.search(core)
