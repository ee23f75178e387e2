"""By what a due moment was reckoned and who decided what moved it: the lines beneath an explanation."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from motcua.base.calendars.citing import cited
from motcua.base.calendars.facts import RuleName, rule
from motcua.base.daysoff.overlay import Decided
from motcua.base.ledger.models import Entry
from motcua.casework import timing
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
SUPPLEMENT = "case.supplement_requested"
RULED: dict[str, RuleName] = {SUPPLEMENT: "supplement_effect", "case.duty_requested": "financial_duty_effect"}
RULE_NAMES: dict[str, Words] = {
    "supplement_effect": Words("bổ sung", "supplements"),
    "financial_duty_effect": Words("nghĩa vụ tài chính", "financial duties"),
}
RUNS = {"stop": Words("tạm dừng rồi tính tiếp", "the clock stands and goes on")}
RESTARTS = Words("tính lại từ đầu khi đủ", "the time begins from zero once complete")
APPLICANT = Words("Người nộp hồ sơ", "The applicant")


def lines_of(
    case: Case, explanation: Explanation | None, rules: TimeRules, entries: Sequence[Entry]
) -> tuple[Words, ...]:
    """The explanation, then opening hours, calendar, the city's days, the rules applied, and who decided."""
    told = [*explanation.lines, *(calendar_lines(case, explanation, rules))] if explanation else []
    return (*told, *rule_lines(case, entries, rules), *(decided(entry) for entry in entries if entry.kind in DECIDING))


def calendar_lines(case: Case, explanation: Explanation, rules: TimeRules) -> Iterable[Words]:
    yield Words("Giờ làm việc của {office}: {hours}.", "Opening hours of {office}: {hours}.").fill(
        office=case.office.name, hours=rules.hours.written
    )
    version = rules.version
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


def rule_lines(case: Case, entries: Sequence[Entry], rules: TimeRules) -> Iterable[Words]:
    """Which dated rule said what a supplement or a duty does to the clock, and how often and until when one may ask."""
    returned = False
    for entry in entries:
        name = RULED.get(entry.kind)
        if name is None or not entry.facts.get("effect"):
            continue
        yield rule_line(name, clock.local(entry.at).date(), rules)
        if entry.kind == SUPPLEMENT:
            if not returned:
                yield from returned_line(case, entry, rules)
            yield from once_line(case, entry, rules)
            returned = True


def rule_line(name: RuleName, day: date, rules: TimeRules) -> Words:
    found = rule(name, day, rules.city)
    about, effect = RULE_NAMES[name], RUNS.get(str(found.value), RESTARTS)
    return Words(
        "Quy định về {about} áp dụng ngày {day}: {effect} ({source}, từ {since}).",
        "Rule on {about} in force on {day}: {effect} ({source}, since {since}).",
    ).fill(about=about, day=short_date(day), effect=effect, source=cited(found.source), since=short_date(found.since))


def returned_line(case: Case, entry: Entry, rules: TimeRules) -> Iterable[Words]:
    """Whether what is not eligible after appraisal went back in time, and who sent it; said of the first time."""
    kept = entry.facts.get("return_until")
    until = datetime.fromisoformat(kept) if kept else timing.return_by(case)
    if until is None:
        return
    found = rule("return_working_days", clock.local(until).date(), rules.city)
    in_time = Words("đúng hạn", "in time") if entry.at <= until else Words("quá hạn", "late")
    yield Words(
        "Trả lại sau thẩm định trong {n} ngày làm việc, trước {until}: {who} đã trả lại lúc {at}, {kept} ({source}).",
        "Sent back after appraisal within {n} working days, until {until}: by {who} at {at}, {kept} ({source}).",
    ).fill(
        n=found.value, until=weekday_time(until), who=entry.actor_name, at=weekday_time(entry.at), kept=in_time,
        source=cited(found.source),
    )  # fmt: skip


def once_line(case: Case, entry: Entry, rules: TimeRules) -> Iterable[Words]:
    """More often than allowed: only a leader may, and index 766 counts the case as late."""
    allowed = timing.supplements_allowed(case)
    if entry.facts["number"] <= allowed:
        return
    filed = clock.local(case.submitted_at or entry.at).date()
    yield Words(
        "Yêu cầu bổ sung lần {number}, quá {n} lần được phép: do lãnh đạo {who} yêu cầu, chỉ số 766 tính là quá hạn "
        "({source}).",
        "Supplements asked for the {number}. time, {n} allowed: by the leader {who}, late by index 766 ({source}).",
    ).fill(number=entry.facts["number"], n=allowed, who=entry.actor_name or APPLICANT,
           source=cited(rule("supplements_allowed", filed, rules.city).source))  # fmt: skip


def decided(entry: Entry) -> Words:
    """Who decided, when, under which authority."""
    who = Words(entry.actor_name, entry.actor_name) if entry.actor_name else APPLICANT
    title = entry.authority.split(" (/")[0]
    authority = f" ({title})" if title else ""
    return Words("{at} – {who}{authority}: {what}.", "{at} – {who}{authority}: {what}.").fill(
        at=weekday_time(entry.at), who=who, authority=authority, what=DECIDING[entry.kind]
    )
