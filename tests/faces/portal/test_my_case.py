"""One case as its owner sees it, in each state; the supplement item by item; withdrawing; files, slips and QR."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base.access.looks import record_look
from motcua.base.documents.models import Document
from motcua.base.files.services.store import store
from motcua.casework.frame import subject
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file
from motcua.casework.services.duty import request_duty
from motcua.casework.services.finish import hand_over_result, stop_case
from motcua.casework.services.forward import forward_case
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import answer_supplement
from motcua.domain.cases.models import Case, PaperFile
from motcua.domain.cases.states import State
from motcua.kernel import clock
from tests.faces.portal.cases import accepted, asked, at_specialist, draft, paper, photo, signed_in, submitted
from tests.support.town import Town, build_town, hanoi, make_citizen


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def page_of(town: Town, case: Case) -> str:
    answer = signed_in(town.citizen).get(f"/ho-so/{case.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def decided(town: Town) -> Case:
    case = forward_case(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
    return decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome="granted", text="Cấp như đề nghị.")


def status_of(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return answer.status_code


def now_stop(text: str) -> str:
    found = re.search(r'<li class="is-now"[^>]*>.*?steps__name">([^<]*)<', text)
    return found.group(1) if found else ""


def test_a_draft_leads_to_its_filing(town: Town) -> None:
    case = draft(town)
    answer = signed_in(town.citizen).get(f"/ho-so/{case.pk}/")
    assert answer["Location"] == f"/nop-ho-so/{case.pk}/kiem-tra/"


def test_an_accepted_case_shows_until_when_where_and_why(town: Town) -> None:
    with clock.frozen(hanoi("2026-11-25T09:00")):
        case = accepted(town)
        text = page_of(town, case)
    assert case.code in text and "17:00 Thứ Tư, 02/12/2026" in text
    assert now_stop(text) == "Tiếp nhận hồ sơ"
    assert town.commune.name in text
    assert "Vì sao hẹn ngày này?" in text and "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in text
    assert "Hồ sơ được tiếp nhận, mã" in text, "the timeline in plain words"
    assert "to-khai.jpg" in text
    assert f"/ho-so/{case.pk}/rut/" in text and f"/ho-so/{case.pk}/qr.svg" in text


def test_each_state_marks_its_stop_and_says_what_to_do(town: Town) -> None:
    filed = page_of(town, submitted(town))
    assert "Cơ quan trả lời trước" in filed and now_stop(filed) == "Tiếp nhận hồ sơ"
    owing = request_duty(
        actor=town.specialist, case_id=at_specialist(town).pk, expected=None, reason="Lệ phí", amount_vnd=1_250_000
    )
    text = page_of(town, owing)
    assert "1.250.000 đ" in text and "Tạm dừng tính hạn" in text
    ready = page_of(town, decided(town))
    assert "Tải kết quả" in ready and "Xong đúng hạn" in ready


def test_a_case_that_ended_early_says_so_at_its_last_stop(town: Town) -> None:
    refused = refuse_case(actor=town.counter, case_id=submitted(town).pk, expected=None, reason="Sai nơi nộp")
    stopped = stop_case(actor=town.leader, case_id=at_specialist(town).pk, expected=None, reason="Có tranh chấp")
    for case, stop, slip in (
        (refused, "Không tiếp nhận", "Phiếu từ chối tiếp nhận hồ sơ"),
        (stopped, "Dừng giải quyết", "Thông báo dừng giải quyết"),
    ):
        text = page_of(town, case)
        assert now_stop(text) == stop and slip in text
        assert "is-next" not in text and f"/ho-so/{case.pk}/rut/" not in text


def test_a_returned_case_has_every_stop_behind_it(town: Town) -> None:
    case = hand_over_result(
        actor=town.counter, case_id=decided(town).pk, expected=None, receiver="Trần Văn Dân", identity_shown="CCCD"
    )
    text = page_of(town, case)
    assert now_stop(text) == "" and "is-next" not in text


def test_the_owner_sees_who_looked(town: Town) -> None:
    case = accepted(town)
    assert "Chưa có cán bộ nào mở hồ sơ" in page_of(town, case)
    record_look(actor=town.specialist, subject=subject(case), purpose="Xem để giải quyết")
    text = page_of(town, case)
    assert town.specialist.name in text and "Xem để giải quyết" in text


def test_it_is_there_for_its_owner_only(town: Town) -> None:
    case = asked(town)
    file, slip = PaperFile.objects.get(paper__case=case), Document.objects.filter(subject_id=str(case.pk)).first()
    assert slip
    addresses = ["", "rut/", f"tep/{file.pk}/", f"tep/{file.pk}/anh/", f"phieu/{slip.pk}/", "qr.svg"]
    people = ((town.citizen, 200), (make_citizen("Người Khác"), 404), (town.counter, 403), (None, 302))
    for actor, status in people:
        client = signed_in(actor)
        assert [status_of(client, f"/ho-so/{case.pk}/{place}") for place in addresses] == [status] * 6
        if status != 200:
            assert client.post(f"/ho-so/{case.pk}/", {"do": "send", "answer": "x"}).status_code == status
            assert client.post(f"/ho-so/{case.pk}/rut/", {"reason": "x"}).status_code == status
    case.refresh_from_db()
    assert case.legal_state is State.SUPPLEMENT


# The supplement


def test_a_supplement_is_answered_item_by_item(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    text = page_of(town, case)
    for said in ("bổ sung 2 nội dung", "Ảnh chụp bị mờ.", "Chụp lại tờ khai", "rõ bốn góc", "Bản sao giấy chứng sinh"):
        assert said in text
    address = f"/ho-so/{case.pk}/"
    half = {"version": case.version, "answer": "Tôi chụp lại hôm nay"}
    answer = client.post(address, half | {"do": "muc-1", "file-1": photo("moi.jpg", "red")})
    assert answer["Location"] == f"{address}#muc-1"
    text = client.get(address).content.decode()
    assert "moi.jpg" in text and "Mới thêm" in text and "Tôi chụp lại hôm nay" in text, "nothing typed is lost"
    second = {"do": "muc-2", "paper-2": str(paper(case, 2).pk), "file-2": photo("chung-sinh.jpg", "blue")}
    assert client.post(address, half | second).status_code == 302
    assert "chung-sinh.jpg" in client.get(address).content.decode()
    answer = client.post(address, half | {"do": "send"}, follow=True)
    assert "Đã gửi phần bổ sung" in answer.content.decode()
    case.refresh_from_db()
    assert case.legal_state is State.SUBMITTED
    assert case.supplements.get().answer == "Tôi chụp lại hôm nay"
    assert paper(case, 2).files.get().name == "chung-sinh.jpg"


def test_files_chosen_and_sent_with_one_press_are_all_kept(town: Town) -> None:
    case = asked(town)
    sent = {"do": "send", "answer": "", "version": case.version, "file-1": [photo("a.jpg"), photo("b.jpg", "red")]}
    assert signed_in(town.citizen).post(f"/ho-so/{case.pk}/", sent).status_code == 302
    case.refresh_from_db()
    assert case.legal_state is State.SUBMITTED
    assert sorted(paper(case).files.values_list("name", flat=True)) == ["a.jpg", "b.jpg", "to-khai.jpg"]


def test_a_refused_file_keeps_the_text_and_the_good_files(town: Town) -> None:
    case = asked(town)
    sent = {
        "do": "send",
        "answer": "Giấy này bị thất lạc",
        "version": case.version,
        "file-1": photo("tot.jpg", "red"),
        "file-2": SimpleUploadedFile("don.exe", b"MZ\x90\x00"),
        "paper-2": str(paper(case, 2).pk),
    }
    answer = signed_in(town.citizen).post(f"/ho-so/{case.pk}/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "don.exe: Chỉ nhận ảnh" in text and 'href="#tep-2"' in text and 'aria-invalid="true"' in text
    assert "Giấy này bị thất lạc" in text and "tot.jpg" in text
    assert f'<option value="{paper(case, 2).pk}" lang="vi" selected>' in text, "the chosen paper stays chosen"
    case.refresh_from_db()
    assert case.legal_state is State.SUPPLEMENT


def test_what_lacks_is_named_at_its_item_unless_words_explain_it(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    answer = client.post(f"/ho-so/{case.pk}/", {"do": "send", "answer": " ", "version": case.version})
    assert answer.status_code == 422
    assert "“Chụp lại tờ khai”: chưa có tệp mới" in answer.content.decode()
    explained = {"do": "send", "answer": "Tôi không có máy ảnh", "version": case.version}
    assert client.post(f"/ho-so/{case.pk}/", explained).status_code == 302


def test_pressing_upload_without_a_file_says_so(town: Town) -> None:
    case = asked(town)
    answer = signed_in(town.citizen).post(f"/ho-so/{case.pk}/", {"do": "muc-1", "answer": "giữ chữ này"})
    assert answer.status_code == 422
    assert "Bạn chưa chọn tệp nào" in answer.content.decode() and "giữ chữ này" in answer.content.decode()


def test_a_file_just_added_can_be_taken_off_again(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    attach_file(
        actor=town.citizen, case_id=case.pk, paper_id=paper(case).pk, stored=store(photo("nham.jpg"), name="nham.jpg")
    )
    wrong = PaperFile.objects.get(name="nham.jpg")
    answer = client.post(f"/ho-so/{case.pk}/", {"remove": str(wrong.pk), "answer": "còn chữ"})
    assert answer.status_code == 302
    text = client.get(f"/ho-so/{case.pk}/").content.decode()
    assert "nham.jpg" not in text and "còn chữ" in text
    assert client.get(f"/ho-so/{case.pk}/tep/{wrong.pk}/").status_code == 404
    assert client.post(f"/ho-so/{case.pk}/", {"remove": "khong-co"}).status_code == 404


@pytest.mark.parametrize("paper_id", ["", "khong-co", "01890000-0000-7000-8000-000000000000"])
def test_a_paper_of_no_case_of_mine_is_refused(town: Town, paper_id: str) -> None:
    case = asked(town)
    sent = {"do": "muc-2", "paper-2": paper_id, "file-2": photo()}
    assert signed_in(town.citizen).post(f"/ho-so/{case.pk}/", sent).status_code == 422
    assert PaperFile.objects.filter(paper__case=case).count() == 1


def test_an_answer_to_a_changed_case_keeps_the_text(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    stale = {"do": "send", "answer": "Tôi đã chụp lại rồi", "version": case.version - 1}
    answer = client.post(f"/ho-so/{case.pk}/", stale)
    assert answer.status_code == 409 and "Tôi đã chụp lại rồi" in answer.content.decode()
    answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    answer = client.post(f"/ho-so/{case.pk}/", stale | {"version": case.version})
    assert answer.status_code == 409 and "Tôi đã chụp lại rồi" in answer.content.decode()


# Withdrawing


def test_a_case_is_withdrawn_with_its_reason(town: Town) -> None:
    case, client = accepted(town), signed_in(town.citizen)
    assert "Rút hồ sơ này?" in client.get(f"/ho-so/{case.pk}/rut/").content.decode()
    answer = client.post(f"/ho-so/{case.pk}/rut/", {"reason": "", "version": case.version})
    assert answer.status_code == 422 and "Lý do rút hồ sơ" in answer.content.decode()
    answer = client.post(f"/ho-so/{case.pk}/rut/", {"reason": "Không cần nữa", "version": case.version - 1})
    assert answer.status_code == 409 and "Không cần nữa" in answer.content.decode()
    answer = client.post(f"/ho-so/{case.pk}/rut/", {"reason": "Không cần nữa", "version": case.version}, follow=True)
    assert now_stop(answer.content.decode()) == "Đã rút"
    case.refresh_from_db()
    assert case.legal_state is State.WITHDRAWN


def test_a_decided_case_cannot_be_withdrawn(town: Town) -> None:
    case, client = decided(town), signed_in(town.citizen)
    assert client.get(f"/ho-so/{case.pk}/rut/").status_code == 409
    answer = client.post(f"/ho-so/{case.pk}/rut/", {"reason": "Không cần nữa"})
    assert answer.status_code == 409 and "Không cần nữa" in answer.content.decode()


# Files, slips, QR


def test_files_are_served_so_that_they_can_do_nothing(town: Town) -> None:
    case, client = submitted(town), signed_in(town.citizen)
    file = PaperFile.objects.get(paper__case=case)
    whole, small = client.get(f"/ho-so/{case.pk}/tep/{file.pk}/"), client.get(f"/ho-so/{case.pk}/tep/{file.pk}/anh/")
    assert whole["Content-Type"] == small["Content-Type"] == "image/jpeg"
    assert "sandbox" in whole["Content-Security-Policy"]
    assert sum(map(len, whole.streaming_content)) == file.size  # type: ignore[arg-type]


def test_files_and_slips_open_under_their_own_case_only(town: Town) -> None:
    case, other, client = submitted(town), submitted(town), signed_in(town.citizen)
    file, slip = PaperFile.objects.get(paper__case=other), Document.objects.get(subject_id=str(other.pk))
    assert client.get(f"/ho-so/{case.pk}/tep/{file.pk}/").status_code == 404
    assert client.get(f"/ho-so/{case.pk}/tep/{file.pk}/anh/").status_code == 404
    assert client.get(f"/ho-so/{case.pk}/phieu/{slip.pk}/").status_code == 404


def test_a_slip_is_drawn_when_asked_for(town: Town) -> None:
    case = submitted(town)
    slip = Document.objects.get(subject_id=str(case.pk))
    answer = signed_in(town.citizen).get(f"/ho-so/{case.pk}/phieu/{slip.pk}/")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]


def test_the_qr_code_is_a_picture_that_runs_nothing(town: Town) -> None:
    case, client = submitted(town), signed_in(town.citizen)
    answer = client.get(f"/ho-so/{case.pk}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml" and "default-src 'none'" in answer["Content-Security-Policy"]
    assert b"<svg" in answer.content and b"<script" not in answer.content
    assert client.get(f"/ho-so/{draft(town).pk}/qr.svg").status_code == 200, "a counter goes on with it"
