"""A draft begun at home, or kept at a counter, is continued at a counter: the same case, nothing typed again.

Lock protocol. What is scarce: the draft. The counter that sends first locks its row and moves it on; another counter
that opened the same draft waits, finds another state or version and hears so before anything is written.
"""

from dataclasses import dataclass
from uuid import UUID

from motcua.base.ledger import append
from motcua.casework.frame import changed, subject
from motcua.domain.cases.errors import DraftGone
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import may_see
from motcua.domain.cases.states import State
from motcua.kernel.actor import Actor

CARRIED = (
    *("procedure_version", "office", "receiving_agency", "resolving_agency"),
    *("receiving_path", "resolving_path", "channel"),
)


@dataclass(frozen=True, slots=True)
class DraftRef:
    """The draft as the counter's page showed it."""

    case_id: UUID
    expected: int
    filing_number: str = ""


def take_over(actor: Actor, draft: DraftRef, fresh: Case) -> Case:
    """The locked draft, from now on received where `fresh` says. The right to receive there is checked by the caller.

    DraftGone when it was sent or thrown away, CaseChanged when its filer went on writing.
    """
    found = Case.objects.select_related("applicant").select_for_update(of=("self",)).filter(pk=draft.case_id)
    case = next(iter(found), None)
    other = case is not None and case.procedure_version_id != fresh.procedure_version_id
    if case is None or other or (case.legal_state is not State.DRAFT and not may_see(actor, case)):
        raise DraftGone(filing=draft.filing_number)
    if case.legal_state is not State.DRAFT or case.version != draft.expected:
        raise changed(case)
    for name in CARRIED:
        setattr(case, name, getattr(fresh, name))
    append(subject(case), "case.draft_taken_over", actor, {"filing": case.filing_number, "office": case.office.name})
    return case
