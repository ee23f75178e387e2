"""The project's own procedures (`catalogue/facts/*.jsonl`): written by hand, so a mistake in them is an error."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from motcua.domain.catalogue.enums import Channel, Level, PaperKind, ServiceLevel, Unit, UnitRelation
from motcua.domain.catalogue.reading.agencies import read_deciders
from motcua.domain.catalogue.reading.texts import (
    LegalText,
    LimitText,
    PaperText,
    ProcedureText,
    ResultText,
    StepText,
)
from motcua.domain.catalogue.reading.times import CIVIL_STATUS
from motcua.kernel.text import fold, tidy

FACTS = Path(__file__).resolve().parent.parent / "facts"


class WrongFacts(ValueError):
    """A line of the project's own facts is not as it must be; says file, line and what."""


def read_facts(folder: Path = FACTS) -> tuple[ProcedureText, ...]:
    """Every procedure of the folder's files, by code. WrongFacts for a bad line or a code given twice."""
    found: dict[str, ProcedureText] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for place, procedure in _read(path):
            if procedure.code in found:
                raise WrongFacts(f"{place}: {procedure.code} stands twice")
            found[procedure.code] = procedure
    return tuple(found[code] for code in sorted(found))


def read_fact(row: dict[str, Any]) -> ProcedureText:
    """One object of the facts. KeyError, ValueError or ArithmeticError where it is not as it must be."""
    field = tidy(row["field"])
    return ProcedureText(
        code=row["code"],
        name=tidy(row["name"]),
        field=field,
        issuing=row.get("issuing", ""),
        executing=row.get("executing", ""),
        levels=tuple(sorted((Level(level) for level in row["levels"]), key=list(Level).index)),
        deciders=read_deciders(row.get("executing", "")),
        applicants=tuple(row.get("applicants", ())),
        limits=tuple(_limit(limit, field) for limit in row["time_limits"]) or (LimitText(Channel.ANY, ""),),
        papers=tuple(_paper(paper) for paper in row["papers"]),
        fee_text=row.get("fee_text", ""),
        results=tuple(ResultText(result["name"], result.get("code", "")) for result in row.get("results", ())),
        legal=tuple(LegalText(law["number"], law.get("title", "")) for law in row.get("legal", ())),
        requirements=row.get("requirements", ""),
        steps_text=row.get("steps_text", ""),
        steps=tuple(_step(step) for step in row.get("steps", ())),
        service_level=ServiceLevel(row.get("service_level", ServiceLevel.INFORMATION)),
        presence_reason=row.get("presence_reason", ""),
        plain_words=tuple(row.get("plain_words", ())),
        minutes_to_file=row.get("minutes_to_file"),
        source=row.get("source", ""),
        from_memory=tuple(row.get("from_memory", ())),
    )


def _read(path: Path) -> Iterator[tuple[str, ProcedureText]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            yield place, read_fact(json.loads(line))
        except (KeyError, ValueError, TypeError, ArithmeticError) as error:
            raise WrongFacts(f"{place}: {error!r}") from error


def _limit(limit: dict[str, Any], field: str) -> LimitText:
    value = None if limit.get("value") is None else int(limit["value"])
    unit = None if value is None else Unit(limit["unit"])
    civil_day = fold(field) == CIVIL_STATUS and value == 1 and unit is Unit.DAY
    return LimitText(
        channel=Channel(limit["channel"]),
        text=limit.get("text", ""),
        value=value,
        unit=unit,
        variant=limit.get("variant") or "",
        note=limit.get("note") or "",
        same_day=bool(limit.get("same_day", civil_day)),
    )


def _paper(paper: dict[str, Any]) -> PaperText:
    return PaperText(
        name=paper["name"],
        kind=PaperKind(paper["kind"]),
        group=paper.get("group") or "",
        originals=int(paper.get("originals") or 0),
        copies=int(paper.get("copies") or 0),
        form=paper.get("form") or "",
    )


def _step(step: dict[str, Any]) -> StepText:
    hours = step.get("working_hours")
    return StepText(
        key=step["key"],
        name_vi=step["name_vi"],
        name_en=step["name_en"],
        relation=UnitRelation(step["relation"]),
        role=step["role"],
        working_hours=None if hours is None else Decimal(str(hours)),
    )
