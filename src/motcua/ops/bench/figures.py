"""What was found, as numbers and as a table for people."""

import os
import platform
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from statistics import median

from motcua.ops.bench.ladder import Found
from motcua.ops.bench.meter import Cost

HEADINGS = ("việc / operation", "× giới hạn / limit", "CPU ms", "giới hạn / limit ms", "wall p50", "p95", "SQL")
SPACES = (24, 28, 28, 28, 10, 10, 4)


def figures(found: Found, *, cases: int, rows: dict[str, int], statements: dict[str, int]) -> dict[str, object]:
    """Each ratio is the median of the rounds' ratios, whole system to limit, in processor time."""
    ratios = {name: spread([w.cpu_ms / least.cpu_ms for w, least in paired(found, name)]) for name in found.whole}
    return {
        "ratios": {name: among["median"] for name, among in ratios.items()},
        "ratios_between": ratios,
        "cpu_ms": {name: spread([cost.cpu_ms for cost in costs]) for name, costs in found.whole.items()},
        "limit_cpu_ms": {name: spread([cost.cpu_ms for cost in costs]) for name, costs in found.limit.items()},
        "wall_ms": {name: walls(costs) for name, costs in found.whole.items()},
        "rows": rows,
        "statements": statements,
        "cases": cases,
        "machine": machine(),
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


def table(result: dict[str, object]) -> Iterator[str]:
    """One line for each operation; of ratio and processor time the least, the median and the most."""
    yield f"{result['cases']} hồ sơ / cases; {result['machine']}"
    yield "".join(text.ljust(space) for text, space in zip(HEADINGS, SPACES, strict=True)).rstrip()
    ratios, cpu, limit, wall = (result[key] for key in ("ratios_between", "cpu_ms", "limit_cpu_ms", "wall_ms"))
    assert isinstance(ratios, dict) and isinstance(cpu, dict) and isinstance(limit, dict) and isinstance(wall, dict)
    asked = result["statements"]
    assert isinstance(asked, dict)
    for name in ratios:
        spreads = (" / ".join(f"{number:.2f}" for number in of[name].values()) for of in (ratios, cpu, limit))
        cells = [name, *spreads, *map(str, wall[name].values()), str(asked.get(name, ""))]
        yield "".join(text.ljust(space) for text, space in zip(cells, SPACES, strict=True)).rstrip()
