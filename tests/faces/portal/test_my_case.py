"""One case as its owner sees it, in each state; the supplement item by item; withdrawing; files, slips and QR."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base.access.looks import record_list, record_look
from motcua.base.documents.models import Document
from motcua.base.files.services.store import store
from motcua.base.ledger.archives.standing import Away
from motcua.casework import put_away
from motcua.casework.frame import subject
from motcua.casework.services.answers import attach_answer
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file
from motcua.casework.services.duty import request_duty
from motcua.casework.services.finish import hand_over_result, stop_case
from motcua.casework.services.forward import forward_case
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import answer_supplement
from motcua.casework.steps import process_of
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case, PaperFile, SupplementItem
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.kernel import clock
from tests.faces.portal.cases import accepted, asked, at_specialist, draft, paper, photo, signed_in, submitted
from tests.faces.portal.test_uploads import begin, piece
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


def marks(text: str) -> list[str]:
    """What stands beside each thing asked for."""
    asked_for = re.search(r'id="da-co".*?</ol>', text, re.S)
    return re.findall("Đã có|Chưa có", asked_for[0]) if asked_for else []


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
    assert f"{town.commune.name}, xong trước" in text, "who holds it, and until when"
    assert "Vì sao hẹn ngày này?" in text and "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in text
    assert "Hồ sơ được tiếp nhận, mã" in text, "the timeline in plain words"
    assert "to-khai.jpg" in text
    assert f"/ho-so/{case.pk}/rut/" in text and f"/ho-so/{case.pk}/qr.svg" in text


def test_stops_and_states_are_told_in_seven_words_at_most(town: Town) -> None:
    told = [step.words for step in process_of(submitted(town))] + [facts.words for facts in FACTS.values()]
    assert [words.vi for words in told if len(words.vi.split()) > 7] == []


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
        (refused, "Không tiếp nhận", "Phiếu từ chối tiếp nhận, giải quyết hồ sơ"),
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


def test_the_owner_sees_which_searches_and_lists_named_the_case_those_of_a_day_together(town: Town) -> None:
    case, other = accepted(town), accepted(town)
    for shown in ([case.pk, other.pk], [case.pk], [other.pk]):
        record_list(actor=town.specialist, kind="case", shown=shown, purpose="Xem trong kết quả tìm")
    record_list(actor=town.leader, kind="case", shown=[case.pk], purpose="Xem trong danh sách")
    text = page_of(town, case)
    assert text.count(town.specialist.name) == 1 and "Xem trong kết quả tìm, 2 lần trong ngày" in text
    assert "Xem trong danh sách<" in text and "Chưa có cán bộ nào mở hồ sơ" not in text
    with clock.frozen(clock.now() + timedelta(days=1)):
        record_list(actor=town.specialist, kind="case", shown=[case.pk], purpose="Xem trong kết quả tìm")
    assert page_of(town, case).count("Xem trong kết quả tìm") == 2


def test_looks_and_entries_in_an_archive_are_told_not_denied(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    case = submitted(town)
    refuse_case(actor=town.counter, case_id=case.pk, expected=None, reason="Nộp sai nơi")
    Case.objects.filter(pk=case.pk).update(submitted_at=hanoi("2020-03-02T09:00"))
    assert "Chưa có cán bộ nào mở" in page_of(town, case)
    monkeypatch.setattr(put_away, "years_away", lambda table: [2019, 2020])
    monkeypatch.setattr(put_away, "away", lambda of: [Away(1, 4, 2020)])
    page = page_of(town, case)
    assert "Các lượt xem năm 2020 nằm trong kho lưu trữ" in page and "Chưa có cán bộ nào mở" not in page
    assert "Sự kiện 1–4 của hồ sơ nằm trong kho lưu trữ năm 2020" in page


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
            assert client.post(f"/ho-so/{case.pk}/", {"do": "send", "text-1": "x"}).status_code == status
            assert client.post(f"/ho-so/{case.pk}/rut/", {"reason": "x"}).status_code == status
    case.refresh_from_db()
    assert case.legal_state is State.SUPPLEMENT


# The supplement


def test_a_supplement_is_answered_item_by_item(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    text = page_of(town, case)
    for said in ("bổ sung 2 nội dung", "Ảnh chụp bị mờ.", "Chụp lại tờ khai", "rõ bốn góc", "Bản sao giấy chứng sinh"):
        assert said in text
    assert marks(text) == ["Chưa có", "Chưa có"]
    address = f"/ho-so/{case.pk}/"
    half = {"version": case.version, "text-1": "Tôi chụp lại hôm nay"}
    answer = client.post(address, half | {"do": "muc-1", "file-1": photo("moi.jpg", "red")})
    assert answer["Location"] == f"{address}#muc-1"
    text = signed_in(town.citizen).get(address).content.decode()
    assert "moi.jpg" in text and "Mới thêm" in text and "Tôi chụp lại hôm nay" in text, "there on another device too"
    assert marks(text) == ["Đã có", "Chưa có"]
    assert client.post(address, half | {"do": "muc-2", "file-2": photo("chung-sinh.jpg", "blue")}).status_code == 302
    assert "chung-sinh.jpg" in client.get(address).content.decode()
    answer = client.post(address, half | {"do": "send"}, follow=True)
    assert "Đã gửi phần bổ sung" in answer.content.decode()
    case.refresh_from_db()
    assert case.legal_state is State.SUBMITTED
    first, second = case.supplements.get().items.all()
    assert (first.answer, second.answer) == ("Tôi chụp lại hôm nay", "")
    assert [file.name for file in first.files.all()] == ["moi.jpg"]
    assert [file.name for file in second.files.all()] == ["chung-sinh.jpg"]
    assert second.paper.name == "Bản sao giấy chứng sinh", "what was no paper of the checklist is one now"
    desk = signed_in(town.counter).get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert "Tôi chụp lại hôm nay" in desk and f"?tep={second.files.get().pk}#giay-to" in desk


def test_files_chosen_and_sent_with_one_press_are_all_kept(town: Town) -> None:
    case = asked(town)
    sent = {
        "do": "send",
        "text-2": "Bản gốc đã mất",
        "version": case.version,
        "file-1": [photo("a.jpg"), photo("b.jpg", "red")],
    }
    assert signed_in(town.citizen).post(f"/ho-so/{case.pk}/", sent).status_code == 302
    case.refresh_from_db()
    assert case.legal_state is State.SUBMITTED
    assert sorted(paper(case).files.values_list("name", flat=True)) == ["a.jpg", "b.jpg", "to-khai.jpg"]


def test_a_refused_file_keeps_the_text_and_the_good_files(town: Town) -> None:
    case = asked(town)
    sent = {
        "do": "send",
        "text-2": "Giấy này bị thất lạc",
        "version": case.version,
        "file-1": photo("tot.jpg", "red"),
        "file-2": SimpleUploadedFile("don.exe", b"MZ\x90\x00"),
    }
    answer = signed_in(town.citizen).post(f"/ho-so/{case.pk}/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "don.exe: Chỉ nhận ảnh" in text and 'href="#tep-2"' in text and 'aria-invalid="true"' in text
    assert "Giấy này bị thất lạc" in text and "tot.jpg" in text
    case.refresh_from_db()
    assert case.legal_state is State.SUPPLEMENT


def test_what_lacks_is_named_at_its_item_unless_words_explain_it(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    sent = {"do": "send", "text-1": " ", "text-2": "Tôi không có máy ảnh", "version": case.version}
    answer = client.post(f"/ho-so/{case.pk}/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and "“Chụp lại tờ khai”: chưa có tệp" in text
    assert "“Bản sao giấy chứng sinh”" not in text
    assert client.post(f"/ho-so/{case.pk}/", sent | {"text-1": "Cũng vậy"}).status_code == 302


def test_saving_an_item_with_nothing_says_so(town: Town) -> None:
    case = asked(town)
    answer = signed_in(town.citizen).post(f"/ho-so/{case.pk}/", {"do": "muc-1", "text-2": "giữ chữ này"})
    assert answer.status_code == 422
    assert "Bạn chưa chọn tệp và chưa ghi" in answer.content.decode() and "giữ chữ này" in answer.content.decode()


def test_a_file_just_added_can_be_taken_off_again(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    attach_file(
        actor=town.citizen, case_id=case.pk, paper_id=paper(case).pk, stored=store(photo("nham.jpg"), name="nham.jpg")
    )
    wrong = PaperFile.objects.get(name="nham.jpg")
    answer = client.post(f"/ho-so/{case.pk}/", {"remove": str(wrong.pk), "text-1": "còn chữ"})
    assert answer.status_code == 302
    text = client.get(f"/ho-so/{case.pk}/").content.decode()
    assert "nham.jpg" not in text and "còn chữ" in text
    assert client.get(f"/ho-so/{case.pk}/tep/{wrong.pk}/").status_code == 404
    assert client.post(f"/ho-so/{case.pk}/", {"remove": "khong-co"}).status_code == 404


def test_a_file_goes_to_an_open_item_of_its_own_case_only(town: Town) -> None:
    case, other = asked(town), asked(town)
    foreign = other.supplements.get().items.first()
    with pytest.raises(CaseNotFound):
        attach_answer(
            actor=town.citizen, case_id=case.pk, item_id=foreign.pk, stored=store(photo("x.jpg"), name="x.jpg")
        )
    own = case.supplements.get().items.first()
    answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    with pytest.raises(MoveRefused):
        attach_answer(actor=town.citizen, case_id=case.pk, item_id=own.pk, stored=store(photo("x.jpg"), name="x.jpg"))


def test_a_file_in_pieces_goes_to_its_item(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    item, content = case.supplements.get().items.last(), photo("chung-sinh.jpg", "blue").read()
    url = begin(client, case, content, f"item:{item.pk}")["Location"]
    piece(client, url, 0, content[:100])
    assert "chọn lại tệp này" in client.get(f"/ho-so/{case.pk}/").content.decode()
    piece(client, url, 100, content[100:])
    assert client.post(f"{url}xong/").status_code == 200
    assert item.files.count() == 1
    assert begin(client, case, content, f"item:{other_item(town).pk}").status_code == 404


def other_item(town: Town) -> SupplementItem:
    return asked(town).supplements.get().items.first()


def test_an_answer_to_a_changed_case_keeps_the_text(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    texts = {"text-1": "Tôi đã chụp lại rồi", "text-2": "Có ở tờ trước"}
    stale = texts | {"do": "send", "version": case.version - 1}
    answer = client.post(f"/ho-so/{case.pk}/", stale)
    assert answer.status_code == 409 and "Tôi đã chụp lại rồi" in answer.content.decode()
    answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    answer = client.post(f"/ho-so/{case.pk}/", stale | {"version": case.version})
    assert answer.status_code == 409 and "Tôi đã chụp lại rồi" in answer.content.decode()


def test_an_answer_from_a_tab_that_is_behind_is_not_sent_over_a_newer_one(town: Town) -> None:
    case, client = asked(town), signed_in(town.citizen)
    client.post(f"/ho-so/{case.pk}/giu/supplement/", {"tab": "a", "revision": "0", "text-1": "mới", "text-2": "mới"})
    behind = {"do": "send", "version": case.version, "tab": "b", "revision": "0", "text-1": "cũ", "text-2": "cũ"}
    answer = client.post(f"/ho-so/{case.pk}/", behind)
    assert answer.status_code == 409 and "vừa được lưu ở thẻ hoặc máy khác" in answer.content.decode()
    assert ">cũ</textarea>" in answer.content.decode()
    case.refresh_from_db()
    assert case.legal_state is State.SUPPLEMENT


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
