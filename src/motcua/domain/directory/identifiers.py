"""Electronic identifiers of agencies (QĐ 20/2020/QĐ-TTg Điều 4).

Hanoi's own is H26. The list of those below it (QĐ 4078/QĐ-UBND) is not known here, so every identifier below H26 made
by this module is synthetic: deterministic, in the legal form, and labelled so wherever it is shown.
"""

import re
from typing import Literal

CITY = "H26"
LONGEST = 35
UnitLevel = Literal["district", "commune"]

_GROUPS = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
_LEVEL_ONE = re.compile(r"[A-Y][0-9]{2}")
_LETTER: dict[UnitLevel, str] = {"district": "Q", "commune": "X"}


class NotAnIdentifier(ValueError):
    """The text is not in the form that QĐ 20/2020 Điều 4 gives."""


def checked(text: str) -> str:
    """The identifier itself. NotAnIdentifier unless groups of A–Z, 0–9 parted by dots, ≤ 35 signs, first like H26."""
    if len(text) > LONGEST or not _GROUPS.fullmatch(text) or not _LEVEL_ONE.fullmatch(text.split(".")[0]):
        raise NotAnIdentifier(text)
    return text


def is_identifier(text: str) -> bool:
    try:
        checked(text)
    except NotAnIdentifier:
        return False
    return True


def below(parent: str, group: str) -> str:
    """The identifier of a unit `group` right below `parent`. NotAnIdentifier when it is not in the legal form."""
    if "." in group:
        raise NotAnIdentifier(group)
    return checked(f"{parent}.{group}")


def of_unit(parent: str, level: UnitLevel, territory_code: str) -> str:
    """The synthetic identifier of a district's (Q001) or commune's (X00004) committee from its territory code."""
    return below(parent, f"{_LETTER[level]}{territory_code}")


def path_of(parent_path: str, identifier: str) -> str:
    """The place in the tree: "/H26/" and "H26.S03" give "/H26/H26.S03/"; a prefix covers everything below."""
    return f"{parent_path or '/'}{checked(identifier)}/"


def next_group(prefix: str, taken: set[str]) -> str:
    """The first free group of `prefix` and two digits or more: DV01, DV02 …"""
    number = 1
    while f"{prefix}{number:02d}" in taken:
        number += 1
    return f"{prefix}{number:02d}"
