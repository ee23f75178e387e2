"""Carrying a plan out: each deed by the act that does it, at its own moment, by the person it belongs to."""

from collections.abc import Callable
from importlib.resources import files

from motcua.base.documents.queue import drawn_on_demand
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import store_made
from motcua.casework.post import HandedByPost
from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import AtCounter, PaperTick, file_at_counter, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.casework.signing import Draft
from motcua.domain.cases.enums import Channel, Outcome
from motcua.domain.cases.models import CasePaper
from motcua.kernel import clock
from motcua.kernel.errors import Fault
from motcua.ops.simulator import elsewhere, texts, together
from motcua.ops.simulator.doer import Doer, details
from motcua.ops.simulator.lives import COUNTER, SPECIALIST
from motcua.ops.simulator.planning import Deed

ATTACHED = (
    ("giay-to.jpg", "image/jpeg"),
    ("anh.png", "image/png"),
    ("don.pdf", "application/pdf"),
)


def carry_out(doer: Doer) -> int:
    """Every deed in the order of time; how many acts were done. What was refused is counted by its code."""
    done = 0
    with drawn_on_demand():
        for deed in doer.plan.deeds:
            with clock.frozen(deed.at):
                try:
                    VERBS[deed.verb](doer, deed)
                    done += 1
                except Fault as fault:
                    doer.failed[f"{deed.verb}: {fault.code}"] = doer.failed.get(f"{deed.verb}: {fault.code}", 0) + 1
    return done


def tiny_files() -> list[StoredFile]:
    """The few files everybody attaches."""
    folder = files(__package__).joinpath("facts")
    return [
        store_made(folder.joinpath(name).read_bytes(), name=name, media_type=kind, pages=1) for name, kind in ATTACHED
    ]


def draft(doer: Doer, deed: Deed) -> None:
    told = doer.told_of(deed)
    case = start_draft(actor=doer.citizen(deed), version_id=doer.version(deed), office_id=doer.office_id)
    told.case_id = case.pk
    told.papers = dict(CasePaper.objects.filter(case=case).values_list("position", "pk"))


def fill(doer: Doer, deed: Deed) -> None:
    told = doer.told_of(deed)
    save_applicant(
        actor=doer.citizen(deed), case_id=doer.case_id(deed), expected=None, details=details(told), summary="",
        result_wanted=told.wanted,
    )  # fmt: skip


def attach(doer: Doer, deed: Deed) -> None:
    paper = doer.told_of(deed).papers[int(str(deed.facts[0]))]
    stored = doer.attached[doer.picked(len(doer.attached))]
    attach_file(actor=doer.citizen(deed), case_id=doer.case_id(deed), paper_id=paper, stored=stored)


def submit(doer: Doer, deed: Deed) -> None:
    submit_case(actor=doer.citizen(deed), case_id=doer.case_id(deed))


def ticks(doer: Doer, deed: Deed) -> list[PaperTick]:
    """Every paper asked for comes on paper."""
    papers = doer.arrival(deed).offer.papers
    return [PaperTick(position, originals=1) for position in papers] or [PaperTick(1, copies=1)]


def receive(doer: Doer, deed: Deed) -> None:
    told = doer.told_of(deed)
    case = receive_at_counter(
        actor=doer.official(deed), version_id=doer.version(deed), office_id=doer.office_id, applicant=details(told),
        ticks=ticks(doer, deed), promise=doer.promise(deed),
    )  # fmt: skip
    told.case_id = case.pk


def file(doer: Doer, deed: Deed) -> None:
    told = doer.told_of(deed)
    case = file_at_counter(
        actor=doer.official(deed), version_id=doer.version(deed), office_id=doer.office_id, applicant=details(told),
        ticks=ticks(doer, deed), channel=Channel(doer.arrival(deed).channel), around=brought_by(doer, deed),
    )  # fmt: skip
    told.case_id = case.pk


def brought_by(doer: Doer, deed: Deed) -> AtCounter:
    """What comes by post is written down as soon as its record is signed."""
    if doer.arrival(deed).channel != "post":
        return AtCounter()
    return AtCounter(post=HandedByPost(texts.RECORD, clock.now(), texts.POSTMAN))


def accept(doer: Doer, deed: Deed) -> None:
    accept_case(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, promise=doer.promise(deed))


def refuse(doer: Doer, deed: Deed) -> None:
    reason = texts.REFUSALS[doer.picked(len(texts.REFUSALS))]
    refuse_case(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, reason=reason)


def ask(doer: Doer, deed: Deed) -> None:
    reason, items = texts.ASKED[doer.picked(len(texts.ASKED))]
    request_supplement(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, reason=reason, items=items)


def answer(doer: Doer, deed: Deed) -> None:
    answer_supplement(actor=doer.filer(deed), case_id=doer.case_id(deed), expected=None, answer=texts.ANSWER)


def take(doer: Doer, deed: Deed) -> None:
    take_task(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None)


def forward(doer: Doer, deed: Deed) -> None:
    note = "" if deed.role == COUNTER else texts.NOTES[doer.picked(len(texts.NOTES))]
    draft = Draft(*said(doer, deed)) if deed.role == SPECIALIST else None
    forward_case(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, note=note, draft=draft)


def said(doer: Doer, deed: Deed) -> tuple[Outcome, str]:
    """What is decided; a specialist prepares the same where the process has it prepared."""
    denied = doer.plan.fates[deed.case].denied
    return (Outcome.DENIED, texts.DENIED) if denied else (Outcome.GRANTED, texts.GRANTED)


def send_back(doer: Doer, deed: Deed) -> None:
    return_to_previous(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, reason=texts.SENT_BACK)


def decide(doer: Doer, deed: Deed) -> None:
    outcome, text = said(doer, deed)
    decide_case(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, outcome=outcome, text=text)


def duty(doer: Doer, deed: Deed) -> None:
    request_duty(
        actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, reason=texts.DUTY,
        amount_vnd=int(str(deed.facts[0])),
    )  # fmt: skip


def settle(doer: Doer, deed: Deed) -> None:
    settle_duty(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, evidence=texts.PAID)


def withdraw(doer: Doer, deed: Deed) -> None:
    withdraw_case(actor=doer.filer(deed), case_id=doer.case_id(deed), expected=None, reason=texts.WITHDRAWN)


def stop(doer: Doer, deed: Deed) -> None:
    stop_case(
        actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, reason=texts.STOPPED,
        ground=texts.STOPPED_BY,
    )  # fmt: skip


def hand_over(doer: Doer, deed: Deed) -> None:
    told = doer.told_of(deed)
    hand_over_result(
        actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, receiver=told.person.name,
        identity_shown=texts.SHOWN, way=told.wanted,
    )  # fmt: skip


def close(doer: Doer, deed: Deed) -> None:
    close_case(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None)


VERBS: dict[str, Callable[[Doer, Deed], None]] = {
    act.__name__: act
    for act in (
        draft, fill, attach, submit, receive, file, accept, refuse, ask, answer, take, forward, send_back, decide,
        duty, settle, withdraw, stop, hand_over, close,
    )
} | elsewhere.VERBS | together.VERBS  # fmt: skip
"""Every verb of a plan and how it is done."""
