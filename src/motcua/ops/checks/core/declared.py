"""The core, area by area: each module with the test files that must notice a mistake in it.

Only files that say it within seconds stand here; others may notice too, and need not.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[5]

Area = dict[str, tuple[str, ...]]
"""Modules below `src/motcua` with test files or folders below `tests`."""

DEADLINES = ("domain/cases/test_deadlines.py", "domain/cases/test_deadlines_counted.py")
INTERVALS = ("domain/cases/test_intervals.py",)
CALENDARS = ("base/calendars/test_working.py", "base/calendars/test_hours.py", "base/calendars/test_facts.py")
RIGHTS = ("base/access/test_rights.py", "base/access/test_roles.py", "base/access/test_actors.py")
SEALS = ("base/ledger/seals",)

AREAS: dict[str, Area] = {
    "numbering": {
        "base/documents/services/numbering.py": (
            "base/documents/test_take_number.py",
            "base/documents/test_books_together.py",
        ),
        "domain/cases/numbering.py": ("domain/cases/test_numbering.py",),
    },
    "deadlines": {
        "domain/cases/deadlines.py": DEADLINES,
        "domain/cases/deadline_lines.py": ("domain/cases/test_deadlines.py", "domain/cases/test_deadline_lines.py"),
        "domain/cases/intervals.py": INTERVALS,
        "domain/cases/lateness.py": INTERVALS,
        "domain/cases/warnings.py": ("domain/cases/test_warnings.py",),
        "base/calendars/working.py": CALENDARS,
        "base/calendars/hours.py": CALENDARS,
        "base/calendars/facts.py": ("base/calendars/test_facts.py", "base/calendars/test_rule_values.py"),
    },
    "permissions": {
        "kernel/actor.py": RIGHTS,
        "base/access/permissions.py": RIGHTS,
        "base/access/roles.py": RIGHTS,
        "base/access/actors.py": RIGHTS,
        "base/access/routes.py": ("base/access/test_routes.py",),
        "domain/directory/permissions.py": ("domain/directory/test_rights.py",),
        "domain/cases/permissions.py": ("domain/cases/test_permissions.py",),
    },
    "ledger": {
        "base/ledger/chain.py": ("base/ledger/test_chain.py",),
        "base/ledger/kinds.py": ("base/ledger/test_kinds.py",),
        "base/ledger/subjects.py": ("base/ledger/test_verification.py",),
        "base/ledger/writing.py": ("base/ledger/test_append.py", "base/ledger/test_clock_back.py"),
        "base/ledger/verification.py": ("base/ledger/test_verification.py",),
        "base/ledger/seals/merkle.py": ("base/ledger/seals/test_merkle.py",),
        "base/ledger/seals/content.py": SEALS,
        "base/ledger/seals/keys.py": SEALS,
        "base/ledger/seals/folder.py": SEALS,
        "base/ledger/seals/sealing.py": SEALS,
        "base/ledger/seals/proving.py": SEALS,
        "base/ledger/seals/verifying.py": ("base/ledger/seals/test_parts.py", "base/ledger/seals/test_tampering.py"),
    },
    "states": {
        "domain/cases/states.py": ("domain/cases/test_states.py",),
        "domain/cases/policies.py": ("domain/cases/test_policies.py",),
    },
}


def modules(only: str = "") -> dict[str, tuple[str, ...]]:
    """Paths of modules from the root with their tests; of one area, or of modules whose path holds `only`."""
    return {
        f"src/motcua/{module}": tuple(f"tests/{test}" for test in tests)
        for name, area in AREAS.items()
        for module, tests in area.items()
        if only in (name, "") or only in module
    }


def area_of(module: str) -> str:
    return next(name for name, area in AREAS.items() if module.removeprefix("src/motcua/") in area)
