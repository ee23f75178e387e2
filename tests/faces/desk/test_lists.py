"""Narrowing, counting, sorting and paging a worklist; the search box; on to the next case after a decision."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from motcua.casework.queries import worklist as lists
from motcua.casework.queries.lookup import Sought, sought
from motcua.casework.queries.wanted import ORDERS, Wanted
from motcua.casework.services.counter import receive_at_counter
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import APPLICANT, Town, make_version


def ids(page: str) -> list[str]:
    return re.findall(r'href="/can-bo/ho-so/([0-9a-f-]{36})/[^"]*" data-row', page)


def received(town: Town, **details: str) -> Case:
    return receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk,
        applicant=replace(APPLICANT, **details), ticks=[],
    )  # fmt: skip


@pytest.fixture
def three(town: Town, stage: Stage) -> dict[str, Case]:
    """One late, one nearly due, one on time; the late one under another procedure and taken by its specialist."""
    late, near, ontime = stage.examined(), stage.examined(), stage.examined()
    now = clock.now()
    for case, due in ((late, -timedelta(days=1)), (near, timedelta(days=1)), (ontime, timedelta(days=9))):
        Case.objects.filter(pk=case.pk).update(due_at=now + due)
    return {"late": late, "near": near, "ontime": ontime}


def test_the_counts_say_colour_and_state_and_narrow_the_list(town: Town, three: Any, sign_in: SignIn) -> None:
    client = sign_in(town.specialist)
    page = client.get("/can-bo/viec/").content.decode()
    assert ids(page) == [str(three[name].pk) for name in ("late", "near", "ontime")]
    assert re.search(r"Trễ \d", page) and re.search(r"Còn \d", page)
    assert re.search(r"Trễ hạn</span>\s*<b>1</b>", page) and re.search(r"Đang giải quyết <b>3</b>", page)
    for due, case in three.items():
        assert ids(client.get(f"/can-bo/viec/?muc=mine&han={due}").content.decode()) == [str(case.pk)]


def test_a_long_list_is_counted_as_far_as_a_screen_can_say(
    town: Town, three: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "COUNTED", 2)
    page = sign_in(town.specialist).get("/can-bo/viec/").content.decode()
    assert "Tất cả 2+" in page and re.search(r"Trễ hạn</span>\s*<b>1\+</b>", page)


@pytest.mark.parametrize(
    "asked,found",
    [("tt=processing", 3), ("tt=accepted", 0), ("tt=accepted,processing", 3), ("thutuc=1.000001", 3), ("thutuc=x", 0),
     ("linhvuc=ho+tich", 3), ("linhvuc=x", 0), ("coquan=/H26/H26.T1/", 3), ("coquan=/H26/H26.T2/", 0), ("giu=none", 3),
     ("giu=01890000-0000-7000-8000-000000000000", 0), ("giu=x", 3), ("kenh=counter", 3), ("kenh=online", 0),
     ("tungay=2020-01-01", 3), ("tungay=2999-01-01", 0), ("denngay=2020-01-01", 0), ("denngay=31/12/2999", 3),
     ("tungay=x", 3), ("han=x", 3), ("xep=x", 3)],
)  # fmt: skip
def test_each_filter_narrows_and_nonsense_does_not(
    asked: str, found: int, town: Town, three: Any, sign_in: SignIn
) -> None:
    answer = sign_in(town.specialist).get(f"/can-bo/viec/?muc=unit&{asked}")
    assert answer.status_code == 200 and len(ids(answer.content.decode())) == found


def test_the_filter_form_gives_a_clean_address_and_says_an_unread_day(town: Town, three: Any, sign_in: SignIn) -> None:
    client = sign_in(town.specialist)
    panel = client.get("/can-bo/viec/?muc=mine&loc=1").content.decode()
    for text in ("Thủ tục thử nghiệm 1.000001", "Hộ tịch", "Chưa ai nhận", "Phạm Văn Chuyên – Chuyên viên"):
        assert text in panel, text
    asked = "/can-bo/viec/?ap=1&muc=mine&tt=processing&tt=accepted&thutuc=&tungay=1/2/2026&denngay="
    assert client.get(asked)["Location"] == "/can-bo/viec/?muc=mine&tt=processing%2Caccepted&tungay=2026-02-01"
    page = client.get("/can-bo/viec/?ap=1&muc=mine&tungay=hôm+kia", follow=True).content.decode()
    assert "Chưa đọc được ngày “hôm kia”" in page


def test_what_narrows_is_said_and_taken_back_one_by_one(town: Town, three: Any, sign_in: SignIn) -> None:
    page = sign_in(town.specialist).get("/can-bo/viec/?muc=unit&han=late&thutuc=1.000001&giu=none").content.decode()
    assert "Thủ tục: <b>Thủ tục thử nghiệm 1.000001</b>" in page and "Người giữ: <b>Chưa ai nhận</b>" in page
    assert 'href="/can-bo/viec/?muc=unit&amp;thutuc=1.000001&amp;giu=none"' in page


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_pages_through_everything_once(
    order: str, town: Town, three: Any, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    stage.asked(), stage.filed()
    wanted, seen, after = Wanted(tab="all", order=order), [], ""
    while True:
        page = lists.worklist(town.leader, wanted, after=after)
        seen += [row.case.pk for row in page.rows]
        after = page.more
        if not after:
            break
    assert len(seen) == len(set(seen)) == 5
    last = Case.objects.get(pk=seen[-1])
    walked = [last.pk]
    while case := lists.neighbour(town.leader, wanted, lists.key_of(lists.keyed(last, wanted.sorted_by)), back=True):
        walked.append(case.pk)
        last = case
    assert walked == seen[::-1], "backwards the same way"
    places = [lists.standing(town.leader, wanted, Case.objects.get(pk=pk)).place for pk in seen]
    assert places == [1, 2, 3, 4, 5]


def test_an_online_filing_stands_by_the_moment_of_its_answer(town: Town, three: Any, stage: Stage) -> None:
    filed = stage.filed()
    Case.objects.filter(pk=filed.pk).update(answer_by=clock.now() + timedelta(hours=2))
    rows = lists.worklist(town.leader, Wanted(tab="unit")).rows
    assert [row.case.pk for row in rows][:2] == [three["late"].pk, filed.pk]


def test_a_page_costs_four_statements_whatever_stands_on_it(
    town: Town, three: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        lists.worklist(town.specialist, Wanted())
    with django_assert_num_queries(1):
        lists.figures(town.specialist, Wanted())


def test_the_whole_page_asks_the_database_a_fixed_number_of_times(
    town: Town, three: Any, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(town.specialist)
    client.get("/can-bo/viec/")
    with django_assert_max_num_queries(6 + 4):
        """List, tasks, counts, views, reminders, rules of time; and session, account, person, posts of every page."""
        client.get("/can-bo/viec/")


@pytest.mark.parametrize(
    "typed", ["Nguyễn Thị Đào", "đao nguyen", "dao ngu", "NGUYEN DAO", "0987 654 321", "0987.654.321 dao",
              "0987654321", "+84 987 654 321", "001 190 000 123", "001190000123", "cong ty dao", "dao 0987654321"],
)  # fmt: skip
def test_one_box_finds_however_it_is_typed(typed: str, town: Town, stage: Stage, sign_in: SignIn) -> None:
    stage.accepted()
    case = received(
        town, full_name="Nguyễn Thị Đào", identity_number="001190000123", phone="0987654321",
        organisation="Công ty Hoa Đào", kind="organisation", tax_code="",
    )  # fmt: skip
    answer = sign_in(town.counter).post("/can-bo/tim/", {"q": typed})
    assert answer["Location"] == f"/can-bo/ho-so/{case.pk}/", "a single hit opens at once"


@pytest.mark.parametrize("page", ["/can-bo/tim/", "/can-bo/tra-ket-qua/"])
def test_a_part_of_a_telephone_finds_nobody_and_the_page_says_why(
    page: str, town: Town, stage: Stage, sign_in: SignIn
) -> None:
    stage.accepted()
    client, hint = sign_in(town.counter), "gõ đủ các chữ số, ví dụ 0912 345 678"
    for typed in ("345678", "0912 345", "091234567"):
        answer = client.post(page, {"q": typed}, follow=True).content.decode()
        assert hint in answer and "Không tìm thấy hồ sơ nào" in answer, typed
    for typed in ("0912345679", "001185012344", "123", "Lan 345678a"):
        assert hint not in client.post(page, {"q": typed}, follow=True).content.decode(), typed


def test_parts_of_a_code_find_it(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, _ = stage.accepted(), stage.filed()
    client = sign_in(town.counter)
    for typed in (case.code, case.code[-11:], case.code[-4:].lstrip("0"), case.filing_number[4:], case.code.lower()):
        assert client.post("/can-bo/tim/", {"q": typed})["Location"] == f"/can-bo/ho-so/{case.pk}/", typed


@pytest.mark.parametrize("typed", ["NOP-WXYZ-PSSY-AQ", "PSSY-AQ", "wxyz-pssy", "WXYZ-PSSY-AQ"])
def test_a_filing_number_of_letters_alone_is_found(town: Town, stage: Stage, sign_in: SignIn, typed: str) -> None:
    case = stage.filed()
    Case.objects.filter(pk=case.pk).update(filing_number="NOP-WXYZ-PSSY-AQ")
    stage.filed()
    assert sign_in(town.counter).post("/can-bo/tim/", {"q": typed})["Location"] == f"/can-bo/ho-so/{case.pk}/"


def test_a_name_that_looks_like_a_filing_number_is_found(town: Town, sign_in: SignIn) -> None:
    case, _ = received(town, full_name="ANNE-KATE Trần"), received(town)
    client = sign_in(town.counter)
    assert client.post("/can-bo/tim/", {"q": "anne-kate"})["Location"] == f"/can-bo/ho-so/{case.pk}/"
    assert "tên người nộp" in client.post("/can-bo/tim/", {"q": "anna-katz"}, follow=True).content.decode()


def test_several_hits_stand_in_a_list_that_says_what_was_sought(town: Town, stage: Stage, sign_in: SignIn) -> None:
    cases = {str(stage.accepted().pk), str(stage.filed().pk)}
    client = sign_in(town.counter)
    page = client.post("/can-bo/tim/", {"q": "0912345678"}, follow=True).content.decode()
    assert set(ids(page)) == cases
    assert "mã hồ sơ, số điện thoại" in page
    assert "theo tên người nộp, tổ chức" in client.post("/can-bo/tim/", {"q": "thử"}, follow=True).content.decode()
    assert client.post("/can-bo/tim/", {"q": " "})["Location"] == "/can-bo/viec/"
    assert client.get("/can-bo/tim/").status_code == 302


def test_a_hit_elsewhere_is_no_hit(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.accepted()
    assert "tim=" in sign_in(town.stranger).post("/can-bo/tim/", {"q": case.code})["Location"]


def test_what_is_typed_is_taken_apart() -> None:
    assert sought("Đào  0912.345.678") == sought("đào 0912.345.678")
    assert (sought("0912 345-678").numbers, sought("0912 345-678").names) == (("0912345678",), ())
    assert sought("Trần Đào H26.X1-261126-0001").numbers == ("H26.X1-261126-0001",)
    assert sought("\x00 ") == sought("")
    assert sought("NOP-WXYZ-PSSY-AQ lan") == Sought(("lan",), ("NOP-WXYZ-PSSY-AQ",))
    assert sought("Jean-Luc").names == ("jean-luc",)


def test_the_next_case_of_the_list_opens_after_a_decision(town: Town, three: Any, sign_in: SignIn) -> None:
    client = sign_in(town.specialist)
    late, near = three["late"], three["near"]
    page = client.get(f"/can-bo/ho-so/{late.pk}/?muc=mine").content.decode()
    assert "1 / 3" in page and f'href="/can-bo/ho-so/{late.pk}/forward/?muc=mine"' in page
    answer = client.post(f"/can-bo/ho-so/{late.pk}/forward/?muc=mine", {"expected": late.version})
    assert answer["Location"] == f"/can-bo/ho-so/{near.pk}/?muc=mine"
    following = client.get(answer["Location"]).content.decode()
    assert f"Đã chuyển hồ sơ {late.code}" in following and f'<a href="/can-bo/ho-so/{late.pk}/">' in following
    assert "1 / 2" in following


def test_an_act_that_keeps_the_case_in_hand_stays_with_it(town: Town, three: Any, sign_in: SignIn) -> None:
    late = three["late"]
    answer = sign_in(town.specialist).post(f"/can-bo/ho-so/{late.pk}/take/?muc=mine", {"expected": late.version})
    assert answer["Location"] == f"/can-bo/ho-so/{late.pk}/?muc=mine"


def test_the_last_of_a_list_leads_back_to_it(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.examined()
    client = sign_in(town.specialist)
    answer = client.post(f"/can-bo/ho-so/{case.pk}/forward/?muc=mine", {"expected": case.version})
    assert answer["Location"] == "/can-bo/viec/?muc=mine"
    assert "Bạn đã làm hết việc" in client.get(answer["Location"]).content.decode()


def test_long_names_and_procedures_stand_whole(town: Town, sign_in: SignIn) -> None:
    object.__setattr__(town, "version", make_version(code="2.000009"))
    name = "Công Tằng Tôn Nữ Hoàng Thị Thanh Nguyệt " * 4
    case = received(town, full_name=name)
    page = sign_in(town.counter).get("/can-bo/viec/").content.decode()
    assert " ".join(name.split()) in page and str(case.pk) in page
