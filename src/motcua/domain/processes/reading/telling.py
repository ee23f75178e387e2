"""What was understood, as JSON: what `motcua process import --json` gives and what is kept for review."""

from decimal import Decimal
from typing import Any

from motcua.domain.processes.reading.doubts import Doubt
from motcua.domain.processes.reading.naming import name_of
from motcua.domain.processes.reading.understood import Decision, ReadProcess, Step

NO_HOURS = frozenset(
    {"no_time", "shared_time", "perhaps_shared", "office_hours", "not_counted", "at_once", "no_unit", "unreadable"}
)


def decision_json(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.number,
        "title": decision.title,
        "lines": len(decision.lines),
        "processes": [process_json(process) for process in decision.processes],
    }


def shortly(decision: Decision) -> dict[str, Any]:
    """Name, performers, hours and source lines, and nothing else."""
    return {
        "processes": [
            {
                "name": process.name,
                "steps": [
                    {"performer": step.performer, "hours": figure(step.hours), "source_lines": list(step.source)}
                    for step in process.steps
                ],
            }
            for process in decision.processes
        ]
    }


def process_json(process: ReadProcess) -> dict[str, Any]:
    return {
        "name": process.name,
        "procedure": process.procedure,
        "part": process.part,
        "number": process.number,
        "field": process.field,
        "code": process.code,
        "symbol": process.symbol,
        "source_lines": list(process.source),
        "numbered_steps": process.numbers,
        "hours": figure(process.summed),
        "hours_stated": figure(process.stated),
        "hours_promised": figure(process.promised),
        "promises": [
            {"text": one.text, "hours": figure(one.hours), "counted": one.counted, "source_lines": list(one.source)}
            for one in process.promises
        ],
        "notes": list(process.notes),
        "warnings": [doubt_json(doubt) for doubt in process.doubts],
        "unread": [{"text": one.text, "source_lines": list(one.source)} for one in process.unread],
        "steps": [step_json(process, place) for place in range(len(process.steps))],
    }


def step_json(process: ReadProcess, place: int) -> dict[str, Any]:
    step, who = process.steps[place], process.steps[place].guess.performer
    name = name_of(step, first=place == 0)
    return {
        "number": step.number,
        "title": name.vi,
        "title_en": name.en,
        "performer": step.performer,
        "hours": figure(step.hours),
        "hours_text": step.hours_text,
        "hours_reason": reason(step),
        "source_lines": list(step.source),
        "duty": step.duty,
        "result": step.result,
        "group": step.group,
        "kind": step.guess.kind.value,
        "relation": who.relation.value,
        "role": who.role,
        "decides": step.decides,
        "handing_over": step.handing_over,
        "back_to": step.back_to,
        "warnings": [doubt_json(doubt) for doubt in step.doubts],
    }


def doubt_json(doubt: Doubt) -> dict[str, Any]:
    return {"code": doubt.why.value, "vi": doubt.words.vi, "en": doubt.words.en, "asks": doubt.asks}


def reason(step: Step) -> str:
    """Why there are no hours; empty where there are."""
    if step.hours is not None:
        return ""
    return next((doubt.words.vi for doubt in step.doubts if doubt.why.value in NO_HOURS), "")


def figure(hours: Decimal | None) -> int | float | None:
    """A whole number where it is one."""
    if hours is None:
        return None
    return int(hours) if hours == hours.to_integral_value() else float(hours)
