"""Automatic steps carried out: each errand in a transaction of its own, with what it does and its entry in the ledger.

Lock protocol. The case is locked first, as by any act; two workers with the same errand queue at its row, and the
second finds it done. What an errand does (an entry, a paper, requests) and its being done stand or fall together: it
is never done twice. What fails is rolled back whole and tried again after `WAITS`; after the last of them it has
failed, and the thread officer hears of it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from motcua.base.ledger import append
from motcua.casework.frame import hold_case, subject
from motcua.casework.services.ask_agency import AskedAgency, Asking, ask_round
from motcua.casework.services.control_slip import issue_control, slip_of
from motcua.casework.walking import agency_for
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.directory.actors import own_post
from motcua.domain.directory.models import Agency, Position
from motcua.domain.directory.queries.succession import agency_or_heir
from motcua.domain.processes.graph.codec import node_from_json
from motcua.domain.processes.graph.definition import Doing, Kind, Node
from motcua.domain.processes.graph.orders import DOCUMENTS
from motcua.domain.routing.enums import AskKind
from motcua.domain.routing.errors import NobodyToAsk
from motcua.domain.routing.models import Errand, ErrandState, SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Post
from motcua.kernel.errors import Fault

log = logging.getLogger("motcua.errands")

MOST = 500
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""How long to wait after the first, second, … failed try; after the last of them the errand has failed."""
LATER = timedelta(hours=1)
"""While the case waits for its applicant, asking and reminding wait too."""
GONE = (State.REFUSED, State.WITHDRAWN, State.STOPPED)
WORKING = (State.ACCEPTED, State.PROCESSING)
STANDING = (State.SUPPLEMENT, State.DUTY, State.SUBMITTED)
BEFORE_DECISION = (Doing.ASK, Doing.REMIND)


def run_errands() -> int:
    """Every errand whose moment has come; how many were carried out. Call it outside of a transaction."""
    due = Errand.objects.filter(state=ErrandState.WAITING, next_try_at__lte=clock.now()).order_by("next_try_at", "id")
    return sum(_try(case_id, errand_id) for case_id, errand_id in due.values_list("case_id", "pk")[:MOST])


def _try(case_id: UUID, errand_id: UUID) -> bool:
    try:
        return run_errand(case_id, errand_id)
    except Exception as error:
        fault = error.code if isinstance(error, Fault) else type(error).__name__
        log.exception("errand %s could not be carried out", errand_id)
        note_failure(case_id, errand_id, fault)
        return False


@transaction.atomic
def run_errand(case_id: UUID, errand_id: UUID) -> bool:
    """One errand; False where it is over, not due yet, not needed any more, or has to wait."""
    case = hold_case(case_id)
    errand, now = Errand.objects.get(pk=errand_id), clock.now()
    if errand.next_try_at is None or errand.next_try_at > now:
        return False
    node = node_from_json(errand.node)
    assert node.order
    state, before = case.legal_state, node.order.does in BEFORE_DECISION
    if state in STANDING and before:
        errand.next_try_at = now + LATER
        errand.save(update_fields=["next_try_at"])
        return False
    needed = state not in GONE and (state in WORKING or not before)
    done = needed and CARRIED[node.order.does](case, node, now)
    _end(errand, ErrandState.DONE if done else ErrandState.DROPPED, now)
    return done


@transaction.atomic
def note_failure(case_id: UUID, errand_id: UUID, fault: str) -> None:
    """Tried once more; after the last time it has failed, and the ledger says so."""
    case = hold_case(case_id)
    errand, now = Errand.objects.get(pk=errand_id), clock.now()
    if errand.state != ErrandState.WAITING:
        return
    errand.tries, errand.fault = errand.tries + 1, fault[:80]
    if errand.tries <= len(WAITS):
        errand.next_try_at = now + WAITS[errand.tries - 1]
        errand.save(update_fields=["tries", "fault", "next_try_at"])
        return
    _end(errand, ErrandState.FAILED, now)
    _tell(case, "case.errand_failed", node_from_json(errand.node), now, fault=errand.fault)


