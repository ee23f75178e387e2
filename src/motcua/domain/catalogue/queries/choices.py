"""What a search can be narrowed by, kept by its edition."""

from dataclasses import dataclass
from datetime import date

from motcua.base.edition import kept
from motcua.domain.catalogue.models import Field, SearchEntry
from motcua.domain.catalogue.searchkeys import slug_of


@dataclass(frozen=True, slots=True)
class FieldChoice:
    slug: str
    name: str


@kept
def fields(on: date, mark: str) -> tuple[FieldChoice, ...]:
    """The fields that have a procedure to show on a day, by name."""
    shown = SearchEntry.objects.filter(shown__contains=on).values("field")
    found = Field.objects.filter(pk__in=shown).order_by("slug").values_list("slug", "name")
    return tuple(FieldChoice(slug, name) for slug, name in found)


def offered_fields() -> tuple[str, ...]:
    """The names a procedure may be put under: all but the retired."""
    return tuple(Field.objects.filter(retired_at=None).order_by("slug").values_list("name", flat=True))


def is_retired(name: str) -> bool:
    """Whether that name, in any spelling, is one of a retired field."""
    return Field.objects.filter(slug=slug_of(name), retired_at__isnull=False).exists()


@kept
def issuing_agencies(on: date, mark: str) -> tuple[str, ...]:
    """The bodies that issued a procedure to show on a day, by name."""
    found = SearchEntry.objects.filter(shown__contains=on).exclude(issuing_agency="")
    return tuple(found.order_by("issuing_agency").values_list("issuing_agency", flat=True).distinct())
