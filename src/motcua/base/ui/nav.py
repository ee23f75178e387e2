"""What stands in the officials' navigation: each face says its own places, the actor's rights pick among them."""

from dataclasses import dataclass
from typing import NamedTuple

from motcua.kernel.actor import Actor
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """One entry. `path` is absolute ("/can-bo/"); without `permission` every official sees it.

    Pages under one of `also` belong to the entry as those under its own path do.
    """

    path: str
    words: Words
    icon: str
    permission: str = ""
    order: int = 50
    also: tuple[str, ...] = ()

    def reach(self, path: str) -> int:
        """How much of the path this entry accounts for."""
        return max((len(own) for own in (self.path, *self.also) if path.startswith(own)), default=0)


class Shown(NamedTuple):
    """An entry as drawn: `current` marks the page one is on or under."""

    path: str
    words: Words
    icon: str
    current: bool


_places: dict[str, Place] = {}


def register(place: Place) -> None:
    """Add an entry, from a face's AppConfig.ready. The same path again replaces the former."""
    _places[place.path] = place


def shown_to(actor: Actor | None, path: str) -> list[Shown]:
    """The entries this actor may use, in order; of those the page lies under, the longest is current."""
    if actor is None or actor.kind != "official":
        return []
    mine = sorted(
        (place for place in _places.values() if not place.permission or actor.may(place.permission)),
        key=lambda place: (place.order, place.path),
    )
    furthest = max((place.reach(path) for place in mine), default=0)
    return [Shown(place.path, place.words, place.icon, 0 < furthest == place.reach(path)) for place in mine]
