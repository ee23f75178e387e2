"""Tracking without an account. By code: stage and due date only. By the receipt's secret: a little more. No names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from motcua.base.access import throttle
from motcua.base.access.throttle import Allowance
from motcua.base.compiled import compiled
from motcua.base.ledger import sentence
from motcua.base.ledger.queries import timeline
from motcua.casework import tracking
from motcua.casework.frame import subject
from motcua.casework.lengths import lengths_of
from motcua.casework.put_away import away_of
from motcua.casework.queries.requests import waiting_for
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, Facts, Holder
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

CODE_LONGEST = 60
TOKEN_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Stage:
    """What anybody with the code may know."""

    code: str
    facts: Facts
    due_at: datetime | None
    procedure: str
    first_due_at: datetime | None = None
    """What was promised before an apology."""
    length: Words | None = None
    """How long it is until the due moment, in working time."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the holder of the receipt may know: also who holds the case and what happened. Still no personal data."""

    stage: Stage
    holder: Words
    office: str
    accepted_at: datetime | None
    lines: Sequence[tuple[datetime, Words]]
    waiting: Sequence[Words] = ()
    linked: Sequence[tuple[Stage, str]] = ()
    """The cases filed together with it, each with the secret of its own page."""


def track(code: str) -> Stage:
    """By case code or filing number, as typed. CaseNotFound otherwise, alike for every wrong code."""
    case = _whole.first(_typed(code))
    if case is None:
        raise CaseNotFound
    return _stage(case, _length_of(case))


def track_beside(code: str, misses: str, limit: int) -> tuple[Stage, Allowance]:
    """The same without the length, and whether the window `misses` of wrong codes is open: one statement.

    Read from a copy, the window may be some seconds old; who guesses wrong is counted in the database itself.
    """
    case = _coded.first(_typed(code), misses, clock.now())
    if case is None:
        raise CaseNotFound
    return _stage(case), throttle.allows(case.tries, case.tries_until, limit)


def _typed(code: str) -> str:
    typed = "".join(code.upper().split())
    if not typed or len(typed) > CODE_LONGEST or "\x00" in typed:
        raise CaseNotFound
    return typed


def _filed_as(typed: str) -> QuerySet[Case]:
    return Case.objects.filter(Q(code=typed) | Q(filing_number=typed), submitted_at__isnull=False)


@compiled
def _whole(typed: str) -> QuerySet[Case]:
    return _filed_as(typed).select_related("procedure_version").defer("data", "process_state", "summary")


@compiled
def _coded(typed: str, misses: str, now: datetime) -> QuerySet[Any]:
    tries, until = throttle.beside(misses, now)
    told = _filed_as(typed).select_related("procedure_version").annotate(tries=tries, tries_until=until)
    return told.only("code", "filing_number", "state", "due_at", "first_due_at", "procedure_version__name")


def track_by_token(token: str) -> Progress:
    """By the 128-bit secret of the receipt's QR. CaseNotFound otherwise."""
    if len(token) > TOKEN_LONGEST:
        raise CaseNotFound
    case = (
        Case.objects.filter(tracking_digest=tracking.digest(token))
        .select_related("procedure_version", "office", "receiving_agency", "resolving_agency")
        .first()
    )
    if case is None:
        raise CaseNotFound
    return Progress(
        stage=_stage(case, _length_of(case)),
        holder=holder_of(case),
        office=case.office.name,
        accepted_at=case.accepted_at,
        lines=told(case),
        waiting=waiting_words(case),
        linked=[(_stage(one, _length_of(one)), tracking.token_of(one)) for one in filed_with(case)],
    )


def told(case: Case) -> list[tuple[datetime, Words]]:
    """What happened; first, where some of it lies in an archive, that it does."""
    entries = timeline(subject(case), "citizen")
    gone = [(case.submitted_at or case.changed_at, one.words) for one in away_of(case, entries)]
    return [*gone, *((entry.at, sentence(entry)) for entry in entries)]


def filed_with(case: Case) -> list[Case]:
    """Those of the same filing and the same applicant that were sent, in their order."""
    linked = Case.objects.filter(member__bundle__members__case=case, submitted_at__isnull=False).exclude(pk=case.pk)
    same = linked.filter(filer_id=case.filer_id).select_related("procedure_version")
    return list(same.order_by("member__place"))


def waiting_words(case: Case) -> list[Words]:
    """Whose opinion the case waits for, until when: agencies only, never what is asked."""
    return [
        Words("Đang chờ ý kiến của {agency} đến {due}.", "Waiting for the opinion of {agency} until {due}.").fill(
            agency=one.agency.name, due=weekday_time(one.due_at)
        )
        for one in waiting_for(case)
    ]


def holder_of(case: Case) -> Words:
    """Who has the case now, in words without a person's name."""
    holder = FACTS[case.legal_state].holder
    if holder is Holder.CITIZEN:
        return Words("Người nộp hồ sơ", "The applicant")
    if holder is Holder.NOBODY:
        return Words("Không còn ai giữ", "Nobody any more")
    open_now = Task.objects.filter(case=case, closed_at=None).select_related("agency").order_by("position", "token")
    names = dict.fromkeys(task.agency.name for task in open_now) or {case.receiving_agency.name: None}
    together = "; ".join(names)
    return Words(together, together)


def _length_of(case: Case) -> Words | None:
    return lengths_of([(case, case.due_at)]).get(case.pk)


def _stage(case: Case, length: Words | None = None) -> Stage:
    return Stage(
        code=str(case),
        facts=FACTS[case.legal_state],
        due_at=case.due_at,
        procedure=case.procedure_version.name,
        first_due_at=case.first_due_at,
        length=length,
    )
