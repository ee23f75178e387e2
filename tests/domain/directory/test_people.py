"""Registering, finding and changing people and enterprises."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.domain.directory import queries
from motcua.domain.directory.enums import BirthPrecision, IdentityKind, Sex
from motcua.domain.directory.errors import (
    AccountExists,
    IdentityConflict,
    IdentityTaken,
    StaleRecord,
)
from motcua.domain.directory.models import Person
from motcua.domain.directory.services.people import (
    PersonDetails,
    link_citizen_account,
    register_person,
    update_person,
)
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied, Invalid, NotVisible
from tests.domain.directory.places import SmallCity, actor_at, make_person, make_position

LAN = PersonDetails(
    full_name=" Nguyễn  Thị Lan ",
    birth_date=date(1985, 3, 5),
    sex=Sex.FEMALE,
    identity_kind=IdentityKind.CCCD,
    identity_number="001 185 012 345",
    phone="0912.345.678",
    email="lan@vidu.vn",
    address="Số 2 Trúc Bạch",
    commune_code="00004",
)


@pytest.fixture
def lan(db: None) -> Person:
    return register_person(actor=SYSTEM, details=LAN).person


def test_a_person_is_kept_tidy_sealed_and_findable(lan: Person) -> None:
    lan.refresh_from_db()
    assert (lan.full_name, lan.phone, lan.identity_number) == ("Nguyễn Thị Lan", "0912345678", "001185012345")
    assert lan.identity_masked == "••••••••2345" and lan.birth_text == "05/03/1985"
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number::text || identity_digest FROM directory_person")
        assert "001185012345" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    "text", ["001185012345", "001 185 012 345", "0912345678", "+84 912 345 678", "nguyen lan", "Thị Lan", "NGUYỄN"]
)
def test_one_box_finds_by_number_telephone_and_name(lan: Person, text: str) -> None:
    assert queries.find_people(text) == [lan]


@pytest.mark.parametrize("text", ["", "  ", "00118501234", "001185", "tran lan", "0912345679"])
def test_half_a_number_finds_nobody(lan: Person, text: str) -> None:
    assert queries.find_people(text) == []


def test_the_same_number_and_name_find_the_same_person(lan: Person) -> None:
    again = register_person(actor=SYSTEM, details=replace(LAN, full_name="NGUYỄN THỊ LAN", phone=""))
    assert not again.created and again.person == lan
    assert Entry.objects.filter(kind="person.registered").count() == 1


@pytest.mark.parametrize("changes", [{"full_name": "Trần Văn Minh"}, {"birth_date": date(1985, 5, 3)}])
def test_the_same_number_with_another_name_or_birth_is_a_conflict(lan: Person, changes: dict[str, object]) -> None:
    with pytest.raises(IdentityConflict) as caught:
        register_person(actor=SYSTEM, details=replace(LAN, **changes))  # type: ignore[arg-type]
    assert caught.value.facts == {"person_id": lan.pk}


def test_people_without_number_are_never_taken_for_each_other(db: None) -> None:
    bare = PersonDetails(full_name="Nguyễn Thị Lan", birth_date=date(1957, 1, 1), birth_precision=BirthPrecision.YEAR)
    first, second = (register_person(actor=SYSTEM, details=bare) for _ in range(2))
    assert first.created and second.created and first.person != second.person
    assert first.person.birth_text == "1957" and first.person.identity_masked == ""


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"full_name": " "}, {"full_name"}),
        ({"identity_number": "123"}, {"identity_number"}),
        ({"identity_number": ""}, {"identity_number"}),
        ({"identity_kind": IdentityKind.PASSPORT, "identity_number": "C-1"}, {"identity_number"}),
        ({"phone": "12"}, {"phone"}),
        ({"email": "lan"}, {"email"}),
        ({"birth_date": date(2030, 1, 1)}, {"birth_date"}),
        ({"full_name": "", "phone": "x", "email": "y"}, {"full_name", "phone", "email"}),
    ],
)
def test_every_wrong_field_is_named_at_once(db: None, changes: dict[str, object], fields: set[str]) -> None:
    with pytest.raises(Invalid) as caught:
        register_person(actor=SYSTEM, details=replace(LAN, **changes))  # type: ignore[arg-type]
    assert set(caught.value.fields) == fields


def test_a_passport_is_taken_as_such(db: None) -> None:
    details = replace(LAN, identity_kind=IdentityKind.PASSPORT, identity_number="c1234567")
    person = register_person(actor=SYSTEM, details=details).person
    assert (person.identity_kind, person.identity_number) == ("passport", "C1234567")
    assert queries.find_people("C1234567") == [person]


def test_a_change_counts_the_version_and_names_the_fields_only(lan: Person) -> None:
    changed = update_person(actor=SYSTEM, person_id=lan.pk, version=1, details=replace(LAN, phone="0987654321"))
    assert changed.version == 2
    assert Entry.objects.get(kind="person.changed").facts == {"fields": ["phone"]}
    with pytest.raises(StaleRecord):
        update_person(actor=SYSTEM, person_id=lan.pk, version=1, details=LAN)


def test_sending_the_same_again_changes_nothing(lan: Person) -> None:
    assert update_person(actor=SYSTEM, person_id=lan.pk, version=1, details=LAN).version == 1


def test_a_number_that_is_somebody_elses_is_refused(lan: Person) -> None:
    other = make_person("Trần Văn Minh")
    with pytest.raises(IdentityTaken):
        update_person(actor=SYSTEM, person_id=other.pk, version=1, details=LAN)


def test_the_database_knows_no_number_without_kind(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(identity_kind="cccd")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(identity_number="001185012345")


def test_who_may_change_whom(small_city: SmallCity, lan: Person) -> None:
    citizen = Actor(kind="citizen", name="Lan", person_id=lan.pk)
    counter = actor_at(small_city.ba_dinh, "counter_official")
    update_person(actor=citizen, person_id=lan.pk, version=1, details=replace(LAN, address="A"))
    update_person(actor=counter, person_id=lan.pk, version=2, details=replace(LAN, address="B"))
    make_position(lan, small_city.ngoc_ha, "leader")
    with pytest.raises(Denied):
        update_person(actor=counter, person_id=lan.pk, version=3, details=LAN)
    for place, error in ((small_city.ba_dinh, NotVisible), (small_city.ngoc_ha, None)):
        actor = actor_at(place, "administrator")
        if error:
            with pytest.raises(error):
                update_person(actor=actor, person_id=lan.pk, version=3, details=LAN)
        else:
            assert update_person(actor=actor, person_id=lan.pk, version=3, details=LAN).version == 4
    with pytest.raises(Denied):
        stranger = Actor(kind="citizen", name="Ai đó", person_id=small_city.city.pk)
        update_person(actor=stranger, person_id=lan.pk, version=4, details=LAN)


def test_a_citizen_registers_nobody(db: None) -> None:
    with pytest.raises(Denied):
        register_person(actor=Actor(kind="citizen", name="Lan"), details=LAN)


def test_a_citizen_has_one_way_in(lan: Person) -> None:
    first, second = (Account.objects.create_account(name, kind="citizen") for name in ("mot", "hai"))
    for _ in range(2):
        assert link_citizen_account(actor=SYSTEM, person_id=lan.pk, account_id=first.pk).account_id == first.pk
    with pytest.raises(AccountExists):
        link_citizen_account(actor=SYSTEM, person_id=lan.pk, account_id=second.pk)
    with pytest.raises(AccountExists):
        link_citizen_account(actor=SYSTEM, person_id=make_person().pk, account_id=first.pk)
