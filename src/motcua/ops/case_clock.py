"""The clock of a stored case for the command line: why it is due then, and who had it how long."""

from datetime import timedelta
from typing import Any

from motcua.casework.clockwork import CaseClock, clock_of
from motcua.casework.surroundings import surround
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.words import Words

MINUTE = timedelta(minutes=1)


def case_coded(code: str) -> Case:
    """By code or filing number. CaseNotFound otherwise."""
    typed = code.strip().upper()
    found = Case.objects.filter(submitted_at__isnull=False)
    case = found.filter(code=typed).first() or found.filter(filing_number=typed).first()
    if case is None:
        raise CaseNotFound
    return surround(case)


def explained(code: str) -> dict[str, Any]:
    """The explanation of a stored case and the intervals it follows from."""
    case = case_coded(code)
    told = clock_of(case)
    return {
        "case": str(case),
        "due": shown(case.due_at),
        "lines": [line.vi for line in told.lines],
        "lines_en": [line.en for line in told.lines],
        "intervals": [
            {
                "began": shown(one.began),
                "ended": shown(one.ended),
                "clock": one.clock.value,
                "running": one.running,
                "owner": one.owner.value,
                "reason": one.reason.vi,
            }
            for one in told.intervals
        ],
    }


def shares(code: str) -> dict[str, Any]:
    """Working minutes of each owner, step and person; what is late and to whom it is laid."""
    case = case_coded(code)
    told = clock_of(case)
    return {
        "case": str(case),
        "owners": [
            {"owner": one.owner.value, "counted": one.counted // MINUTE, "stood": one.stood // MINUTE}
            for one in told.owners
        ],
        "steps": [
            {
                "step": one.words.vi,
                "allowed": None if one.allowed is None else one.allowed // MINUTE,
                "used": one.used // MINUTE,
                "over": one.over // MINUTE,
                "persons": [{"name": who.name or who.place, "used": who.used // MINUTE} for who in one.persons],
            }
            for one in told.steps
        ],
        "late": told.late // MINUTE,
        "charges": [{"step": one.words.vi, "name": one.name or one.place, "late": one.late} for one in told.charges],
        "law": late_by_law(told),
        "index_766": told.readings.index.late if told.readings else None,
    }


def late_by_law(told: CaseClock) -> bool | None:
    return told.readings.law.late if told.readings else None


def lines_of_shares(found: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines = [f"Hồ sơ / case {found['case']}"]
    lines += [f"  {one['owner']}: {one['counted']} phút tính / counted, {one['stood']} dừng / stood"
              for one in found["owners"]]  # fmt: skip
    for step in found["steps"]:
        over = f", quá / over {step['over']}" if step["over"] else ""
        lines.append(f"  {step['step']}: {step['used']}/{step['allowed'] or '–'} phút{over}")
        lines += [f"    {who['name']}: {who['used']}" for who in step["persons"]]
    verdict = Words("Trễ {n} phút làm việc", "Late by {n} working minutes").fill(n=found["late"])
    lines.append(f"{verdict.vi} / {verdict.en}" if found["late"] else "Đúng hạn / In time")
    lines += [f"  → {one['step']} – {one['name']}: {one['late']}" for one in found["charges"]]
    return lines


def shown(moment: Any) -> str | None:
    return clock.local(moment).isoformat(timespec="seconds") if moment else None


def interval_lines(found: dict[str, Any]) -> list[str]:
    return [
        f"  {one['began']} → {one['ended']}  {'chạy' if one['running'] else 'dừng'}  {one['owner']}: {one['reason']}"
        for one in found["intervals"]
    ]
