"""An older system's folder becomes cases that can be found, explained and worked on; again, nothing is new."""

import csv
import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base.access.models import Account
from motcua.base.files.models import StoredFile
from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.casework.legacy import reconciling
from motcua.casework.legacy.models import Event, Imported
from motcua.casework.legacy.reading import WrongFolder, source_of
from motcua.casework.legacy.reconciling import reconciliation
from motcua.casework.legacy.services import importing
from motcua.casework.legacy.services.importing import Outcome, import_legacy
from motcua.casework.queries.lookup import matching
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.casework.services.supplement import answer_supplement
from motcua.domain.cases.models import Applicant, Case, Decision, PaperFile
from motcua.domain.directory import validity
from motcua.domain.directory.models import Agency, AgencySuccession
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Denied
from tests.support.photos import photo
from tests.support.town import Town, build_town, hanoi, make_agency

NOW = hanoi("2026-11-23T09:00")
TIMES = {
    "submitted_at": "2026-11-18T08:30:00", "accepted_at": "2026-11-18T08:40:00", "due_at": "2026-11-27T17:00:00",
    "decided_at": "2026-11-20T10:00:00", "returned_at": "2026-11-20T15:00:00", "ended_at": "2026-11-20T15:00:00",
}  # fmt: skip
OF_STATE = {
    "submitted": 1, "accepted": 3, "processing": 3, "supplement": 3, "duty": 3, "decided": 4, "returned": 5,
    "closed": 6,
}  # fmt: skip
OVER = {
    "refused": ("submitted_at", "ended_at"),
    "withdrawn": ("submitted_at", "accepted_at", "due_at", "ended_at"),
    "stopped": ("submitted_at", "accepted_at", "due_at", "ended_at"),
}
EVERY = (*OF_STATE, *OVER)
RULING = {"outcome": "granted", "number": "123/QĐ-UBND", "text": "Cấp phép.", "signer": "Lê Cũ"}
HISTORY = [
    {"at": "2026-11-18T08:40:00", "act": "accepted", "what": "Nhận tại quầy 2", "who": "Nguyễn Cũ"},
    {"at": "2026-11-18T10:00:00", "act": "chuyển lung tung", "what": "Chuyển phòng"},
]


@pytest.fixture
def town(db: None) -> Any:
    with clock.frozen(NOW):
        yield build_town()


def line(number: int, state: str, **rest: Any) -> dict[str, Any]:
    names = OVER.get(state) or list(TIMES)[: OF_STATE.get(state, 3)]
    times = {name: TIMES[name] for name in names}
    code = {"code": f"000.00.T1.H26-261118-{number:04d}"} if "accepted_at" in times else {}
    person = {"full_name": f"Trần Văn {number}", "identity_number": "001185012345", "phone": "0912345678"}
    more = {"supplement": {"reason": "Thiếu", "items": ["Ảnh"], "asked_at": "2026-11-19T08:00:00"}}
    return {
        "id": f"HS{number}", "procedure": "TT-01", "agency": "PHUONG-1", "state": state, "applicant": person,
        "history": HISTORY, **times, **code, **(more if state == "supplement" else {}),
        **({"decision": RULING} if state in ("decided", "returned", "closed") else {}), **rest,
    }  # fmt: skip


