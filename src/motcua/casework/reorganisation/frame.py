"""What every stage of a reorganisation looks at: the plan, the bodies it names, and where their successors receive."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from motcua.casework.reorganisation.choosing import Chooser
from motcua.casework.reorganisation.models import Handed, Operation, Undecided
from motcua.casework.reorganisation.plan import SUPERIOR, Plan, from_json
from motcua.domain.directory.models import Agency, Office
from motcua.domain.directory.queries.offices import office_for

POSITION = "directory.Position.agency"


@dataclass
class Frame:
    """`former` are the bodies that end, by id; `bodies` those that stand on the day, by identifier."""

    plan: Plan
    former: dict[UUID, Agency]
    bodies: dict[str, Agency]
    defaults: dict[str, str] = field(default_factory=dict)
    offices: dict[UUID, Office | None] = field(default_factory=dict)
    operation: Operation | None = None

    @cached_property
    def chooser(self) -> Chooser:
        codes = {identifier: agency.territory_code for identifier, agency in self.bodies.items()}
        codes |= {one.identifier: one.territory for one in self.plan.founded}
        return Chooser(self.plan.ends, codes, self.defaults)

    @cached_property
    def ending_offices(self) -> set[UUID]:
        return set(Office.objects.filter(agency__in=list(self.former)).values_list("pk", flat=True))

    @cached_property
    def posts(self) -> dict[UUID, tuple[UUID, UUID]]:
        """Posts that went over: the new post and its agency, by the former post."""
        rows = Handed.objects.filter(operation=self.operation, kind=POSITION, new_id__isnull=False)
        return {row.old_id: (row.new_id, row.successor_id) for row in rows if row.new_id and row.successor_id}

    @cached_property
    def former_posts(self) -> set[UUID]:
        from_former = Handed.objects.filter(operation=self.operation, kind=POSITION)
        return set(from_former.values_list("old_id", flat=True))

    @cached_property
    def waiting_posts(self) -> set[UUID]:
        """Posts of a body that ended, of which nobody has decided yet where they go."""
        asked = Undecided.objects.filter(operation=self.operation, kind=POSITION, done_at=None)
        return set(asked.values_list("object_id", flat=True))

    def office_of(self, agency: Agency) -> Office | None:
        if agency.pk not in self.offices:
            self.offices[agency.pk] = office_for(agency.pk, self.plan.from_day)
        return self.offices[agency.pk]


def frame_of(operation: Operation) -> Frame:
    plan = with_superiors(from_json(operation.plan))
    return Frame(plan, former_of(plan), bodies_of(plan), dict(operation.defaults), operation=operation)


def frame_for(plan: Plan) -> Frame:
    """Of a plan that is only being looked at."""
    plan = with_superiors(plan)
    return Frame(plan, former_of(plan), bodies_of(plan))


def last_day(plan: Plan) -> date:
    return plan.from_day - timedelta(days=1)


def former_of(plan: Plan) -> dict[UUID, Agency]:
    """The bodies that end, as they stand on the last day; those unknown are left out."""
    rows = standing([one.identifier for one in plan.ended], last_day(plan))
    return {row.pk: row for row in rows}


def bodies_of(plan: Plan) -> dict[str, Agency]:
    named = {heir for one in plan.ended for heir in one.successors}
    named |= {one.identifier for one in plan.renamed}
    named |= {name for one in plan.founded for name in (one.identifier, one.parent)}
    return {row.identifier: row for row in standing(named, plan.from_day) if row.identifier not in plan.ends}


def standing(identifiers: Iterable[str], day: date) -> list[Agency]:
    rows = Agency.objects.filter(identifier__in=list(identifiers), valid__contains=day)
    return list(rows.select_related("parent").order_by("path"))


def with_superiors(plan: Plan) -> Plan:
    """ "superior" in the place of a successor is the body above."""
    asking = [one.identifier for one in plan.ended if SUPERIOR in (*one.successors, one.default)]
    if not asking:
        return plan
    above = {row.identifier: row.parent.identifier for row in standing(asking, last_day(plan)) if row.parent}
    ended = []
    for one in plan.ended:
        name = above.get(one.identifier, SUPERIOR)
        heirs = tuple(name if heir == SUPERIOR else heir for heir in one.successors)
        default = name if one.default == SUPERIOR else one.default
        ended.append(type(one)(one.identifier, heirs, one.rules, one.streets, default))
    return Plan(plan.title, plan.decision, plan.from_day, plan.founded, plan.renamed, tuple(ended))
