"""What entries say of requests to other agencies, as the rows must have it: pure, beside `folding.py`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from motcua.casework.untold import UNTOLD

Asked = list[Any]
"""Number, kind, agency, due moment, state, reminders, the agency told above it, who has it in hand, who awaits it."""
AGENCY, DUE, STATE, REMINDERS, ABOVE, HOLDER, AWAITS = range(2, 9)
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
    requests: Sequence[Asked], kind: str, facts: Mapping[str, Any], moment: Callable[[Any], Any], post: str | None
) -> list[Asked]:
    """The requests of a case after one more entry about them, which was done under a post."""
    if kind == ASKED:
        asked = [facts["number"], facts["kind"], facts["agency_id"], moment(facts["due"]), "sent", 0, None, None, None]
        return [*requests, asked]
    return [_changed(one, kind, facts, post) if one[0] == facts["number"] else one for one in requests]


def _changed(asked: Asked, kind: str, facts: Mapping[str, Any], post: str | None) -> Asked:
    named = facts.get("position", UNTOLD)
    now: dict[int, Any] = {STATE: STATES[kind]} if kind in STATES else {}
    match kind:
        case "case.request_taken":
            now[HOLDER] = post or UNTOLD
        case "case.request_assigned":
            now[HOLDER] = named
        case "case.request_released":
            now[HOLDER] = None
        case "case.request_awaited":
            now[AWAITS] = named
        case "case.request_reminded":
            now[REMINDERS] = asked[REMINDERS] + 1
        case "case.request_escalated":
            now[ABOVE] = facts["to_id"]
    return _with(asked, now)


def requests_moved(requests: Sequence[Asked], facts: Mapping[str, Any]) -> list[Asked]:
    """After a reorganisation: the bodies asked and the posts, by number. Older entries tell of the bodies alone."""
    told = {place: dict(facts[name]) for place, name in MOVED.items() if name in facts}
    silent = {place for place in (HOLDER, AWAITS) if place not in told}

    def moved(one: Asked) -> Asked:
        unsure = {place: UNTOLD for place in silent if one[place] is not None}
        return _with(one, unsure | {place: found[one[0]] for place, found in told.items() if one[0] in found})

    return [moved(one) for one in requests]


MOVED = {AGENCY: "requests", HOLDER: "requests_held", AWAITS: "requests_awaited"}
"""The facts of an entry about a reorganisation, each a list of numbers with what is so from now on."""


def _with(asked: Asked, now: Mapping[int, Any]) -> Asked:
    return [now.get(place, value) for place, value in enumerate(asked)]
