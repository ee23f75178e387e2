"""An agency's standing order to apologise by itself, and carrying it out.

Safe to repeat and to run beside officials: each case is locked as by any act, and one that has its apologies, or
whose clock does not run any more, is passed over.
"""

import logging
from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from motcua.base.access import permissions
from motcua.base.calendars.facts import rules_on
from motcua.base.daysoff.queries import city_rules
from motcua.base.ledger import Subject, append
from motcua.casework.concrete import concrete
from motcua.casework.foresight import Foreseen, Foresight
from motcua.casework.recount import RUNNING
from motcua.casework.services.apologise import Standing, apologise
from motcua.casework.services.refuse import needed
from motcua.domain.cases.models import Apology, ApologyOrder, Case
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied, Fault

AT_ONCE = 500

log = logging.getLogger(__name__)


@transaction.atomic
def set_order(*, actor: Actor, agency_id: UUID, automatic: bool, reason: str) -> ApologyOrder:
    """A leader says whether the system apologises by itself for their agency, and with which words. Denied, Invalid."""
    agency = Agency.objects.filter(pk=agency_id).first()
    post = actor.post_for(permissions.CASE_DECIDE, agency.path) if agency else None
    if agency is None or post is None:
        raise Denied
    text = concrete(needed(reason)) if automatic else reason.strip()
    order, _ = ApologyOrder.objects.update_or_create(
        agency=agency,
        defaults={"automatic": automatic, "reason": text, "set_at": clock.now(), "position_id": post.position_id},
    )
    facts = {"agency": agency.name, "automatic": automatic}
    append(Subject("agency", agency.pk), "agency.apology_order_set", actor, facts, authority=post)
    return order


def apologise_for_all() -> int:
    """By every standing order, all of its cases found before the first is sent; how many apologies were sent.

    Each case is a transaction of its own.
    """
    orders = ApologyOrder.objects.filter(automatic=True).select_related("agency", "position__person")
    return sum(_sent(order, case, found) for order in orders for case, found in list(foreseen_late(order)))


def foreseen_late(order: ApologyOrder) -> Iterator[tuple[Case, Foreseen]]:
    """Its cases that will be late, while an apology is still in time or may become too late before the next run."""
    foresight = Foresight.begun()
    before = rules_on(clock.today(), city_rules()).apology_working_days_before
    for case, tasks in open_cases(Q(resolving_agency=order.agency)):
        found = foresight.of(case, tasks)
        if found is None or not found.late or case.due_at is None or case.due_at <= foresight.now:
            continue
        calendar, _ = foresight.calendar_and_hours(case)
        days = calendar.working_days_between(clock.today(), clock.local(case.due_at).date())
        if before <= days <= before + 1:
            yield case, found


def open_cases(scope: Q) -> Iterator[tuple[Case, list[Task]]]:
    """Cases whose clock runs and that may have one more apology, with their open tasks; the most urgent first.

    Read page by page: whoever has seen enough stops asking.
    """
    allowed = rules_on(clock.today(), city_rules()).apologies_allowed
    used_up = Apology.objects.filter(case=OuterRef("pk"), number__gte=allowed)
    cases = Case.objects.filter(~Exists(used_up), scope, state__in=RUNNING, due_at__isnull=False)
    rows = cases.select_related("applicant", "procedure_version").order_by("due_at", "id")
    batch = list(rows[:AT_ONCE])
    while batch:
        after = Q(due_at__gt=batch[-1].due_at) | Q(due_at=batch[-1].due_at, id__gt=batch[-1].pk)
        tasks = Task.objects.filter(case__in=batch, closed_at=None).order_by("case_id", "opened_at")
        by_case = {key: list(group) for key, group in groupby(tasks, key=lambda task: task.case_id)}
        for case in batch:
            yield case, by_case.get(case.pk, [])
        batch = list(rows.filter(after)[:AT_ONCE]) if len(batch) == AT_ONCE else []


def _sent(order: ApologyOrder, case: Case, found: Foreseen) -> int:
    position = order.position
    standing = Standing(
        signer=f"{position.person.full_name} ({position.title})" if position else order.agency.name,
        title=position.title if position else "",
        position_id=order.position_id,
    )
    try:
        apologise(
            actor=SYSTEM, case_id=case.pk, expected=None, new_day=found.new_day, reason=order.reason, standing=standing
        )
    except Fault as fault:
        log.info("no apology for %s: %s", case.pk, fault.code)
        return 0
    return 1
