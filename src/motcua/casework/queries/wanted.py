"""What somebody asks a worklist for: which tab, narrowed by what, in which order."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, F, Q, QuerySet
from django.db.models.expressions import Combinable

from motcua.base.access import permissions
from motcua.domain.cases.models import DUE, Case
from motcua.domain.cases.states import OPEN, State
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.words import Words

NEAR = timedelta(days=2)
NOBODY = "none"
SCOPES = ("procedure", "field")
STANDING = (State.SUPPLEMENT.value, State.DUTY.value)


@dataclass(frozen=True, slots=True)
class Tab:
    """One list everybody has; `order` is the one it opens with."""

    key: str
    words: Words
    order: str = "due"


MINE = Tab("mine", Words("Việc của tôi", "Mine"))
UNIT = Tab("unit", Words("Của đơn vị", "My unit"))
BELOW = Tab("below", Words("Cả cấp dưới", "All below"))
WAITING = Tab("waiting", Words("Chờ người nộp", "Waiting for applicants"))
READY = Tab("ready", Words("Chờ trả kết quả", "Ready to hand over"))
ALL = Tab("all", Words("Tất cả", "All"), order="-filed")
TABS = (MINE, UNIT, BELOW, WAITING, READY, ALL)


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort: the value of a row, how a key's text is read back, and whether the greatest stands first."""

    key: str
    words: Words
    by: Combinable
    read: Callable[[str], Any] = str
    down: bool = False


def moment_of(text: str) -> datetime:
    """An aware moment from a key. ValueError otherwise."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


ORDERS: dict[str, Order] = {
    order.key: order
    for order in (
        Order("due", Words("Hạn gần nhất trước", "Due first"), DUE, moment_of),
        Order("-due", Words("Hạn xa nhất trước", "Due last"), DUE, moment_of, down=True),
        Order("filed", Words("Nộp sớm nhất trước", "Filed first"), F("submitted_at"), moment_of),
        Order("-filed", Words("Mới nộp trước", "Newest first"), F("submitted_at"), moment_of, down=True),
        Order("-changed", Words("Mới thay đổi trước", "Latest change first"), F("changed_at"), moment_of, down=True),
        Order("name", Words("Tên người nộp A–Z", "Applicant A–Z"), F("applicant__folded_name")),
    )
}


@dataclass(frozen=True, slots=True)
class Due:
    """A colour of lateness as a filter, with the tone and the words it is shown by."""

    key: str
    words: Words
    tone: str


DUES = (
    Due("late", Words("Trễ hạn", "Late"), "late"),
    Due("near", Words("Sắp đến hạn", "Nearly due"), "near"),
    Due("ontime", Words("Còn hạn", "On time"), "ontime"),
    Due("stopped", Words("Tạm dừng tính hạn", "Clock stopped"), "stopped"),
    Due("none", Words("Chưa có hạn", "No due date"), "plain"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty means not narrowed. `agency` is a path, `holder` a position or "none"; a `search` looks in every tab."""

    tab: str = MINE.key
    search: str = ""
    states: tuple[str, ...] = ()
    procedure: str = ""
    field: str = ""
    agency: str = ""
    holder: str = ""
    channel: str = ""
    filed_from: date | None = None
    filed_to: date | None = None
    due: str = ""
    order: str = ""

    @property
    def shown_tab(self) -> Tab:
        """An unknown tab is the first."""
        return next((tab for tab in TABS if tab.key == self.tab), MINE)

    @property
    def sorted_by(self) -> Order:
        return ORDERS.get(self.order) or ORDERS[self.shown_tab.order]

    @property
    def narrowed(self) -> bool:
        """Whether anything but the tab, the order and a search is asked for."""
        plain = Wanted(tab=self.tab, search=self.search, order=self.order)
        return any(getattr(self, each.name) != getattr(plain, each.name) for each in fields(self))


def condition(actor: Actor, wanted: Wanted, now: datetime) -> Q:
    """What a case must be to stand in the list; whether the actor may see it is asked apart."""
    asked = Q() if wanted.search.strip() else in_tab(actor, wanted.shown_tab)
    if wanted.states:
        asked &= Q(state__in=wanted.states)
    if wanted.procedure:
        asked &= Q(procedure_version__procedure__code=wanted.procedure)
    if wanted.field:
        asked &= Q(procedure_version__field__slug=wanted.field)
    if wanted.agency:
        asked &= Q(receiving_path__startswith=wanted.agency) | Q(resolving_path__startswith=wanted.agency)
    if wanted.channel:
        asked &= Q(channel=wanted.channel)
    if wanted.filed_from:
        asked &= Q(submitted_at__gte=midnight(wanted.filed_from))
    if wanted.filed_to:
        asked &= Q(submitted_at__lt=midnight(wanted.filed_to + timedelta(days=1)))
    return asked & held_by(wanted.holder) & due_as(wanted.due, now)


