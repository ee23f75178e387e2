"""Overtaken by a colleague: who, when, what before and after, and one's own text to be sent again with one press."""

import html
import re

from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town

TYPED = "Tôi đã gọi cho người nộp và xác minh địa chỉ."


def opened(client, where: str) -> dict[str, str]:
    """The form as the page gives it: its hidden fields."""
    page = client.get(where).content.decode()
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(expected|seen)" value="([^"]*)"', page)
    }


def test_it_says_who_what_and_before_and_after_and_keeps_the_text(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.specialist)
    where = f"/can-bo/ho-so/{case.pk}/forward/"
    form = opened(client, where)
    take_task(actor=town.leader, case_id=case.pk, expected=None)
    answer = client.post(where, {**form, "note": TYPED})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Hồ sơ đã thay đổi trong lúc bạn nhập" in page
    assert "Đỗ Thị Lãnh Đạo vừa thực hiện" in page and TYPED in page
    assert "<s>Chuyên viên, Ủy ban nhân dân phường Thử Nghiệm</s>" in page and "<b>Đỗ Thị Lãnh Đạo</b>" in page
    assert "Gửi lại: Chuyển bước tiếp theo" in page
    again = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(expected|seen)" value="([^"]*)"', page)
    }
    assert client.post(where, {**again, "note": TYPED}).status_code == 302


def test_a_page_overtaken_and_filled_in_wrongly_tells_of_the_colleague_first(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    case, client = stage.examined(), sign_in(town.specialist)
    where = f"/can-bo/ho-so/{case.pk}/supplement/"
    form = opened(client, where)
    assert client.post(where, {**form, "reason": ""}).status_code == 422
    take_task(actor=town.leader, case_id=case.pk, expected=None)
    answer = client.post(where, {**form, "reason": ""})
    assert answer.status_code == 409 and "Đỗ Thị Lãnh Đạo vừa thực hiện" in answer.content.decode()


def test_every_step_in_between_is_told_in_order(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.specialist)
    where = f"/can-bo/ho-so/{case.pk}/send_back/"
    form = opened(client, where)
    take_task(actor=town.leader, case_id=case.pk, expected=None)
    request_supplement(
        actor=town.leader, case_id=case.pk, expected=None, reason="Thiếu ảnh", items=[MissingItem("Ảnh 3×4")]
    )
    answer = client.post(where, {**form, "reason": TYPED})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Việc này nay không còn làm được nữa" in page and TYPED in page
    assert "<s>Đang giải quyết</s>" in page and "<b>Chờ bổ sung</b>" in page
    part = page[page.index("overtaken") : page.index("changes")]
    assert part.count("Đỗ Thị Lãnh Đạo") == 3, "in the sentence and in each of the two lines"
    assert "&quot;state&quot;" not in page, "the page's own notes are not given back as a text"


def test_another_step_and_another_due_moment_are_shown(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.leader)
    where = f"/can-bo/ho-so/{case.pk}/stop/"
    form = opened(client, where)
    forward_case(actor=town.specialist, case_id=case.pk, expected=None)
    page = client.post(where, {**form, "reason": TYPED}).content.decode()
    assert "<s>Thẩm định hồ sơ</s>" in page and "<b>Lãnh đạo phê duyệt</b>" in page


def test_a_snapshot_nobody_can_read_still_tells_the_last_act(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.specialist)
    take_task(actor=town.leader, case_id=case.pk, expected=None)
    for seen in ("", "{", "[]", '{"n":"x"}', '{"n":1,"state":"?","step":1,"holder":"","due":""}', "null"):
        typed = {"expected": case.version, "seen": seen, "note": TYPED}
        answer = client.post(f"/can-bo/ho-so/{case.pk}/forward/", typed)
        assert answer.status_code == 409 and "Đỗ Thị Lãnh Đạo vừa thực hiện" in answer.content.decode(), seen
    assert Case.objects.get(pk=case.pk).state == "processing"
