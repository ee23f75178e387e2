"""Asking another agency at the desk: the form, the panel, the list of the asked unit, its answer beside the papers."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base.files.services.store import store
from motcua.casework.services.accept import accept_case
from motcua.casework.services.forward import forward_case
from motcua.casework.services.remind import remind
from motcua.domain.cases.models import PaperFile
from motcua.domain.routing.models import AnswerFile, SubRequest
from motcua.kernel import clock
from tests.faces.desk.conftest import SignIn, Stage, photograph
from tests.support.town import Town, hanoi, make_agency, make_official

PLACE = "/can-bo/phoi-hop/"


class Scene:
    """A case with a photograph at its specialist's desk, and a department beside."""

    def __init__(self, town: Town, stage: Stage) -> None:
        self.town = town
        self.department = make_agency("H26.S1", "Sở Xây dựng", "department", town.city)
        self.official = make_official("Ngô Văn Sở", "Chuyên viên", self.department, ["specialist"])
        case = stage.filed(store(photograph(), name="to-khai.jpg"))
        accept_case(actor=town.counter, case_id=case.pk, expected=None)
        self.case = forward_case(actor=town.counter, case_id=case.pk, expected=None)
        self.file = PaperFile.objects.get(paper__case=self.case)

    @property
    def form(self) -> str:
        return f"/can-bo/ho-so/{self.case.pk}/ask/"

    def typed(self, **more: Any) -> dict[str, Any]:
        place = self.file.paper.position
        usual = {"kind": "opinion", "text": "Có vướng quy hoạch không?", "lines": "3", "time_1": "1440"}
        return usual | {"agency_1": str(self.department.pk), f"show_{place}": "on"} | more

    def asked(self, client: Client, **more: Any) -> SubRequest:
        answer = client.post(self.form, self.typed(**more))
        assert answer.status_code == 302, answer.content.decode()[:4000]
        return SubRequest.objects.get(case=self.case)


@pytest.fixture
def scene(town: Town, stage: Stage) -> Scene:
    return Scene(town, stage)


def status_of(client: Client, address: str) -> int:
    """Files come in a stream: read to its end."""
    answer = client.get(address)
    assert b"".join(answer)
    return answer.status_code


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_the_case_to_the_answer_and_back(scene: Scene, sign_in: SignIn) -> None:
    client = sign_in(scene.town.specialist)
    assert "Sở Xây dựng" in text_of(client.get(scene.form))
    request = scene.asked(client)
    page = text_of(client.get(f"/can-bo/ho-so/{scene.case.pk}/"))
    assert "phoi-hop" in page and "Sở Xây dựng" in page and "Chưa nhận xử lý" in page
    assert request.slip in text_of(client.get(f"{PLACE}?muc=di"))
    assert "Còn chờ" in text_of(client.post(f"/can-bo/ho-so/{scene.case.pk}/forward/", {"note": "", "expected": ""}))
    theirs = sign_in(scene.official)
    assert request.slip in text_of(theirs.get(PLACE))
    shown = text_of(theirs.get(f"{PLACE}{request.pk}/"))
    assert "Có vướng quy hoạch không?" in shown and "to-khai.jpg" in shown
    assert scene.case.applicant.identity_number not in shown and scene.case.applicant.phone not in shown
    assert theirs.post(f"{PLACE}{request.pk}/take/").status_code == 302
    file = SimpleUploadedFile("van-ban.jpg", photograph().read(), "image/jpeg")
    sent = theirs.post(f"{PLACE}{request.pk}/answer/", {"text": "Không vướng.", "files": file})
    assert sent.status_code == 302
    mine = sign_in(scene.town.specialist)
    back = text_of(mine.get(f"/can-bo/ho-so/{scene.case.pk}/"))
    assert "Không vướng." in back and "van-ban.jpg" in back
    assert status_of(mine, f"{PLACE}{request.pk}/tep/{AnswerFile.objects.get().pk}/") == 200
    assert request.slip in text_of(mine.get(f"{PLACE}?muc=xong"))


