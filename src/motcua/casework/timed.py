"""Whether time runs against whoever holds a step: not while the clock stands for somebody else, nor once decided."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from motcua.domain.cases.models import Case, ClockStop
from motcua.domain.cases.states import FACTS, TIMED, Clock


def stands(case: Case, stops: Iterable[ClockStop]) -> bool:
    """The clock stands: by the state of the case, or for opinions that a dated rule lets it wait for."""
    return FACTS[case.legal_state].clock is Clock.STOPPED or any(stop.ended_at is None for stop in stops)


def is_timed(case: Case, stops: Iterable[ClockStop]) -> bool:
    return case.legal_state in TIMED and not stands(case, stops)


def timed_tasks() -> Q:
    """The same of tasks, for counting."""
    standing = ClockStop.objects.filter(case=OuterRef("case"), ended_at=None)
    return Q(~Exists(standing), case__state__in=sorted(TIMED))
