"""Source against ours: how many cases by agency, procedure, state and year, papers and bytes; every difference said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from motcua.casework.legacy.models import Imported
from motcua.casework.legacy.reading import Line
from motcua.casework.legacy.services.importing import CHANGED, REFUSED, Outcome
from motcua.domain.cases.models import CasePaper, PaperFile
from motcua.kernel import clock

AT_ONCE = 1000
Key = tuple[str, str, str, str]
WHY = {
    "refused": "không nhập, xem lý do ở từng dòng / not imported, see the lines",
    "moved_on": "đã được xử lý tiếp hoặc chuyển cơ quan ở đây / has gone on here",
}


def reconciliation(outcome: Outcome) -> dict[str, Any]:
    """For the `--json` report."""
    source = outcome.source
    lines = [one.line for one in outcome.verdicts]
    theirs, ours, cases = Counter(key_of(line) for line in lines), Counter[Key](), list[UUID]()
    told = {line.old_id: line.agency for line in reversed(lines)}
    for some in chunks(list(told)):
        found = Imported.objects.filter(system=source.system, old_id__in=some)
        for row in found.select_related("case__procedure_version__procedure"):
            ours[our_key(row, told[row.old_id])] += 1
            cases.append(row.case_id)
    refused = Counter(key_of(one.line) for one in outcome.verdicts if one.fate == REFUSED)
    lines_told = [line_of(key, theirs[key], ours[key], refused[key]) for key in sorted(theirs.keys() | ours.keys())]
    return {
        "source_cases": len(lines), "our_cases": sum(ours.values()), "refused": sum(refused.values()),
        "changed_since": outcome.count(CHANGED), "rows": lines_told,
        "balanced": len(lines) == sum(ours.values()) + sum(refused.values()),
        "papers": papers(outcome, cases),
    }  # fmt: skip


def key_of(line: Line) -> Key:
    submitted = line.moments.get("submitted_at")
    year = str(clock.local(submitted).year) if submitted else "?"
    return line.agency, line.procedure, line.state, year


def chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """So many at a time: one statement asks for each, and the work grows as the lines do."""
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def our_key(row: Imported, told: str) -> Key:
    """As it stands in our tables; the agency as the source names it where the case went to a successor."""
    case = row.case
    year = str(clock.local(case.submitted_at).year) if case.submitted_at else "?"
    return told, case.procedure_version.procedure.code, case.state, year


def line_of(key: Key, theirs: int, ours: int, refused: int) -> dict[str, Any]:
    named = dict(zip(("agency", "procedure", "state", "year"), key, strict=True))
    why = [] if theirs == ours else [WHY["refused"]] if theirs == ours + refused else [WHY["moved_on"]]
    return {**named, "source": theirs, "ours": ours, "refused": refused, "why": "; ".join(why)}


def papers(outcome: Outcome, cases: Sequence[UUID]) -> dict[str, Any]:
    folder = outcome.source.folder
    named = [str(paper.get("file")) for one in outcome.verdicts for paper in one.line.papers if paper.get("file")]
    there = [name for name in named if (folder / name).is_file()]
    ours, files, kept = 0, 0, 0
    for some in chunks(cases):
        ours += CasePaper.objects.filter(case__in=some).count()
        found = PaperFile.objects.filter(paper__case__in=some).aggregate(count=Count("pk"), bytes=Sum("size"))
        files, kept = files + found["count"], kept + (found["bytes"] or 0)
    return {
        "source": sum(len(one.line.papers) for one in outcome.verdicts),
        "ours": ours,
        "source_files": len(named), "source_bytes": sum((folder / name).stat().st_size for name in there),
        "our_files": files, "our_bytes": kept,
        "missing": sorted(set(named) - set(there)),
    }  # fmt: skip
