"""What is in an archive now, and what of a subject."""

from dataclasses import dataclass

from django.db import connection

from motcua.base.ledger.models import Archive, Segment
from motcua.base.ledger.subjects import Subject
from motcua.kernel.database import city
from motcua.kernel.words import Words

LEDGER = "ledger_entry"

PUT_AWAY = Words(
    "Sự kiện {first}–{last} của hồ sơ nằm trong kho lưu trữ năm {year}; cần xem thì hỏi quản trị hệ thống.",
    "Entries {first}–{last} of the case are in the archive of {year}; ask the system administrator to see them.",
)

AWAY = """
SELECT segment.first, segment.last, archive.year FROM ledger_segment AS segment
JOIN ledger_archive AS archive ON archive.number = segment.archive_id
WHERE segment.subject_kind = %s AND segment.subject_id = %s ORDER BY segment.first
"""


@dataclass(frozen=True, slots=True)
class Away:
    """Entries `first` to `last` of a subject lie in the archive of `year`."""

    first: int
    last: int
    year: int

    @property
    def words(self) -> Words:
        return PUT_AWAY.fill(first=self.first, last=self.last, year=self.year)


def subject() -> Subject:
    """What the acts of archives are entries of: the number of an act is that of its entry."""
    return Subject("archive", city())


def taken() -> dict[tuple[str, int], Archive]:
    """By table and year, the act by which it was taken away, where it has not come back."""
    found: dict[tuple[str, int], Archive] = {}
    for row in Archive.objects.order_by("number"):
        found.pop((row.part, row.year), None)
        if row.act == "taken":
            found[row.part, row.year] = row
    return found


def away(of: Subject) -> list[Away]:
    """What of a subject's entries lies in archives. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(AWAY, [of.kind, of.id])
        return [Away(*row) for row in cursor.fetchall()]


def years_away(table: str) -> list[int]:
    """The years of a table that are in archives. One statement."""
    return sorted(year for part, year in taken() if part == table)


def cases_away() -> set[str]:
    """Ids of cases of which an archive holds entries."""
    return set(Segment.objects.filter(subject_kind="case").values_list("subject_id", flat=True))
