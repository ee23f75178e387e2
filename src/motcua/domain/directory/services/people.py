"""Registering people once, and changing what is known about them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from motcua.base.access.vault import digest_of, digests_of
from motcua.base.compiled import compiled
from motcua.base.ledger import Subject, append
from motcua.domain.directory.enums import BirthPrecision, IdentityKind, Sex
from motcua.domain.directory.errors import (
    AccountExists,
    IdentityConflict,
    IdentityTaken,
    StaleRecord,
    taken_is,
)
from motcua.domain.directory.models import Person
from motcua.domain.directory.permissions import check_may_change_person, check_may_register
from motcua.domain.directory.queries.people import agency_paths_of
from motcua.domain.directory.services.frame import lock_person
from motcua.kernel import clock, identifiers
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.identifiers import Malformed
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
PASSPORT_SIGNS = range(6, 10)
COLUMNS = (
    "full_name",
    "name_folded",
    "birth_date",
    "birth_precision",
    "sex",
    "identity_kind",
    "identity_number",
    "identity_digest",
    "phone",
    "email",
    "address",
    "commune_code",
)


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is told about a person, as typed. A birth date known only by year or month stands on its first day."""

    full_name: str
    birth_date: date | None = None
    birth_precision: BirthPrecision = BirthPrecision.DAY
    sex: Sex = Sex.UNKNOWN
    identity_kind: IdentityKind = IdentityKind.NONE
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    commune_code: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """The person, and whether the record is new."""

    person: Person
    created: bool


def register_person(*, actor: Actor, details: PersonDetails) -> Registered:
    """Find the person with this identity number, or register a new one.

    A person without identity number is always new. Raises Invalid for wrong fields, and IdentityConflict (facts:
    `person_id`) when the number belongs to somebody with another name or birth date; the found record stays as it is.
    """
    check_may_register(actor)
    values = _checked(details)
    try:
        with taken_is(IdentityTaken()), transaction.atomic():
            known = _known(values)
            if known is not None:
                return Registered(known, created=False)
            person = Person.objects.create(**values)
            append(Subject("person", person.pk), "person.registered", actor)
            return Registered(person, created=True)
    except IdentityTaken:
        known = _known(values)
        if known is None:
            raise
        return Registered(known, created=False)


def update_person(*, actor: Actor, person_id: UUID, version: int, details: PersonDetails) -> Person:
    """Take over the details when nobody changed the record since `version`.

    Raises Invalid, StaleRecord, IdentityTaken.
    """
    values = _checked(details)
    with taken_is(IdentityTaken()), transaction.atomic():
        person = lock_person(person_id)
        check_may_change_person(actor, person.pk, agency_paths_of(person.pk, clock.today()))
        if person.version != version:
            raise StaleRecord()
        changed = [name for name in COLUMNS if getattr(person, name) != values[name]]
        if not changed:
            return person
        for name in changed:
            setattr(person, name, values[name])
        person.version += 1
        person.save(update_fields=[*changed, *(["phone_digest"] if "phone" in changed else []), "version"])
        told = [name for name in changed if name not in ("name_folded", "identity_digest")]
        append(Subject("person", person.pk), "person.changed", actor, {"fields": told})
    return person


def link_citizen_account(*, actor: Actor, person_id: UUID, account_id: UUID) -> Person:
    """This account is the person's way in as a citizen. Raises AccountExists when one of them has another."""
    with taken_is(AccountExists()), transaction.atomic():
        person = lock_person(person_id)
        check_may_register(actor)
        if person.account_id == account_id:
            return person
        if person.account_id is not None:
            raise AccountExists()
        person.account_id = account_id
        person.save(update_fields=["account"])
        append(Subject("person", person.pk), "person.account_linked", actor, {"account_id": account_id})
    return person


@compiled
def _with_digest(identity_digest: str) -> QuerySet[Person]:
    return Person.objects.filter(identity_digest=identity_digest)


def _known(values: dict[str, object]) -> Person | None:
    number = values["identity_number"]
    digests = digests_of(str(number)) if number else []
    person = next((found for one in digests if (found := _with_digest.first(one))), None)
    if person is None:
        return None
    other_birth = (
        person.birth_date is not None
        and values["birth_date"] is not None
        and person.birth_precision == values["birth_precision"]
        and person.birth_date != values["birth_date"]
    )
    if person.name_folded != values["name_folded"] or other_birth:
        raise IdentityConflict(person_id=person.pk)
    return person


def _checked(details: PersonDetails) -> dict[str, object]:
    """The details as columns. Invalid names every field that cannot be taken."""
    fields: dict[str, Words] = {}
    name = tidy(details.full_name)
    if not name:
        fields["full_name"] = NEEDED
    if details.birth_date is not None and details.birth_date > clock.today():
        fields["birth_date"] = Words("Ngày sinh ở tương lai.", "The birth date lies ahead.")
    kind, number = _identity(details, fields)
    values: dict[str, object] = {
        "full_name": name,
        "name_folded": fold(name),
        "birth_date": details.birth_date,
        "birth_precision": BirthPrecision(details.birth_precision),
        "sex": Sex(details.sex),
        "identity_kind": kind,
        "identity_number": number,
        "identity_digest": digest_of(number) if number else None,
        "phone": _phone(details.phone, fields),
        "email": _email(details.email, fields),
        "address": tidy(details.address),
        "commune_code": details.commune_code.strip(),
    }
    if fields:
        raise Invalid(fields)
    return values


def _identity(details: PersonDetails, fields: dict[str, Words]) -> tuple[IdentityKind, str | None]:
    """Kind and number; the kind follows from the digits, except for a passport, which must be said."""
    typed, kind = details.identity_number.strip(), IdentityKind(details.identity_kind)
    if not typed:
        if kind != IdentityKind.NONE:
            fields["identity_number"] = Words("Bạn chưa điền số giấy tờ.", "Please fill in the number.")
        return IdentityKind.NONE, None
    if kind == IdentityKind.PASSPORT:
        bare = "".join(typed.upper().split())
        if not bare.isascii() or not bare.isalnum() or len(bare) not in PASSPORT_SIGNS:
            fields["identity_number"] = Words(
                "Số hộ chiếu có 6 đến 9 chữ và số, ví dụ C1234567.", "A passport number has 6 to 9 letters and digits."
            )
        return kind, bare
    try:
        found = identifiers.identity_number(typed)
    except Malformed as fault:
        fields["identity_number"] = fault.words
        return IdentityKind.NONE, None
    return IdentityKind(found.kind), found.digits


def _phone(typed: str, fields: dict[str, Words]) -> str:
    if not typed.strip():
        return ""
    try:
        return identifiers.phone(typed).digits
    except Malformed as fault:
        fields["phone"] = fault.words
        return ""


def _email(typed: str, fields: dict[str, Words]) -> str:
    address = typed.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        fields["email"] = Words("Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn.", "This is not an e-mail address.")
    return address
