"""What was understood of a decision: its processes, their steps with the lines they were read from, and every doubt."""

from dataclasses import dataclass, field
from decimal import Decimal

from motcua.domain.processes.reading.doubts import Doubt
from motcua.domain.processes.reading.performers import Guess

Span = tuple[int, int]
"""First and last line, counted from one, both included."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row done by one performer. `number` as the source counts; a second performer of a step has the same.

    `hours` are working hours, None with the reason among `doubts`. `back_to` is the number of the step it returns to.
    """

    number: str
    performer: str
    duty: str
    hours: Decimal | None
    hours_text: str
    result: str
    source: Span
    guess: Guess
    group: str = ""
    decides: bool = False
    back_to: str = ""
    handing_over: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """A length of time the source states below the steps. `counted`: it belongs to the time promised to people."""

    text: str
    hours: Decimal
    counted: bool
    source: Span


@dataclass(frozen=True, slots=True)
class Unread:
    """A row nothing could be made of; shown to the official, never dropped silently."""

    text: str
    source: Span


@dataclass(frozen=True, slots=True)
class ReadProcess:
    """One process. `procedure` and `part` are the headings that make its name; `summed` are the hours of all steps."""

    name: str
    procedure: str
    part: str
    number: str
    field: str
    code: str
    symbol: str
    steps: tuple[Step, ...]
    promises: tuple[Promise, ...]
    notes: tuple[str, ...]
    unread: tuple[Unread, ...]
    doubts: tuple[Doubt, ...]
    source: Span

    @property
    def summed(self) -> Decimal:
        return sum((step.hours for step in self.steps if step.hours is not None), Decimal())

    @property
    def stated(self) -> Decimal | None:
        """Everything the source states, counted or not."""
        return sum((one.hours for one in self.promises), Decimal()) if self.promises else None

    @property
    def promised(self) -> Decimal | None:
        """What people are promised."""
        counted = [one.hours for one in self.promises if one.counted]
        return sum(counted, Decimal()) if counted else None

    @property
    def numbers(self) -> int:
        """How many steps the source numbers."""
        return len({step.number for step in self.steps})


@dataclass(frozen=True, slots=True)
class Decision:
    """A whole file. `lines` is the text whose lines the spans count."""

    number: str
    title: str
    lines: tuple[str, ...] = field(repr=False)
    processes: tuple[ReadProcess, ...] = ()
