"""Opening, changing and closing offices; hours, what they receive for, counters."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.calendars.hours import DAY_NAMES
from motcua.domain.directory import queries
from motcua.domain.directory.models import Office
from motcua.domain.directory.services import offices as acts
from motcua.faces.console import directory_effects as effects
from motcua.faces.console import touched
from motcua.faces.console.forms.agencies import shown
from motcua.faces.console.forms.offices import (
    CounterForm,
    HoursForm,
    LastDayForm,
    OfficeForm,
    OpenOfficeForm,
    ServedForm,
    spans_text,
)
from motcua.faces.console.pages import FormPage, actor_of, run, typed
from motcua.faces.console.previews import Preview, run_previewed, tried
from motcua.faces.console.scope import agency_within, office_within
from motcua.faces.console.views import agency_acts
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

FORM = agency_acts.FORM


def address(office: Office) -> str:
    return reverse("console:office", args=[office.pk])


def about(office: Office, title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    """A form page that leads back to the office."""
    back = address(office)
    agency = (office.agency.label, agency_acts.address(office.agency))
    return FormPage(title, button, done, back, crumbs=[agency, (office.name, back)], **rest)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def open_(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    agency = agency_within(actor, agency_id)
    form = OpenOfficeForm(typed(request), initial={"valid_from": shown(clock.today())})

    def act(values: dict[str, Any]) -> str:
        return address(acts.open_office(actor=actor, agency_id=agency.pk, **values))

    title = Words("Mở điểm tiếp nhận của {name}", "Open an office of {name}").fill(name=agency.label)
    button, done = Words("Mở điểm tiếp nhận", "Open"), Words("Đã mở điểm tiếp nhận.", "Opened.")
    return run(request, form, agency_acts.about(agency, title, button, done), act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def change(request: HttpRequest, office_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    office = office_within(actor, office_id)
    known = {name: getattr(office, name) for name in ("name", "address", "phone")}
    form = OfficeForm(typed(request), initial=known)

    def act(values: dict[str, Any]) -> str:
        return address(acts.change_office(actor=actor, office_id=office.pk, **values))

    title = Words("Sửa thông tin điểm tiếp nhận", "Change the office")
    button, done = Words("Lưu thông tin", "Save"), Words("Đã lưu thông tin.", "Saved.")
    return run(request, form, about(office, title, button, done, rows=touched.by_office(office)), act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def hours(request: HttpRequest, office_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    office = office_within(actor, office_id)
    week = queries.office_hours(office.pk, clock.today()).week
    known = {name: spans_text(spans) for name, spans in zip(DAY_NAMES, week, strict=True)}
    form = HoursForm(typed(request), initial=known | {"from_day": shown(clock.today())})

    def act(values: dict[str, Any]) -> str:
        acts.set_office_hours(actor=actor, office_id=office.pk, hours=values["hours"], from_day=values["from_day"])
        return address(office)

    page = about(
        office,
        Words("Giờ làm việc của {name}", "Opening hours of {name}").fill(name=office.name),
        Words("Lưu giờ làm việc", "Save the hours"),
        Words("Đã lưu giờ làm việc.", "Hours saved."),
        lead=Words(
            "Viết giờ như 08:00-12:00, 13:00-17:00; để trống nếu nghỉ. Giờ của những ngày đã qua giữ nguyên.",
            "Write hours like 08:00-12:00, 13:00-17:00; leave empty when closed. Hours of past days stay.",
        ),
    )
    page.rows = touched.by_office(office)

    def look(values: dict[str, Any]) -> Preview:
        effect = effects.of_hours(office, values["hours"], values["from_day"])
        with tried():
            act(values)
        return effect

    return run_previewed(request, form, page, look, act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def serve(request: HttpRequest, office_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    office = office_within(actor, office_id)
    served = [str(service.agency_id) for service in office.services.all()]
    form = ServedForm(typed(request), agencies=servable(actor, office), initial={"agencies": served})

    def act(values: dict[str, Any]) -> str:
        acts.set_served_agencies(actor=actor, office_id=office.pk, agency_ids=[UUID(key) for key in values["agencies"]])
        return address(office)

    def look(values: dict[str, Any]) -> Preview:
        effect = effects.of_serving(office, values["agencies"])
        with tried():
            act(values)
        return effect

    title = Words("{name} tiếp nhận cho cơ quan nào?", "For whom does {name} receive?").fill(name=office.name)
    button, done = Words("Lưu danh sách", "Save"), Words("Đã lưu danh sách.", "Saved.")
    page = about(office, title, button, done, rows=touched.by_office(office))
    return run_previewed(request, form, page, look, act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def close(request: HttpRequest, office_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    office = office_within(actor, office_id)
    form = LastDayForm(typed(request))

    def act(values: dict[str, Any]) -> str:
        return address(acts.close_office(actor=actor, office_id=office.pk, last_day=values["last_day"]))

    page = about(
        office,
        Words("Đóng {name}", "Close {name}").fill(name=office.name),
        Words("Đóng điểm tiếp nhận", "Close the office"),
        Words("Đã ghi ngày đóng cửa.", "The last day is recorded."),
        lead=Words("Sau ngày này không nhận hồ sơ ở đây nữa.", "Nothing is received here after that day."),
        danger=True,
    )
    page.rows = touched.by_office(office)

    def look(values: dict[str, Any]) -> Preview:
        with tried():
            act(values)
        return effects.of_closing_office(office, values["last_day"])

    return run_previewed(request, form, page, look, act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def counter(request: HttpRequest, office_id: UUID, counter_id: UUID | None = None) -> HttpResponse:
    """A new counter, or a known one to change."""
    actor = actor_of(request)
    office = office_within(actor, office_id)
    counters = list(queries.counters_of(office.pk))
    known = next((one for one in counters if one.pk == counter_id), None)
    if counter_id is not None and known is None:
        raise NotVisible()
    initial: dict[str, Any] = {"number": max((one.number for one in counters), default=0) + 1, "in_use": True}
    if known is not None:
        initial = {"number": known.number, "label": known.label, "in_use": known.in_use}

    def act(values: dict[str, Any]) -> str:
        acts.set_counter(actor=actor, office_id=office.pk, counter_id=counter_id, **values)
        return address(office)

    title = Words("Quầy {number}", "Counter {number}").fill(number=initial["number"])
    button, done = Words("Lưu quầy", "Save the counter"), Words("Đã lưu quầy.", "Counter saved.")
    return run(request, CounterForm(typed(request), initial=initial), about(office, title, button, done), act)


def servable(actor: Actor, office: Office) -> list[tuple[str, str]]:
    """The agency that runs the office, what is below and beside it, as far as the actor manages them; and those
    it receives for now.
    """
    today, run_by = clock.today(), office.agency
    candidates = [run_by, *queries.children(run_by.pk, today)]
    if run_by.parent_id:
        candidates += [run_by.parent, *queries.children(run_by.parent_id, today)]
    candidates += [service.agency for service in office.services.select_related("agency")]
    seen = {agency.pk: agency for agency in candidates if actor.may(permissions.DIRECTORY_MANAGE, agency.path)}
    return [(str(agency.pk), agency.label) for agency in sorted(seen.values(), key=lambda one: one.path)]
