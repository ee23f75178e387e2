"""Which successor takes over: by the plan, by the address, as the other agency of the case, by a default. Pure.

An empty answer means that a person must decide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.base.territory.addresses import address_today
from motcua.casework.reorganisation.plan import ADDRESS, Ended
from motcua.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case: the applicant's address, and the code of the commune the person lives in."""

    address: str = ""
    commune_code: str = ""


NOTHING = Known()


class Reason(StrEnum):
    """Why no rule decides: the plan has none, nothing is known, it names no ward, or none or several of the heirs'."""

    NO_RULE = "no_rule"
    NO_ADDRESS = "no_address"
    UNREAD = "unread"
    OUTSIDE = "outside"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Chooser:
    """The rules of one reorganisation. `territories` gives each successor's territory code by its identifier."""

    ends: Mapping[str, Ended]
    territories: Mapping[str, str]
    defaults: Mapping[str, str] = field(default_factory=dict)

    def choose(self, former: str, known: Known = NOTHING, beside: str = "") -> str:
        """The one successor of `former`; `beside` is who took over the other part of the same case."""
        end = self.ends[former]
        if not end.split:
            return end.successors[0]
        found = self._by_place(end, known)
        if found:
            return found
        if beside in end.successors:
            return beside
        return self.defaults.get(former, "") or end.default

    def _by_place(self, end: Ended, known: Known) -> str:
        for street in end.streets:
            if street.contains and contains(known.address, street.contains):
                return street.successor
        if ADDRESS not in end.rules:
            return ""
        today = address_today(known.address) if known.address else None
        units = {unit.code for unit in today.units} if today else set()
        for codes in (units, {known.commune_code} - {""}):
            fitting = [heir for heir in end.successors if self.territories.get(heir) in codes]
            if len(fitting) == 1:
                return fitting[0]
        return ""

    def why(self, former: str, known: Known) -> Reason:
        """Why no rule decides."""
        end = self.ends[former]
        if ADDRESS not in end.rules:
            return Reason.NO_RULE
        today = address_today(known.address) if known.address else None
        codes = {unit.code for unit in today.units} if today else set()
        codes |= {known.commune_code} - {""}
        if not codes:
            return Reason.UNREAD if known.address.strip() else Reason.NO_ADDRESS
        fitting = [heir for heir in end.successors if self.territories.get(heir) in codes]
        return Reason.SEVERAL if fitting else Reason.OUTSIDE

    def choose_all(self, formers: list[str], known: Known, chosen: Mapping[str, str]) -> dict[str, str]:
        """For each of a case's bodies; what a person has `chosen` goes before every rule."""
        found: dict[str, str] = {}
        for former in sorted(formers, key=lambda one: self.ends[one].split):
            beside = next((heir for heir in found.values() if heir in self.ends[former].successors), "")
            found[former] = chosen.get(former) or self.choose(former, known, beside)
        return found


def contains(address: str, part: str) -> bool:
    """Whole words, diacritics aside: "tổ 5" does not lie in "tổ 51"."""
    return re.search(rf"(?<!\w){re.escape(fold(part))}(?!\w)", fold(address)) is not None
