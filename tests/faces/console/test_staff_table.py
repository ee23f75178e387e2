"""Many officials from a table: each row tried, taken on alone, told what became of it."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from motcua.base.access.models import Account
from motcua.domain.directory.models import Person, Position
from motcua.faces.console.staff_table import BadTableFile, TooManyRows, as_text, pasted, sent
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn

GOOD = "Nguyễn Thị Sáu\tChuyên viên\tChuyên viên\tsau.nt"
TABLE = f"""{GOOD}
Trần Văn Bảy\tChủ tịch\tLãnh đạo, Chuyên viên\tbay.tv
Lê Tám\tThủ quỹ\tThủ quỹ\ttam
\tChuyên viên\tChuyên viên\tkhong-ten
Phạm Chín\tChuyên viên\tChuyên viên\tsau.nt"""


def address(city: SmallCity) -> str:
    return reverse("console:officials_add", args=[city.ba_dinh.pk])


def seen_in(page: str) -> dict[str, str]:
    seen = re.search(r'name="seen" value="(\w+)"', page)
    table = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.S)
    assert seen and table
    return {"seen": seen[1], "table": table[1].replace("&quot;", '"').strip("\r\n"), "valid_from": "10/3/2026"}


def test_rows_are_tried_before_and_taken_on_one_by_one(admin: Client, small_city: SmallCity) -> None:
    people, accounts = Person.objects.count(), Account.objects.count()
    page = admin.post(address(small_city), {"table": TABLE, "valid_from": "10/3/2026", "do": "look"}).content.decode()
    assert (Person.objects.count(), Account.objects.count()) == (people, accounts), "nothing is kept of a try"
    assert "1 dòng sẵn sàng" in page
    for words in ("Vai trò “Thủ quỹ” không có", "Thiếu họ và tên", "có hai lần trong bảng"):
        assert words in page
    mended = TABLE.replace("Phạm Chín\tChuyên viên\tChuyên viên\tsau.nt", "Phạm Chín\tChuyên viên\tChuyên viên\tchin")
    page = admin.post(address(small_city), {"table": mended, "valid_from": "10/3/2026", "do": "look"}).content.decode()
    assert "3 dòng sẵn sàng" in page
    done = admin.post(address(small_city), seen_in(page) | {"do": "save"}).content.decode()
    assert "Đã thêm 3 người" in done and Account.objects.filter(username__in=["sau.nt", "bay.tv", "chin"]).count() == 3
    passwords = re.findall(r'<span class="code">([A-Z0-9-]{10,})</span>', done)
    assert len(set(passwords)) == 3
    assert Account.objects.get(username="sau.nt").check_password(passwords[0])
    assert set(Position.objects.get(person__full_name="Trần Văn Bảy").roles) == {"leader", "specialist"}
    left = re.search(r"<textarea[^>]*>(.*?)</textarea>", done, re.S)
    assert left and "Lê Tám" in left[1] and "Nguyễn Thị Sáu" not in left[1]


def test_a_table_that_was_changed_is_looked_at_again(admin: Client, small_city: SmallCity) -> None:
    page = admin.post(address(small_city), {"table": GOOD, "valid_from": "10/3/2026", "do": "look"}).content.decode()
    ready = seen_in(page) | {"do": "save"}
    admin.post(address(small_city), ready | {"table": ready["table"] + "\nThêm Người\tA\tChuyên viên\tthem"})
    assert not Account.objects.filter(username__in=["sau.nt", "them"]).exists()


def test_a_workbook_and_a_text_file_say_the_same() -> None:
    book = Workbook()
    for row in (["Vai trò", "Họ tên", "Điện thoại", "Chức danh"], ["Lãnh đạo", "Lê Ba", 912345678, "Chủ tịch"]):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    (row,) = sent(held.getvalue())
    assert (row.name, row.roles, row.phone, row.title) == ("Lê Ba", "Lãnh đạo", "912345678", "Chủ tịch")
    text = "Vai trò;Họ tên;Điện thoại;Chức danh\nLãnh đạo;Lê Ba;912345678;Chủ tịch\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert sent(text.encode(encoding)) == [row]
    assert pasted(as_text([row])) == [row]


def test_a_file_is_uploaded(admin: Client, small_city: SmallCity) -> None:
    facts = {"valid_from": "10/3/2026", "do": "look"}
    file = SimpleUploadedFile("can-bo.csv", GOOD.encode())
    assert "1 dòng sẵn sàng" in admin.post(address(small_city), facts | {"file": file}).content.decode()
    for content in (b"PK\x03\x04broken", b"\xff\xfe\x00", b"\x80\x81\x82"):
        answer = admin.post(address(small_city), facts | {"file": SimpleUploadedFile("x.xlsx", content)})
        assert answer.status_code == 422 and "Không đọc được tệp" in answer.content.decode()
    empty = admin.post(address(small_city), facts | {"table": ""})
    assert empty.status_code == 422 and "dán bảng" in empty.content.decode()


def test_at_most_sixty_rows() -> None:
    with pytest.raises(TooManyRows):
        pasted("\n".join([GOOD] * 61))
    assert len(pasted("\n".join([GOOD] * 60))) == 60


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_whatever_is_pasted_or_sent_breaks_nothing(given_table: str | bytes) -> None:
    try:
        rows = pasted(given_table) if isinstance(given_table, str) else sent(given_table)
    except (BadTableFile, TooManyRows):
        return
    assert all(row.number > 0 for row in rows)


def test_only_for_ones_own_agencies(admin: Client, sign_in: SignIn, small_city: SmallCity) -> None:
    assert admin.get(address(small_city)).status_code == 200
    stranger = sign_in(small_city.ngoc_ha, "administrator")
    assert stranger.get(address(small_city)).status_code == 404
    leader = sign_in(small_city.ba_dinh, "leader")
    assert leader.get(address(small_city)).status_code == 403
