"""What a city looks like in numbers after a simulation: read from the tables."""

from typing import Any

from django.db.models import Count, F, Q

from motcua.base.ledger.models import Entry
from motcua.domain.cases.models import Apology, Bundle, Case, SignOff, SupplementRequest
from motcua.domain.cases.states import OPEN
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock


def figures() -> dict[str, Any]:
    """Cases by state and channel, how many were decided in time, what is late and due today."""
    decided = Case.objects.exclude(decided_at=None)
    in_time = decided.filter(decided_at__lte=F("due_at")).count()
    now = clock.now()
    open_cases = Case.objects.filter(state__in=sorted(OPEN), due_at__isnull=False, decided_at=None)
    return {
        "cases": Case.objects.count(),
        "by_state": counted("state"),
        "by_channel": counted("channel"),
        "decided": decided.count(),
        "on_time_share": round(in_time / max(decided.count(), 1), 3),
        "open_late": open_cases.filter(due_at__lt=now).count(),
        "open_due_today": open_cases.filter(due_at__gte=now, due_at__date=clock.today()).count(),
        "supplements": SupplementRequest.objects.count(),
        "supplements_unanswered": SupplementRequest.objects.filter(Q(answered_at=None)).count(),
        "requests": dict(SubRequest.objects.values_list("state").annotate(count=Count("pk")).order_by("state")),
        "apologies": Apology.objects.count(),
        "bundles": Bundle.objects.count(),
        "sign_offs": SignOff.objects.count(),
        "entries": Entry.objects.count(),
    }


def counted(field: str) -> dict[str, int]:
    return dict(Case.objects.values_list(field).annotate(count=Count("pk")).order_by(field))
