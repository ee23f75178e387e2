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

        def spoken(language: Language) -> dict[str, object]:
            return {name: getattr(fact, language) if isinstance(fact, Words) else fact for name, fact in facts.items()}

        return Words(self.vi.format(**spoken("vi")), agreeing(self.en, facts).format(**spoken("en")))


def language() -> Language:
    return _language.get()


@contextmanager
def use_language(chosen: Language) -> Iterator[None]:
    token = _language.set(chosen)
    try:
        yield
    finally:
        _language.reset(token)
