"""Agencies ask each other by the interface: asked, read, answered with a file; others hear that it does not exist."""

from uuid import uuid4

import pytest

from motcua.domain.directory.models import Agency
from tests.faces.api.callers import Caller, accepted, caller, code_of
from tests.support.town import Town, make_agency, make_official

ASK = {"kind": "opinion", "text": "Có vướng quy hoạch không?"}


@pytest.fixture
def department(town: Town) -> Agency:
    return make_agency("H26.S1", "Sở Xây dựng", "department", town.city)


@pytest.fixture
def theirs(department: Agency) -> Caller:
    return caller(make_official("Ngô Văn Sở", "Chuyên viên", department, ["specialist"]))


def test_asked_answered_and_read_by_both_sides_alone(town: Town, department: Agency, theirs: Caller) -> None:
    counter, specialist = caller(town.counter), caller(town.specialist)
    case = accepted(counter, town)
    counter.move(case, "forward")
    unknown = specialist.move(case, "ask", agencies=[{"agency": "H26.S99"}], **ASK)
    assert unknown.status_code == 422 and "agencies.0.agency" in unknown.json()["errors"]
    assert specialist.move(case, "ask", agencies=[{"agency": "H26.S1"}], **ASK).status_code == 200
    refused = specialist.move(case, "forward")
    assert (refused.status_code, code_of(refused)) == (409, "routing.answers_awaited")
    (one,) = theirs.get("/requests").json()["items"]
    address = f"/requests/{one['id']}"
    read = theirs.get(address).json()
    assert (read["text"], read["actions"]) == (ASK["text"], ["take", "answer", "refuse"])
    assert "001185012345" not in theirs.get(address).content.decode()
    assert caller(town.stranger).get(address).status_code == 404
    assert caller(town.stranger).post(f"{address}/moves", {"action": "recall"}).status_code == 404
    assert theirs.get(f"/cases/{case}").status_code == 404
    file = theirs.send_file().json()["id"]
    stolen = theirs.post(f"{address}/moves", {"action": "answer", "text": "Không.", "files": [str(uuid4())]})
    assert stolen.status_code == 422
    done = theirs.post(f"{address}/moves", {"action": "answer", "text": "Không vướng.", "files": [file]})
    assert done.json()["state"] == "answered"
    assert specialist.get(address).json()["files"][0]["name"]
    assert [each["id"] for each in specialist.get("/requests", {"tab": "ended"}).json()["items"]] == [one["id"]]
    assert specialist.move(case, "forward").status_code == 200


@pytest.fixture
def asked(town: Town, department: Agency) -> tuple[str, str]:
    """A case at the specialist's, and the address of what a department is asked about it."""
    case = accepted(caller(town.counter), town)
    caller(town.counter).move(case, "forward")
    specialist = caller(town.specialist)
    assert specialist.move(case, "ask", agencies=[{"agency": "H26.S1"}], **ASK).status_code == 200
    return case, f"/requests/{specialist.get('/requests', {'tab': 'outgoing'}).json()['items'][0]['id']}"


ANSWER = {"action": "answer", "text": "Không vướng."}
REFUSE = {"action": "refuse", "reason": "Không thuộc thẩm quyền."}
THEIRS = (ANSWER, REFUSE, {"action": "take"})
OURS: tuple[dict[str, str], ...] = ({"action": "remind"}, {"action": "escalate"}, {"action": "recall"})


def test_each_side_does_its_own_acts_and_nobody_else_any(
    town: Town, department: Agency, theirs: Caller, asked: tuple[str, str]
) -> None:
    case, address = asked
    idle = caller(make_official("Ngô Văn Xem", "Văn thư", department, ["counter_official"]))
    other = caller(make_official("Lạ", "CV", make_agency("H26.S2", "Sở Khác", "department", town.city), ["specialist"]))
    for act in THEIRS:
        for who in (caller(town.specialist), idle):
            denied = who.post(f"{address}/moves", act)
            assert (denied.status_code, code_of(denied)) == (403, "denied")
    for act in OURS:
        assert theirs.post(f"{address}/moves", act).status_code == 403
    for act in (*THEIRS, *OURS):
        for who in (other, caller(town.stranger), caller(town.citizen)):
            missing = who.post(f"{address}/moves", act)
            assert (missing.status_code, code_of(missing)) == (404, "routing.request_not_found")
    assert other.get("/requests").json()["items"] == []
    assert other.move(case, "ask", agencies=[{"agency": "H26.S1"}], **ASK).status_code == 404
    counter = caller(town.counter).move(case, "ask", agencies=[{"agency": "H26.S1"}], **ASK)
    assert counter.status_code == 403


@pytest.mark.parametrize(("act", "state"), [(REFUSE, "refused"), ({"action": "recall"}, "recalled")])
def test_refused_and_recalled_are_over_for_both_sides(
    town: Town, theirs: Caller, asked: tuple[str, str], act: dict[str, str], state: str
) -> None:
    case, address = asked
    specialist = caller(town.specialist)
    doer = specialist if act["action"] == "recall" else theirs
    assert doer.post(f"{address}/moves", act).json()["state"] == state
    for who in (specialist, theirs):
        assert [one["state"] for one in who.get("/requests", {"tab": "ended"}).json()["items"]] == [state]
    late = theirs.post(f"{address}/moves", ANSWER)
    assert (late.status_code, code_of(late)) == (409, "routing.request_over")
    assert specialist.move(case, "forward").status_code == 200


def test_the_head_there_gives_it_to_somebody_and_it_can_go_back(
    department: Agency, theirs: Caller, asked: tuple[str, str]
) -> None:
    address = asked[1]
    one = make_official("Ngô Hai", "Chuyên viên", department, ["specialist"])
    head = caller(make_official("Ngô Trưởng", "Giám đốc", department, ["leader"]))
    assert head.get(address).json()["actions"] == ["take", "answer", "refuse", "assign"]
    move = {"action": "assign", "position": str(one.posts[0].position_id)}
    assert theirs.post(f"{address}/moves", move).status_code == 403
    assert head.post(f"{address}/moves", move).json()["taken_by"] == "Ngô Hai"
    assert head.post(f"{address}/moves", move | {"position": str(uuid4())}).status_code == 422
    assert [each["taken_by"] for each in caller(one).get("/requests", {"holder": "mine"}).json()["items"]] == [
        "Ngô Hai"
    ]
    assert theirs.get("/requests", {"holder": "mine"}).json()["items"] == []
    assert head.post(f"{address}/moves", {"action": "release"}).json()["state"] == "sent"
