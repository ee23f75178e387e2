"""Units in the database: filled from the facts, found by code and day, written by no city."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from motcua.base.territory import queries
from motcua.base.territory.models import Unit, UnitSuccession
from motcua.base.territory.services.fill import fill_units
from tests.base.owner import owner_rights

pytestmark = pytest.mark.django_db

LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def owner(db: None) -> Iterator[None]:
    with owner_rights("territory_unit", "territory_succession"):
        yield


def found(code: str, day: date) -> Unit:
    return queries.units_on(day).select_related("parent").get(code=code)


def became(old: Unit) -> list[str]:
    return list(Unit.objects.filter(predecessions__old=old).order_by("code").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"), [(LAST_DAY, 63, 30, 526), (FIRST_DAY, 34, 0, 126)]
)
def test_a_new_city_finds_the_units_of_both_eras(day: date, provinces: int, districts: int, communes: int) -> None:
    levels = [queries.units_on(day, level).count() for level in ("province", "district", "commune")]
    assert levels == [provinces, districts, communes]
    assert queries.units_on(day).count() == sum(levels)


def test_a_code_stands_for_the_unit_of_its_day() -> None:
    assert found("00004", LAST_DAY).name == "Phường Trúc Bạch"
    assert found("00004", FIRST_DAY).name == "Phường Ba Đình"
    assert found("00001", LAST_DAY).name == "Phường Phúc Xá"
    assert not queries.units_on(FIRST_DAY).filter(code="00001").exists()


def test_units_stand_below_their_parents() -> None:
    hoan_kiem = found("002", LAST_DAY)
    assert hoan_kiem.parent is not None and hoan_kiem.parent.name == "Thành phố Hà Nội"
    assert Unit.objects.filter(parent=hoan_kiem).count() == 18
    assert Unit.objects.filter(parent=found("01", FIRST_DAY)).count() == 126


def test_an_old_unit_leads_to_what_became_of_it() -> None:
    assert became(found("00001", LAST_DAY)) == ["Phường Hồng Hà"]
    divided = UnitSuccession.objects.filter(divided=True).select_related("old").order_by("old__code").first()
    assert divided is not None
    assert len(became(divided.old)) > 1
    assert became(found("02", LAST_DAY)) == ["Tỉnh Tuyên Quang"]
    assert UnitSuccession.objects.count() == 794 + 63


def test_a_city_cannot_change_the_national_list() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Unit.objects.update(name="khác")


def test_filling_again_changes_nothing_and_keeps_identities(owner: None) -> None:
    before = dict(Unit.objects.values_list("id", "name"))
    successions = set(UnitSuccession.objects.values_list("id", flat=True))
    assert fill_units(using="default") == len(before)
    assert dict(Unit.objects.values_list("id", "name")) == before
    assert set(UnitSuccession.objects.values_list("id", flat=True)) == successions


def test_filling_puts_right_what_differs_and_adds_what_is_missing(owner: None) -> None:
    known, lost = found("002", LAST_DAY), found("00004", FIRST_DAY)
    Unit.objects.filter(id=known.id).update(name="Quận khác", search="quan khac")
    UnitSuccession.objects.filter(new=lost).delete()
    lost.delete()
    fill_units(using="default")
    assert found("002", LAST_DAY).name == "Quận Hoàn Kiếm"
    assert found("002", LAST_DAY).id == known.id
    assert found("00004", FIRST_DAY).name == "Phường Ba Đình"
    assert UnitSuccession.objects.count() == 794 + 63


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"era": "two-level"}, "territory_unit_level"),
        ({"level": "commune"}, "territory_unit_level"),
        ({"level": "ward"}, "territory_unit_level"),
        ({"kind": "ward"}, "territory_unit_level"),
        ({"parent": None}, "territory_unit_level"),
        ({"valid_from": date(2025, 7, 2)}, "territory_unit_days"),
        ({"code": "003"}, "territory_unit_code"),
    ],
)
def test_a_unit_that_contradicts_itself_is_refused(owner: None, change: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Unit.objects.filter(era="three-level", code="002").update(**change)


def test_two_units_never_share_a_code_on_one_day(owner: None) -> None:
    with pytest.raises(IntegrityError, match="territory_unit_one_a_day"), transaction.atomic():
        Unit.objects.filter(era="two-level", code="00004").update(valid_from=LAST_DAY)


def test_a_unit_does_not_become_itself_and_becomes_another_once(owner: None) -> None:
    step = UnitSuccession.objects.select_related("old", "new").first()
    assert step is not None
    with pytest.raises(IntegrityError, match="territory_succession_not_itself"), transaction.atomic():
        UnitSuccession.objects.create(old=step.old, new=step.old, divided=False)
    with pytest.raises(IntegrityError, match="territory_succession_once"), transaction.atomic():
        UnitSuccession.objects.create(old=step.old, new=step.new, divided=False)
