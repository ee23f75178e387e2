"""A folder of an older system read line by line: `manifest.json` with JSON Lines or CSV beside it. No database.

The format is described in `docs/how-to/import-legacy-cases.md`.
"""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.casework.legacy.events import ACTS
from motcua.domain.cases.states import ALWAYS_ACCEPTED, ENDED, HAS_DECISION, NEVER_ACCEPTED, State
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

MOMENTS = ("submitted_at", "accepted_at", "due_at", "decided_at", "returned_at", "ended_at")
NEEDED = ("id", "procedure", "agency", "state", "submitted_at")
CHANNELS = ("counter", "online", "post")


class WrongFolder(Invalid):
    code = "legacy.wrong_folder"
    sentence = Words("Thư mục này không đọc được: {what}.", "This folder cannot be read: {what}.")


@dataclass(frozen=True, slots=True)
class Remark:
    """`grave`: the line cannot come in."""

    words: Words
    grave: bool = False


@dataclass
class Line:
    """One case of the source. `remarks` grow while it is looked at."""

    number: int
    raw: dict[str, Any]
    old_id: str = ""
    state: str = ""
    agency: str = ""
    deciding: str = ""
    procedure: str = ""
    moments: dict[str, datetime] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def text(self) -> str:
        return json.dumps(self.raw, ensure_ascii=False, sort_keys=True)

    @property
    def refused(self) -> bool:
        return any(one.grave for one in self.remarks)

    @property
    def papers(self) -> list[dict[str, Any]]:
        return [one for one in self.raw.get("papers") or [] if isinstance(one, dict)]

    @property
    def history(self) -> list[dict[str, Any]]:
        return [one for one in self.raw.get("history") or [] if isinstance(one, dict)]

    def part(self, name: str) -> dict[str, Any]:
        found = self.raw.get(name)
        return found if isinstance(found, dict) else {}

    def wrong(self, vi: str, en: str, **facts: object) -> None:
        self.remarks.append(Remark(Words(vi, en).fill(**facts), grave=True))

    def note(self, vi: str, en: str, **facts: object) -> None:
        self.remarks.append(Remark(Words(vi, en).fill(**facts)))


@dataclass(frozen=True)
class Source:
    """`agencies`, `procedures`, `states` translate the older system's names into ours; what is not named stays."""

    folder: Path
    system: str
    batch: str
    file_digest: str
    agencies: Mapping[str, str]
    procedures: Mapping[str, str]
    states: Mapping[str, str]

    def lines(self) -> Iterator[Line]:
        seen: set[str] = set()
        for number, raw in self._raw():
            line = Line(number, raw if isinstance(raw, dict) else {})
            if not isinstance(raw, dict):
                line.wrong("Dòng không phải là một hồ sơ.", "The line is no case.")
            else:
                self._look(line)
            if line.old_id in seen:
                line.wrong("Mã {id} đã có ở dòng trước.", "The id {id} stands in an earlier line.", id=line.old_id)
            seen.add(line.old_id)
            yield line

    def _raw(self) -> Iterator[tuple[int, Any]]:
        file = self.folder / "cases.jsonl"
        if file.is_file():
            for number, text in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
                if text.strip():
                    yield number, _parsed(text)
            return
        papers, history = _by_case(self.folder / "papers.csv"), _by_case(self.folder / "history.csv")
        for number, row in enumerate(_table(self.folder / "cases.csv"), start=2):
            yield number, _nested(row, papers.get(row.get("id", ""), []), history.get(row.get("id", ""), []))

    def _look(self, line: Line) -> None:
        raw = line.raw
        line.old_id = _text(raw, "id")
        for name in NEEDED:
            if not _text(raw, name):
                line.wrong("Thiếu “{name}”.", "“{name}” is missing.", name=name)
        line.agency = self.agencies.get(_text(raw, "agency"), _text(raw, "agency"))
        deciding = _text(raw, "deciding_agency")
        line.deciding = self.agencies.get(deciding, deciding) or line.agency
        line.procedure = self.procedures.get(_text(raw, "procedure"), _text(raw, "procedure"))
        line.state = self.states.get(_text(raw, "state"), _text(raw, "state"))
        for name in MOMENTS:
            _moment(line, name, raw.get(name))
        for one in line.history:
            if _when(one.get("at")) is None:
                line.wrong("Việc trong lịch sử thiếu thời điểm đúng.", "An act of the history has no right moment.")
            if _text(one, "act") not in ACTS:
                line.note("Không biết việc “{act}”, ghi là việc khác.", "“{act}” is not known, noted as another act.",
                          act=_text(one, "act"))  # fmt: skip
        if line.state not in set(State) - {State.DRAFT}:
            line.wrong("Không biết trạng thái “{state}”.", "The state “{state}” is not known.", state=line.state)
        else:
            _check_moments(line, State(line.state))


