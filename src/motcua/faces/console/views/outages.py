"""Telling outages: what is planned, what nobody planned, how it goes on, what was learnt. Each seen before saved."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.base.outages import kept, queries
from motcua.base.outages.models import Outage
from motcua.base.outages.services import telling
from motcua.base.outages.told import Told
from motcua.base.ui.forms import Form
from motcua.faces.console.forms import outages as forms
from motcua.faces.console.pages import FormPage, actor_of, typed
from motcua.faces.console.previews import Preview, run_previewed, tried
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
TITLE = Words("Tình trạng hệ thống", "System status")
SAVED = Words("Đã đăng lên trang tình trạng.", "Published on the status page.")
CONSOLE = {"label": Words("Quản trị", "Administration"), "url": "/quan-tri/"}
MOMENTS = {"starts_on": "starts_at", "ends_on": "ends_at"}


@requires(MANAGE)
@require_safe
def all_outages(request: HttpRequest) -> HttpResponse:
    """What is on and to come first, then what is over, with the post-mortems that are owed."""
    now, today = clock.now(), clock.today()
    rows = [
        {
            "told": one,
            "stage": one.stage(now),
            "stage_words": one.stage_words(now),
            "overdue": bool(one.lesson_due and not one.lesson and one.lesson_due < today),
            "owed": bool(one.lesson_due and not one.lesson),
        }
        for one in queries.told(Outage.objects.all())
    ]
    rows.sort(key=lambda row: row["stage"] not in ("on", "planned"))
    facts = {"rows": rows, "may": may_citywide(actor_of(request), MANAGE), "crumbs": [CONSOLE]}
    return render(request, "console/outages.html", facts)


def outages_now() -> list[dict[str, object]]:
    """What is going on or to come, as the last snapshot tells: for the first page of the administration."""
    snapshot, now = kept.last(), clock.now()
    return [as_read(one) for one in snapshot.staged(now, "on", "planned")] if snapshot else []


@requires(MANAGE)
@require_safe
def outage(request: HttpRequest, outage_id: UUID) -> HttpResponse:
    one, now = told_of(outage_id), clock.now()
    stage = one.stage(now)
    facts = {
        "one": as_read(one),
        "crumbs": [{"label": label, "url": url} for label, url in crumbs()],
        "may": may_citywide(actor_of(request), MANAGE),
        "lasting": stage in ("on", "planned"),
        "overdue": bool(one.lesson_due and not one.lesson and one.lesson_due < clock.today()),
    }
    return render(request, "console/outage.html", facts)


@requires(MANAGE)
@require_http_methods(FORM)
def announce(request: HttpRequest) -> HttpResponse:
    title = Words("Báo trước một đợt bảo trì", "Announce planned maintenance")
    return tell(request, forms.PlannedForm(typed(request)), title)


@requires(MANAGE)
@require_http_methods(FORM)
def open_(request: HttpRequest) -> HttpResponse:
    on, at = forms.typed_moment(clock.now())
    form = forms.IncidentForm(typed(request), initial={"starts_on": on, "starts_at": at})
    return tell(request, form, Words("Báo một sự cố", "Tell of an incident"))


def tell(request: HttpRequest, form: Form, title: Words) -> HttpResponse:
    actor = actor_of(request)
    check_citywide(actor, MANAGE)

    def wanted(values: dict[str, Any]) -> telling.Wanted:
        return telling.Wanted(**moments(values) | {"services": tuple(values["services"])})

    def look(values: dict[str, Any]) -> Preview:
        return Preview(as_read=as_read(queries.as_told(wanted(values).row(), None), banners=True))

    def act(values: dict[str, Any]) -> str:
        return address(telling.tell(actor=actor, wanted=wanted(values)).pk)

    back = reverse("console:outages")
    page = FormPage(title, Words("Đăng", "Publish"), SAVED, back, crumbs=crumbs())
    return run_previewed(request, form, page, look, act)


@requires(MANAGE)
@require_http_methods(FORM)
def news(request: HttpRequest, outage_id: UUID) -> HttpResponse:
    """What is planned may get another end at the same time."""
    one = told_of(outage_id)
    title = Words("Cập nhật: {title}", "Update: {title}").fill(title=one.title)
    if one.kind == "unplanned":
        return change(request, one, forms.NewsForm(typed(request)), title, telling.update)
    assert one.ends_at
    on, at = forms.typed_moment(one.ends_at)
    form = forms.PlannedNewsForm(typed(request), initial={"ends_on": on, "ends_at": at})
    return change(request, one, form, title, telling.update)


@requires(MANAGE)
@require_http_methods(FORM)
def end(request: HttpRequest, outage_id: UUID) -> HttpResponse:
    one = told_of(outage_id)
    on, at = forms.typed_moment(clock.now())
    form = forms.EndForm(typed(request), initial={"ends_on": on, "ends_at": at})
    return change(request, one, form, Words("Kết thúc: {title}", "End: {title}").fill(title=one.title), telling.end)


@requires(MANAGE)
@require_http_methods(FORM)
def cancel(request: HttpRequest, outage_id: UUID) -> HttpResponse:
    one = told_of(outage_id)
    title = Words("Hủy đợt bảo trì: {title}", "Cancel: {title}").fill(title=one.title)
    return change(request, one, forms.NewsForm(typed(request)), title, telling.cancel)


@requires(MANAGE)
@require_http_methods(FORM)
def explain(request: HttpRequest, outage_id: UUID) -> HttpResponse:
    one = told_of(outage_id)
    held = {"lesson_vi": one.lesson.vi, "lesson_en": one.lesson.en} if one.lesson else {}
    title = Words("Rút kinh nghiệm: {title}", "Post-mortem: {title}").fill(title=one.title)
    return change(request, one, forms.LessonForm(typed(request), initial=held), title, telling.explain)


def change(request: HttpRequest, one: Told, form: Form, title: Words, do: Callable[..., object]) -> HttpResponse:
    """The preview is the outage as it would stand: the act is tried and taken back."""
    actor = actor_of(request)
    check_citywide(actor, MANAGE)

    def act(values: dict[str, Any]) -> str:
        do(actor=actor, outage_id=one.id, **moments(values))
        return address(one.id)

    def look(values: dict[str, Any]) -> Preview:
        with tried():
            do(actor=actor, outage_id=one.id, **moments(values))
            then = told_of(one.id)
        return Preview(as_read=as_read(then, banners=True))

    page = FormPage(title, Words("Đăng", "Publish"), SAVED, address(one.id), crumbs=crumbs(one))
    return run_previewed(request, form, page, look, act)


def moments(values: dict[str, Any]) -> dict[str, Any]:
    """A day and an hour of the form as the one moment the act takes."""
    joined = {at: forms.moment(values[on], values[at]) for on, at in MOMENTS.items() if on in values}
    return {name: value for name, value in values.items() if name not in MOMENTS} | joined


def told_of(outage_id: UUID) -> Told:
    """NotVisible."""
    found = queries.told(Outage.objects.filter(pk=outage_id))
    if not found:
        raise NotVisible
    return found[0]


def as_read(one: Told, *, banners: bool = False) -> dict[str, object]:
    now = clock.now()
    said = [kept.banner_of(one)] if banners and one.shown_at(now) else []
    return {"told": one, "stage": one.stage(now), "stage_words": one.stage_words(now), "banners": said}


def crumbs(one: Told | None = None) -> list[tuple[str, str]]:
    found = [(str(TITLE), reverse("console:outages"))]
    return [*found, (str(one.title), address(one.id))] if one else found


def address(outage_id: UUID) -> str:
    return reverse("console:outage", args=[outage_id])
