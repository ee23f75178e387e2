"""Names and borders of the parts."""

from dataclasses import dataclass
from datetime import UTC, datetime

from motcua.kernel import clock
from motcua.kernel.words import Words

LATER = "later"
FUNCTION = "years_make"


@dataclass(frozen=True, slots=True)
class Split:
    """A table kept by year of its column `by`."""

    table: str
    by: str
    words: Words

    def part(self, year: int | str) -> str:
        return f"{self.table}_{year}"


SPLIT = (
    Split("ledger_entry", "at", Words("sổ sự kiện", "the ledger")),
    Split("access_look", "at", Words("lượt xem dữ liệu cá nhân", "looks at personal data")),
    Split("correspondence_message", "happened_at", Words("tin nhắn", "messages")),
)


def split_named(table: str) -> Split:
    """KeyError for a table that is in one piece."""
    return {one.table: one for one in SPLIT}[table]


def begins(year: int) -> datetime:
    """The first moment of a year in Hanoi."""
    return datetime(year, 1, 1, tzinfo=clock.LOCAL).astimezone(UTC)


def year_of(moment: datetime) -> int:
    return clock.local(moment).year
