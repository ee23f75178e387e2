"""The engine: `(process, state, action) → changes`. Pure; the same list of actions always gives the same state.

A token waits at a step, a question to other agencies, or a timer. A split opens a block and puts a token on each of its
branches; the block's join lets one token through when the last branch has come. Choices look at the case's data: the
first flow whose condition holds, else the one that is `otherwise`. Automatic nodes are passed at once and told.

Returns: where the process draws returns from a step, those; elsewhere any earlier step done before, nearest first. A
return within a branch leaves the other branches alone; one past the split takes the whole block back, its other tokens
included. Into a block that is over there is no return: one goes back in front of its split.

No process runs for ever: after `MOST_OPENED` openings nothing is sent back any more and every choice goes the shortest
way to an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from motcua.domain.processes.graph.definition import WORK, Flow, Kind, Node, Process
from motcua.domain.processes.graph.faults import (
    Endless,
    NotThisStep,
    ProcessOver,
    ReturnRefused,
    StepOver,
    TooManyReturns,
)
from motcua.domain.processes.graph.shape import WAITING, earlier_steps, outside, shape_of
from motcua.domain.processes.graph.state import Scope, State, Token
from motcua.kernel import jsonlogic

Data = Mapping[str, Any]
MOST_OPENED = 1000
MOST_PASSED = 10_000
NO_DATA: Data = {}


@dataclass(frozen=True, slots=True)
class Start:
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Complete:
    """Somebody finished a step; `data` decides at choices behind it. An ASK step is left by `Answer` only."""

    token: int
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SendBack:
    """Not agreed: to an earlier step, the usual one where `to` is empty."""

    token: int
    to: str = ""


@dataclass(frozen=True, slots=True)
class Fire:
    """The moment a timer waited for has come."""

    token: int
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """Enough of the agencies asked at an ASK step have answered."""

    token: int
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cancel:
    """The case is withdrawn or stopped: every token goes."""


Action = Start | Complete | SendBack | Fire | Answer | Cancel


@dataclass(frozen=True, slots=True)
class Changes:
    """`closed` begins with the token acted on; others in it were cut off. `passed` are nodes that nobody waited at."""

    state: State
    closed: tuple[Token, ...] = ()
    opened: tuple[Token, ...] = ()
    passed: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        return bool(self.state.over)


def act(process: Process, state: State, action: Action) -> Changes:
    """What an action changes. StepOver, NotThisStep, ReturnRefused, ProcessOver, TooManyReturns; the state stays."""
    if state.over or (isinstance(action, Start) and state.begun):
        raise ProcessOver
    walk = _Walk(process, state)
    match action:
        case Start(data):
            walk.go(process.start.key, 0, data)
        case Complete(number, data):
            walk.finish(walk.take(number, (Kind.STEP,)), data)
        case Answer(number, data):
            walk.finish(walk.take(number, (Kind.ASK,)), data)
        case Fire(number, data):
            walk.finish(walk.take(number, (Kind.TIMER,)), data)
        case SendBack(number, to):
            walk.send_back(number, to)
        case Cancel():
            walk.cancel()
        case _:
            assert_never(action)
    return walk.changes()


def leaving(process: Process, token: Token, data: Data = NO_DATA) -> Complete | Answer:
    """How a step people wait at is left forward: an ASK step by answers, every other by finishing it."""
    return (Answer if process.by_key[token.node].kind is Kind.ASK else Complete)(token.id, data)


def returns(process: Process, state: State, token: Token) -> tuple[str, ...]:
    """Where a token may be sent back to, the usual place first."""
    shape = shape_of(process)
    drawn = [flow.target for flow in process.leaving[token.node] if flow.back]
    if drawn:
        here = shape.paths.get(token.node, ())
        return tuple(key for key in drawn if outside(shape.paths.get(key, ((key, 0),)), here))
    return earlier_steps(process, token.node, state.done)


class _Walk:
    """One action being carried out on copies of the state's parts."""

    def __init__(self, process: Process, state: State) -> None:
        self.process, self.shape = process, shape_of(process)
        self.next, self.done, self.over = state.next, state.done, state.over
        self.tokens = {token.id: token for token in state.tokens}
        self.scopes = {scope.id: scope for scope in state.scopes}
        self.closed: list[Token] = []
        self.opened: list[Token] = []
        self.passed: list[str] = []
        self.left: list[tuple[str, int]] = []

    def take(self, number: int, kinds: "frozenset[Kind] | tuple[Kind, ...]") -> Token:
        """Close the token that is acted on."""
        token = self.tokens.get(number)
        if token is None:
            raise StepOver
        node = self.process.by_key[token.node]
        if node.kind not in kinds:
            raise NotThisStep(step=node.words)
        del self.tokens[number]
        self.closed.append(token)
        return token

    def finish(self, token: Token, data: Data) -> None:
        self.done |= self.shape.bits[token.node]
        flow = self.choose(self.process.by_key[token.node], data)
        if flow is not None:
            self.go(flow.target, token.scope, data)

    def send_back(self, number: int, to: str) -> None:
        token = self.take(number, WORK)
        state = State(self.next, done=self.done)
        allowed = returns(self.process, state, token)
        if not allowed or (to and to not in allowed):
            raise ReturnRefused
        if self.next > MOST_OPENED:
            raise TooManyReturns
        target = to or allowed[0]
        scope = self.back_to(target, token.node, token.scope)
        self.go(target, scope, NO_DATA)

    def cancel(self) -> None:
        self.closed += self.tokens.values()
        self.tokens, self.scopes, self.over = {}, {}, "cancelled"

    def back_to(self, target: str, source: str, scope: int) -> int:
        """The block to go on in at an earlier node; what lies between is undone, with every other token in it."""
        here, there = self.shape.paths[source], self.shape.paths.get(target)
        if there is None or not outside(there, here):
            raise ReturnRefused
        for _ in range(len(here) - len(there)):
            outer = self.scopes[scope].parent
            self.cut(scope)
            scope = outer
        self.done &= ~self.shape.onward[target]
        return scope

    def cut(self, scope: int) -> None:
        """End a block with everything in it."""
        gone = {scope}
        for inner in sorted(self.scopes):
            if self.scopes[inner].parent in gone:
                gone.add(inner)
        here = [token for token in self.tokens.values() if token.scope in gone]
        self.closed += [token for token in here if token not in self.opened]
        self.tokens = {key: token for key, token in self.tokens.items() if token.scope not in gone}
        self.opened = [token for token in self.opened if token.scope not in gone]
        self.scopes = {key: one for key, one in self.scopes.items() if key not in gone}
        self.left = [(key, one) for key, one in self.left if one not in gone]

    def go(self, key: str, scope: int, data: Data) -> None:
        """Walk from a node until every token waits or is over."""
        self.left.append((key, scope))
        for _ in range(MOST_PASSED):
            if not self.left:
                break
            key, scope = self.left.pop()
            self.arrive(self.process.by_key[key], scope, data)
        else:
            raise Endless
        if not self.tokens:
            self.over, self.scopes = "ended", {}

    def arrive(self, node: Node, scope: int, data: Data) -> None:
        if node.kind in WAITING:
            self.open(node, scope)
            return
        self.done |= self.shape.bits[node.key]
        self.passed.append(node.key)
        match node.kind:
            case Kind.SPLIT:
                self.split(node, scope)
            case Kind.JOIN:
                self.join(node, scope, data)
            case Kind.END:
                self.end(scope)
            case _:
                self.onward(node, scope, data)

    def open(self, node: Node, scope: int) -> None:
        token = Token(self.next, node.key, scope)
        self.next += 1
        self.tokens[token.id] = token
        self.opened.append(token)

    def onward(self, node: Node, scope: int, data: Data) -> None:
        flow = self.choose(node, data)
        if flow is None:
            self.end(scope)
        elif flow.back:
            self.left.append((flow.target, self.back_to(flow.target, node.key, scope)))
        else:
            self.left.append((flow.target, scope))

    def split(self, node: Node, scope: int) -> None:
        flows = [flow for flow in self.process.leaving[node.key] if not flow.back]
        block = Scope(self.next, scope, len(flows))
        self.next += 1
        self.scopes[block.id] = block
        self.left += [(flow.target, block.id) for flow in reversed(flows)]

    def join(self, node: Node, scope: int, data: Data) -> None:
        if not scope:
            self.onward(node, scope, data)
        elif (outer := self.came(scope)) is not None:
            self.onward(node, outer, data)

    def end(self, scope: int) -> None:
        """An end inside a block stands for its branch; the last one ends what lies around it too."""
        outer: int | None = scope
        while outer:
            outer = self.came(outer)

    def came(self, scope: int) -> int | None:
        """One more branch has come; the block around it when it was the last one."""
        block = self.scopes[scope]
        if block.pending > 1:
            self.scopes[scope] = Scope(scope, block.parent, block.pending - 1)
            return None
        del self.scopes[scope]
        return block.parent

    def choose(self, node: Node, data: Data) -> Flow | None:
        """The flow taken when a node is left; None where it has none."""
        flows = self.process.leaving[node.key]
        if node.kind is not Kind.CHOICE:
            return next((flow for flow in flows if not flow.back), None)
        if len(flows) == 1:
            return flows[0]
        if self.next > MOST_OPENED:
            ways = [flow for flow in flows if not flow.back and flow.target in self.shape.distance]
            return min(ways, key=lambda flow: self.shape.distance[flow.target], default=None)
        otherwise = next((flow for flow in flows if flow.otherwise), None)
        said = (flow for flow in flows if not flow.otherwise and flow.condition is not None)
        return next((flow for flow in said if jsonlogic.holds(flow.condition, data)), otherwise)

    def changes(self) -> Changes:
        state = State(self.next, tuple(self.tokens.values()), tuple(self.scopes.values()), self.done, self.over)
        return Changes(state, tuple(self.closed), tuple(self.opened), tuple(self.passed))
