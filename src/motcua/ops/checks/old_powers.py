"""What rested on posts on the eve of 1 July 2025: at every body a delegation, an absence, an order and a rule."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from motcua.casework.services.delegate import Given, delegate
from motcua.domain.cases.models import ApologyOrder
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory import validity
from motcua.domain.directory.models import Absence, Agency, Position
from motcua.domain.routing.models import AssignmentRule
from motcua.kernel.actor import SYSTEM

FIRST, LAST = date(2025, 6, 2), date(2025, 12, 31)
AWAY = validity.days(date(2025, 6, 30), date(2025, 7, 4))
APOLOGY = "Hệ thống tính thuế của cơ quan thuế ngừng hoạt động từ ngày 20/06."


def empower(agencies: Iterable[Agency]) -> None:
    """The head lets the specialist sign; the specialist is away over the day; apologies go out by themselves."""
    procedure = receivable_versions()[0].procedure_id
    posts: dict[UUID, dict[str, Position]] = {}
    for post in Position.objects.all():
        posts.setdefault(post.agency_id, {})[post.roles[0]] = post
    rows: dict[type[Any], list[Any]] = {Absence: [], ApologyOrder: [], AssignmentRule: []}
    for agency in agencies:
        mine = posts[agency.pk]
        head, other, counter = mine["leader"], mine["specialist"], mine["counter_official"]
        delegate(actor=SYSTEM, given=Given(
            agency_id=agency.pk, giver_id=head.pk, form="kt", scopes=(f"procedure:{procedure}",), decision="12/QĐ-UBND",
            decided_on=FIRST, first_day=FIRST, last_day=LAST, to_position_id=other.pk,
        ))  # fmt: skip
        rows[Absence].append(Absence(position=other, deputy=counter, valid=AWAY))
        rows[ApologyOrder].append(ApologyOrder(agency=agency, automatic=True, reason=APOLOGY, position=head))
        rows[AssignmentRule].append(AssignmentRule(agency=agency, role="specialist", way="load"))
    for model, made in rows.items():
        model._default_manager.bulk_create(made)
