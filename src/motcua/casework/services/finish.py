"""How a case ends: handed over and closed, withdrawn by the applicant, or stopped by the agency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.base.access import permissions
from motcua.base.acting import act
from motcua.base.documents.services import issue_document
from motcua.base.files.models import StoredFile
from motcua.casework import bundled, papers, steps, sub_requests, walking
from motcua.casework.concrete import concrete
from motcua.casework.finishing import kept, leave
from motcua.casework.frame import lock_case, move, record
from motcua.casework.services import typed
from motcua.casework.services.refuse import needed, slip_number
from motcua.domain.cases import policies
from motcua.domain.cases.enums import ReceiverKind, ResultWanted
from motcua.domain.cases.errors import LastStepAsks, ResultNotReady
from motcua.domain.cases.models import Case, ClockStop, HandOver
from motcua.domain.cases.permissions import check_may, is_filer, post_for
from motcua.domain.cases.states import FACTS, MOVES, MoveRefused
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.words import Words

RECEIVER_NEEDED = Words("Bạn ghi tên người nhận kết quả.", "Please enter who receives the result.")
IDENTITY_NEEDED = Words("Bạn ghi giấy tờ người nhận đã xuất trình.", "Please note the identity paper that was shown.")
NOTHING_CHOSEN = Words("Bạn chọn ít nhất một kết quả.", "Please choose at least one result.")


@dataclass(frozen=True, slots=True)
class Ready:
    """A result as the page showed it."""

    case_id: UUID
    expected: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Who stands there and what they left: the owner, somebody authorised or the post, a signature, a card compared."""

    receiver_kind: str = ReceiverKind.OWNER
    signed: bool = False
    signature: StoredFile | None = None
    card: str = ""

    @property
    def facts(self) -> dict[str, object]:
        facts: dict[str, object] = {"receiver_kind": self.receiver_kind}
        facts |= {"signed": True} if self.signed or self.signature else {}
        return facts | ({"card": self.card} if self.card else {})


UNSIGNED = Proof()


@act
def hand_over_result(
    *,
    actor: Actor,
    case_id: UUID,
    expected: int | None,
    receiver: str,
    identity_shown: str,
    way: str = ResultWanted.COUNTER,
    proof: Proof = UNSIGNED,
    data: Mapping[str, Any] | None = None,
) -> Case:
    """Give the result to a person whose paper was seen. Lateness never blocks it. Invalid names what is missing.

    `data` is what the last step fills in; the documents it produces are done by handing over.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    check_may(actor, permissions.CASE_HAND_OVER, case, case.receiving_path)
    wrong = {}
    if not receiver.strip():
        wrong["receiver"] = RECEIVER_NEEDED
    if not identity_shown.strip():
        wrong["identity_shown"] = IDENTITY_NEEDED
    if wrong:
        raise Invalid(wrong)
    way = ResultWanted.POST if proof.receiver_kind == ReceiverKind.POST else way
    now = move(case, "hand_over")
    open_now = open_tasks_of(case)
    check_ready(case, open_now)
    last = open_now[0] if open_now else None
    done = leave(case, last, data or {}, steps.named(case, last).node.documents) if last else []
    post = actor.post_for(permissions.CASE_HAND_OVER, case.receiving_path)
    HandOver.objects.create(
        case=case,
        way=way,
        receiver_kind=proof.receiver_kind,
        receiver=receiver.strip(),
        identity_shown=identity_shown.strip(),
        signed=proof.signed or proof.signature is not None,
        signature=proof.signature,
        handed_at=now,
        position_id=post.position_id if post else None,
    )
    case.returned_at = now
    planned = walking.cancel(case, ()) if not open_now else walking.complete(case, open_now, open_now[0])
    case.save()
    walked = walking.carry_out(case, planned, now, post=post, outcome="returned", documents=done)
    facts = {"way": way, **proof.facts, **walked.facts, **kept(done)}
    record(case, "case.returned", actor, facts, authority=post or "")
    return case


def check_ready(case: Case, open_now: Sequence[Task]) -> None:
    """ResultNotReady while a step between the decision and handing over is open, such as sealing."""
    for task in open_now:
        if not steps.is_last_step(case, task):
            raise ResultNotReady(step=steps.named(case, task).words)


@act
def hand_over_results(
    *, actor: Actor, ready: Sequence[Ready], receiver: str, identity_shown: str, proof: Proof = UNSIGNED
) -> list[Case]:
    """Give several results to one person at once, all or none; the rows are locked in the order of their ids.

    LastStepAsks names the one whose process has something to be filled in on handing over.
    """
    if not ready:
        raise Invalid({"ready": NOTHING_CHOSEN})
    given = {"actor": actor, "receiver": receiver, "identity_shown": identity_shown, "proof": proof}
    done = []
    for one in sorted(ready, key=lambda one: one.case_id):
        try:
            done.append(hand_over_result(case_id=one.case_id, expected=one.expected, **given))  # type: ignore[arg-type]
        except Invalid as fault:
            if fault.fields.keys() <= {"receiver", "identity_shown"}:
                raise
            raise LastStepAsks(case=str(Case.objects.get(pk=one.case_id))) from fault
    return done


@act
def close_case(*, actor: Actor, case_id: UUID, expected: int | None) -> Case:
    """Nothing is left to do."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    check_may(actor, permissions.CASE_HAND_OVER, case, case.receiving_path)
    case.ended_at = move(case, "close")
    case.save()
    record(case, "case.closed", actor, {})
    return case


