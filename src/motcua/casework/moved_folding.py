"""What an entry of a reorganisation says of a case, as the row must have it: pure, beside `folding.py`."""

from collections.abc import Mapping
from typing import Any

from motcua.casework.asked_folding import requests_moved

PLACES = ("office_id", "receiving_id", "resolving_id", "thread_id")


def after_transfer(values: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Each id of a body, office or post became the one told, None where nobody's any more; requests by their number."""
    moved = facts["moved"]

    def now(value: Any) -> Any:
        return moved.get(value, value) if isinstance(value, str) else value

    found = {name: now(values[name]) for name in PLACES}
    found["tasks"] = [[token, step, now(agency), due, now(who)] for token, step, agency, due, who in values["tasks"]]
    found["requests"] = requests_moved(values["requests"], facts)
    return found
