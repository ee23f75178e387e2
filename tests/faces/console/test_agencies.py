"""The pages about agencies."""

from django.test import Client
from django.urls import reverse

from motcua.base.ledger.models import Entry
from motcua.domain.directory.models import Agency, Competence
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.kernel.actor import SYSTEM
from motcua.kernel.text import short_date
from tests.domain.directory.places import SmallCity, in_days, today
from tests.faces.console.conftest import confirmed, signed_in

HOME = "/quan-tri/co-quan/"


def test_the_list_shows_ones_own_agency_and_what_is_right_below(admin: Client, small_city: SmallCity) -> None:
    page = admin.get(HOME).content.decode()
    assert "phường Ba Đình" in page and "Phòng Văn hóa - Xã hội" in page and "mã tạm" in page
    assert "Ngọc Hà" not in page and "thành phố Hà Nội</a>" not in page


def test_search_needs_no_diacritics_and_stays_inside(admin: Client, city_admin: Client) -> None:
    assert "Phòng Văn hóa" in admin.get(HOME, {"q": "van hoa"}).content.decode()
    assert "Không tìm thấy cơ quan nào" in admin.get(HOME, {"q": "ngoc ha"}).content.decode()
    assert "phường Ngọc Hà" in city_admin.get(HOME, {"q": "ngoc ha"}).content.decode()
    assert "Sở Tư pháp" in city_admin.get(HOME, {"q": "h26.s03"}).content.decode()


def test_another_day_shows_another_tree(city_admin: Client) -> None:
    page = city_admin.get(HOME, {"ngay": "30/6/2025"}).content.decode()
    assert "Không tìm thấy cơ quan nào" in page and 'value="30/6/2025"' in page
    wrong = city_admin.get(HOME, {"ngay": "hôm qua"}).content.decode()
    assert "Không đọc được ngày" in wrong and "hôm qua" in wrong


def test_a_whole_city_is_read_page_by_page(db: None) -> None:
    load_hanoi(actor=SYSTEM)
    client = signed_in(Agency.objects.get(identifier="H26"), "administrator")
    seen, address = 0, HOME
    while address:
        answer = client.get(address)
        seen += len(answer.context["agencies"])
        address = HOME + answer.context["next_url"] if answer.context["next_url"] else ""
    assert seen == 1 + 126 + 19


def test_the_page_of_an_agency_tells_all(admin: Client, small_city: SmallCity) -> None:
    page = admin.get(reverse("console:agency", args=[small_city.ba_dinh.pk])).content.decode()
    for words in ("mã tạm, chưa phải mã chính thức", "từ 01/07/2025", small_city.office.name, "Phòng Văn hóa"):
        assert words in page
    assert "Kết thúc hoạt động" not in page, "a commune is ended from above"


def test_founding_keeps_what_was_typed_and_says_what_is_wrong(admin: Client, small_city: SmallCity) -> None:
    address = reverse("console:agency_found", args=[small_city.ba_dinh.pk])
    sent = {"name": "Phòng Kinh tế", "kind": "unit", "identifier": "sai mã", "valid_from": "1/7/2024"}
    refused = admin.post(address, sent)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="Phòng Kinh tế"' in page and 'value="sai mã"' in page and "nhóm chữ A–Z" in page
    outside = admin.post(address, sent | {"identifier": ""})
    assert outside.status_code == 409 and "không hoạt động suốt thời gian này" in outside.content.decode()
    done = admin.post(address, sent | {"identifier": "", "valid_from": short_date(today())}, follow=True)
    assert done.status_code == 200 and "Đã thêm đơn vị." in done.content.decode()
    assert Agency.objects.get(name="Phòng Kinh tế").identifier == "H26.X00004.DV02"
    entry = Entry.objects.get(kind="agency.founded")
    assert entry.actor_name == "Trần Văn Minh" and entry.authority == "Quản trị (/H26/H26.X00004/)"


def test_renaming_and_identifying(admin: Client, small_city: SmallCity) -> None:
    agency = small_city.culture
    admin.post(reverse("console:agency_rename", args=[agency.pk]), {"name": "Phòng Văn hóa", "short_name": "PVH"})
    taken = admin.post(reverse("console:agency_identify", args=[agency.pk]), {"identifier": "H26.S03"})
    assert taken.status_code == 409 and "đã thuộc một nơi khác" in taken.content.decode()
    target, official = reverse("console:agency_identify", args=[agency.pk]), {"identifier": "h26.21.04.01"}
    effect = admin.post(target, official | {"do": "look"}).context["effect"]
    assert f"bắt đầu bằng H26.21.04.01, trước là {agency.identifier}" in str(effect.lines[0][1])
    assert confirmed(admin, target, official).status_code == 302
    agency.refresh_from_db()
    assert (agency.name, agency.short_name) == ("Phòng Văn hóa", "PVH")
    assert (agency.identifier, agency.synthetic) == ("H26.21.04.01", False)
    page = admin.get(reverse("console:agency", args=[agency.pk])).content.decode()
    assert "thành Phòng Văn hóa" in page and "bằng mã chính thức" in page


def test_ending_an_agency_names_its_successor(city_admin: Client, small_city: SmallCity) -> None:
    address = reverse("console:agency_close", args=[small_city.ngoc_ha.pk])
    assert "Ủy ban nhân dân phường Ba Đình" in city_admin.get(address).content.decode()
    sent = {"last_day": short_date(in_days(10)), "successors": [str(small_city.ba_dinh.pk)]}
    effect = city_admin.post(address, sent | {"do": "look"}).context["effect"]
    assert "Kết thúc cùng ngày" in str(effect.lines[0][1])
    assert "Ba Đình" in str(effect.lines[1][1]) and Agency.objects.get(pk=small_city.ngoc_ha.pk).valid_until is None
    assert confirmed(city_admin, address, sent).status_code == 302
    again = city_admin.post(address, sent)
    assert again.status_code == 409 and "đã kết thúc từ trước" in again.content.decode()
    foreign = city_admin.post(address, sent | {"successors": [str(small_city.culture.pk)]})
    assert foreign.status_code == 422


def test_giving_a_field_needs_its_ministry(city_admin: Client, small_city: SmallCity) -> None:
    address = reverse("console:agency_competence", args=[small_city.justice.pk])
    assert city_admin.post(address, {"field": "Luật sư", "from_day": "10/3/2026"}).status_code == 422
    sent = {"ministry": "Bộ Tư pháp", "field": "Luật sư", "from_day": "10/3/2026", "source": "12/QĐ-UBND"}
    effect = city_admin.post(address, sent | {"do": "look"}).context["effect"]
    assert "Không có thủ tục nào" in str(effect.lines[0][1]) and not Competence.objects.exists()
    assert confirmed(city_admin, address, sent).status_code == 302
    assert Competence.objects.get().ground == "verified"
    page = city_admin.get(reverse("console:agency", args=[small_city.justice.pk])).content.decode()
    assert "Bộ Tư pháp: Luật sư" in page and "12/QĐ-UBND" in page


def test_the_pages_speak_english_too(admin: Client, small_city: SmallCity) -> None:
    admin.cookies["lang"] = "en"
    page = admin.get(reverse("console:agency_found", args=[small_city.ba_dinh.pk])).content.decode()
    assert "Add a body below" in page and "Official identifier" in page and "Leave empty if there is none" in page
    assert "Unit inside an agency" in page and "Mã định danh" not in page
