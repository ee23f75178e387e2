"""The citizen sends the draft: from here on it is a case that is never lost."""

from uuid import UUID

from django.db import transaction

from motcua.base.documents.services import issue_document
from motcua.base.ledger import append
from motcua.casework import papers, steps, timing, tracking
from motcua.casework.frame import lock_case, move, subject
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.errors import NothingAttached
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_filer
from motcua.domain.cases.services.applicants import check_complete
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words


@transaction.atomic
def submit_case(*, actor: Actor, case_id: UUID, expected: int | None = None) -> Case:
    """Send a complete draft to its office; leaves a filing receipt that lists every file.

    Invalid names the fields still empty, NothingAttached the required papers without a file.
    Sending again what was sent before changes nothing and returns the case.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    check_filer(actor, case)
    if case.submitted_at is not None:
        return case
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    check_complete(case)
    files = check_attached(case)
    move(case, "submit")
    enter_reception(case)
    case.save()
    append(
        subject(case),
        "case.submitted",
        actor,
        {"filing": case.filing_number, "office": case.office.name, "files": files, "channel": case.channel},
    )
    issue_document(
        kind="filing",
        number=case.filing_number,
        slip=papers.filing(case),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    return case


def enter_reception(case: Case) -> None:
    """The moment of filing, the answer owed within 8 working hours, the tracking secret, and the reception's task."""
    case.submitted_at = case.changed_at
    case.tracking_digest = tracking.digest_of(case)
    if case.channel != Channel.COUNTER:
        case.answer_by = timing.answer_due(case, case.submitted_at)
    first = steps.process_of(case)[0]
    steps.enter(case, first, case.submitted_at, due_at=case.answer_by)


def check_attached(case: Case) -> int:
    """The number of files. NothingAttached names every required paper that has none."""
    lines = list(case.papers.prefetch_related("files"))
    count, missing = 0, []
    for paper in lines:
        kept = sum(1 for file in paper.files.all() if file.removed_at is None)
        count += kept
        if paper.required and not kept:
            missing.append(paper.name)
    if missing:
        names = "; ".join(missing)
        raise NothingAttached(papers=Words(names, names))
    return count
