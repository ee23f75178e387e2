"""What a colleague changed while somebody was typing: who, when, what, before and after."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.casework import steps
from motcua.casework.queries.page import CasePage, TimelineLine
from motcua.domain.cases.states import FACTS, State
from motcua.faces.desk.rows import holder_of
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

NOTHING = Words("không có", "none")
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of the case that is another now."""

    label: Words
    before: Words | str
    after: Words | str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What happened since the form was opened, first to last, and what it changed."""

    lines: Sequence[TimelineLine]
    changes: Sequence[Change]


def snapshot(page: CasePage) -> str:
    """What the page shows now, small enough to travel in its form."""
    due = page.case.due_at
    return json.dumps(
        {
            "n": page.timeline[-1].number if page.timeline else 0,
            "state": page.case.state,
            "step": ",".join(task.step for task in page.open),
            "holder": holders(page),
            "due": due.isoformat() if due else "",
        },
        ensure_ascii=False,
    )


def holders(page: CasePage) -> str:
    return "; ".join(str(holder_of(page.facts, task)) for task in page.open) or str(holder_of(page.facts, None))


def since(page: CasePage, seen: str) -> Overtaken | None:
    """What `page` has beyond the snapshot; only the last line where the snapshot cannot be read; None if nothing."""
    before, now = _read(seen), _read(snapshot(page))
    if not before:
        return Overtaken(list(page.timeline[-1:]), []) if page.timeline else None
    lines = [line for line in page.timeline if line.number > before["n"]]
    shown = {name: (_shown(page, name, before[name]), _shown(page, name, now[name])) for name in LABELS}
    changes = [Change(LABELS[name], *pair) for name, pair in shown.items() if before[name] != now[name]]
    return Overtaken(lines, changes) if lines or changes else None


LABELS = {
    "state": Words("Trạng thái", "State"),
    "step": Words("Bước", "Step"),
    "holder": Words("Người giữ", "Holder"),
    "due": Words("Hạn trả", "Due"),
}


def _shown(page: CasePage, name: str, value: Any) -> Words | str:
    if not value:
        return NOTHING
    if name == "state":
        return FACTS[State(value)].words
    if name == "step":
        keys = str(value).split(",")
        return steps.words_of([step for step in steps.process_of(page.case) if step.key in keys])
    return weekday_time(datetime.fromisoformat(value)) if name == "due" else str(value)


def _read(seen: str) -> dict[str, Any]:
    """The snapshot; {} for anything else, whoever wrote it."""
    try:
        told = json.loads(seen[:LONGEST])
        State(told["state"])
        moment = datetime.fromisoformat(told["due"]) if told["due"] else None
        fits = isinstance(told["n"], int) and isinstance(told["step"], str) and isinstance(told["holder"], str)
    except (ValueError, TypeError, KeyError):
        return {}
    return told if fits and (moment is None or moment.tzinfo is not None) else {}
