"""What the pages of a bulk job show: who may be assigned, which templates fit, what happens to each case."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from motcua.base.access.permissions import CASE_ASSIGN
from motcua.casework.bulk.models import Job
from motcua.casework.bulk.orders import ACTIONS, Order, order_of
from motcua.casework.bulk.services.ordering import MOST, judged
from motcua.casework.bulk.verdicts import Verdict
from motcua.casework.queries.officials import officials_for
from motcua.casework.replies import Paper, paper_for, values_of
from motcua.domain.cases.models import Case
from motcua.domain.replies.enums import acts_of
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.replies.queries import template_for, templates_for
from motcua.domain.routing.models import Task
from motcua.faces.desk.forms.bulk import BulkForm, with_template
from motcua.faces.desk.replying import KEYED, ON_PAPER, PICK, PICKED
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, Invalid, NotVisible
from motcua.kernel.words import Words

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One case of a preview: what it is, and why it is not possible."""

    case: Case
    url: str
    reason: Words | None
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """The preview: what is in the way first, then what will be done, and how the first paper will read."""

    barred: list[Line]
    possible: list[Line]
    more: list[Line]
    paper: Paper | None

    @property
    def count(self) -> int:
        return len(self.possible) + len(self.more)


def look(actor: Actor, job: Job, order: Order) -> Look:
    found = judged(actor, order, list(job.rows.all()))
    barred = [line_of(verdict) for verdict in found if verdict.fault is not None]
    sound = [verdict for verdict in found if verdict.fault is None]
    lines = [line_of(verdict) for verdict in sound]
    paper = paper_of(actor, order, (sound or found)[0]) if found else None
    return Look(barred, lines[:SHOWN], lines[SHOWN:], paper)


def line_of(verdict: Verdict) -> Line:
    case = verdict.case
    return Line(case, reverse("desk:case", args=[case.pk]), reason_of(verdict.fault), verdict.words.text)


def reason_of(fault: Fault | None) -> Words | None:
    """Of wrong fields the first one's sentence."""
    if isinstance(fault, Invalid) and fault.fields:
        return next(iter(fault.fields.values()))
    return fault.words if fault is not None else None


def paper_of(actor: Actor, order: Order, verdict: Verdict) -> Paper | None:
    act = order.reply_act
    return paper_for(act, verdict.words, values_of(verdict.case, actor, ON_PAPER)) if act else None


def form_of(actor: Actor, job: Job, data: Any = None) -> BulkForm:
    order = order_of(job.action, job.order)
    return BulkForm(
        data,
        order=order,
        officials=officials_for(tasks_of(job), actor.paths(CASE_ASSIGN)) if job.action == "assign" else (),
    )


def tasks_of(job: Job) -> QuerySet[Task]:
    return Task.objects.filter(case__in=job.rows.values("case"), closed_at=None).select_related("case")


def templates_of(actor: Actor, action: str) -> list[ReplyTemplate]:
    return templates_for(actor, acts_of(action))


def picks(actor: Actor, action: str, picked: str) -> SimpleNamespace | None:
    """For the buttons that choose a template; None for acts without texts."""
    if not acts_of(action):
        return None
    offered = templates_of(actor, action)
    return SimpleNamespace(keyed=offered[:KEYED], others=offered[KEYED:], picked=picked, focus=False)


def picked_order(request: HttpRequest, actor: Actor, order: Order) -> tuple[Order, bool]:
    """The order with the template that was pressed in it; whether one was."""
    try:
        template = template_for(actor, UUID(request.POST.get(PICK, "")))
    except (ValueError, NotVisible):
        return order, False
    if template.kind.action != order.action:
        return order, False
    return with_template(order, template), True


def picked_of(form: BulkForm) -> str:
    return str(form.data.get(PICKED, "")) if form.is_bound else str(form.order.template_id or "")


def typed_ids(values: Sequence[str]) -> list[UUID]:
    """The chosen cases as sent; what is no identifier is left out."""
    found = []
    for value in values[: 2 * MOST]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


class Offered(NamedTuple):
    """An act as one chooses it: its name in the form, and its words."""

    value: str
    label: Words


def actions_offered(actor: Actor) -> tuple[Offered, ...]:
    """The acts one may choose for many cases: those some post of theirs could ever do."""
    rights = {"accept": "case.receive", "decide": "case.decide", "assign": "case.assign", "close": "case.hand_over",
              "move_version": "case.decide",
              "apologise": "case.decide"}  # fmt: skip
    likely = sorted(ACTIONS, key=lambda name: (name != "decide", name != "accept"))
    return tuple(Offered(name, ACTIONS[name]) for name in likely if name not in rights or actor.may(rights[name]))
