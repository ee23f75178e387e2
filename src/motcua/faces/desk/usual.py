"""The procedures an office receives most: offered before anything is typed, found by two or three letters."""

from collections import Counter
from functools import lru_cache
from uuid import UUID

from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.kernel import clock
from motcua.kernel.text import fold

LOOKED_AT, SHOWN = 300, 8
KEPT_SECONDS = 600
LETTERS = 3


def usual_versions(office_id: UUID) -> list[ProcedureVersion]:
    """Today's versions of the most frequent procedures among the office's latest cases; the most frequent first.

    Among equals by code: buttons do not change their places from one day to the next.
    """
    order = _usual_procedures(office_id, int(clock.now().timestamp()) // KEPT_SECONDS)
    if not order:
        return []
    known = {version.procedure_id: version for version in receivable_versions().filter(procedure__in=order)}
    return [known[procedure] for procedure in order if procedure in known]


def matching_usual(versions: list[ProcedureVersion], text: str) -> list[ProcedureVersion]:
    """Those whose words begin with all that was typed, or whose words have these first letters in a row."""
    typed = fold(text)
    return [version for version in versions if _fits(fold(version.name).split(), typed)]


def by_first_letters(text: str) -> list[UUID]:
    """Versions in whose names words in a row begin with two or three typed letters: "ks" finds “khai sinh”.

    The shortest names first: the plain procedure before its special cases.
    """
    bare = fold(text).replace(" ", "")
    if not 1 < len(bare) <= LETTERS:
        return []
    known = _first_letters(int(clock.now().timestamp()) // KEPT_SECONDS)
    return [version for version, letters in known if bare in letters]


def _fits(words: list[str], typed: str) -> bool:
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return True
    bare = typed.replace(" ", "")
    return 1 < len(bare) <= LETTERS and bare in "".join(word[0] for word in words)


@lru_cache(maxsize=2)
def _first_letters(period: int) -> tuple[tuple[UUID, str], ...]:
    """Of every procedure a city may receive, by the length of its name; read anew every ten minutes."""
    named = receivable_versions().values_list("pk", "name")
    ordered = sorted(named, key=lambda row: (len(row[1]), str(row[0])))
    return tuple((key, "".join(word[0] for word in fold(name).split())) for key, name in ordered)


@lru_cache(maxsize=512)
def _usual_procedures(office_id: UUID, period: int) -> tuple[UUID, ...]:
    """Counted anew every ten minutes: `period` is part of the question."""
    latest = Case.objects.filter(office=office_id, submitted_at__isnull=False).order_by("-submitted_at")
    named = latest.values_list("procedure_version__procedure", "procedure_version__procedure__code")
    counted = Counter(named[:LOOKED_AT]).items()
    ordered = sorted(counted, key=lambda one: (-one[1], one[0][1]))
    return tuple(procedure for (procedure, _), _ in ordered[:SHOWN])