def _end(errand: Errand, state: ErrandState, now: datetime) -> None:
    errand.state, errand.ended_at, errand.next_try_at = state, now, None
    errand.save(update_fields=["state", "ended_at", "next_try_at", "tries", "fault"])


def _tell(case: Case, kind: str, node: Node, now: datetime, **facts: object) -> None:
    """An entry that leaves the case's `version` alone: who works on the case is not disturbed by it."""
    step = {"vi": node.words.vi, "en": node.words.en}
    append(subject(case), kind, SYSTEM, {"step": step} | facts, at=now)


def _text(node: Node) -> dict[str, str]:
    assert node.order
    return {"vi": node.order.text.vi.strip(), "en": node.order.text.en.strip()}


def tell_applicant(case: Case, node: Node, now: datetime) -> bool:
    """The entry is the message: whoever filed gets it in their inbox and by e-mail."""
    _tell(case, "case.applicant_told", node, now, text=_text(node))
    return True


def tell_unit(case: Case, node: Node, now: datetime) -> bool:
    agency, role = agency_for(case, node.performer), node.performer.role if node.performer else ""
    facts = {"agency": agency.name, "agency_id": agency.pk, "role": role}
    _tell(case, "case.unit_told", node, now, text=_text(node), **facts)
    return True


def make_paper(case: Case, node: Node, now: datetime) -> bool:
    """The control slip, from the tasks there were."""
    assert node.order
    document = issue_control(case, slip_of(case, now), SYSTEM)
    words = DOCUMENTS[node.order.document]
    _tell(case, "case.paper_made", node, now, paper={"vi": words.vi, "en": words.en}, number=document.number)
    return True


def ask_others(case: Case, node: Node, now: datetime) -> bool:
    """In the thread officer's name: opinions the decision waits for, with every paper; none is asked twice at once.

    An ASK step waits for them itself; where it is left or its people asked already, nothing is to be done.
    """
    token = _token_at(case, node)
    if token is None:
        return False
    post = _thread_post(case)
    open_now = SubRequest.objects.filter(case=case, kind=AskKind.OPINION, closed_at=None)
    out = set(open_now.values_list("agency", flat=True))
    found: list[tuple[Agency, AskedAgency]] = []
    for asked in node.asks:
        agency = agency_or_heir(asked.agency, clock.today())
        if agency is None or agency.pk == post.agency_id:
            raise NobodyToAsk(agency=asked.agency)
        if agency.pk not in out:
            found.append((agency, AskedAgency(agency.pk, asked.minutes, asked.question.vi)))
    if not found:
        return False
    assert node.order
    shown = list(case.papers.values_list("pk", flat=True))
    asking = Asking(AskKind.OPINION, node.order.text.vi, token, node.key, min(node.enough, len(found)), shown)
    ask_round(case, SYSTEM, post, asking, found)
    return True


def _token_at(case: Case, node: Node) -> int | None:
    """0 for an automatic step; the open token of an ASK step at which nobody was asked yet, None without one."""
    if node.kind is not Kind.ASK:
        return 0
    here = Task.objects.filter(case=case, step=node.key, closed_at=None).values_list("token", flat=True).first()
    asked = SubRequest.objects.filter(case=case, token=here or 0, kind=AskKind.OPINION)
    return None if here is None or asked.exists() else here


def _thread_post(case: Case) -> Post:
    """The thread officer's post, while it is held. NobodyToAsk without one."""
    held = Position.objects.select_related("agency").filter(valid__contains=clock.today())
    position = held.filter(pk=case.thread_officer_id).first() if case.thread_officer_id else None
    if position is None:
        raise NobodyToAsk(agency=case.receiving_agency.identifier)
    return own_post(position)


def remind_holders(case: Case, node: Node, now: datetime) -> bool:
    _tell(case, "case.holders_reminded", node, now, text=_text(node))
    return True


CARRIED: dict[Doing, Callable[[Case, Node, datetime], bool]] = {
    Doing.TELL_APPLICANT: tell_applicant,
    Doing.TELL_UNIT: tell_unit,
    Doing.DOCUMENT: make_paper,
    Doing.ASK: ask_others,
    Doing.REMIND: remind_holders,
}