def folder(place: Path, lines: list[Any]) -> Path:
    names = {
        "agencies": {"PHUONG-1": "H26.T1"},
        "procedures": {"TT-01": "1.000001"},
        "states": {"dang xu ly": "processing"},
    }
    (place / "manifest.json").write_text(json.dumps({"system": "iGate", "batch": "2026-11", **names}))
    (place / "cases.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines))
    return place


def brought(place: Path, lines: list[Any], *, dry: bool = False) -> Outcome:
    with clock.frozen(NOW):
        return import_legacy(actor=SYSTEM, source=source_of(folder(place, lines)), dry=dry)


def all_states() -> list[dict[str, Any]]:
    return [line(number, state) for number, state in enumerate([*OF_STATE, *OVER], start=1)]


def test_every_state_comes_in_as_the_ledger_then_tells_it(town: Town, tmp_path: Path) -> None:
    outcome = brought(tmp_path, all_states())
    assert (outcome.count("new"), outcome.ok) == (len(EVERY), True), [one.line.remarks for one in outcome.verdicts]
    assert sorted(Case.objects.values_list("state", flat=True)) == sorted(EVERY)
    verified = verify_cases()
    assert [one.fields for one in verified.first] == [] and verify().sound
    told = Entry.objects.filter(kind="case.imported_act").first()
    assert told is not None and told.at > hanoi("2026-11-22T00:00"), "it was written down now"
    assert told.facts["moment"].startswith("2026-11-18T08:40")
    assert Event.objects.filter(act="other").count() == len(EVERY)


def test_again_nothing_is_new_and_a_changed_line_is_said(town: Town, tmp_path: Path) -> None:
    brought(tmp_path, all_states())
    entries = Entry.objects.count()
    again = brought(tmp_path, all_states())
    assert again.count("there") == len(EVERY)
    other = brought(tmp_path, [line(1, "submitted", summary="khác")])
    assert (other.count("changed"), other.ok, Entry.objects.count()) == (1, False, entries)


def test_a_dry_run_says_the_same_and_writes_nothing(town: Town, tmp_path: Path) -> None:
    lines = [*all_states(), line(20, "processing", agency="NOWHERE"), "x"]
    dry = brought(tmp_path, lines, dry=True)
    assert not Case.objects.exists() and not Entry.objects.filter(kind__startswith="case.imported").exists()
    wet = brought(tmp_path, lines)
    assert [(one.line.old_id, one.fate) for one in dry.verdicts] == [
        (one.line.old_id, one.fate) for one in wet.verdicts
    ]


def test_open_cases_go_on_here_with_the_date_promised_there(town: Town, tmp_path: Path) -> None:
    brought(tmp_path, all_states())
    cases = {case.state: case for case in Case.objects.all()}
    working = cases["processing"]
    assert working.due_at == hanoi("2026-11-27T17:00")
    assert Task.objects.get(case=working, closed_at=None).role == "specialist"
    with clock.frozen(NOW):
        common: dict[str, Any] = {"case_id": working.pk, "expected": None}
        forward_case(actor=town.specialist, **common)
        decide_case(actor=town.leader, outcome="granted", text="Cấp.", **common)
        hand_over_result(actor=town.counter, receiver="Dân", identity_shown="Thẻ", **common)
        waiting = cases["supplement"]
        answer_supplement(actor=town.counter, case_id=waiting.pk, expected=None)
        common["case_id"] = cases["decided"].pk
        hand_over_result(actor=town.counter, receiver="Dân", identity_shown="Thẻ", **common)
    assert verify_cases().different == 0


def test_old_code_and_old_id_find_it_and_the_number_is_sealed(town: Town, tmp_path: Path) -> None:
    brought(tmp_path, [line(7, "processing")])
    case = Case.objects.get()
    for typed in ("000.00.T1.H26-261118-0007", "HS7", "001185012345"):
        assert list(Case.objects.filter(matching(typed))) == [case]
    assert Applicant.objects.get().identity_number == "001185012345"
    imported = Imported.objects.get()
    assert json.loads(imported.original)["id"] == "HS7"
    assert (imported.line, imported.batch, imported.system) == (1, "2026-11", "iGate")


@pytest.mark.parametrize("state", EVERY)
def test_its_page_opens(town: Town, tmp_path: Path, client: Client, state: str) -> None:
    brought(tmp_path, [line(1, state)])
    client.force_login(Account.objects.get(pk=town.leader.account_id))
    with clock.frozen(NOW):
        answer = client.get(f"/can-bo/ho-so/{Case.objects.get().pk}/")
    page = answer.content.decode()
    assert answer.status_code == 200 and "iGate" in page
    for words in ("nhập từ hệ thống cũ", "Nhận tại quầy 2", "Nguyễn Cũ", "Chuyển phòng"):
        assert words in page, words
    decided = "Đồng ý, số 123/QĐ-UBND ngày 20/11/2026, Lê Cũ ký"
    assert (decided in page) == (state in ("decided", "returned", "closed"))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"agency": "NOWHERE"}, "NOWHERE"),
        ({"procedure": "9.9"}, "9.9"),
        ({"state": "lost"}, "lost"),
        ({"accepted_at": None}, "accepted_at"),
        ({"code": ""}, "code"),
        ({"submitted_at": "hôm qua"}, "submitted_at"),
        ({"applicant": {}}, "name"),
        ({"channel": "raven"}, "raven"),
        ({"history": [{"act": "accepted"}]}, "history"),
        ({"accepted_at": "2030-01-01"}, "ahead"),
    ],
)
def test_a_line_that_cannot_come_in_says_why_in_both_languages(
    town: Town, tmp_path: Path, changes: dict[str, Any], word: str
) -> None:
    verdict = brought(tmp_path, [{**line(1, "processing"), **changes}]).verdicts[0]
    grave = [one.words for one in verdict.line.remarks if one.grave]
    assert verdict.fate == "refused" and any(word in one.en for one in grave) and all(one.vi for one in grave)


