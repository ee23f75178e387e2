"""Finding a procedure: without diacritics, words in any order, what is in the name first; one page at a time by key."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Length

from motcua.domain.catalogue.enums import Level, ServiceLevel
from motcua.domain.catalogue.models import Field, ProcedureVersion
from motcua.domain.catalogue.queries.receiving import in_force
from motcua.domain.catalogue.searchkeys import phrase, slips, tokens

PAGE = 20
MOST_TOKENS = 12
A_RANK = 10_000


@dataclass(frozen=True, slots=True)
class Hit:
    """One procedure found, enough for a line of a list."""

    version_id: UUID
    code: str
    name: str
    field_name: str
    field_slug: str
    issuing_agency: str
    executing_agency: str
    levels: tuple[Level, ...]
    service_level: ServiceLevel


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`after` gets the next page, None at the end. `similar`: nothing held every word, these come near."""

    hits: tuple[Hit, ...]
    after: str | None = None
    similar: bool = False


@dataclass(frozen=True, slots=True)
class FieldChoice:
    slug: str
    name: str


def search(
    text: str = "",
    *,
    field: str = "",
    agency: str = "",
    level: str = "",
    on: date | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> SearchPage:
    """Procedures in force on a day (today by default) that hold every word of `text` in name, code, field or
    everyday words. `field` is a slug, `agency` words of the issuing or executing body, `level` a Level value.

    One statement; a second one that forgives one slip in each word when the first finds nothing.
    """
    offered = _offered(field, agency, level, on)
    words = tokens(text)[:MOST_TOKENS]
    for word in words:
        offered = offered.filter(search_text__contains=f" {word}")
    ranked = offered.annotate(rank=_rank(phrase(text), words) if words else Value(0))
    rows = list(_after(ranked, after).order_by(F("rank"), "name_key", "pk")[: limit + 1])
    if rows or not words or after:
        return SearchPage(tuple(map(_hit, rows[:limit])), _cursor(rows[limit - 1]) if len(rows) > limit else None)
    near = _offered(field, agency, level, on)
    for word in words:
        near = near.filter(search_text__regex=f" {slips(word)}")
    near = near.annotate(near=TrigramWordSimilarity(phrase(text), "search_text"))
    rows = list(near.order_by("-near", Length("name_key"), "pk")[:limit])
    return SearchPage(tuple(map(_hit, rows)), similar=True)


def fields(on: date | None = None) -> tuple[FieldChoice, ...]:
    """The fields that have a procedure in force, by name."""
    versions = ProcedureVersion.objects.filter(in_force(on)).values("field")
    found = Field.objects.filter(pk__in=versions).order_by("slug").values_list("slug", "name")
    return tuple(FieldChoice(slug, name) for slug, name in found)


def issuing_agencies(on: date | None = None) -> tuple[str, ...]:
    """The bodies that issued a procedure in force, by name."""
    found = ProcedureVersion.objects.filter(in_force(on)).exclude(issuing_agency="")
    return tuple(found.order_by("issuing_agency").values_list("issuing_agency", flat=True).distinct())


def _offered(field: str, agency: str, level: str, on: date | None) -> QuerySet[ProcedureVersion]:
    found = ProcedureVersion.objects.filter(in_force(on)).select_related("procedure", "field")
    found = found.only(
        *("name", "name_key", "levels", "service_level", "issuing_agency", "executing_agency"),
        *("procedure__code", "field__name", "field__slug"),
    )
    if field:
        found = found.filter(field__slug=field)
    for word in tokens(agency)[:MOST_TOKENS]:
        found = found.filter(agency_key__contains=f" {word}")
    return found.filter(levels__contains=[level]) if level else found


def _rank(words: str, each: list[str]) -> CombinedExpression:
    """Where the words stand, best first, and among equals the shorter name: the everyday procedure before its variants.

    The code; the whole name; its beginning; together in it; together elsewhere; each in it; each elsewhere.
    """
    in_name = Q()
    for word in each:
        in_name &= Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
    places = (
        Q(procedure__code=words),
        Q(name_key=words),
        Q(name_key__startswith=words),
        Q(name_key__contains=f" {words}"),
        Q(search_text__contains=f" {words}"),
        in_name,
    )
    rank = Case(
        *(When(place, then=Value(number)) for number, place in enumerate(places)),
        default=Value(len(places)),
        output_field=IntegerField(),
    )
    return rank * A_RANK + Length("name_key")


def _after(found: QuerySet[ProcedureVersion], after: str | None) -> QuerySet[ProcedureVersion]:
    """The rows behind a cursor; a cursor nobody gave out begins anew."""
    if not after:
        return found
    try:
        rank, name, key = json.loads(base64.urlsafe_b64decode(after.encode() + b"=="))
        behind = Q(name_key__gt=str(name)) | Q(name_key=str(name), pk__gt=UUID(str(key)))
        return found.filter(Q(rank__gt=int(rank)) | (Q(rank=int(rank)) & behind))
    except (ValueError, TypeError, binascii.Error):
        return found


def _cursor(row: Any) -> str:
    key = json.dumps([row.rank, row.name_key, str(row.pk)])
    return base64.urlsafe_b64encode(key.encode()).rstrip(b"=").decode()


def _hit(row: Any) -> Hit:
    return Hit(
        version_id=row.pk,
        code=row.procedure.code,
        name=row.name,
        field_name=row.field.name,
        field_slug=row.field.slug,
        issuing_agency=row.issuing_agency,
        executing_agency=row.executing_agency,
        levels=tuple(Level(level) for level in row.levels),
        service_level=ServiceLevel(row.service_level),
    )
