"""The control slip on request: who had the case when; made anew only when something has changed."""

import pytest

from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.ledger.models import Entry
from motcua.casework.services.control_slip import make_control_slip
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.errors import CaseNotFound, NoStepsYet
from motcua.kernel import clock
from motcua.kernel.errors import Denied
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, hanoi


def outcomes(document: Document) -> list[tuple[str, str, str]]:
    return [(line["step"], line["person"], line["outcome"]) for line in document.facts["lines"]]


def test_it_tells_who_had_the_case_and_grows_with_it(town: Town, stage: Stage) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case = stage.accepted()
        first = make_control_slip(actor=town.counter, case_id=case.pk)
        assert first.number == "1/KS" and ensure_rendered(first).size > 1000
        assert [line[2] for line in outcomes(first)] == ["Đang làm"]
        forward_case(actor=town.counter, case_id=case.pk, expected=None)
        second = make_control_slip(actor=town.leader, case_id=case.pk)
    assert second.number == "2/KS"
    assert [line[1:] for line in outcomes(second)] == [(town.counter.name, "Đúng hạn"), ("", "Đang làm")]


def test_nothing_new_makes_no_new_slip(town: Town, stage: Stage) -> None:
    case = stage.accepted()
    first = make_control_slip(actor=town.counter, case_id=case.pk)
    assert make_control_slip(actor=town.specialist, case_id=case.pk).pk == first.pk
    assert Entry.objects.filter(kind="case.control_slip", subject_id=str(case.pk)).count() == 1


def test_before_acceptance_there_is_no_way_to_tell(town: Town, stage: Stage) -> None:
    with pytest.raises(NoStepsYet):
        make_control_slip(actor=town.counter, case_id=stage.filed().pk)


def test_it_is_the_offices_paper(town: Town, stage: Stage) -> None:
    case = stage.accepted()
    with pytest.raises((Denied, CaseNotFound)):
        make_control_slip(actor=town.citizen, case_id=case.pk)
    with pytest.raises(CaseNotFound):
        make_control_slip(actor=town.stranger, case_id=case.pk)
    assert not Document.objects.filter(kind="control").exists()


def test_one_press_on_the_case_opens_it(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.accepted(), sign_in(town.specialist)
    address = f"/can-bo/ho-so/{case.pk}/phieu-kiem-soat/"
    assert address in client.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    sent = client.post(address)
    opened = client.get(sent["Location"])
    assert opened["Content-Type"] == "application/pdf" and b"".join(opened).startswith(b"%PDF")
    assert sent["Location"] == f"/can-bo/phieu/{Document.objects.get(kind='control').pk}/"


def test_too_early_is_said_on_the_page_of_the_case(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.filed(), sign_in(town.counter)
    address = f"/can-bo/ho-so/{case.pk}/phieu-kiem-soat/"
    assert address not in client.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert "chưa được tiếp nhận" in client.post(address, follow=True).content.decode()
