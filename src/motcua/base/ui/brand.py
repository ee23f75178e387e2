"""Whose hall this is: names and numbers from one small file, on every screen and every slip."""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from motcua.kernel.words import Words

_OWN = Path(__file__).with_name("brand.toml")


@dataclass(frozen=True, slots=True)
class Brand:
    """`emblem` is the file of the city's own picture, None where it gave none."""

    name: str
    town: str
    place: Words
    hotline: str
    hotline_hours: Words
    emblem: Path | None = None


def read(file: Path) -> Brand:
    """The brand in a TOML file. KeyError when a line is missing, FileNotFoundError for an emblem that is not there."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    emblem = file.parent / told["emblem"] if told.get("emblem") else None
    if emblem and not emblem.is_file():
        raise FileNotFoundError(emblem)
    return Brand(
        name=told["name"],
        town=told["town"],
        place=Words(**told["place"]),
        hotline=told["hotline"],
        hotline_hours=Words(**told["hotline_hours"]),
        emblem=emblem,
    )


@cache
def brand() -> Brand:
    """The brand of this installation."""
    return read(Path(os.environ.get("MOTCUA_BRAND") or _OWN))
