"""Founding, naming and ending agencies."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.base.ledger.models import Entry
from motcua.domain.directory import queries, validity
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.errors import AlreadyEnded, IdentifierTaken, OutsideParent, StillHasParts
from motcua.domain.directory.models import Agency, AgencySuccession, Competence, Position
from motcua.domain.directory.services.agencies import (
    assign_competence,
    close_agency,
    correct_identifier,
    found_agency,
    rename_agency,
)
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid
from tests.domain.directory.places import SINCE, SmallCity, in_days, make_agency, make_person, make_position, today


def found(city: SmallCity, **changes: object) -> Agency:
    values = {
        "parent_id": city.ba_dinh.pk,
        "name": "  Phòng  Kinh tế ",
        "short_name": "",
        "kind": AgencyKind.UNIT,
        "valid_from": today(),
    } | changes
    return found_agency(actor=SYSTEM, **values)  # type: ignore[arg-type]


def test_a_new_unit_gets_a_synthetic_identifier_and_an_entry(small_city: SmallCity) -> None:
    agency = found(small_city)
    assert agency.name == agency.short_name == "Phòng Kinh tế"
    assert (agency.identifier, agency.synthetic) == ("H26.X00004.DV02", True)
    assert agency.path == "/H26/H26.X00004/H26.X00004.DV02/"
    entry = Entry.objects.get(subject_kind="agency", subject_id=str(agency.pk))
    assert entry.kind == "agency.founded" and entry.facts["identifier"] == agency.identifier


def test_levels_go_on_as_deep_as_needed(small_city: SmallCity) -> None:
    parent = small_city.culture
    for depth in range(4):
        parent = found(small_city, parent_id=parent.pk, name=f"Tổ {depth}", identifier=f"H26.X00004.T{depth}")
    assert parent.path.count("/") == 8
    assert [agency.kind for agency in queries.lines_above(parent.path, today())][:3] == ["city", "commune", "unit"]


def test_an_official_identifier_is_not_synthetic(small_city: SmallCity) -> None:
    assert found(small_city, identifier=" h26.50.01 ").synthetic is False


def test_an_identifier_serves_one_agency_at_a_time(small_city: SmallCity) -> None:
    with pytest.raises(IdentifierTaken):
        found(small_city, identifier="H26.S03")
    assert found(small_city, parent_id=small_city.city.pk, identifier="H26.99", valid_until=in_days(5))
    assert found(small_city, parent_id=small_city.city.pk, identifier="H26.99", valid_from=in_days(6))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"identifier": "H26/1"}, "identifier"),
        ({"identifier": "H26." + "X" * 40}, "identifier"),
        ({"valid_until": date(2020, 1, 1)}, "valid_until"),
    ],
)
def test_what_cannot_be_taken_is_named(small_city: SmallCity, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        found(small_city, **changes)
    assert set(caught.value.fields) == {field}


def test_a_body_lives_inside_the_days_of_its_parent(small_city: SmallCity) -> None:
    with pytest.raises(OutsideParent):
        found(small_city, valid_from=date(2025, 6, 30))


def test_the_database_itself_refuses_a_child_outside_its_parent(small_city: SmallCity) -> None:
    with pytest.raises(IntegrityError, match="stands below its parent"), transaction.atomic():
        make_agency("H26.S99", "Sở mai sau", "department", small_city.city, valid=validity.days(date(2020, 1, 1), None))
    small_city.city.valid = validity.days(SINCE, in_days(10))
    with pytest.raises(IntegrityError, match="stands below its parent"), transaction.atomic():
        small_city.city.save()
    with pytest.raises(IntegrityError, match="never moves"), transaction.atomic():
        Agency.objects.filter(pk=small_city.culture.pk).update(path="/H26/H26.S03/H26.X00004.DV01/")


def test_a_new_name_keeps_the_body(small_city: SmallCity) -> None:
    rename_agency(actor=SYSTEM, agency_id=small_city.culture.pk, name="Phòng Văn hóa", short_name="PVH")
    assert [a.pk for a in queries.agencies_found("phong van hoa pvh", paths=["/H26/"], day=today())] == [
        small_city.culture.pk
    ]
    entry = Entry.objects.get(kind="agency.renamed")
    assert entry.facts == {"former_name": "Phòng Văn hóa - Xã hội", "name": "Phòng Văn hóa"}


def test_the_official_identifier_replaces_the_synthetic_one_and_the_path_stays(small_city: SmallCity) -> None:
    path = small_city.ba_dinh.path
    agency = correct_identifier(actor=SYSTEM, agency_id=small_city.ba_dinh.pk, identifier="H26.21.04")
    agency.refresh_from_db()
    assert (agency.identifier, agency.synthetic, agency.path) == ("H26.21.04", False, path)
    assert queries.below(path, today()).count() == 2
    with pytest.raises(IdentifierTaken):
        correct_identifier(actor=SYSTEM, agency_id=small_city.ngoc_ha.pk, identifier="H26.21.04")


def test_a_body_that_ends_takes_offices_and_posts_with_it(small_city: SmallCity) -> None:
    last = in_days(20)
    held = make_position(make_person(), small_city.ngoc_ha, "leader")
    planned = make_position(make_person(), small_city.ngoc_ha, "leader", valid=validity.days(in_days(30), None))
    close_agency(actor=SYSTEM, agency_id=small_city.ngoc_ha.pk, last_day=last, successor_ids=[small_city.ba_dinh.pk])
    held.refresh_from_db()
    assert held.valid_until == last and not Position.objects.filter(pk=planned.pk).exists()
    succession = AgencySuccession.objects.get()
    assert (succession.successor_id, succession.kind) == (small_city.ba_dinh.pk, "whole")
    assert succession.from_day == in_days(21)
    assert queries.agency_at("H26.X00008", last) and queries.agency_at("H26.X00008", in_days(21)) is None
    with pytest.raises(AlreadyEnded):
        close_agency(actor=SYSTEM, agency_id=small_city.ngoc_ha.pk, last_day=last)


def test_parts_end_before_the_whole(small_city: SmallCity) -> None:
    with pytest.raises(StillHasParts):
        close_agency(actor=SYSTEM, agency_id=small_city.ba_dinh.pk, last_day=in_days(3))
    close_agency(actor=SYSTEM, agency_id=small_city.culture.pk, last_day=in_days(3))
    closed = close_agency(actor=SYSTEM, agency_id=small_city.ba_dinh.pk, last_day=in_days(3))
    assert closed.valid_until == in_days(3)
    small_city.office.refresh_from_db()
    assert small_city.office.valid_until == in_days(3)


def test_a_body_cannot_end_before_it_began(small_city: SmallCity) -> None:
    with pytest.raises(Invalid):
        close_agency(actor=SYSTEM, agency_id=small_city.culture.pk, last_day=date(2025, 6, 1))


def test_a_field_goes_from_one_department_to_another(small_city: SmallCity) -> None:
    tourism = make_agency("H26.S15", "Sở Du lịch", "department", small_city.city)
    ask = {"level": "city", "ministry": "Bộ Tư pháp", "field": "Luật sư"}
    assign_competence(actor=SYSTEM, agency_id=small_city.justice.pk, ministry="Bộ Tư pháp", from_day=SINCE)
    assert queries.agency_resolving(day=today(), **ask) == small_city.justice
    assign_competence(
        actor=SYSTEM,
        agency_id=tourism.pk,
        ministry="bộ tư pháp",
        field="Luật sư",
        from_day=in_days(5),
        source="12/QĐ-UBND",
    )
    assert queries.agency_resolving(day=in_days(4), **ask) == small_city.justice
    assert queries.agency_resolving(day=in_days(5), **ask) == tourism
    assign_competence(
        actor=SYSTEM, agency_id=small_city.justice.pk, ministry="Bộ Tư pháp", field="Luật sư", from_day=in_days(8)
    )
    assert queries.agency_resolving(day=in_days(7), **ask) == tourism
    assert queries.agency_resolving(day=in_days(8), **ask) == small_city.justice
    assert set(Competence.objects.values_list("ground", flat=True)) == {"entered", "verified"}


def test_a_competence_is_of_one_body_in_the_database_too(small_city: SmallCity) -> None:
    row = assign_competence(actor=SYSTEM, agency_id=small_city.justice.pk, ministry="Bộ Tư pháp", from_day=SINCE)
    row.pk = None
    row.id = make_person().pk
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
