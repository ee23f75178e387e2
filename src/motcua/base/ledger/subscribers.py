"""News travels up: whoever wants to hear of entries subscribes, by name, at import of its `subscriptions` module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.base.ledger.models import Entry

Handler = Callable[["Entry"], None]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """`kinds` are names, or prefixes that end with a dot ("case."); none means all."""

    name: str
    handler: Handler
    kinds: tuple[str, ...] = ()

    def wants(self, kind: str) -> bool:
        return not self.kinds or any(kind == one or (one.endswith(".") and kind.startswith(one)) for one in self.kinds)


_subscribers: dict[str, Subscriber] = {}


def subscriber(name: str, *, kinds: tuple[str, ...] = ()) -> Callable[[Handler], Handler]:
    """Let the function hear of each entry once, in the order of commits, inside the transaction that moves its cursor.

    It writes only to the database and calls nothing outside. ValueError when the name is taken.
    """

    def remember(handler: Handler) -> Handler:
        taken = _subscribers.get(name)
        if taken is not None and taken.handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"subscriber {name} is registered twice")
        _subscribers[name] = Subscriber(name, handler, kinds)
        return handler

    return remember


def all_subscribers() -> tuple[Subscriber, ...]:
    return tuple(_subscribers[name] for name in sorted(_subscribers))


def subscriber_named(name: str) -> Subscriber:
    """KeyError when nobody subscribed under this name."""
    return _subscribers[name]
