"""The citizen sends the draft: from here on it is a case that is never lost."""

from collections.abc import Sequence
from uuid import UUID

from motcua.base.acting import act
from motcua.base.documents.services import issue_document
from motcua.casework import bundled, papers, timing, tracking, walking
from motcua.casework.frame import check_unchanged, lock_case, move, record, where
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.errors import NothingAttached
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_filer
from motcua.domain.cases.services.applicants import check_complete
from motcua.domain.catalogue.queries import check_not_stopped
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words


@act
def submit_case(*, actor: Actor, case_id: UUID, expected: int | None = None) -> Case:
    """Send a complete draft to its office; leaves a filing receipt that lists every file.

    Invalid names the fields still empty, NothingAttached the required papers without a file; ProcedureStopped while
    the procedure is suspended or abolished: the draft stays.
    Sending again what was sent before changes nothing and returns the case.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    check_filer(actor, case)
    if case.submitted_at is not None:
        return case
    check_unchanged(case, expected)
    check_not_stopped(case.procedure_version.procedure_id, case.procedure_version.procedure.code)
    check_complete(case)
    lines = papers.handed_in(case)
    files = check_attached(lines)
    case.channel = Channel.ONLINE
    move(case, "submit")
    earlier = bundled.awaited(case)
    planned = note_filing(case, waits=earlier is not None)
    case.save()
    walked = open_reception(case, planned)
    record(case, "case.submitted", actor, filing_facts(case, walked, papers=len(lines), files=files))
    issue_document(
        kind="filing",
        number=case.filing_number,
        slip=papers.filing(case, lines, after=earlier),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    return case


def note_filing(case: Case, *, waits: bool = False) -> walking.Plan:
    """The moment of filing, the tracking secret, the answer owed within 8 working hours, and the process begun.

    One that `waits` for another's result is owed its answer after that.
    """
    case.submitted_at = case.changed_at
    case.tracking_digest = tracking.digest_of(case)
    if case.channel != Channel.COUNTER and not waits:
        case.answer_by = timing.answer_due(case, case.submitted_at)
    return walking.begin(case)


def filing_facts(case: Case, walked: walking.Walked, *, papers: int, files: int) -> dict[str, object]:
    """What the ledger tells of a filing."""
    said = {"filing": case.filing_number, "office": case.office.name, "files": files, "channel": case.channel}
    return said | where(case, papers) | {"answer_by": case.answer_by} | walked.facts


def open_reception(case: Case, planned: walking.Plan) -> walking.Walked:
    """The reception's task."""
    assert case.submitted_at
    return walking.carry_out(case, planned, case.submitted_at, due_at=case.answer_by)


def check_attached(lines: Sequence[papers.HandedIn]) -> int:
    """The number of files. NothingAttached names every required paper that has none."""
    missing = [line.paper.name for line in lines if line.paper.required and not line.files]
    if missing:
        names = "; ".join(missing)
        raise NothingAttached(papers=Words(names, names))
    return sum(len(line.files) for line in lines)
