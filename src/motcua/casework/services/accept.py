"""The official takes the case in: code, promise, slip 01. From this moment the clock runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from motcua.base.access import permissions
from motcua.base.acting import act
from motcua.base.documents.services import issue_document
from motcua.casework import bundled, elsewhere, papers, timing
from motcua.casework.frame import lock_case, move, record
from motcua.casework.surroundings import along, limits_of
from motcua.domain.cases.errors import PromiseNeeded
from motcua.domain.cases.models import Case, CodeCounter
from motcua.domain.cases.numbering import format_code, practice_code
from motcua.domain.cases.permissions import check_may
from motcua.domain.catalogue.models import TimeLimit
from motcua.domain.routing.services.tasks import set_due
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.database import practising
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

NOT_ITS_LIMIT = Words("Thời hạn này không thuộc thủ tục.", "This is not a time limit of the procedure.")
CHOOSE_LIMIT = Words(
    "Thủ tục có nhiều thời hạn. Bạn chọn thời hạn hợp với hồ sơ.",
    "The procedure has several time limits. Please choose the one that fits the case.",
)
LONGEST_PROMISE = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the official promises: one of the version's time limits, or an own moment with its ground."""

    time_limit_id: object | None = None
    promised_at: datetime | None = None
    ground: str = ""


@act
def accept_case(*, actor: Actor, case_id: UUID, expected: int | None, promise: Promise | None = None) -> Case:
    """Accept a filed case; the code is gapless for the receiving unit and day (TT 01/2018 Art. 19; Decision 20/2020).

    PromiseNeeded when the procedure states no usable time limit and none is entered.
    """
    return take_in(actor, lock_case(actor=actor, case_id=case_id, expected=expected), promise or Promise())


def take_in(actor: Actor, case: Case, promise: Promise, lines: Sequence[papers.HandedIn] | None = None) -> Case:
    """Acceptance of a case this transaction holds locked or has made; `lines` where it has its papers at hand."""
    check_may(actor, permissions.CASE_RECEIVE, case, case.receiving_path)
    bundled.check_turn(case)
    now = move(case, "accept")
    case.accepted_at, case.counts_from = now, elsewhere.begins(case, now)
    make_promise(case, promise, case.counts_from or now)
    case.thread_officer_id = thread_officer(actor, case)
    case.code = next_code(case, now)
    known = along(case)
    timing.recompute_due(case, () if known and not known.stopped else None)
    case.save()
    forward_by = timing.forwarding_due(case, now)
    set_due(case=case, due_at=forward_by)
    facts = accepted_facts(case) | {"task_due": forward_by}
    record(case, "case.accepted", actor, facts, authority=authority(actor, case))
    bundled.attach_result(case, actor)
    if lines is None:
        lines = papers.handed_in(case, no_files=known is not None and not (known.files or known.linked))
    issue_document(
        kind="receipt",
        number=case.code,
        slip=papers.receipt(case, actor, lines),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    return case


def accepted_facts(case: Case) -> dict[str, object]:
    assert case.due_at
    facts: dict[str, object] = {
        "code": case.code,
        "due": case.due_at.isoformat(),
        "limit": limit_text(case),
        "same_day": case.same_day,
        "thread": case.thread_officer_id,
    }
    facts |= {"counted_from": case.counts_from} if case.counts_from else {}
    return facts | ({"ground": case.promise_ground} if case.promise_ground else {})


def limit_text(case: Case) -> str:
    """Such as "5 working_day"; empty where only a moment was promised."""
    return f"{case.limit_value.normalize():f} {case.limit_unit}" if case.limit_value is not None else ""


def make_promise(case: Case, promise: Promise, start: datetime) -> None:
    """Freeze the time limit on the case, from the version or as entered; it counts from `start`."""
    limit = chosen_limit(case, promise)
    if limit is not None and limit.value is not None:
        case.time_limit, case.limit_value, case.limit_unit = limit, Decimal(limit.value), limit.unit
        case.same_day = limit.same_day
        return
    check_entered(promise, clock.now())
    assert promise.promised_at
    case.promised_at, case.promise_ground = promise.promised_at, promise.ground.strip()
    days = timing.working_days_until(case, start, promise.promised_at)
    if days:
        case.limit_value, case.limit_unit = Decimal(days), "working_day"
    else:
        case.same_day = True


def check_entered(promise: Promise, now: datetime) -> None:
    wrong: dict[str, Words] = {}
    if promise.promised_at is None:
        wrong["promised_on"] = Words("Bạn nhập ngày hẹn trả kết quả.", "Please enter the promised day.")
    elif clock.local(promise.promised_at).date() < clock.local(now).date():
        wrong["promised_on"] = Words("Ngày hẹn trả không thể ở quá khứ.", "The promised day cannot be in the past.")
    elif clock.local(promise.promised_at).date() > clock.local(now).date() + LONGEST_PROMISE:
        wrong["promised_on"] = Words("Ngày hẹn trả không quá 5 năm.", "A promise reaches five years at most.")
    if not promise.ground.strip():
        wrong["ground"] = Words("Bạn nhập căn cứ của ngày hẹn.", "Please enter the ground for the promised day.")
    if wrong:
        raise PromiseNeeded(wrong)


def chosen_limit(case: Case, promise: Promise) -> TimeLimit | None:
    """The limit the official chose; else the only one of the case's channel. Invalid where a choice is to be made."""
    limits = limits_of(case.procedure_version_id, case.channel)
    if promise.time_limit_id is not None:
        for limit in limits:
            if str(limit.pk) == str(promise.time_limit_id):
                return limit
        raise Invalid({"time_limit": NOT_ITS_LIMIT})
    if promise.promised_at is not None:
        return None
    stated = {(limit.value, limit.unit, limit.same_day) for limit in limits if limit.value is not None}
    if len(stated) > 1:
        raise Invalid({"time_limit": CHOOSE_LIMIT})
    return next((limit for limit in limits if limit.value is not None), None)


def next_code(case: Case, now: datetime) -> str:
    day = clock.local(now).date()
    unit = case.receiving_agency.identifier
    code = format_code(unit, day, CodeCounter.next_number(unit, day))
    return practice_code(code) if practising() else code


def thread_officer(actor: Actor, case: Case) -> UUID | None:
    """One matter, one contact from start to end: the official who accepted it."""
    post = actor.post_for(permissions.CASE_RECEIVE, case.receiving_path)
    return post.position_id if post else None


def authority(actor: Actor, case: Case) -> str:
    post = actor.post_for(permissions.CASE_RECEIVE, case.receiving_path)
    return post.title if post else ""
