"""What somebody holds is shown before a post ends, a role is taken away or an account is locked."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.access.models import Account
from motcua.casework.services.forward import take_task
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import HandOverPlan, Task
from tests.faces.console.conftest import signed_in
from tests.faces.desk.conftest import Stage
from tests.support.town import Town, build_town, make_official


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def post(town: Town) -> Position:
    """The specialist's, with a case taken."""
    case = Stage(town).examined()
    take_task(actor=town.specialist, case_id=case.pk, expected=None)
    assert town.specialist.person_id
    return Position.objects.select_related("person", "agency").get(person=town.specialist.person_id)


def look(client: Client, address: str, facts: dict[str, object]) -> str:
    answer = client.post(address, facts | {"do": "look"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["post_end", "post_roles", "account_lock"])
def test_the_effect_names_what_is_held_and_who_is_left(town: Town, post: Position, name: str) -> None:
    client = signed_in(town.city, "administrator")
    address = reverse(f"console:{name}", args=[post.person_id, *([] if name == "account_lock" else [post.pk])])
    facts: dict[str, object] = {"last_day": "1/1/2030"} if name == "post_end" else {"roles": ["leader"]}
    page = look(client, address, facts)
    assert "đang giữ 1 hồ sơ" in page and "Hồ sơ đang giữ" in page and "Chuyên viên" in page
    assert "không còn ai khác nhận được bước “Chuyên viên”, 1 hồ sơ sẽ đứng lại" in page
    make_official("Ngô Thị Thay", "Chuyên viên", town.commune, ["specialist"])
    page = look(client, address, facts)
    assert "còn 1 người khác nhận được bước “Chuyên viên”" in page and "đứng lại" not in page
    post.refresh_from_db()
    assert post.roles == ["specialist"] and post.valid.upper is None


def test_the_cases_somebody_is_named_on_are_counted(town: Town, post: Position) -> None:
    counter = Position.objects.get(person=town.counter.person_id)
    client = signed_in(town.city, "administrator")
    page = look(client, reverse("console:post_end", args=[counter.person_id, counter.pk]), {"last_day": "1/1/2030"})
    assert "1 hồ sơ đang mở ghi người này là cán bộ đầu mối" in page and "đang giữ 0 hồ sơ" in page


def saved(client: Client, address: str, facts: dict[str, object]) -> int:
    seen = client.post(address, facts | {"do": "look"}).context["seen"]
    return client.post(address, facts | {"do": "save", "seen": seen}).status_code


def test_a_post_ends_only_once_it_is_chosen_who_gets_its_work(town: Town, post: Position) -> None:
    successor = make_official("Ngô Kế Nhiệm", "Chuyên viên", town.commune, ["specialist"])
    client = signed_in(town.city, "administrator")
    address, facts = reverse("console:post_end", args=[post.person_id, post.pk]), {"last_day": "1/1/2030"}
    shown = look(client, address, dict(facts))
    assert "Chọn người nhận việc" in shown and 'value="save"' not in shown and "Ngô Kế Nhiệm" in shown
    assert saved(client, address, facts | {"successor": ""}) == 409
    post.refresh_from_db()
    assert post.valid.upper is None
    assert saved(client, address, facts | {"successor": str(successor.posts[0].position_id)}) == 302
    post.refresh_from_db()
    assert post.valid_until == date(2030, 1, 1) and Task.objects.get(closed_at=None).assignee_id == post.pk
    assert HandOverPlan.objects.get().from_day == date(2030, 1, 2)


def test_an_account_is_locked_only_once_it_is_chosen_who_gets_the_work(town: Town, post: Position) -> None:
    client = signed_in(town.city, "administrator")
    address, field = reverse("console:account_lock", args=[post.person_id]), f"to_{post.pk.hex}"
    shown = look(client, address, {})
    assert "Chọn người nhận việc" in shown and field in shown
    assert saved(client, address, {}) == 409
    assert saved(client, address, {field: "unit"}) == 302
    assert Task.objects.get(closed_at=None).assignee_id is None
    assert not Account.objects.get(pk=town.specialist.account_id).is_active


def test_a_role_that_is_only_given_takes_nothing_away(town: Town, post: Position) -> None:
    client = signed_in(town.city, "administrator")
    address = reverse("console:post_roles", args=[post.person_id, post.pk])
    page = look(client, address, {"roles": ["specialist", "leader"]})
    assert "Thêm vai trò “Lãnh đạo”" in page and "đang giữ" not in page
    assert "Vai trò không thay đổi" in look(client, address, {"roles": ["specialist"]})


def test_all_a_post_holds_is_handed_to_a_colleague(town: Town, post: Position) -> None:
    successor = make_official("Ngô Kế Nhiệm", "Chuyên viên", town.commune, ["specialist"])
    client = signed_in(town.city, "administrator")
    address = reverse("console:post_hand_on", args=[post.person_id, post.pk])
    facts = {"successor": str(successor.posts[0].position_id)}
    shown = look(client, address, facts)
    assert "đang giữ 1 hồ sơ" in shown
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    assert seen and client.post(address, facts | {"do": "save", "seen": seen[1]}).status_code == 302
    assert Task.objects.get(closed_at=None).assignee_id == successor.posts[0].position_id
