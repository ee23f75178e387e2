"""What the conditions of a process look at: what steps filled in, and facts of the case itself under "case"."""

from collections.abc import Mapping
from typing import Any

from motcua.domain.cases.models import Case

OWN = "case"


def data_of(case: Case) -> dict[str, Any]:
    """Everything a condition may name."""
    return {**case.data, OWN: facts_of(case)}


def facts_of(case: Case) -> Mapping[str, Any]:
    """`case.channel`, `case.procedure`, `case.limit`, `case.limit_unit`, `case.same_day`, `case.result_wanted`."""
    return {
        "channel": case.channel,
        "procedure": case.procedure_version.procedure.code,
        "limit": float(case.limit_value) if case.limit_value is not None else None,
        "limit_unit": case.limit_unit,
        "same_day": case.same_day,
        "result_wanted": case.result_wanted,
    }
