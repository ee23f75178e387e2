"""Offices, their hours, what they receive for, their counters."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from motcua.base.calendars.facts import rules_on
from motcua.base.calendars.hours import OfficeHours
from motcua.base.ledger.models import Entry
from motcua.domain.directory import queries, validity
from motcua.domain.directory.errors import AlreadyEnded, CounterTaken, OutsideParent
from motcua.domain.directory.models import Office, OfficeHoursRow
from motcua.domain.directory.services.offices import (
    change_office,
    close_office,
    open_office,
    set_counter,
    set_office_hours,
    set_served_agencies,
)
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotVisible
from tests.domain.directory.places import SINCE, SmallCity, actor_at, in_days, today

EARLY = OfficeHours.parse("07:30-11:30,13:30-17:00;sat=08:00-11:30")


def opened(city: SmallCity, **changes: object) -> Office:
    values = {"agency_id": city.ba_dinh.pk, "name": "Điểm Trúc Bạch", "address": "Số 2", "valid_from": today()}
    return open_office(actor=SYSTEM, **(values | changes))  # type: ignore[arg-type]


def test_an_office_receives_for_the_agency_that_opens_it(small_city: SmallCity) -> None:
    office = opened(small_city, phone="024 3825 1234")
    assert (office.identifier, office.phone, office.ground) == ("H26.X00004.MC01", "02438251234", "entered")
    assert list(queries.offices_receiving(small_city.ba_dinh.pk, today())) == [small_city.office, office]
    assert queries.office_for(small_city.ba_dinh.pk, in_days(-1)) == small_city.office
    assert Entry.objects.get(kind="office.opened").facts["name"] == "Điểm Trúc Bạch"


@pytest.mark.parametrize("phone", ["1022", "1900 1009", "0912 345 678", ""])
def test_service_numbers_are_telephones_too(small_city: SmallCity, phone: str) -> None:
    assert opened(small_city, phone=phone).phone.replace(" ", "") == phone.replace(" ", "")


@pytest.mark.parametrize(("changes", "field"), [({"name": ""}, "name"), ({"phone": "0000 000 000 0"}, "phone")])
def test_what_cannot_be_taken_is_named(small_city: SmallCity, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        opened(small_city, **changes)
    assert set(caught.value.fields) == {field}


def test_an_office_begins_no_earlier_than_its_agency(small_city: SmallCity) -> None:
    with pytest.raises(OutsideParent):
        opened(small_city, valid_from=SINCE.replace(month=6))


def test_a_change_tells_which_fields_and_confirms_what_was_assumed(small_city: SmallCity) -> None:
    Office.objects.update(ground="assumed")
    change_office(
        actor=SYSTEM, office_id=small_city.office.pk, name=small_city.office.name, address="2 Trúc Bạch", phone=""
    )
    small_city.office.refresh_from_db()
    assert (small_city.office.address, small_city.office.ground) == ("2 Trúc Bạch", "entered")
    assert Entry.objects.get(kind="office.changed").facts == {"fields": ["address"]}


def test_a_closed_office_receives_no_more(small_city: SmallCity) -> None:
    close_office(actor=SYSTEM, office_id=small_city.office.pk, last_day=in_days(2))
    assert queries.office_for(small_city.ba_dinh.pk, in_days(2)) == small_city.office
    assert queries.office_for(small_city.ba_dinh.pk, in_days(3)) is None
    with pytest.raises(AlreadyEnded):
        close_office(actor=SYSTEM, office_id=small_city.office.pk, last_day=in_days(4))


def test_without_own_hours_the_general_rule_holds(small_city: SmallCity) -> None:
    assert queries.office_hours(small_city.office.pk) == rules_on(today()).office_hours


def test_new_hours_hold_from_their_day_and_the_past_stays(small_city: SmallCity) -> None:
    set_office_hours(actor=SYSTEM, office_id=small_city.office.pk, hours=EARLY, from_day=in_days(7))
    late = OfficeHours.parse("09:00-12:00")
    set_office_hours(actor=SYSTEM, office_id=small_city.office.pk, hours=late, from_day=in_days(14))
    ask = small_city.office.pk
    assert queries.office_hours(ask, in_days(6)) == rules_on(today()).office_hours
    assert queries.office_hours(ask, in_days(7)) == queries.office_hours(ask, in_days(13)) == EARLY
    assert queries.office_hours(ask, in_days(14)) == late


def test_hours_planned_for_later_can_be_replaced(small_city: SmallCity) -> None:
    set_office_hours(actor=SYSTEM, office_id=small_city.office.pk, hours=EARLY, from_day=in_days(7))
    late = OfficeHours.parse("09:00-12:00")
    set_office_hours(actor=SYSTEM, office_id=small_city.office.pk, hours=late, from_day=today())
    assert queries.office_hours(small_city.office.pk, in_days(30)) == late
    assert Entry.objects.filter(kind="office.hours_set").count() == 2


def test_hours_of_the_past_are_not_rewritten(small_city: SmallCity) -> None:
    with pytest.raises(Invalid):
        set_office_hours(actor=SYSTEM, office_id=small_city.office.pk, hours=EARLY, from_day=in_days(-1))


@pytest.mark.parametrize(
    ("opens", "closes"), [(time(11), time(13)), (time(12), time(12)), (time(13), time(12)), (time(8), time(9))]
)
def test_the_database_refuses_hours_that_overlap_or_run_backwards(
    small_city: SmallCity, opens: time, closes: time
) -> None:
    valid = validity.days(SINCE, None)
    OfficeHoursRow.objects.create(office=small_city.office, weekday=0, opens=time(8), closes=time(12), valid=valid)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeHoursRow.objects.create(office=small_city.office, weekday=0, opens=opens, closes=closes, valid=valid)


def test_an_office_can_receive_for_several_agencies(small_city: SmallCity) -> None:
    both = [small_city.ba_dinh.pk, small_city.ngoc_ha.pk]
    set_served_agencies(actor=SYSTEM, office_id=small_city.office.pk, agency_ids=both)
    assert queries.office_for(small_city.ngoc_ha.pk, today()) == small_city.office
    set_served_agencies(actor=SYSTEM, office_id=small_city.office.pk, agency_ids=[small_city.ngoc_ha.pk])
    assert queries.office_for(small_city.ba_dinh.pk, today()) is None
    with pytest.raises(Invalid):
        set_served_agencies(actor=SYSTEM, office_id=small_city.office.pk, agency_ids=[])


def test_a_commune_gives_its_office_no_work_of_another(small_city: SmallCity) -> None:
    actor = actor_at(small_city.ba_dinh, "administrator")
    both = [small_city.ba_dinh.pk, small_city.ngoc_ha.pk]
    with pytest.raises(NotVisible):
        set_served_agencies(actor=actor, office_id=small_city.office.pk, agency_ids=both)


def test_counters_are_numbered_once_and_can_be_taken_out_of_use(small_city: SmallCity) -> None:
    office = small_city.office.pk
    first = set_counter(actor=SYSTEM, office_id=office, number=1, label="Hộ tịch")
    set_counter(actor=SYSTEM, office_id=office, number=2)
    with pytest.raises(CounterTaken):
        set_counter(actor=SYSTEM, office_id=office, number=1)
    set_counter(actor=SYSTEM, office_id=office, number=1, label="Đất đai", in_use=False, counter_id=first.pk)
    assert [(c.number, c.label, c.in_use) for c in queries.counters_of(office)] == [
        (1, "Đất đai", False),
        (2, "", True),
    ]
    with pytest.raises(Invalid):
        set_counter(actor=SYSTEM, office_id=office, number=0)


def test_a_counter_of_another_office_is_not_found(small_city: SmallCity) -> None:
    other = opened(small_city)
    counter = set_counter(actor=SYSTEM, office_id=other.pk, number=1)
    with pytest.raises(NotVisible):
        set_counter(actor=SYSTEM, office_id=small_city.office.pk, number=2, counter_id=counter.pk)
