"""Posts: given, changed, ended."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.domain.directory import queries, validity
from motcua.domain.directory.errors import OutsideParent, OwnPosition, PositionHeld
from motcua.domain.directory.models import Position
from motcua.domain.directory.services.positions import appoint, change_roles, end_position
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotVisible
from tests.domain.directory.places import SINCE, SmallCity, actor_at, in_days, make_person, make_position, today


def appointed(city: SmallCity, **changes: object) -> Position:
    values = {
        "actor": SYSTEM,
        "agency_id": city.ba_dinh.pk,
        "title": " Công chức  tư pháp ",
        "roles": ["specialist", "counter_official"],
        "valid_from": today(),
    } | changes
    if "person_id" not in values:
        values["person_id"] = make_person().pk
    return appoint(**values)  # type: ignore[arg-type]


def test_a_post_gives_roles_in_a_fixed_order_and_an_entry(small_city: SmallCity) -> None:
    position = appointed(small_city, office_id=small_city.office.pk)
    assert position.title == "Công chức tư pháp" and position.roles == ["counter_official", "specialist"]
    entry = Entry.objects.get(subject_kind="person", subject_id=str(position.person_id))
    assert entry.kind == "position.given" and entry.facts["agency"] == "H26.X00004"
    assert list(queries.positions_at(small_city.ba_dinh.pk, today())) == [position]
    assert list(queries.positions_at(small_city.ba_dinh.pk, in_days(-1))) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"roles": []}, "roles"),
        ({"roles": ["emperor"]}, "roles"),
        ({"valid_until": date(2025, 8, 1)}, "valid_until"),
    ],
)
def test_what_cannot_be_taken_is_named(small_city: SmallCity, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        appointed(small_city, **changes)
    assert set(caught.value.fields) == {field}


def test_a_post_lies_inside_the_days_of_its_agency(small_city: SmallCity) -> None:
    with pytest.raises(OutsideParent):
        appointed(small_city, valid_from=date(2025, 6, 1))


def test_the_same_post_is_not_held_twice(small_city: SmallCity) -> None:
    first = appointed(small_city)
    with pytest.raises(PositionHeld):
        appointed(small_city, person_id=first.person_id)
    assert appointed(small_city, person_id=first.person_id, title="Phó trưởng phòng")


def test_an_office_elsewhere_is_not_found(small_city: SmallCity) -> None:
    with pytest.raises(NotVisible):
        appointed(small_city, agency_id=small_city.ngoc_ha.pk, office_id=small_city.office.pk)


def test_other_roles_end_the_open_sessions(small_city: SmallCity) -> None:
    account = Account.objects.create_account("lan.nt", kind="official")
    position = make_position(make_person(staff_account=account), small_city.ba_dinh, "specialist")
    change_roles(actor=SYSTEM, position_id=position.pk, roles=["leader"])
    change_roles(actor=SYSTEM, position_id=position.pk, roles=["leader"])
    account.refresh_from_db()
    assert account.rights_version == 2
    assert Entry.objects.get(kind="position.roles_changed").facts["former"] == ["specialist"]


def test_a_post_ends_with_its_last_day(small_city: SmallCity) -> None:
    position = appointed(small_city)
    end_position(actor=SYSTEM, position_id=position.pk, last_day=in_days(3))
    assert queries.positions_of(position.person_id, in_days(3)).count() == 1
    assert queries.positions_of(position.person_id, in_days(4)).count() == 0
    with pytest.raises(Invalid):
        end_position(actor=SYSTEM, position_id=position.pk, last_day=in_days(-3))


def test_nobody_gives_or_changes_their_own_post(small_city: SmallCity) -> None:
    me = make_person("Trần Văn Minh")
    mine = make_position(me, small_city.ba_dinh, "administrator")
    actor = actor_at(small_city.ba_dinh, "administrator", person_id=me.pk)
    with pytest.raises(OwnPosition):
        appointed(small_city, actor=actor, person_id=me.pk, roles=["leader"])
    with pytest.raises(OwnPosition):
        change_roles(actor=actor, position_id=mine.pk, roles=["leader", "administrator"])
    with pytest.raises(OwnPosition):
        end_position(actor=actor, position_id=mine.pk, last_day=today())


def test_the_database_knows_no_post_without_role(small_city: SmallCity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_position(make_person(), small_city.ba_dinh)


def test_where_somebody_serves_counts_coming_posts_else_former_ones(small_city: SmallCity) -> None:
    person = make_person()
    assert queries.agency_paths_of(person.pk, today()) == ()
    make_position(person, small_city.ngoc_ha, "leader", valid=validity.days(SINCE, in_days(-5)))
    assert queries.agency_paths_of(person.pk, today()) == (small_city.ngoc_ha.path,)
    make_position(person, small_city.justice, "leader", valid=validity.days(in_days(5), None))
    make_position(person, small_city.ba_dinh, "leader")
    assert queries.agency_paths_of(person.pk, today()) == (small_city.justice.path, small_city.ba_dinh.path)
