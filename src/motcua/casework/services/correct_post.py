"""The hand-over record with the post was entered wrongly: what it really says, why, and the clock recounted.

What was entered stays in the tables and in the ledger. A promise moves against the applicant only by a leader.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.documents.services import issue_document
from motcua.casework import elsewhere, papers, post, timing
from motcua.casework.concrete import concrete
from motcua.casework.frame import lock_case, record, touch
from motcua.casework.services.apologise import move_tasks
from motcua.casework.services.refuse import needed
from motcua.casework.surroundings import rules_of_time
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Case, PostalCorrection, PostalRecord
from motcua.domain.cases.states import FACTS, OPEN, MoveRefused
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Conflict, Denied, Invalid
from motcua.kernel.text import tidy, weekday_time
from motcua.kernel.words import Words

ACT = Words("Sửa biên bản giao nhận với bưu điện", "Correct the hand-over record with the post")
SAME = Words("Biên bản đã ghi đúng như vậy.", "The record says this already.")
NEW_RECEIPT = "Thay giấy đã cấp: biên bản giao nhận với bưu điện được sửa"


class LaterByCorrection(Conflict):
    """Facts: was, due."""

    code = "case.later_by_correction"
    sentence = Words(
        "Sửa như vậy thì hạn trả muộn hơn: từ {was} thành {due}. Chỉ lãnh đạo nơi tiếp nhận sửa được.",
        "With this the promise gets later: {due} instead of {was}. Only a leader of the receiving agency may do so.",
    )


@dataclass(frozen=True, slots=True)
class Really:
    """What the record says; `signed_at` None where its day or hour was left out."""

    number: str
    signed_at: datetime | None
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What stood until now."""

    number: str
    signed_at: datetime
    sent_on: date | None


@transaction.atomic
def correct_post(*, actor: Actor, case_id: UUID, expected: int | None, really: Really, reason: str) -> Case:
    """Officials and leaders of the reception. Invalid names what is wrong, LaterByCorrection says who may."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    authority = may_correct(actor, case)
    found = post.record_of(case)
    if found is None or case.state not in OPEN:
        raise MoveRefused(move=ACT, state=FACTS[case.legal_state].words)
    reason = concrete(needed(reason))
    signed_at = check(found, really)
    before = Before(found.number, found.signed_at, found.sent_on)
    now, was = touch(case), case.due_at
    PostalCorrection.objects.create(
        record=found, number=tidy(really.number), signed_at=signed_at, sent_on=really.sent_on, reason=reason,
        position_id=authority.position_id, corrected_at=now,
    )  # fmt: skip
    recount(case)
    if was and case.due_at and case.due_at > was and not leads(actor, case):
        raise LaterByCorrection(was=weekday_time(was), due=weekday_time(case.due_at))
    case.save()
    tell(case, actor, authority, before, really, was)
    return case


def may_correct(actor: Actor, case: Case) -> Post:
    """Under which post: who receives there, or the leader. Denied."""
    for permission in (permissions.CASE_RECEIVE, permissions.CASE_DECIDE):
        held = actor.post_for(permission, case.receiving_path)
        if held is not None:
            return held
    raise Denied


def leads(actor: Actor, case: Case) -> bool:
    return actor.may(permissions.CASE_DECIDE, case.receiving_path)


def check(found: PostalRecord, really: Really) -> datetime:
    """When it was signed. Invalid names every wrong field; a record is corrected as of the day it was entered."""
    with_all = post.HandedByPost(really.number, really.signed_at, found.giver, really.sent_on)
    try:
        signed_at = with_all.check(found.noted_at)
    except Invalid as fault:
        raise Invalid({name.removeprefix("post_"): words for name, words in fault.fields.items()}) from fault
    if (tidy(really.number), signed_at, really.sent_on) == (found.number, found.signed_at, found.sent_on):
        raise Invalid({"number": SAME})
    return signed_at


def recount(case: Case) -> None:
    """From when the promise counts, and until when; a case for an agency elsewhere counts from its transfer still."""
    if case.accepted_at is None:
        return
    if not (elsewhere.is_elsewhere(case) and elsewhere.by_transfer(case.accepted_at, rules_of_time(case))):
        case.counts_from = post.counts_from(case)
    timing.recompute_due(case)


def tell(case: Case, actor: Actor, authority: Post, before: Before, really: Really, was: datetime | None) -> None:
    """The ledger keeps what stood before; a promise that moved goes to the steps and gets a receipt anew."""
    facts: dict[str, object] = {
        "number": tidy(really.number), "at": really.signed_at, "was_number": before.number,
        "was_at": before.signed_at, "due": case.due_at,
    }  # fmt: skip
    if before.sent_on != really.sent_on:
        facts |= {"sent_on": really.sent_on, "was_sent_on": before.sent_on}
    if case.accepted_at:
        facts |= {"counted_from": case.counts_from, "was": was}
    if was and case.due_at and was != case.due_at:
        move_tasks(case, was, case.due_at)
    record(case, "case.post_corrected", actor, facts, authority=authority)
    if was and case.due_at and was != case.due_at and case.code:
        slip = replace(papers.receipt(case, actor), due_note=NEW_RECEIPT)
        issue_document(
            kind="receipt", number=case.code, slip=slip, subject_kind="case", subject_id=str(case.pk), actor=actor
        )


def may_be_corrected(actor: Actor, case: Case) -> bool:
    """Whether the act is offered; no statement is sent."""
    by_post = case.channel == Channel.POST and case.submitted_at is not None and case.state in OPEN
    may = (permissions.CASE_RECEIVE, permissions.CASE_DECIDE)
    return by_post and any(actor.may(permission, case.receiving_path) for permission in may)
