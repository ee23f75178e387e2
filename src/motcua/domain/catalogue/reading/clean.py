"""Text as the crawls left it → text as it is kept."""

import re
from collections.abc import Iterable
from typing import TypeVar

from motcua.kernel.text import tidy

BREAK = re.compile(r"<br\s*/?>|\r\n?|\n", re.IGNORECASE)
SYMBOL = re.compile("[\ue000-\uf8ff]")
LETTERS = re.compile(r"[^\W\d_]{2}|[^\W_]+\s*\d")

Item = TypeVar("Item")


def lines_of(text: object) -> list[str]:
    """The lines that hold anything: composed letters, single spaces, private font symbols as bullets."""
    shown = SYMBOL.sub("•", str(text or ""))
    return [line for line in (tidy(part) for part in BREAK.split(shown)) if line]


def clean(text: object) -> str:
    """Several lines, joined with "\\n"."""
    return "\n".join(lines_of(text))


def one_line(text: object) -> str:
    return " ".join(lines_of(text))


def has_symbol(text: str) -> bool:
    return SYMBOL.search(text) is not None


def says_something(text: str) -> bool:
    """Whether there is at least a syllable in it, not only a sign or one stray letter."""
    return LETTERS.search(text) is not None


def distinct(items: Iterable[Item]) -> list[Item]:
    """In order, each once."""
    return list(dict.fromkeys(items))
