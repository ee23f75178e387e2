"""When something may be done with a case, state by state."""

from datetime import UTC, datetime

import pytest

from motcua.domain.cases import policies
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State

OPEN = {State.SUBMITTED, State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT, State.DUTY, State.DECIDED}


@pytest.mark.parametrize("state", State)
def test_a_case_is_open_from_its_filing_until_the_result_is_out_and_a_filer_edits_drafts_and_supplements(
    state: State,
) -> None:
    case = Case(state=state)
    assert policies.is_open(case) == (state in OPEN)
    assert policies.can_be_edited_by_filer(case) == (state in (State.DRAFT, State.SUPPLEMENT))


def test_a_case_was_accepted_once_there_is_a_moment_of_it() -> None:
    assert policies.was_accepted(Case(accepted_at=datetime(2026, 11, 27, tzinfo=UTC)))
    assert not policies.was_accepted(Case())
