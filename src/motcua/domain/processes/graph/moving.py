"""A case goes on in another process: each token at the step of the same key, or the case at one step that is chosen.

Pure. Where the steps lie in parallel branches, they are only the same if the branches around them are; otherwise the
case goes on at the chosen step alone. What is done in both stays done, but nothing that follows where the case stands.
No case is ever put behind the decision.
"""

from dataclasses import dataclass

from motcua.domain.processes.graph.definition import WORK, Kind, Node, Process, Relation
from motcua.domain.processes.graph.shape import WAITING, keys_in, shape_of
from motcua.domain.processes.graph.state import Scope, State, Token
from motcua.domain.processes.graph.times import nearest_steps


@dataclass(frozen=True, slots=True)
class Moved:
    """`kept` tokens wait where the same people do the same thing; `closed` ones are over, `opened` ones begin.

    `lost` are the steps the case stood at that the other process does not have there.
    """

    state: State
    kept: tuple[Token, ...] = ()
    closed: tuple[Token, ...] = ()
    opened: tuple[Token, ...] = ()
    lost: tuple[str, ...] = ()


def moved(old: Process, new: Process, state: State, otherwise: str) -> Moved:
    """Where a running case stands in `new`. `otherwise`: the step taken where its own is not found."""
    lost = tuple(token.node for token in state.tokens if not fits(old, new, token.node))
    if lost or not state.tokens:
        token = Token(state.next, otherwise)
        after = State(state.next + 1, (token,), (), _done(old, new, state, (token,)))
        return Moved(after, closed=state.tokens, opened=(token,), lost=lost)
    number, placed = state.next, list[tuple[Token, Token]]()
    for token in state.tokens:
        same = same_people(old.by_key[token.node], new.by_key[token.node])
        placed.append((token, token if same else Token(number, token.node, token.scope)))
        number += not same
    tokens, scopes = tuple(token for _, token in placed), tuple[Scope, ...](state.scopes)
    return Moved(
        State(number, tokens, scopes, _done(old, new, state, tokens)),
        kept=tuple(before for before, after in placed if before == after),
        closed=tuple(before for before, after in placed if before != after),
        opened=tuple(after for before, after in placed if before != after),
    )


def fits(old: Process, new: Process, key: str) -> bool:
    """Whether a case that stands at a step may stand at the one of the same key: alike, in like branches, undecided."""
    node = new.by_key.get(key)
    if node is None or node.kind not in WAITING or node.kind is not old.by_key[key].kind:
        return False
    path = shape_of(new).paths.get(key)
    if path is None or path != shape_of(old).paths.get(key):
        return False
    return undecided_at(new, key) and all(_branches(old, split) == _branches(new, split) for split, _ in path)


def undecided_at(process: Process, key: str) -> bool:
    """Whether the decision lies ahead of a step, or is taken at it."""
    shape = shape_of(process)
    return any(node.decides and shape.onward[key] & shape.bits[node.key] for node in process.nodes)


def same_people(old: Node, new: Node) -> bool:
    """Whether who has the step in hand keeps it."""
    return old.performer == new.performer and old.asks == new.asks and old.enough == new.enough


def reception_of(process: Process) -> str:
    """The step every case begins with."""
    return next(nearest_steps(process, process.start.key, forward=True))


def examination_of(process: Process) -> str:
    """The first step after reception at which the substance is looked at, outside of branches; else reception."""
    shape = shape_of(process)
    for node in process.nodes:
        who = node.performer
        inside = node.kind not in WORK or shape.paths.get(node.key) != ()
        if not inside and who and who.relation is not Relation.RECEIVING and undecided_at(process, node.key):
            return node.key
    return reception_of(process)


def _branches(process: Process, split: str) -> int:
    node = process.by_key[split]
    return len([flow for flow in process.leaving[split] if not flow.back]) if node.kind is Kind.SPLIT else 0


def _done(old: Process, new: Process, state: State, tokens: tuple[Token, ...]) -> int:
    """A join counts as passed once the first branch has come, with others still before it."""
    shape = shape_of(new)
    alike = {node.key for node in new.nodes if node.key in old.by_key and old.by_key[node.key].kind is node.kind}
    done = sum(shape.bits[key] for key in keys_in(old, state.done) if key in alike)
    joins = sum(shape.bits[node.key] for node in new.nodes if node.kind is Kind.JOIN)
    for token in tokens:
        done &= ~(shape.onward[token.node] & ~(joins if token.scope else 0))
    return done
