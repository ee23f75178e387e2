"""When something may be done with a case: facts of the case alone, no word about who."""

from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State


def is_open(case: Case) -> bool:
    """Somebody still has something to do before the result is in the applicant's hands."""
    return case.legal_state in states.OPEN


def was_accepted(case: Case) -> bool:
    return case.accepted_at is not None


def can_be_edited_by_filer(case: Case) -> bool:
    """A draft, or a case that waits for supplements: the only times a citizen changes papers."""
    return case.legal_state in (State.DRAFT, State.SUPPLEMENT)
