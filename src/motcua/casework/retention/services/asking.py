"""A citizen asks for erasure, the agency that decided the case answers: within two working days, done within twenty.

NĐ 356/2025/NĐ-CP: an answer within two working days, the request carried out within twenty days, once longer by
fifteen. Law 91/2025/QH15 Art. 14: what law still needs is not erased, and the person is told why.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.calendars.queries import current_calendar
from motcua.base.calendars.working import at
from motcua.base.erasure.marks import ERASED
from motcua.base.ledger import append
from motcua.base.messages.channels import InApp
from motcua.base.messages.models import Message, State
from motcua.casework.frame import lock_case, subject
from motcua.casework.retention.errors import AlreadyAnswered, NothingToAsk, RequestNotFound
from motcua.casework.retention.models import DataRequest, RequestState
from motcua.casework.retention.models.request import OPEN
from motcua.casework.retention.services.erasing import Ground, erase_cases, erase_person, needed
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_filer, check_may, post_for
from motcua.domain.cases.states import ENDED
from motcua.domain.directory.models import Person
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.ids import new_filing_number, new_id
from motcua.kernel.words import Words

ANSWER_DAYS, COMPLETE_DAYS, LONGER_DAYS = 2, 20, 15
SOURCE = "Yêu cầu của chủ thể dữ liệu, Luật 91/2025/QH15 Đ.14"
WHY = Words("Bạn ghi lý do để trả lời người dân.", "Please say why, for the answer to the citizen.")
DONE, REFUSED, LONGER = (
    ("Đã xóa dữ liệu cá nhân của hồ sơ {case}", "Theo yêu cầu {number}, dữ liệu cá nhân của hồ sơ {case} đã được xóa."
     " Quyết định, kết quả đã ký và sổ sự kiện được giữ theo luật."),
    ("Yêu cầu {number} không thực hiện được", "Dữ liệu của hồ sơ {case} chưa xóa được. Lý do: {why}"),
    ("Yêu cầu {number} đang được xem xét", "Yêu cầu xóa dữ liệu của hồ sơ {case} xong chậm nhất {until}. {why}"),
)  # fmt: skip


@transaction.atomic
def ask_erasure(*, actor: Actor, case_ids: Sequence[UUID], account: bool = False, note: str = "") -> list[DataRequest]:
    """One request for each case that has ended and is not asked for yet; with `account` the account goes with the last.

    Where no case is left the account goes at once. NothingToAsk.
    """
    if actor.kind != "citizen" or actor.person_id is None:
        raise Denied
    person, together, now = Person.objects.get(pk=actor.person_id), new_id(), clock.now()
    make = partial(_request, person, together=together, now=now, account=account, note=note)
    made = [one for case_id in sorted(set(case_ids)) if (one := _ask(actor, case_id, make))]
    if not made and account and not needed(person):
        made = [make(None)]
        erase_person(person.pk, Ground("request", SOURCE), actor=actor)
        _end(made[0], RequestState.DONE, "", "")
    if not made:
        raise NothingToAsk
    return made


def _ask(actor: Actor, case_id: UUID, make: Callable[[Case], DataRequest]) -> DataRequest | None:
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    check_filer(actor, case)
    if case.legal_state not in ENDED or DataRequest.objects.filter(case=case, state__in=OPEN).exists():
        return None
    made = make(case)
    append(subject(case), "case.erasure_asked", actor, {"number": made.number, "answer_by": made.answer_by})
    return made


def _request(
    person: Person, case: Case | None, *, together: UUID, now: datetime, account: bool, note: str
) -> DataRequest:
    day = current_calendar().add_working_days(clock.local(now).date(), ANSWER_DAYS)
    return DataRequest.objects.create(
        number=f"DL{new_filing_number()[3:]}", together=together, person=person, case=case, account=account,
        note=note.strip()[:2000], asked_at=now, answer_by=at(day, time(17)),
        complete_by=now + timedelta(days=COMPLETE_DAYS),
    )  # fmt: skip


@transaction.atomic
def accept_request(*, actor: Actor, request_id: UUID, why: str = "") -> DataRequest:
    """Tell that it is being looked into; a second time, with a reason, that it takes longer."""
    asked, case, post = _locked(actor, request_id)
    if asked.state == RequestState.ACCEPTED:
        if asked.extended:
            raise AlreadyAnswered
        if not why.strip():
            raise Invalid({"answer": WHY})
        asked.extended, asked.complete_by = True, asked.complete_by + timedelta(days=LONGER_DAYS)
    asked.state, asked.answered_at, asked.answered_by = RequestState.ACCEPTED, clock.now(), actor.name
    asked.save()
    facts = {"number": asked.number, "complete_by": asked.complete_by}
    append(subject(case), "case.erasure_accepted", actor, facts, authority=post or "")
    _letter(asked, case, LONGER, why, "extended" if asked.extended else "accepted")
    return asked


@transaction.atomic
def approve_request(*, actor: Actor, request_id: UUID) -> DataRequest:
    """Erase the case now, and the account where it was asked for and nothing rests on it. CaseHeld, CaseStillOpen."""
    asked, case, post = _locked(actor, request_id)
    _letter(asked, case, DONE, "", "done")
    erase_cases([case.pk], Ground("request", SOURCE), actor=actor, authority=post or "", strict=True)
    _end(asked, RequestState.DONE, "", actor.name)
    waiting = DataRequest.objects.filter(person=asked.person, state__in=OPEN).exists()
    if asked.account and not waiting and not needed(asked.person):
        erase_person(asked.person_id, Ground("request", SOURCE), actor=actor, authority=post or "")
    return asked


@transaction.atomic
def refuse_request(*, actor: Actor, request_id: UUID, why: str) -> DataRequest:
    """With the reason the person reads."""
    asked, case, post = _locked(actor, request_id)
    if not why.strip():
        raise Invalid({"answer": WHY})
    _end(asked, RequestState.REFUSED, why.strip(), actor.name)
    append(subject(case), "case.erasure_refused", actor, {"number": asked.number}, authority=post or "")
    _letter(asked, case, REFUSED, why.strip(), "refused")
    return asked


def find_request(actor: Actor, request_id: UUID) -> DataRequest:
    """For an official who may answer it. RequestNotFound for others."""
    found = DataRequest.objects.select_related("case__procedure_version", "person").filter(pk=request_id).first()
    if found is None or found.case is None or not actor.may(permissions.DATA_KEEP, found.case.resolving_path):
        raise RequestNotFound
    return found


def _locked(actor: Actor, request_id: UUID) -> tuple[DataRequest, Case, Post | None]:
    """The case first, then the request. RequestNotFound, AlreadyAnswered."""
    found = find_request(actor, request_id)
    assert found.case_id is not None
    case = lock_case(actor=actor, case_id=found.case_id, expected=None)
    check_may(actor, permissions.DATA_KEEP, case, case.resolving_path)
    asked = DataRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request_id)
    if asked.state not in OPEN:
        raise AlreadyAnswered
    return asked, case, post_for(actor, permissions.DATA_KEEP, case, case.resolving_path)


def _end(asked: DataRequest, state: RequestState, answer: str, by: str) -> None:
    now = clock.now()
    asked.state, asked.answer, asked.answered_by, asked.ended_at = state, answer, by, now
    asked.answered_at = asked.answered_at or now
    if state == RequestState.DONE and asked.note:
        asked.note = ERASED
    asked.save()


def _letter(asked: DataRequest, case: Case, text: tuple[str, str], why: str, turn: str) -> None:
    """To the person's inbox, where there is one."""
    if asked.person.account_id is None:
        return
    facts = {
        "case": case,
        "number": asked.number,
        "why": why,
        "until": clock.local(asked.complete_by).strftime("%d/%m/%Y"),
    }
    subject_text, body = (part.format(**facts) for part in text)
    Message.objects.create(
        key=f"data:{asked.pk}:{turn}", kind="data.answered", channel=InApp.name, language="vi",
        account_id=asked.person.account_id, person_id=asked.person_id, subject=subject_text, body=body,
        link="/du-lieu-cua-toi/", state=State.SENT, sent_at=clock.now(), proof="inbox",
    )  # fmt: skip
