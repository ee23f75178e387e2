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
