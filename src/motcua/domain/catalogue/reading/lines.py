"""The national list, line by line (a JSON object each, as `procedures_detail.jsonl` writes them)."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from motcua.domain.catalogue.enums import Channel, ServiceLevel
from motcua.domain.catalogue.reading.agencies import HOME, read_deciders, read_issuer, read_levels
from motcua.domain.catalogue.reading.clean import clean, has_symbol, one_line
from motcua.domain.catalogue.reading.fees import fee_summary
from motcua.domain.catalogue.reading.methods import read_methods
from motcua.domain.catalogue.reading.papers import read_papers
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import LegalText, LimitText, Line, Notes, ProcedureText, ResultText

CODE = re.compile(r"^\d\.\d{6}(\.[A-Z0-9.]+)?$")
KIND_OF_LAW = r"([A-ZĐ][^\d/]{2,60} )?([Ss]ố:? ?)?"
BODY = r"[A-ZĐƯa-zđư]{1,12}"
LEGAL = re.compile(
    rf"^{KIND_OF_LAW}\d+[a-zA-Z]?(\.\d+)?/\d{{4}}/"
    rf"(QH\d{{1,2}}|UBTVQH\d{{1,2}}|PL-UBTVQH\d{{1,2}}|[A-ZĐ]{{2,12}}([-/]{BODY}){{0,4}})$"
    rf"|^\d+[a-zA-Z]?/[A-ZĐ]{{2,8}}(-{BODY}){{0,3}}$"
)
CIVIL_SERVANTS = ("Cán bộ", "công chức", "viên chức")
APPLICANT = re.compile(r"^(Công dân|Người|Tổ chức|Doanh nghiệp|Hợp tác xã|Cán bộ|Đảng viên|Hộ)", re.IGNORECASE)


def read_file(path: Path, *, home: str = HOME) -> Iterator[Line]:
    """Every line of `path`, in order. OSError when it cannot be read at all."""
    with path.open("rb") as file:
        yield from read_lines(file, home=home)


def read_lines(lines: Iterable[bytes], *, home: str = HOME) -> Iterator[Line]:
    """Lines as they come; a code seen before is named and left out."""
    seen: set[str] = set()
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        line = read_line(raw, number, home=home)
        if line.procedure and line.procedure.code in seen:
            notes = Notes(number, line.procedure.code)
            notes.add(Reason.REPEATED_CODE, "code", line.procedure.code)
            line = Line(number, None, tuple(notes.flags))
        elif line.procedure:
            seen.add(line.procedure.code)
        yield line


def read_line(raw: bytes, number: int, *, home: str = HOME) -> Line:
    """One line. Never raises: what is no procedure comes back without one, and says why."""
    notes = Notes(number)
    try:
        row = json.loads(raw)
        notes.code = one_line(row["code"])
        if not CODE.match(notes.code) or not one_line(row["name"]):
            raise ValueError("no code or no name")
        procedure = _procedure(row, home, notes)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        notes.flags = []
        notes.add(Reason.UNREADABLE, "", raw.decode(errors="replace"))
        return Line(number, None, tuple(notes.flags))
    if has_symbol(raw.decode(errors="replace")) or "\\uf0" in raw.decode(errors="replace"):
        notes.add(Reason.TEXT_SYMBOL, "")
    return Line(number, procedure, tuple(notes.flags), raw.decode(errors="replace").replace("\x00", ""))


def _procedure(row: dict[str, Any], home: str, notes: Notes) -> ProcedureText:
    field = one_line(row.get("field"))
    if not field:
        notes.add(Reason.FIELD_MISSING, "field")
    issuing, foreign = read_issuer(row.get("issuing_agency"), home, notes)
    deciders = read_deciders(row.get("executing_agency"))
    if not deciders:
        notes.add(Reason.EXECUTING_MISSING, "executing_agency")
    limits, fees = read_methods(row, field, notes)
    return ProcedureText(
        code=notes.code,
        name=one_line(row["name"]),
        field=field,
        issuing=issuing,
        executing=clean(row.get("executing_agency")),
        levels=read_levels(row.get("levels") or [], deciders, notes),
        deciders=deciders,
        foreign=foreign,
        applicants=_applicants(row.get("target_users") or [], notes),
        limits=limits,
        papers=read_papers(row, notes),
        fees=fees,
        fee_text=fee_summary(fees),
        results=_results(row.get("results") or [], notes),
        legal=_legal(row.get("legal_basis") or [], notes),
        requirements=clean(row.get("requirements")),
        steps_text=clean(row.get("steps_text")),
        service_level=assumed_service_level(limits),
        decision_number=one_line(row.get("decision_no")),
        source=one_line(row.get("source")),
        source_url=one_line(row.get("url")),
    )


def assumed_service_level(limits: tuple[LimitText, ...]) -> ServiceLevel:
    """The list has no service level: partial where it names the online channel, else information only."""
    online = any(limit.channel == Channel.ONLINE for limit in limits)
    return ServiceLevel.PARTIAL if online else ServiceLevel.INFORMATION


def _applicants(named: list[object], notes: Notes) -> tuple[str, ...]:
    """Who may apply. The source cut "Cán bộ, công chức, viên chức" at its commas."""
    names = [one_line(name) for name in named if one_line(name)]
    if set(CIVIL_SERVANTS) <= set(names):
        names[names.index(CIVIL_SERVANTS[0])] = ", ".join(CIVIL_SERVANTS)
        names = [name for name in names if name not in CIVIL_SERVANTS]
    if not names:
        notes.add(Reason.APPLICANT_MISSING, "target_users")
    for name in names:
        if not APPLICANT.match(name):
            notes.add(Reason.APPLICANT_UNKNOWN, "target_users", name)
    return tuple(dict.fromkeys(names))


def _results(named: list[dict[str, Any]], notes: Notes) -> tuple[ResultText, ...]:
    if not named:
        notes.add(Reason.RESULTS_MISSING, "results")
    results = []
    for index, result in enumerate(named):
        read = ResultText(clean(result.get("name")), one_line(result.get("code")))
        if not read.code:
            notes.add(Reason.RESULT_CODE, f"results[{index}]", read.name)
        results.append(read)
    return tuple(dict.fromkeys(results))


def _legal(named: list[dict[str, Any]], notes: Notes) -> tuple[LegalText, ...]:
    laws = [LegalText(one_line(law.get("number")), clean(law.get("title"))) for law in named]
    sound = {law.number for law in laws if LEGAL.match(law.number)}
    kept = []
    for index, law in enumerate(laws):
        shadow = not law.title and law.number.startswith(tuple(sound - {law.number}))
        if shadow or law.number not in sound:
            reason = Reason.LEGAL_SHADOW if shadow else Reason.LEGAL_NUMBER
            notes.add(reason, f"legal_basis[{index}].number", law.number)
        if not shadow:
            kept.append(law)
    return tuple(dict.fromkeys(kept))
