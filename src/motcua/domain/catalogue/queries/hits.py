"""What a search gives back, and the form a question takes in the index."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, OuterRef, QuerySet, Subquery

from motcua.domain.catalogue.enums import Level, ServiceLevel, Standing
from motcua.domain.catalogue.models import SearchEntry, Stop
from motcua.domain.catalogue.queries.standing import STOP, Stopped, read_stop
from motcua.domain.catalogue.searchkeys import tokens
from motcua.kernel import clock

Row = dict[str, Any]
PAGE = 20
MOST_TOKENS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One procedure found, enough for a line of a list. No `version_id`: only its line in a list is known."""

    version_id: UUID | None
    code: str
    name: str
    field_name: str
    field_slug: str
    issuing_agency: str
    executing_agency: str
    levels: tuple[Level, ...]
    service_level: ServiceLevel
    standing: Standing = Standing.RECEIVED
    stopped: Stopped | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`after` gets the next page, None at the end. `similar`: nothing held every word, these come near."""

    hits: tuple[Hit, ...]
    after: str | None = None
    similar: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Where somebody looks: `field` is a slug, `agency` words of the issuing or executing body, `level` a Level."""

    field: str = ""
    agency: str = ""
    level: str = ""
    on: date | None = None

    @property
    def narrowed(self) -> bool:
        return bool(self.field or self.agency or self.level)

    @property
    def day(self) -> date:
        return self.on or clock.today()


def offered(asked: Asked) -> QuerySet[SearchEntry, Row]:
    """What is shown on the day within the filters, each with its columns for a `Hit` and what stops it."""
    stops = Stop.objects.filter(procedure=OuterRef("procedure"), during__contains=asked.day)
    found = SearchEntry.objects.filter(shown__contains=asked.day)
    if asked.field:
        found = found.filter(field__slug=asked.field)
    for word in tokens(asked.agency)[:MOST_TOKENS]:
        found = found.filter(agency_key__contains=f" {word}")
    found = found.filter(levels__contains=[asked.level]) if asked.level else found
    return found.values(
        *("id", "version_id", "code", "name", "issuing_agency", "executing_agency", "levels", "service_level"),
        *("standing", "name_key"),
        field_name=F("field__name"),
        field_slug=F("field__slug"),
        stop=Subquery(stops.values(row=STOP)[:1]),
    )


class Written(SearchQuery):
    """A condition for the index as PostgreSQL itself writes one down: no parser looks at the words again."""

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **rest: Any) -> tuple[str, Any]:
        sql, params = compiler.compile(self.get_source_expressions()[-1])
        return f"{sql}::tsquery", params


def every(words: list[str], *, begun: int = 1) -> Written:
    """A condition for the index: each of the words, and for the last `begun` any that begins so. No quotes in them."""
    whole = len(words) - begun
    return Written(" & ".join(f"'{word}'" if place < whole else f"'{word}':*" for place, word in enumerate(words)))


def hit(row: Row) -> Hit:
    return Hit(
        version_id=row["version_id"],
        code=row["code"],
        name=row["name"],
        field_name=row["field_name"],
        field_slug=row["field_slug"],
        issuing_agency=row["issuing_agency"],
        executing_agency=row["executing_agency"],
        levels=tuple(Level(level) for level in row["levels"]),
        service_level=ServiceLevel(row["service_level"]),
        standing=Standing(row["standing"]),
        stopped=read_stop(row["stop"]) if row["stop"] else None,
    )
