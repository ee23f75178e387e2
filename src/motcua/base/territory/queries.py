"""Which unit a code stood for on a day, what lies below it, and what became of it."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.base.territory.facts import Level
from motcua.base.territory.models import Unit


def units_on(day: date, level: Level | None = None) -> QuerySet[Unit]:
    """The units in force on a day, by code."""
    in_force = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
    found = Unit.objects.filter(*in_force).order_by("code")
    return found.filter(level=level) if level else found


def unit_on(code: str, day: date) -> Unit | None:
    """The one unit that had the code on a day."""
    return units_on(day).filter(code=code).select_related("parent").first()


def children_of(unit: Unit) -> QuerySet[Unit]:
    """The units right below one, in the order of their names without diacritics."""
    return Unit.objects.filter(parent=unit).order_by("search")


def successors_of(unit: Unit) -> QuerySet[Unit]:
    """What a unit became; more than one where it was divided, so an address of before needs a closer look."""
    return Unit.objects.filter(predecessions__old=unit).order_by("code")
