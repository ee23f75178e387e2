"""The erasure: a tombstone first, then a line outside the database, then what is personal goes, and the ledger says so.

Lock protocol. The cases are locked first, in the order of their ids, then the heads of their chains in the same order,
as every act does. A hold is looked for under the lock of its case, which whoever places one takes as well.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.base.access.models import Account
from motcua.base.erasure import listing
from motcua.base.erasure.models import Tombstone
from motcua.base.files.models import Upload
from motcua.base.ledger import Subject, append
from motcua.base.messages.models import Message, State
from motcua.casework.retention.blanking import blank, blank_cases, table_of
from motcua.casework.retention.errors import CaseHeld, CaseStillOpen, StillNeeded
from motcua.casework.retention.fates import FATES
from motcua.casework.retention.models import Hold
from motcua.casework.retention.rules import PERSON
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import ENDED
from motcua.domain.directory.models import Person, Position
from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.kernel.ids import new_id

ALL, PAPERS_ALONE = "all", "papers"


@dataclass(frozen=True, slots=True)
class Ground:
    """By which rule and which source; `known` gives tombstones of before their ids again, at a replay."""

    rule: str
    source: str
    known: Mapping[UUID, UUID] = field(default_factory=dict)

    @property
    def again(self) -> bool:
        return bool(self.known)


@transaction.atomic
def erase_cases(
    ids: Collection[UUID],
    ground: Ground,
    *,
    scope: str = ALL,
    actor: Actor = SYSTEM,
    authority: Post | str = "",
    strict: bool = False,
) -> Counter[str]:
    """What is personal in these cases goes; "cases" counts them. One that is open or held is passed over; `strict`
    says so instead: CaseHeld, CaseStillOpen.
    """
    cases = list(Case.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    held = {one.case_id: one for one in Hold.objects.filter(case__in=cases, released_at=None)}
    if strict and held:
        raise CaseHeld(citation=next(iter(held.values())).citation)
    going = [case.pk for case in cases if case.pk not in held and case.legal_state in ENDED]
    if strict and len(going) < len(cases):
        raise CaseStillOpen
    if not going:
        return Counter()
    stones = lay_tombstones("case", going, scope, ground)
    done = blank_cases(going, scope)
    for stone in stones:
        facts = {"scope": scope, "rule": ground.rule, "ground": ground.source, "tombstone": str(stone.pk)}
        _tell(Subject("case", stone.subject_id), "case.erased", facts, ground, actor, authority)
    done["cases"] = len(going)
    return done


@transaction.atomic
def erase_person(person_id: UUID, ground: Ground, *, actor: Actor = SYSTEM, authority: Post | str = "") -> Counter[str]:
    """Details and account of somebody of whom no case is left. StillNeeded for others, and for who holds a post."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None or needed(person):
        raise StillNeeded
    (stone,) = lay_tombstones("person", [person.pk], ALL, ground)
    done: Counter[str] = Counter()
    for fate in FATES:
        if fate.rule is PERSON and fate.of:
            done[table_of(fate)] += blank(fate, [person.pk])
    own = Q(person_id=person.pk)
    if person.account_id is not None:
        own |= Q(account_id=person.account_id)
        done["access_account"] += _close_account(person.account_id)
        done["files_upload"] += Upload.objects.filter(owner=person.account_id).delete()[0]
    done["correspondence_message"] += Message.objects.filter(own).exclude(state=State.SENDING).delete()[0]
    facts = {"rule": ground.rule, "ground": ground.source, "tombstone": str(stone.pk)}
    _tell(Subject("person", person.pk), "person.erased", facts, ground, actor, authority)
    done["people"] = 1
    return done


def needed(person: Person) -> bool:
    """Whether a case that is not erased, or a post, still rests on this person."""
    if person.staff_account_id is not None or Position.objects.filter(person=person).exists():
        return True
    return Case.objects.filter(Q(filer=person) | Q(applicant__person=person)).exists()


def _close_account(account_id: UUID) -> int:
    """Nobody signs in with it again; every open session ends with its rights."""
    account = Account.objects.select_for_update().get(pk=account_id)
    account.username, account.email, account.last_login, account.is_active = f"erased-{account_id}", "", None, False
    account.rights_version += 1
    account.set_unusable_password()
    account.save()
    return 1


def lay_tombstones(kind: str, ids: list[UUID], scope: str, ground: Ground) -> list[Tombstone]:
    """In the database, and outside of it unless the line is there already."""
    stones = [
        Tombstone(
            id=ground.known.get(one, new_id()), subject_kind=kind, subject_id=str(one), scope=scope, rule=ground.rule,
            ground=ground.source, again=ground.again,
        )
        for one in ids
    ]  # fmt: skip
    Tombstone.objects.bulk_create(stones)
    if not ground.again:
        listing.keep(
            listing.Erased(str(one.pk), kind, one.subject_id, scope, one.rule, one.ground,
                           one.at.astimezone(UTC).isoformat())
            for one in stones
        )  # fmt: skip
    return stones


def _tell(
    subject: Subject, kind: str, facts: dict[str, str], ground: Ground, actor: Actor, authority: Post | str
) -> None:
    append(subject, kind, actor, facts | ({"again": True} if ground.again else {}), authority=authority)
