"""What a journey costs a person: screens, typed fields, keys, clicks and bytes, and the time the keystroke model gives.

Keystroke-level model (Card, Moran, Newell 1980), operators in seconds as in the project's figures of ease: a key 0.28,
pointing and pressing 1.1, the hand moved between keyboard and pointer 0.4, a mental step 1.35. A mental step is
counted before each field typed into, each press, each key that commands and each new screen; a press that only brings
the hand to a field shares the mental step of its typing. Waiting for the system is not in the estimate: how long the
same journey took a robot stands beside it. No estimate replaces real people.
"""

import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Frame

from tests.browser.walker import Walker

ACT_ON_CASE = re.compile(r"^(/can-bo/ho-so/[^/]+/).+")
"""At the desk an act's form stands beside the case: the same screen."""

KEY, POINT, HAND, MIND = 0.28, 1.1, 0.4, 1.35


@dataclass(frozen=True)
class Budget:
    """The most a journey may cost. `presses` are clicks and, where `keys_count`, every key too; `kilobytes` arrive."""

    screens: int
    fields: int
    presses: int
    seconds: float
    keys_count: bool = False
    kilobytes: int = 600


@dataclass
class Effort:
    """What was spent. A screen is a page one had to do something on: the answer a journey ends with is none."""

    name: str
    budget: Budget
    screens: int = 0
    fields: int = 0
    keys: int = 0
    clicks: int = 0
    received: int = 0
    estimate: float = 0.0
    robot: float = 0.0
    paths: list[str] = field(default_factory=list)

    @property
    def presses(self) -> int:
        return self.clicks + (self.keys if self.budget.keys_count else 0)

    def over(self) -> list[str]:
        """Every figure over its budget, in words."""
        limits = {
            "screens": (self.screens, self.budget.screens),
            "fields": (self.fields, self.budget.fields),
            "presses": (self.presses, self.budget.presses),
            "seconds": (round(self.estimate, 1), self.budget.seconds),
            "kilobytes": (round(self.received / 1000), self.budget.kilobytes),
        }
        return [f"{name}: {spent} > {most}" for name, (spent, most) in limits.items() if spent > most]

    def row(self) -> dict[str, Any]:
        return {
            "journey": self.name,
            "screens": self.screens,
            "fields": self.fields,
            "keys": self.keys,
            "clicks": self.clicks,
            "kB": round(self.received / 1000),
            "klm_s": round(self.estimate, 1),
            "robot_s": round(self.robot, 1),
            "budget": {
                "screens": self.budget.screens,
                "fields": self.budget.fields,
                "presses": self.budget.presses,
                "seconds": self.budget.seconds,
                "kB": self.budget.kilobytes,
            },
        }


class Meter:
    """Listens to a walker while a journey lasts."""

    def __init__(self, walker: Walker, effort: Effort) -> None:
        self.walker, self.effort = walker, effort
        self.before = (walker.fields, walker.keys, walker.clicks, len(walker.spent))
        self.network = walker.context.new_cdp_session(walker.page)
        self.network.send("Network.enable")
        self.network.on("Network.loadingFinished", self._arrived)
        walker.page.on("framenavigated", self._shown)
        self.began = time.monotonic()
        self._shown(walker.page.main_frame)

    def _arrived(self, event: dict[str, Any]) -> None:
        self.effort.received += int(event["encodedDataLength"])

    def _shown(self, frame: Frame) -> None:
        """A page at another address is another screen; the same page drawn anew is not. The last one is the answer."""
        path = ACT_ON_CASE.sub(r"\1", urlsplit(frame.url).path)
        if frame.parent_frame is None and path not in ("", "blank") and self.effort.paths[-1:] != [path]:
            self.effort.paths.append(path)

    def end(self) -> None:
        walker, effort = self.walker, self.effort
        walker.page.remove_listener("framenavigated", self._shown)
        elapsed = time.monotonic() - self.began
        fields, keys, clicks, spent = self.before
        effort.fields, effort.keys = walker.fields - fields, walker.keys - keys
        effort.clicks, effort.screens = walker.clicks - clicks, max(1, len(effort.paths) - 1)
        effort.estimate = estimate(walker.spent[spent:], effort.screens)
        effort.robot = elapsed
        self.network.detach()


def estimate(spent: list[tuple[str, int]], screens: int) -> float:
    """Seconds by the keystroke model for acts in their order.

    `("type", characters)`, `("press", 1)` a key that commands, `("click", 1)`, `("reach", 1)` a click into a field.
    """
    seconds, hand = MIND * screens, ""
    for kind, count in spent:
        pointing = kind in ("click", "reach")
        holds = "pointer" if pointing else "keys"
        seconds += (0.0 if kind == "reach" else MIND) + (HAND if hand and holds != hand else 0.0)
        seconds += POINT if pointing else KEY * count
        hand = holds
    return seconds
