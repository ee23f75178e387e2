"""Slips as JSON and back: what is kept with a document."""

import re
from typing import Any

from pydantic import TypeAdapter

from motcua.base.documents.slips import SLIPS, Slip

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_adapters: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(slip) for kind, slip in SLIPS.items()}


def to_facts(slip: Slip) -> dict[str, Any]:
    """Plain JSON values: moments as ISO 8601, tuples as lists; characters PostgreSQL cannot hold become "\ufffd"."""
    facts: dict[str, Any] = _storable(_adapters[slip.kind].dump_python(slip))
    return facts


def from_facts(kind: str, facts: dict[str, Any]) -> Slip:
    """The slip these facts were made of. KeyError for an unknown kind, ValueError where facts do not fit."""
    slip: Slip = _adapters[kind].validate_python(facts)
    return slip


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _storable(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
