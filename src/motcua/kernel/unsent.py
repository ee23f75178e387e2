"""What somebody typed on a page and could not send: drawn into the page's forms again when it is opened next."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

WORTH = 12
"""A text of at least this many characters would be a pity to write twice."""

SECRETS = ("csrf", "password", "mat_khau", "otp")


@dataclass(frozen=True, slots=True)
class Unsent:
    """`texts` are the values of each field by its name; `files` says that files were chosen, which are not kept."""

    texts: Mapping[str, list[str]]
    files: bool = False
    taken: set[str] = field(default_factory=set)

    def take(self, name: str) -> list[str] | None:
        """What was typed there, which a form now shows; None where the form had no such field."""
        self.taken.add(name)
        return self.texts.get(name)

    @property
    def left(self) -> list[str]:
        """Long texts that no form of this page has taken so far."""
        return [text for name, texts in self.texts.items() if name not in self.taken for text in texts if worth(text)]


def worth(text: str) -> bool:
    """Whether it is long and written by a person: a key or a token has digits and no blank, and what a page notes for
    itself is JSON.
    """
    if text.startswith('{"'):
        return False
    one_word = text.isascii() and not any(sign.isspace() or sign in "@." for sign in text)
    return len(text) >= WORTH and not (one_word and not text.isdigit() and any(map(str.isdigit, text)))


def is_secret(name: str) -> bool:
    return any(secret in name for secret in SECRETS)


_unsent: ContextVar[Unsent | None] = ContextVar("unsent", default=None)


def unsent() -> Unsent | None:
    """What waits for the page being drawn."""
    return _unsent.get()


def typed_again(names: Iterable[str]) -> dict[str, str]:
    """The last value of each of these fields that waits for the page being drawn."""
    waiting = unsent()
    found = {name: waiting.take(name) for name in names} if waiting else {}
    return {name: texts[-1] for name, texts in found.items() if texts}


@contextmanager
def with_unsent(waiting: Unsent) -> Iterator[None]:
    token = _unsent.set(waiting)
    try:
        yield
    finally:
        _unsent.reset(token)
