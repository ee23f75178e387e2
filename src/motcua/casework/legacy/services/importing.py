"""Lines of an older system become cases: dry with a verdict on each, or for good, some hundreds in a transaction.

A line that came in before is found by its system and id and left alone; a run that was killed goes on after it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.base.access.citywide import check_citywide
from motcua.base.access.permissions import DIRECTORY_MANAGE
from motcua.base.files.errors import FileRefused
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import examine, store
from motcua.base.ledger import Subject, append
from motcua.casework import timing, tracking, walking
from motcua.casework.data import data_of
from motcua.casework.frame import record
from motcua.casework.legacy.deciding import Decided, decided
from motcua.casework.legacy.events import ACTS
from motcua.casework.legacy.models import Event, Imported
from motcua.casework.legacy.placing import Placed, placed
from motcua.casework.legacy.reading import Line, Source, when
from motcua.casework.queries.stored import stored_rows
from motcua.casework.steps import graph_of, process_of
from motcua.casework.surroundings import surround
from motcua.domain.cases.models import (
    Applicant,
    Case,
    CasePaper,
    ClockStop,
    Decision,
    PaperFile,
    SupplementItem,
    SupplementRequest,
)
from motcua.domain.cases.services.applicants import NAME_NEEDED, ApplicantDetails, checked
from motcua.domain.cases.states import ENDED, HAS_DECISION, State
from motcua.domain.processes.graph.engine import Start, act, leaving
from motcua.domain.processes.graph.state import NOT_BEGUN, to_json
from motcua.domain.processes.graph.state import State as Standing
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid

AT_ONCE = 200
MOST_MOVES = 60
GROUND = "Hẹn trả của hệ thống cũ {system}"
NEW, THERE, CHANGED, REFUSED = "new", "there", "changed", "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a line, and why."""

    line: Line
    fate: str


@dataclass
class Outcome:
    source: Source
    verdicts: list[Verdict] = field(default_factory=list)

    def count(self, fate: str) -> int:
        return sum(one.fate == fate for one in self.verdicts)

    @property
    def ok(self) -> bool:
        return not self.count(REFUSED) and not self.count(CHANGED)


def import_legacy(*, actor: Actor, source: Source, dry: bool = False) -> Outcome:
    """Every line with its verdict. Denied for whoever does not administer the city."""
    post = check_citywide(actor, DIRECTORY_MANAGE)
    outcome, lines = Outcome(source), source.lines()
    while batch := list(islice(lines, AT_ONCE)):
        with transaction.atomic():
            outcome.verdicts += bring(batch, source, actor, dry)
    if not dry and outcome.count(NEW):
        told: dict[str, object] = {"imported": outcome.count(NEW), "unchanged": outcome.count(THERE)}
        told |= {"system": source.system, "batch": source.batch, "refused": outcome.count(REFUSED)}
        with transaction.atomic():
            append(Subject("legacy", f"{source.system}/{source.batch}"), "legacy.imported", actor, told, authority=post)
    return outcome


def bring(batch: list[Line], source: Source, actor: Actor, dry: bool) -> Iterable[Verdict]:
    known = dict(
        Imported.objects.filter(system=source.system, old_id__in=[line.old_id for line in batch])
        .values_list("old_id", "digest")
    )  # fmt: skip
    taken = Case.objects.filter(code__in=[code_of(line) for line in batch]).values_list("code", flat=True)
    codes = {code for code in taken if code}
    made: list[tuple[Line, Case]] = []
    verdicts = []
    for line in batch:
        fate = REFUSED
        if line.old_id in known:
            fate = THERE if known[line.old_id] == line.digest else CHANGED
            if fate == CHANGED:
                line.note("Dòng đã đổi so với lần nhập trước; hồ sơ ở đây giữ nguyên.",
                          "The line differs from the one imported before; the case here stays.")  # fmt: skip
        elif not line.refused:
            fate = _one(line, source, codes, made, dry)
        verdicts.append(Verdict(line, fate))
    if made:
        tell(made, source, actor)
    return verdicts


def _one(line: Line, source: Source, codes: set[str], made: list[tuple[Line, Case]], dry: bool) -> str:
    place, details = placed(line), details_of(line)
    code = code_of(line)
    if code and code in codes:
        line.wrong("Mã {code} đã thuộc một hồ sơ khác.", "The code {code} belongs to another case.", code=code)
    files = [file_of(line, paper, source.folder) for paper in line.papers]
    ruling = decided(line, source.system) if line.state in HAS_DECISION else None
    if dry:
        for path in files:
            stored_file(line, path, keep=False)
    if line.refused or place is None or details is None:
        return REFUSED
    codes.add(code)
    if not dry:
        made.append((line, write(line, source, place, details, files, ruling)))
    return NEW