@act
def withdraw_case(
    *, actor: Actor, case_id: UUID, expected: int | None, reason: str, page: typed.Sheet | None = None
) -> Case:
    """The applicant takes the case back while nothing is decided; the reception may write it down for them.

    `page` is the page the reason was typed on: NewerTyped when another tab or device kept something since.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    if not is_filer(actor, case) and not actor.may(permissions.CASE_RECEIVE, case.receiving_path):
        raise Denied
    note = needed(reason)
    if page is not None:
        typed.settle(case, page)
    told = end_undecided(case, actor, "withdraw", "withdrawn", note)
    record(case, "case.withdrawn", actor, told)
    sub_requests.recall_open(case, actor, case.changed_at)
    bundled.tell_followers(case, actor)
    return case


@act
def stop_case(*, actor: Actor, case_id: UUID, expected: int | None, reason: str, ground: str = "") -> Case:
    """The agency stops an accepted case, only while no decision exists, with its reason (form 05 of TT 03/2025).

    One that waits for supplements before it was accepted is nobody's to stop yet: MoveRefused.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    check_may(actor, permissions.CASE_DECIDE, case, case.resolving_path)
    if not policies.was_accepted(case):
        raise MoveRefused(move=MOVES["stop"].words, state=FACTS[case.legal_state].words)
    note, ground = concrete(needed(reason)), concrete(ground, "ground")
    told = end_undecided(case, actor, "stop", "stopped", note)
    post = post_for(actor, permissions.CASE_DECIDE, case, case.resolving_path)
    assert post and case.ended_at
    record(case, "case.stopped", actor, {"agency": case.resolving_agency.name, **told}, authority=post)
    sub_requests.recall_open(case, actor, case.ended_at)
    bundled.tell_followers(case, actor)
    number = slip_number(case)
    issue_document(
        kind="stop",
        number=number,
        slip=papers.stop_notice(case, number, note, ground, actor, post.signs or post.title, case.ended_at),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    return case


def end_undecided(case: Case, actor: Actor, verb: str, outcome: str, note: str) -> dict[str, object]:
    """End a case without a decision: close its tasks and its standing clock. What the ledger keeps of it."""
    now = move(case, verb)
    case.ended_at = now
    planned = walking.cancel(case, open_tasks_of(case))
    case.save()
    ClockStop.objects.filter(case=case, ended_at=None).update(ended_at=now)
    post = next((post for post in actor.posts if case.resolving_path.startswith(post.agency_path)), None)
    return walking.carry_out(case, planned, now, post=post, outcome=outcome, note=note).facts
