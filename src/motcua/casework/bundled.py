"""Cases of one bundle: which waits for which, whose turn has come, and the earlier one's result among the papers.

Where that result goes back to its signer, a case that went on with it goes on, but is not decided before the earlier
one is decided again; one that was not accepted yet waits as before.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.ledger import append
from motcua.casework import timing, walking
from motcua.casework.frame import hold_case, subject
from motcua.casework.surroundings import along
from motcua.domain.cases.errors import BundleWaits, EarlierTakenBack
from motcua.domain.cases.models import BundleMember, Case, CasePaper, PaperFile
from motcua.domain.cases.states import State
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor


def earlier_of(case: Case) -> Case | None:
    """The case whose result this one needs, whatever has become of it."""
    if alone(case):
        return None
    member = BundleMember.objects.select_related("after").filter(case=case).first()
    return member.after if member else None


def alone(case: Case) -> bool:
    """Whether it is known to be in no bundle."""
    known = along(case)
    return known is not None and not known.linked


def awaited(case: Case) -> Case | None:
    """The same while it is still to be decided; one that ended without a decision is waited for no longer."""
    earlier = earlier_of(case)
    return earlier if earlier and earlier.decided_at is None and earlier.ended_at is None else None


def check_turn(case: Case) -> None:
    earlier = awaited(case)
    if earlier is not None:
        raise BundleWaits(earlier=str(earlier))


def tell_followers(case: Case, actor: Actor) -> None:
    """Decided or over: those that waited for it are answered from now on. Locked in the order of their ids."""
    for held in followers_of(case):
        now = clock.now()
        if went_on(held):
            settle(held, case, actor, now)
        if held.legal_state is not State.SUBMITTED:
            continue
        held.answer_by = timing.answer_due(held, now)
        held.save(update_fields=["answer_by"])
        dues = walking.rededicate(held, open_tasks_of(held), now)
        facts = {"earlier": str(case), "answer_by": held.answer_by, **dues}
        append(subject(held), "case.turn_came", actor, facts, at=now)


def followers_of(case: Case) -> Iterator[Case]:
    """Those that need the result of a case, each under lock, in the order of their ids."""
    if alone(case):
        return iter(())
    ids = BundleMember.objects.filter(after=case).order_by("case_id").values_list("case_id", flat=True)
    return (hold_case(one) for one in list(ids))


def went_on(case: Case) -> bool:
    """Accepted with the earlier result, and not over."""
    return case.accepted_at is not None and case.ended_at is None


def tell_taken_back(case: Case, actor: Actor) -> None:
    """The result of a case went back to its signer. What went on with it loses that paper and is told."""
    for held in followers_of(case):
        now, facts = clock.now(), {"earlier": str(case)}
        if went_on(held):
            remove_result(held, case, actor, now)
            append(subject(held), "case.earlier_returned", actor, facts, at=now)
        elif held.legal_state is State.SUBMITTED:
            held.answer_by = None
            held.save(update_fields=["answer_by"])
            dues = walking.rededicate(held, open_tasks_of(held), now)
            append(subject(held), "case.earlier_returned", actor, facts | dues, at=now)


def earlier_out() -> Subquery:
    """For an open task: the code of the case whose result its own went on with, while that is back at its signer."""
    out = BundleMember.objects.filter(case=OuterRef("case"), case__accepted_at__isnull=False)
    out = out.filter(after__accepted_at__isnull=False, after__decided_at=None, after__ended_at=None)
    return Subquery(out.values("after__code")[:1])


def check_basis(task: Task) -> None:
    """EarlierTakenBack while there is no earlier result to decide by; `earlier_out` was asked along with the task."""
    earlier = getattr(task, "earlier_out", None)
    if earlier is not None:
        raise EarlierTakenBack(earlier=earlier)


def settle(held: Case, earlier: Case, actor: Actor, now: datetime) -> None:
    """Decided again, or over: it may be decided, with the new result where there is one."""
    paper = result_papers(held, earlier).first()
    result = living_result(earlier)
    if paper is not None and result is not None and earlier.decided_at is not None:
        added = put_in(paper, result)
        facts = {"paper": paper.position, "file": str(added.pk), "sha256": added.file.sha256}
        append(subject(held), "case.file_added", actor, facts, at=now)
    append(subject(held), "case.earlier_settled", actor, {"earlier": str(earlier)}, at=now)


def remove_result(held: Case, earlier: Case, actor: Actor, now: datetime) -> None:
    """What is withdrawn is no paper to decide by; it stays on record as removed."""
    of_earlier = Document.objects.filter(subject_kind="case", subject_id=str(earlier.pk), kind="result")
    withdrawn = of_earlier.filter(withdrawal__isnull=False, file__isnull=False).values("file")
    kept = PaperFile.objects.filter(paper__in=result_papers(held, earlier), removed_at=None, file__in=withdrawn)
    for one in kept.select_related("paper"):
        one.removed_at = now
        one.save(update_fields=["removed_at"])
        facts = {"paper": one.paper.position, "file": str(one.pk)}
        append(subject(held), "case.file_removed", actor, facts, at=now)


def result_papers(case: Case, earlier: Case) -> QuerySet[CasePaper]:
    """The paper that holds the earlier result."""
    return CasePaper.objects.filter(case=case, name=paper_name(earlier)).order_by("position")


def paper_name(earlier: Case) -> str:
    return f"Kết quả: {earlier.procedure_version.name}"


def living_result(case: Case) -> Document | None:
    found = Document.objects.filter(subject_kind="case", subject_id=str(case.pk), kind="result", withdrawal=None)
    return found.order_by("-created_at").first()


def put_in(paper: CasePaper, result: Document) -> PaperFile:
    stored = ensure_rendered(result)
    return PaperFile.objects.create(
        paper=paper, file=stored, name=stored.name, size=stored.size, media_type=stored.media_type
    )


def attach_result(case: Case, actor: Actor) -> None:
    """On acceptance: the result of the earlier case as one more paper, so that nobody has to bring it."""
    earlier = earlier_of(case)
    if earlier is None or earlier.decided_at is None:
        return
    result = living_result(earlier)
    if result is None:
        return
    position = case.papers.count() + 1
    paper = CasePaper.objects.create(case=case, position=position, name=paper_name(earlier), required=False)
    added = put_in(paper, result)
    facts = {"earlier": str(earlier), "paper": position, "file": str(added.pk), "sha256": added.file.sha256}
    append(subject(case), "case.result_attached", actor, facts)
