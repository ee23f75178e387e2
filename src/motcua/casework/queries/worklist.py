"""The lists officials and citizens work from: by due time, paged by key, counted only as far as a screen can say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from motcua.base.access import permissions
from motcua.base.compiled import ROWS, compiled
from motcua.casework.queries.lookup import matching
from motcua.casework.queries.reminders import count_of, counted_beside
from motcua.casework.queries.usual import COUNTED, FIRST, PAGE, SHOWN, shown, usual_counts, usual_page
from motcua.casework.queries.wanted import (
    DUES,
    MINE,
    UNIT,
    Order,
    Wanted,
    condition,
    counts_of,
    in_order,
    of_matter,
)
from motcua.casework.steps import process_of
from motcua.domain.cases.models import DUE, Case
from motcua.domain.cases.states import FACTS, Facts, State
from motcua.domain.catalogue.models import ProcessStep
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.models import Process
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import first_by_case
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

STEP_WORDS = {step.key: step.words for step in DEFAULT_STEPS}
NAMELESS = Words("", "")
OF_A_TASK = (
    "case", "token", "step", "position", "agency", "role", "assignee", "due_at", "agency__short_name",
    "assignee__person__full_name",
)  # fmt: skip
"""What lists read of an open task."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a worklist; `due_at` is also the moment until which an online filing is to be answered.

    `task` is the open one due first, `step` names all that are open.
    """

    case: Case
    facts: Facts
    task: Task | None
    due_at: datetime | None
    step: Words | str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows; `more` is the key behind the last one, "" at the end."""

    rows: Sequence[Row]
    more: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of a list are late, near …, and in which state; `whole` when everything was counted."""

    by_due: dict[str, int]
    by_state: dict[State, int]
    total: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """A list as a screen opens it; `reminded` is how many cases the official is reminded of."""

    page: Page
    figures: Figures
    reminded: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands in a list: "3 of 80". `place` is 0 for a case that is no longer in it."""

    place: int
    total: int
    whole: bool


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The filed cases this official may see: received or resolved at or below one of their agencies."""
    scope = Q(pk__in=[])
    for path in actor.readable(permissions.CASE_SEE):
        scope |= Q(receiving_path__startswith=path) | Q(resolving_path__startswith=path)
    for post in actor.delegated(permissions.CASE_SEE):
        scope |= (Q(receiving_path=post.agency_path) | Q(resolving_path=post.agency_path)) & of_matter(post)
    return Case.objects.filter(scope, submitted_at__isnull=False)


def listed(actor: Actor, wanted: Wanted) -> QuerySet[Case]:
    """The cases of a list, unordered, with their due moment as `due`; a task at one's agency shows any case."""
    by_task = not wanted.search.strip() and wanted.shown_tab in (MINE, UNIT)
    cases = (Case.objects.filter(submitted_at__isnull=False) if by_task else visible_to(actor)).alias(due=DUE)
    if wanted.search.strip():
        cases = cases.filter(matching(wanted.search))
    return cases.filter(condition(actor, wanted, clock.now()))


def worklist(actor: Actor, wanted: Wanted, *, after: str = "", room: int = PAGE, also: Collection[str] = ()) -> Page:
    """A page of the list, with `room` for so many at most; `after` is the `more` of the page before. Two statements.

    `also`: what is read of each case besides, as paths of Django's relations.
    """
    order = wanted.sorted_by
    found = usual_page(actor, wanted) if not (after or also) else None
    if found is None:
        cases = in_order(listed(actor, wanted), order).select_related(*SHOWN, *also)
        found = list(cases.filter(beyond(order, after))[: min(room, PAGE) + 1])
    return page_of(found, room)


def page_of(found: Sequence[Case], room: int) -> Page:
    """The page that begins with these; behind the last of it there are more where more were found."""
    size = min(room, PAGE)
    more = key_of(found[size - 1]) if len(found) > size else ""
    return Page(rows=with_tasks(found[:size]), more=more)


def opened(actor: Actor, wanted: Wanted, *, after: str = "", room: int = PAGE, also: Collection[str] = ()) -> Opening:
    """As `worklist`, with what stands above the page. Of a usual list what counts it also tells which cases stand
    first, so it is put in order once. Three statements, four for any other list.
    """
    beside = counted_beside(actor)
    found = usual_counts(actor, wanted, beside) if beside else None
    if found is None or after or also:
        page = worklist(actor, wanted, after=after, room=room, also=also)
    else:
        page = page_of(shown(found[FIRST] or []), room)
    if found is None:
        return Opening(page, figures(actor, wanted), count_of(actor))
    return Opening(page, figures_of(found), found[ROWS])


def figures(actor: Actor, wanted: Wanted) -> Figures:
    """The counts above a list, in one statement over at most `COUNTED` of its cases, the first of its order."""
    found = usual_counts(actor, wanted)
    if found is None:
        found = in_order(listed(actor, wanted), wanted.sorted_by)[: COUNTED + 1].aggregate(**counts_of(clock.now()))
    return figures_of(found)


def figures_of(found: Mapping[str, int]) -> Figures:
    """From what `counts_of` counted."""
    return Figures(
        by_due={due.key: found[f"due_{due.key}"] for due in DUES},
        by_state={state: found[f"in_{state}"] for state in State if found[f"in_{state}"]},
        total=min(found["total"], COUNTED),
        whole=found["total"] <= COUNTED,
    )


