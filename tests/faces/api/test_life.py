"""A whole life of a case through the interface, by three programs."""

from typing import Any

import pytest

from motcua.base.access.models import Look
from motcua.base.access.vault import digest_of
from motcua.domain.directory.models import Person
from motcua.kernel import clock
from tests.faces.api.callers import APPLICANT, accepted, caller, code_of, filed, filing, online_filing, whole
from tests.support.town import Town, build_town, hanoi


def moved(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_an_official_files_accepts_and_the_case_reaches_the_archive(town: Town) -> None:
    counter, specialist, leader = caller(town.counter), caller(town.specialist), caller(town.leader)
    case_id = accepted(counter, town)
    assert moved(counter.move(case_id, "forward"))["state"] == "processing"
    assert moved(specialist.move(case_id, "take"))["state"] == "processing"
    moved(specialist.move(case_id, "forward", note="Đủ căn cứ"))
    decided = moved(leader.move(case_id, "decide", outcome="granted", text="Đồng ý."))
    assert decided["state"] == "decided"
    given = moved(
        counter.move(case_id, "hand_over", receiver="Nguyễn Thị Thử Nghiệm", identity_shown="CCCD 001185012345")
    )
    assert given["state"] == "returned"
    assert moved(counter.move(case_id, "close"))["state"] == "closed"
    told = counter.get(f"/cases/{case_id}").json()
    assert told["decision"]["outcome"] == "granted"
    assert {document["kind"] for document in told["documents"]} == {"receipt", "result"}
    assert told["actions"] == []
    assert told["explanation"] is not None and told["timeline"]


def test_a_citizen_files_online_with_a_file_and_reads_the_case(town: Town) -> None:
    citizen = caller(town.citizen)
    answer = citizen.post("/cases", online_filing(citizen, town))
    assert answer.status_code == 201, answer.content
    told = citizen.get(f"/cases/{answer.json()['id']}").json()
    assert told["state"] == "submitted" and told["channel"] == "online"
    assert told["applicant"]["identity_number"] == "001185012345"
    file = told["papers"][0]["files"][0]
    assert file["media_type"] == "image/png"
    bytes_back = citizen.client.get(file["href"], headers=citizen.headers())
    assert bytes_back.status_code == 200 and whole(bytes_back).startswith(b"\x89PNG")
    assert "/t/" in told["tracking_url"]
    assert [line["id"] for line in citizen.get("/cases").json()["items"]] == [told["id"]]


def test_the_slip_comes_as_pdf(town: Town) -> None:
    counter = caller(town.counter)
    told = counter.get(f"/cases/{accepted(counter, town)}").json()
    slip = counter.client.get(told["documents"][0]["href"], headers=counter.headers())
    assert slip.headers["Content-Type"] == "application/pdf"
    assert whole(slip).startswith(b"%PDF")


def test_a_supplement_is_asked_for_and_answered_with_a_file(town: Town) -> None:
    citizen, counter = caller(town.citizen), caller(town.counter)
    case_id = citizen.post("/cases", online_filing(citizen, town)).json()["id"]
    paper = counter.get(f"/cases/{case_id}").json()["papers"][0]["id"]
    items = [{"text": "Ảnh mờ, chụp lại", "paper": paper}]
    asked = moved(counter.move(case_id, "supplement", reason="Ảnh chưa đọc được", items=items))
    assert asked["state"] == "supplement"
    again = citizen.send_file().json()["id"]
    answered = moved(citizen.move(case_id, "answer", answer="Đã chụp lại", papers=[{"paper": paper, "files": [again]}]))
    assert answered["state"] == "submitted"
    told = counter.get(f"/cases/{case_id}").json()
    assert len(told["papers"][0]["files"]) == 2
    assert told["supplements"][0]["answer"] == "Đã chụp lại"


@pytest.mark.parametrize(
    "action,fields,state",
    [
        ("refuse", {"reason": "Không đúng thẩm quyền"}, "refused"),
        ("withdraw", {"reason": "Người dân đổi ý"}, "withdrawn"),
    ],
)
def test_a_filed_case_may_end_early(town: Town, action: str, fields: dict[str, str], state: str) -> None:
    counter = caller(town.counter)
    assert moved(counter.move(filed(counter, town), action, **fields))["state"] == state


def test_duty_sending_back_and_stopping(town: Town) -> None:
    counter, specialist, leader = caller(town.counter), caller(town.specialist), caller(town.leader)
    case_id = accepted(counter, town)
    moved(counter.move(case_id, "forward"))
    assert moved(specialist.move(case_id, "duty", reason="Thuế", amount_vnd=1_250_000))["state"] == "duty"
    assert moved(specialist.move(case_id, "settle", evidence="Biên lai 1"))["state"] == "processing"
    moved(specialist.move(case_id, "forward"))
    moved(leader.move(case_id, "send_back", reason="Chưa rõ"))
    assert moved(leader.move(case_id, "stop", reason="Có tranh chấp"))["state"] == "stopped"


def test_a_promise_of_ones_own_needs_its_ground(db: None) -> None:
    from_town = build_town(limit=None)
    counter = caller(from_town.counter)
    case_id = filed(counter, from_town)
    bare = counter.post(f"/cases/{case_id}/accept", {})
    assert (bare.status_code, code_of(bare)) == (422, "case.promise_needed")
    promise = {"promised_at": "2030-01-07T17:00:00+07:00", "ground": "Công văn 12"}
    answer = counter.post(f"/cases/{case_id}/accept", promise)
    assert answer.json()["due_at"] == "2030-01-07T17:00:00+07:00"


def test_the_actions_told_are_those_let_through(town: Town) -> None:
    counter = caller(town.counter)
    case_id = filed(counter, town)
    told = {open_now["action"] for open_now in counter.get(f"/cases/{case_id}").json()["actions"]}
    assert told == {"accept", "refuse", "supplement", "withdraw"}


def test_the_worklist_goes_on_behind_its_key(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.casework.queries.worklist.PAGE", 2)
    counter = caller(town.counter)
    for _ in range(3):
        accepted(counter, town)
    first = counter.get("/cases", {"tab": "all"}).json()
    assert len(first["items"]) == 2 and first["next"]
    second = counter.get("/cases", {"tab": "all", "after": first["next"]}).json()
    assert len(second["items"]) == 1 and second["next"] is None
    assert len({line["id"] for line in first["items"] + second["items"]}) == 3


def test_reading_a_case_is_on_record_for_officials_only(town: Town) -> None:
    citizen, counter = caller(town.citizen), caller(town.counter)
    case_id = citizen.post("/cases", online_filing(citizen, town)).json()["id"]
    citizen.get(f"/cases/{case_id}")
    assert not Look.objects.filter(subject_id=case_id).exists()
    counter.get(f"/cases/{case_id}")
    assert Look.objects.get(subject_id=case_id).account_id == town.counter.account_id


def test_the_version_seen_may_be_named_in_two_ways(town: Town) -> None:
    counter = caller(town.counter)
    case_id = accepted(counter, town)
    seen = counter.get(f"/cases/{case_id}")
    assert seen.headers["ETag"] == f'"{seen.json()["version"]}"'
    forwarded = counter.post(
        f"/cases/{case_id}/moves", {"action": "forward"}, headers={"If-Match": seen.headers["ETag"]}
    )
    assert forwarded.status_code == 200
    specialist = caller(town.specialist)
    for body, headers in (
        ({"action": "forward", "expected": seen.json()["version"]}, {}),
        ({"action": "forward"}, {"If-Match": seen.headers["ETag"]}),
    ):
        late = specialist.post(f"/cases/{case_id}/moves", body, headers=headers)
        assert (late.status_code, code_of(late)) == (409, "case.stale")
        facts = late.json()["facts"]
        assert facts["who"]["vi"] == "Lê Thị Quầy" and facts["what"]["en"] and facts["at"]["vi"]


@pytest.mark.parametrize("match", ["7", 'W/"7"', '"0"', '"99999999999"', '"a"', "x" * 300])
def test_a_broken_precondition_is_said(town: Town, match: str) -> None:
    counter = caller(town.counter)
    answer = counter.post(f"/cases/{filed(counter, town)}/accept", {}, headers={"If-Match": match})
    assert (answer.status_code, code_of(answer)) == (400, "api.wrong_precondition")


def test_two_preconditions_may_not_differ(town: Town) -> None:
    counter = caller(town.counter)
    case_id = filed(counter, town)
    answer = counter.post(f"/cases/{case_id}/accept", {"expected": 2}, headers={"If-Match": '"3"'})
    assert code_of(answer) == "api.wrong_precondition"


@pytest.mark.parametrize("name,status", [("Trần Văn Dân", 200), ("TRẦN VĂN DÂN", 200), ("Người Khác", 404)])
def test_an_applicant_known_by_number_and_name_finds_the_case(town: Town, name: str, status: int) -> None:
    number = "001085012345"
    Person.objects.filter(pk=town.citizen.person_id).update(
        identity_digest=digest_of(number), identity_number=number, identity_kind="cccd"
    )
    applicant = APPLICANT | {"full_name": name, "identity_number": number}
    case_id = caller(town.counter).post("/cases", filing(town, applicant=applicant)).json()["id"]
    assert caller(town.citizen).get(f"/cases/{case_id}").status_code == status


def test_what_cannot_be_filed_is_named_field_by_field(town: Town) -> None:
    counter, citizen = caller(town.counter), caller(town.citizen)
    nowhere = counter.post("/cases", filing(town, office="H26.KHONG", procedure="9.999999"))
    assert nowhere.status_code == 422 and set(nowhere.json()["errors"]) == {"office", "procedure"}
    wrong = counter.post("/cases", filing(town, applicant={"full_name": "A", "identity_number": "123", "phone": "1"}))
    assert wrong.status_code == 422 and len(wrong.json()["errors"]) == 2
    papers = [{"position": 1}, {"position": 1}, {"position": 77}]
    assert set(counter.post("/cases", filing(town, papers=papers)).json()["errors"]) == {
        "papers.1.position",
        "papers.2.position",
    }
    counted = citizen.post("/cases", filing(town, channel="counter"))
    assert set(counted.json()["errors"]) == {"papers.0", "channel"}
    bare = citizen.post("/cases", filing(town, papers=[]))
    assert code_of(bare) == "case.nothing_attached"


RECORD = {"number": "BB-7", "signed_at": "2026-11-20T09:05:00+07:00", "giver": "Ngô Bưu Tá", "sent_on": "2026-11-18"}


def test_a_case_that_came_by_post_counts_from_its_record(town: Town) -> None:
    counter = caller(town.counter)
    with clock.frozen(hanoi("2026-11-23T09:00")):
        scan = counter.send_file().json()["id"]
        answer = counter.post(
            "/cases", filing(town, channel="post", post=RECORD | {"scan": scan}, result_wanted="post")
        )
        assert answer.status_code == 201, answer.content
        case_id = answer.json()["id"]
        told = counter.post(f"/cases/{case_id}/accept", {}).json()
        time = counter.get(f"/cases/{case_id}/time").json()
    assert told["due_at"].startswith("2026-11-30T17:00")
    assert any("BB-7" in line["vi"] for line in time["lines"])
    assert [one["owner"] for one in time["intervals"]] == ["post", "counter"]


def test_a_wrong_record_is_corrected_and_a_check_on_the_spot_entered(town: Town) -> None:
    counter, specialist = caller(town.counter), caller(town.specialist)
    with clock.frozen(hanoi("2026-11-23T09:00")):
        case_id = counter.post("/cases", filing(town, channel="post", post=RECORD)).json()["id"]
        due = counter.post(f"/cases/{case_id}/accept", {}).json()["due_at"]
        really = {"number": "BB-7", "signed_at": "2026-11-19T09:05:00+07:00", "sent_on": "2026-11-18"}
        moved = counter.move(case_id, "correct_post", **really, reason="Ghi nhầm ngày.")
        assert moved.status_code == 200 and moved.json()["due_at"] < due
        counter.move(case_id, "forward")
        found = {"began_at": "2026-11-23T08:00:00+07:00", "place": "Tổ 3", "people": "A\nB", "content": "Đúng."}
        told = specialist.move(case_id, "check_site", **found)
        assert told.status_code == 200, told.content
    (check,) = specialist.get(f"/cases/{case_id}").json()["site_checks"]
    assert (check["number"], check["people"], check["place"]) == ("1/BBKT", ["A", "B"], "Tổ 3")


@pytest.mark.parametrize(
    "changed,field",
    [
        ({"channel": "post"}, "post"), ({"post": RECORD}, "post"), ({"channel": "counter", "post": RECORD}, "post"),
        ({"channel": "post", "post": RECORD | {"signed_at": "2126-11-20T09:05:00+07:00"}}, "post.signed_at"),
        ({"channel": "post", "post": RECORD | {"number": "  "}}, "post.number"),
        ({"channel": "post", "post": RECORD | {"sent_on": "2026-11-21"}}, "post.sent_on"),
    ],
)  # fmt: skip
def test_a_wrong_record_is_named_in_the_answer(town: Town, changed: dict[str, Any], field: str) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        answer = caller(town.counter).post("/cases", filing(town, **changed))
    assert answer.status_code == 422 and field in str(answer.json()), answer.content
