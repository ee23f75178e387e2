"""What every act on the directory begins with: the row under lock, or NotVisible."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from motcua.domain.directory.models import Agency, Office, Person, Position
from motcua.kernel.errors import NotVisible

Row = TypeVar("Row", bound=Model)


def lock_agency(agency_id: UUID) -> Agency:
    """The agency, locked; whoever founds below it or gives posts in it takes this lock first."""
    return _locked(Agency, agency_id)


def lock_office(office_id: UUID) -> Office:
    return _locked(Office, office_id, "agency")


def lock_person(person_id: UUID) -> Person:
    return _locked(Person, person_id)


def lock_position(position_id: UUID) -> Position:
    return _locked(Position, position_id, "agency", "person")


def _locked(model: type[Row], key: UUID, *related: str) -> Row:
    rows: Any = model._default_manager.select_for_update(of=("self",))
    row: Row | None = rows.select_related(*related).filter(pk=key).first()
    if row is None:
        raise NotVisible()
    return row
