"""The administrator's first page says when the ledger was not sealed for too long."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base import years
from motcua.base.ledger.models import Seal
from motcua.base.ledger.seals import deposits
from motcua.faces.console.overview import missing
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.base.ledger.situations import made, own_registries
from tests.domain.directory.places import SmallCity

__all__ = ["own_registries"]


@pytest.mark.parametrize(("hours", "told"), [(1, False), (5, True)])
def test_a_seal_older_than_two_hours_is_told(city_admin: Client, small_city: SmallCity, hours: int, told: bool) -> None:
    Seal.objects.create(number=1, at=clock.now() - timedelta(hours=hours), body="{}", signature="")
    page = city_admin.get("/quan-tri/").content.decode()
    assert ("chưa được niêm phong từ 5 giờ nay" in page) is told


def test_a_city_never_sealed_is_told_when_its_first_entry_is_old(
    city_admin: Client, small_city: SmallCity, own_registries: None
) -> None:
    made()
    assert "chưa được niêm phong lần nào" not in city_admin.get("/quan-tri/").content.decode()
    with clock.frozen(clock.now() + timedelta(hours=3)), CaptureQueriesContext(connection) as asked:
        assert "never sealed" in missing(SYSTEM)[0].words.en
    assert sum("ledger_seal" in one["sql"] for one in asked) == 1


def test_seals_that_come_to_no_other_place_for_hours_are_told_where_a_place_is_set_up(
    city_admin: Client, small_city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deposits, "stand", lambda: [deposits.Deposited("folder", clock.now() - timedelta(hours=30))])
    assert "chưa được gửi ra nơi khác từ 30 giờ nay (thư mục)" in city_admin.get("/quan-tri/").content.decode()
    monkeypatch.setattr(deposits, "stand", lambda: [deposits.Deposited("folder", clock.now() - timedelta(hours=3))])
    assert "gửi ra nơi khác" not in city_admin.get("/quan-tri/").content.decode()


@pytest.mark.parametrize(
    ("until", "astray", "told"),
    [(9999, (), []), (2000, (), ["no part for the year 2001"]), (9999, ("access_look",), ["looks at personal data"])],
)
def test_a_year_without_a_part_and_rows_astray_are_told(
    small_city: SmallCity, monkeypatch: pytest.MonkeyPatch, until: int, astray: tuple[str, ...], told: list[str]
) -> None:
    monkeypatch.setattr(years, "standing", lambda: years.Standing(until, astray))
    found = [one.words.en for one in missing(SYSTEM) if "year" in one.words.en]
    assert len(found) == len(told) and all(part in said for part, said in zip(told, found, strict=True))
