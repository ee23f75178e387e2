"""What stands on top of every page for a while: parts of the house say it, asking no database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Banner:
    """`grave`: it is so now; else it is to come. `url` tells more."""

    words: Words
    url: str
    more: Words
    grave: bool = False


Source = Callable[[], Sequence[Banner]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """From an AppConfig.ready. Asked for each page, so it must cost nothing."""
    if source not in _sources:
        _sources.append(source)


def shown() -> list[Banner]:
    return [banner for source in _sources for banner in source()]
