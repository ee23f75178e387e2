"""Processes and decisions over the interface: who may, as JSON and BPMN without loss, checked, published, discarded."""

import json
from datetime import timedelta
from typing import Any

import pytest

from motcua.base.ledger.models import Entry
from motcua.domain.catalogue.models import Field
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.codec import to_json
from motcua.domain.processes.models import DecisionImport, DiscardedImport, Process
from motcua.domain.processes.queries.holding import usual
from motcua.kernel import clock
from tests.domain.processes.reading.sheets import decision
from tests.domain.processes.test_choosing import CHOICES, SAMPLES
from tests.domain.processes.walking import walked
from tests.faces.api.callers import Caller, caller, code_of
from tests.ops.test_process_command import ROWS
from tests.support.town import Town, make_official

DECISION = "\n".join(decision(("Cấp giấy phép", ROWS))).encode()
ROLES = ("counter", "specialist", "leader", "stranger", "citizen", "commune_admin", "administrator")


@pytest.fixture
def keeper(town: Town) -> Caller:
    return caller(town.administrator)


def who(town: Town, name: str) -> Caller:
    if name == "commune_admin":
        return caller(make_official("Vũ Thị Xã", "Quản trị", town.commune, ["administrator"]))
    return caller(getattr(town, name))


def tomorrow() -> str:
    return (clock.today() + timedelta(days=1)).isoformat()


def body(**facts: Any) -> dict[str, Any]:
    return {"process": to_json(usual()), "valid_from": tomorrow(), "expected": 0} | facts


@pytest.mark.parametrize("name", ROLES)
def test_administrators_read_and_the_citys_alone_writes(town: Town, name: str) -> None:
    program, reads, writes = who(town, name), name.endswith(("admin", "administrator")), name == "administrator"
    given = program.get("/processes/city"), program.get("/process-imports")
    assert [one.status_code for one in given] == [200 if reads else 403] * 2
    acts = program.put("/processes/city", body()), program.send_decision(DECISION)
    assert [one.status_code for one in acts] == ([200, 201] if writes else [403, 403])
    assert Process.objects.exists() is DecisionImport.objects.exists() is writes


@pytest.mark.parametrize("name", ROLES[:-1])
def test_a_dry_run_is_no_way_around(town: Town, name: str) -> None:
    program = who(town, name)
    assert program.put("/processes/city", body(dry_run=True)).status_code == 403
    assert program.send_decision(DECISION, query="?dry_run=true").status_code == 403


def test_what_is_read_is_published_again_without_loss_as_json_and_bpmn(keeper: Caller) -> None:
    told = keeper.get("/processes/city").json()
    assert (told["scope"], told["number"], told["process"]) == ("city", 0, to_json(usual()))
    file = keeper.get("/processes/city", {"format": "bpmn"})
    assert file.headers["Content-Type"] == "application/xml" and read(file.content).process == usual()
    sent = body(process=None, bpmn=file.content.decode(), ground="12/QĐ-UBND")
    done = keeper.put("/processes/city", sent).json()
    assert (done["published"], done["number"], done["faults"]) == (True, 1, [])
    assert {one["verdict"] for one in done["report"]} == {"understood"}
    assert Process.objects.get().graph == usual() and Process.objects.get().ground == "12/QĐ-UBND"
    again = keeper.put("/processes/city", sent)
    assert (again.status_code, code_of(again)) == (409, "process.changed")
    assert keeper.get("/processes/city").json()["number"] == 1


def test_a_file_of_another_tool_is_published_with_what_is_chosen_over_it(town: Town, keeper: Caller) -> None:
    file = (SAMPLES / "camunda7.bpmn").read_text(encoding="utf-8")
    bare = body(process=None, bpmn=file)
    faults = keeper.put("/processes/city", bare | {"dry_run": True}).json()["faults"]
    assert "fee" in {one["node"] for one in faults}
    assert keeper.put("/processes/city", bare).status_code == 422
    wrong = keeper.put("/processes/city", bare | {"choices": {"nodes": {"gone": {}}}})
    assert (wrong.status_code, code_of(wrong)) == (422, "process.bad_definition")
    done = keeper.put("/processes/city", bare | {"choices": CHOICES}).json()
    assert done["published"] and any("never run" in one["en"] for one in done["report"])
    assert walked(Process.objects.get().graph) == ["check", "sign", "hand_over"]