def test_the_papers_are_open_only_while_it_is_asked(scene: Scene, sign_in: SignIn) -> None:
    request = scene.asked(sign_in(scene.town.specialist))
    theirs = sign_in(scene.official)
    addresses = [f"{PLACE}{request.pk}/tep/{scene.file.pk}/", f"{PLACE}{request.pk}/tep/{scene.file.pk}/trang/1/"]
    assert [status_of(theirs, one) for one in addresses] == [200, 200]
    assert theirs.get(f"/can-bo/ho-so/{scene.case.pk}/").status_code == 404
    assert theirs.get(f"/can-bo/tep/{scene.file.pk}/").status_code == 404
    theirs.post(f"{PLACE}{request.pk}/answer/", {"text": "Không vướng."})
    assert [status_of(theirs, one) for one in addresses] == [404, 404]
    after = text_of(theirs.get(f"{PLACE}{request.pk}/"))
    assert "Không vướng." in after and "to-khai.jpg" not in after


def test_papers_not_chosen_stay_closed(scene: Scene, sign_in: SignIn) -> None:
    client = sign_in(scene.town.specialist)
    typed = scene.typed()
    typed.pop(f"show_{scene.file.paper.position}")
    client.post(scene.form, typed)
    request = SubRequest.objects.get()
    assert sign_in(scene.official).get(f"{PLACE}{request.pk}/tep/{scene.file.pk}/").status_code == 404


WHO = {"specialist": 200, "counter": 200, "leader": 200, "stranger": 404, "administrator": 403, "citizen": 403}


@pytest.mark.parametrize("role", WHO)
def test_who_opens_a_request(scene: Scene, sign_in: SignIn, role: str) -> None:
    request = scene.asked(sign_in(scene.town.specialist))
    client, kind = sign_in(getattr(scene.town, role)), WHO[role]
    for address in (f"{PLACE}{request.pk}/", f"{PLACE}{request.pk}/tep/{scene.file.pk}/"):
        assert status_of(client, address) == kind
    acts = {act: client.post(f"{PLACE}{request.pk}/{act}/").status_code for act in ("take", "answer", "refuse")}
    assert set(acts.values()) == {403 if kind == 200 else kind}
    assert client.get(PLACE).status_code == (200 if kind in (200, 404) else 403)
    assert client.post(f"{PLACE}{request.pk}/melt/").status_code == (403 if kind == 403 else 404)
    if kind != 200:
        assert client.post(f"{PLACE}{request.pk}/recall/").status_code == kind


def test_chasing_from_the_case_leads_back_to_it(scene: Scene, sign_in: SignIn) -> None:
    client = sign_in(scene.town.specialist)
    request = scene.asked(client)
    here = f"/can-bo/ho-so/{scene.case.pk}/"
    answer = client.post(f"{PLACE}{request.pk}/remind/", {"ve": here})
    assert answer["Location"] == here and "đôn đốc 1 lần" in text_of(client.get(here))
    again = client.post(f"{PLACE}{request.pk}/remind/", {"ve": here})
    assert again.status_code == 409 and "Mỗi ngày một lần" in text_of(again)
    assert client.post(f"{PLACE}{request.pk}/escalate/", {"ve": "//else.where/"})["Location"].startswith(PLACE)
    head = make_official("Chủ Tịch", "Chủ tịch", scene.town.city, ["leader"])
    assert request.slip in text_of(sign_in(head).get(PLACE))
    assert client.post(f"{PLACE}{request.pk}/recall/", {"ve": here}).status_code == 302
    gone = sign_in(scene.official).post(f"{PLACE}{request.pk}/answer/", {"text": "Đã viết dài."})
    assert gone.status_code == 409 and "Đã viết dài." in text_of(gone)


def test_nothing_typed_or_sent_is_lost(scene: Scene, sign_in: SignIn) -> None:
    client = sign_in(scene.town.specialist)
    more = text_of(client.post(scene.form, scene.typed(more="1")))
    assert "agency_5" in more and "Có vướng quy hoạch không?" in more
    wrong = client.post(scene.form, scene.typed(agency_1="", text="Rất dài"))
    assert wrong.status_code == 422 and "Rất dài" in text_of(wrong) and "ít nhất một cơ quan" in text_of(wrong)
    request = scene.asked(client)
    theirs = sign_in(scene.official)
    file = SimpleUploadedFile("van-ban.jpg", photograph().read(), "image/jpeg")
    empty = theirs.post(f"{PLACE}{request.pk}/answer/", {"text": "", "files": file})
    page = text_of(empty)
    assert empty.status_code == 422 and "van-ban.jpg" in page
    held = page.split('name="held" value="')[1].split('"')[0]
    theirs.post(f"{PLACE}{request.pk}/answer/", {"text": "Đây.", "held": held})
    assert AnswerFile.objects.get().name == "van-ban.jpg"
    refused = theirs.post(f"{PLACE}{request.pk}/refuse/", {"reason": ""})
    assert refused.status_code == 409


