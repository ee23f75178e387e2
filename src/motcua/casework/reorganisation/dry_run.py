"""What a plan would do, without doing it: by the same rules over the same rows, none of them locked or written."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from motcua.casework.reorganisation.cases import KIND, beside_cases, choices, waiting, with_rows
from motcua.casework.reorganisation.checking import already_standing, problems
from motcua.casework.reorganisation.frame import Frame, frame_for
from motcua.casework.reorganisation.plan import Plan
from motcua.casework.reorganisation.powers import counted_resting
from motcua.casework.reorganisation.things import counted
from motcua.domain.cases.models import Case
from motcua.domain.directory.holdings import Holding, Way, holdings_of
from motcua.kernel.words import Words

AT_ONCE = 1000
NOTHING = Words("", "")
CASES = Words("Hồ sơ đang mở", "Open cases")


@dataclass(frozen=True, slots=True)
class Line:
    """One kind: how many rows there are, how many the rules decide; `why` where they end or stay."""

    kind: str
    words: Words
    way: str
    rows: int
    decided: int = 0
    why: Words = NOTHING

    @property
    def undecided(self) -> int:
        return self.rows - self.decided if self.way in (Way.CASE, Way.THING) else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing a person would have to decide."""

    kind: str
    key: str
    label: str
    former: str
    candidates: tuple[str, ...]


@dataclass
class Report:
    plan: Plan
    problems: list[Words] = field(default_factory=list)
    standing: int = 0
    lines: list[Line] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    cases_of: Counter[str] = field(default_factory=Counter)
    things_of: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """What `motcua reorganise dry-run --json` gives."""
        return {
            "ok": self.ok, "title": self.plan.title, "decision": self.plan.decision, "from_day": self.plan.from_day,
            "problems": [{"vi": one.vi, "en": one.en} for one in self.problems],
            "founded": len(self.plan.founded), "standing_already": self.standing,
            "renamed": len(self.plan.renamed), "ended": len(self.plan.ended),
            "split": sum(one.split for one in self.plan.ended),
            "held": [
                {"kind": one.kind, "vi": one.words.vi, "en": one.words.en, "way": one.way, "rows": one.rows,
                 "decided": one.decided, "undecided": one.undecided, "why": one.why.vi}
                for one in self.lines
            ],
            "cases_of_successors": dict(sorted(self.cases_of.items())),
            "things_of_successors": {heir: dict(sorted(of.items())) for heir, of in sorted(self.things_of.items())},
            "undecided": [
                {"kind": one.kind, "id": one.key, "label": one.label, "former": one.former,
                 "candidates": list(one.candidates)}
                for one in self.asked
            ],
        }  # fmt: skip


def dry_run(plan: Plan) -> Report:
    frame = frame_for(plan)
    report = Report(frame.plan, list(problems(frame)), len(already_standing(frame)))
    if report.problems:
        return report
    _cases(frame, report)
    for holding, rows, found in counted(frame):
        report.lines.append(_line(holding, rows, sum(bool(heir) for _, _, heir in found)))
        for row, former, heir in found:
            if heir:
                report.things_of[heir][holding.name] += 1
            else:
                heirs = frame.plan.ends[former.identifier].successors
                report.asked.append(Asked(holding.name, str(row.pk), str(row), former.identifier, heirs))
    report.lines += [
        Line(kind, holding.words, holding.way.value, rows, rows)
        for kind, (holding, rows) in counted_resting(frame).items()
    ]
    for way in (Way.ENDS, Way.ALONG, Way.HISTORY):
        report.lines += [_line(holding, _rows(holding, frame)) for holding in holdings_of(way)]
    return report


def _line(holding: Holding, rows: int, decided: int = 0) -> Line:
    return Line(holding.name, holding.words, holding.way.value, rows, decided, holding.why)


def _rows(holding: Holding, frame: Frame) -> int:
    model: Any = apps.get_model(holding.model)
    among = {f"{holding.key}__in": list(frame.former)}
    return int(model._default_manager.filter(holding.living(frame.plan.from_day), **among).count())


def _cases(frame: Frame, report: Report) -> None:
    total = decided = 0
    beside: Counter[str] = Counter()
    ready: Counter[str] = Counter()
    for batch in _batches(frame):
        for held in with_rows(frame, batch):
            total += 1
            found = choices(frame, held, {})
            whole = all(found.values())
            decided += whole
            for holding, _ in held.rows:
                beside[holding.name] += 1
                ready[holding.name] += whole
            report.cases_of.update(set(found.values()) if whole else ())
            for key, heir in found.items():
                if not heir:
                    former = frame.former[key].identifier
                    heirs = frame.plan.ends[former].successors
                    report.asked.append(Asked(KIND, str(held.case.pk), str(held.case), former, heirs))
    report.lines.append(Line(KIND, CASES, Way.CASE.value, total, decided))
    report.lines += [_line(one, beside[one.name], ready[one.name]) for one in beside_cases()]


def _batches(frame: Frame) -> Iterator[list[Case]]:
    found = waiting(frame).select_related("applicant__person").order_by("pk")
    last = None
    while batch := list((found.filter(pk__gt=last) if last else found)[:AT_ONCE]):
        yield batch
        last = batch[-1].pk
