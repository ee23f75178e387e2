"""What a search can be narrowed by."""

from dataclasses import dataclass
from datetime import date

from motcua.domain.catalogue.models import Field, SearchEntry
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class FieldChoice:
    slug: str
    name: str


def fields(on: date | None = None) -> tuple[FieldChoice, ...]:
    """The fields that have a procedure to show, by name."""
    shown = SearchEntry.objects.filter(shown__contains=on or clock.today()).values("field")
    found = Field.objects.filter(pk__in=shown).order_by("slug").values_list("slug", "name")
    return tuple(FieldChoice(slug, name) for slug, name in found)


def issuing_agencies(on: date | None = None) -> tuple[str, ...]:
    """The bodies that issued a procedure to show, by name."""
    found = SearchEntry.objects.filter(shown__contains=on or clock.today()).exclude(issuing_agency="")
    return tuple(found.order_by("issuing_agency").values_list("issuing_agency", flat=True).distinct())
