"""Which procedure a process read from a decision is most likely for: the one of its code, then those called alike."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.kernel.text import fold

MOST = 5
ALIKE = 70
"""Names less alike than this, of a hundred, are not worth showing."""


@dataclass(frozen=True, slots=True)
class Likely:
    version: ProcedureVersion
    likeness: int


def likely_procedures(name: str, code: str = "") -> list[Likely]:
    """The likeliest first; a hundred for the very code. Two statements."""
    known = receivable_versions()
    same = list(known.filter(procedure__code=code)[:1]) if code else []
    names = {pk: _key(text) for pk, text in known.values_list("pk", "name")}
    found = process.extract(_key(name), names, scorer=fuzz.token_sort_ratio, limit=MOST, score_cutoff=ALIKE)
    rows = {row.pk: row for row in known.filter(pk__in=[pk for _, _, pk in found])}
    told = [Likely(one, 100) for one in same]
    taken = {one.pk for one in same}
    return (
        told
        + [Likely(rows[pk], min(99, round(score))) for _, score, pk in found if pk not in taken][: MOST - len(told)]
    )


def _key(name: str) -> str:
    return fold(name).removeprefix("thu tuc ")
