"""The control slip (slip 06): who had the case when, until when, and how it was with the time of each step.

An office makes it whenever it wants to see or hand over the way of a case; a process may have it made by itself.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.base.documents.facts import to_facts
from motcua.base.documents.models import Document
from motcua.base.documents.services import issue_document, take_number
from motcua.base.documents.slips import ControlSlip
from motcua.base.ledger import append
from motcua.casework import papers
from motcua.casework.frame import lock_case, subject
from motcua.domain.cases.errors import NoStepsYet
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied

BOOK = "KS"
KIND = ControlSlip.kind
TOLD = ("received_at", "due", "lines")
"""What a slip says of the case beyond its own number and moment."""


@transaction.atomic
def make_control_slip(*, actor: Actor, case_id: UUID) -> Document:
    """The slip as of now; while nothing has changed since the last one, that one.

    CaseNotFound for strangers, Denied to applicants, NoStepsYet before acceptance.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    if actor.kind != "official":
        raise Denied
    if case.accepted_at is None:
        raise NoStepsYet
    slip = slip_of(case, clock.now())
    last = Document.objects.filter(subject_kind="case", subject_id=str(case.pk), kind=KIND).order_by("-id").first()
    facts = to_facts(slip)
    if last is not None and all(last.facts[name] == facts[name] for name in TOLD):
        return last
    document = issue_control(case, slip, actor)
    append(subject(case), "case.control_slip", actor, {"number": document.number})
    return document


def slip_of(case: Case, at: datetime) -> ControlSlip:
    """From the tasks there were, in their order; without a number yet."""
    done = Task.objects.filter(case=case).exclude(role="").order_by("opened_at", "position")
    return papers.control(case, "", list(done.select_related("agency", "closed_by__person", "assignee__person")), at)


def issue_control(case: Case, slip: ControlSlip, actor: Actor) -> Document:
    """The slip gets the next number of the receiving agency's book, inside the caller's transaction."""
    year = clock.local(slip.head.issued_at).year
    number = f"{take_number(agency_identifier=case.receiving_agency.identifier, book=BOOK, year=year)}/{BOOK}"
    numbered = replace(slip, number=number)
    return issue_document(
        kind=KIND, number=number, slip=numbered, subject_kind="case", subject_id=str(case.pk), actor=actor
    )
