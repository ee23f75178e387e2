"""A person's own cases: first what waits for them, then results, drafts, and all others with those under way on top.

What wants the person's eye is shown whole up to a bound; the rest is paged by key. A search goes over all of it.
Linked cases of one filing are one entry, on the first page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import IntegerField, Q, QuerySet, Value, When

from motcua.casework.queries.lines import BEHIND, WAITING, Line, lines
from motcua.casework.queries.together import Together, all_together
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.text import fold

PAGE = 20
MOST = 50
"""Of what waits, of results and of drafts at most so many are shown at once."""

SEARCHED = 3000
"""A search looks through so many of a person's newest cases."""


@dataclass(frozen=True, slots=True)
class Mine:
    """`more` is the key of the next page of `others`; empty on the last. `together` holds cases filed together."""

    waiting: Sequence[Line]
    ready: Sequence[Line]
    drafts: Sequence[Case]
    others: Sequence[Line]
    more: str
    together: Sequence[Together] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.ready or self.drafts or self.others or self.together)


def mine(actor: Actor, *, search: str = "", after: str = "", page: int = PAGE, most: int = MOST) -> Mine:
    """The list as it is shown; what waits, results and drafts only on its first page."""
    whole = found(own_cases(actor), search) if search.strip() else own_cases(actor)
    own = whole.filter(member=None)
    others, more = page_of(own, after, page)
    if key_read(after):
        return Mine([], [], [], lines(others), more)
    waiting = lines(own.filter(state__in=WAITING).order_by("changed_at", "pk")[:most])
    ready = lines(own.filter(state=State.DECIDED).order_by("-decided_at", "pk")[:most])
    drafts = list(own.filter(state=State.DRAFT).order_by("-changed_at", "pk")[:most])
    return Mine(waiting, ready, drafts, lines(others), more, all_together(actor, whole, most))


def own_cases(actor: Actor) -> QuerySet[Case]:
    """Filed by this person, or for them at the counter."""
    own = Q(filer_id=actor.person_id) | Q(applicant__person_id=actor.person_id)
    related = ("applicant", "procedure_version__procedure", "office", "resolving_agency")
    return Case.objects.filter(own).select_related(*related)


def found(own: QuerySet[Case], search: str) -> QuerySet[Case]:
    """Those in which every word stands: code, procedure, applicant, organisation, office; accents do not matter."""
    words = fold(search.replace("\x00", "")[:100]).split()
    columns = (
        "code", "filing_number", "procedure_version__name", "applicant__full_name", "applicant__organisation",
        "office__name", "summary",
    )  # fmt: skip
    rows = own.order_by("-created_at").values_list("pk", *columns)[:SEARCHED]
    fitting = [row[0] for row in rows if all(word in fold(" ".join(filter(None, row[1:]))) for word in words)]
    return own.filter(pk__in=fitting)


def page_of(own: QuerySet[Case], after: str, page: int) -> tuple[Sequence[Case], str]:
    """Cases that wait for nobody here: under way first, then those behind; the newest first in each."""
    over = When_(When(state__in=BEHIND, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = own.exclude(state__in=(*WAITING, State.DECIDED, State.DRAFT)).annotate(over=over)
    key = key_read(after)
    if key is not None:
        group, moment, last = key
        older = Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=last)
        rows = rows.filter(Q(over__gt=group) | (Q(over=group) & older))
    cases = list(rows.order_by("over", "-created_at", "-pk")[: page + 1])
    if len(cases) <= page:
        return cases, ""
    end = cases[page - 1]
    return cases[:page], f"{end.over}~{end.created_at.isoformat()}~{end.pk}"


def key_read(after: str) -> tuple[int, datetime, UUID] | None:
    """The key of a page's last row; a broken one is the beginning."""
    group, _, rest = after.partition("~")
    moment, _, last = rest.partition("~")
    try:
        read = datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None
    return (int(group), *read) if group in ("0", "1") and read[0].tzinfo else None
