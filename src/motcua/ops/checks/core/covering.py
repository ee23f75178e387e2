"""Which branches of the core its declared tests take: coverage.py around one pytest, in a folder of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from motcua.ops.checks.core import declared
from motcua.ops.checks.core.declared import ROOT

WANTED = 95
"""Of a hundred branches, and of a hundred lines, of each area."""


def check(only: str = "") -> dict[str, Any]:
    """Figures by area and module; "ok" where each area reaches WANTED in branches and lines and every test passed.

    ValueError where `only` names nothing of the core.
    """
    modules = declared.modules(only)
    if not modules:
        raise ValueError(only)
    tests = sorted({test for chosen in modules.values() for test in chosen})
    with tempfile.TemporaryDirectory(prefix="motcua-coverage-") as folder:
        code, files = _measured(Path(folder), list(modules), tests)
    areas: dict[str, dict[str, Any]] = {}
    for module in modules:
        areas.setdefault(declared.area_of(module), {})[module] = told(files.get(module))
    areas = {name: together(list(parts.values())) | parts for name, parts in areas.items()}
    reached = all(min(area["percent"], area["lines_percent"]) >= WANTED for area in areas.values())
    return {"ok": code == 0 and reached, "tests_passed": code == 0, "wanted_percent": WANTED, "areas": areas}


def told(file: dict[str, Any] | None) -> dict[str, Any]:
    """Of one module, as coverage.py reports it: branches and lines taken, and which were not."""
    if file is None:
        return {
            "branches": 0,
            "taken": 0,
            "percent": 0.0,
            "lines": 0,
            "seen": 0,
            "lines_percent": 0.0,
            "missing": ["all"],
        }
    found = file["summary"]
    ways = [f"{source}->{'end' if target < 0 else target}" for source, target in file["missing_branches"]]
    return _figures(
        found["num_branches"], found["covered_branches"], found["num_statements"], found["covered_lines"]
    ) | {"missing": [*ways, *(f"line {line}" for line in file["missing_lines"])]}


def together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Of an area; one that has a module nobody came to reaches nothing."""
    whole = _figures(*(sum(one[name] for one in parts) for name in ("branches", "taken", "lines", "seen")))
    return whole if all(one["lines"] for one in parts) else whole | {"percent": 0.0, "lines_percent": 0.0}


def _figures(branches: int, taken: int, lines: int, seen: int) -> dict[str, Any]:
    return {
        "branches": branches, "taken": taken, "percent": _percent(taken, branches),
        "lines": lines, "seen": seen, "lines_percent": _percent(seen, lines),
    }  # fmt: skip


def _percent(some: int, of_all: int) -> float:
    return round(100 * some / of_all, 1) if of_all else 100.0


def _measured(folder: Path, modules: list[str], tests: list[str]) -> tuple[int, dict[str, Any]]:
    """Exit code of pytest, and what coverage.py tells of each file."""
    environment = dict(os.environ, COVERAGE_FILE=str(folder / "data"), PYTHONUNBUFFERED="1")
    coverage = [sys.executable, "-m", "coverage"]
    run = [*coverage, "run", "--branch", "--rcfile=", f"--include={','.join(modules)}"]
    tried = subprocess.run(
        [*run, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests], cwd=ROOT, env=environment, stdout=sys.stderr
    )
    out = folder / "told.json"
    report = [*coverage, "json", "--rcfile=", "-q", "-o", str(out)]
    if subprocess.run(report, cwd=ROOT, env=environment, stdout=sys.stderr).returncode:
        return tried.returncode or 1, {}
    files: dict[str, Any] = json.loads(out.read_text())["files"]
    return tried.returncode, files
