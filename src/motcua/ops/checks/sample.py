"""A small filled city for checks that need one: agencies, procedures, and some cases that went all their way."""

from motcua.domain.catalogue.queries.receiving import receivable_versions
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.kernel.actor import SYSTEM
from motcua.ops.checks.walk import walk_all

CASES = 20


def fill() -> int:
    """How many cases went all their way."""
    load_hanoi(actor=SYSTEM)
    load_own(actor=SYSTEM)
    return walk_all(list(receivable_versions()[:CASES])).passed


def go_on() -> int:
    """A few more, of other procedures."""
    return walk_all(list(receivable_versions()[CASES : CASES + 3])).passed
