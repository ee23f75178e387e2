"""Mutants that change nothing anybody could notice, each with its reason: they are neither tried nor counted."""

EQUAL: dict[str, dict[str, str]] = {
    "base/access/actors.py": {
        ": 'Account' → 'Accountx'": "an annotation written as text",
        ": 'Actor | None' → 'Actor | Nonex'": "an annotation written as text",
    },
    "base/ledger/verification.py": {
        ": 2000 → 2001": "so many rows are fetched at once: how many changes no answer",
    },
    "domain/cases/numbering.py": {
        "CaseCode.agency_identifier: '0' → '0x'": "levels are capital letters and digits, so there is no x to strip",
    },
    "domain/cases/warnings.py": {
        ": 12 → 13": "a bound that only saves counting: beyond it no point can have passed",
        "last_passed: due - now <= hours + LONGEST_REST → due - now < hours + LONGEST_REST": "the same bound",
    },
}
"""By module below `src/motcua`, by the mutant's key (`Mutant.key`)."""
