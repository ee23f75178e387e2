"""Accents that were lost on the way: names typed by a scanner as if in an old code page, read back where one can."""

import itertools
import re
import unicodedata

from motcua.kernel.text import tidy

TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
"""The code page TCVN 5712-3 (“ABC”), read as Western signs; lower case, with the capitals that have signs of their own
(from memory)."""

LETTERS = frozenset("".join(TCVN3.values()) + "".join(TCVN3.values()).upper())
BETWEEN = frozenset(" '’-.,/()")
WESTERN = 256
LOST = re.compile("[\x80-\x9f\xad]")
"""Signs that nobody sees, and that were letters in another code page."""


def is_vietnamese(text: str) -> bool:
    """Letters that a Vietnamese name may have, capitals only where words begin or throughout."""
    for word in text.split():
        if any(before.islower() and after.isupper() for before, after in itertools.pairwise(word)):
            return False
    signs = unicodedata.normalize("NFC", text)
    return all(sign in LETTERS or sign in BETWEEN or (sign.isascii() and sign.isalpha()) for sign in signs)


def mended(text: str, *, digits: bool = False) -> tuple[str, bool]:
    """The text with its accents read back as far as possible, and whether it had to be doubted."""
    whole = tidy(text)
    shown = "".join(sign for sign in whole if not sign.isdigit()) if digits else whole
    if is_vietnamese(shown) and not LOST.search(text):
        return whole, False
    for read in (_as_utf8(text), _as_tcvn3(text)):
        if read:
            return tidy(read), True
    return whole, True


def as_tcvn3(text: str) -> str:
    """How a scanner types a text in that code page."""
    signs = {letter: sign for sign, letter in TCVN3.items()}
    composed = unicodedata.normalize("NFC", text)
    return "".join(signs.get(letter) or signs.get(letter.lower(), letter) for letter in composed)


def as_western_utf8(text: str) -> str:
    """How a scanner types a UTF-8 text byte by byte."""
    return text.encode().decode("latin-1")


def _as_tcvn3(text: str) -> str:
    """ "" where a sign belongs to no letter of the code page."""
    if any(not sign.isascii() and sign not in TCVN3 for sign in text):
        return ""
    return "".join(TCVN3.get(sign, sign) for sign in text)


def _as_utf8(text: str) -> str:
    """ "" where the signs are no UTF-8 read as Western ones."""
    raw = bytearray()
    for sign in text:
        try:
            raw += bytes([ord(sign)]) if ord(sign) < WESTERN else sign.encode("cp1252")
        except UnicodeEncodeError:
            return ""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return ""
