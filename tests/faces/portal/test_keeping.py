"""What is typed comes back: after a kill, a sign-out, on another device, at the step where one was."""

import random
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from motcua.domain.cases.models import Case
from motcua.kernel import clock
from tests.faces.portal.cases import asked, draft, signed_in, submitted
from tests.support.town import Town, build_town, hanoi, make_citizen

WHO = {
    "kind": "person", "full_name": "Trần Văn Dân", "identity_number": "", "birth_date": "", "phone": "0912345678",
    "email": "", "address": "Số 1, Hà Nội", "organisation": "", "tax_code": "", "summary": "",
    "result_wanted": "counter",
}  # fmt: skip
ODD = ["Nguyễn Thị Ánh", "đ" * 300, "0", "  ", "12/", "<b>", "a@", "\u202e", "Số 5 \"ngõ\" 'hẻm' & 7", "👵", "x\r\ny"]
TYPED = sorted(WHO.keys() - {"kind", "result_wanted"})


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def begun(town: Town, client: Client) -> str:
    answer = client.post(f"/nop-ho-so/{town.version.procedure.code}/", {"office": str(town.office.pk)})
    return answer["Location"].split("/")[-3]


def carried(text: str) -> dict[str, str]:
    """The hidden fields by which an open page is known."""
    return {name: re.search(f'name="{name}" value="([^"]*)"', text)[1] for name in ("tab", "revision")}  # type: ignore[index]


def opened(client: Client, case: str) -> dict[str, str]:
    return carried(client.get(f"/nop-ho-so/{case}/nguoi-nop/").content.decode())


def kept_in(client: Client, case: str, place: str = "applicant", **texts: str):  # type: ignore[no-untyped-def]
    return client.post(f"/ho-so/{case}/giu/{place}/", texts)


def test_half_a_form_is_there_on_another_device_with_its_time(town: Town) -> None:
    phone, library = signed_in(town.citizen), signed_in(town.citizen)
    case = begun(town, phone)
    with clock.frozen(hanoi("2026-11-25T10:32")):
        answer = kept_in(phone, case, **opened(phone, case), full_name="Trần Văn D", phone="09", address='ngõ "5"')
        assert answer.json()["said"] == "Đã lưu 10:32" and answer.status_code == 200
    phone.logout()
    text = library.get(f"/nop-ho-so/{case}/nguoi-nop/").content.decode()
    assert 'value="Trần Văn D"' in text and 'value="09"' in text and "Đã lưu 10:32" in text
    assert "ngõ &quot;5&quot;" in text
    assert "Bước 2 trên 4: Người nộp" in library.get("/ho-so/").content.decode()


def test_a_draft_opens_at_the_step_that_wants_something(town: Town) -> None:
    client = signed_in(town.citizen)
    case = begun(town, client)
    assert client.get(f"/ho-so/{case}/")["Location"].endswith("/nguoi-nop/")
    client.post(f"/nop-ho-so/{case}/nguoi-nop/", WHO)
    assert client.get(f"/ho-so/{case}/")["Location"].endswith("/giay-to/")
    assert "đã có tệp cho 0 trên 1 giấy tờ bắt buộc" in client.get("/ho-so/").content.decode()
    whole = draft(town)
    assert client.get(f"/ho-so/{whole.pk}/")["Location"].endswith("/kiem-tra/")
    kept_in(client, str(whole.pk), **opened(client, str(whole.pk)), full_name="Đổi tên")
    assert client.get(f"/ho-so/{whole.pk}/")["Location"].endswith("/nguoi-nop/"), "something typed waits there"


def test_two_tabs_never_write_over_each_other_unasked(town: Town) -> None:
    client = signed_in(town.citizen)
    case = begun(town, client)
    left, right = opened(client, case), opened(client, case)
    assert kept_in(client, case, **left, full_name="Lan").json()["revision"] == 1
    refused = kept_in(client, case, **right, full_name="Hồng")
    assert refused.status_code == 409 and "vẫn ở đây" in refused.json()["said"]
    assert kept_in(client, case, **left, full_name="Lan Anh").status_code == 200, "the same page goes on"
    answer = client.post(f"/nop-ho-so/{case}/nguoi-nop/", WHO | right | {"full_name": "Hồng"})
    text = answer.content.decode()
    assert answer.status_code == 409 and "vừa được lưu ở thẻ hoặc máy khác" in text and 'value="Hồng"' in text
    answer = client.post(f"/nop-ho-so/{case}/nguoi-nop/", WHO | carried(text) | {"full_name": "Hồng"})
    assert answer.status_code == 302 and Case.objects.get().applicant.full_name == "Hồng"


def test_without_a_script_a_page_left_open_long_still_saves(town: Town) -> None:
    client = signed_in(town.citizen)
    case = begun(town, client)
    assert client.post(f"/nop-ho-so/{case}/nguoi-nop/", WHO).status_code == 302
    page = opened(client, case)
    assert client.post(f"/nop-ho-so/{case}/nguoi-nop/", WHO | page | {"summary": "thêm"}).status_code == 302
    assert Case.objects.get().summary == "thêm"


def test_what_was_typed_to_withdraw_waits_too(town: Town) -> None:
    case, client = submitted(town), signed_in(town.citizen)
    kept_in(client, str(case.pk), "withdraw", tab="a", revision="0", reason="Tôi đổi ý vì")
    assert "Tôi đổi ý vì" in client.get(f"/ho-so/{case.pk}/rut/").content.decode()


def test_keeping_is_for_the_filer_alone(town: Town) -> None:
    case = asked(town)
    for actor, status in ((make_citizen("Người Khác"), 404), (town.counter, 403), (None, 302)):
        assert kept_in(signed_in(actor), str(case.pk), "supplement", tab="a", text="x").status_code == status
    client = signed_in(town.citizen)
    assert kept_in(client, str(case.pk), tab="a", full_name="x").status_code == 409, "sent: no draft any more"
    assert kept_in(client, str(case.pk), "khac", tab="a", full_name="x").status_code == 404
    assert client.get(f"/ho-so/{case.pk}/giu/supplement/").status_code == 405


def test_three_hundred_posts_of_anything_lose_nothing(town: Town) -> None:
    client, chance = signed_in(town.citizen), random.Random(20261126)
    case = begun(town, client)
    page, last = opened(client, case), {}
    for turn in range(300):
        last = {
            name: chance.choice(ODD) for name in chance.sample(sorted(WHO), 4) if name not in ("kind", "result_wanted")
        }
        broken = chance.random() < 0.1
        sent = page | last | ({"revision": chance.choice(["", "-1", "nhiều", "9" * 40])} if broken else {})
        answer = kept_in(client, case, **sent)
        assert answer.status_code == 200, (turn, sent, answer.json())
        page["revision"] = str(answer.json()["revision"])
    text = signed_in(town.citizen).get(f"/nop-ho-so/{case}/nguoi-nop/").content.decode()
    assert all(escape(value.strip()) in text for value in last.values())


def test_the_session_is_made_longer_and_its_length_told(town: Town) -> None:
    client = signed_in(town.citizen)
    case = begun(town, client)
    moment = int(clock.now().timestamp())
    session = client.session
    session.update({"signin.kind": "citizen", "signin.began": moment, "signin.seen": moment})
    session.save()
    assert 'data-seconds="1740"' in client.get(f"/nop-ho-so/{case}/nguoi-nop/").content.decode()
    with clock.frozen(clock.now() + timedelta(minutes=25)):
        assert client.get("/con-day/").status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=50)):
        assert client.get(f"/nop-ho-so/{case}/nguoi-nop/").status_code == 200
