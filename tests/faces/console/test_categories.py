"""Fields, who decides them, number books: seen by administrators, changed by the city's, with the effect first."""

import re

from django.test import Client
from django.urls import reverse

from motcua.base.ledger.models import Entry
from motcua.domain.catalogue.models import Field
from motcua.domain.directory.models import Competence
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn
from tests.support.town import make_version

LIST = "/quan-tri/danh-muc/"


def looked_at(client: Client, address: str, facts: dict[str, str]) -> dict[str, str]:
    page = client.post(address, facts | {"do": "look"}).content.decode()
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found, page
    return facts | {"do": "save", "seen": found[1]}


def test_what_nobody_was_given_is_counted_and_given(city_admin: Client, small_city: SmallCity) -> None:
    version = make_version(level="city")
    assert "1 lĩnh vực chưa có cơ quan giải quyết" in city_admin.get("/quan-tri/").content.decode()
    assert "chưa giao" in city_admin.get(LIST + "?thieu=1").content.decode()
    address = reverse("console:field_decide", args=[version.field_id])
    facts = {"ministry": "Bộ Tư pháp", "agency": str(small_city.justice.pk), "from_day": "10/3/2026", "source": "9/QĐ"}
    ready = looked_at(city_admin, address, facts)
    assert not Competence.objects.exists() and city_admin.post(address, ready).status_code == 302
    page = city_admin.get(LIST).content.decode()
    assert "Sở Tư pháp" in page and "chưa giao" not in page
    assert "lĩnh vực chưa có" not in city_admin.get("/quan-tri/").content.decode()


def test_only_the_spelling_is_mended(city_admin: Client, small_city: SmallCity) -> None:
    version = make_version()
    address = reverse("console:field_respell", args=[version.field_id])
    assert (
        city_admin.post(address, looked_at(city_admin, address, {"name": "HỘ TỊCH", "expected": "Hộ tịch"})).status_code
        == 302
    )
    assert Field.objects.get(pk=version.field_id).name == "HỘ TỊCH"
    assert Entry.objects.get(kind="field.respelt").facts == {"former": "Hộ tịch", "name": "HỘ TỊCH"}
    other = city_admin.post(address, looked_at(city_admin, address, {"name": "Đất đai", "expected": "HỘ TỊCH"}))
    assert other.status_code == 409 and "Chỉ sửa được cách viết" in other.content.decode()
    stale = city_admin.post(address, looked_at(city_admin, address, {"name": "Hộ Tịch", "expected": "Hộ tịch"}))
    assert stale.status_code == 409 and "Có người vừa sửa" in stale.content.decode()


def test_communes_read_others_do_not(admin: Client, sign_in: SignIn, small_city: SmallCity) -> None:
    version = make_version()
    assert admin.get(LIST).status_code == 200 and "Sửa tên" not in admin.get(LIST).content.decode()
    for name in ("field_respell", "field_decide"):
        assert admin.get(reverse(f"console:{name}", args=[version.field_id])).status_code == 403
    assert sign_in(small_city.city, "leader").get(LIST).status_code == 403
