"""Every year of every table: here, on its way, or in an archive, and what keeps it here."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from motcua.base.ledger.archives.standing import taken
from motcua.base.ledger.models import Archive
from motcua.kernel.words import Words
from motcua.ops.old_years import files, parts
from motcua.ops.old_years.blocks import Block, blocks
from motcua.ops.old_years.parts import Part

HERE, DETACHED, AWAY = "here", "detached", "away"
WORDS = {
    HERE: Words("trong cơ sở dữ liệu", "in the database"),
    DETACHED: Words("đã lấy đi, bảng cũ còn chiếm chỗ: chạy lại với --drop", "taken; the old table still takes room:"
                    " run it again with --drop"),
    AWAY: Words("trong kho lưu trữ", "in the archive"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """`rows` and `bytes` are those in the database; `archived` rows lie in `folder`, readable or not."""

    table: str
    year: int
    part: str
    state: str
    rows: int
    bytes: int
    archived: int
    folder: str
    readable: bool | None
    blocks: tuple[Block, ...]

    @property
    def may_go(self) -> bool:
        return self.state == HERE and not self.blocks

    @property
    def told(self) -> dict[str, Any]:
        why = [{"name": one.name, "count": one.count, "vi": one.words.vi, "en": one.words.en} for one in self.blocks]
        return asdict(self) | {"blocks": why, "may_go": self.may_go}


def years() -> list[Year]:
    gone = taken()
    return [_year(part, gone.get((part.split.table, part.year))) for part in parts.parts()]


def _year(part: Part, act: Archive | None) -> Year:
    if act is None:
        here = parts.count(part.name)
        return Year(part.short, part.year, part.name, HERE, here, part.bytes, 0, "", None, tuple(blocks(part)))
    left = parts.exists(part.aside)
    size = int(parts.asked("SELECT pg_total_relation_size(%s)", part.aside)) if left else 0
    return Year(
        table=part.short, year=part.year, part=part.name, state=DETACHED if left else AWAY,
        rows=parts.count(part.name), bytes=part.bytes + size, archived=act.content.rows, folder=act.folder,
        readable=(Path(act.folder) / files.CERTIFICATE).is_file(), blocks=(),
    )  # fmt: skip
