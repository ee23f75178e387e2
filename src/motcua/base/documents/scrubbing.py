"""A paper's facts without what is personal: which paper it was, of whom it came and when, and no more."""

from typing import Any

from motcua.base.erasure.marks import ERASED

STAY = frozenset({
    "head", "number", "case_code", "filing_number", "title", "procedure", "receiving_unit", "return_place", "office",
    "time_limit", "tracking_site", "hotline", "result_number", "help", "signer", "unit", "step", "due",
    "done", "outcome",
})  # fmt: skip
"""Names of fields in slips (`slips.py`) that tell of the administration, not of a person; moments stay as well."""


def scrubbed(facts: Any) -> Any:
    """Every text under another name becomes ERASED; the shape stays, so that the paper can still be verified."""
    if isinstance(facts, dict):
        return {
            name: value if name in STAY or name.endswith("_at") else scrubbed(value) for name, value in facts.items()
        }
    if isinstance(facts, list):
        return [scrubbed(value) for value in facts]
    return ERASED if isinstance(facts, str) and facts else facts
