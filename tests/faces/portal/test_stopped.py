"""Filing online what is suspended or abolished: refused with the reason, and nothing typed is lost."""

import pytest
from django.test import Client

from motcua.casework.services.submit import submit_case
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.errors import ProcedureStopped
from tests.faces.portal.cases import DETAILS, draft, signed_in
from tests.support.stopping import SENTENCE, WAYS, WHY, stop
from tests.support.town import Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.mark.parametrize("way", WAYS)
def test_nobody_begins_what_is_stopped(town: Town, client: Client, way: str) -> None:
    stop(town.version, way)
    code = town.version.procedure.code
    page = client.get(f"/thu-tuc/{code}/").content.decode()
    assert WHY in page and WAYS[way] in page and f"/nop-ho-so/{code}/" not in page
    citizen = signed_in(town.citizen)
    for answer in (
        citizen.get(f"/nop-ho-so/{code}/"),
        citizen.post(f"/nop-ho-so/{code}/", {"office": str(town.office.pk)}),
    ):
        told = answer.content.decode()
        assert answer.status_code == 409 and SENTENCE in told and WHY in told and WAYS[way] in told
    assert not Case.objects.exists()


@pytest.mark.parametrize("way", WAYS)
def test_a_draft_begun_before_is_not_sent_and_keeps_everything(town: Town, way: str) -> None:
    case, citizen = draft(town), signed_in(town.citizen)
    stop(town.version, way)
    answer = citizen.post(f"/nop-ho-so/{case.pk}/kiem-tra/")
    told = answer.content.decode()
    assert answer.status_code == 409 and SENTENCE in told and WHY in told and WAYS[way] in told
    with pytest.raises(ProcedureStopped):
        submit_case(actor=town.citizen, case_id=case.pk)
    case.refresh_from_db()
    assert case.state == "draft" and case.submitted_at is None
    assert case.applicant.full_name == DETAILS.full_name and case.papers.get(position=1).files.count() == 1
    kept = citizen.get(f"/nop-ho-so/{case.pk}/nguoi-nop/").content.decode()
    assert DETAILS.full_name in kept and DETAILS.address in kept


@pytest.mark.parametrize("way", WAYS)
def test_what_was_sent_before_goes_on(town: Town, way: str) -> None:
    case = submit_case(actor=town.citizen, case_id=draft(town).pk)
    stop(town.version, way)
    assert submit_case(actor=town.citizen, case_id=case.pk).state == "submitted", "sent twice is sent once"
