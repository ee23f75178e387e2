"""The page where it is said why somebody looked at so many cases."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client

from motcua.casework.looking.models import Alarm
from motcua.kernel import clock
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn

LIST = "/quan-tri/xem-nhieu/"


@pytest.fixture
def alarm(small_city: SmallCity, sign_in: SignIn) -> Alarm:
    """Of a specialist of Ba Đình."""
    seen: Any = sign_in(small_city.ba_dinh, "specialist", name="Phạm Văn Xem")
    now = clock.now()
    return Alarm.objects.create(
        account_id=seen.person.staff_account_id, during=DateTimeTZRange(now - timedelta(hours=1), now), cases=64,
        places=[{"agency": "Phường Ba Đình", "cases": 60}, {"agency": "Phường Ngọc Hà", "cases": 4}],
    )  # fmt: skip


def test_the_leader_reads_it_and_notes_the_reason(small_city: SmallCity, sign_in: SignIn, alarm: Alarm) -> None:
    leader = sign_in(small_city.ba_dinh, "leader", name="Đỗ Thị Lãnh Đạo")
    assert f'href="{LIST}"' in leader.get("/can-bo/nhac-viec/").content.decode()
    listed = leader.get(LIST).content.decode()
    assert "Phạm Văn Xem" in listed and "Chưa có lý do" in listed and f"{alarm.pk}" in listed
    address = f"{LIST}{alarm.pk}/"
    page = leader.get(address).content.decode()
    assert "Phường Ba Đình: 60; Phường Ngọc Hà: 4" in page and "không bị chặn" in page
    wrong = leader.post(address, {"verdict": "explained", "note": " "})
    assert wrong.status_code == 422
    assert leader.post(address, {"verdict": "explained", "note": "Rà soát 12/KH"})["Location"] == LIST
    read = leader.get(address).content.decode()
    assert "Rà soát 12/KH" in read and "Đỗ Thị Lãnh Đạo" in read and "<textarea" not in read
    again = leader.post(address, {"verdict": "pursued", "note": "Khác"})
    assert again.status_code == 409 and "đã có người trả lời" in again.content.decode()
    assert "Có lý do công việc" in leader.get(LIST).content.decode()


def test_other_agencies_and_who_it_is_about_do_not_see_it(small_city: SmallCity, sign_in: SignIn, alarm: Alarm) -> None:
    elsewhere = sign_in(small_city.ngoc_ha, "leader")
    assert elsewhere.get(f"{LIST}{alarm.pk}/").status_code == 404
    assert "Phạm Văn Xem" not in elsewhere.get(LIST).content.decode()
    assert sign_in(small_city.ba_dinh, "specialist").get(LIST).status_code == 403


def test_the_administrators_first_page_says_that_a_reason_is_missing(city_admin: Client, alarm: Alarm) -> None:
    page = city_admin.get("/quan-tri/").content.decode()
    assert "1 lần cán bộ xem nhiều hồ sơ" in page and f'href="{LIST}"' in page
    city_admin.post(f"{LIST}{alarm.pk}/", {"verdict": "pursued", "note": "Chuyển thanh tra"})
    assert "lần cán bộ xem nhiều hồ sơ" not in city_admin.get("/quan-tri/").content.decode()
