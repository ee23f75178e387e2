"""From a verified identity to the person and the account we know, made at the first sign-in."""

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction

from motcua.base.access.models import Account
from motcua.domain.directory.enums import BirthPrecision, Sex
from motcua.domain.directory.errors import AccountExists, IdentityConflict, StaleRecord
from motcua.domain.directory.models import Person
from motcua.domain.directory.services.people import (
    PersonDetails,
    link_citizen_account,
    register_person,
    update_person,
)
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.partners.identity.errors import AccountClosed, NotAPerson
from motcua.partners.identity.mapping import Identity

OPTIONAL = {"birth_date": None, "phone": "", "email": ""}


def account_of(identity: Identity) -> Account:
    """The citizen's account, active. NotAPerson when the number is none; AccountClosed.

    The national provider's word on name, birth date and sex replaces ours; telephone and e-mail only fill a gap,
    because people tell us which ones they read.
    """
    person = _person(identity)
    account = Account.objects.get(pk=person.account_id) if person.account_id else _new_account(person)
    if not account.is_active:
        raise AccountClosed
    return account


def _person(identity: Identity) -> Person:
    told = PersonDetails(
        full_name=identity.name,
        birth_date=identity.birth_date,
        sex=Sex(identity.sex) if identity.sex else Sex.UNKNOWN,
        identity_number=identity.number,
        phone=identity.phone,
        email=identity.email,
    )
    try:
        return _registered(told)
    except Invalid as fault:
        return _registered(_fitting(told, fault))


def _registered(told: PersonDetails) -> Person:
    try:
        registered = register_person(actor=SYSTEM, details=told)
    except IdentityConflict as conflict:
        return _brought_up_to_date(Person.objects.get(pk=str(conflict.facts["person_id"])), told)
    return registered.person if registered.created else _brought_up_to_date(registered.person, told)


def _fitting(told: PersonDetails, fault: Invalid) -> PersonDetails:
    """The details without what we cannot take, such as a foreign telephone number. NotAPerson: name or number unfit."""
    if fault.fields.keys() - OPTIONAL.keys():
        raise NotAPerson from fault
    unfit: dict[str, Any] = {name: OPTIONAL[name] for name in fault.fields}
    return replace(told, **unfit)


def _brought_up_to_date(person: Person, told: PersonDetails) -> Person:
    details = replace(
        told,
        birth_date=told.birth_date or person.birth_date,
        birth_precision=told.birth_precision if told.birth_date else BirthPrecision(person.birth_precision),
        sex=told.sex if told.sex != Sex.UNKNOWN else Sex(person.sex),
        phone=person.phone or told.phone,
        email=person.email or told.email,
        address=person.address,
        commune_code=person.commune_code,
    )
    try:
        return update_person(actor=SYSTEM, person_id=person.pk, version=person.version, details=details)
    except StaleRecord:
        return Person.objects.get(pk=person.pk)


def _new_account(person: Person) -> Account:
    """Made and linked together. Of two first sign-ins at the same moment the second takes the first one's account."""
    try:
        with transaction.atomic():
            account = Account.objects.create_account(f"cd-{person.pk.hex}", kind="citizen")
            link_citizen_account(actor=SYSTEM, person_id=person.pk, account_id=account.pk)
    except (AccountExists, IntegrityError):
        linked = Person.objects.select_related("account").get(pk=person.pk).account
        if linked is None:
            raise
        return linked
    return account
