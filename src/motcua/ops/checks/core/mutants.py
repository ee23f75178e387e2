"""What share of small mistakes planted in the core its declared tests notice."""

import random
import time
from typing import Any

from motcua.ops.checks.core import declared, trying
from motcua.ops.checks.core.declared import ROOT
from motcua.ops.checks.core.equal import EQUAL
from motcua.ops.checks.core.making import Maker, Mutant

WANTED = 80
"""Of a hundred mutants of each area."""


def check(only: str = "", sample: int = 0, seed: int = 1) -> dict[str, Any]:
    """Figures by area and module with every survivor; "ok" where each area reaches WANTED.

    `sample` mutants of all that are chosen, at random by `seed`; 0 for all. ValueError where `only` names nothing of
    the core, RuntimeError where tests fail as they are.
    """
    modules = declared.modules(only)
    if not modules:
        raise ValueError(only)
    makers = {module: Maker(module, (ROOT / module).read_text(encoding="utf-8")) for module in modules}
    equal = {module: EQUAL.get(module.removeprefix("src/motcua/"), {}) for module in modules}
    every = [one for module, maker in makers.items() for one in maker.mutants() if one.key not in equal[module]]
    if sample:
        every = random.Random(seed).sample(every, min(sample, len(every)))
    began = time.monotonic()
    trying.begin_server()
    areas: dict[str, dict[str, Any]] = {}
    for module, tests in modules.items():
        chosen = [one for one in every if one.module == module]
        found = list(trying.tried(module, tests, chosen, makers[module])) if chosen else []
        area = areas.setdefault(declared.area_of(module), {"mutants": 0, "noticed": 0, "equal": 0, "percent": 0.0})
        area["equal"] += len(equal[module])
        area[module] = told(found)
        area["mutants"] += area[module]["mutants"]
        area["noticed"] += area[module]["noticed"]
        area["percent"] = _percent(area["noticed"], area["mutants"])
    return {
        "ok": all(area["percent"] >= WANTED for area in areas.values()),
        "wanted_percent": WANTED,
        "seconds": round(time.monotonic() - began),
        "areas": areas,
    }


def told(found: list[tuple[Mutant, str]]) -> dict[str, Any]:
    """Of one module; who took too long was noticed, as a test that never ends is."""
    noticed = sum(verdict in (trying.KILLED, trying.LONG) for _, verdict in found)
    lived = [(mutant, verdict) for mutant, verdict in found if verdict in (trying.LIVED, trying.UNSEEN)]
    return {
        "mutants": len(found),
        "noticed": noticed,
        "percent": _percent(noticed, len(found)),
        "survivors": {f"{one.module}:{one.line} {one.key}": f"{verdict} | {line_of(one)}" for one, verdict in lived},
    }


def line_of(mutant: Mutant) -> str:
    return (ROOT / mutant.module).read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()


def _percent(noticed: int, mutants: int) -> float:
    return round(100 * noticed / mutants, 1) if mutants else 100.0
