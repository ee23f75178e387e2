"""The page of skills, and the official's page they are chosen on."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.access.roles import ROLES
from motcua.casework.services.skills import add_skill
from motcua.domain.directory.models import Skill
from motcua.kernel.actor import SYSTEM
from tests.domain.directory.places import SmallCity, make_person, make_position
from tests.faces.console.conftest import SignIn
from tests.faces.console.test_categories import looked_at

LIST = "/quan-tri/danh-muc/ky-nang/"


def test_a_skill_is_added_renamed_retired_and_taken_up_again(city_admin: Client) -> None:
    assert "Chưa có kỹ năng nào" in city_admin.get(LIST).content.decode()
    assert city_admin.post(f"{LIST}them/", {"name": "đất đai"}).status_code == 302
    again = city_admin.post(f"{LIST}them/", {"name": "đất đai"})
    assert again.status_code == 409 and "đã có trong danh mục" in again.content.decode()
    skill = Skill.objects.get()
    rename = reverse("console:skill_rename", args=[skill.pk])
    assert (
        city_admin.post(rename, looked_at(city_admin, rename, {"name": "Đất", "expected": "đất đai"})).status_code
        == 302
    )
    switch = reverse("console:skill_retire", args=[skill.pk])
    assert "dùng lại được" in city_admin.get(switch).content.decode()
    assert "0 vị trí" in city_admin.post(switch, {"do": "look"}).content.decode()
    assert city_admin.post(switch, looked_at(city_admin, switch, {})).status_code == 302
    page = city_admin.get(LIST).content.decode()
    assert "Đất" in page and "Đã ngừng dùng" in page
    assert city_admin.post(switch, looked_at(city_admin, switch, {})).status_code == 302
    assert "Đã ngừng dùng" not in city_admin.get(LIST).content.decode()
    assert LIST in city_admin.get("/quan-tri/danh-muc/").content.decode()


def test_skills_are_ticked_on_the_officials_page(city_admin: Client, small_city: SmallCity) -> None:
    add_skill(actor=SYSTEM, name="đất đai")
    post = make_position(make_person("Lê Hoa"), small_city.ba_dinh, "specialist")
    url = reverse("console:post_skills", args=[post.person_id, post.pk])
    assert "đất đai" in city_admin.get(url).content.decode()
    assert city_admin.post(url, {"skills": ["đất đai"]}).status_code == 302
    assert city_admin.post(url, {"skills": ["khác"]}).status_code == 422
    page = city_admin.get(reverse("console:official", args=[post.person_id])).content.decode()
    assert "Kỹ năng: đất đai" in page and url in page


@pytest.mark.parametrize("role", ROLES)
def test_only_who_administers_the_city_changes_the_list(sign_in: SignIn, small_city: SmallCity, role: str) -> None:
    skill = add_skill(actor=SYSTEM, name="đất đai")
    client = sign_in(small_city.ba_dinh, role)
    for url in (f"{LIST}them/", reverse("console:skill_rename", args=[skill.pk]),
                reverse("console:skill_retire", args=[skill.pk])):  # fmt: skip
        assert client.get(url).status_code == 403
