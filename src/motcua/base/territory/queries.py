"""Which units there were on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.base.territory.facts import Level
from motcua.base.territory.models import Unit


def units_on(day: date, level: Level | None = None) -> QuerySet[Unit]:
    """The units in force on a day, by code."""
    in_force = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
    found = Unit.objects.filter(*in_force).order_by("code")
    return found.filter(level=level) if level else found
