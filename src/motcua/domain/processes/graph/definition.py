"""A process: nodes, the flows between them, and who does each step. Immutable; what it says of a case is the engine's.

The elements are those of BPMN 2.0 that an internal process (quy trình nội bộ, quy trình điện tử) needs: a start, steps
done by people, automatic steps, timers, exclusive choices, parallel splits with their joins, ends. A performer is told
by its relation to the case, so that one process fits every agency.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from motcua.kernel.words import Words

NOTHING = Words("", "")


class Kind(StrEnum):
    """`ASK` is a step done by asking other agencies: it is over when enough of them have answered."""

    START = "start"
    STEP = "step"
    ASK = "ask"
    AUTOMATIC = "automatic"
    TIMER = "timer"
    CHOICE = "choice"
    SPLIT = "split"
    JOIN = "join"
    END = "end"


WORK = frozenset({Kind.STEP, Kind.ASK})
"""Where a token waits for people."""


class Relation(StrEnum):
    """Which agency does a step, seen from the case. `NAMED` is an agency of this city by its identifier.

    `UNIT` is the unit inside the deciding agency in which the case is worked on: that of its specialist.
    """

    RECEIVING = "receiving_office"
    SPECIALIST = "specialist_unit"
    UNIT = "unit"
    LEADER = "leader"
    PARENT = "parent"
    NAMED = "named"


class Doing(StrEnum):
    """What an automatic step does; it is carried out while the case goes on, and nobody waits for it."""

    TELL_APPLICANT = "tell_applicant"
    TELL_UNIT = "tell_unit"
    DOCUMENT = "document"
    ASK = "ask"
    REMIND = "remind"


class SignOff(StrEnum):
    """The chain under a document, in its order."""

    PREPARE = "prepare"
    INITIAL = "initial"
    SIGN = "sign"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Performer:
    """Who does a step: an agency by relation, the role held there, and what narrows it to fewer people.

    `agency` is the identifier where the relation is NAMED. `text` is the performer as the source names it, such as
    "Trưởng phòng ĐTTĐ&GSĐT". `same_as`: the person who did the step of that key. `thread`: the thread officer.
    """

    relation: Relation
    role: str
    agency: str = ""
    skill: str = ""
    same_as: str = ""
    thread: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency a step asks (sub-request), with the working time it has to answer."""

    agency: str
    minutes: int
    question: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done by itself: the text to send, or the kind of paper to make.

    Whom a unit's message goes to is the node's performer, whom to ask its `asks`, when to remind its `minutes`.
    """

    does: Doing
    text: Words = NOTHING
    document: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """`minutes` of working time, None: until the case is due. `fields` is a JSON Schema of what is filled in.

    `papers` and `documents` name what the step fills and produces. `decides`: the result follows from this step.
    `enough`: how many of `asks` must be back, 0 for all. `source` are line numbers of the text it was read from.
    `order` is what an automatic step does. `foreign` is what another tool wrote here, kept without understanding it.
    `guard`: JsonLogic over the case's data that must hold when the step is finished.
    """

    key: str
    kind: Kind
    words: Words
    performer: Performer | None = None
    minutes: int | None = None
    duty: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sign_off: tuple[SignOff, ...] = ()
    asks: tuple[Asked, ...] = ()
    enough: int = 0
    decides: bool = False
    source: tuple[int, ...] = ()
    order: Order | None = None
    foreign: str = ""
    guard: Any = None


@dataclass(frozen=True, slots=True)
class Flow:
    """From one node to another. `condition` is JsonLogic over the case's data; the one that is `otherwise` has none.

    `back`: a return to an earlier step, taken by "not agreed" rather than by finishing the step.
    """

    key: str
    source: str
    target: str
    words: Words = NOTHING
    condition: Any = None
    otherwise: bool = False
    back: bool = False
    foreign: str = ""


@dataclass(frozen=True)
class Process:
    """A whole process. Keys are unique among nodes and among flows; the order of nodes is that of reading."""

    words: Words
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    foreign: str = ""

    @cached_property
    def by_key(self) -> dict[str, Node]:
        return {node.key: node for node in self.nodes}

    @cached_property
    def leaving(self) -> dict[str, tuple[Flow, ...]]:
        """Flows by the node they leave, forward ones before returns."""
        told: dict[str, list[Flow]] = {node.key: [] for node in self.nodes}
        for flow in sorted(self.flows, key=lambda one: one.back):
            told[flow.source].append(flow)
        return {key: tuple(flows) for key, flows in told.items()}

    @cached_property
    def arriving(self) -> dict[str, tuple[Flow, ...]]:
        """Forward flows by the node they reach; what a join waits for."""
        told: dict[str, list[Flow]] = {node.key: [] for node in self.nodes}
        for flow in self.flows:
            if not flow.back:
                told[flow.target].append(flow)
        return {key: tuple(flows) for key, flows in told.items()}

    @property
    def start(self) -> Node:
        return next(node for node in self.nodes if node.kind is Kind.START)

    @property
    def steps(self) -> tuple[Node, ...]:
        """What people do, in order of reading."""
        return tuple(node for node in self.nodes if node.kind in WORK)
