"""How online filings were answered in a time: by office in figures, and the late ones one by one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from motcua.base.access import permissions
from motcua.base.ledger.models import Entry
from motcua.casework.answering import KINDS, Answer, answers_of
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Case
from motcua.domain.directory.queries.agencies import within
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

LONGEST = timedelta(days=92)
MOST, CHUNK = 200, 2000
BACKWARDS = Words("Ngày đầu phải trước ngày cuối.", "The first day comes before the last.")
TOO_LONG = Words("Mỗi lần xem tối đa 92 ngày.", "At most 92 days at a time.")


@dataclass(frozen=True, slots=True)
class Late:
    case: Case
    answer: Answer


@dataclass(slots=True)
class Figures:
    """Of one office: answers owed, given in time, given late, waited for, and of those late already."""

    office: str
    owed: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    waiting_late: int = 0

    def count(self, answer: Answer, now: datetime) -> None:
        self.owed += 1
        late = answer.late(now)
        if answer.answered_at is None:
            self.waiting += 1
            self.waiting_late += late
        else:
            self.late += late
            self.in_time += not late


@dataclass(frozen=True, slots=True)
class Report:
    """`late` are the first MOST, the longest overdue first; `hidden` how many more there are; of `archived` cases the
    ledger's years are in an archive, so that they are not counted.
    """

    first: date
    last: date
    offices: list[Figures]
    late: list[Late]
    hidden: int
    archived: int = 0


def late_answers(actor: Actor, first: date, last: date) -> Report:
    """Of what was filed between two days with the agencies one sees. Invalid for a time that cannot be."""
    if first > last or last - first > LONGEST:
        raise Invalid({"first": BACKWARDS if first > last else TOO_LONG})
    now, figures, late, archived = clock.now(), dict[str, Figures](), list[Late](), 0
    for case, answers in answered(filed(actor, first, last)):
        if answers is None:
            archived += 1
            continue
        office = figures.setdefault(case.office.name, Figures(case.office.name))
        for answer in answers:
            office.count(answer, now)
            if answer.late(now):
                late.append(Late(case, answer))
    late.sort(key=lambda one: (one.answer.due - (one.answer.answered_at or now), str(one.case)))
    offices = sorted(figures.values(), key=lambda one: (-one.waiting_late, -one.late, one.office))
    return Report(first, last, offices, late[:MOST], max(len(late) - MOST, 0), archived)


def filed(actor: Actor, first: date, last: date) -> list[Case]:
    begin = datetime.combine(first, time(), tzinfo=clock.LOCAL)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.LOCAL)
    seen = within(actor.paths(permissions.CASE_SEE), "receiving_path")
    cases = Case.objects.filter(seen & Q(submitted_at__gte=begin, submitted_at__lt=end, answer_by__isnull=False))
    return list(cases.exclude(channel=Channel.COUNTER).select_related("office", "procedure_version").order_by("id"))


def answered(cases: Sequence[Case]) -> Iterator[tuple[Case, list[Answer] | None]]:
    """One statement for each CHUNK of cases. None for one of which it is not told that it was filed: that is away."""
    for start in range(0, len(cases), CHUNK):
        some = cases[start : start + CHUNK]
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        ids = [str(case.pk) for case in some]
        asked = Entry.objects.filter(subject_kind="case", subject_id__in=ids, kind__in=KINDS)
        for entry in asked.order_by("subject_id", "number"):
            entries[entry.subject_id].append(entry)
        for case in some:
            told = entries[str(case.pk)]
            yield case, answers_of(told) if any(one.kind == "case.submitted" for one in told) else None