def code_of(line: Line) -> str:
    return str(line.raw.get("code") or "").strip()


def details_of(line: Line) -> dict[str, object] | None:
    """The applicant, checked; what is not well-formed is left out and said, the original line keeps it."""
    told = line.part("applicant")
    names = {one.name for one in fields(ApplicantDetails)} - {"person_id"}
    given: dict[str, Any] = {name: str(told[name]) for name in names if told.get(name)}
    details = ApplicantDetails(**{"full_name": "", **given})
    try:
        return checked(details)
    except Invalid as fault:
        if NAME_NEEDED in fault.fields.values():
            line.wrong("Thiếu họ tên người nộp.", "The applicant's name is missing.")
            return None
        for name in fault.fields:
            line.note("Người nộp: “{name}” không đúng dạng, để trống.",
                      "Applicant: “{name}” is not well-formed, left out.",
                      name=name)  # fmt: skip
        empty: dict[str, Any] = dict.fromkeys(fault.fields, "")
        return checked(replace(details, **empty))


def file_of(line: Line, paper: dict[str, Any], folder: Path) -> Path | None:
    """The file of a paper inside the folder; a remark where it is missing."""
    name = str(paper.get("file") or "")
    if not name:
        return None
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        line.note("Thiếu tệp {name}.", "The file {name} is missing.", name=name)
        return None
    told = str(paper.get("sha256") or "").lower()
    if told and hashlib.sha256(path.read_bytes()).hexdigest() != told:
        line.note("Tệp {name} khác với mã băm đã khai, không nhập.",
                  "The file {name} has another digest than told and is left out.", name=name)  # fmt: skip
        return None
    return path


def write(
    line: Line, source: Source, place: Placed, details: dict[str, object], files: list[Path | None],
    ruling: Decided | None,
) -> Case:  # fmt: skip
    case = case_of(line, source, place)
    case.save(force_insert=True)
    Applicant(case=case, **details).save(force_insert=True)
    surround(case)
    now = case.changed_at
    stop_clock(case, line)
    for position, (paper, path) in enumerate(zip(line.papers, files, strict=True), start=1):
        row = CasePaper.objects.create(
            case=case, position=position, name=str(paper.get("name") or f"Giấy tờ {position}"), required=False,
            originals=int(paper.get("originals") or 0), copies=int(paper.get("copies") or 0),
        )  # fmt: skip
        stored = stored_file(line, path)
        if stored is not None:
            PaperFile.objects.create(
                paper=row, file=stored, name=stored.name, size=stored.size, media_type=stored.media_type, added_at=now
            )
    if ruling is not None:
        Decision.objects.create(
            case=case, outcome=ruling.outcome, text=ruling.text, number=ruling.number, decided_at=ruling.at,
            signer=ruling.signer, imported=True,
        )  # fmt: skip
    open_step(case, line)
    case.save()
    return case


def case_of(line: Line, source: Source, place: Placed) -> Case:
    moments = {name: line.moments.get(name) for name in ("submitted_at", "accepted_at", "decided_at", "returned_at")}
    case = Case(
        code=code_of(line) if moments["accepted_at"] else None,
        state=line.state, channel=str(line.raw.get("channel") or "counter"), procedure_version=place.version,
        office=place.office, receiving_agency=place.receiving, resolving_agency=place.deciding,
        receiving_path=place.receiving.path, resolving_path=place.deciding.path,
        summary=str(line.raw.get("summary") or ""), ended_at=line.moments.get("ended_at"), **moments,
    )  # fmt: skip
    case.tracking_digest = tracking.digest_of(case)
    if case.accepted_at is not None:
        case.due_at = line.moments.get("due_at") or case.ended_at
        case.promised_at, case.promise_ground = case.due_at, GROUND.format(system=source.system)
        assert case.due_at
        days = timing.working_days_until(case, case.accepted_at, case.due_at)
        case.limit_value, case.limit_unit = (Decimal(days), "working_day") if days else (None, "")
        case.same_day = not days
    elif case.channel != "counter" and case.legal_state is State.SUBMITTED:
        case.answer_by = timing.answer_due(case, case.changed_at)
    return case


