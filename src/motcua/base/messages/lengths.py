"""How long a text is where a message is counted: characters, and the parts a short message would take."""

from dataclasses import dataclass

from motcua.kernel.text import fold

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€")
"""Signs that take two places in the short alphabet."""


@dataclass(frozen=True, slots=True)
class Length:
    """`parts` as typed, `bare_parts` without diacritics."""

    characters: int
    parts: int
    bare_parts: int


def length_of(text: str) -> Length:
    return Length(len(text), sms_parts(text), sms_parts(fold(text)))


def sms_parts(text: str) -> int:
    """One part holds 160 signs of the short alphabet or 70 others; several hold 153 or 67 each. Empty is none."""
    short = all(sign in GSM or sign in TWICE for sign in text)
    size = sum(1 + (sign in TWICE) for sign in text) if short else len(text.encode("utf-16-be")) // 2
    alone, each = (160, 153) if short else (70, 67)
    return 0 if not text else 1 if size <= alone else -(-size // each)
