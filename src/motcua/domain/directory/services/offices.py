"""Opening, changing and closing offices; their hours, what they receive for, their counters."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from motcua.base.calendars.hours import OfficeHours
from motcua.base.ledger import Subject, append
from motcua.domain.directory import identifiers, policies, validity
from motcua.domain.directory.enums import Ground
from motcua.domain.directory.errors import CounterTaken, HoursOverlap, IdentifierTaken, taken_is
from motcua.domain.directory.models import Agency, Counter, Office, OfficeHoursRow, OfficeService
from motcua.domain.directory.permissions import MANAGE, check_may_manage
from motcua.domain.directory.queries.agencies import agencies_on
from motcua.domain.directory.services.frame import lock_agency, lock_office
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.identifiers import Malformed
from motcua.kernel.identifiers import phone as read_phone
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
PAST = Words("Giờ làm việc đổi từ hôm nay trở đi.", "Hours change from today on.")
SHORT_PHONE = 8
"""Service numbers such as 1022 or 1900 1009 are no subscriber numbers and are kept as typed."""


def open_office(*, actor: Actor, agency_id: UUID, name: str, address: str, phone: str = "", valid_from: date) -> Office:
    """A new place where the agency receives; it receives for the agency itself. Raises Invalid, OutsideParent."""
    with taken_is(IdentifierTaken(identifier="…")), transaction.atomic():
        agency = lock_agency(agency_id)
        check_may_manage(actor, agency.path)
        valid = policies.days_typed(valid_from, agency.valid_until, "valid_from")
        policies.check_inside_agency(agency, valid)
        office = Office(agency=agency, identifier=_free_identifier(agency), valid=valid, ground=Ground.ENTERED)
        _describe(office, name=name, address=address, phone=phone)
        office.save(force_insert=True)
        OfficeService.objects.create(office=office, agency=agency)
        facts = {"identifier": office.identifier, "name": office.name, "from_day": valid_from}
        _append(office, "office.opened", actor, facts)
    return office


@transaction.atomic
def change_office(*, actor: Actor, office_id: UUID, name: str, address: str, phone: str) -> Office:
    """Name, address and telephone as they are now; what was assumed counts as confirmed. Raises Invalid."""
    office = lock_office(office_id)
    check_may_manage(actor, office.agency.path)
    before = (office.name, office.address, office.phone)
    _describe(office, name=name, address=address, phone=phone)
    names = ("name", "address", "phone")
    changed = [
        name
        for name, old, new in zip(names, before, (office.name, office.address, office.phone), strict=True)
        if old != new
    ]
    if changed or office.ground != Ground.ENTERED:
        office.ground = Ground.ENTERED
        office.save(update_fields=["name", "address", "phone", "ground"])
        _append(office, "office.changed", actor, {"fields": changed})
    return office


@transaction.atomic
def close_office(*, actor: Actor, office_id: UUID, last_day: date) -> Office:
    """The office receives no more after `last_day`. Raises AlreadyEnded, Invalid (last_day)."""
    office = lock_office(office_id)
    check_may_manage(actor, office.agency.path)
    if office.valid_until is None or office.valid_until != office.agency.valid_until:
        policies.check_can_end(office.valid, last_day)
    office.valid = policies.days_typed(office.valid_from, last_day, "last_day")
    policies.check_inside_agency(office.agency, office.valid)
    office.save(update_fields=["valid"])
    facts = {"identifier": office.identifier, "name": office.name, "last_day": last_day}
    _append(office, "office.closed", actor, facts)
    return office


def set_office_hours(*, actor: Actor, office_id: UUID, hours: OfficeHours, from_day: date) -> Office:
    """The opening hours from a day on (today or later); those of the days before stay. Raises Invalid (from_day)."""
    with taken_is(HoursOverlap()), transaction.atomic():
        office = lock_office(office_id)
        check_may_manage(actor, office.agency.path)
        if from_day < clock.today():
            raise Invalid({"from_day": PAST})
        _end_hours(office, from_day)
        valid = validity.days(from_day, None)
        OfficeHoursRow.objects.bulk_create(
            OfficeHoursRow(office=office, weekday=weekday, opens=opens, closes=closes, valid=valid)
            for weekday, spans in enumerate(hours.week)
            for opens, closes in spans
        )
        _append(office, "office.hours_set", actor, {"from_day": from_day, "hours": hours.written})
    return office


@transaction.atomic
def set_served_agencies(*, actor: Actor, office_id: UUID, agency_ids: Iterable[UUID]) -> Office:
    """The office receives for these agencies, all of which the actor manages, and no others. NotVisible for another."""
    office = lock_office(office_id)
    check_may_manage(actor, office.agency.path)
    wanted = list(agencies_on(clock.today()).filter(pk__in=set(agency_ids)))
    present = {service.agency_id: service for service in office.services.select_related("agency")}
    changing = [agency for agency in wanted if agency.pk not in present]
    leaving = [service for key, service in present.items() if key not in {agency.pk for agency in wanted}]
    for agency in [*changing, *(service.agency for service in leaving)]:
        check_may_manage(actor, agency.path)
    if not wanted:
        raise Invalid({"agencies": Words("Chọn ít nhất một cơ quan.", "Choose at least one agency.")})
    OfficeService.objects.filter(pk__in=[service.pk for service in leaving]).delete()
    OfficeService.objects.bulk_create(OfficeService(office=office, agency=agency) for agency in changing)
    _append(office, "office.serves", actor, {"agencies": [agency.identifier for agency in wanted]})
    return office


def set_counter(
    *,
    actor: Actor,
    office_id: UUID,
    number: int,
    label: str = "",
    in_use: bool = True,
    counter_id: UUID | None = None,
) -> Counter:
    """A new counter, or (with `counter_id`) another number, label or use for one. Raises CounterTaken, Invalid."""
    with taken_is(CounterTaken(number=number)), transaction.atomic():
        office = lock_office(office_id)
        check_may_manage(actor, office.agency.path)
        if not 1 <= number <= 999:
            raise Invalid({"number": Words("Số quầy từ 1 đến 999.", "Counters have numbers from 1 to 999.")})
        counter = Counter(office=office)
        if counter_id is not None:
            found = Counter.objects.filter(pk=counter_id, office=office).first()
            if found is None:
                raise NotVisible()
            counter = found
        counter.number, counter.label, counter.in_use = number, tidy(label), in_use
        counter.save()
        _append(office, "office.counter_set", actor, {"number": number, "label": counter.label, "in_use": in_use})
    return counter


def _end_hours(office: Office, from_day: date) -> None:
    """What holds from that day on ends the day before; what was to begin later never begins."""
    later = OfficeHoursRow.objects.filter(office=office, valid__overlap=validity.days(from_day, None))
    for row in later:
        if row.valid.lower is not None and row.valid.lower >= from_day:
            row.delete()
        else:
            row.valid = validity.days(row.valid.lower, from_day - validity.ONE_DAY)
            row.save(update_fields=["valid"])


def _describe(office: Office, *, name: str, address: str, phone: str) -> None:
    fields: dict[str, Words] = {}
    office.name, office.address = tidy(name), tidy(address)
    if not office.name:
        fields["name"] = NEEDED
    office.phone = tidy(phone)
    if len(office.phone.replace(" ", "")) > SHORT_PHONE:
        try:
            office.phone = _office_phone(office.phone)
        except Malformed as fault:
            fields["phone"] = fault.words
    if fields:
        raise Invalid(fields)


def _office_phone(typed: str) -> str:
    bare = typed.replace(" ", "").replace(".", "")
    return bare if bare.startswith(("1900", "1800")) and bare.isdigit() else read_phone(typed).digits


def _free_identifier(agency: Agency) -> str:
    taken = {identifier.rsplit(".", 1)[-1] for identifier in agency.offices.values_list("identifier", flat=True)}
    return identifiers.below(agency.identifier, identifiers.next_group("MC", taken))


def _append(office: Office, kind: str, actor: Actor, facts: dict[str, object]) -> None:
    post = actor.post_for(MANAGE, office.agency.path)
    append(Subject("office", office.pk), kind, actor, facts, authority=post or "")
