"""The lists officials and citizens work from: by due time, paged by key, never counted exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from motcua.base.access import permissions
from motcua.base.access.vault import digest_of
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, Facts
from motcua.domain.routing.models import Task
from motcua.kernel.actor import Actor
from motcua.kernel.identifiers import Malformed, phone
from motcua.kernel.text import fold
from motcua.kernel.words import Words

PAGE = 50


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the worklist."""

    key: str
    words: Words


MINE = Tab("mine", Words("Việc của tôi", "Mine"))
UNIT = Tab("unit", Words("Của đơn vị", "My unit"))
WAITING = Tab("waiting", Words("Chờ người nộp", "Waiting for applicants"))
READY = Tab("ready", Words("Chờ trả kết quả", "Ready to hand over"))
ALL = Tab("all", Words("Tất cả", "All"))
TABS = (MINE, UNIT, WAITING, READY, ALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the worklist."""

    case: Case
    facts: Facts
    task: Task | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    rows: Sequence[Row]
    more: str


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The filed cases this official may see: received or resolved at or below one of their agencies."""
    scope = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_SEE):
        scope |= Q(receiving_path__startswith=path) | Q(resolving_path__startswith=path)
    return Case.objects.filter(scope, submitted_at__isnull=False)


def worklist(actor: Actor, *, tab: str = MINE.key, search: str = "", after: str = "") -> Page:
    """Fifty cases by due time, the most urgent first; `after` is the `more` of the page before."""
    cases = visible_to(actor)
    if search.strip():
        cases = cases.filter(matching(search))
    cases = cases.filter(in_tab(actor, tab)) if tab != ALL.key and not search.strip() else cases
    cases = cases.select_related("applicant", "procedure_version__procedure", "office", "resolving_agency")
    ordered = cases.order_by(F("due_at").asc(nulls_last=True), "id")
    if after:
        ordered = ordered.filter(beyond(after))
    found = list(ordered[: PAGE + 1])
    rows = with_tasks(found[:PAGE])
    return Page(rows=rows, more=key_of(found[PAGE - 1]) if len(found) > PAGE else "")


def in_tab(actor: Actor, tab: str) -> Q:
    """The condition of a tab; an unknown one is the first."""
    if tab == WAITING.key:
        return Q(state__in=["supplement", "duty"])
    if tab == READY.key:
        return Q(state="decided")
    open_tasks = Task.objects.filter(closed_at=None).exclude(case__state__in=["supplement", "duty"])
    if tab == UNIT.key:
        scope = Q(pk__in=[])
        for path in actor.paths(permissions.CASE_SEE):
            scope |= Q(agency_path__startswith=path)
        return Q(pk__in=open_tasks.filter(scope).values("case"))
    return Q(pk__in=open_tasks.filter(for_me(actor)).values("case"))


def for_me(actor: Actor) -> Q:
    """Tasks of my roles at my agencies that nobody else has taken."""
    mine = Q(pk__in=[])
    for post in actor.posts:
        own = Q(agency_path=post.agency_path, role__in=sorted(post.roles))
        mine |= own & (Q(assignee=None) | Q(assignee=post.position_id))
    return mine


def matching(search: str) -> Q:
    """One box: code, filing number, phone, identity number, or words of the applicant's name without accents."""
    typed = search.strip().replace("\x00", "")[:100]
    compact = "".join(typed.upper().split())
    found = Q(code=compact) | Q(filing_number=compact) | Q(applicant__identity_digest=digest_of(compact))
    telephone = _phone(typed)
    if telephone:
        found |= Q(applicant__phone=telephone)
    if compact.isdigit():
        return found | Q(code__endswith=f"-{compact}")
    words = Q()
    for word in fold(typed).split():
        words &= Q(applicant__folded_name__contains=word)
    return found | words


def with_tasks(cases: Sequence[Case]) -> list[Row]:
    tasks = {
        task.case_id: task
        for task in Task.objects.filter(case__in=cases, closed_at=None).select_related("agency", "assignee__person")
    }
    return [Row(case, FACTS[case.legal_state], tasks.get(case.pk), case.due_at or case.answer_by) for case in cases]


def key_of(case: Case) -> str:
    return f"{case.due_at.isoformat() if case.due_at else ''}~{case.pk}"


def beyond(after: str) -> Q:
    """What follows the key of a page's last row; a broken key is the beginning."""
    moment, _, last = after.partition("~")
    try:
        last_id = UUID(last)
        due = datetime.fromisoformat(moment) if moment else None
    except ValueError:
        return Q()
    if due is None or due.tzinfo is None:
        return Q(due_at=None, pk__gt=last_id)
    return Q(due_at__gt=due) | Q(due_at=due, pk__gt=last_id) | Q(due_at=None)


def my_cases(actor: Actor) -> Sequence[Row]:
    """A citizen's own cases and drafts, the newest first; at most a page."""
    own = Q(filer_id=actor.person_id) | Q(applicant__person_id=actor.person_id)
    cases = Case.objects.filter(own).select_related("procedure_version__procedure", "office", "resolving_agency")
    return with_tasks(list(cases.order_by("-created_at", "-id")[:PAGE]))


def _phone(typed: str) -> str:
    try:
        return phone(typed).digits
    except Malformed:
        return ""
