"""Every personal field of a case and its people × whoever may look: shown where, and as far as, the table says."""

import sys

import pytest

from motcua.casework.retention.fates import declared
from tests.faces.who_may.test_who_may import world
from tests.faces.who_may.world import World
from tests.faces.who_sees.declared import OUTSIDE, SHOWN, expected
from tests.faces.who_sees.opened import PATTERNS, seen_by
from tests.faces.who_sees.planted import digests, plant

__all__ = ["world"]
EVERY_DAY = ("owner", "specialist@here", "counter_official@there")


def test_every_personal_field_has_its_line() -> None:
    """What is declared personal stands in the table, or among what it is not about, with the reason."""
    named = {name for name in SHOWN if not name.startswith("official.")} | set(OUTSIDE)
    assert set(declared()) <= named
    assert not set(SHOWN) & set(OUTSIDE)
    assert set(SHOWN) == set(PATTERNS) | set(digests())


def test_each_field_is_read_where_the_table_says_and_nowhere_else(world: World, pytestconfig: pytest.Config) -> None:
    """A few look at what names something of a case; with `--examples 1` everybody opens everything."""
    everything = bool(pytestconfig.getoption("--examples"))
    planted, wrong, answers, cells = plant(world), list[str](), 0, 0
    looking = [one for one in planted.knockers if everything or one.name in EVERY_DAY]
    for knocker in looking:
        seen, count = seen_by(planted, knocker, everything=everything)
        answers, cells = answers + count, cells + len(seen)
        for name in SHOWN:
            found = {(place, degree): paths for (field, place, degree), paths in seen.items() if field == name}
            allowed = expected(name, knocker.name)
            said = f"{knocker.name} {name}"
            wrong += [f"{said}: {one} not declared, at {sorted(found[one])[:3]}" for one in set(found) - allowed]
            wrong += [f"{said}: {one} declared and not seen" for one in allowed - set(found)]
    sys.stdout.write(f"{len(SHOWN)} fields × {len(looking)} people, {answers} answers read, {cells} cells shown\n")
    assert not wrong, "\n" + "\n".join(sorted(wrong))
