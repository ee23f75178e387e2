"""People on the desk: five clear on a case, being away with a deputy."""

from motcua.casework.services.forward import take_task
from motcua.casework.services.skills import add_skill
from motcua.domain.directory.models import Absence
from motcua.domain.routing.models import AssignmentRule, Task
from motcua.kernel import clock
from motcua.kernel.text import short_date
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, make_official

AWAY = "/can-bo/vang-mat/"
SHARING = "/can-bo/phan-cong/"


def test_the_five_stand_on_the_case_with_the_thread_officer(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.examined()
    page = sign_in(town.specialist).get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    for text in ("Rõ người", "Rõ việc", "Rõ quy trình", "Rõ trách nhiệm", "Rõ kết quả", "Bước 3/4", "(dự kiến)"):
        assert text in page, text
    assert "Cán bộ đầu mối" in page and "Lê Thị Quầy, Công chức một cửa" in page


def test_an_absence_is_entered_seen_by_the_deputy_and_ended(town: Town, stage: Stage, sign_in: SignIn) -> None:
    colleague = make_official("Ngô Thay", "Chuyên viên", town.commune, ["specialist"])
    case = stage.examined()
    take_task(actor=town.specialist, case_id=case.pk, expected=None)
    client = sign_in(town.specialist)
    today = short_date(clock.today())
    sent = {
        "position": str(town.specialist.posts[0].position_id), "first_day": today, "last_day": today,
        "deputy": str(colleague.posts[0].position_id), "reason": "Nghỉ phép",
    }  # fmt: skip
    assert client.post(AWAY, sent).status_code == 302
    assert client.post(AWAY, sent).status_code == 409
    deputy = sign_in(colleague)
    assert "Phạm Văn Chuyên (vắng, bạn thay)" in deputy.get("/can-bo/viec/").content.decode()
    assert "Nghỉ phép" in deputy.get(AWAY).content.decode()
    absence = Absence.objects.get()
    assert deputy.post(f"{AWAY}{absence.pk}/ket-thuc/").status_code == 404
    assert client.post(f"{AWAY}{absence.pk}/ket-thuc/", follow=True).status_code == 200
    assert "Không có ai vắng mặt" in client.get(AWAY).content.decode()


def test_what_is_wrong_comes_back_with_everything_typed(town: Town, sign_in: SignIn) -> None:
    sent = {"position": str(town.specialist.posts[0].position_id), "first_day": "hôm kia kìa", "reason": "Nghỉ phép"}
    answer = sign_in(town.specialist).post(AWAY, sent)
    assert answer.status_code == 422 and "hôm kia kìa" in answer.content.decode()


def test_the_head_of_a_unit_enters_it_for_its_people(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.leader).get(AWAY).content.decode()
    assert "Phạm Văn Chuyên" in page and "Hoàng Bên Cạnh" not in page
    assert "Lê Thị Quầy" not in sign_in(town.specialist).get(AWAY).content.decode().split('name="deputy"')[0]


def test_the_head_of_the_unit_sets_rules_and_skills_and_sees_who_has_what(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    client, post = sign_in(town.leader), town.specialist.posts[0].position_id
    assert "Chưa có quy tắc" in client.get(SHARING).content.decode()
    wrong = client.post(SHARING, {"role": "specialist", "way": "skill", "field": "all"})
    assert wrong.status_code == 422 and "Bạn chọn kỹ năng cần có" in wrong.content.decode()
    set_up = client.post(SHARING, {"role": "specialist", "way": "load", "field": "all", "code": ""}, follow=True)
    assert "Người ít việc nhất" in set_up.content.decode()
    for name in ("đất đai", "tiếng Anh"):
        add_skill(actor=town.administrator, name=name)
    strange = client.post(f"{SHARING}ky-nang/{post}/", {"skills": ["khác"]})
    assert strange.status_code == 422 and "bạn chọn lại trong danh sách" in strange.content.decode()
    client.post(f"{SHARING}ky-nang/{post}/", {"skills": ["đất đai", "tiếng Anh"]})
    case = stage.examined()
    assert Task.objects.get(case=case, closed_at=None).assignee_id == post
    page = client.get(SHARING).content.decode()
    assert "tiếng Anh, đất đai" in page and "Phạm Văn Chuyên" in page
    client.post(f"{SHARING}quy-tac/{AssignmentRule.objects.get().pk}/bo/")
    assert not AssignmentRule.objects.exists()
    assert sign_in(town.specialist).get(SHARING).status_code == 403


def test_what_was_sent_on_is_taken_back_with_one_press(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.counter)
    address = f"/can-bo/ho-so/{case.pk}/"
    assert "Thu hồi việc vừa chuyển" in client.get(address).content.decode()
    assert client.post(f"{address}recall/", {"expected": case.version}).status_code == 302
    assert "Thu hồi việc vừa chuyển" not in client.get(address).content.decode()
    assert Task.objects.get(case=case, closed_at=None).role == "counter_official"
