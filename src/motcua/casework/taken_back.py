"""A decision sent back to who signed it, before its result is handed over.

The decision is kept as it was, with the reason; its paper is in force no more, and what was signed and sealed under it
is void. The number stays with the case: the same paper is signed anew, so that the book has no gap.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery

from motcua.base.documents.models import Document, Withdrawal
from motcua.casework.signing import living
from motcua.domain.cases.models import Case, Decision, ReturnedDecision
from motcua.domain.processes.graph.definition import SignOff
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Post

VOID = (SignOff.SIGN.value, SignOff.SEAL.value)
PAPERS = ("result", "refusal")
COPIED = ("outcome", "text", "number", "decided_at", "position_id", "signer", "document_id", "imported")


def take_back(case: Case, decided_at: str, post: Post, reason: str, now: datetime) -> ReturnedDecision:
    """Inside the act that sends the case back; `decided_at` is the step that decided it."""
    decision = Decision.objects.get(case=case)
    told = {name: getattr(decision, name) for name in COPIED}
    done = Task.objects.filter(case=case, step=decided_at, outcome="decided").order_by("-closed_at")
    book = done.values_list("agency__identifier", flat=True).first()
    kept = ReturnedDecision.objects.create(
        case=case,
        **told,
        book=book or "",
        year=clock.local(decision.decided_at).year,
        returned_at=now,
        returned_by_id=post.position_id,
        reason=reason,
    )
    withdraw_papers(case, decision.decided_at, now)
    decision.delete()
    living(case).filter(kind__in=VOID).update(died_at=now)
    case.decided_at = None
    return kept


def withdraw_papers(case: Case, since: datetime, now: datetime) -> None:
    """The result, and the slip that told of a denial."""
    told = Document.objects.filter(subject_kind="case", subject_id=str(case.pk), kind__in=PAPERS, withdrawal=None)
    given = told.filter(created_at__gte=since).values_list("pk", flat=True)
    Withdrawal.objects.bulk_create(Withdrawal(document_id=one, withdrawn_at=now) for one in given)


def kept_number(year: int) -> Subquery:
    """For an open task: the number its case has in that agency's book of the year, from a decision sent back."""
    kept = ReturnedDecision.objects.filter(case=OuterRef("case"), book=OuterRef("agency__identifier"), year=year)
    return Subquery(kept.order_by("-returned_at").values("number")[:1])


def returned_of(case: Case) -> Sequence[ReturnedDecision]:
    """The decisions that were sent back, the last one first."""
    return list(case.returned_decisions.select_related("returned_by__person").order_by("-returned_at"))


def was_returned(tasks: Sequence[Task]) -> bool:
    """Whether a decision may have been sent back, told from the tasks of a case: one was, once it was decided."""
    decided = [task.closed_at for task in tasks if task.outcome == "decided"]
    sent_back = [task.closed_at for task in tasks if task.outcome == "sent_back"]
    return bool(decided and sent_back) and max(filter(None, sent_back)) >= min(filter(None, decided))
