"""By what a due moment was reckoned and who decided what moved it: the lines beneath an explanation."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from motcua.base.calendars.facts import rule
from motcua.base.calendars.queries import current_version
from motcua.base.daysoff.overlay import Decided
from motcua.base.ledger.models import Entry
from motcua.casework.surroundings import TimeRules
from motcua.domain.cases.deadlines import Explanation
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.text import short_date, weekday_time
from motcua.kernel.words import Words

DECIDING = {
    "case.accepted": Words("tiếp nhận và hẹn ngày trả", "accepted it and promised the date"),
    "case.supplement_requested": Words("yêu cầu bổ sung", "asked for supplements"),
    "case.supplement_answered": Words("bổ sung đủ, tính lại", "supplements complete, counted again"),
    "case.duty_requested": Words("dừng chờ nghĩa vụ tài chính", "stopped it for the dues"),
    "case.duty_settled": Words("xác nhận đã nộp, tính tiếp", "confirmed payment, counted on"),
    "case.apologised": Words("xin lỗi và hẹn lại", "apologised and gave a new date"),
    "case.due_moved": Words("hạn tính lại theo lịch", "moved with the calendar"),
}
"""Entries that move the clock, and what was decided by them."""
APPLICANT = Words("Người nộp hồ sơ", "The applicant")


def lines_of(
    case: Case, explanation: Explanation | None, rules: TimeRules, entries: Sequence[Entry]
) -> tuple[Words, ...]:
    """The explanation, then opening hours, calendar, the city's days, the rules applied, and who decided."""
    told = [*explanation.lines, *(calendar_lines(case, explanation, rules))] if explanation else []
    return (*told, *rule_lines(entries, rules), *(decided(entry) for entry in entries if entry.kind in DECIDING))


def calendar_lines(case: Case, explanation: Explanation, rules: TimeRules) -> Iterable[Words]:
    yield Words("Giờ làm việc của {office}: {hours}.", "Opening hours of {office}: {hours}.").fill(
        office=case.office.name, hours=rules.hours.written
    )
    version = current_version()
    if version is not None:
        yield Words(
            "Lịch nghỉ: bản số {n}, lập ngày {day} (mã {mark}).", "Calendar: version {n} of {day} (mark {mark})."
        ).fill(n=version.number, day=short_date(clock.local(version.made_at).date()), mark=version.digest[:8])
    else:
        yield Words("Lịch nghỉ: bản đi kèm phần mềm.", "Calendar: the one that comes with the software.")
    until = explanation.due or clock.now()
    for one in decided_between(rules.decided, case.receiving_path, explanation.starts_at, until):
        yield Words(
            "Ngày do thành phố quyết định: {day} {name} ({decision}, {agency}).",
            "Day decided in the city: {day} {name} ({decision}, {agency}).",
        ).fill(day=short_date(one.day), name=one.name, decision=one.decision, agency=one.agency_name)


def decided_between(days: Iterable[Decided], path: str, start: datetime, until: datetime) -> list[Decided]:
    """The city's standing days on the way."""
    first, last = clock.local(start).date(), clock.local(until).date()
    return [
        one
        for one in days
        if one.withdrawn_at is None and first <= one.day <= last and path.startswith(one.agency_path)
    ]


def rule_lines(entries: Sequence[Entry], rules: TimeRules) -> Iterable[Words]:
    """Which dated rule said what a supplement does to the clock."""
    for entry in entries:
        if entry.kind == "case.supplement_requested" and entry.facts.get("effect"):
            yield rule_line(clock.local(entry.at).date(), rules)


def rule_line(day: date, rules: TimeRules) -> Words:
    found = rule("supplement_effect", day, rules.city)
    effect = (
        Words("tạm dừng rồi tính tiếp", "the clock stands and goes on")
        if found.value == "stop"
        else Words("tính lại từ đầu khi đủ", "the time begins from zero once complete")
    )
    return Words(
        "Quy định về bổ sung áp dụng ngày {day}: {effect} ({source}, từ {since}).",
        "Rule on supplements in force on {day}: {effect} ({source}, since {since}).",
    ).fill(day=short_date(day), effect=effect, source=found.source, since=short_date(found.since))


def decided(entry: Entry) -> Words:
    """Who decided, when, under which authority."""
    who = Words(entry.actor_name, entry.actor_name) if entry.actor_name else APPLICANT
    title = entry.authority.split(" (/")[0]
    authority = f" ({title})" if title else ""
    return Words("{at} – {who}{authority}: {what}.", "{at} – {who}{authority}: {what}.").fill(
        at=weekday_time(entry.at), who=who, authority=authority, what=DECIDING[entry.kind]
    )
