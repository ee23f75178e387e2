"""Sign-offs under a decision: prepared, initialled, signed, sealed, in this order, each for one text.

A step whose process names sign-offs records them when it is finished. Another text kills every approval given for the
old one: who initialled has to see the new text, so the decision waits until they did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from motcua.casework import steps
from motcua.casework.frame import record
from motcua.domain.cases.errors import NotApproved, NothingDrafted
from motcua.domain.cases.models import Case, DecisionDraft
from motcua.domain.cases.models import SignOff as Approval
from motcua.domain.processes.graph import chain
from motcua.domain.processes.graph.definition import SignOff
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.state import from_json
from motcua.domain.routing.models import Task
from motcua.kernel.actor import Actor, Post
from motcua.kernel.words import Words

WORDS = {
    SignOff.PREPARE: Words("Soạn", "Prepared"),
    SignOff.INITIAL: Words("Ký nháy", "Initialled"),
    SignOff.SIGN: Words("Ký", "Signed"),
    SignOff.SEAL: Words("Đóng dấu", "Sealed"),
}
ORDER = tuple(SignOff)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be decided, as typed."""

    outcome: str
    text: str

    @property
    def digest(self) -> str:
        return sha256(f"{self.outcome}\n{self.text.strip()}".encode()).hexdigest()


def asked_at(case: Case, task: Task) -> tuple[SignOff, ...]:
    """The sign-offs a step records when it is finished."""
    return steps.named(case, task).node.sign_off


def chain_of(case: Case) -> tuple[SignOff, ...]:
    """Every kind of sign-off the case's process asks for, in their order."""
    found = {kind for step in steps.process_of(case) for kind in step.node.sign_off}
    return tuple(kind for kind in ORDER if kind in found)


def chain_ahead(case: Case) -> tuple[SignOff, ...]:
    """Those of them the case came by, or may still come by."""
    state, process = from_json(case.process_state), steps.graph_of(case)
    shape = shape_of(process)
    way = state.done
    for token in state.tokens:
        way |= shape.onward[token.node]
    asked = {kind for node in process.nodes if shape.bits[node.key] & way for kind in node.sign_off}
    return tuple(kind for kind in chain_of(case) if kind in asked)


def draft_of(case: Case) -> DecisionDraft | None:
    return DecisionDraft.objects.filter(case=case).first()


def sign(case: Case, task: Task, post: Post, actor: Actor, said: Draft | None = None) -> None:
    """Record the sign-offs of a step that is being finished, inside its act.

    `said` is the text where the step prepares or decides it. NothingDrafted where there is none to sign, NotApproved
    names the sign-off that is missing for this very text.
    """
    kinds = asked_at(case, task)
    if not kinds and not (said and chain_of(case)):
        return
    draft = draft_of(case)
    if SignOff.PREPARE in kinds and said is not None:
        draft = prepare(case, post, said)
    if draft is None and not said:
        raise NothingDrafted
    digest = said.digest if said else draft.digest if draft else ""
    for kind in kinds:
        check_before(case, kind, digest)
        _record(case, task, kind, post, actor, digest)
    if not kinds:
        check_before(case, SignOff.SIGN, digest)


def prepare(case: Case, post: Post, said: Draft) -> DecisionDraft:
    """Keep the draft; approvals of another text die."""
    assert post.position_id
    told: dict[str, Any] = {"outcome": said.outcome, "text": said.text.strip(), "digest": said.digest}
    told |= {"prepared_at": case.changed_at, "position_id": post.position_id}
    draft, _ = DecisionDraft.objects.update_or_create(case=case, defaults=told)
    living(case).exclude(digest=said.digest).update(died_at=case.changed_at)
    return draft


def living(case: Case) -> QuerySet[Approval]:
    return Approval.objects.filter(case=case, died_at=None)


def check_before(case: Case, kind: SignOff, digest: str) -> None:
    """Every sign-off the case came by before this one is there, for this text."""
    if kind is SignOff.PREPARE:
        return
    given = dict(living(case).order_by("signed_at").values_list("kind", "digest"))
    lacking = chain.lacking(steps.graph_of(case), from_json(case.process_state).done, kind, given, digest)
    if lacking is not None:
        raise NotApproved(what=WORDS[lacking])


def _record(case: Case, task: Task, kind: SignOff, post: Post, actor: Actor, digest: str) -> None:
    living(case).filter(step=task.step, kind=kind).update(died_at=case.changed_at)
    Approval.objects.create(
        case=case,
        step=task.step,
        kind=kind.value,
        position_id=post.position_id,
        signer=actor.name,
        digest=digest,
        signed_at=case.changed_at,
    )
    facts = {"what": kind.value, "title": post.title, "step": task.step, "digest": digest}
    record(case, "case.signed_off", actor, facts, authority=post)


def approvals_of(case: Case) -> Sequence[Approval]:
    """Every approval, dead ones too, in their order."""
    return list(case.sign_offs.order_by("signed_at", "id"))
