"""Where a case stands in its process: tokens, the blocks they are in, what is done. Small: a kilobyte as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.processes.graph.faults import BadState


@dataclass(frozen=True, slots=True)
class Token:
    """Waits at a node. `scope` is the block it runs in, 0 outside of all."""

    id: int
    node: str
    scope: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """One block under way: `pending` of its branches have not reached the join."""

    id: int
    parent: int
    pending: int


@dataclass(frozen=True, slots=True)
class State:
    """`next` numbers tokens and blocks, and so counts the moves. `done` are the nodes passed, by `Shape.bits`.

    `over` is "" while the process runs, then "ended" or "cancelled".
    """

    next: int = 1
    tokens: tuple[Token, ...] = ()
    scopes: tuple[Scope, ...] = ()
    done: int = 0
    over: str = ""

    @property
    def begun(self) -> bool:
        return self.next > 1 or bool(self.over)

    def token(self, number: int) -> Token | None:
        return next((token for token in self.tokens if token.id == number), None)


NOT_BEGUN = State()


def to_json(state: State) -> dict[str, Any]:
    """The short form that is stored with a case."""
    told: dict[str, Any] = {"n": state.next, "t": [[token.id, token.node, token.scope] for token in state.tokens]}
    if state.scopes:
        told["s"] = [[scope.id, scope.parent, scope.pending] for scope in state.scopes]
    if state.done:
        told["d"] = f"{state.done:x}"
    return told | ({"o": state.over} if state.over else {})


def from_json(told: Mapping[str, Any]) -> State:
    """The state out of its short form; `{}` is a process not begun. BadState for anything else."""
    try:
        return State(
            int(told.get("n", 1)),
            tuple(Token(number, str(node), scope) for number, node, scope in told.get("t", ())),
            tuple(Scope(number, parent, pending) for number, parent, pending in told.get("s", ())),
            int(told.get("d", "0"), 16),
            str(told.get("o", "")),
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise BadState from error
