"""Functions that end the process at a chosen one of their calls, before the work or after it."""

from collections.abc import Callable, Iterator
from typing import Any


def killing(act: Callable[..., Any], steps: Iterator[int], at: int, *, after: bool) -> Callable[..., Any]:
    """`act`, whose call that draws `at` from `steps` raises KeyboardInterrupt; several acts may share `steps`."""

    def wrapped(*given: Any) -> Any:
        fatal = next(steps) == at
        if fatal and not after:
            raise KeyboardInterrupt
        result = act(*given)
        if fatal:
            raise KeyboardInterrupt
        return result

    return wrapped
