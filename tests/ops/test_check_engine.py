"""What a move costs is measured on processes that are sound."""

import pytest

from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.lines import process_of
from motcua.ops.checks import engine


def test_the_measured_processes_are_sound_and_the_figures_say_what_they_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ROUNDS", 1)
    monkeypatch.setattr(engine, "LIVES", 5)
    for lines, steps in ((engine.short_table(), 5), (engine.long_table(), 40)):
        process = process_of(lines, engine.NAME)
        assert findings(process) == [] and len(process.steps) == steps
    figures = engine.check()
    assert figures["forty_steps"]["largest_state_bytes"] <= 1024 and figures["life_us"] > 0
