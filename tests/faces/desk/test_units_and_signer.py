"""Pages of two acts: work given to a unit of the agency, by rule and by hand; a result sent back to who signed it."""

import pytest

from motcua.base.documents.models import Document
from motcua.base.documents.services import verification_token
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import AssignmentRule, Task
from motcua.kernel.actor import Actor
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, make_agency, make_official

SHARING = "/can-bo/phan-cong/"


@pytest.fixture
def unit(town: Town) -> Agency:
    return make_agency("H26.T1.A", "Phòng Kinh tế", "unit", town.commune)


@pytest.fixture
def of_unit(unit: Agency) -> Actor:
    return make_official("Chuyên Kinh Tế", "Chuyên viên", unit, ["specialist"])


def test_a_rule_to_a_unit_is_offered_where_the_agency_has_one(
    town: Town, unit: Agency, of_unit: Actor, stage: Stage, sign_in: SignIn
) -> None:
    client = sign_in(town.leader)
    assert "Chuyển cho một phòng" in client.get(SHARING).content.decode()
    sent = {"role": "specialist", "way": "unit", "field": "all", "code": ""}
    wrong = client.post(SHARING, sent)
    assert wrong.status_code == 422 and "Bạn chọn phòng, đơn vị nhận việc" in wrong.content.decode()
    page = client.post(SHARING, sent | {"unit": str(unit.pk)}, follow=True).content.decode()
    assert AssignmentRule.objects.get().unit == unit and "Chuyển cho một phòng, đơn vị bên trong: Phòng Kinh tế" in page
    assert Task.objects.get(case=stage.examined(), closed_at=None).agency == unit
    assert (
        "Chuyển cho một phòng"
        not in sign_in(make_official("Trưởng Phòng", "Trưởng phòng", unit, ["leader"])).get(SHARING).content.decode()
    )


def test_the_head_gives_a_step_to_somebody_of_a_unit(town: Town, of_unit: Actor, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.leader)
    address, post = f"/can-bo/ho-so/{case.pk}/assign/", of_unit.posts[0].position_id
    page = client.get(address).content.decode()
    assert "Chuyên Kinh Tế – Chuyên viên (Phòng Kinh tế)" in page and "Phạm Văn Chuyên – Chuyên viên<" in page
    assert client.post(address, {"position": str(post), "expected": case.version}).status_code == 302
    page = sign_in(of_unit).get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert "Phòng Kinh tế" in page and "Chuyển bước tiếp theo" in page


def test_a_result_sent_back_is_shown_with_its_reason_and_whoever_checks_it_hears_of_it(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    case, counter = stage.decided(), sign_in(town.counter)
    document = Document.objects.get(subject_id=str(case.pk), kind="result")
    address = f"/can-bo/ho-so/{case.pk}/send_back/"
    assert "Chuyển lại bước trước" in counter.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    empty = counter.post(address, {"reason": " ", "expected": case.version})
    assert empty.status_code == 422
    assert counter.post(address, {"reason": "Sai tên đệm", "expected": case.version}).status_code == 302
    leader = sign_in(town.leader)
    page = leader.get(f"/can-bo/ho-so/{case.pk}/").content.decode()
    assert "Kết quả đã chuyển lại người ký" in page and "Sai tên đệm" in page and "đã thu hồi lúc" in page
    assert case.decision.text in leader.get(f"/can-bo/ho-so/{case.pk}/decide/").content.decode()
    checked = leader.get(f"/verify/{verification_token(document)}").content.decode()
    assert "Giấy này không còn giá trị" in checked and "Giấy này có thật" not in checked