def test_scopes_are_found_by_what_people_call_them(town: Town, keeper: Caller) -> None:
    code = town.version.procedure.code
    assert keeper.get(f"/processes/{code}").json()["scope"] == f"procedure:{town.version.procedure_id}"
    Field.objects.filter(pk=town.version.field_id).update(slug="ho-tich")
    assert keeper.get("/processes/Hộ tịch").json()["scope"] == f"field:{town.version.field_id}"
    assert keeper.get("/processes/nowhere").status_code == 404
    assert keeper.put("/processes/nowhere", body()).status_code == 404


def test_a_dry_run_tells_faults_effects_and_the_report_and_keeps_nothing(keeper: Caller) -> None:
    sound = keeper.put("/processes/city", body(valid_from=None, dry_run=True)).json()
    assert (
        not sound["published"] and sound["faults"] == [] and any("procedure" in one["en"] for one in sound["effects"])
    )
    told = to_json(usual())
    told["nodes"][1]["performer"]["role"] = "leader"
    wrong = keeper.put("/processes/city", body(process=told, dry_run=True)).json()
    assert [one["node"] for one in wrong["faults"]] == [told["nodes"][1]["key"]] and wrong["effects"] == []
    assert not Process.objects.exists()


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"process": None}, "invalid", "process"),
        ({"bpmn": write(usual()).decode()}, "invalid", "process"),
        ({"valid_from": None}, "invalid", "valid_from"),
        ({"valid_from": "2020-01-01"}, "process.bad_process", "valid_from"),
        ({"process": {"nodes": []}}, "process.bad_definition", None),
        ({"process": None, "bpmn": "<!DOCTYPE a><a/>"}, None, None),
        ({"colour": "red"}, "api.invalid", "colour"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(
    keeper: Caller, facts: dict[str, Any], code: str | None, field: str | None
) -> None:
    answer = keeper.put("/processes/city", body(**facts))
    assert answer.status_code == 422, answer.content
    assert code is None or code_of(answer) == code
    assert field is None or field in answer.json()["errors"]
    assert not Process.objects.exists()


def test_a_decision_is_read_dry_kept_listed_discarded_and_brought_back(keeper: Caller) -> None:
    dry = keeper.send_decision(DECISION, query="?dry_run=true")
    assert dry.status_code == 200 and set(dry.json()) == {"processes"} and not DecisionImport.objects.exists()
    assert dry.json()["processes"][0]["steps"][0] == {
        "performer": "Bộ phận Một cửa", "hours": 4, "source_lines": [16, 24],
    }  # fmt: skip
    kept = keeper.send_decision(DECISION).json()
    assert (kept["processes"][0]["steps"], kept["discarded"]) == (3, None)
    assert [one["id"] for one in keeper.get("/process-imports").json()["items"]] == [kept["id"]]
    address, key = f"/process-imports/{kept['id']}/discard", "bo-mot-lan"
    gone = keeper.post(address, {"reason": "Đã bị thay."}, key=key)
    assert gone.status_code == 200 and gone.json()["discarded"] == "Đã bị thay."
    assert keeper.post(address, {"reason": "Đã bị thay."}, key=key).headers["Idempotent-Replayed"] == "true"
    assert keeper.get("/process-imports").json()["items"] == []
    assert len(keeper.get("/process-imports", {"discarded": "true"}).json()["items"]) == 1
    assert keeper.send_decision(DECISION).json()["id"] == kept["id"] and not DiscardedImport.objects.exists()
    kinds = Entry.objects.filter(subject_kind="process_import").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["process.decision_imported", "process.import_discarded", "process.import_restored"]


@pytest.mark.parametrize("name", ROLES)
def test_who_discards(town: Town, keeper: Caller, name: str) -> None:
    kept = keeper.send_decision(DECISION).json()["id"]
    answer = who(town, name).post(f"/process-imports/{kept}/discard", {"reason": "Nhầm."})
    assert answer.status_code == (200 if name == "administrator" else 403)


def test_a_file_that_holds_no_table_says_so(keeper: Caller) -> None:
    answer = keeper.send_decision("chữ".encode())
    assert (answer.status_code, code_of(answer)) == (422, "process.no_table")
    assert json.loads(answer.content)["detail"]
