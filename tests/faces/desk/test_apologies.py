"""Apologies at the desk: offered where a case will be late, for many at once, and by a standing order."""

from motcua.base.documents.models import Document
from motcua.casework.bulk.models import Job
from motcua.casework.bulk.orders import order_of
from motcua.casework.bulk.services.running import do_row
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Apology, ApologyOrder, Case
from motcua.kernel import clock
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, hanoi

MONDAY, FRIDAY = hanoi("2026-03-09T09:00"), hanoi("2026-03-13T15:30")


def going_late(stage: Stage) -> Case:
    with clock.frozen(MONDAY):
        return stage.examined()


def test_the_page_of_a_case_offers_it_before_the_date_passes(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = going_late(stage)
    page = f"/can-bo/ho-so/{case.pk}/"
    with clock.frozen(MONDAY):
        assert "nguy cơ trễ" not in sign_in(town.leader).get(page).content.decode()
    with clock.frozen(FRIDAY):
        leader = sign_in(town.leader).get(page).content.decode()
        assert "nguy cơ trễ" in leader and f"{page}apologise/" in leader
        specialist = sign_in(town.specialist).get(page).content.decode()
        assert "nguy cơ trễ" in specialist and f"{page}apologise/" not in specialist
        with clock.frozen(hanoi("2026-03-17T09:00")):
            passed = sign_in(town.leader).get(page).content.decode()
        assert "Hồ sơ đã quá ngày hẹn" in passed and "nguy cơ trễ" not in passed
        form = sign_in(town.leader).get(f"{page}apologise/").content.decode()
        assert 'value="18/03/2026"' in form, "a date that its steps can keep stands in the field"
        answer = sign_in(town.leader).post(
            f"{page}apologise/", {"expected": case.version, "new_day": "18/3/2026", "reason": "Cần xác minh thêm."}
        )
        assert answer.status_code == 302
        after = sign_in(town.leader).get(page).content.decode()
    assert "Hẹn ban đầu: 17:00 Thứ Hai, 16/03/2026" in after and "17:00 Thứ Tư, 18/03/2026" in after
    assert "Xin lỗi và hẹn lại ngày trả (mẫu 04)" in after and "nguy cơ trễ" not in after


def test_many_are_apologised_for_at_once_each_with_its_own_date(town: Town, stage: Stage, sign_in: SignIn) -> None:
    first, second = going_late(stage), going_late(stage)
    with clock.frozen(FRIDAY):
        leader = sign_in(town.leader)
        assert str(first) in leader.get("/can-bo/sap-tre/").content.decode()
        answer = leader.post("/can-bo/hang-loat/", {"viec": "apologise", "ho_so": [first.pk, second.pk]})
        job = Job.objects.get()
        assert answer["Location"] == f"/can-bo/hang-loat/{job.pk}/"
        refused = leader.post(answer["Location"], {"text": "", "new_day": ""}).content.decode()
        assert "lý do" in refused.lower()
        leader.post(answer["Location"], {"text": "Cần xác minh thêm.", "new_day": "", "chay": "1"})
        job.refresh_from_db()
        for row in job.rows.all():
            do_row(row.pk, job, order_of(job.action, job.order))
        assert "Chưa thấy hồ sơ nào sẽ trễ" in leader.get("/can-bo/sap-tre/").content.decode()
    assert {one.due for one in Apology.objects.all()} == {hanoi("2026-03-18T17:00")}
    assert Document.objects.filter(kind="apology").count() == 2


def test_a_leader_sets_the_standing_order_and_others_cannot(town: Town, stage: Stage, sign_in: SignIn) -> None:
    agency = town.commune.pk
    leader = sign_in(town.leader)
    wrong = leader.post("/can-bo/sap-tre/", {"co_quan": agency, f"{agency}-automatic": "on", f"{agency}-reason": " "})
    assert wrong.status_code == 422
    typed = {"co_quan": agency, f"{agency}-automatic": "on", f"{agency}-reason": "Hồ sơ tăng đột biến."}
    assert leader.post("/can-bo/sap-tre/", typed).status_code == 302
    assert ApologyOrder.objects.get(agency=agency).automatic
    assert "đang bật" in leader.get("/can-bo/sap-tre/").content.decode()
    assert sign_in(town.specialist).get("/can-bo/sap-tre/").status_code == 403


def test_lateness_is_told_by_step_and_person_on_the_page(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = going_late(stage)
    with clock.frozen(hanoi("2026-03-17T09:00")):
        forward_case(actor=town.specialist, case_id=case.pk, expected=None)
        page = sign_in(town.leader).get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert "Trễ 1 giờ làm việc." in page and "Theo chỉ số 766" in page and 'class="time-bar"' in page
