"""Reply templates at the desk: one key fills the form, the paper is seen before it is sent, own and shared are kept."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.access.models import Look
from motcua.domain.cases.models import Decision, SupplementRequest
from motcua.domain.replies.models import ReplyTemplate, ReplyUse
from motcua.domain.replies.services.templates import ReplyText, add_template
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import APPLICANT, Town

MISSING = ReplyText(
    "supplement", "Thiếu giấy tờ", "Hồ sơ của {ho_ten} còn thiếu.",
    items=(("{giay_to_thieu}", "bản chính"), ("Ảnh", "3x4")),
)  # fmt: skip


def act_url(case: Any, name: str) -> str:
    return reverse("desk:case_action", args=[case.pk, name])


def fields_of(answer: Any) -> dict[str, str]:
    """What a browser would send back of the form as shown."""
    form = answer.context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    kept = {
        name: "on" if value is True else str(value) for name, value in values.items() if value not in (None, "", False)
    }
    return kept | {"mau_da_chon": answer.context["replies"].picked}


@pytest.fixture
def at_counter(town: Town, sign_in: SignIn) -> Client:
    return sign_in(town.counter)


def test_a_supplement_is_asked_for_with_one_template_and_nothing_typed(
    town: Town, stage: Stage, at_counter: Client
) -> None:
    template = add_template(actor=town.leader, reply=MISSING, agency_id=town.commune.pk)
    case = stage.filed()
    case.papers.update(originals=0)
    page = at_counter.get(act_url(case, "supplement"))
    body = page.content.decode()
    assert f'name="mau" value="{template.pk}" data-key="1" autofocus' in body
    picked = at_counter.post(act_url(case, "supplement"), fields_of(page) | {"mau": str(template.pk)})
    assert picked.status_code == 200 and not SupplementRequest.objects.exists()
    assert 'type="submit" autofocus' in picked.content.decode(), "the hand goes to the button that sends"
    sent = at_counter.post(act_url(case, "supplement"), fields_of(picked))
    assert sent.status_code == 302, sent.content.decode()
    request = SupplementRequest.objects.get()
    assert request.reason == f"Hồ sơ của {APPLICANT.full_name} còn thiếu."
    assert [(item.text, item.note, item.paper is not None) for item in request.items.all()] == [
        ("Tờ khai theo mẫu", "bản chính", True),
        ("Ảnh", "3x4", False),
    ]
    assert ReplyUse.objects.get().times == 1


def test_ticked_papers_answer_the_template_s_line_for_missing_ones(
    town: Town, stage: Stage, at_counter: Client
) -> None:
    """Everything required was handed in, but one paper is wrong: the official ticks it, nothing waits to be written."""
    template = add_template(actor=town.leader, reply=MISSING, agency_id=town.commune.pk)
    case = stage.filed()
    page = at_counter.get(act_url(case, "supplement"))
    wrong = {f"paper_{case.papers.all()[0].position}": "on", "mau": str(template.pk)}
    picked = at_counter.post(act_url(case, "supplement"), fields_of(page) | wrong)
    assert picked.context["replies"].ready
    assert at_counter.post(act_url(case, "supplement"), fields_of(picked)).status_code == 302
    texts = [item.text for item in SupplementRequest.objects.get().items.all()]
    assert texts == ["Tờ khai theo mẫu", "Ảnh"]


def test_a_second_template_takes_the_place_of_the_first_and_leaves_what_was_typed(
    town: Town, stage: Stage, at_counter: Client
) -> None:
    first = add_template(actor=town.counter, reply=MISSING)
    other = ReplyText("supplement", "Mờ", "Ảnh mờ.", items=(("Chụp lại", ""),))
    second = add_template(actor=town.counter, reply=other)
    case = stage.filed()
    case.papers.update(originals=0)
    address = act_url(case, "supplement")
    picked = at_counter.post(address, {"mau": str(first.pk), "text_1": "Của tôi"})
    changed = at_counter.post(address, fields_of(picked) | {"mau": str(second.pk)})
    fields = fields_of(changed)
    assert fields["reason"] == "Ảnh mờ."
    assert [fields.get(f"text_{number}") for number in (1, 2, 3)] == ["Của tôi", "Chụp lại", None]
    assert "paper_1" not in fields
    typed = at_counter.post(address, fields | {"reason": "Tôi viết", "mau": str(first.pk)})
    assert fields_of(typed)["reason"] == f"Tôi viết\nHồ sơ của {APPLICANT.full_name} còn thiếu."


def test_a_template_of_a_decision_sets_text_and_outcome(town: Town, stage: Stage, sign_in: SignIn) -> None:
    deny = add_template(actor=town.leader, reply=ReplyText("decide:denied", "Không", "{co_quan} không đồng ý vì: …"))
    case, leader = stage.at_leader(), sign_in(town.leader)
    address = act_url(case, "decide")
    picked = leader.post(address, {"mau": str(deny.pk)})
    fields = fields_of(picked)
    assert fields["outcome"] == "denied" and fields["text"] == f"{town.commune.name} không đồng ý vì: …"
    assert "<mark>…</mark>" in picked.content.decode()
    refused = leader.post(address, fields)
    assert refused.status_code == 422 and "Còn chỗ chưa điền: …" in refused.content.decode()
    assert not Decision.objects.exists()
    sent = leader.post(address, fields | {"text": fields["text"].replace("…", "thiếu căn cứ.")})
    assert sent.status_code == 302 and Decision.objects.get().outcome == "denied"


def test_the_paper_is_seen_while_typing_and_by_a_button(town: Town, stage: Stage, at_counter: Client) -> None:
    case = stage.filed()
    typed = {"reason": "Không thuộc <b>thẩm quyền</b> {ho_ten}"}
    piece = at_counter.post(reverse("desk:reply_preview", args=[case.pk, "refuse"]), typed)
    body = piece.content.decode()
    assert "&lt;b&gt;thẩm quyền" in body and "<mark>{ho_ten}</mark>" in body and APPLICANT.full_name in body
    whole = at_counter.post(act_url(case, "refuse"), typed | {"xem_truoc": "1"})
    assert whole.status_code == 200 and "<mark>{ho_ten}</mark>" in whole.content.decode()
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_template_of_a_stranger_fills_nothing(town: Town, stage: Stage, at_counter: Client) -> None:
    theirs = add_template(actor=town.stranger, reply=ReplyText("refuse", "x", "Lời của người khác."))
    case = stage.filed()
    answer = at_counter.post(act_url(case, "refuse"), {"mau": str(theirs.pk), "reason": "Của tôi"})
    assert "Lời của người khác" not in answer.content.decode() and fields_of(answer)["reason"] == "Của tôi"


def test_one_writes_changes_copies_and_retires_a_template(town: Town, sign_in: SignIn) -> None:
    leader = sign_in(town.leader)
    typed = {"act": "supplement", "title": "Mẫu A", "text": "Thiếu của {ho_ten}", "item_1": "Ảnh",
             "share": str(town.commune.pk)}  # fmt: skip
    assert leader.post(reverse("desk:reply_new"), typed).status_code == 302
    made = ReplyTemplate.objects.get()
    assert made.agency_id == town.commune.pk and made.items == [["Ảnh", ""]]
    edit = reverse("desk:reply_edit", args=[made.pk])
    assert leader.post(edit, typed | {"title": "Mẫu B", "expected": "1"}).status_code == 302
    stale = leader.post(edit, typed | {"title": "Mẫu C", "expected": "1"})
    assert stale.status_code == 409 and "Mẫu C" in stale.content.decode()
    specialist = sign_in(town.specialist)
    assert specialist.get(edit).status_code == 403
    copied = specialist.post(reverse("desk:reply_copy", args=[made.pk]))
    own = ReplyTemplate.objects.get(owner=town.specialist.person_id)
    assert copied["Location"] == reverse("desk:reply_edit", args=[own.pk]) and own.title == "Mẫu B"
    assert "Mẫu B" in specialist.get(reverse("desk:replies") + "?muc=cua-toi").content.decode()
    assert leader.post(reverse("desk:reply_retire", args=[made.pk])).status_code == 302
    assert [row["reply"] for row in leader.get(reverse("desk:replies")).context["rows"]] == []


def test_a_strange_variable_is_named_and_everything_typed_stays(town: Town, sign_in: SignIn) -> None:
    typed = {"act": "refuse", "title": "Mẫu", "text": "Gửi {ho_tem} dài dài"}
    answer = sign_in(town.specialist).post(reverse("desk:reply_new"), typed)
    body = answer.content.decode()
    assert answer.status_code == 422 and "Không có biến {ho_tem}" in body and "Gửi {ho_tem} dài dài" in body
    assert not ReplyTemplate.objects.exists()


def test_the_preview_takes_the_example_or_a_case_one_may_see(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, look = stage.accepted(), reverse("desk:reply_look")
    typed = {"act": "refuse", "text": "Gửi {ho_ten}"}
    specialist = sign_in(town.specialist)
    assert "Gửi Nguyễn Thị Lan" in specialist.post(look, typed).content.decode()
    for _ in range(3):
        seen = specialist.post(look, typed | {"ho_so": case.code}).content.decode()
    assert f"Gửi {APPLICANT.full_name}" in seen
    assert Look.objects.filter(subject_id=str(case.pk), purpose="Xem trước mẫu trả lời").count() == 1
    strange = sign_in(town.stranger).post(look, typed | {"ho_so": case.code}).content.decode()
    assert APPLICANT.full_name not in strange and "Không tìm thấy hồ sơ" in strange


def test_more_lines_keep_what_was_typed(town: Town, sign_in: SignIn) -> None:
    typed = {"act": "supplement", "title": "Mẫu", "text": "Lý do", "item_3": "Ba", "lines": "3", "more": "1"}
    answer = sign_in(town.counter).post(reverse("desk:reply_new"), typed)
    assert answer.status_code == 200 and 'name="item_5"' in answer.content.decode() and "Ba" in answer.content.decode()
