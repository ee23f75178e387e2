"""Fields, who decides them, number books: seen by administrators, changed by the city's, with the effect first."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.ledger.models import Entry
from motcua.domain.catalogue.errors import FieldRetired
from motcua.domain.catalogue.models import Field, ImportFlag
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.catalogue.queries.choices import offered_fields
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.import_file import import_lines
from motcua.domain.catalogue.services.review import correct_flag
from motcua.domain.directory.models import Competence
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.domain.catalogue.lists import read
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn
from tests.support.town import make_version

SINCE = date(2020, 1, 5)
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


def test_a_field_is_added_with_its_code_and_offered(city_admin: Client, small_city: SmallCity) -> None:
    add = reverse("console:field_add")
    ready = looked_at(city_admin, add, {"name": "  quản lý   mộ táng", "code": "mt.01"})
    assert not Field.objects.exists() and city_admin.post(add, ready).status_code == 302
    field = Field.objects.get()
    assert (field.name, field.slug, field.code) == ("Quản lý mộ táng", "quan-ly-mo-tang", "MT.01")
    assert Entry.objects.get(kind="field.added").facts == {"name": "Quản lý mộ táng", "code": "MT.01"}
    assert offered_fields() == ("Quản lý mộ táng",) and "MT.01" in city_admin.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("name", "code", "status", "words"),
    [
        ("", "", 422, "Bạn chưa điền"),
        ("–", "", 422, "ít nhất một chữ"),
        ("Mộ táng", "m t", 422, "Mã gồm chữ in"),
        ("Mộ táng", "MÃ", 422, "Mã gồm chữ in"),
        ("Mộ táng", "A" * 21, 422, "Mã gồm chữ in"),
        ("Mộ táng", "ht", 422, "là của lĩnh vực “Hộ tịch”"),
        ("HỘ  TỊCH", "", 409, "đang dùng"),
        ("Ho tich", "X", 409, "đang dùng"),
    ],
)
def test_a_field_that_cannot_be_added_says_why_and_keeps_what_was_typed(
    city_admin: Client, name: str, code: str, status: int, words: str
) -> None:
    Field.objects.create(name="Hộ tịch", slug="ho-tich", code="HT")
    answer = city_admin.post(reverse("console:field_add"), {"name": name, "code": code, "do": "look"})
    page = answer.content.decode()
    assert (answer.status_code == status and words in page and f'value="{code}"' in page) or not code
    assert Field.objects.count() == 1


def test_a_retired_field_keeps_its_procedures_and_takes_no_others(city_admin: Client, small_city: SmallCity) -> None:
    version = make_version()
    address = reverse("console:field_retire", args=[version.field_id])
    preview = city_admin.post(address, {"reason": "Gộp", "do": "look"}).content.decode()
    assert "1 thủ tục đang áp dụng giữ" in preview and "0 hồ sơ đang mở" in preview and version.name in preview
    assert city_admin.post(address, looked_at(city_admin, address, {"reason": "Gộp"})).status_code == 302
    assert offered_fields() == () and "Đã ngừng dùng" in city_admin.get(LIST).content.decode()
    assert receivable_versions().get().field_id == version.field_id, "the procedure is received as before"
    again = city_admin.post(address, looked_at(city_admin, address, {"reason": "Gộp"}))
    assert again.status_code == 409 and "Có người vừa đổi tình trạng" in again.content.decode()
    Field.objects.update(slug="ho-tich")
    import_lines([read(field="HỘ TỊCH")], actor=SYSTEM, report=ImportReport(), effective_from=SINCE)
    assert ImportFlag.objects.filter(procedure__code="1.999001", reason="field.retired").exists()
    back = reverse("console:field_restore", args=[version.field_id])
    assert city_admin.post(back, looked_at(city_admin, back, {})).status_code == 302
    assert offered_fields() == (version.field.name,)
    kinds = Entry.objects.filter(subject_kind="field").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["field.retired", "field.restored"]


def test_a_correction_chooses_among_the_fields_in_use(city_admin: Client, small_city: SmallCity) -> None:
    line = read(field="")
    import_lines([line], actor=SYSTEM, report=ImportReport(), effective_from=SINCE)
    Field.objects.create(name="Đã cũ", slug="da-cu", retired_at=clock.now())
    Field.objects.create(name="Hộ tịch", slug="ho-tich")
    flag = ImportFlag.objects.get(reason="field.missing")
    address = reverse("console:flag", args=[flag.pk])
    page = city_admin.get(address).content.decode()
    assert '<option value="Hộ tịch">' in page and "Đã cũ" not in page
    assert city_admin.post(address, {"do": "correct", "typed": "Đã cũ", "why": ""}).status_code == 422
    with pytest.raises(FieldRetired):
        correct_flag(actor=SYSTEM, flag_id=flag.pk, typed="đã cũ")
    assert city_admin.post(address, {"do": "correct", "typed": "Hộ tịch", "why": ""}).status_code == 302


def test_communes_read_others_do_not(admin: Client, sign_in: SignIn, small_city: SmallCity) -> None:
    version = make_version()
    assert admin.get(LIST).status_code == 200 and "Sửa tên" not in admin.get(LIST).content.decode()
    assert admin.get(reverse("console:field_add")).status_code == 403
    for name in ("field_respell", "field_decide", "field_retire", "field_restore"):
        assert admin.get(reverse(f"console:{name}", args=[version.field_id])).status_code == 403
    assert sign_in(small_city.city, "leader").get(LIST).status_code == 403
