"""The lists most people open: what waits for them, or for their unit, due first. Their statements are built once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Q, QuerySet, UUIDField

from motcua.base.access import permissions
from motcua.base.compiled import Statement, compiled, compiled_counts
from motcua.casework.queries.wanted import (
    MINE,
    NEAR,
    ORDERS,
    UNIT,
    Wanted,
    at_post,
    counts_of,
    held,
    in_order,
)
from motcua.domain.cases.models import DUE, Case
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post

NO_ROWS: Statement = ("SELECT WHERE false", ())
PAGE = 50
COUNTED = 10_000
"""As many cases of a list are counted; beyond, a figure says "at least"."""

SHOWN = ("applicant", "procedure_version")
"""What every list joins. Each table more doubles the time PostgreSQL thinks how to join them: 1 ms here, 10 with four
more. Columns that few people choose bring their own (`also`)."""

FIRST = "first"
"""Among the counts: the cases that stand first, as many as a page has and one more; None where there are none."""

READ = (
    "filing_number", "code", "state", "version", "channel", "procedure_version", "office", "resolving_agency",
    "receiving_path", "process_day", "due_at", "answer_by", "submitted_at", "changed_at", "decided_at", "ended_at",
    "applicant__full_name", "applicant__organisation",
    "procedure_version__number", "procedure_version__name",
)  # fmt: skip
"""What lists read of a case and of what it points at: a tenth of the columns there are, none of them sealed."""


class First(Aggregate):
    """The values of the first rows, in the order the rows come in."""

    function = "ARRAY_AGG"
    template = f"(%(function)s(%(expressions)s))[1:{PAGE + 1}]"
    output_field = ArrayField(UUIDField())


def usual_page(actor: Actor, wanted: Wanted) -> list[Case] | None:
    """The first page of such a list and one row more; None where the list is another. One statement."""
    post = usual(actor, wanted)
    if post is None:
        return None
    if wanted.shown_tab is UNIT:
        return _of_unit(post.agency_path)
    return _mine(post.agency_path, sorted(post.roles), post.position_id)


def usual_counts(actor: Actor, wanted: Wanted, beside: Statement = NO_ROWS) -> dict[str, Any] | None:
    """What is counted over such a list (`counts_of`), which cases are FIRST, the rows of another statement (ROWS).

    None where the list is another. One statement.
    """
    post = usual(actor, wanted)
    if post is None:
        return None
    now = clock.now()
    if wanted.shown_tab is UNIT:
        return _figures_of_unit.with_rows_of(beside, post.agency_path, now, now + NEAR)
    mine = post.agency_path, sorted(post.roles), post.position_id
    return _my_figures.with_rows_of(beside, *mine, now, now + NEAR)


def usual(actor: Actor, wanted: Wanted) -> Post | None:
    """The one post of the actor, where it is ordinary and the list not narrowed, not searched, in its own order."""
    listed = wanted.shown_tab in (MINE, UNIT) and wanted.sorted_by is ORDERS["due"]
    if len(actor.posts) != 1 or not listed or wanted.narrowed or wanted.search.strip():
        return None
    post = actor.posts[0]
    ordinary = post.delegation_id is None and post.stands_for is None and post.only is None
    return post if ordinary and permissions.CASE_SEE in post.permissions else None


@compiled
def shown(cases: list[UUID]) -> QuerySet[Case]:
    """These, as a page of such a list has them."""
    some = Case.objects.filter(id__among=cases).alias(due=DUE)
    return in_order(some, ORDERS["due"]).select_related(*SHOWN).only(*READ)


@compiled
def _mine(path: str, roles: list[str], position: UUID) -> QuerySet[Case]:
    return _due_first(at_post(path, roles, position)).select_related(*SHOWN).only(*READ)[: PAGE + 1]


@compiled
def _of_unit(path: str) -> QuerySet[Case]:
    return _due_first(Q(agency_path=path)).select_related(*SHOWN).only(*READ)[: PAGE + 1]


@compiled_counts
def _my_figures(
    path: str, roles: list[str], position: UUID, now: datetime, near: datetime
) -> tuple[QuerySet[Case], dict[str, Aggregate]]:
    return _due_first(at_post(path, roles, position))[: COUNTED + 1], counts_of(now, near) | {FIRST: First("pk")}


@compiled_counts
def _figures_of_unit(path: str, now: datetime, near: datetime) -> tuple[QuerySet[Case], dict[str, Aggregate]]:
    return _due_first(Q(agency_path=path))[: COUNTED + 1], counts_of(now, near) | {FIRST: First("pk")}


def _due_first(whose: Q) -> QuerySet[Case]:
    filed = Case.objects.filter(submitted_at__isnull=False).alias(due=DUE)
    return in_order(filed.filter(held(whose)), ORDERS["due"])
