"""What became of a file: by element, what was understood, what is kept without being understood, what is ignored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from motcua.domain.processes.graph.definition import Process
from motcua.kernel.words import Words


class Verdict(StrEnum):
    """KEPT: written out again as it came, without effect on cases. IGNORED: left out, for the reason told."""

    UNDERSTOOD = "understood"
    KEPT = "kept"
    IGNORED = "ignored"

    @property
    def words(self) -> Words:
        return TITLES[self]


TITLES = {
    Verdict.UNDERSTOOD: Words("Hiểu được", "Understood"),
    Verdict.KEPT: Words("Giữ lại, không dùng", "Kept, without effect"),
    Verdict.IGNORED: Words("Bỏ qua", "Ignored"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """`element` as "bpmn:userTask"; `id` may be ""; `asks` where somebody should look before publishing."""

    verdict: Verdict
    element: str
    id: str
    line: int
    words: Words
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A process out of a file. `tool` is what the file says of its maker, `keys` are those of nodes by XML id."""

    process: Process
    report: tuple[Told, ...]
    tool: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    def count(self, verdict: Verdict) -> int:
        return sum(one.verdict is verdict for one in self.report)

    @property
    def asks(self) -> tuple[Told, ...]:
        return tuple(one for one in self.report if one.asks)


def report_json(told: Iterable[Told]) -> list[dict[str, Any]]:
    return [
        {
            "verdict": one.verdict.value,
            "element": one.element,
            "id": one.id,
            "line": one.line,
            "vi": one.words.vi,
            "en": one.words.en,
            "asks": one.asks,
        }
        for one in told
    ]
