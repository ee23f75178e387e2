"""The city's common reasons below the box for a reason: chosen alone, before what is typed, or not at all."""

import pytest

from motcua.base.documents.models import Document
from motcua.domain.cases.models import SupplementRequest
from motcua.domain.replies.services.load_own import load_reasons
from motcua.domain.replies.services.reasons import add_reason
from motcua.kernel.actor import SYSTEM
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town

WORDS = "Không thuộc thẩm quyền."


@pytest.mark.parametrize(
    ("typed", "chosen", "status", "said"),
    [
        ("", WORDS, 302, WORDS),
        ("  ", WORDS, 302, WORDS),
        ("Mời sang Sở.", WORDS, 302, f"{WORDS}\nMời sang Sở."),
        (f"{WORDS} Mời sang Sở.", WORDS, 302, f"{WORDS} Mời sang Sở."),
        ("Mời sang Sở.", "", 302, "Mời sang Sở."),
        ("", "", 422, "Bạn chưa điền: Lý do"),
        ("Mời sang Sở.", "Câu lạ", 422, "Mời sang Sở."),
        ("x" * 2001, WORDS, 422, "x" * 2001),
    ],
)
def test_a_reason_is_chosen_or_typed_or_both(
    town: Town, sign_in: SignIn, stage: Stage, typed: str, chosen: str, status: int, said: str
) -> None:
    add_reason(actor=SYSTEM, act="refuse", text=WORDS)
    client, case = sign_in(town.counter), stage.filed()
    address = f"/can-bo/ho-so/{case.pk}/refuse/"
    assert WORDS in client.get(address).content.decode()
    answer = client.post(address, {"reason": typed, "common": chosen, "expected": case.version})
    assert answer.status_code == status
    if status == 422:
        assert said in answer.content.decode()
    else:
        case.refresh_from_db()
        slip = Document.objects.get(kind="refusal")
        assert case.state == "refused" and said in slip.facts.values(), slip.facts


def test_a_chosen_reason_takes_the_place_of_the_suggested_one(town: Town, sign_in: SignIn, stage: Stage) -> None:
    add_reason(actor=SYSTEM, act="supplement", text="Ảnh mờ.")
    client, case = sign_in(town.counter), stage.filed()
    address = f"/can-bo/ho-so/{case.pk}/supplement/"
    page = client.get(address)
    assert "Ảnh mờ." in page.content.decode()
    sent = {"reason": page.context["form"]["reason"].value(), "common": "Ảnh mờ.", "text_1": "Ảnh chụp lại", "lines": 3}
    assert client.post(address, sent | {"expected": case.version}).status_code == 302
    assert SupplementRequest.objects.get().reason == "Ảnh mờ."


def test_without_a_list_the_form_is_as_before_and_what_comes_with_the_house_fits(
    town: Town, sign_in: SignIn, stage: Stage
) -> None:
    client, case = sign_in(town.counter), stage.filed()
    assert 'name="common"' not in client.get(f"/can-bo/ho-so/{case.pk}/refuse/").content.decode()
    assert load_reasons(actor=SYSTEM) == 13 and load_reasons(actor=SYSTEM) == 0
    assert client.get(f"/can-bo/ho-so/{case.pk}/refuse/").content.decode().count("<option") == 4
