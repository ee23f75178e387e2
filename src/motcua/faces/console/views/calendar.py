"""The year's calendar and the deciding on days, with what each decision moves."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.calendars.queries import current_calendar
from motcua.base.daysoff.models import DecidedDay
from motcua.base.daysoff.overlay import Decided, laid_over
from motcua.base.daysoff.queries import as_decided, decided_days, standing_day
from motcua.base.daysoff.services import deciding
from motcua.base.daysoff.services.deciding import Choice, pair_of
from motcua.base.ledger import Subject
from motcua.casework.recount import Effect, effect_of
from motcua.domain.directory import queries
from motcua.domain.directory.models import Agency
from motcua.faces.console.forms.agencies import shown
from motcua.faces.console.forms.calendar import DayForm, WithdrawForm
from motcua.faces.console.pages import FormPage, actor_of, row, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agencies import told
from motcua.faces.console.views.agency_acts import FORM
from motcua.faces.console.yearly import SIGN_WORDS, picture
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.text import WEEKDAYS, number, weekday_date, weekday_time
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
SHORT_DAYS = (
    *(Words(f"T{index}", name) for index, name in enumerate(("Mo", "Tu", "We", "Th", "Fr", "Sa"), start=2)),
    Words("CN", "Su"),
)
YEARS = range(2019, 2100)
HEAD = (
    Words("Mã hồ sơ", "Case"),
    Words("Thủ tục", "Procedure"),
    Words("Cơ quan giải quyết", "Deciding agency"),
    Words("Hạn đã hẹn", "Promised"),
    Words("Hạn mới", "New"),
    Words("Ghi chú", "Note"),
)


@requires(MANAGE)
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Twelve months as they stand for the whole city or one agency, what is special, and what was changed."""
    actor = actor_of(request)
    agencies = agencies_of(actor)
    chosen = next((one for one in agencies if str(one.pk) == request.GET.get("co-quan")), agencies[0])
    wanted = request.GET.get("nam", "")
    shown_year = int(wanted) if wanted.isdecimal() and int(wanted) in YEARS else clock.today().year
    standing = [one for one in decided_days() if one.withdrawn_at is None and chosen.path.startswith(one.agency_path)]
    calendar = laid_over(current_calendar(), tuple(standing))
    facts = {
        "year": shown_year,
        "months": picture(shown_year, calendar, standing),
        "weekdays": list(zip(SHORT_DAYS, WEEKDAYS, strict=True)),
        "signs": SIGN_WORDS,
        "known": calendar.first_year <= shown_year <= calendar.last_year,
        "agencies": [{"value": str(one.pk), "label": one.label, "chosen": one == chosen} for one in agencies],
        "agency": chosen,
        "own": {one.id for one in standing if actor.may(MANAGE, one.agency_path)},
        "history": told(Subject("calendar", shown_year)),
    }
    return render(request, "console/calendar.html", facts)


@requires(MANAGE)
@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    agencies = agencies_of(actor)
    form = DayForm(typed(request), places=places(agencies), initial=asked_for(request))

    def look(values: dict[str, Any]) -> Preview:
        entries = choice_of(values, agencies).days(clock.now())
        return told_effect(effect_of((*decided_days(), *entries), entries))

    def act(values: dict[str, Any]) -> str:
        entries = deciding.decide_days(actor=actor, choice=choice_of(values, agencies))
        return home(entries[0].day)

    page = about(Words("Thêm ngày vào lịch", "Add a day"), Words("Lưu vào lịch", "Save"), SAVED)
    return run_previewed(request, form, page, look, act)