def test_lists_narrow_page_and_say_when_they_are_empty(scene: Scene, sign_in: SignIn) -> None:
    client = sign_in(scene.official)
    assert "Không có yêu cầu nào chờ" in text_of(client.get(PLACE))
    request = scene.asked(sign_in(scene.town.specialist))
    rows = [
        SubRequest(**{**vars_of(request), "number": n, "slip": f"{n}/PH", "kind": "question",
                      "state": "answered", "answer": "Rồi.", "closed_by_id": request.asked_by_id,
                      "closed_at": clock.now()})
        for n in range(2, 60)
    ]  # fmt: skip
    SubRequest.objects.bulk_create(rows)
    assert request.slip in text_of(client.get(f"{PLACE}?loai=opinion&han=ontime"))
    assert request.slip not in text_of(client.get(f"{PLACE}?han=late"))
    assert "Bỏ lọc" in text_of(client.get(f"{PLACE}?loai=question"))
    done = text_of(client.get(f"{PLACE}?muc=xong"))
    following = done.split("&amp;sau=")[1].split('"')[0].replace("&amp;", "&")
    second = text_of(client.get(f"{PLACE}?muc=xong&sau={following}".replace("+", "%2B")))
    assert done.count("data-row>") == 50 and second.count("data-row>") == 8
    assert client.get(f"{PLACE}?sau=x~y&muc=zz&han=q&loai=w").status_code == 200


def vars_of(request: SubRequest) -> dict[str, Any]:
    skipped = {"id"}
    return {field.attname: getattr(request, field.attname) for field in SubRequest._meta.fields
            if field.attname not in skipped}  # fmt: skip


def test_the_head_of_the_asked_agency_gives_it_to_somebody(scene: Scene, sign_in: SignIn) -> None:
    request = scene.asked(sign_in(scene.town.specialist))
    head = sign_in(make_official("Ngô Trưởng", "Giám đốc", scene.department, ["leader"]))
    address = f"{PLACE}{request.pk}/"
    assert "Ngô Văn Sở, Chuyên viên: 0 việc, 0 yêu cầu phối hợp" in text_of(head.get(address))
    nobody = head.post(f"{address}assign/", {"position": ""})
    assert nobody.status_code == 422 and "Bạn chọn cán bộ nhận việc." in text_of(nobody)
    given = head.post(f"{address}assign/", {"position": str(scene.official.posts[0].position_id)}, follow=True)
    assert f"Đã giao yêu cầu {request.slip} cho Ngô Văn Sở." in text_of(given)
    assert request.slip not in text_of(head.get(f"{PLACE}?nguoi=none"))
    theirs = sign_in(scene.official)
    assert request.slip in text_of(theirs.get(f"{PLACE}?nguoi=mine"))
    assert theirs.post(f"{address}assign/", {"position": ""}).status_code == 403
    assert theirs.post(f"{address}release/").status_code == 302
    assert request.slip in text_of(head.get(f"{PLACE}?nguoi=none"))


def test_reminders_of_requests_lead_to_them_and_badges_tell_working_time(scene: Scene, sign_in: SignIn) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        request = SubRequest.objects.get(case=scene.asked(sign_in(scene.town.specialist)).case)
    SubRequest.objects.filter(pk=request.pk).update(
        asked_at=hanoi("2026-03-06T09:00"), due_at=hanoi("2026-03-09T09:00")
    )
    with clock.frozen(hanoi("2026-03-06T16:00")):
        remind()
        client = sign_in(scene.official)
        page = text_of(client.get("/can-bo/nhac-viec/"))
        assert f"{PLACE}{request.pk}/" in page and request.slip in page and "Còn 2 giờ" in page
        assert scene.case.applicant.full_name not in page
        assert "Còn 2 giờ" in text_of(client.get(PLACE)), "not two days and more of the clock"