def stop_clock(case: Case, line: Line) -> None:
    """A clock that stands over there stands here."""
    if case.legal_state is State.SUPPLEMENT:
        told = line.part("supplement")
        since = when(told["asked_at"]) if told.get("asked_at") else case.changed_at
        asked = SupplementRequest.objects.create(
            case=case, number=1, reason=str(told.get("reason") or ""), asked_at=since,
            after_acceptance=case.accepted_at is not None,
        )  # fmt: skip
        for position, text in enumerate(told["items"], start=1):
            SupplementItem.objects.create(request=asked, position=position, text=str(text))
        if case.accepted_at is not None:
            ClockStop.objects.create(
                case=case, reason="supplement", effect=timing.supplement_effect(case, since), began_at=since
            )
    elif case.legal_state is State.DUTY:
        told = line.part("duty")
        since = when(told["asked_at"]) if told.get("asked_at") else case.changed_at
        amount = int(told.get("amount_vnd") or 0)
        ClockStop.objects.create(case=case, reason="duty", effect="stop", began_at=since, amount_vnd=amount)


def stored_file(line: Line, path: Path | None, *, keep: bool = True) -> StoredFile | None:
    """The file taken in; of a dry run it is looked at by the same check. A remark where it is refused."""
    if path is None:
        return None
    try:
        with path.open("rb") as stream:
            if keep:
                return store(stream, name=path.name)
            examine(stream)
            return None
    except FileRefused as fault:
        line.note(
            "Tệp {name} không nhận: {why}", "The file {name} was not taken: {why}", name=path.name, why=fault.words
        )
        return None


def open_step(case: Case, line: Line) -> None:
    """What is open goes on here: the step the line names, or the usual one of the state."""
    if case.legal_state in ENDED or case.legal_state is State.RETURNED:
        return
    steps = process_of(case)
    keys = [step.key for step in steps]
    usual = {State.SUBMITTED: 0, State.ACCEPTED: 0, State.DECIDED: -1}.get(case.legal_state, 1)
    if case.accepted_at is None:
        usual = 0
    named = str(line.raw.get("step") or "")
    standing = walked(case, named if named in keys else keys[usual])
    case.process_state = to_json(standing)
    walking.open_all(case, standing.tokens, case.changed_at, due_at=case.answer_by)


def walked(case: Case, step: str) -> Standing:
    process, data = graph_of(case), data_of(case)
    first = standing = act(process, NOT_BEGUN, Start(data)).state
    for _ in range(MOST_MOVES):
        if standing.over or any(token.node == step for token in standing.tokens):
            break
        standing = act(process, standing, leaving(process, standing.tokens[0], data)).state
    return first if standing.over else standing


def tell(made: list[tuple[Line, Case]], source: Source, actor: Actor) -> None:
    """Provenance, and the ledger: what the row is, then each earlier act."""
    rows = stored_rows([case.pk for _, case in made])
    files: dict[Any, list[str]] = {}
    present = PaperFile.objects.filter(paper__case__in=list(rows)).values_list("paper__case", "pk")
    for key, file in present:
        files.setdefault(key, []).append(str(file))
    for line, case in made:
        imported = Imported.objects.create(
            case=case, system=source.system, old_id=line.old_id, batch=source.batch, line=line.number,
            file_digest=source.file_digest, digest=line.digest, original=line.text,
        )  # fmt: skip
        events = list(events_of(imported, line))
        Event.objects.bulk_create(events)
        values = {name: value for name, value in rows[case.pk].items() if name != "files"}
        facts = {"system": source.system, "old_id": line.old_id, "batch": source.batch, "line": line.number}
        facts |= {"digest": line.digest, "acts": len(events), "values": values, "files": files.get(case.pk, [])}
        record(case, "case.imported", actor, facts, first=True)
        for event in events:
            told = {"system": source.system, "act": event.act, "moment": event.at.isoformat(), "event": event.pk}
            record(case, "case.imported_act", actor, told)


def events_of(imported: Imported, line: Line) -> Iterator[Event]:
    for position, one in enumerate(line.history, start=1):
        act_named = str(one.get("act") or "")
        yield Event(
            imported=imported, position=position, at=when(one["at"]),
            act=act_named if act_named in ACTS else "other",
            what=str(one.get("what") or ""), who=str(one.get("who") or ""),
        )  # fmt: skip
