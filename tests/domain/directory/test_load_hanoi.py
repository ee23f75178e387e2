"""Building Hanoi in both models from the facts."""

import time
from collections import Counter
from datetime import date

import pytest

from motcua.base.ledger.models import Entry
from motcua.domain.directory import queries
from motcua.domain.directory.models import Agency, Competence, Office
from motcua.domain.directory.queries.offices import offices_for
from motcua.domain.directory.services.load_hanoi import Loaded, load_hanoi
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied

THREE, TWO = date(2025, 6, 30), date(2025, 7, 1)
SPACING = 29
"""Where nobody has two offices, each so many-th is asked for singly."""


@pytest.fixture
def hanoi(db: None) -> Loaded:
    return load_hanoi(actor=SYSTEM)


def test_it_is_quick_and_a_second_run_adds_nothing(db: None) -> None:
    began = time.monotonic()
    first = load_hanoi(actor=SYSTEM)
    assert time.monotonic() - began < 10
    assert first.agencies == Agency.objects.count() and first.offices == Office.objects.count()
    assert load_hanoi(actor=SYSTEM) == Loaded(0, 0)
    assert Entry.objects.filter(kind="directory.loaded").count() == 1


@pytest.mark.parametrize(("day", "districts", "communes"), [(THREE, 30, 526), (TWO, 0, 126)])
def test_each_day_shows_its_own_model(hanoi: Loaded, day: date, districts: int, communes: int) -> None:
    there = queries.agencies_on(day)
    assert there.filter(kind="district").count() == districts
    assert there.filter(kind="commune").count() == communes
    assert there.filter(kind="city").count() == 1
    assert queries.offices_of_level("commune", day).count() == communes


def test_every_identifier_below_the_city_is_marked_synthetic(hanoi: Loaded) -> None:
    assert list(Agency.objects.filter(synthetic=False).values_list("identifier", flat=True)) == ["H26"]


@pytest.mark.parametrize("day", [date(2025, 2, 28), THREE, TWO, date(2026, 6, 1)])
def test_everybody_has_somewhere_to_go(hanoi: Loaded, day: date) -> None:
    asked = list(queries.agencies_on(day).exclude(kind="centre"))
    offices = offices_for({agency.pk for agency in asked}, day)
    assert [agency.name for agency in asked if agency.pk not in offices] == []
    several = Counter(Office.objects.filter(valid__contains=day).values_list("services__agency_id", flat=True))
    for agency in [one for one in asked if several[one.pk] > 1] or asked[::SPACING]:
        office = queries.office_for(agency.pk, day)
        assert office is not None and office.pk == offices[agency.pk], agency.name


def test_the_centre_and_its_twelve_branches_receive_for_the_departments_since_july_2025(hanoi: Loaded) -> None:
    justice = queries.agency_at("H26.S03", TWO)
    assert justice is not None
    assert queries.offices_receiving(justice.pk, THREE).count() == 1
    assert queries.offices_receiving(justice.pk, TWO).count() == 13
    assert set(Office.objects.filter(agency__kind="centre").values_list("ground", flat=True)) == {
        "assumed",
        "remembered",
    }


def test_old_communes_name_their_successors(hanoi: Loaded) -> None:
    old = queries.commune_agency("00001", THREE)
    assert old is not None
    assert [row.successor.short_name for row in old.successions.select_related("successor")] == ["UBND phường Hồng Hà"]
    assert Agency.objects.filter(kind="commune", valid__endswith__isnull=False, successions=None).count() == 0


@pytest.mark.parametrize(
    ("day", "ministry", "field", "short"),
    [
        (date(2025, 2, 28), "Bộ Kế hoạch và Đầu tư", "Đấu thầu", "SKHĐT"),
        (TWO, "Bộ Tài chính", "Thành lập và hoạt động của doanh nghiệp", "STC"),
        (TWO, "Bộ Công thương", "Điện", "SCT"),
        (TWO, "Bộ Văn hóa, Thể thao và Du lịch", "Du lịch", "SDL"),
        (TWO, "Bộ Văn hóa, Thể thao và Du lịch", "Di sản văn hóa", "SVHTT"),
        (date(2025, 2, 28), "Bộ Nông nghiệp và Môi trường", "Đất đai", "STNMT"),
        (TWO, "Ngân hàng Nhà nước Việt Nam", "Ngoại hối", "UBND Thành phố Hà Nội"),
    ],
)
def test_the_city_level_is_decided_by_the_competent_department(
    hanoi: Loaded, day: date, ministry: str, field: str, short: str
) -> None:
    agency = queries.agency_resolving(level="city", day=day, ministry=ministry, field=field)
    assert agency is not None and agency.short_name == short


def test_the_district_level_went_to_the_communes(hanoi: Loaded) -> None:
    before = queries.agency_resolving(level="district", day=THREE, commune_code="00004")
    after = queries.agency_resolving(level="district", day=TWO, commune_code="00004")
    assert before is not None and before.name == "Ủy ban nhân dân quận Ba Đình"
    assert after is not None and after.name == "Ủy ban nhân dân phường Ba Đình"
    assert queries.agency_resolving(level="ministry", day=TWO, commune_code="00004") is None
    assert queries.agency_resolving(level="commune", day=TWO, commune_code="99999") is None


@pytest.mark.parametrize(
    ("identifier", "levels", "resolved"),
    [
        ("H26.X00004.MC", ["commune"], "H26.X00004"),
        ("H26.X00004.MC", ["district"], "H26.X00004"),
        ("H26.X00004.MC", ["city"], None),
        ("H26.TT.CN01", ["city", "commune"], "H26.S03"),
        ("H26.TT.MC", ["city"], "H26.S03"),
        ("H26.TT.MC", ["commune"], None),
    ],
)
def test_what_an_office_receives_is_decided_by(
    hanoi: Loaded, identifier: str, levels: list[str], resolved: str | None
) -> None:
    office = Office.objects.select_related("agency").get(identifier=identifier)
    found = queries.resolving_agency(office=office, levels=levels, ministry="Bộ Tư pháp", field="Luật sư", on=TWO)
    assert (found.identifier if found else None) == resolved


def test_a_department_receives_only_its_own_before_july_2025(hanoi: Loaded) -> None:
    office = Office.objects.select_related("agency").get(identifier="H26.S18.MC")
    ask = {"office": office, "levels": ["city"], "field": "", "on": THREE}
    assert queries.resolving_agency(ministry="Bộ Y tế", **ask) == office.agency
    assert queries.resolving_agency(ministry="Bộ Tư pháp", **ask) is None


def test_what_is_not_checked_says_so(hanoi: Loaded) -> None:
    assert set(Competence.objects.filter(ground="verified").values_list("source", flat=True)) == {"1594/QĐ-TTPVHCC"}


def test_only_the_city_administrator_loads(db: None) -> None:
    with pytest.raises(Denied):
        load_hanoi(actor=Actor(kind="official", name="Ai đó"))
