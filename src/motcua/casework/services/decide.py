"""The leader decides: the result document with its number, approval recorded, reception told to hand it over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from motcua.base.access import permissions
from motcua.base.acting import act
from motcua.base.compiled import compiled
from motcua.base.documents.services import issue_document, take_number
from motcua.base.ledger.seals import deposits
from motcua.casework import bundled, papers, signing, steps, sub_requests, walking
from motcua.casework.concrete import still_open
from motcua.casework.finishing import kept, leave
from motcua.casework.frame import lock_case, move, record
from motcua.casework.services.refuse import slip_number
from motcua.casework.taken_back import kept_number
from motcua.domain.cases.enums import Outcome
from motcua.domain.cases.models import Case, Decision
from motcua.domain.cases.permissions import check_may
from motcua.domain.cases.states import MOVES, MoveRefused
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import Task
from motcua.domain.routing.services import tasks
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

TEXT_NEEDED = Words("Bạn ghi nội dung quyết định.", "Please enter the text of the decision.")
OUTCOME_NEEDED = Words("Bạn chọn đồng ý hoặc từ chối.", "Please choose granted or denied.")
BOOK = "KQ"


@act
def decide_case(
    *,
    actor: Actor,
    case_id: UUID,
    expected: int | None,
    outcome: str,
    text: str,
    task_id: UUID | None = None,
    data: Mapping[str, Any] | None = None,
    documents: Sequence[str] = (),
) -> Case:
    """Grant or deny, with a text; a denial is a result and comes with slip 03 (Decree 61/2018 Art. 19.8). Invalid says
    what is missing.

    The agency of the deciding step decides: its number book, its name on the result. `data` and `documents` as in
    `forward_case`. DepositLate while the ledger's seals come to no other place.
    """
    deposits.check_deposited()
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    open_now = tasks.beside(case, _to_decide(case.pk, clock.today().year))
    check_may(actor, permissions.CASE_DECIDE, case, steps.deciding_path(case, open_now))
    task, post, _ = steps.my_step(actor, open_now, task_id)
    if not steps.is_deciding_step(case, task):
        raise MoveRefused(move=MOVES["decide"].words, state=steps.named(case, task).words)
    bundled.check_basis(task)
    sub_requests.check_nothing_awaited(case, task, whole=True)
    check_said(outcome, text)
    done = leave(case, task, data or {}, documents)
    now = move(case, "decide")
    number = getattr(task, "kept_number", None) or next_number(task)
    document = issue_document(
        kind="result",
        number=number,
        slip=papers.result(
            case,
            agency=task.agency,
            number=number,
            granted=outcome == Outcome.GRANTED,
            text=text,
            actor=actor,
            title=post.signs or post.title,
            at=now,
        ),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    if outcome == Outcome.DENIED:
        issue_denial(case, task.agency, number, text, actor, now)
    Decision.objects.create(
        case=case,
        outcome=outcome,
        text=text.strip(),
        number=number,
        decided_at=now,
        position_id=post.position_id,
        signer=actor.name,
        document=document,
    )
    signing.sign(case, task, post, actor, signing.Draft(outcome, text))
    case.decided_at = now
    planned = walking.complete(case, open_now, task)
    case.save()
    walked = walking.carry_out(case, planned, now, post=post, outcome="decided", due_at=case.due_at, documents=done)
    facts = {"agency": task.agency.name, "outcome": outcome, "number": number} | walked.facts | kept(done)
    facts |= {"delegation": post.delegation_id} if post.delegation_id else {}
    record(case, "case.decided", actor, facts, authority=post)
    sub_requests.recall_open(case, actor, now)
    bundled.tell_followers(case, actor)
    return case


@compiled
def _to_decide(case_id: UUID, year: int) -> QuerySet[Task]:
    return tasks.open_of(case_id).annotate(kept_number=kept_number(year), earlier_out=bundled.earlier_out())


def issue_denial(case: Case, agency: Agency, number: str, text: str, actor: Actor, at: datetime) -> None:
    """Slip 03 beside the result it tells of, from the deciding agency's book of slips."""
    own = slip_number(case, agency)
    slip = papers.denial(case, agency, (own, number), text.strip(), actor, at)
    issue_document(kind="refusal", number=own, slip=slip, subject_kind="case", subject_id=str(case.pk), actor=actor)


def next_number(task: Task) -> str:
    taken = take_number(agency_identifier=task.agency.identifier, book=BOOK, year=clock.today().year)
    return f"{taken}/{BOOK}"


def check_said(outcome: str, text: str) -> None:
    wrong = {}
    if outcome not in Outcome.values:
        wrong["outcome"] = OUTCOME_NEEDED
    if not text.strip():
        wrong["text"] = TEXT_NEEDED
    elif waiting := still_open(text):
        wrong["text"] = waiting
    if wrong:
        raise Invalid(wrong)
