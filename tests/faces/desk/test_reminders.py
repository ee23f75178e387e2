"""“Nhắc việc” at the desk: what runs out of time, from the worklist to the case, and put away."""

from motcua.base.access.models import Account
from motcua.casework.services.remind import remind
from motcua.domain.routing.models import Reminder
from motcua.kernel import clock
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, hanoi


def test_reminders_lead_to_the_case_and_can_be_put_away(town: Town, stage: Stage, sign_in: SignIn) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = stage.examined()
    with clock.frozen(hanoi("2026-03-16T17:01")):
        leader = sign_in(town.leader)
        assert "Không có lời nhắc nào" in leader.get("/can-bo/nhac-viec/").content.decode()
        remind()
        assert "Nhắc việc: 1 hồ sơ" in leader.get("/can-bo/viec/").content.decode()
        page = leader.get("/can-bo/nhac-viec/").content.decode()
        assert str(case) in page and "đã trễ hạn" in page
        assert "Đã nhắc" in leader.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
        own = Reminder.objects.get(level="leader").pk
        assert "Đã cất 1 lời nhắc" in leader.post("/can-bo/nhac-viec/", {"nhac": own}, follow=True).content.decode()
        assert "Bạn chọn ít nhất một" in leader.post("/can-bo/nhac-viec/", {"nhac": "x"}, follow=True).content.decode()
        assert "Không có lời nhắc nào" in leader.get("/can-bo/nhac-viec/").content.decode()
        assert str(case) not in sign_in(town.stranger).get("/can-bo/nhac-viec/").content.decode()


def test_what_comes_by_e_mail_is_chosen_by_each_for_themselves(town: Town, sign_in: SignIn) -> None:
    page, client = "/can-bo/nhac-viec/thu-dien-tu/", sign_in(town.leader)
    told = client.get(page).content.decode()
    assert (
        "Chưa có địa chỉ thư của bạn" in told and 'value="late" checked' in told and 'value="half" checked' not in told
    )
    Account.objects.filter(pk=town.leader.account_id).update(email="lanh.dao@example.vn")
    told = client.post(page, {"loai": ["half", "x"]}, follow=True).content.decode()
    assert "lanh.dao@example.vn" in told and 'value="half" checked' in told and 'value="late" checked' not in told
    assert 'value="late" checked' in sign_in(town.counter).get(page).content.decode()