def in_tab(actor: Actor, tab: Tab) -> Q:
    """The condition of a tab."""
    if tab is WAITING:
        return Q(state__in=STANDING)
    if tab is READY:
        return Q(state=State.DECIDED)
    if tab is ALL:
        return Q()
    return held({MINE: for_me, UNIT: at_my_agencies, BELOW: below_me}[tab](actor))


def held(whose: Q) -> Q:
    """In work, with an open task of these; one of the open states, so that its index serves."""
    working = Q(state__in=sorted(OPEN - set(STANDING) | {State.RETURNED}))
    return working & Q(pk__in=Task.objects.filter(whose, closed_at=None).values("case"))


def at_post(path: str, roles: list[str], position: UUID) -> Q:
    """Tasks of these roles at an agency that nobody else has taken."""
    return Q(agency_path=path, role__among=roles) & (Q(assignee=None) | Q(assignee=position))


def for_me(actor: Actor) -> Q:
    """Tasks of my roles at my agencies that nobody else has taken, and what lies on a desk I look after."""
    mine = Q(pk__in=[])
    for post in actor.posts:
        if post.stands_for is not None:
            mine |= Q(assignee=post.stands_for)
            continue
        mine |= at_post(post.agency_path, sorted(post.roles), post.position_id) & of_matter(post, "case__")
    return mine


def of_matter(post: Post, prefix: str = "") -> Q:
    """Only what the delegation behind a post names; everything for another post."""
    if post.only is None:
        return Q()
    keys = {kind: [scope.partition(":")[2] for scope in post.only if scope.startswith(kind)] for kind in SCOPES}
    version = f"{prefix}procedure_version__"
    return Q(**{f"{version}procedure__in": keys["procedure"]}) | Q(**{f"{version}field__in": keys["field"]})


def at_my_agencies(actor: Actor) -> Q:
    return Q(agency_path__in=actor.paths(permissions.CASE_SEE))


def below_me(actor: Actor) -> Q:
    scope = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_SEE):
        scope |= Q(agency_path__startswith=path)
    return scope


def held_by(holder: str) -> Q:
    """Cases whose open task a position (its id) has taken, or nobody."""
    if not holder:
        return Q()
    tasks = Task.objects.filter(closed_at=None)
    if holder == NOBODY:
        return Q(pk__in=tasks.filter(assignee=None).values("case"))
    return Q(pk__in=tasks.filter(assignee=UUID(holder)).values("case"))


def due_as(key: str, now: datetime, near: datetime | None = None) -> Q:
    """The colours apart: each open case has one. `DUE` must be annotated as `due`; `near` is when near ends."""
    near = near or now + NEAR
    running = Q(state__in=sorted(OPEN - set(STANDING) - {State.DECIDED}))
    conditions = {
        "late": running & Q(due__lt=now),
        "near": running & Q(due__gte=now, due__lt=near),
        "ontime": running & Q(due__gte=near),
        "stopped": Q(state__in=STANDING),
        "none": running & Q(due=None),
    }
    return conditions.get(key, Q())


def in_order(cases: QuerySet[Case], order: Order, *, backwards: bool = False) -> QuerySet[Case]:
    """Sorted, rows without a value last; ties by id. `backwards` turns the whole round."""
    ends = {"nulls_first" if backwards else "nulls_last": True} if order.by is DUE else {}
    sort = F("sort").asc(**ends) if order.down is backwards else F("sort").desc(**ends)
    return cases.annotate(sort=order.by).order_by(sort, "-id" if backwards else "id")


def counts_of(now: datetime, near: datetime | None = None) -> dict[str, Aggregate]:
    """What stands above a list: all, by due colour, by state."""
    return {
        "total": Count("pk"),
        **{f"due_{due.key}": Count("pk", filter=due_as(due.key, now, near)) for due in DUES},
        **{f"in_{state}": Count("pk", filter=Q(state=state)) for state in State},
    }


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.LOCAL)
