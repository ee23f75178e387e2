"""A journey is measured from its first page to its last, held to its budget and to what the docs tell of it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.browser.journeys.effort import Budget, Effort, Meter
from tests.browser.journeys.told import amiss
from tests.browser.walker import Walker

TOLD = Path(__file__).resolve().parents[3] / "test-output/journeys"

Measure = Callable[[str, Walker, Budget], AbstractContextManager[Effort]]


@pytest.fixture
def measure() -> Measure:
    @contextmanager
    def measured(name: str, walker: Walker, budget: Budget) -> Iterator[Effort]:
        effort = Effort(name, budget)
        meter = Meter(walker, effort)
        yield effort
        meter.end()
        TOLD.mkdir(parents=True, exist_ok=True)
        place = TOLD / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.json"
        place.write_text(json.dumps(effort.row(), ensure_ascii=False), encoding="utf-8")
        assert effort.over() == [], (effort.row(), effort.paths)
        assert amiss(effort) == [], effort.row()

    return measured
