"""What was found, as numbers and as a table for people."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

from motcua.ops.bench.ladder import ACTS, Found
from motcua.ops.bench.meter import Cost

HEADINGS = (
    "việc / operation",
    "× giới hạn / limit",
    "× CSDL / database",
    "CPU ms",
    "giới hạn / limit ms",
    "wall p50",
    "p95",
    "SQL",
)
SPACES = (24, 28, 20, 28, 24, 10, 10, 4)


def figures(
    found: Found, *, cases: int, rows: dict[str, int], statements: dict[str, int], room: int = 0
) -> dict[str, object]:
    """Each ratio is the median of the rounds' ratios, whole system to limit, in processor time; `room` in bytes.

    Of the limit count PostgreSQL and the program that asks it, as of the system PostgreSQL and the web server;
    `ratios_to_database` are the whole system's to PostgreSQL's part of the limit alone.
    """
    ratios = {name: spread([w.cpu_ms / least.cpu_ms for w, least in paired(found, name)]) for name in found.whole}
    return {
        "ratios": {name: among["median"] for name, among in ratios.items()},
        "ratios_between": ratios,
        "ratios_to_database": {
            name: round(median(w.cpu_ms / least.first_ms for w, least in paired(found, name)), 2)
            for name in found.whole
        },
        "cpu_ms": {name: spread([cost.cpu_ms for cost in costs]) for name, costs in found.whole.items()},
        "database_cpu_ms": {name: spread([cost.first_ms for cost in costs]) for name, costs in found.whole.items()},
        "limit_cpu_ms": {name: spread([cost.cpu_ms for cost in costs]) for name, costs in found.limit.items()},
        "limit_database_cpu_ms": {
            name: spread([cost.first_ms for cost in costs]) for name, costs in found.limit.items()
        },
        "wal_bytes": {name: round(median(cost.wal for cost in found.whole[name])) for name in ACTS},
        "limit_wal_bytes": {name: round(median(cost.wal for cost in found.limit[name])) for name in ACTS},
        "wall_ms": {name: walls(costs) for name, costs in found.whole.items()},
        "rows": rows,
        "statements": statements,
        "cases": cases,
        "bytes_per_case": room,
        "machine": machine(),
    }


def growth(at: Mapping[int, dict[str, Any]]) -> dict[str, object]:
    """By numbers of cases: what each operation cost, and how often the first cost the last is."""
    costs = {cases: {name: cpu["median"] for name, cpu in told["cpu_ms"].items()} for cases, told in at.items()}
    first, last = min(costs), max(costs)
    return {
        "cpu_ms_at": costs,
        "bytes_per_case_at": {cases: told["bytes_per_case"] for cases, told in at.items()},
        "growth": {name: round(costs[last][name] / costs[first][name], 2) for name in costs[last] if first < last},
    }


def paired(found: Found, name: str) -> Iterator[tuple[Cost, Cost]]:
    return zip(found.whole[name], found.limit[name], strict=True)


def spread(numbers: Sequence[float]) -> dict[str, float]:
    return {
        "min": round(min(numbers), 3),
        "median": round(median(numbers), 3),
        "max": round(max(numbers), 3),
    }


def walls(costs: Sequence[Cost]) -> dict[str, float]:
    ordered = sorted(chain.from_iterable(cost.walls_ms for cost in costs))
    return {"p50": round(median(ordered), 1), "p95": round(ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)], 1)}


def machine() -> str:
    """Processors and their model, as far as the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.is_file() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{os.cpu_count()} × {model or platform.machine()}, {platform.system()} {platform.release()}"


def table(result: dict[str, Any]) -> Iterator[str]:
    """One line for each operation; of ratio and processor time the least, the median and the most."""
    yield f"{result['cases']} hồ sơ / cases; {result['machine']}"
    yield "".join(text.ljust(space) for text, space in zip(HEADINGS, SPACES, strict=True)).rstrip()
    for name, ratio in result["ratios_between"].items():
        spreads = [between(of[name]) for of in (result["cpu_ms"], result["limit_cpu_ms"])]
        walls, asked = result["wall_ms"][name].values(), result["statements"].get(name, "")
        cells = [name, between(ratio), str(result["ratios_to_database"][name]), *spreads, *map(str, walls), str(asked)]
        yield "".join(text.ljust(space) for text, space in zip(cells, SPACES, strict=True)).rstrip()
    logged, least = (result[key].get("life", 0) for key in ("wal_bytes", "limit_wal_bytes"))
    yield f"WAL, life: {logged} byte; giới hạn / limit {least}"
    if result.get("growth"):
        yield from grown(result)


def between(numbers: Mapping[str, float]) -> str:
    return " / ".join(f"{number:.2f}" for number in numbers.values())


def grown(result: dict[str, Any]) -> Iterator[str]:
    """Processor time of each operation by numbers of cases, and how much it grew."""
    at = result["cpu_ms_at"]
    yield ""
    yield "CPU ms".ljust(SPACES[0]) + "".join(f"{cases:>12}" for cases in at) + "  ×".rjust(8)
    for name, factor in result["growth"].items():
        yield name.ljust(SPACES[0]) + "".join(f"{costs[name]:>12.2f}" for costs in at.values()) + f"{factor:>8.2f}"
    room = "".join(f"{room:>12}" for room in result["bytes_per_case_at"].values())
    yield "byte / hồ sơ, case".ljust(SPACES[0]) + room