@requires(MANAGE)
@require_http_methods(FORM)
def correct(request: HttpRequest, day_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    entry, agencies = entry_within(actor, day_id), agencies_of(actor)
    form = DayForm(typed(request), places=places(agencies), initial=filled(entry, agencies))

    def look(values: dict[str, Any]) -> Preview:
        choice = choice_of(values, agencies)
        entries = choice.days(clock.now())
        former = without(entry, choice.moves_promises)
        return told_effect(effect_of((*others(former), *former, *entries), (*former, *entries)))

    def act(values: dict[str, Any]) -> str:
        deciding.correct_day(actor=actor, day_id=entry.pk, choice=choice_of(values, agencies))
        return home(values["day"])

    title = Words("Sửa ngày {day}", "Correct {day}").fill(day=weekday_date(entry.day))
    return run_previewed(request, form, about(title, Words("Lưu vào lịch", "Save"), SAVED), look, act)


@requires(MANAGE)
@require_http_methods(FORM)
def withdraw(request: HttpRequest, day_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    entry = entry_within(actor, day_id)

    def look(values: dict[str, Any]) -> Preview:
        former = without(entry, values["moves_promises"])
        return told_effect(effect_of((*others(former), *former), former))

    def act(values: dict[str, Any]) -> str:
        deciding.withdraw_day(actor=actor, day_id=entry.pk, **values)
        return home(entry.day)

    title = Words("Hủy ngày {day} khỏi lịch", "Withdraw {day}").fill(day=weekday_date(entry.day))
    page = about(title, Words("Hủy khỏi lịch", "Withdraw"), SAVED, danger=True)
    page.rows = [
        row(Words("Ngày", "Day"), f"{weekday_date(one.day)}: {one.name} ({one.decision})") for one in pair_of(entry)
    ]
    return run_previewed(request, WithdrawForm(typed(request)), page, look, act)


SAVED = Words(
    "Đã lưu. Hạn trả của hồ sơ đang mở được tính lại ngay sau đây.",
    "Saved. Due dates of open cases are being reckoned anew.",
)


def about(title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    back = reverse("console:calendar")
    return FormPage(title, button, done, back, crumbs=[(str(Words("Lịch làm việc", "Calendar")), back)], **rest)


def home(day: date) -> str:
    return f"{reverse('console:calendar')}?nam={day.year}"


def agencies_of(actor: Actor) -> list[Agency]:
    """Those one decides for, highest first; at least one, or the page is not found."""
    paths = actor.paths(MANAGE)
    found = list(queries.agencies_on(clock.today()).filter(queries.within(paths)).order_by("path"))
    if not found:
        raise NotVisible
    return sorted(found, key=lambda one: (one.path.count("/"), one.name))


def places(agencies: list[Agency]) -> list[tuple[str, str]]:
    first = Words("{name} và mọi đơn vị bên dưới", "{name} and everything below")
    head = agencies[0]
    return [(str(head.pk), str(first.fill(name=head.label))), *((str(one.pk), one.label) for one in agencies[1:])]


def choice_of(values: dict[str, Any], agencies: list[Agency]) -> Choice:
    agency = next(one for one in agencies if str(one.pk) == values["place"])
    kept = {name: values[name] for name in ("kind", "day", "name", "decision", "decided_on", "moves_promises")}
    swap = values["swap_with"] if values["kind"] == "swap" or values["swap_with"] is None else None
    return Choice(**kept, swap_with=swap, agency_path=agency.path, agency_name=agency.label)


def asked_for(request: HttpRequest) -> dict[str, Any]:
    """The day that was pressed in the picture."""
    try:
        day = shown(date.fromisoformat(request.GET.get("ngay", "")))
    except ValueError:
        day = ""
    kind = request.GET.get("loai", "holiday")
    return {"day": day, "kind": kind, "place": request.GET.get("co-quan", "")}


def filled(entry: DecidedDay, agencies: list[Agency]) -> dict[str, Any]:
    off = entry if entry.kind != "swapped_working_day" else pair_of(entry)[-1]
    place = next((str(one.pk) for one in agencies if one.path == entry.agency_path), "")
    return {
        "kind": "swap" if entry.swap_with else entry.kind,
        "day": shown(off.day),
        "swap_with": shown(off.swap_with) if off.swap_with else "",
        "name": off.name,
        "place": place,
        "decision": off.decision,
        "decided_on": shown(off.decided_on),
        "moves_promises": off.moves_promises,
    }


def entry_within(actor: Actor, day_id: UUID) -> DecidedDay:
    entry = standing_day(day_id)
    if entry is None or not actor.may(MANAGE, entry.agency_path):
        raise NotVisible
    return entry


def without(entry: DecidedDay, moves: bool) -> tuple[Decided, ...]:
    """The entry and its other half as they would be once withdrawn."""
    now = clock.now()
    return tuple(replace(as_decided(one), withdrawn_at=now, withdrawal_moves=moves) for one in pair_of(entry))


def others(former: tuple[Decided, ...]) -> list[Decided]:
    gone = {one.id for one in former}
    return [one for one in decided_days() if one.id not in gone]


def told_effect(effect: Effect) -> Preview:
    """Counted in sentences, then listed: cases that would become late first."""
    lines = [
        ("info", Words("Đã xem {n} hồ sơ đang mở có hạn trả chạy qua ngày này.",
                       "Looked at {n} open cases whose time runs across the day.").fill(n=number(effect.looked_at)))
    ]  # fmt: skip
    for tone, count, words in (
        ("near", effect.later, Words("{n} hồ sơ lùi hạn trả.", "{n} cases are due later.")),
        ("ontime", effect.sooner, Words("{n} hồ sơ được hẹn sớm hơn.", "{n} cases are due sooner.")),
        ("late", effect.late, Words("{n} hồ sơ trở thành quá hạn.", "{n} cases become overdue.")),
        ("info", len(effect.kept), Words("{n} hồ sơ đã hẹn với người dân giữ nguyên hạn.",
                                         "{n} promises already given stay unchanged.")),
    ):  # fmt: skip
        if count:
            lines.append((tone, words.fill(n=number(count))))
    if not effect.moved:
        lines.append(("ontime", Words("Không hồ sơ nào đổi hạn trả.", "No due date changes.")))
    moved = sorted(effect.moved, key=lambda one: not one.becomes_late)
    rows = [
        [one.code, one.procedure, one.agency, weekday_time(one.was), weekday_time(one.due), note]
        for group, kept in ((moved, False), (effect.kept, True))
        for one in group
        for note in [KEPT if kept else LATE if one.becomes_late else LATER if one.later else SOONER]
    ]
    return Preview(lines, Words("Hồ sơ bị ảnh hưởng", "Cases concerned"), HEAD, rows)


KEPT = Words("Giữ hạn đã hẹn", "Promise stays")
LATE = Words("Thành quá hạn", "Becomes overdue")
LATER = Words("Lùi hạn", "Later")
SOONER = Words("Sớm hơn", "Sooner")
