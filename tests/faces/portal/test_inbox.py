"""The citizen's messages: newest first, read one by one or all at once, nobody else's."""

from uuid import UUID

import pytest

from motcua.base.messages.models import Message
from motcua.kernel import clock
from tests.faces.portal.cases import signed_in
from tests.support.town import Town, build_town, make_citizen


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def letter(account_id: UUID | None, number: int = 1, link: str = "/ho-so/") -> Message:
    return Message.objects.create(
        id=UUID(int=number << 80 | 0x7 << 76 | 0b10 << 62 | (account_id.int if account_id else 0) & 0xFFFFFFFF),
        key=f"{number}:inapp:{account_id}", entry_id=number, kind="case.accepted", channel="inapp", language="vi",
        account_id=account_id, subject=f"Hồ sơ số {number} đã được tiếp nhận", body="Mời bạn xem.", link=link,
        state="sent", proof="inapp", sent_at=clock.now(),
    )  # fmt: skip


def test_an_empty_inbox_says_what_will_be_here(town: Town) -> None:
    assert "Chưa có thông báo nào" in signed_in(town.citizen).get("/thong-bao/").content.decode()


def test_reading_one_opens_its_case(town: Town) -> None:
    first, client = letter(town.citizen.account_id), signed_in(town.citizen)
    assert "Chưa đọc:" in client.get("/thong-bao/").content.decode()
    assert ">1<" in client.get("/ho-so/").content.decode(), "the list of cases says how many wait"
    assert client.post("/thong-bao/", {"open": str(first.pk)})["Location"] == "/ho-so/"
    assert "Chưa đọc:" not in client.get("/thong-bao/").content.decode()
    first.refresh_from_db()
    assert first.read_at


def test_marking_read_stays_here(town: Town) -> None:
    one, two, client = letter(town.citizen.account_id), letter(town.citizen.account_id, 2), signed_in(town.citizen)
    assert client.post("/thong-bao/", {"read": str(one.pk)})["Location"] == f"/thong-bao/#tin-{one.pk}"
    assert client.post("/thong-bao/", {"all": "1"})["Location"] == "/thong-bao/"
    two.refresh_from_db()
    assert two.read_at


@pytest.mark.parametrize("link", ["https://xau.example/", "//xau.example/", "", "/\\xau.example"])
def test_a_link_never_leads_elsewhere(town: Town, link: str) -> None:
    bad, client = letter(town.citizen.account_id, link=link), signed_in(town.citizen)
    assert client.post("/thong-bao/", {"open": str(bad.pk)})["Location"] == f"/thong-bao/#tin-{bad.pk}"
    assert "xau.example" not in client.get("/thong-bao/").content.decode()


def test_older_messages_are_on_the_next_page(town: Town) -> None:
    for number in range(1, 23):
        letter(town.citizen.account_id, number)
    client = signed_in(town.citizen)
    first = client.get("/thong-bao/")
    assert "Hồ sơ số 22 " in first.content.decode() and "Hồ sơ số 2 " not in first.content.decode()
    older = client.get(f"/thong-bao/{first.context['next_url']}").content.decode()
    assert "Hồ sơ số 2 " in older and "Hồ sơ số 3 " not in older
    assert client.get("/thong-bao/?truoc=khong-co").status_code == 404


def test_messages_of_others_are_not_there(town: Town) -> None:
    mine, other = letter(town.citizen.account_id), signed_in(make_citizen("Người Khác"))
    assert "Hồ sơ số 1" not in other.get("/thong-bao/").content.decode()
    for form in ({"read": str(mine.pk)}, {"open": str(mine.pk)}, {"read": "khong-co"}, {}):
        assert other.post("/thong-bao/", form).status_code == 404
    mine.refresh_from_db()
    assert mine.read_at is None


def test_officials_and_strangers_have_no_inbox_here(town: Town) -> None:
    assert signed_in(town.counter).get("/thong-bao/").status_code == 403
    assert signed_in(None).get("/thong-bao/")["Location"].startswith("/dang-nhap/")
