"""What of a case's life lies in an archive: told wherever its entries would otherwise just be missing."""

from collections.abc import Sequence
from datetime import datetime

from motcua.base.ledger.archives.standing import Away, away, years_away
from motcua.base.ledger.models import Entry
from motcua.base.years.parts import year_of
from motcua.casework.frame import subject
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.words import Words

LOOKS = "access_look"
LOOKS_AWAY = Words(
    "Các lượt xem năm {years} nằm trong kho lưu trữ; cần biết thì hỏi cơ quan.",
    "Looks of {years} are in an archive; ask the agency about them.",
)


def away_of(case: Case, entries: Sequence[Entry]) -> list[Away]:
    """`entries` are those that are here, first to last. No statement where none can be missing."""
    if not _over(case) or (entries and entries[0].number == 1):
        return []
    return away(subject(case))


def looks_away(case: Case) -> Words | None:
    """Said where looks at the case may lie in an archive: they stay for two years at least."""
    filed = _over(case)
    if filed is None or year_of(filed) >= clock.today().year - 2:
        return None
    return looks_away_since(year_of(filed))


def looks_away_since(first: int) -> Words | None:
    """Of which years from `first` on they lie in an archive."""
    years = [str(year) for year in years_away(LOOKS) if year >= first]
    return LOOKS_AWAY.fill(years=", ".join(years)) if years else None


def _over(case: Case) -> datetime | None:
    """When it was filed, where that was in an earlier year and it has ended: an open case keeps its entries here."""
    filed = case.submitted_at
    return filed if filed and case.ended_at and year_of(filed) < clock.today().year else None
