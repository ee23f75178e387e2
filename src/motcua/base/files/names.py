"""File names made harmless: kept readable, in Vietnamese too, without paths, controls or tricks."""

import re
import unicodedata
from urllib.parse import quote

from motcua.kernel.identifiers import Malformed, citizen_number
from motcua.kernel.text import fold

EXTENSIONS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/heic": ("heic", "heif"),
}
"""What we keep, and the endings that fit; the first is the one we write."""

FOREIGN = """
apk app bat bmp cmd com css csv doc docm docx exe gif hta htm html jar js json lnk msi odt phar php ps1 py rar
rtf scr sh svg tif tiff tmp txt vbs webp xhtml xls xlsm xlsx xml zip 7z
"""
MISLEADING = frozenset(FOREIGN.split()).union(*EXTENSIONS.values())
"""Endings that claim a type: taken off before the right one is put on."""

LIMIT_BYTES = 180
FALLBACK = "tep"
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
UNSAFE = re.compile(r'[<>:"|?*%]')
NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)|(?<![^\W_])(?<!\d[ ._-])\d(?:[ ._-]?\d){11}(?![ ._-]?\d)")
"""Twelve digits together, or in groups that are no part of a code such as H26.12.01-260205-0001."""
EDGES = " ._-=+@~'`,;"


def clean_name(name: str, media_type: str) -> str:
    """A single visible line of at most 200 bytes in UTF-8 that ends as `media_type` does. The content decides."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(
        " " if char.isspace() else char for char in last if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    tidy = " ".join(UNSAFE.sub("_", visible).split())
    stem = without_numbers(_without_endings(tidy, EXTENSIONS[media_type])).strip(EDGES)
    short = stem.encode()[:LIMIT_BYTES].decode(errors="ignore").strip(EDGES)
    if RESERVED.match(short.split(".")[0]):
        short = f"{FALLBACK}-{short}"
    return f"{short or FALLBACK}.{EXTENSIONS[media_type][0]}"


def without_numbers(name: str) -> str:
    """People name pictures after the card on them: of an identity number the last four digits stay."""
    return NUMBER.sub(lambda found: _masked(found[0]), name)


def _masked(text: str) -> str:
    digits = "".join(filter(str.isdigit, text))
    try:
        citizen_number(digits)
    except Malformed:
        return text
    return "x" * 8 + digits[-4:]


def disposition(name: str, *, shown: bool) -> str:
    """Content-Disposition with a plain name for old programs and the real one in UTF-8 (RFC 6266, RFC 8187)."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in ".-_ ") else "_" for char in fold(name))
    return f"{'inline' if shown else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _without_endings(name: str, fitting: tuple[str, ...]) -> str:
    """Without the endings that claim a type: "don.pdf.exe" is "don" again, "nguyen.van.an" stays."""
    while True:
        stem, dot, ending = name.rstrip(EDGES).rpartition(".")
        if not dot or ending.lower() not in MISLEADING:
            return name
        name = stem
