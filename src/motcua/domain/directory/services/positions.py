"""Giving posts to people, changing their roles, ending them. Each ends the person's open sessions: rights changed.

Locks: the agency, then the person, then the position.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from motcua.base.access.accounts import rights_changed
from motcua.base.access.roles import ROLES
from motcua.base.ledger import Subject, append
from motcua.domain.directory import policies
from motcua.domain.directory.errors import PositionHeld, taken_is
from motcua.domain.directory.models import Office, Person, Position
from motcua.domain.directory.permissions import ACCOUNTS, check_may_appoint
from motcua.domain.directory.services.frame import lock_agency, lock_person, lock_position
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.text import tidy
from motcua.kernel.words import Words


def appoint(
    *,
    actor: Actor,
    person_id: UUID,
    agency_id: UUID,
    title: str,
    roles: Iterable[str],
    valid_from: date,
    valid_until: date | None = None,
    office_id: UUID | None = None,
) -> Position:
    """Give a person a post in an agency.

    Raises Invalid (title, roles, days), OutsideParent, PositionHeld, OwnPosition.
    """
    with taken_is(PositionHeld(title=tidy(title))), transaction.atomic():
        agency = lock_agency(agency_id)
        check_may_appoint(actor, agency.path, person_id)
        person = lock_person(person_id)
        if not tidy(title):
            raise Invalid({"title": Words("Bạn chưa điền chức danh.", "Please fill in the title.")})
        valid = policies.days_typed(valid_from, valid_until or agency.valid_until)
        policies.check_inside_agency(agency, valid)
        position = Position.objects.create(
            person=person,
            agency=agency,
            office=_office(office_id, agency.path),
            title=tidy(title),
            roles=known_roles(roles),
            valid=valid,
        )
        _append(position, "position.given", actor, roles=position.roles, from_day=valid_from)
        _end_sessions(person)
    return position


@transaction.atomic
def change_roles(*, actor: Actor, position_id: UUID, roles: Iterable[str]) -> Position:
    """Other roles for a post, from now on. Raises Invalid (roles), OwnPosition."""
    position = lock_position(position_id)
    check_may_appoint(actor, position.agency.path, position.person_id)
    wanted, former = known_roles(roles), position.roles
    if wanted != former:
        position.roles = wanted
        position.save(update_fields=["roles"])
        _append(position, "position.roles_changed", actor, roles=wanted, former=former)
        _end_sessions(position.person)
    return position


@transaction.atomic
def end_position(*, actor: Actor, position_id: UUID, last_day: date) -> Position:
    """The post ends with `last_day`. Raises Invalid (last_day), OwnPosition."""
    position = lock_position(position_id)
    check_may_appoint(actor, position.agency.path, position.person_id)
    position.valid = policies.days_typed(position.valid_from, last_day, "last_day")
    policies.check_inside_agency(position.agency, position.valid)
    position.save(update_fields=["valid"])
    _append(position, "position.ended", actor, last_day=last_day)
    _end_sessions(position.person)
    return position


def known_roles(names: Iterable[str]) -> list[str]:
    """The roles in the order of the access module. Invalid for none or an unknown one."""
    wanted = set(names)
    if not wanted or wanted - set(ROLES):
        raise Invalid({"roles": Words("Chọn ít nhất một vai trò trong danh sách.", "Choose at least one role.")})
    return [name for name in ROLES if name in wanted]


def _office(office_id: UUID | None, agency_path: str) -> Office | None:
    """The office the person works at: one of the agency itself or of a body above it. NotVisible for another."""
    if office_id is None:
        return None
    office = Office.objects.select_related("agency").filter(pk=office_id).first()
    if office is None or not agency_path.startswith(office.agency.path):
        raise NotVisible()
    return office


def _append(position: Position, kind: str, actor: Actor, **facts: object) -> None:
    told = {"position_id": position.pk, "agency": position.agency.identifier, "title": position.title} | facts
    post = actor.post_for(ACCOUNTS, position.agency.path)
    append(Subject("person", position.person_id), kind, actor, told, authority=post or "")


def _end_sessions(person: Person) -> None:
    if person.staff_account_id is not None:
        rights_changed(person.staff_account_id)
