"""Finding people, and who holds which post."""

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from motcua.base.access.vault import digests_of, holds
from motcua.domain.directory.models import Person, Position
from motcua.domain.directory.queries.agencies import within
from motcua.kernel.identifiers import Malformed, phone
from motcua.kernel.text import fold

MOST = 20
NUMBER = re.compile(r"(?:[A-Za-z]|\+)?[\d\s.\-]{6,}")
"""Something that may be a citizen number, an old card's, a passport's or a telephone number."""


def find_people(text: str, limit: int = MOST) -> list[Person]:
    """One box: an identity number, a telephone number, or words of a name without diacritics. At most `limit`.

    A number must be whole: nobody leafs through people by the beginning of their number.
    """
    typed = text.strip()
    if not typed:
        return []
    if NUMBER.fullmatch(typed):
        return _by_number(typed)[:limit]
    found = Person.objects.all()
    for word in fold(typed).split():
        found = found.filter(name_folded__contains=word)
    return list(found.order_by("name_folded", "id")[:limit])


def person_by_identity(number: str) -> Person | None:
    """Who has this identity number."""
    return Person.objects.filter(identity_digest__in=digests_of(_bare(number))).first()


def positions_of(person_id: UUID, day: date | None = None) -> QuerySet[Position]:
    """A person's posts, latest first; on one day when it is given."""
    held = Position.objects.select_related("agency", "office").filter(person_id=person_id)
    if day is not None:
        held = held.filter(valid__contains=day)
    return held.order_by("-valid", "title")


def positions_at(agency_id: UUID, day: date) -> QuerySet[Position]:
    """Who serves in an agency on a day."""
    return (
        Position.objects.select_related("person", "office")
        .filter(agency_id=agency_id, valid__contains=day)
        .order_by("person__name_folded", "title")
    )


def people_below(paths: Iterable[str], day: date, text: str = "") -> QuerySet[Position]:
    """Posts held within the paths on a day, by name; `text` narrows to names that hold all its words."""
    held = (
        Position.objects.select_related("person__staff_account", "agency", "office")
        .filter(within(paths, "agency__path"), valid__contains=day)
        .order_by("person__name_folded", "id")
    )
    for word in fold(text).split():
        held = held.filter(person__name_folded__contains=word)
    return held


def agency_paths_of(person_id: UUID, day: date) -> tuple[str, ...]:
    """The paths of the agencies a person serves on a day or will serve later; where none, those they served before."""
    rows = list(Position.objects.filter(person_id=person_id).values_list("agency__path", "valid"))
    present = {path for path, valid in rows if valid.upper is None or valid.upper > day}
    return tuple(sorted(present or {path for path, _ in rows}))


def _by_number(typed: str) -> list[Person]:
    person = person_by_identity(typed)
    found = [] if person is None else [person]
    try:
        digits = phone(typed).digits
    except Malformed:
        return found
    return found + list(Person.objects.filter(holds("phone", digits)).order_by("name_folded", "id"))


def _bare(number: str) -> str:
    """As it was sealed: without the spaces, dots and dashes people type."""
    return re.sub(r"[\s.\-]", "", number)
