"""The first stage: bodies are founded, renamed and ended, with their offices and the record of who took over.

One transaction; what stands already (prepared by hand, or by an earlier try) is left as it is.
"""

from motcua.base.ledger import Subject, append
from motcua.casework.reorganisation.checking import already_standing
from motcua.casework.reorganisation.frame import Frame, last_day
from motcua.casework.reorganisation.plan import Founded
from motcua.domain.directory import identifiers, validity
from motcua.domain.directory.enums import AgencyKind, Ground, SuccessionKind
from motcua.domain.directory.models import Agency, AgencySuccession, Counter, Office, OfficeService
from motcua.domain.directory.services.searching import agency_search_text
from motcua.kernel.actor import Actor
from motcua.kernel.text import tidy

COUNTERS = 2


def found_all(frame: Frame, actor: Actor) -> int:
    """The bodies of the plan that do not stand yet, those above first."""
    there = already_standing(frame)
    waiting, made = [one for one in frame.plan.founded if one.identifier not in there], 0
    while waiting:
        ready = [one for one in waiting if one.parent in frame.bodies]
        for one in ready:
            frame.bodies[one.identifier] = _found(frame, one, actor)
        made, waiting = made + len(ready), [one for one in waiting if one not in ready]
        if not ready:
            raise LookupError(waiting[0].parent)
    return made


def _found(frame: Frame, one: Founded, actor: Actor) -> Agency:
    parent, valid = frame.bodies[one.parent], validity.days(frame.plan.from_day, None)
    agency = Agency.objects.create(
        identifier=one.identifier,
        name=tidy(one.name),
        short_name=tidy(one.short_name),
        search_text=agency_search_text(tidy(one.name), tidy(one.short_name), one.identifier),
        kind=AgencyKind(one.kind),
        parent=parent,
        path=identifiers.path_of(parent.path, one.identifier),
        territory_code=one.territory,
        valid=valid,
    )
    told = {"identifier": one.identifier, "name": agency.name, "kind": agency.kind, "from_day": frame.plan.from_day}
    append(Subject("agency", agency.pk), "agency.founded", actor, told, authority=frame.plan.decision)
    if one.office:
        office = Office.objects.create(
            agency=agency, identifier=identifiers.below(one.identifier, "MC"), name=tidy(one.office),
            address=tidy(one.address), valid=valid, ground=Ground.VERIFIED,
        )  # fmt: skip
        OfficeService.objects.create(office=office, agency=agency)
        Counter.objects.bulk_create(Counter(office=office, number=number) for number in range(1, COUNTERS + 1))
    return agency


def rename_all(frame: Frame, actor: Actor) -> None:
    for one in frame.plan.renamed:
        agency, former = frame.bodies[one.identifier], frame.bodies[one.identifier].name
        agency.name, agency.short_name = tidy(one.name), tidy(one.short_name) or tidy(one.name)
        if agency.name == former:
            continue
        agency.search_text = (
            f"{agency_search_text(agency.name, agency.short_name, agency.identifier)} {agency.search_text}"
        )
        agency.save(update_fields=["name", "short_name", "search_text"])
        told = {"former_name": former, "name": agency.name}
        append(Subject("agency", agency.pk), "agency.renamed", actor, told, authority=frame.plan.decision)


def end_all(frame: Frame, actor: Actor) -> None:
    """Those below first. A body's offices close with it; other bodies' offices go on receiving for its successors."""
    last = last_day(frame.plan)
    for agency in sorted(frame.former.values(), key=lambda one: (-one.path.count("/"), one.path)):
        heirs = [frame.bodies[heir] for heir in frame.plan.ends[agency.identifier].successors]
        _record_heirs(frame, agency, heirs)
        _receive_elsewhere(frame, agency, heirs)
        for office in Office.objects.select_for_update().filter(agency=agency, valid__contains=frame.plan.from_day):
            first = office.valid_from
            office.valid = validity.days(first, max(first, last) if first else last)
            office.save(update_fields=["valid"])
        if agency.valid_until is None or agency.valid_until > last:
            agency.valid = validity.days(agency.valid_from, last)
            agency.save(update_fields=["valid"])
            told = {"identifier": agency.identifier, "name": agency.name, "last_day": last}
            told |= {"successors": [heir.identifier for heir in heirs]}
            append(Subject("agency", agency.pk), "agency.closed", actor, told, authority=frame.plan.decision)


def _record_heirs(frame: Frame, agency: Agency, heirs: list[Agency]) -> None:
    kind = SuccessionKind.WHOLE if len(heirs) == 1 else SuccessionKind.PART
    AgencySuccession.objects.bulk_create(
        [
            AgencySuccession(predecessor=agency, successor=heir, kind=kind, from_day=frame.plan.from_day)
            for heir in heirs
        ],
        ignore_conflicts=True,
    )


def _receive_elsewhere(frame: Frame, agency: Agency, heirs: list[Agency]) -> None:
    lasting = OfficeService.objects.filter(agency=agency).exclude(office__in=frame.ending_offices)
    OfficeService.objects.bulk_create(
        [
            OfficeService(office_id=key, agency=heir)
            for key in lasting.values_list("office", flat=True)
            for heir in heirs
        ],
        ignore_conflicts=True,
    )