def source_of(folder: Path) -> Source:
    """WrongFolder where the manifest or the cases are missing."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8-sig"))
        system, batch = str(manifest["system"]).strip(), str(manifest["batch"]).strip()
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongFolder(what="manifest.json (system, batch)") from None
    file = next((folder / name for name in ("cases.jsonl", "cases.csv") if (folder / name).is_file()), None)
    if file is None or not system or not batch:
        raise WrongFolder(what="cases.jsonl / cases.csv")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    tables = [manifest.get(name) or {} for name in ("agencies", "procedures", "states")]
    return Source(folder, system, batch, digest, *tables)


def _check_moments(line: Line, state: State) -> None:
    accepted = "accepted_at" in line.moments
    needed = {
        "accepted_at": state in ALWAYS_ACCEPTED, "due_at": accepted and state not in ENDED,
        "decided_at": state in HAS_DECISION, "ended_at": state in ENDED,
        "returned_at": state in (State.RETURNED, State.CLOSED),
    }  # fmt: skip
    for name, wanted in needed.items():
        if wanted and name not in line.moments:
            line.wrong("Trạng thái này cần “{name}”.", "This state needs “{name}”.", name=name)
        elif (
            name != "due_at"
            and not wanted
            and name in line.moments
            and (name != "accepted_at" or state in NEVER_ACCEPTED)
        ):
            line.moments.pop(name)
            line.note("“{name}” không hợp với trạng thái, chỉ giữ trong dòng gốc.",
                      "“{name}” does not fit the state and is kept in the original line only.", name=name)  # fmt: skip
    if "accepted_at" in line.moments and not _text(line.raw, "code"):
        line.wrong("Hồ sơ đã tiếp nhận phải có mã.", "An accepted case has a code.")
    if state is State.SUPPLEMENT and not line.part("supplement").get("items"):
        line.wrong("Thiếu nội dung đang chờ bổ sung.", "What is being waited for is missing (supplement.items).")
    if _text(line.raw, "channel") not in ("", *CHANNELS):
        line.wrong("Không biết cách nộp “{channel}”.", "The channel “{channel}” is not known.",
                   channel=_text(line.raw, "channel"))  # fmt: skip


def _moment(line: Line, name: str, value: Any) -> None:
    if value in (None, ""):
        return
    found = _when(value)
    if found is None:
        line.wrong("“{name}” không phải thời điểm: {value}.", "“{name}” is no moment: {value}.", name=name, value=value)
    elif found > clock.now():
        line.wrong("“{name}” ở tương lai.", "“{name}” lies ahead.", name=name) if name != "due_at" else None
        line.moments[name] = found
    else:
        line.moments[name] = found


def _when(value: Any) -> datetime | None:
    """ISO 8601; without a zone it is Hanoi's time."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=clock.LOCAL)


def when(value: Any) -> datetime:
    found = _when(value)
    assert found
    return found


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _table(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: value or "" for name, value in row.items() if name} for row in csv.DictReader(file)]


def _by_case(path: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _table(path):
        found.setdefault(row.get("case", ""), []).append(row)
    return found


def _nested(row: dict[str, str], papers: list[Any], history: list[Any]) -> dict[str, Any]:
    """ "applicant.full_name" and the like become parts; lists within a cell are parted by "|"."""
    found: dict[str, Any] = {"papers": papers, "history": history}
    for name, value in row.items():
        part, dot, inner = name.partition(".")
        if dot and value:
            found.setdefault(part, {})[inner] = value.split("|") if inner == "items" else value
        elif not dot:
            found[name] = value
    return found
