"""What is due by each rule now."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from motcua.base.erasure.marks import ERASED
from motcua.base.erasure.models import Tombstone
from motcua.casework.retention.models import Hold, Setting
from motcua.casework.retention.rules import CASE, DRAFT, NOT_ACCEPTED, PAPERS, PERSON, Rule
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import ENDED, State
from motcua.domain.directory.models import Person, Position
from motcua.kernel import clock


def days_of(rule: Rule, procedure_id: UUID | None = None) -> int | None:
    """How long it is kept now, of this procedure; None for ever."""
    found = {one.procedure_id: one.days for one in Setting.objects.filter(rule=rule.key)}
    return found.get(procedure_id, found.get(None, rule.days))


def before(rule: Rule, now: datetime | None = None) -> datetime:
    """What is older than that has been kept long enough."""
    return (now or clock.now()) - timedelta(days=days_of(rule) or 0)


def due_cases(rule: Rule, trial: dict[UUID | None, int] | None = None) -> QuerySet[Case]:
    """Cases whose time by a rule is over, oldest first; `trial` stands in for what is set, to see what it would do."""
    if rule is DRAFT:
        return Case.objects.filter(_older("changed_at", rule, trial), state=State.DRAFT).order_by("changed_at", "pk")
    told = Tombstone.objects.filter(subject_kind="case", subject_id=Cast(OuterRef("pk"), TextField()))
    scope = {} if rule is PAPERS else {"scope": "all"}
    held = Hold.objects.filter(case=OuterRef("pk"), released_at=None)
    found = Case.objects.filter(_older("ended_at", rule, trial), state__in=sorted(ENDED))
    found = found.filter(accepted_at__isnull=rule is NOT_ACCEPTED).filter(~Exists(told.filter(**scope)), ~Exists(held))
    return found.order_by("ended_at", "pk")


def _older(moment: str, rule: Rule, trial: dict[UUID | None, int] | None) -> Q:
    """By the days of each case's own procedure."""
    days = trial if trial is not None else {
        one.procedure_id: one.days for one in Setting.objects.filter(rule=rule.key)
    }  # fmt: skip
    now, common = clock.now(), days.get(None, rule.days)
    assert common is not None
    own = {procedure: count for procedure, count in days.items() if procedure is not None}
    found = Q(**{f"{moment}__lt": now - timedelta(days=common)})
    if own:
        found &= ~Q(procedure_version__procedure__in=list(own))
    for procedure, count in own.items():
        limit = now - timedelta(days=count)
        found |= Q(procedure_version__procedure=procedure, **{f"{moment}__lt": limit})
    return found


def due_people() -> QuerySet[Person]:
    """People of whom no case is left and who have not been here for so long; not those who hold or held a post."""
    limit = before(PERSON)
    idle = (
        Q(account=None) | Q(account__last_login__lt=limit) | Q(account__last_login=None, account__created_at__lt=limit)
    )
    filed, asked = Case.objects.filter(filer=OuterRef("pk")), Case.objects.filter(applicant__person=OuterRef("pk"))
    posts = Position.objects.filter(person=OuterRef("pk"))
    found = Person.objects.filter(idle, staff_account=None, pk__lt=first_id(limit)).exclude(full_name=ERASED)
    return found.filter(~Exists(filed), ~Exists(asked), ~Exists(posts)).order_by("pk")


def first_id(moment: datetime) -> UUID:
    """The smallest identifier made at that moment: they begin with their milliseconds."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def gone_on(case: Case) -> dict[str, datetime | None]:
    """When papers and data of a case go by the rules as they stand; None while it has not ended, or for ever."""
    procedure = case.procedure_version.procedure_id
    rules = (PAPERS, CASE) if case.accepted_at else (NOT_ACCEPTED,)
    found: dict[str, datetime | None] = {}
    for rule in rules:
        days = days_of(rule, procedure)
        found[rule.key] = case.ended_at + timedelta(days=days) if case.ended_at and days is not None else None
    return found
