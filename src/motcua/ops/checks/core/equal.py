"""Mutants that change nothing anybody could notice, each with its reason: they are neither tried nor counted."""

EQUAL: dict[str, dict[str, str]] = {}
"""By module below `src/motcua`, by the mutant's key (`Mutant.key`)."""
