"""A text in Vietnamese and English, written side by side, shown in the language of the moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, NamedTuple, get_args

from motcua.kernel.counting import agreeing

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_language: ContextVar[Language] = ContextVar("language", default="vi")


class Words(NamedTuple):
    """One sentence in both languages; `str()` gives the current one. Placeholders are those of `str.format`."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if _language.get() == "en" else self.vi

    def fill(self, **facts: object) -> "Words":
        """The same sentence with its placeholders filled, in both languages. KeyError when a fact is missing.

        English says one thing in the singular: write "{n} cases are late".
        """
        vi, en = dict(facts), dict(facts)
        for name, fact in facts.items():
            if isinstance(fact, Words):
                vi[name], en[name] = fact
        return Words(self.vi.format(**vi), agreeing(self.en, facts).format(**en))


def language() -> Language:
    return _language.get()


@contextmanager
def use_language(chosen: Language) -> Iterator[None]:
    token = _language.set(chosen)
    try:
        yield
    finally:
        _language.reset(token)
