"""What every act on a case begins and ends with: the lock, the check for a colleague's change, the move.

Lock protocol. An act locks the case row first (`FOR UPDATE OF` the case alone), then the number counter of a unit or
of a book, then the ledger head of the case. Two officials on one case therefore queue at the case row; the second
finds another `version` than the page it comes from showed and hears who did what, before anything is written.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from motcua.base.compiled import compiled
from motcua.base.ledger import Subject, append, sentence
from motcua.base.ledger.models import Entry
from motcua.casework.surroundings import along, surround, told
from motcua.domain.cases import states
from motcua.domain.cases.errors import CaseChanged, CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_may_see
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

RELATED = (
    "applicant",
    "procedure_version__procedure",
    "time_limit",
    "office__agency",
    "receiving_agency",
    "resolving_agency",
)
"""For readers of many cases, who join; one case is surrounded instead."""

APPLICANT = Words("Người nộp", "The applicant")


def lock_case(*, actor: Actor, case_id: UUID, expected: int | None) -> Case:
    """The case under lock. CaseNotFound for strangers; CaseChanged when `expected` is no longer its version."""
    case = _locked(case_id)
    check_may_see(actor, case)
    check_unchanged(case, expected)
    return surround(case)


def hold_case(case_id: UUID) -> Case:
    """The case under lock for an act of the system itself, which sees every case. CaseNotFound."""
    return surround(_locked(case_id))


def _locked(case_id: UUID) -> Case:
    case = _of_id.first(case_id)
    if case is None:
        raise CaseNotFound
    return case


@compiled
def _of_id(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.select_related("applicant").select_for_update(of=("self",)).filter(pk=case_id)


def check_unchanged(case: Case, expected: int | None) -> None:
    """CaseChanged when the locked case is no longer of the version the page showed."""
    if expected is not None and expected != case.version:
        raise changed(case)


def changed(case: Case) -> CaseChanged:
    """Who did what, when: read from the case's last public ledger entry."""
    last = Entry.objects.filter(subject_kind="case", subject_id=str(case.pk)).order_by("-number").first()
    if last is None:
        return CaseChanged(who=APPLICANT, what=states.FACTS[case.legal_state].words, at=weekday_time(case.changed_at))
    who = Words(last.actor_name, last.actor_name) if last.actor_name else APPLICANT
    return CaseChanged(who=who, what=sentence(last), at=weekday_time(last.at))


def move(case: Case, verb: str) -> datetime:
    """Carry out the table's move on the locked case, in memory; returns the moment. MoveRefused otherwise."""
    case.state = states.target_of(verb, case.legal_state)
    return touch(case)


def touch(case: Case) -> datetime:
    """A change of the case without a change of state: the next version, now."""
    case.version += 1
    case.changed_at = clock.now()
    return case.changed_at


def record(
    case: Case, kind: str, actor: Actor, facts: Mapping[str, Any], *, authority: Post | str = "", first: bool = False
) -> None:
    """Tell the ledger of a change at the very moment the row bears, so that the row can be told from the ledger."""
    known = along(case)
    entry = append(
        subject(case), kind, actor, facts,
        authority=authority, at=case.changed_at, first=first, known=known.head if known else None,
    )  # fmt: skip
    told(case, (entry.number, entry.hash))


def where(case: Case, papers: int) -> dict[str, object]:
    """What the ledger keeps of a case's surroundings: ids, how long its checklist is, which version of the row."""
    return {
        "row_version": case.version,
        "version": case.procedure_version_id,
        "office_id": case.office_id,
        "receiving_id": case.receiving_agency_id,
        "resolving_id": case.resolving_agency_id,
        "papers": papers,
    }


def subject(case: Case) -> Subject:
    return Subject("case", case.pk)
