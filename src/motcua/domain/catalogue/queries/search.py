"""Finding a procedure: without diacritics, words in any order, what is in the name first; one page at a time by key."""

import base64
import binascii
import json
from datetime import date
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Length

from motcua.domain.catalogue.enums import Standing
from motcua.domain.catalogue.models import SearchEntry
from motcua.domain.catalogue.queries.hits import MOST_TOKENS, PAGE, Asked, Row, SearchPage, every, hit, offered
from motcua.domain.catalogue.queries.nearby import nearby
from motcua.domain.catalogue.searchkeys import marked, phrase, tokens

A_RANK = 10_000
LIKE_A_LONGER_NAME = 40
"""By how many letters a procedure that cannot be filed here counts as longer."""
OTHER_MARKS = 4
LAST = 20
WEAK = 8
"""From this place on the words stand about or carry other marks: something nearer may be meant."""


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
    """Procedures shown on a day (today by default) that hold every word of `text` in name, code, field or everyday
    words. Those in force, then those only listed, then another province's and those abolished.

    One statement; a second one that forgives slips and words too many when the first finds nothing good.
    """
    asked = Asked(field, agency, level, on)
    words = tokens(text)[:MOST_TOKENS]
    ranked = _ranked(offered(asked), text, words)
    rows = list(_after(ranked, after).order_by(*_order(words))[: limit + 1])
    weak = len(rows) <= limit and (not rows or rows[0]["rank"] >= WEAK * A_RANK)
    if words and not after and weak:
        near = nearby(text, words, asked, limit)
        if near or not rows:
            return SearchPage(tuple(map(hit, near)), similar=True)
    return SearchPage(tuple(map(hit, rows[:limit])), _cursor(rows[limit - 1]) if len(rows) > limit else None)


def _order(words: list[str]) -> tuple[str, ...]:
    """Without words the index of names gives the order."""
    return ("rank", "name_key", "pk") if words else ("standing", "name_key", "pk")


def _ranked(found: QuerySet[SearchEntry, Row], text: str, words: list[str]) -> QuerySet[SearchEntry, Row]:
    if not words:
        return found.annotate(rank=F("standing"))
    found = found.filter(words=every(words, begun=len(words)))
    return found.annotate(rank=_rank(phrase(text), words, marked(text)[:MOST_TOKENS]))


def _rank(together: str, words: list[str], written: list[str]) -> Combinable:
    """Where the words stand, best first, and among equals the shorter name: the everyday procedure before its variants.

    The code; the whole name; its beginning; together in it; together in everyday words; beginnings together in it;
    each somewhere; each begun somewhere. Words with other marks than those written come after.
    """
    places = (
        Q(code=together),
        Q(name_key=together),
        Q(name_key__startswith=f"{together} "),
        Q(name_key__contains=f" {together} ") | Q(name_key__endswith=f" {together}"),
        Q(text__contains=f" {together} "),
        Q(name_key__startswith=together) | Q(name_key__contains=f" {together}"),
        Q(words=every(words)),
    )
    place = _first_of(places)
    if written:
        place = place + Case(
            When(words=every(written), then=Value(0)), default=Value(OTHER_MARKS), output_field=IntegerField()
        )
    behind = Case(
        When(standing__gte=Standing.OTHER_PROVINCE, then=Value(LAST)), default=Value(0), output_field=IntegerField()
    )
    return (place + behind) * A_RANK + F("standing") * LIKE_A_LONGER_NAME + Length("name_key")


def _first_of(places: tuple[Q, ...]) -> Combinable:
    return Case(
        *(When(place, then=Value(number)) for number, place in enumerate(places)),
        default=Value(len(places)),
        output_field=IntegerField(),
    )


def _after(found: QuerySet[SearchEntry, Row], after: str | None) -> QuerySet[SearchEntry, Row]:
    """The rows behind a cursor; a cursor nobody gave out begins anew."""
    if not after:
        return found
    try:
        rank, name, key = json.loads(base64.urlsafe_b64decode(after.encode() + b"=="))
        number, text, last = int(rank), str(name).encode().decode(), UUID(str(key))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        return found
    if "\x00" in text:
        return found
    behind = Q(name_key__gt=text) | Q(name_key=text, pk__gt=last)
    return found.filter(Q(rank__gt=number) | (Q(rank=number) & behind))


def _cursor(row: Row) -> str:
    key = json.dumps([row["rank"], row["name_key"], str(row["id"])])
    return base64.urlsafe_b64encode(key.encode()).rstrip(b"=").decode()
