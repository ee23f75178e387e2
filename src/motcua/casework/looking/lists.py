"""Lists and searches show names of people: what an official saw of them is on record, one row for each page of it.

Not the two lists of the own work, what waits for oneself and for one's unit: they are how work is found, hold what
somebody is called to deal with, and each case opened from them is on record by itself (decision 35).
"""

from collections.abc import Iterable
from uuid import UUID

from motcua.base.access.looks import record_list
from motcua.casework.queries.wanted import MINE, UNIT, Wanted
from motcua.kernel.actor import Actor

SEARCH, LIST = "Xem trong kết quả tìm", "Xem trong danh sách"


def note_list(actor: Actor, wanted: Wanted, shown: Iterable[UUID]) -> None:
    """`shown` are the cases of one page of a worklist. One statement, none for a list of the own work."""
    if wanted.search.strip():
        note_search(actor, shown)
    elif wanted.shown_tab not in (MINE, UNIT):
        note_cases(actor, shown, LIST)


def note_search(actor: Actor, shown: Iterable[UUID]) -> None:
    note_cases(actor, shown, SEARCH)


def note_cases(actor: Actor, shown: Iterable[UUID], purpose: str) -> None:
    record_list(actor=actor, kind="case", shown=shown, purpose=purpose)
