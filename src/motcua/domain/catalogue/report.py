"""What an import did: counts in which every line is found again, and the flags as CSV."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import Flag
from motcua.kernel.spreadsheets import harmless
from motcua.kernel.words import Words

HEADER = ("line", "code", "field", "text", "assumed", "reason")
COUNTS = ("lines", "created", "changed", "unchanged", "kept_other", "named", "published", "drafts")
BLANKET = (
    Words(
        "service_level: danh mục không ghi mức độ; có nộp trực tuyến thì coi là một phần, không thì chỉ thông tin.",
        "service_level: the list gives none; partial where it names the online channel, else information only.",
    ),
    Words(
        "effective: danh mục không ghi ngày hiệu lực; lấy ngày được chọn khi nhập.",
        "effective: the list gives no day; the one chosen at import is taken.",
    ),
    Words(
        "steps: danh mục không có quy trình nội bộ; dùng bốn bước mặc định.",
        "steps: the list has no internal process; the usual four steps are used.",
    ),
)
"""Assumptions that hold for every line; they stand at the head of the report as line 0."""


@dataclass(slots=True)
class ImportReport:
    """Counts of lines. `named` are those left out, each with a flag that says why."""

    lines: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept_other: int = 0
    named: int = 0
    published: int = 0
    drafts: int = 0
    flags: list[Flag] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Every line came in or is named."""
        return 0 < self.lines == self.created + self.changed + self.unchanged + self.kept_other + self.named

    @property
    def reasons(self) -> dict[str, int]:
        """Flags by reason, most frequent first."""
        return dict(Counter(flag.reason.value for flag in self.flags).most_common())

    @property
    def flagged_lines(self) -> int:
        return len({flag.line for flag in self.flags})

    def add(self, other: "ImportReport") -> None:
        """Take another's counts and flags in."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.flags += other.flags

    def as_json(self) -> dict[str, object]:
        """The figures for `--json`."""
        return {
            **{name: getattr(self, name) for name in COUNTS},
            "complete": self.complete,
            "flagged_lines": self.flagged_lines,
            "flags": len(self.flags),
            "reasons": self.reasons,
            "assumed": {reason: Reason(reason).words.en for reason in self.reasons},
        }

    def write_csv(self, path: Path) -> None:
        """The report file: UTF-8 with a byte order mark, so that spreadsheets show Vietnamese."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            write_rows(file, self.flags)


def write_rows(file: TextIO, flags: list[Flag]) -> None:
    out = csv.writer(file)
    out.writerow(HEADER)
    out.writerows((0, "", words.vi.partition(":")[0], "", words.vi.partition(": ")[2], "all") for words in BLANKET)
    out.writerows(
        harmless((flag.line, flag.code, flag.field, flag.text, flag.assumed, flag.reason.value)) for flag in flags
    )
