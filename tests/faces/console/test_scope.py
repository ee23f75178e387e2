"""Every page: by its administrator, by another role, from another agency, from above."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.directory.models import Counter, Person, Position
from tests.domain.directory.places import SmallCity, make_person, make_position
from tests.faces.console.conftest import SignIn

AGENCY = ("agency", "agency_found", "agency_rename", "agency_identify", "office_open", "official_add")
FROM_ABOVE = ("agency_close", "agency_competence")
OFFICE = ("office", "office_change", "office_hours", "office_serve", "office_close", "counter_add")
OFFICIAL = ("official", "official_change", "account_create", "account_reset", "account_lock", "account_unlock")
POST = ("post_roles", "post_end")
PAGES = (*AGENCY, *FROM_ABOVE, *OFFICE, "counter", *OFFICIAL, *POST, "post_give")


class Scene:
    def __init__(self, city: SmallCity) -> None:
        self.city = city
        self.lan: Person = make_person()
        self.post: Position = make_position(self.lan, city.ba_dinh, "specialist")
        self.counter = Counter.objects.create(office=city.office, number=1)

    def address(self, name: str) -> str:
        if name in (*AGENCY, *FROM_ABOVE):
            return reverse(f"console:{name}", args=[self.city.ba_dinh.pk])
        if name in OFFICE:
            return reverse(f"console:{name}", args=[self.city.office.pk])
        if name == "counter":
            return reverse("console:counter", args=[self.city.office.pk, self.counter.pk])
        if name in OFFICIAL:
            return reverse(f"console:{name}", args=[self.lan.pk])
        second = self.city.ba_dinh.pk if name == "post_give" else self.post.pk
        return reverse(f"console:{name}", args=[self.lan.pk, second])


@pytest.fixture
def scene(small_city: SmallCity) -> Scene:
    return Scene(small_city)


@pytest.mark.parametrize("name", PAGES)
def test_the_administrator_of_the_agency_comes_in(scene: Scene, admin: Client, name: str) -> None:
    answer = admin.get(scene.address(name))
    assert answer.status_code == (404 if name in FROM_ABOVE else 200)


@pytest.mark.parametrize("name", PAGES)
def test_the_administrator_of_the_city_comes_in_everywhere(scene: Scene, city_admin: Client, name: str) -> None:
    assert city_admin.get(scene.address(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_another_agency_does_not_exist(scene: Scene, sign_in: SignIn, name: str) -> None:
    stranger = sign_in(scene.city.ngoc_ha, "administrator")
    below = sign_in(scene.city.culture, "administrator")
    for client in (stranger, below):
        assert client.get(scene.address(name)).status_code == 404
        assert client.post(scene.address(name), {"name": "X"}).status_code in (404, 405)


@pytest.mark.parametrize("name", PAGES)
def test_other_roles_are_refused(scene: Scene, sign_in: SignIn, name: str) -> None:
    official = sign_in(scene.city.ba_dinh, "counter_official", "specialist", "leader")
    assert official.get(scene.address(name)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_sent_to_sign_in(scene: Scene, client: Client, name: str) -> None:
    answer = client.get(scene.address(name))
    assert answer.status_code == 302 and "dang-nhap" in answer["Location"]


def test_an_administrators_own_posts_are_not_theirs_to_change(scene: Scene, admin: Client) -> None:
    me: Person = admin.person  # type: ignore[attr-defined]
    post = Position.objects.get(person=me)
    for address in (
        reverse("console:post_roles", args=[me.pk, post.pk]),
        reverse("console:post_end", args=[me.pk, post.pk]),
        reverse("console:post_give", args=[me.pk, scene.city.ba_dinh.pk]),
    ):
        assert admin.get(address).status_code == 403
    page = admin.get(reverse("console:official", args=[me.pk])).content.decode()
    assert "Bạn không đổi được vai trò của chính mình" in page and "Khóa tài khoản" not in page


def test_who_also_serves_elsewhere_keeps_account_and_details(scene: Scene, admin: Client) -> None:
    make_position(scene.lan, scene.city.justice, "leader", title="Phó giám đốc")
    page = admin.get(scene.address("official"))
    assert page.status_code == 200 and "Phó giám đốc" not in page.content.decode()
    for name in ("official_change", "account_create", "account_reset", "account_lock", "account_unlock"):
        assert admin.get(scene.address(name)).status_code == 404
        assert admin.post(scene.address(name), {}).status_code == 404
    assert admin.get(scene.address("post_roles")).status_code == 200


def test_a_post_of_somebody_else_is_not_found(scene: Scene, admin: Client) -> None:
    other = make_position(make_person("Lê Hoa"), scene.city.ba_dinh, "leader")
    assert admin.get(reverse("console:post_end", args=[scene.lan.pk, other.pk])).status_code == 404
    unknown = reverse("console:counter", args=[scene.city.office.pk, scene.post.pk])
    assert admin.get(unknown).status_code == 404