def test_papers_come_with_their_files_and_the_count_names_what_is_missing(town: Town, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    content = photo(1)
    (tmp_path / "files" / "a.jpg").write_bytes(content)
    good = {"name": "Đơn", "originals": 1, "file": "files/a.jpg", "sha256": hashlib.sha256(content).hexdigest()}
    other = {"name": "Khác", "file": "files/a.jpg", "sha256": "0" * 64}
    papers = [good, {"name": "Ảnh", "file": "files/none.jpg"}, other, {"name": "Ngoài", "file": "../manifest.json"}]
    refused = line(2, "processing", agency="NOWHERE")
    outcome = brought(tmp_path, [line(1, "processing", papers=papers), refused])
    counted = reconciliation(outcome)
    assert (counted["source_cases"], counted["our_cases"], counted["refused"], counted["balanced"]) == (2, 1, 1, True)
    assert counted["papers"]["source"] == counted["papers"]["ours"] == 4
    assert (counted["papers"]["our_files"], counted["papers"]["our_bytes"]) == (1, len(content))
    assert "files/none.jpg" in counted["papers"]["missing"]
    assert PaperFile.objects.get().file.sha256 == good["sha256"]
    assert {row["agency"]: row["why"] != "" for row in counted["rows"]} == {"H26.T1": False, "NOWHERE": True}
    assert verify_cases().different == 0


def test_a_decision_of_before_is_kept_found_and_told(town: Town, tmp_path: Path) -> None:
    silent = {"decision": {"number": "9/QĐ"}}
    outcome = brought(tmp_path, [line(1, "decided"), line(2, "closed", **silent), line(3, "decided", decision={
        "outcome": "denied",
    })])  # fmt: skip
    first, third = Decision.objects.order_by("case__code")
    assert (first.outcome, first.number, first.text, first.signer, first.imported, first.document) == (
        "granted", "123/QĐ-UBND", "Cấp phép.", "Lê Cũ", True, None,
    )  # fmt: skip
    assert first.decided_at == hanoi("2026-11-20T10:00")
    assert (third.outcome, third.number, third.text) == ("denied", "(không rõ số)", "Theo kết quả ở hệ thống cũ iGate.")
    notes = [[one.words.vi for one in verdict.line.remarks] for verdict in outcome.verdicts]
    assert any("không được ghi" in one for one in notes[1]) and any("số quyết định" in one for one in notes[2])
    assert list(Case.objects.filter(matching("123/qđ-ubnd"))) == [first.case]
    assert verify_cases().different == 0
    with clock.frozen(NOW):
        case = hand_over_result(actor=town.counter, case_id=first.case_id, expected=None, receiver="Dân",
                                identity_shown="Thẻ")  # fmt: skip
    assert case.state == "returned" and verify_cases().different == 0


def test_a_decision_of_ours_has_its_document(town: Town, tmp_path: Path) -> None:
    brought(tmp_path, [line(1, "decided", decision={})])
    values = {"outcome": "granted", "text": "x", "number": "1", "decided_at": NOW, "signer": "A"}
    with pytest.raises(IntegrityError):
        Decision.objects.create(case=Case.objects.get(), **values)


def ended(identifier: str, *heirs: str) -> None:
    """The body's last day was yesterday; who took over."""
    gone = Agency.objects.get(identifier=identifier)
    yesterday = NOW.date() - timedelta(days=1)
    Agency.objects.filter(pk=gone.pk).update(valid=validity.days(gone.valid_from, yesterday))
    for heir in heirs:
        AgencySuccession.objects.create(
            predecessor=gone, successor=Agency.objects.get(identifier=heir), from_day=NOW.date(),
            kind="whole" if len(heirs) == 1 else "part",
        )  # fmt: skip


def test_an_old_code_of_a_body_that_ended_leads_to_its_successor_for_what_is_open(town: Town, tmp_path: Path) -> None:
    make_agency("H26.T3", "Ủy ban nhân dân phường Ba", "commune", town.city)
    ended("H26.T1", "H26.T2")
    outcome = brought(tmp_path, [line(1, "processing"), line(2, "closed"), line(3, "refused")])
    assert outcome.count("new") == 3, [one.line.remarks for one in outcome.verdicts]
    where = dict(Case.objects.values_list("state", "receiving_agency__identifier"))
    assert where == {"processing": "H26.T2", "closed": "H26.T1", "refused": "H26.T1"}
    assert any("H26.T2" in one.words.vi for one in outcome.verdicts[0].line.remarks)
    counted = reconciliation(outcome)
    assert counted["balanced"] and {row["agency"] for row in counted["rows"]} == {"H26.T1"}
    assert verify_cases().different == 0


def test_a_body_with_several_successors_must_be_named(town: Town, tmp_path: Path) -> None:
    make_agency("H26.T3", "Ủy ban nhân dân phường Ba", "commune", town.city)
    ended("H26.T1", "H26.T2", "H26.T3")
    outcome = brought(tmp_path, [line(1, "processing"), line(2, "closed")])
    assert [one.fate for one in outcome.verdicts] == ["refused", "new"]
    assert any("nhiều cơ quan kế thừa" in one.words.vi for one in outcome.verdicts[0].line.remarks)


def test_a_dry_run_looks_into_the_files_and_keeps_none(town: Town, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.jpg").write_bytes(photo(1))
    (tmp_path / "files" / "b.pdf").write_bytes(b"MZ no paper at all")
    (tmp_path / "files" / "c.pdf").write_bytes(b"")
    papers = [{"name": name, "file": f"files/{name}"} for name in ("a.jpg", "b.pdf", "c.pdf")]
    lines = [line(1, "processing", papers=papers)]
    dry = brought(tmp_path, lines, dry=True)
    assert not StoredFile.objects.exists()
    told = [one.words.vi for one in dry.verdicts[0].line.remarks]
    assert [name for name in ("a.jpg", "b.pdf", "c.pdf") if any(name in one for one in told)] == ["b.pdf", "c.pdf"]
    assert told == [one.words.vi for one in brought(tmp_path, lines).verdicts[0].line.remarks]


def test_the_count_asks_once_for_many_lines(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = brought(tmp_path, all_states())
    asked = []
    for size in (3, 100):
        monkeypatch.setattr(reconciling, "AT_ONCE", size)
        with CaptureQueriesContext(connection) as caught:
            assert reconciliation(outcome)["our_cases"] == len(EVERY)
        asked.append(len(caught))
    assert asked == [12, 3], "four chunks of eleven lines, or one; cases, papers and files"


def test_tables_say_the_same_as_json_lines(town: Town, tmp_path: Path) -> None:
    place = folder(tmp_path, [])
    (place / "cases.jsonl").unlink()
    given = line(1, "supplement")
    flat = {name: value for name, value in given.items() if isinstance(value, str)}
    flat |= {f"applicant.{name}": value for name, value in given["applicant"].items()}
    flat |= {"supplement.items": "Ảnh|Đơn", "supplement.reason": "Thiếu"}
    tables = {
        "cases.csv": [flat],
        "history.csv": [{"case": "HS1", **HISTORY[0]}],
        "papers.csv": [{"case": "HS1", "name": "Đơn"}],
    }
    for name, rows in tables.items():
        with (place / name).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    with clock.frozen(NOW):
        outcome = import_legacy(actor=SYSTEM, source=source_of(place))
    assert outcome.ok and Case.objects.get().supplements.get().items.count() == 2
    assert Case.objects.get().papers.get().name == "Đơn" and Event.objects.count() == 1


class Killed(Exception):
    """Stands for the end of the process."""


def test_a_killed_import_goes_on_where_it_was(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    whole, count = importing.write, []

    def dying(*args: Any) -> Case:
        count.append(1)
        if len(count) == 5:
            raise Killed
        return whole(*args)

    monkeypatch.setattr(importing, "write", dying)
    with pytest.raises(Killed):
        brought(tmp_path, all_states())
    assert Case.objects.count() == 3
    outcome = brought(tmp_path, all_states())
    assert (outcome.count("there"), outcome.count("new")) == (3, len(EVERY) - 3)
    assert verify_cases().different == 0


def test_strangers_and_broken_folders_are_refused(town: Town, tmp_path: Path) -> None:
    with pytest.raises(WrongFolder):
        source_of(tmp_path)
    with pytest.raises(Denied):
        import_legacy(actor=town.leader, source=source_of(folder(tmp_path, [])))
