"""What a citizen types is kept as it stands within a second, so that a lost network or a dead phone costs no word.

Texts of one page are one sealed row. Every open page has a name of its own (`tab`); what another tab or device kept
after this one was opened is never written over unasked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.frame import lock_case
from motcua.domain.cases.errors import CaseNotFound, NewerTyped
from motcua.domain.cases.models import Case, TypedPage
from motcua.domain.cases.permissions import check_filer
from motcua.domain.cases.states import FACTS, MOVES, MoveRefused, State
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.text import clock_time
from motcua.kernel.words import Words

APPLICANT, SUPPLEMENT, WITHDRAW = "applicant", "supplement", "withdraw"
OPEN_IN = {
    APPLICANT: frozenset({State.DRAFT}),
    SUPPLEMENT: frozenset({State.SUPPLEMENT}),
    WITHDRAW: MOVES["withdraw"].sources,
}
"""The states in which each page of a case can be typed on."""

MOST_CHARACTERS = 60_000
KEEP = Words("Lưu nội dung đang nhập", "Keep what is typed")
TOO_LONG = Words("Nội dung quá dài nên chưa lưu được.", "This is too long to be kept.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it stands in somebody's browser: what it was drawn from, and what is typed on it now."""

    place: str
    tab: str
    revision: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a page; nothing at revision 0."""

    texts: Mapping[str, str]
    revision: int = 0
    saved_at: datetime | None = None


NOTHING = Kept({})


def kept(case: Case, place: str) -> Kept:
    """What was typed last and not sent yet."""
    row = TypedPage.objects.filter(case=case, place=place).first()
    return Kept(json.loads(row.texts), row.revision, row.saved_at) if row else NOTHING


@transaction.atomic
def keep(*, actor: Actor, case_id: UUID, page: Sheet, anyway: bool = False) -> Kept:
    """Keep the page as it stands. NewerTyped when another tab or device kept something since, unless `anyway`.

    Keeping the same again changes nothing, so a request that was sent twice does no harm.
    """
    if page.place not in OPEN_IN:
        raise CaseNotFound
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    check_filer(actor, case)
    if case.legal_state not in OPEN_IN[page.place]:
        raise MoveRefused(move=KEEP, state=FACTS[case.legal_state].words)
    if sum(map(len, page.texts.values())) > MOST_CHARACTERS:
        raise Invalid({"": TOO_LONG})
    row = row_of(case, page.place)
    if json.loads(row.texts) == dict(page.texts) and row.revision:
        return Kept(page.texts, row.revision, row.saved_at)
    if not anyway:
        check_newest(row, page)
    write(row, page.texts, page.tab)
    return Kept(page.texts, row.revision, row.saved_at)


def settle(case: Case, page: Sheet) -> None:
    """The page was sent: nothing of it waits any more. NewerTyped. The case is locked by the caller."""
    row = row_of(case, page.place)
    if json.loads(row.texts) != dict(page.texts):
        check_newest(row, page)
    write(row, {}, page.tab)


def check_newest(row: TypedPage, page: Sheet) -> None:
    """NewerTyped when the row was written since the page was drawn, by another than this page itself."""
    if row.revision > page.revision and row.tab != page.tab:
        raise NewerTyped(at=clock_time(row.saved_at))


def row_of(case: Case, place: str) -> TypedPage:
    return TypedPage.objects.filter(case=case, place=place).first() or TypedPage(case=case, place=place, texts="{}")


def write(row: TypedPage, texts: Mapping[str, str], tab: str) -> None:
    row.texts = json.dumps(dict(texts), ensure_ascii=False)
    row.revision += 1
    row.tab, row.saved_at = tab, clock.now()
    row.save()
