"""The folded words a procedure is found by."""

import re
from collections.abc import Iterable

from motcua.kernel.text import fold

SHORTEST_SLIP = 3
WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


def tokens(text: str) -> list[str]:
    """The folded words of a query, each once: "Khai sinh, 1.001193" gives khai, sinh, 1.001193."""
    return list(dict.fromkeys(WORD.findall(fold(text))))


def phrase(text: str) -> str:
    """Folded words with single spaces between them, without punctuation."""
    return " ".join(WORD.findall(fold(text)))


def search_text(*, code: str, name: str, field: str, plain_words: Iterable[str]) -> str:
    """Every word with a space before it, so that " kha" finds the beginning of a word."""
    parts = [phrase(name), code, code.partition(".")[2], phrase(field), *(phrase(words) for words in plain_words)]
    return " " + " ".join(part for part in parts if part)


def slips(word: str) -> str:
    """A regular expression for a word's beginning with at most one slip: a letter wrong, missing, doubled or swapped.

    Short words and those with figures must be right.
    """
    if len(word) < SHORTEST_SLIP or not word.isalpha():
        return re.escape(word)
    forms = {word}
    for place in range(len(word)):
        before, rest = word[:place], word[place + 1 :]
        forms |= {f"{before}.{rest}", f"{before}{rest}", f"{before}.{word[place:]}"}
        if rest:
            forms.add(f"{before}{rest[0]}{word[place]}{rest[1:]}")
    return f"(?:{'|'.join(sorted(forms))})"
