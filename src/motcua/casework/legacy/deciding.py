"""How a case of an older system was decided, as its line tells it: outcome, number, words, signer."""

from dataclasses import dataclass
from datetime import datetime

from motcua.casework.legacy.reading import Line
from motcua.domain.cases.enums import Outcome
from motcua.domain.cases.states import HAS_DECISION, State
from motcua.kernel.text import tidy

TEXT = "Theo kết quả ở hệ thống cũ {system}."
NO_NUMBER = "(không rõ số)"
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Decided:
    outcome: str
    number: str
    text: str
    signer: str
    at: datetime


def decided(line: Line, system: str) -> Decided | None:
    """None where the case was not decided, or the line does not say how: then a remark says so."""
    if State(line.state) not in HAS_DECISION:
        return None
    told = line.part("decision")
    outcome = tidy(str(told.get("outcome") or "")).lower()
    if outcome not in Outcome.values:
        line.note("Không rõ kết quả là đồng ý hay từ chối; quyết định không được ghi.",
                  "It is not told whether it was granted or denied; no decision is entered.")  # fmt: skip
        return None
    number = tidy(str(told.get("number") or ""))[:LONGEST]
    if not number:
        line.note("Không có số quyết định.", "The decision has no number.")
    words = str(told.get("text") or "").strip() or TEXT.format(system=system)
    signer = tidy(str(told.get("signer") or ""))
    return Decided(outcome, number or NO_NUMBER, words, signer, line.moments["decided_at"])
