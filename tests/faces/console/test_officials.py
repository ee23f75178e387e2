"""The pages about officials and their accounts."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.access.looks import looks_at
from motcua.base.access.models import Account
from motcua.base.ledger import Subject
from motcua.base.ledger.models import Entry
from motcua.domain.directory.enums import IdentityKind
from motcua.domain.directory.models import Person, Position
from motcua.domain.directory.services.accounts import create_official_account
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.kernel.actor import SYSTEM
from tests.domain.directory.places import SmallCity, make_person, make_position
from tests.faces.console.conftest import confirmed
from tests.faces.console.test_categories import looked_at

LIST = "/quan-tri/can-bo/"
HOA = {
    "full_name": "Lê Thị Hoa",
    "birth": "1990",
    "sex": "female",
    "identity_kind": "cccd",
    "identity_number": "001190012345",
    "phone": "0912 345 678",
    "email": "hoa@vidu.vn",
    "title": "Công chức tư pháp - hộ tịch",
    "roles": ["counter_official", "specialist"],
    "valid_from": "10/3/2026",
    "username": "hoa.lt",
}


@pytest.fixture
def lan(small_city: SmallCity) -> Person:
    person = make_person()
    make_position(person, small_city.ba_dinh, "specialist")
    return person


def add(city: SmallCity) -> str:
    return reverse("console:official_add", args=[city.ba_dinh.pk])


def at(name: str, person: Person, *more: object) -> str:
    return reverse(f"console:{name}", args=[person.pk, *more])


def test_the_list_holds_ones_own_officials(admin: Client, lan: Person, small_city: SmallCity) -> None:
    make_position(make_person("Phạm Văn Xa"), small_city.ngoc_ha, "leader")
    page = admin.get(LIST).content.decode()
    assert "Nguyễn Thị Lan" in page and "Chuyên viên" in page and "Phạm Văn Xa" not in page
    assert "Nguyễn Thị Lan" in admin.get(LIST, {"q": "lan nguyen"}).content.decode()
    assert "Không tìm thấy cán bộ nào" in admin.get(LIST, {"q": "xa"}).content.decode()


def test_a_long_list_is_read_page_by_page(admin: Client, small_city: SmallCity) -> None:
    for number in range(120):
        make_position(make_person(f"Nguyễn Văn {number % 7}"), small_city.ba_dinh, "specialist")
    names, address = [], LIST
    while address:
        answer = admin.get(address)
        names += [row["position"].pk for row in answer.context["rows"]]
        address = LIST + answer.context["next_url"] if answer.context["next_url"] else ""
    assert len(names) == len(set(names)) == 121
    assert admin.get(LIST, {"sau": "khong-phai-ma"}).status_code == 200


def test_one_page_makes_person_post_and_account(admin: Client, small_city: SmallCity) -> None:
    page = admin.post(add(small_city), HOA)
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    account = Account.objects.get(username="hoa.lt")
    password = page.context["password"]
    assert password in page.content.decode() and account.check_password(password) and account.must_change_password
    position = Position.objects.get(person__staff_account=account)
    assert position.agency == small_city.ba_dinh and position.roles == ["counter_official", "specialist"]
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"person.registered", "position.given", "account.created"} <= kinds
    assert password not in admin.get(at("official", position.person)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"full_name": ""}, "Bạn chưa điền: Họ và tên"),
        ({"birth": "2099"}, "ở tương lai"),
        ({"identity_number": "001"}, "12 chữ số"),
        ({"phone": "09"}, "Số di động có 10 chữ số"),
        ({"roles": []}, "Vai trò"),
        ({"username": "hoa lt"}, "Tên đăng nhập có ít nhất 3 ký tự"),
    ],
)
def test_nothing_is_kept_of_a_refused_form_but_what_was_typed(
    admin: Client, small_city: SmallCity, changes: dict[str, object], words: str
) -> None:
    before = Person.objects.count()
    answer = admin.post(add(small_city), HOA | changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "Công chức tư pháp - hộ tịch" in page and "hoa@vidu.vn" in page
    assert Person.objects.count() == before and not Account.objects.filter(username="hoa.lt").exists()


def test_a_known_person_is_recognised(admin: Client, small_city: SmallCity) -> None:
    details = PersonDetails("Lê Thị Hoa", identity_kind=IdentityKind.CCCD, identity_number="001190012345")
    known = register_person(actor=SYSTEM, details=details).person
    admin.post(add(small_city), HOA)
    assert Position.objects.filter(person=known).count() == 1
    conflict = admin.post(add(small_city), HOA | {"full_name": "Lê Hoa Khác"})
    assert conflict.status_code == 409 and "họ tên hoặc ngày sinh khác" in conflict.content.decode()


def test_a_taken_sign_in_name_takes_nothing_else(admin: Client, small_city: SmallCity) -> None:
    Account.objects.create_account("hoa.lt", kind="official")
    answer = admin.post(add(small_city), HOA)
    assert answer.status_code == 409 and "đã có người dùng" in answer.content.decode()
    assert not Person.objects.filter(full_name="Lê Thị Hoa").exists()


def test_the_page_hides_the_number_and_records_the_look(admin: Client, small_city: SmallCity) -> None:
    admin.post(add(small_city), HOA)
    hoa = Person.objects.get(full_name="Lê Thị Hoa")
    page = admin.get(at("official", hoa)).content.decode()
    assert "••••••••2345" in page and "001190012345" not in page and "1990" in page
    assert [look.purpose for look in looks_at(Subject("person", hoa.pk))] == ["quản trị cán bộ"]


def test_the_number_is_not_filled_in_and_stays_where_it_is_left_empty(admin: Client, small_city: SmallCity) -> None:
    admin.post(add(small_city), HOA)
    hoa = Person.objects.get(full_name="Lê Thị Hoa")
    change = at("official_change", hoa)
    page = admin.get(change).content.decode()
    assert "001190012345" not in page and "••••••••2345" in page
    sent = {"full_name": "Lê Thị Hòa", "sex": "female", "identity_kind": "cccd", "version": "1"}
    assert admin.post(change, sent).status_code == 302
    hoa.refresh_from_db()
    assert (hoa.full_name, hoa.identity_number) == ("Lê Thị Hòa", "001190012345")
    another = admin.post(change, sent | {"identity_kind": "passport", "version": "2"})
    assert another.status_code == 422 and "chưa điền số giấy tờ" in another.content.decode()
    assert admin.post(change, sent | {"identity_kind": "none", "version": "2"}).status_code == 302
    hoa.refresh_from_db()
    assert (hoa.identity_kind, hoa.identity_number) == ("none", None)


def test_two_who_change_the_same_person(admin: Client, lan: Person) -> None:
    sent = {"full_name": "Nguyễn Thị Lan", "sex": "female", "identity_kind": "none", "phone": "0912345678"}
    assert admin.post(at("official_change", lan), sent | {"version": "1"}).status_code == 302
    late = admin.post(at("official_change", lan), sent | {"version": "1", "phone": "0987654321"})
    page = late.content.decode()
    assert late.status_code == 409 and "Có người vừa sửa" in page
    assert 'value="0987654321"' in page and "0912345678" in page and 'name="version" value="2"' in page
    assert admin.post(at("official_change", lan), sent | {"version": "2", "phone": "0987654321"}).status_code == 302
    lan.refresh_from_db()
    assert lan.phone == "0987654321" and lan.version == 3


def test_posts_are_given_changed_and_ended(admin: Client, lan: Person, small_city: SmallCity) -> None:
    sent = {"title": "Tổ trưởng", "roles": ["leader"], "valid_from": "10/3/2026", "office": str(small_city.office.pk)}
    target = at("post_give", lan, small_city.culture.pk)
    effect = admin.post(target, sent | {"do": "look"}).context["effect"]
    assert "Lãnh đạo" in str(effect.lines[0][1]) and not Position.objects.filter(title="Tổ trưởng").exists()
    assert confirmed(admin, target, sent).status_code == 302
    again = admin.post(at("post_give", lan, small_city.culture.pk), sent)
    assert again.status_code == 409 and 'value="Tổ trưởng"' in again.content.decode()
    post = Position.objects.get(title="Tổ trưởng")
    assert post.office == small_city.office
    change = at("post_roles", lan, post.pk)
    admin.post(change, looked_at(admin, change, {"roles": ["specialist"]}))
    assert admin.post(at("post_roles", lan, post.pk), {}).status_code == 422
    end = at("post_end", lan, post.pk)
    admin.post(end, looked_at(admin, end, {"last_day": "20/3/2026"}))
    post.refresh_from_db()
    assert post.roles == ["specialist"] and "10/03/2026 – 20/03/2026" in admin.get(at("official", lan)).content.decode()


def test_an_account_is_made_reset_locked_and_unlocked(admin: Client, lan: Person) -> None:
    assert 'value="lan.nt"' in admin.get(at("account_create", lan)).content.decode()
    first = admin.post(at("account_create", lan), {"username": "lan.nt"}).context["password"]
    assert admin.post(at("account_create", lan), {"username": "lan.nt2"}).status_code == 409
    second = admin.post(at("account_reset", lan), {}).context["password"]
    account = Account.objects.get(username="lan.nt")
    assert first != second and account.check_password(second)
    admin.post(at("account_lock", lan), looked_at(admin, at("account_lock", lan), {}))
    account.refresh_from_db()
    assert not account.is_active and "Đã khóa" in admin.get(at("official", lan)).content.decode()
    admin.post(at("account_unlock", lan), {})
    account.refresh_from_db()
    assert account.is_active


def test_looking_at_a_confirmation_changes_nothing(admin: Client, lan: Person) -> None:
    create_official_account(actor=SYSTEM, person_id=lan.pk, username="lan.nt")
    before = Entry.objects.count()
    for name in ("account_reset", "account_lock", "account_unlock"):
        assert admin.get(at(name, lan)).status_code == 200
    assert Entry.objects.count() == before


def test_the_navigation_leads_here(admin: Client) -> None:
    page = admin.get(LIST).content.decode()
    assert 'href="/quan-tri/can-bo/" aria-current="page"' in page and 'href="/quan-tri/"' in page
