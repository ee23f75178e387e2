"""What is missing is asked for once and completely, and answered item by item; the clock then starts anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.base.access import permissions
from motcua.base.access.roles import Leader
from motcua.base.acting import act
from motcua.base.documents.services import issue_document
from motcua.casework import papers, steps, sub_requests, timing, walking
from motcua.casework.concrete import concrete, still_open
from motcua.casework.frame import lock_case, move, record
from motcua.casework.services import typed
from motcua.casework.services.answers import write_answers
from motcua.casework.services.refuse import needed, slip_number
from motcua.domain.cases import policies
from motcua.domain.cases.enums import StopReason
from motcua.domain.cases.errors import SecondSupplement
from motcua.domain.cases.models import Case, ClockStop, SupplementItem, SupplementRequest
from motcua.domain.cases.permissions import check_may, is_filer
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.words import Words

ITEMS_NEEDED = Words("Bạn ghi ít nhất một nội dung cần bổ sung.", "Please name at least one thing to supply.")

NOT_ITS_PAPER = Words("Giấy tờ này không thuộc hồ sơ.", "This paper does not belong to the case.")


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One thing to bring or mend; `paper_id` where it is a paper of the checklist."""

    text: str
    note: str = ""
    paper_id: UUID | None = None


@act
def request_supplement(
    *, actor: Actor, case_id: UUID, expected: int | None, reason: str, items: Sequence[MissingItem]
) -> Case:
    """Ask for everything missing at once (slip 02; Decree 61/2018 Art. 11.2c, 17.1, 19.4).

    Before acceptance the reception asks, afterwards whoever holds the step; SecondSupplement for a second time
    unless a leader asks. Invalid without a reason or an item.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    post = asker(actor, case)
    earlier = case.supplements.count()
    allowed = timing.supplements_allowed(case)
    if earlier >= allowed and Leader.name not in post.roles:
        raise SecondSupplement(n=allowed)
    wanted = [item for item in items if item.text.strip()]
    if not wanted:
        raise Invalid({"items": ITEMS_NEEDED} | ({} if reason.strip() else {"reason": ITEMS_NEEDED}))
    if waiting := still_open(*(part for item in wanted for part in (item.text, item.note))):
        raise Invalid({"items": waiting})
    check_papers(case, wanted)
    reason = concrete(needed(reason))
    now = move(case, "ask_late" if policies.was_accepted(case) else "ask_early")
    request = SupplementRequest.objects.create(
        case=case,
        number=earlier + 1,
        reason=reason,
        after_acceptance=policies.was_accepted(case),
        asked_at=now,
        asked_by_id=post.position_id,
        return_until=timing.return_by(case) if timing.first_return(case) else None,
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(request=request, position=place, text=item.text.strip(), note=item.note, paper_id=item.paper_id)
        for place, item in enumerate(wanted, start=1)
    )
    facts: dict[str, object] = {"items": len(wanted), "number": request.number}
    if request.after_acceptance:
        ClockStop.objects.filter(case=case, reason=StopReason.OPINION, ended_at=None).update(ended_at=now)
        effect = timing.supplement_effect(case, now)
        ClockStop.objects.create(case=case, reason=StopReason.SUPPLEMENT, effect=effect, began_at=now)
        timing.recompute_due(case)
        facts |= {"effect": effect, "due": case.due_at}
        if request.return_until:
            facts |= {"return_until": request.return_until, "returned_late": request.returned_late}
    case.save()
    record(case, "case.supplement_requested", actor, facts, authority=post)
    number = slip_number(case)
    issue_document(
        kind="supplement",
        number=number,
        slip=papers.supplement(case, request, number, actor),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    return case


def check_papers(case: Case, items: Sequence[MissingItem]) -> None:
    """Every named paper is one of the case's own. Invalid otherwise."""
    named = {item.paper_id for item in items if item.paper_id}
    if named - set(case.papers.filter(pk__in=named).values_list("pk", flat=True)):
        raise Invalid({"items": NOT_ITS_PAPER})


def asker(actor: Actor, case: Case) -> Post:
    """The post under which supplements may be asked for now."""
    if policies.was_accepted(case):
        return steps.check_my_step(actor, case).post
    check_may(actor, permissions.CASE_RECEIVE, case, case.receiving_path)
    post = actor.post_for(permissions.CASE_RECEIVE, case.receiving_path)
    assert post
    return post


@act
def answer_supplement(
    *,
    actor: Actor,
    case_id: UUID,
    expected: int | None,
    answer: str = "",
    answers: Mapping[UUID, str] | None = None,
    page: typed.Sheet | None = None,
) -> Case:
    """The applicant, or the reception for them, says that everything asked for is now there.

    `answers` are words to single things by their ids; `page` is the page they were typed on: NewerTyped when
    another tab or device kept something since.

    After acceptance the clock restarts from zero (Decree 61/2018 Art. 19.4) unless a dated rule says stop; it stands
    again where opinions are still out for which it stands.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    if not is_filer(actor, case) and not actor.may(permissions.CASE_RECEIVE, case.receiving_path):
        raise Denied
    if page is not None:
        typed.settle(case, page)
    accepted, dues = policies.was_accepted(case), dict[str, object]()
    now = move(case, "answer_late" if accepted else "answer_early")
    request = case.supplements.get(answered_at=None)
    request.answered_at, request.answer = now, answer.strip()
    request.save(update_fields=["answered_at", "answer"])
    write_answers(request, answers or {})
    if accepted:
        ClockStop.objects.filter(case=case, ended_at=None).update(ended_at=now)
        timing.recompute_due(case)
        dues = walking.rededicate(case, open_tasks_of(case), now) | sub_requests.stand_again(case, now)
    else:
        case.answer_by = timing.answer_due(case, now)
    case.save()
    due = case.due_at if accepted else case.answer_by
    facts: dict[str, object] = {"number": request.number, "due": due.isoformat() if due else None}
    record(case, "case.supplement_answered", actor, facts | dues)
    return case
