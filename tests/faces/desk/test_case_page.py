"""The page of a case: papers with pictures, facts, the clock line by line, the way, slips; every look on record."""

import re

import pytest
from django.test import Client

from motcua.base.access.looks import looks_at
from motcua.base.documents.models import Document
from motcua.base.files.services.store import store
from motcua.casework.frame import subject
from motcua.casework.queries.page import case_page
from motcua.casework.services.draft import start_draft
from motcua.domain.cases.models import Case, PaperFile
from motcua.kernel import clock
from motcua.kernel.text import weekday_time
from tests.faces.desk.conftest import SignIn, Stage, photograph
from tests.support.town import APPLICANT, Town, hanoi


def opened(client: Client, case: Case, more: str = "") -> str:
    answer = client.get(f"/can-bo/ho-so/{case.pk}/{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_facts_clock_way_and_story_stand_on_it(town: Town, stage: Stage, sign_in: SignIn) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case = stage.examined()
        page = opened(sign_in(town.specialist), case)
    for text in (
        APPLICANT.full_name, "001185012345", "0912 345 678", str(case.code), case.filing_number,
        "Thời hạn 5 ngày làm việc", weekday_time(case.due_at).vi, "Thẩm định hồ sơ", "Lãnh đạo phê duyệt",
        "Giấy tiếp nhận và hẹn trả (mẫu 01)", "Tờ khai theo mẫu", "Đã nhận: 1 bản chính, 0 bản sao",
    ):  # fmt: skip
        assert text in page, text


def test_the_acts_open_to_this_actor_are_buttons_with_keys(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.at_leader()
    leader, specialist = opened(sign_in(town.leader), case), opened(sign_in(town.specialist), case)
    assert re.search(r'href="/can-bo/ho-so/[^"]+/decide/" data-key="d"', leader)
    assert "/decide/" not in specialist and 'data-key="j"' in specialist


def test_a_crowded_bar_folds_away_what_is_done_seldom(town: Town, stage: Stage, sign_in: SignIn) -> None:
    page = opened(sign_in(town.specialist), stage.examined())
    daily, seldom = re.search(r'<div class="actions.*?</div>\s*</main>', page, re.S)[0].split('class="more__acts">')
    acts = {text: re.findall(r"/([a-z_]+)/[?\"]", text) for text in (daily, seldom)}
    assert acts[daily] == ["forward", "supplement", "ask", "send_back", "take"]
    assert acts[seldom][:2] == ["check_site", "duty"] and "<summary" in daily


def test_the_bar_of_a_leader_keeps_to_one_row(town: Town, stage: Stage, sign_in: SignIn) -> None:
    page = opened(sign_in(town.leader), stage.at_leader())
    daily, seldom = re.search(r'<div class="actions.*?</div>\s*</main>', page, re.S)[0].split('class="more__acts">')
    acts = {text: re.findall(r"/([a-z_]+)/[?\"]", text) for text in (daily, seldom)}
    assert acts[daily] == ["decide", "supplement", "ask", "send_back", "assign"] and acts[seldom][0] == "take"


def test_few_acts_stand_side_by_side(town: Town, stage: Stage, sign_in: SignIn) -> None:
    assert "more__acts" not in opened(sign_in(town.counter), stage.filed())


def test_a_case_that_waits_for_its_applicant_says_so(town: Town, stage: Stage, sign_in: SignIn) -> None:
    page = opened(sign_in(town.specialist), stage.asked())
    assert "Đang chờ người nộp" in page and "chưa bổ sung" in page and "Ảnh" in page


def test_dues_are_shown_until_and_after_they_are_paid(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.owing(), sign_in(town.specialist)
    assert "1.250.000 đ" in opened(client, case) and "Chưa nộp" in opened(client, case)
    client.post(f"/can-bo/ho-so/{case.pk}/settle/", {"evidence": "Biên lai 12", "expected": case.version})
    assert "Biên lai 12" in opened(client, case)


def test_each_look_is_on_record_with_its_purpose(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.filed()
    client = sign_in(town.counter)
    opened(client, case)
    opened(client, case, "accept/")
    looks = looks_at(subject(case))
    assert [look.purpose for look in looks] == ["Xem hồ sơ"] * 2
    assert {look.actor_name for look in looks} == {"Lê Thị Quầy"}


def test_who_may_not_see_it_leaves_no_look(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.filed()
    sign_in(town.stranger).get(f"/can-bo/ho-so/{case.pk}/")
    assert looks_at(subject(case)) == []


def test_a_citizens_draft_does_not_exist_for_officials(town: Town, sign_in: SignIn) -> None:
    draft = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    assert sign_in(town.counter).get(f"/can-bo/ho-so/{draft.pk}/").status_code == 404


@pytest.fixture
def two_files(stage: Stage) -> tuple[Case, list[PaperFile]]:
    case = stage.filed(store(photograph(), name="mặt trước.jpg"), store(photograph(), name="mặt sau.jpg"))
    return case, list(PaperFile.objects.filter(paper__case=case).order_by("id"))


def test_the_viewer_turns_from_file_to_file(two_files, town: Town, sign_in: SignIn) -> None:
    case, (front, back) = two_files
    client = sign_in(town.counter)
    page = opened(client, case)
    assert f'src="/can-bo/tep/{front.pk}/trang/1/"' in page and f"?tep={back.pk}#giay-to" in page
    assert f'src="/can-bo/tep/{back.pk}/trang/1/"' in opened(client, case, f"?tep={back.pk}&trang=1")
    assert f'src="/can-bo/tep/{front.pk}/trang/1/"' in opened(client, case, "?tep=x&trang=y")


def test_an_original_comes_back_as_it_was_and_is_on_record(two_files, town: Town, sign_in: SignIn) -> None:
    case, (front, _) = two_files
    answer = sign_in(town.counter).get(f"/can-bo/tep/{front.pk}/")
    assert b"".join(answer.streaming_content) == photograph().read()
    assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and answer["Content-Disposition"].startswith("inline")
    assert [look.purpose for look in looks_at(subject(case))] == ["Mở tệp của giấy tờ số 1"]


def test_a_picture_of_a_page_is_a_jpeg_and_a_missing_page_is_said(two_files, town: Town, sign_in: SignIn) -> None:
    case, (front, _) = two_files
    client = sign_in(town.counter)
    answer = client.get(f"/can-bo/tep/{front.pk}/trang/1/?rong=960")
    assert answer.content.startswith(b"\xff\xd8") and answer["Content-Type"] == "image/jpeg"
    assert client.get(f"/can-bo/tep/{front.pk}/trang/1/?rong=160").status_code == 200
    assert len(looks_at(subject(case))) == 1, "a thumbnail belongs to the case's page"
    assert client.get(f"/can-bo/tep/{front.pk}/trang/9/").status_code == 422


def test_a_file_taken_off_again_is_gone(two_files, town: Town, sign_in: SignIn) -> None:
    _, (front, _) = two_files
    PaperFile.objects.filter(pk=front.pk).update(removed_at=clock.now())
    assert sign_in(town.counter).get(f"/can-bo/tep/{front.pk}/").status_code == 404


def test_a_slip_is_drawn_when_it_is_asked_for(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.accepted()
    document = case_page(town.counter, case.pk).documents[0]
    assert document.file is None
    answer = sign_in(town.counter).get(f"/can-bo/phieu/{document.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert Document.objects.get(pk=document.pk).file is not None
    assert looks_at(subject(case))[0].purpose == f"Mở phiếu {document.number}"


def test_the_page_asks_the_database_a_fixed_number_of_times(
    town: Town, stage: Stage, sign_in: SignIn, django_assert_max_num_queries
) -> None:
    case = stage.at_leader()
    client = sign_in(town.leader)
    opened(client, case)
    with django_assert_max_num_queries(36):
        opened(client, case)
