"""What entries say of requests to other agencies, as the rows must have it: pure, beside `folding.py`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Asked = list[Any]
"""Number, kind, agency, due moment, state, reminders, the agency told above it."""
STATES = {
    "case.request_taken": "taken",
    "case.request_assigned": "taken",
    "case.request_released": "sent",
    "case.agency_answered": "answered",
    "case.agency_refused": "refused",
    "case.request_recalled": "recalled",
}
ASKED = "case.agency_asked"
REQUESTS = (
    ASKED,
    *STATES,
    "case.request_reminded",
    "case.request_escalated",
    "case.request_late",
    "case.request_awaited",
)
"""A life beside that of the case."""


def requests_after(
    requests: Sequence[Asked], kind: str, facts: Mapping[str, Any], moment: Callable[[Any], Any]
) -> list[Asked]:
    """The requests of a case after one more entry about them."""
    if kind == ASKED:
        asked = [facts["number"], facts["kind"], facts["agency_id"], moment(facts["due"]), "sent", 0, None]
        return [*requests, asked]
    return [_changed(one, kind, facts) if one[0] == facts["number"] else one for one in requests]


def _changed(asked: Asked, kind: str, facts: Mapping[str, Any]) -> Asked:
    if kind in STATES:
        return [*asked[:4], STATES[kind], *asked[5:]]
    if kind == "case.request_reminded":
        return [*asked[:5], asked[5] + 1, asked[6]]
    return [*asked[:6], facts["to_id"]] if kind == "case.request_escalated" else asked
