"""How long personal data is kept: every rule with its source, and a city's own days, each with a look at its effect."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.casework.retention.models import Setting
from motcua.casework.retention.queries.due import days_of, due_cases
from motcua.casework.retention.rules import RULES, Rule
from motcua.casework.retention.services import setting
from motcua.faces.console.forms.retention import DaysForm
from motcua.faces.console.pages import FormPage, actor_of, row, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel.text import number
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
TITLE = Words("Thời hạn giữ dữ liệu cá nhân", "How long personal data is kept")
SAVED = Words("Đã lưu thời hạn giữ.", "Saved.")
FOR_EVER = Words("giữ theo luật, không xóa", "kept by law, not erased")
AT_ONCE = Words("xóa ngay", "at once")
DAYS = Words("{n} ngày", "{n} days")
NOW = Words("Đang giữ {was} ngày, sẽ giữ {days} ngày.", "Kept {was} days now, {days} days then.")
DUE = Words(
    "Đêm nay xóa dữ liệu của {n} hồ sơ (thời hạn đang có: {was}). Xóa rồi không lấy lại được.",
    "Tonight the data of {n} cases goes (as it stands: {was}). What is erased does not come back.",
)


@requires(MANAGE)
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    own: dict[str, list[Setting]] = {}
    for one in Setting.objects.exclude(procedure=None).select_related("procedure").order_by("procedure__code"):
        own.setdefault(one.rule, []).append(one)
    common = {one.rule: one for one in Setting.objects.filter(procedure=None)}
    rows = [
        {"rule": rule, "kept": kept(days_of(rule)), "set": common.get(rule.key), "own": own.get(rule.key, [])}
        for rule in RULES.values()
    ]
    return render(request, "console/retention.html", {"rows": rows, "may": may_citywide(actor_of(request), MANAGE)})


def kept(days: int | None) -> Words:
    if days is None:
        return FOR_EVER
    return DAYS.fill(n=number(days)) if days else AT_ONCE


@requires(MANAGE)
@require_http_methods(FORM)
def retention_set(request: HttpRequest, retention_rule: str) -> HttpResponse:
    """The preview counts the cases whose data would go."""
    actor = actor_of(request)
    check_citywide(actor, MANAGE)
    rule = setting.rule_named(retention_rule)
    code = request.GET.get("thu-tuc", "")
    held = Setting.objects.filter(rule=rule.key, procedure__code=code or None).first()
    form = DaysForm(typed(request), initial={"procedure": code, "days": held.days if held else ""})

    def look(values: dict[str, Any]) -> Preview:
        return effect(rule, values)

    def save(values: dict[str, Any]) -> str:
        setting.set_days(actor=actor, rule=rule, **values)
        return reverse("console:retention")

    back = reverse("console:retention")
    page = FormPage(rule.name, Words("Lưu thời hạn", "Save"), SAVED, back, crumbs=[(str(TITLE), back)], lead=rule.why)
    page.rows = [
        row(Words("Tính từ", "Counted from"), rule.since), row(Words("Căn cứ", "Source"), rule.source),
        row(Words("Mặc định", "Default"), kept(rule.days)),
    ]  # fmt: skip
    return run_previewed(request, form, page, look, save)


def effect(rule: Rule, values: dict[str, Any]) -> Preview:
    procedure = setting.checked(rule, **values)
    key: UUID | None = procedure.pk if procedure else None
    trial: dict[UUID | None, int] = {one.procedure_id: one.days for one in Setting.objects.filter(rule=rule.key)}
    trial.pop(key, None)
    if values["days"] is not None:
        trial[key] = values["days"]
    then = trial.get(key, trial.get(None, rule.days or 0))
    lines = [("info", NOW.fill(was=number(days_of(rule, key) or 0), days=number(then)))]
    if rule.by_procedure:
        count, was = due_cases(rule, trial).count(), due_cases(rule).count()
        lines.append(("late" if count > was else "info", DUE.fill(n=number(count), was=number(was))))
    return Preview(lines)
