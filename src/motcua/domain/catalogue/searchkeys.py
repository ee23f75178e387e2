"""The folded words a procedure is found by, and what is left of them when letters are missed."""

import re
from collections.abc import Iterable

from motcua.kernel.text import fold, tidy

SHORTEST_SLIP = 3
LONG = 6
LONGEST = 60
"""No word of a procedure is longer; what somebody types may be."""
WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


def tokens(text: str) -> list[str]:
    """The folded words of a query, each once: "Khai sinh, 1.001193" gives khai, sinh, 1.001193."""
    return list(dict.fromkeys(word[:LONGEST] for word in WORD.findall(fold(text))))


def phrase(text: str) -> str:
    """Folded words with single spaces between them, without punctuation."""
    return " ".join(WORD.findall(fold(text)))


def slug_of(name: str) -> str:
    """What spellings of one name have in common, as it stands in addresses: "Hộ tịch" gives ho-tich."""
    return phrase(name).replace(" ", "-")


def marked(text: str) -> list[str]:
    """The words that carry marks, as written in small letters: "Khai tử" gives tử."""
    written = [word[:LONGEST] for word in WORD.findall(tidy(text).casefold())]
    return [word for word in dict.fromkeys(written) if fold(word) != word]


def search_text(*, code: str, name: str, field: str, plain_words: Iterable[str]) -> str:
    """Every word with a space before it, so that " kha" finds the beginning of a word."""
    parts = [phrase(name), code, code.partition(".")[2], phrase(field), *(phrase(words) for words in plain_words)]
    return " " + " ".join(part for part in parts if part)


def slips(word: str) -> list[str]:
    """What is left of a word when one letter is missed, in long ones two; the word itself first.

    Two words that differ by one slip (a letter wrong, missing, doubled, swapped) share one of them.
    Short words and those with figures must be right.
    """
    if len(word) < SHORTEST_SLIP or not word.isalpha():
        return [word]
    once = dict.fromkeys([word, *_shortened(word)])
    if len(word) < LONG:
        return list(once)
    return list(once | dict.fromkeys(shorter for one in once if one != word for shorter in _shortened(one)))


def _shortened(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]
