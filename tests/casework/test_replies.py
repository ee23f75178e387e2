"""Templates on real cases: what they fill, what is refused as not concrete, and what stands on the paper."""

from collections.abc import Callable
from typing import Any

import pytest

from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.services.store import open_file
from motcua.casework.queries.page import find_case
from motcua.casework.replies import filled, values_of
from motcua.casework.services.counter import PaperTick, file_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.duty import request_duty
from motcua.casework.services.finish import stop_case
from motcua.casework.services.forward import forward_case, return_to_previous
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from motcua.domain.replies import variables
from motcua.domain.replies.services.templates import ReplyText, add_template
from motcua.kernel.errors import Invalid
from tests.base.documents.samples import pdf_text
from tests.casework.test_life import at_leader, at_specialist, receive
from tests.support.town import APPLICANT, Town

HOSTILE = '#set page(width: 1pt) *đậm* $x^2$ <b>in</b> {{ 1 }} "], "form": '


def file(town: Town, *ticks: PaperTick, summary: str = "") -> Case:
    return file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT, ticks=ticks,
        summary=summary,
    )  # fmt: skip


def test_every_variable_has_a_value_on_an_accepted_case(town: Town) -> None:
    case = find_case(town.counter, receive(town).pk)
    missing = set(variables.BY_NAME) - set(values_of(case, town.counter))
    assert missing == {"noi_dung", "giay_to_thieu"}


def test_a_line_of_missing_papers_becomes_one_line_for_each(town: Town) -> None:
    reply = ReplyText("supplement", "Thiếu", "Thiếu của {ho_ten}.", items=(("{giay_to_thieu}", "bản chính"),))
    template = add_template(actor=town.counter, reply=reply)
    bare, whole = file(town), file(town, PaperTick(1, originals=1))
    said = filled(template, find_case(town.counter, bare.pk), town.counter)
    assert [(line.text, line.note, line.paper.position if line.paper else 0) for line in said.lines] == [
        ("Tờ khai theo mẫu", "bản chính", 1)
    ]
    assert said.text == f"Thiếu của {APPLICANT.full_name}."
    nothing = filled(template, find_case(town.counter, whole.pk), town.counter)
    assert [line.text for line in nothing.lines] == ["{giay_to_thieu}"]


ACTS: dict[str, tuple[Callable[[Town], Case], str, Callable[..., Case], dict[str, Any], str]] = {
    "refuse": (file, "counter", refuse_case, {"reason": ""}, "reason"),
    "supplement reason": (file, "counter", request_supplement, {"reason": "", "items": [MissingItem("Ảnh")]}, "reason"),
    "supplement item": (file, "counter", request_supplement, {"reason": "Thiếu", "items": []}, "items"),
    "forward": (at_specialist, "specialist", forward_case, {"note": ""}, "note"),
    "send back": (at_specialist, "specialist", return_to_previous, {"reason": ""}, "reason"),
    "duty": (at_specialist, "specialist", request_duty, {"reason": "", "amount_vnd": None}, "reason"),
    "decide": (at_leader, "leader", decide_case, {"outcome": "denied", "text": ""}, "text"),
    "stop": (at_specialist, "leader", stop_case, {"reason": "", "ground": ""}, "reason"),
    "stop ground": (at_specialist, "leader", stop_case, {"reason": "Tranh chấp", "ground": ""}, "ground"),
}


@pytest.mark.parametrize("name", ACTS)
def test_no_act_sends_a_text_with_something_left_to_write(town: Town, name: str) -> None:
    make, who, act, facts, field = ACTS[name]
    case, actor = make(town), getattr(town, who)
    for open_place in ("vì … thiếu", "hạn {han_tra}", "số ____"):
        said = {**facts, field: [MissingItem(open_place)] if field == "items" else open_place}
        with pytest.raises(Invalid) as refused:
            act(actor=actor, case_id=case.pk, expected=None, **said)
        assert set(refused.value.fields) == {field}
        assert variables.open_places(open_place)[0] in refused.value.fields[field].vi
    mended = {**facts, field: [MissingItem("Ảnh")] if field == "items" else "Lý do cụ thể, v.v…"}
    assert act(actor=actor, case_id=case.pk, expected=case.version, **mended).version == case.version + 1


def test_markup_in_a_template_and_in_its_values_is_only_text_on_the_paper(
    town: Town, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    reply = ReplyText("refuse", "Xấu", "Về việc {noi_dung}: #import x")
    template = add_template(actor=town.counter, reply=reply)
    case = find_case(town.counter, file(town, summary=HOSTILE).pk)
    reason = filled(template, case, town.counter).text
    refuse_case(actor=town.counter, case_id=case.pk, expected=None, reason=reason)
    stored = ensure_rendered(Document.objects.get(kind="refusal", subject_id=str(case.pk)))
    with open_file(stored) as pdf:
        printed = " ".join(pdf_text(pdf.read()).split())
    assert " ".join(reason.split()) in printed
