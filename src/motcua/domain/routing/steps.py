"""The steps a case walks through, as plain values: what of its process people see, in the order of reading."""

from dataclasses import dataclass

from motcua.domain.catalogue.process import UNTIL_DUE_MINUTES
from motcua.domain.processes.graph.definition import Kind, Node, Performer, Process, Relation
from motcua.domain.processes.graph.shape import waiting
from motcua.kernel.words import Words

NOBODY = Performer(Relation.RECEIVING, "")
"""A timer waits for the clock alone: the case lies with the agency that received it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A node where the case waits. `relation` says which agency does it, `role` who there, "" for the clock alone.

    `position` is its place in the order of reading, `minutes` its share of working time.
    """

    position: int
    key: str
    words: Words
    relation: str
    role: str
    minutes: int
    node: Node

    @property
    def waits(self) -> bool:
        """Whether nobody has to do anything: a timer."""
        return self.node.kind is Kind.TIMER


def steps_of(process: Process) -> tuple[Step, ...]:
    return tuple(_step(place, node) for place, node in enumerate(waiting(process), start=1))


def _step(place: int, node: Node) -> Step:
    who = node.performer or NOBODY
    minutes = UNTIL_DUE_MINUTES if node.minutes is None else node.minutes
    return Step(place, node.key, node.words, who.relation.value, who.role, minutes, node)
