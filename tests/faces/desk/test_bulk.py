"""Many cases at once at the desk: from the ticks to the results, and whatever may come in between."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework.bulk.models import Job
from motcua.casework.bulk.services.running import run_stretch
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Decision
from motcua.domain.replies.services.templates import ReplyText, add_template
from motcua.kernel import clock
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import APPLICANT, Town

BULK = "/can-bo/hang-loat/"


def begin(client: Client, action: str, *cases: Any) -> str:
    """Ticks sent from the list; the address of the preview."""
    answer = client.post(BULK, {"viec": action, "ho_so": [str(getattr(case, "pk", case)) for case in cases]})
    assert answer.status_code == 302
    return str(answer["Location"])


def run_now() -> None:
    job = Job.objects.get(state="waiting")
    Job.objects.filter(pk=job.pk).update(starts_at=clock.now())
    while not run_stretch(job.pk):
        pass


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_same_decision_for_many_is_one_screen_and_two_presses(town: Town, stage: Stage, sign_in: SignIn) -> None:
    cases, early = [stage.at_leader() for _ in range(3)], stage.examined()
    leader = sign_in(town.leader)
    address = begin(leader, "decide", *cases, early)
    page = shown(leader, address)
    assert "Phê duyệt: 3 hồ sơ" in page and "1 hồ sơ chưa thực hiện được" in page and str(early) in page
    assert 'value="granted" checked' in page.replace(" id=", "").replace("  ", " ") or "checked" in page
    assert "autofocus" in page, "Enter confirms"
    sent = leader.post(address, {"outcome": "granted", "text": "Đồng ý theo đề nghị của {ho_ten}."})
    assert sent.status_code == 302 and sent["Location"] == address
    waiting = shown(leader, address)
    assert "Bắt đầu sau" in waiting and "Hủy, chưa làm gì cả" in waiting and 'http-equiv="refresh"' in waiting
    assert not Decision.objects.exists()
    run_now()
    assert {decision.text for decision in Decision.objects.all()} == {f"Đồng ý theo đề nghị của {APPLICANT.full_name}."}
    ended = shown(leader, address)
    assert "Thử lại các hồ sơ chưa được" in ended and ended.count("Đã phê duyệt") >= 3
    piece = leader.get(address + "tien-do/")
    assert piece.headers["HX-Refresh"] == "true"
    table = leader.get(address + "ket-qua.csv")
    assert table["Content-Type"].startswith("text/csv") and str(cases[0]) in table.content.decode()
    assert str(cases[0]) not in shown(sign_in(town.specialist), BULK)
    assert address in shown(leader, BULK)


def test_it_is_taken_back_in_time(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.specialist)
    address = begin(client, "forward", case)
    client.post(address, {"text": "Đủ."})
    back = client.post(address + "huy/", follow=True).content.decode()
    assert "chưa hồ sơ nào thay đổi" in back
    case.refresh_from_db()
    assert case.version == stage_version(case)


def stage_version(case: Any) -> int:
    """The version the case had before: nothing was counted up."""
    return int(type(case).objects.get(pk=case.pk).version)


def test_a_template_fills_the_order_and_its_variables_stay_for_each_case(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    reply = ReplyText("supplement", "Thiếu", "Thiếu của {ho_ten}.", items=(("{giay_to_thieu}", "01 bản"),))
    template = add_template(actor=town.leader, reply=reply, agency_id=town.commune.pk)
    case, client = stage.filed(), sign_in(town.counter)
    case.papers.update(originals=0)
    address = begin(client, "supplement", case)
    page = client.get(address)
    assert page.context["form"]["text"].value() == "Thiếu của {ho_ten}.", "the most used template stands there"
    assert f"Thiếu của {APPLICANT.full_name}." in page.content.decode()
    looked = client.post(address, {"text": "Khác", "item_1": "Ảnh", "xem_truoc": "1"})
    assert "Khác" in looked.content.decode() and Job.objects.get().order["text"] == "Khác"
    picked = client.post(address, {"text": "Khác", "mau": str(template.pk)})
    assert picked.context["form"]["text"].value() == "Thiếu của {ho_ten}."
    assert f'name="mau_da_chon" value="{template.pk}"' in picked.content.decode()


def test_only_officials_of_the_unit_with_the_role_are_offered(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, leader = stage.examined(), sign_in(town.leader)
    address = begin(leader, "assign", case)
    options = [value for value, _ in leader.get(address).context["form"].fields["position"].choices]
    assert options == [str(town.specialist.posts[0].position_id)]
    leader.post(address, {"position": options[0]})
    run_now()
    assert town.specialist.name in shown(leader, reverse("desk:case", args=[case.pk]))


def test_strange_cases_are_left_out_with_a_sentence(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.accepted(), sign_in(town.counter)
    page = shown(client, begin(client, "forward", case, uuid4()))
    assert "1 hồ sơ không thuộc đơn vị bạn" in page
    stranger = sign_in(town.stranger)
    answer = stranger.post(BULK, {"viec": "forward", "ho_so": [str(case.pk)]}, follow=True)
    assert "Chưa có hồ sơ nào của đơn vị bạn được chọn" in answer.content.decode()
    address = begin(client, "forward", case)
    for path in ("", "tien-do/", "ket-qua.csv"):
        assert stranger.get(address + path).status_code == 404
    for path in ("huy/", "lam-lai/", "lam-moi/"):
        assert stranger.post(address + path).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"viec": "forward", "ho_so": [str(uuid4()) for _ in range(501)]}, "tối đa 500 hồ sơ, bạn đã chọn 501"),
        ({"viec": "forward"}, "Chưa có hồ sơ nào"),
        ({"viec": "xoa", "ho_so": ["x"]}, "Bạn chọn việc cần làm"),
        ({"viec": "forward", "ho_so": ["không phải mã"], "ve": "https://xau.example/"}, "Chưa có hồ sơ nào"),
    ],
)
def test_a_bad_choice_leads_back_with_a_sentence(town: Town, sign_in: SignIn, typed: Any, said: str) -> None:
    answer = sign_in(town.counter).post(BULK, typed, follow=True)
    assert answer.redirect_chain[0][0].startswith("/can-bo/viec/") and said in answer.content.decode()


def test_a_case_that_moved_on_is_said_and_taken_as_it_is_when_asked(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, other, client = stage.examined(), stage.examined(), sign_in(town.specialist)
    address = begin(client, "take", case, other)
    forward_case(actor=town.leader, case_id=case.pk, expected=None)
    assert f"{town.leader.name} vừa thực hiện" in shown(client, address)
    client.post(address + "lam-moi/")
    page = shown(client, address)
    assert "vừa thực hiện" not in page and "1 hồ sơ chưa thực hiện được" in page


def test_a_text_with_something_open_is_refused_and_kept(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.specialist)
    address = begin(client, "forward", case)
    answer = client.post(address, {"text": "Xem … nhé, các anh chị"})
    body = answer.content.decode()
    assert answer.status_code == 409 and "Xem … nhé, các anh chị" in body and "Còn chỗ chưa điền: …" in body
    assert Job.objects.get().state == "draft"


def test_the_head_of_a_unit_assigns_one_case_and_its_official_gives_it_back(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    case, position = stage.examined(), str(town.specialist.posts[0].position_id)
    leader, specialist = sign_in(town.leader), sign_in(town.specialist)
    address = reverse("desk:case_action", args=[case.pk, "assign"])
    assert town.specialist.name in shown(leader, address)
    assert specialist.get(address).status_code == 409
    assert leader.post(address, {"position": position, "expected": str(case.version)}).status_code == 302
    assert "Trả việc về đơn vị" in shown(specialist, reverse("desk:case", args=[case.pk]))
    assert specialist.post(reverse("desk:case_action", args=[case.pk, "release"])).status_code == 302
    assert "Trả việc về đơn vị" not in shown(specialist, reverse("desk:case", args=[case.pk])).partition("Diễn biến")[0]
