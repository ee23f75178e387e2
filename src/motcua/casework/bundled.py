"""Cases of one bundle: which waits for which, whose turn has come, and the earlier one's result among the papers."""

from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.ledger import append
from motcua.casework import timing, walking
from motcua.casework.frame import hold_case, subject
from motcua.domain.cases.errors import BundleWaits
from motcua.domain.cases.models import BundleMember, Case, CasePaper, PaperFile
from motcua.domain.cases.states import State
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor


def earlier_of(case: Case) -> Case | None:
    """The case whose result this one needs, whatever has become of it."""
    member = BundleMember.objects.select_related("after").filter(case=case).first()
    return member.after if member else None


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
    for follower in BundleMember.objects.filter(after=case).order_by("case_id").values_list("case_id", flat=True):
        held = hold_case(follower)
        if held.legal_state is not State.SUBMITTED:
            continue
        now = clock.now()
        held.answer_by = timing.answer_due(held, now)
        held.save(update_fields=["answer_by"])
        dues = walking.rededicate(held, open_tasks_of(held), now)
        facts = {"earlier": str(case), "answer_by": held.answer_by, **dues}
        append(subject(held), "case.turn_came", actor, facts, at=now)


def attach_result(case: Case, actor: Actor) -> None:
    """On acceptance: the result of the earlier case as one more paper, so that nobody has to bring it."""
    earlier = earlier_of(case)
    if earlier is None or earlier.decided_at is None:
        return
    found = Document.objects.filter(subject_kind="case", subject_id=str(earlier.pk), kind="result")
    result = found.filter(withdrawal=None).order_by("-created_at").first()
    if result is None:
        return
    stored = ensure_rendered(result)
    paper = CasePaper.objects.create(
        case=case,
        position=case.papers.count() + 1,
        name=f"Kết quả: {earlier.procedure_version.name}",
        required=False,
    )
    added = PaperFile.objects.create(
        paper=paper, file=stored, name=stored.name, size=stored.size, media_type=stored.media_type
    )
    facts = {"earlier": str(earlier), "paper": paper.position, "file": str(added.pk), "sha256": stored.sha256}
    append(subject(case), "case.result_attached", actor, facts)
