"""Lists kept under a name: columns and order, for oneself or the unit, opened first, changed, deleted."""

import re
from typing import Any

import pytest

from motcua.faces.desk import views_kept
from motcua.faces.desk.models import DeskChoice, SavedView
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, make_official

NEW = "/can-bo/viec/muc-moi/?muc=unit&tt=processing"
TYPED = {
    "name": "Đang làm", "column_case": "on", "place_case": "2", "column_due": "on", "place_due": "1",
    "column_field": "on", "place_field": "3",
}  # fmt: skip


def keep(client: Any, where: str = NEW, **typed: str) -> SavedView:
    answer = client.post(where, TYPED | typed)
    assert answer.status_code == 302, answer.content.decode()
    return SavedView.objects.get(pk=answer["Location"].partition("xem=")[2])


def heads(page: str) -> list[str]:
    inside = page[page.index("<thead>") : page.index("</thead>")]
    return [re.sub(r"<[^>]+>", "", head).strip(" ↑↓") for head in re.findall(r"<th[^>]*>(.*?)</th>", inside)]


def test_a_kept_view_is_a_tab_with_its_own_columns(town: Town, stage: Stage, sign_in: SignIn) -> None:
    examined, filed, client = stage.examined(), stage.filed(), sign_in(town.specialist)
    view = keep(client)
    page = client.get(f"/can-bo/viec/?xem={view.pk}").content.decode()
    assert heads(page)[-3:] == ["Hạn", "Hồ sơ", "Lĩnh vực"] and "Hộ tịch" in page
    assert str(examined.pk) in page and str(filed.pk) not in page
    assert f'<a href="/can-bo/viec/?xem={view.pk}" aria-current="page">Đang làm</a>' in page
    assert f"/can-bo/ho-so/{examined.pk}/?xem={view.pk}" in page, "a case knows the view it was opened from"
    assert view.name in client.get(f"/can-bo/ho-so/{examined.pk}/?xem={view.pk}").content.decode()


def test_it_may_be_what_the_day_begins_with(town: Town, stage: Stage, sign_in: SignIn) -> None:
    client = sign_in(town.specialist)
    view = keep(client, first="on")
    assert client.get("/can-bo/viec/")["Location"] == f"/can-bo/viec/?xem={view.pk}"
    assert client.get("/can-bo/viec/?muc=mine").status_code == 200
    client.post(f"/can-bo/viec/muc/{view.pk}/", TYPED)
    assert client.get("/can-bo/viec/").status_code == 200


def test_it_is_renamed_narrowed_anew_and_deleted(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.specialist)
    view = keep(client)
    where = f"/can-bo/viec/muc/{view.pk}/"
    assert "Đang làm" in client.get(where).content.decode()
    keep(client, f"{where}?muc=mine&han=late&xem={view.pk}", name="Trễ của tôi")
    view.refresh_from_db()
    assert (view.name, view.asked) == ("Trễ của tôi", {"muc": "mine", "han": "late"})
    keep(client, where, name="Trễ")
    view.refresh_from_db()
    assert view.asked == {"muc": "mine", "han": "late"}, "a new name alone changes nothing else"
    assert client.post(where, {"drop": "1"})["Location"] == "/can-bo/viec/?muc=mine"
    assert not SavedView.objects.exists()


def test_a_narrowed_view_offers_to_keep_the_change(town: Town, stage: Stage, sign_in: SignIn) -> None:
    stage.examined()
    client = sign_in(town.specialist)
    view = keep(client)
    page = client.get(f"/can-bo/viec/?muc=unit&han=late&xem={view.pk}").content.decode()
    assert f"/can-bo/viec/muc/{view.pk}/?muc=unit&amp;han=late&amp;xem={view.pk}" in page


def test_a_leader_shares_with_the_unit_and_others_only_use_it(town: Town, sign_in: SignIn) -> None:
    leader, specialist, stranger = (sign_in(who) for who in (town.leader, town.specialist, town.stranger))
    assert "Mọi người ở" in leader.get(NEW).content.decode()
    assert "Mọi người ở" not in specialist.get(NEW).content.decode()
    assert specialist.post(NEW, TYPED | {"agency": str(town.commune.pk)}).status_code == 403
    view = keep(leader, agency=str(town.commune.pk))
    assert ">Đang làm</a>" in specialist.get("/can-bo/viec/").content.decode()
    assert ">Đang làm</a>" not in stranger.get("/can-bo/viec/").content.decode()
    where = f"/can-bo/viec/muc/{view.pk}/"
    assert stranger.get(where).status_code == 404
    assert specialist.post(where, {"drop": "1"}).status_code == 403
    specialist.post(where, {"first": "on", "name": "Khác"})
    view.refresh_from_db()
    assert view.name == "Đang làm" and DeskChoice.objects.get(pk=town.specialist.account_id).first_view == view


def test_somebody_elses_own_view_is_not_there(town: Town, sign_in: SignIn) -> None:
    view = keep(sign_in(town.specialist))
    other = sign_in(town.leader)
    assert other.get(f"/can-bo/viec/muc/{view.pk}/").status_code == 404
    assert ">Đang làm</a>" not in other.get(f"/can-bo/viec/?xem={view.pk}").content.decode()


@pytest.mark.parametrize("name,status,said", [("", 422, "Bạn đặt tên"), ("Đang làm", 409, "Đã có mục tên")])
def test_a_missing_or_taken_name_is_said_and_the_rest_stays(
    name: str, status: int, said: str, town: Town, sign_in: SignIn
) -> None:
    client = sign_in(town.specialist)
    keep(client)
    answer = client.post(NEW, TYPED | {"name": name})
    page = answer.content.decode()
    assert answer.status_code == status and said in page
    assert re.search(r'name="column_field" checked', page) and 'name="place_field" value="3"' in page


def test_views_do_not_pile_up(town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_kept, "MOST", 1)
    client = sign_in(town.specialist)
    keep(client)
    assert client.post(NEW, TYPED | {"name": "Một mục nữa"}).status_code == 409


def test_keys_are_switched_for_the_account(town: Town, sign_in: SignIn) -> None:
    client, elsewhere = sign_in(town.specialist), sign_in(town.specialist)
    assert 'data-keys="on"' in client.get("/can-bo/viec/").content.decode()
    assert "Chuyển bước tiếp theo" in client.get("/can-bo/phim-tat/").content.decode()
    answer = client.post("/can-bo/phim-tat/", {"on": "0", "next": "/can-bo/viec/"})
    assert answer["Location"] == "/can-bo/viec/"
    assert (
        client.post("/can-bo/phim-tat/", {"on": "0", "next": "https://a.example/"})["Location"] == "/can-bo/phim-tat/"
    )
    assert client.post("/can-bo/phim-tat/", {"on": "0"}, headers={"X-Requested-With": "fetch"}).status_code == 204
    assert 'data-keys="off"' in client.get("/can-bo/viec/").content.decode()
    assert 'data-keys="off"' in elsewhere.get("/can-bo/viec/").content.decode()


def test_a_city_leader_sees_the_unit_apart_from_all_below(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.examined()
    mayor = make_official("Trần Thị Thành Phố", "Chủ tịch", town.city, ["leader"])
    client = sign_in(mayor)
    assert str(case.pk) not in client.get("/can-bo/viec/?muc=unit").content.decode()
    assert str(case.pk) in client.get("/can-bo/viec/?muc=below").content.decode()
    assert "muc=below" not in sign_in(town.leader).get("/can-bo/viec/").content.decode()
