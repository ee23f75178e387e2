"""The rules applied: batch by batch, each a transaction of its own, so that a killed run goes on where it was."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from motcua.base.access.models import Look
from motcua.base.erasure import listing
from motcua.base.erasure.marks import ERASED
from motcua.base.erasure.models import Tombstone
from motcua.base.files.services.erasing import drop_loose, drop_unknown, loose_files, remove_bytes, unknown_contents
from motcua.base.ledger import Subject, append
from motcua.base.ledger.models import SetAside
from motcua.base.messages.models import Message, State
from motcua.casework.bulk.models import Job
from motcua.casework.retention import rules
from motcua.casework.retention.blanking import blank_papers
from motcua.casework.retention.errors import StillNeeded
from motcua.casework.retention.models import DataRequest
from motcua.casework.retention.models.request import OPEN
from motcua.casework.retention.queries.due import before, due_cases, due_people
from motcua.casework.retention.rules import Rule
from motcua.casework.retention.services.erasing import (
    ALL,
    PAPERS_ALONE,
    Ground,
    erase_cases,
    erase_person,
    lay_tombstones,
)
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State as Legal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import city

log = logging.getLogger("motcua.retention")

BATCH = 100


@dataclass(frozen=True, slots=True)
class Step:
    """How many things are due by a rule, and one batch of them done: how many that were."""

    rule: Rule
    count: Callable[[], int]
    apply: Callable[[], int]


def due() -> dict[str, int]:
    """How many things are due, by rule."""
    return {step.rule.key: step.count() for step in STEPS}


def apply_rules() -> dict[str, int]:
    """Everything that is due, batch by batch; by rule how many things went. The ledger and the log tell."""
    done: dict[str, int] = {}
    for step in STEPS:
        count = 0
        while batch := step.apply():
            count += batch
        done[step.rule.key] = count
        if count:
            log.info("retention %s: %s", step.rule.key, count)
            with transaction.atomic():
                facts = {"rule": step.rule.key, "count": count}
                append(Subject("retention", city()), "retention.applied", SYSTEM, facts)
    done["bytes"] = remove_bytes()
    return done


def replay() -> dict[str, int]:
    """What the list outside tells and the database, brought back from before, does not know yet: erased once more."""
    told = {one.tombstone: one for one in listing.kept()}
    known = {str(key) for key in Tombstone.objects.filter(pk__in=list(told)).values_list("pk", flat=True)}
    done = {"cases": 0, "people": 0, "left": 0}
    for one in (one for key, one in told.items() if key not in known):
        subject_id = UUID(one.id)
        ground = Ground(one.rule, one.ground, {subject_id: UUID(one.tombstone)})
        if one.kind == "person":
            done["people"] += _again(subject_id, ground)
        elif one.rule == rules.DRAFT.key:
            done["cases"] += _drop_drafts(Case.objects.filter(pk=subject_id, state=Legal.DRAFT), ground)
        else:
            gone = erase_cases([subject_id], ground, scope=one.scope)["cases"]
            done["cases"] += gone
            done["left"] += 1 - gone
    done["bytes"] = remove_bytes(0)
    return done


def _again(person_id: UUID, ground: Ground) -> int:
    try:
        return erase_person(person_id, ground)["people"]
    except StillNeeded:
        return 0


def _cases(rule: Rule, scope: str) -> Step:
    def apply() -> int:
        ids = list(due_cases(rule).values_list("pk", flat=True)[:BATCH])
        return erase_cases(ids, Ground(rule.key, rule.source), scope=scope)["cases"]

    return Step(rule, lambda: due_cases(rule).count(), apply)


def _drafts() -> int:
    return _drop_drafts(due_cases(rules.DRAFT), Ground(rules.DRAFT.key, rules.DRAFT.source))


@transaction.atomic
def _drop_drafts(found: QuerySet[Case], ground: Ground) -> int:
    """Gone as if their person had thrown them away; slips given with them lose what is personal."""
    cases = list(found.select_for_update()[:BATCH])
    ids = [case.pk for case in cases]
    if not ids:
        return 0
    lay_tombstones("case", ids, ALL, ground)
    blank_papers(ids)
    for case in sorted(cases, key=lambda one: str(one.pk)):
        append(Subject("case", case.pk), "case.draft_discarded", SYSTEM, {"filing": case.filing_number})
        case.delete()
    return len(ids)


def _people() -> int:
    ground, gone = Ground(rules.PERSON.key, rules.PERSON.source), 0
    for person in due_people()[:BATCH]:
        gone += erase_person(person.pk, ground)["people"]
    return gone


def _messages() -> QuerySet[Message]:
    waiting = (State.QUEUED, State.SENDING, State.UNCERTAIN)
    return Message.objects.filter(created_at__lt=before(rules.MESSAGE)).exclude(state__in=waiting)


def _looks() -> QuerySet[Look]:
    return Look.objects.filter(at__lt=before(rules.LOOK)).exclude(actor_name=ERASED)


def _orders() -> QuerySet[Job]:
    return Job.objects.filter(ended_at__lt=before(rules.ORDER)).exclude(order={})


def _requests() -> QuerySet[DataRequest]:
    texts = DataRequest.objects.exclude(state__in=OPEN).filter(ended_at__lt=before(rules.REQUEST))
    return texts.exclude(note__in=["", ERASED], answer__in=["", ERASED])


def _faults() -> QuerySet[SetAside]:
    return SetAside.objects.filter(handled_at__lt=before(rules.FAULT)).exclude(error=ERASED)


def _sessions() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=clock.now())


def _loose(moment: datetime) -> int:
    return loose_files(moment).count() + sum(1 for _ in unknown_contents(moment))


def _drop_loose(moment: datetime) -> int:
    return drop_loose(moment) or drop_unknown(moment)


def _gone(rule: Rule, found: Callable[[], QuerySet[Any]]) -> Step:
    """Rows that go wholly."""

    def apply() -> int:
        keys = list(found().values_list("pk", flat=True)[:BATCH])
        return int(found().model._default_manager.filter(pk__in=keys).delete()[0])

    return Step(rule, lambda: found().count(), apply)


def _blank(rule: Rule, found: Callable[[], QuerySet[Any]], **values: Any) -> Step:
    """Rows that stay without what is personal."""

    def apply() -> int:
        keys = list(found().values_list("pk", flat=True)[:BATCH])
        return int(found().model._default_manager.filter(pk__in=keys).update(**values))

    return Step(rule, lambda: found().count(), apply)


STEPS: tuple[Step, ...] = (
    Step(rules.DRAFT, lambda: due_cases(rules.DRAFT).count(), _drafts),
    _cases(rules.NOT_ACCEPTED, ALL),
    _cases(rules.CASE, ALL),
    _cases(rules.PAPERS, PAPERS_ALONE),
    Step(rules.PERSON, lambda: due_people().count(), _people),
    _gone(rules.MESSAGE, _messages),
    _blank(rules.LOOK, _looks, actor_name=ERASED),
    _blank(rules.ORDER, _orders, order={}),
    _blank(rules.REQUEST, _requests, note=ERASED, answer=ERASED),
    _blank(rules.FAULT, _faults, error=ERASED),
    _gone(rules.SESSION, _sessions),
    Step(rules.LOOSE, lambda: _loose(before(rules.LOOSE)), lambda: _drop_loose(before(rules.LOOSE))),
)
"""In this order: cases before the people they rest on, both before the files nobody names any more."""
