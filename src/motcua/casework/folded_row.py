"""The row a case's entries make, and how it is held against the one in the tables: pure, without a database.

What the ledger does not tell is UNTOLD and is not compared. Moments are text in UTC, so that equal is equal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from motcua.casework.untold import UNTOLD

Facts = Mapping[str, Any]
FIELDS = (
    "filing_number", "code", "state", "channel", "version_id", "office_id", "receiving_id", "resolving_id", "limit",
    "same_day", "thread_id", "due_at", "answer_by", "submitted_at", "accepted_at", "counts_from", "decided_at",
    "returned_at", "ended_at", "process", "tasks", "papers", "outcome", "decision_number", "handed_over", "stops",
    "supplements", "apologies", "process_day", "version", "signed", "requests",
)  # fmt: skip
"""Compared one by one; `files`, the number of present ones, besides."""
TOKEN, STEP, AGENCY, DUE, ASSIGNEE = range(5)
"""The parts of a task. One that waits for the clock alone has no agency; its due moment stays when others move."""
COMPARED = (*FIELDS, "files")


def moment(value: Any) -> Any:
    """A moment as text in UTC with microseconds, from an aware datetime or its ISO text; None and UNTOLD stay."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


@dataclass
class Row:
    """What the tables must say of a case. `gone`: a discarded draft, of which nothing is left."""

    gone: bool = False
    values: dict[str, Any] = field(default_factory=lambda: dict.fromkeys(FIELDS))
    files: set[str] = field(default_factory=set)

    def put(self, **values: Any) -> None:
        self.values |= values

    def tell(self, facts: Facts, **names: str) -> None:
        """Fields out of facts that may be missing."""
        self.values |= {name: facts.get(fact, UNTOLD) for name, fact in names.items()}

    def end(self, state: str, at: str, facts: Facts) -> None:
        """No decision will come: the tasks are closed, and so is a clock that stands."""
        self.put(state=state, ended_at=at)
        self.no_task(facts)
        self.resume(at)

    def stop(self, reason: str, effect: Any, at: str, facts: Facts) -> None:
        """The clock stands; what was late already stays due when it was. One that stood for opinions is over."""
        self.resume(at)
        self.values["stops"] = [*self.values["stops"], [reason, effect, at, None]]
        self.values["due_at"] = moment(facts.get("due", UNTOLD))

    def resume(self, at: str) -> None:
        """The clock goes on."""
        self.values["stops"] = [[*stop[:3], stop[3] or at] for stop in self.values["stops"]]

    def stand_again(self, facts: Facts, at: str) -> None:
        """After a supplement or a duty, for opinions that are still out."""
        if facts.get("effect") == "stop":
            self.stop("opinion", "stop", at, {"due": None})

    def changed(self, facts: Facts) -> None:
        """The next `version`; the entry a life begins with says which, for older lives the one they are sent with."""
        version = self.values["version"]
        self.values["version"] = facts.get("row_version", UNTOLD) if version is UNTOLD else version + 1

    def accepted(self) -> bool:
        return self.values["accepted_at"] is not None

    def walk(self, facts: Facts) -> None:
        """Steps were finished or cut off, others opened. Older entries tell of the one step that is open then."""
        if "tasks" not in facts:
            step, agency = facts.get("task", UNTOLD), facts.get("task_agency", UNTOLD)
            self.put(process=UNTOLD, tasks=[[0, step, agency, moment(facts.get("task_due", UNTOLD)), None]])
            return
        standing = {token for token, *_ in facts["process"].get("t", ())}
        opened = [[*task[:DUE], moment(task[DUE]), task[ASSIGNEE]] for task in facts["tasks"]]
        stay = [task for task in self.values["tasks"] if task[TOKEN] in standing]
        self.put(process=facts["process"], tasks=sorted([*stay, *opened], key=lambda task: task[TOKEN]))

    def no_task(self, facts: Facts) -> None:
        """Nothing is open any more."""
        self.put(process=facts.get("process", UNTOLD), tasks=[])

    def each_task(self, change: Callable[[list[Any]], list[Any]], facts: Facts | None = None) -> None:
        """Every task for people changed; where the facts name a token, that one alone."""
        token = None if facts is None else facts.get("token")
        self.values["tasks"] = [
            change(task) if task[AGENCY] is not None and token in (None, task[TOKEN]) else task
            for task in self.values["tasks"]
        ]

    def new_dues(self, facts: Facts) -> None:
        """Each open step got a share of the time anew; older entries tell of one for all."""
        dues = dict(facts["dues"]) if "dues" in facts else {}
        same = facts.get("task_due", UNTOLD)
        self.each_task(lambda task: [*task[:DUE], moment(dues.get(task[TOKEN], same)), task[ASSIGNEE]])


def differences(told: Row, stored: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field by field what the ledger says and what the tables say, where they differ."""
    return {
        name: (told.values[name], stored[name])
        for name in COMPARED
        if not holds_untold(told.values[name]) and told.values[name] != stored[name]
    }


def holds_untold(value: Any) -> bool:
    if isinstance(value, list):
        return any(holds_untold(inner) for inner in value)
    return value is UNTOLD