def standing(actor: Actor, wanted: Wanted, case: Case) -> Standing:
    """Which one of the list a case is. One statement."""
    order = wanted.sorted_by
    some = in_order(listed(actor, wanted), order)[: COUNTED + 1]
    here = key_of(keyed(case, order))
    found = some.aggregate(
        total=Count("pk"),
        there=Count("pk", filter=Q(pk=case.pk)),
        behind=Count("pk", filter=beyond(order, here) & ~Q(pk=case.pk)),
    )
    total, whole = min(found["total"], COUNTED), found["total"] <= COUNTED
    return Standing(found["total"] - found["behind"] if found["there"] else 0, total, whole)


def neighbour(actor: Actor, wanted: Wanted, here: str, *, back: bool = False) -> Case | None:
    """The case behind the key in the list, or the one before it."""
    order = wanted.sorted_by
    cases = listed(actor, wanted)
    if back:
        return in_order(cases, order, backwards=True).filter(before(order, here)).first() if here else None
    return in_order(cases, order).filter(beyond(order, here)).first()


def keyed(case: Case, order: Order) -> Case:
    """The case with its sort value, as the database computes it."""
    return Case.objects.annotate(sort=order.by).get(pk=case.pk)


def key_of(case: Case) -> str:
    """The place of a row that came out of `in_order`."""
    value = case.sort  # type: ignore[attr-defined]
    text = value.isoformat() if isinstance(value, datetime) else value or ""
    return f"{text}~{case.pk}"


def beyond(order: Order, after: str) -> Q:
    """What follows a key; a broken key is the beginning."""
    value, last = parted(order, after)
    if last is None:
        return Q()
    if value is None:
        return Q(sort=None, pk__gt=last)
    further = Q(sort__lt=value) if order.down else Q(sort__gt=value)
    return further | Q(sort=value, pk__gt=last) | Q(sort=None)


def before(order: Order, key: str) -> Q:
    """What stands in front of a key; nothing in front of a broken one."""
    value, last = parted(order, key)
    if last is None:
        return Q(pk__in=[])
    if value is None:
        return Q(sort__isnull=False) | Q(sort=None, pk__lt=last)
    nearer = Q(sort__gt=value) if order.down else Q(sort__lt=value)
    return nearer | Q(sort=value, pk__lt=last)


def parted(order: Order, key: str) -> tuple[object, UUID | None]:
    """The value and the id of a key; no id where it cannot be read."""
    text, _, last = key.rpartition("~")
    try:
        return (order.read(text) if text else None), UUID(last)
    except ValueError:
        return None, None


def with_tasks(cases: Sequence[Case]) -> list[Row]:
    """The rows of cases with their open tasks and the names of their steps. One statement.

    Where the city published step tables of its own, each case is asked for the one it was filed under.
    """
    held: dict[int, list[Task]] = {}  # by the number of the identifier, which is told apart without Python
    for task in _tasks([case.id for case in cases]) if cases else []:
        held.setdefault(task.case_id.int, []).append(task)
    return [_row(case, held.get(case.id.int, [])) for case in cases]


@compiled
def _tasks(cases: list[UUID]) -> QuerySet[Task]:
    own = ProcessStep.objects.filter(version=OuterRef("case__procedure_version"), key=OuterRef("step"))
    return (
        Task.objects.filter(case__id__among=cases, closed_at=None)
        .select_related("agency", "assignee__person")
        .only(*OF_A_TASK)
        .annotate(step_vi=Subquery(own.values("name_vi")[:1]), step_en=Subquery(own.values("name_en")[:1]))
        .annotate(published=Exists(Process.objects.all()))
    )


def _row(case: Case, open_now: Sequence[Task]) -> Row:
    answer = case.answer_by if case.legal_state is State.SUBMITTED else None
    if len(open_now) == 1:
        only = open_now[0]
        return Row(case, FACTS[case.legal_state], only, case.due_at or answer, _step(case, only))
    task = first_by_case(open_now).get(case.pk)
    names = [_step(case, one) for one in sorted(open_now, key=lambda one: (one.position, one.token))]
    step: Words | str = Words("; ".join(said.vi for said in names), "; ".join(said.en for said in names))
    return Row(case, FACTS[case.legal_state], task, case.due_at or answer, step if names else "")


def _step(case: Case, task: Task) -> Words:
    """The step's name in the case's own process; that of the usual four where it has none."""
    if task.published:  # type: ignore[attr-defined]
        return next((step.words for step in process_of(case) if step.key == task.step), NAMELESS)
    named: str | None = task.step_vi  # type: ignore[attr-defined]
    if named is None:
        return STEP_WORDS.get(task.step, NAMELESS)
    return Words(named, task.step_en)  # type: ignore[attr-defined]


def my_cases(actor: Actor) -> Sequence[Row]:
    """A citizen's own cases and drafts, the newest first; at most a page."""
    own = Q(filer_id=actor.person_id) | Q(applicant__person_id=actor.person_id)
    cases = Case.objects.filter(own).select_related("procedure_version__procedure", "office", "resolving_agency")
    return with_tasks(list(cases.order_by("-created_at", "-id")[:PAGE]))
