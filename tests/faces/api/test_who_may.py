"""Every address × who calls: nobody, a wrong token, an outside system, a citizen, other agencies, wrong roles."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern

from motcua.base.access import permissions
from motcua.base.access.models import Account, ApiToken
from motcua.base.access.routes import access_of
from motcua.base.access.tokens import revoke_token
from motcua.faces.api.urls import urlpatterns
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.faces.api.callers import Caller, accepted, caller, code_of, filed, filing, machine, online_filing
from tests.support.town import Town

Call = Callable[[Caller, Town, str], Any]

PUBLIC: dict[str, Call] = {
    "GET /openapi.json": lambda who, town, case: who.get("/openapi.json"),
    "GET /status": lambda who, town, case: who.get("/status"),
    "GET /procedures": lambda who, town, case: who.get("/procedures"),
    "GET /procedures/{code}": lambda who, town, case: who.get("/procedures/1.000001"),
}
GUARDED: dict[str, Call] = {
    "POST /files": lambda who, town, case: who.send_file(),
    "POST /cases": lambda who, town, case: who.post("/cases", filing(town)),
    "POST /bundles": lambda who, town, case: who.post("/bundles", filing(town)),
    "GET /bundles/…": lambda who, town, case: who.get(f"/bundles/{uuid4()}"),
    "GET /cases": lambda who, town, case: who.get("/cases"),
    "GET /offices": lambda who, town, case: who.get("/offices", {"procedure": "1.000001"}),
    "GET /cases/{id}": lambda who, town, case: who.get(f"/cases/{case}"),
    "POST /cases/{id}/accept": lambda who, town, case: who.post(f"/cases/{case}/accept", {}),
    "POST /cases/{id}/moves": lambda who, town, case: who.move(case, "withdraw", reason="Thử"),
    "GET /requests": lambda who, town, case: who.get("/requests"),
    "GET /requests/…": lambda who, town, case: who.get(f"/requests/{uuid4()}"),
    "POST /requests/…/moves": lambda who, town, case: who.post(f"/requests/{uuid4()}/moves", {"action": "take"}),
    "GET /processes/…": lambda who, town, case: who.get("/processes/city"),
    "PUT /processes/…": lambda who, town, case: who.put("/processes/city", {"process": {}, "dry_run": True}),
    "GET /process-imports": lambda who, town, case: who.get("/process-imports"),
    "POST /process-imports": lambda who, town, case: who.send_decision(b"x"),
    "POST /process-imports/…/discard": lambda who, town, case: who.post(
        f"/process-imports/{uuid4()}/discard", {"reason": "Nhầm."}
    ),
    "GET /cases/{id}/files/{id}": lambda who, town, case: who.get(f"/cases/{case}/files/{uuid4()}"),
    "GET /cases/{id}/documents/{id}": lambda who, town, case: who.get(f"/cases/{case}/documents/{uuid4()}"),
}
ON_A_CASE = [name for name in GUARDED if "{id}" in name]


@pytest.mark.parametrize("address", PUBLIC)
def test_anybody_reaches_the_public_addresses(town: Town, address: str) -> None:
    assert PUBLIC[address](Caller(), town, "").status_code == 200


def test_anybody_tracks(town: Town) -> None:
    counter = caller(town.counter)
    code = counter.get(f"/cases/{accepted(counter, town)}").json()["code"]
    told = Caller().get(f"/track/{code}")
    assert told.status_code == 200
    assert set(told.json()) == {"code", "stage", "due_at", "first_due_at"}


@pytest.mark.parametrize("address", GUARDED)
@pytest.mark.parametrize("token", ["", "mc_khong-phai", "mc_" + "é", "x" * 5000])
def test_without_a_valid_token_nothing_opens(town: Town, address: str, token: str) -> None:
    answer = GUARDED[address](Caller(token.encode().decode("latin-1")), town, str(uuid4()))
    assert (answer.status_code, code_of(answer)) == (401, "api.no_token")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("address", GUARDED)
def test_a_token_of_another_scope_opens_nothing(town: Town, address: str) -> None:
    answer = GUARDED[address](caller(town.counter, permissions.CASE_SEE), town, str(uuid4()))
    assert (answer.status_code, code_of(answer)) == (401, "api.no_token")


def test_a_session_opens_nothing(town: Town) -> None:
    somebody = Caller()
    somebody.client.force_login(Account.objects.get(pk=town.counter.account_id))
    assert somebody.get("/cases").status_code == 401


def test_revoked_expired_and_closed_are_over(town: Town) -> None:
    counter = caller(town.counter)
    assert counter.get("/cases").status_code == 200
    token = ApiToken.objects.get(account_id=town.counter.account_id)
    revoke_token(actor=SYSTEM, token_id=token.pk)
    assert counter.get("/cases").status_code == 401
    leader = caller(town.leader)
    ApiToken.objects.filter(account_id=town.leader.account_id).update(
        created_at=clock.now().replace(year=2001), expires_at=clock.now().replace(year=2002)
    )
    assert leader.get("/cases").status_code == 401
    specialist = caller(town.specialist)
    Account.objects.filter(pk=town.specialist.account_id).update(is_active=False)
    assert specialist.get("/cases").status_code == 401


@pytest.mark.parametrize("address", ON_A_CASE)
@pytest.mark.parametrize("who", ["citizen", "stranger", "administrator", "machine"])
def test_a_case_is_not_there_for_others(town: Town, address: str, who: str) -> None:
    case_id = filed(caller(town.counter), town)
    other = machine() if who == "machine" else caller(getattr(town, who))
    answer = GUARDED[address](other, town, case_id)
    assert (answer.status_code, code_of(answer)) == (404, "case.not_found")


@pytest.mark.parametrize(
    "who,status",
    [
        ("counter", 201),
        ("specialist", 403),
        ("leader", 403),
        ("administrator", 404),
        ("stranger", 404),
        ("citizen", 201),
    ],
)
def test_who_files_where(town: Town, who: str, status: int) -> None:
    program = caller(getattr(town, who))
    body = online_filing(program, town) if who == "citizen" else filing(town)
    answer = program.post("/cases", body)
    assert answer.status_code == status, answer.content


def test_an_outside_system_files_for_nobody(town: Town) -> None:
    answer = machine().post("/cases", filing(town))
    assert (answer.status_code, code_of(answer)) == (403, "denied")


@pytest.mark.parametrize("who,status", [("specialist", 403), ("leader", 403), ("counter", 200)])
def test_only_the_reception_accepts(town: Town, who: str, status: int) -> None:
    case_id = filed(caller(town.counter), town)
    assert caller(getattr(town, who)).post(f"/cases/{case_id}/accept", {}).status_code == status


@pytest.mark.parametrize("who,status", [("counter", 403), ("leader", 200), ("specialist", 200)])
def test_a_step_belongs_to_its_role(town: Town, who: str, status: int) -> None:
    counter = caller(town.counter)
    case_id = accepted(counter, town)
    counter.move(case_id, "forward")
    assert caller(getattr(town, who)).move(case_id, "forward").status_code == status


def test_a_file_of_somebody_else_cannot_be_taken(town: Town) -> None:
    citizen, counter = caller(town.citizen), caller(town.counter)
    stolen = citizen.send_file().json()["id"]
    answer = counter.post("/cases", filing(town, papers=[{"position": 1, "files": [stolen]}]))
    assert answer.status_code == 422 and set(answer.json()["errors"]) == {"papers.0.files.0"}


def test_a_document_is_reached_through_its_own_case_only(town: Town) -> None:
    counter = caller(town.counter)
    mine, other = accepted(counter, town), accepted(counter, town)
    document = counter.get(f"/cases/{mine}").json()["documents"][0]["id"]
    assert counter.get(f"/cases/{other}/documents/{document}").status_code == 404


def test_every_address_is_declared_as_it_behaves() -> None:
    names = {}
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        access = access_of(pattern.callback)
        assert access is not None
        names[str(pattern.pattern)] = access.who
    open_ones = {route for route, who in names.items() if who == "public"}
    assert open_ones == {
        "openapi.json", "procedures", "procedures/<code>", "track/<code>", "status", "", "<path:rest>",
    }  # fmt: skip
    assert len(names) - len(open_ones) == 28
