"""Walking a process to its end: everything open is done again and again."""

from collections.abc import Mapping
from typing import Any

from motcua.domain.processes.graph.definition import Kind, Process
from motcua.domain.processes.graph.engine import Fire, Start, act, leaving
from motcua.domain.processes.graph.state import NOT_BEGUN

ENOUGH = 200


def walked(process: Process, data: Mapping[str, Any] | None = None) -> list[str]:
    """The nodes waited at, in order; an endless way is an error."""
    known, told = data or {}, list[str]()
    state = act(process, NOT_BEGUN, Start(known)).state
    while not state.over:
        token = state.tokens[0]
        told.append(token.node)
        assert len(told) < ENOUGH, told
        waits = process.by_key[token.node].kind is Kind.TIMER
        state = act(process, state, Fire(token.id, known) if waits else leaving(process, token, known)).state
    return told
