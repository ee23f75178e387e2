"""Founding, naming and ending agencies, and saying what they decide.

Locks: the parent before the agency, each FOR UPDATE, so that nothing is founded below a body that is just being ended.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.base.ledger import Subject, append
from motcua.domain.directory import identifiers, policies, validity
from motcua.domain.directory.enums import AgencyKind, Ground, SuccessionKind
from motcua.domain.directory.errors import CompetenceTaken, IdentifierTaken, StillHasWork, taken_is
from motcua.domain.directory.holdings import work_at
from motcua.domain.directory.models import Agency, AgencySuccession, Competence, Office, Position
from motcua.domain.directory.permissions import MANAGE, check_may_manage
from motcua.domain.directory.services.frame import lock_agency
from motcua.domain.directory.services.searching import agency_search_text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")


def found_agency(
    *,
    actor: Actor,
    parent_id: UUID,
    name: str,
    short_name: str,
    kind: AgencyKind,
    valid_from: date,
    valid_until: date | None = None,
    identifier: str = "",
    territory_code: str = "",
) -> Agency:
    """A new body below another. Without an identifier it gets a synthetic one.

    Raises Invalid (name, identifier, days), OutsideParent, IdentifierTaken.
    """
    with taken_is(IdentifierTaken(identifier=identifier or "…")), transaction.atomic():
        parent = lock_agency(parent_id)
        check_may_manage(actor, parent.path)
        valid = policies.days_typed(valid_from, valid_until)
        given = identifier.strip().upper() or _free_identifier(parent)
        policies.check_identifier(given)
        policies.check_inside(parent, valid)
        agency = Agency(
            parent=parent,
            identifier=given,
            synthetic=not identifier.strip(),
            kind=AgencyKind(kind),
            path=identifiers.path_of(parent.path, given),
            territory_code=territory_code,
            valid=valid,
        )
        _name(agency, name, short_name)
        agency.save(force_insert=True)
        facts = {"identifier": given, "name": agency.name, "kind": agency.kind, "from_day": valid_from}
        _append(agency, "agency.founded", actor, facts)
    return agency


@transaction.atomic
def rename_agency(*, actor: Actor, agency_id: UUID, name: str, short_name: str) -> Agency:
    """Another name for the same body; papers issued before keep the name they bear. Invalid for an empty name."""
    agency = lock_agency(agency_id)
    check_may_manage(actor, agency.path)
    former = agency.name
    _name(agency, name, short_name)
    agency.save(update_fields=["name", "short_name", "search_text"])
    _append(agency, "agency.renamed", actor, {"former_name": former, "name": agency.name})
    return agency


def correct_identifier(*, actor: Actor, agency_id: UUID, identifier: str) -> Agency:
    """Put the official identifier in the place of a synthetic or wrong one; it is synthetic no more.

    Case codes given before keep the former one, and the agency's path stays. Raises Invalid, IdentifierTaken.
    """
    given = identifier.strip().upper()
    with taken_is(IdentifierTaken(identifier=given)), transaction.atomic():
        agency = lock_agency(agency_id)
        check_may_manage(actor, agency.path)
        policies.check_identifier(given)
        former = agency.identifier
        agency.identifier, agency.synthetic = given, False
        agency.search_text = agency_search_text(agency.name, agency.short_name, given)
        agency.save(update_fields=["identifier", "synthetic", "search_text"])
        _append(agency, "agency.identified", actor, {"former": former, "identifier": given})
    return agency


@transaction.atomic
def close_agency(*, actor: Actor, agency_id: UUID, last_day: date, successor_ids: Iterable[UUID] = ()) -> Agency:
    """End a body with `last_day`; its offices, posts and competences end with it, successors take over the day after.

    Only who manages the body above may end one. Raises AlreadyEnded, Invalid (last_day), StillHasParts, StillHasWork:
    what is open there is handed over by a reorganisation.
    """
    agency = lock_agency(agency_id)
    check_may_manage(actor, agency.parent.path if agency.parent else "/")
    policies.check_can_end(agency.valid, last_day)
    policies.check_nothing_left_below(agency, last_day)
    if count := work_at(agency.pk, last_day):
        raise StillHasWork(agency=agency.label, count=count)
    ended = validity.days(agency.valid_from, last_day)
    successors = list(Agency.objects.filter(pk__in=set(successor_ids)).order_by("identifier"))
    for model in (Office, Position, Competence):
        _end_rows(model, agency, last_day)
    agency.valid = ended
    agency.save(update_fields=["valid"])
    kind = SuccessionKind.WHOLE if len(successors) == 1 else SuccessionKind.PART
    from_day = last_day + validity.ONE_DAY
    AgencySuccession.objects.bulk_create(
        AgencySuccession(predecessor=agency, successor=later, kind=kind, from_day=from_day) for later in successors
    )
    facts = {"identifier": agency.identifier, "name": agency.name, "last_day": last_day}
    _append(agency, "agency.closed", actor, facts | {"successors": [later.identifier for later in successors]})
    return agency


def assign_competence(
    *, actor: Actor, agency_id: UUID, ministry: str, field: str = "", from_day: date, source: str = ""
) -> Competence:
    """From a day on, this body decides the city-level procedures of a ministry (or of one field of it).

    Whoever decided them before stops the day before. `source` names the document, if there is one. Raises Invalid.
    """
    with taken_is(CompetenceTaken()), transaction.atomic():
        agency = lock_agency(agency_id)
        check_may_manage(actor, agency.parent.path if agency.parent else agency.path)
        policies.check_exists_on(agency, from_day)
        ministry, field = tidy(ministry), tidy(field)
        if not ministry:
            raise Invalid({"ministry": NEEDED})
        _make_room(fold(ministry), fold(field), from_day)
        row = Competence.objects.create(
            agency=agency,
            ministry=ministry,
            field=field,
            ministry_key=fold(ministry),
            field_key=fold(field),
            valid=validity.days(from_day, agency.valid_until),
            ground=Ground.VERIFIED if source.strip() else Ground.ENTERED,
            source=source.strip(),
        )
        facts = {"ministry": ministry, "field": field, "from_day": from_day, "source": row.source}
        _append(agency, "agency.competent", actor, facts)
    return row


def _make_room(ministry_key: str, field_key: str, from_day: date) -> None:
    """Former rows end the day before; those that had not begun by then never hold."""
    rows = Competence.objects.select_for_update(of=("self",)).filter(ministry_key=ministry_key, field_key=field_key)
    for row in rows.exclude(valid__fully_lt=validity.days(from_day, None)):
        if row.valid.lower is not None and row.valid.lower >= from_day:
            row.delete()
        else:
            row.valid = validity.days(row.valid.lower, from_day - validity.ONE_DAY)
            row.save(update_fields=["valid"])


def _end_rows(model: type[Office] | type[Position] | type[Competence], agency: Agency, last_day: date) -> None:
    """What goes on after the last day ends with it; what had not begun by then never begins."""
    after = validity.days(last_day + validity.ONE_DAY, None)
    rows = model.objects.select_for_update(of=("self",)).filter(agency=agency, valid__overlap=after)
    rows.filter(valid__fully_gt=validity.days(None, last_day)).delete()
    for row in rows.filter(Q(valid__endswith__isnull=True) | Q(valid__endswith__gt=after.lower)):
        row.valid = validity.days(row.valid.lower, last_day)
        row.save(update_fields=["valid"])


def _name(agency: Agency, name: str, short_name: str) -> None:
    agency.name, agency.short_name = tidy(name), tidy(short_name) or tidy(name)
    if not agency.name:
        raise Invalid({"name": NEEDED})
    agency.search_text = agency_search_text(agency.name, agency.short_name, agency.identifier)


def _free_identifier(parent: Agency) -> str:
    taken = {identifier.rsplit(".", 1)[-1] for identifier in parent.children.values_list("identifier", flat=True)}
    return identifiers.below(parent.identifier, identifiers.next_group("DV", taken))


def _append(agency: Agency, kind: str, actor: Actor, facts: dict[str, object]) -> None:
    append(Subject("agency", agency.pk), kind, actor, facts, authority=actor.post_for(MANAGE, agency.path) or "")
