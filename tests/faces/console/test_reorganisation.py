"""The city's administrator reorganises bodies on a page: brought in, tried, carried out, decided, reported."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.base.ledger.models import Entry
from motcua.casework.queries.verification import verify_cases
from motcua.casework.reorganisation import tasks
from motcua.casework.reorganisation.looking import look
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.plan import Plan, as_json
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from tests.casework.bulk.conftest import Makers
from tests.casework.reorganisation.conftest import AFTER, BEFORE, lives_at, merger, split
from tests.faces.console.conftest import signed_in
from tests.support.town import build_town

LIST = reverse("console:reorganisations")
BA_DINH, UNKNOWN = "Số 1, phường Trúc Bạch, quận Ba Đình, Hà Nội", "Số 3, khu tập thể"


@pytest.fixture
def make(db: None) -> Iterator[Makers]:
    with clock.frozen(BEFORE):
        yield Makers(build_town())


@pytest.fixture
def keeper(make: Makers) -> Client:
    return signed_in(make.town.city, "administrator", name="Vũ Thành Phố")


def text_of(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def text(plan: Plan) -> str:
    return json.dumps(as_json(plan), ensure_ascii=False)


def brought(keeper: Client, plan: Plan) -> str:
    """The page of the plan, tried dry."""
    file = SimpleUploadedFile("phuong-an.json", text(plan).encode())
    answer = keeper.post(LIST, {"file": file})
    assert answer.status_code == 302, text_of(answer)
    look(Operation.objects.get().pk)
    return str(answer["Location"])


def worked() -> Operation:
    key = Operation.objects.get().pk
    while tasks.go_on(key):
        pass
    return Operation.objects.get()


def on_the_day(keeper: Client) -> Client:
    return signed_in(keeper.person.positions.get().agency, "administrator", name="Vũ Sáng Mai")  # type: ignore[attr-defined]


def test_a_plan_is_brought_in_tried_carried_out_and_reported(make: Makers, keeper: Client) -> None:
    make.examined(), make.taken()
    page = brought(keeper, merger())
    shown = text_of(keeper.get(page))
    for words in ("Sáp nhập", "Nghị quyết 1/NQ-HĐND", "Hồ sơ đang mở", "Vị trí của cán bộ", "chỉ xem thử"):
        assert words in shown, words
    assert "H26.M1" in text_of(keeper.get(page, {"xem": "ke-thua"}))
    assert not Case.objects.filter(receiving_agency__identifier="H26.M1").exists(), "a look changes nothing"
    with clock.frozen(AFTER):
        keeper = on_the_day(keeper)
        assert keeper.post(page, {"do": "begin"}).status_code == 422
        assert keeper.post(page, {"do": "begin", "sure": "on"}).status_code == 302
        assert Operation.objects.get().stage == Stage.BODIES
        assert "Lập và kết thúc cơ quan" in text_of(keeper.get(page))
        assert worked().stage == Stage.DONE
        done = text_of(keeper.get(page))
        assert "2 trên 2 hồ sơ đã bàn giao" in done and "Sắp xếp xong: 2 hồ sơ" in done
        assert '<td class="num" data-label="Hồ sơ">2</td>' in text_of(keeper.get(page, {"xem": "ke-thua"}))
        assert "Đã xong" in text_of(keeper.get(LIST))
    kinds = list(Entry.objects.filter(subject_kind="reorganisation").order_by("number").values_list("kind", flat=True))
    assert kinds == [f"reorganisation.{name}" for name in ("drafted", "begun", "finished")]
    assert verify_cases().different == 0


def test_what_no_rule_decides_is_chosen_on_a_page_and_kept_in_the_ledger(make: Makers, keeper: Client) -> None:
    lives_at(make.examined(), BA_DINH)
    one, two = (lives_at(make.examined(), UNKNOWN) for _ in range(2))
    page = brought(keeper, split())
    asked = f"{page}cho-quyet-dinh/"
    assert one.code and one.code in text_of(keeper.get(asked)), "the dry run names it"
    with clock.frozen(AFTER):
        keeper = on_the_day(keeper)
        keeper.post(page, {"do": "begin", "sure": "on"})
        assert worked().stage == Stage.WAITING
        shown = text_of(keeper.get(asked))
        assert reverse("desk:case", args=[one.pk]) in shown and "H26.M2" in shown
        assert keeper.post(asked, {}).status_code == 422
        wrong = keeper.post(asked, {f"cases.Case|{one.pk}": "H26.T2", f"cases.Case|{two.pk}": "H26.M2"})
        assert wrong.status_code == 409 and 'value="H26.M2" selected' in text_of(wrong), "nothing chosen is lost"
        assert keeper.post(asked, {f"cases.Case|{one.pk}": "H26.M2"}).status_code == 302
        told = Entry.objects.get(kind="reorganisation.decided")
        assert told.facts["choices"] == [["cases.Case", str(one.pk), "H26.M2"]] and told.actor_name == "Vũ Sáng Mai"
        worked()
        table = keeper.get(f"{page}cho-quyet-dinh.csv").content.decode("utf-8-sig")
        assert str(one.pk) not in table and str(two.pk) in table
        filled = "kind,id,successor\r\n" + f"cases.Case,{two.pk},H26.M1\r\nagency,H26.T1,H26.M1\r\n"
        sent = {"table": "1", "answers": SimpleUploadedFile("bang.csv", filled.encode())}
        assert keeper.post(asked, sent).status_code == 302
        assert worked().stage == Stage.DONE
        assert "Không còn việc nào chờ quyết định" in text_of(keeper.get(asked))
    where = dict(Case.objects.values_list("pk", "receiving_agency__identifier"))
    assert (where[one.pk], where[two.pk]) == ("H26.M2", "H26.M1")


def test_all_of_one_place_or_of_one_reason_are_chosen_at_once(make: Makers, keeper: Client) -> None:
    block = [lives_at(make.examined(), f"Số {n}, khu tập thể Dệt") for n in (3, 15)]
    unknown, other = lives_at(make.examined(), ""), lives_at(make.examined(), "Nhà 7, khu tập thể Dệt kim")
    page = brought(keeper, split())
    asked = f"{page}cho-quyet-dinh/"
    with clock.frozen(AFTER):
        keeper = on_the_day(keeper)
        keeper.post(page, {"do": "begin", "sure": "on"})
        assert worked().stage == Stage.WAITING
        shown = text_of(keeper.get(asked))
        assert "khu tập thể Dệt" in shown and "Số 15" not in shown, "no house number"
        assert "Địa chỉ không cho biết thuộc phường, xã nào" in shown and "Hồ sơ không ghi địa chỉ" in shown
        typed = {
            "place|H26.T1|khu tap the det": "H26.M1", "reason|H26.T1|unread": "H26.M2",
            "reason|H26.T1|no_address": "H26.M2", f"cases.Case|{block[1].pk}": "H26.M2", "agency|H26.T1": "H26.M1",
        }  # fmt: skip
        assert keeper.post(asked, typed).status_code == 302
        assert worked().stage == Stage.DONE
    choices = Entry.objects.get(kind="reorganisation.decided").facts["choices"]
    told = {key: heir for kind, key, heir in choices if kind == "cases.Case"}
    assert told == {str(block[0].pk): "H26.M1", str(block[1].pk): "H26.M2", str(unknown.pk): "H26.M2",
                    str(other.pk): "H26.M2"}  # fmt: skip
    where = dict(Case.objects.values_list("pk", "receiving_agency__identifier"))
    assert {str(key): where[key] for key in where} == told


def test_faults_are_told_by_line_in_both_languages_and_the_text_stays(keeper: Client) -> None:
    plan = as_json(merger())
    plan["ended"][0]["successors"], plan["founded"][0]["name"] = [], ""
    bad = json.dumps(plan, ensure_ascii=False, indent=1)
    answer = keeper.post(LIST, {"file": SimpleUploadedFile("a.json", bad.encode())})
    page = text_of(answer)
    assert answer.status_code == 422 and "founded[1]: thiếu “name”" in page and "H26.T1" in page, "the text stays"
    plan["founded"][0]["name"] = "Phường Mới"
    bad = json.dumps(plan, ensure_ascii=False, indent=1)
    line = next(number for number, one in enumerate(bad.splitlines(), start=1) if '"H26.T1"' in one)
    assert f"Dòng {line}: H26.T1: chưa nêu cơ quan kế thừa." in text_of(keeper.post(LIST, {"text": bad}))
    keeper.cookies["lang"] = "en"
    assert f"Line {line}: H26.T1: no successor is named." in text_of(keeper.post(LIST, {"text": bad}))
    for sent in ({}, {"text": " "}, {"file": SimpleUploadedFile("a.json", b"\xff\xfe\x00")}, {"text": "{"}):
        assert keeper.post(LIST, sent).status_code == 422
    assert not Operation.objects.exists()


def test_a_plan_that_does_not_fit_the_directory_says_so_and_cannot_begin(make: Makers, keeper: Client) -> None:
    plan = as_json(merger())
    plan["ended"][0]["identifier"] = "H26.T9"
    answer = keeper.post(LIST, {"text": json.dumps(plan)})
    look(Operation.objects.get().pk)
    page = text_of(keeper.get(answer["Location"]))
    assert "H26.T9 không có vào ngày" in page and "Thực hiện sắp xếp" not in page
    with clock.frozen(AFTER):
        keeper = on_the_day(keeper)
        assert keeper.post(answer["Location"], {"do": "begin", "sure": "on"}).status_code == 422
        assert keeper.post(answer["Location"], {"do": "look"}).status_code == 302
        assert "Đang xem thử" in text_of(keeper.get(answer["Location"]))
        assert keeper.post(answer["Location"], {"do": "take_back"}).status_code == 302
    assert not Operation.objects.exists()
    assert Entry.objects.filter(kind="reorganisation.taken_back").exists()


def test_one_that_stands_still_goes_on_by_a_button(make: Makers, keeper: Client) -> None:
    make.examined()
    page = brought(keeper, merger())
    with clock.frozen(AFTER):
        keeper = on_the_day(keeper)
        keeper.post(page, {"do": "begin", "sure": "on"})
        tasks.go_on(Operation.objects.get().pk)
        moving = keeper.get(f"{page}tien-do/")
        assert "hx-get" in text_of(moving) and "HX-Refresh" not in moving.headers
        assert keeper.post(page, {"do": "look"}).status_code == 409, "what has begun is no draft"
    with clock.frozen(AFTER + timedelta(minutes=10)):
        still = keeper.get(f"{page}tien-do/")
        assert "Làm tiếp" in text_of(still) and still.headers["HX-Refresh"] == "true"
        assert keeper.post(page, {"do": "resume"}).status_code == 302
        assert worked().stage == Stage.DONE


def test_only_for_who_administers_the_city(make: Makers, keeper: Client) -> None:
    page = brought(keeper, merger())
    addresses = (LIST, page, f"{page}cho-quyet-dinh/", f"{page}cho-quyet-dinh.csv", f"{page}tien-do/")
    assert [keeper.get(one).status_code for one in addresses] == [200] * 5
    for stranger in (signed_in(make.town.commune, "administrator"), signed_in(make.town.city, "leader")):
        assert [stranger.get(one).status_code for one in addresses] == [403] * 5
    assert reverse("console:reorganisations") in text_of(keeper.get(reverse("console:agencies")))
    assert keeper.get(page.replace(page.split("/")[-2], str(make.town.city.pk))).status_code == 404
