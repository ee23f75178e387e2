"""Categories: fields with their deciding agencies, number books, and the closed lists the law gives."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.base.documents.models import NumberBook
from motcua.casework.fields_overview import field_lines
from motcua.domain.catalogue.models import Field
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.catalogue.services.fields import respell_field
from motcua.domain.directory import queries
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.services.agencies import assign_competence
from motcua.faces.console.forms.agencies import shown
from motcua.faces.console.forms.categories import DeciderForm, FieldNameForm
from motcua.faces.console.pages import FormPage, actor_of, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.text import fold, number
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
BOOKS = 100


@requires(MANAGE)
@require_safe
def category_list(request: HttpRequest) -> HttpResponse:
    """Fields first; then the books papers are numbered in, which only move forward."""
    lines = field_lines()
    wanted = request.GET.get("thieu") == "1"
    facts = {
        "fields": [line for line in lines if line.undecided] if wanted else lines,
        "undecided": sum(line.undecided for line in lines),
        "wanted": wanted,
        "field_add": reverse("console:field_add"),
        "books": list(NumberBook.objects.order_by("-year", "agency_identifier", "book")[:BOOKS]),
        "kinds": [kind.words for kind in AgencyKind],
        "may": may_citywide(actor_of(request), MANAGE),
    }
    return render(request, "console/categories.html", facts)


@requires(MANAGE)
@require_http_methods(FORM)
def respell(request: HttpRequest, field_id: UUID) -> HttpResponse:
    actor, field = actor_of(request), get_object_or_404(Field, pk=field_id)
    check_citywide(actor, MANAGE)
    form = FieldNameForm(typed(request), initial={"name": field.name, "expected": field.name})

    def look(values: dict[str, Any]) -> Preview:
        count = receivable_versions().filter(field=field).count()
        words = Words(
            "{n} thủ tục đang áp dụng hiện tên mới trên cổng. Thẩm quyền và hồ sơ không đổi.",
            "{n} procedures in force show the new name on the portal. Competence and cases stay.",
        )
        return Preview([("info", words.fill(n=number(count)))])

    def act(values: dict[str, Any]) -> str:
        respell_field(actor=actor, field_id=field.pk, name=values["name"], expected=values["expected"])
        return reverse("console:categories")

    title = Words("Sửa cách viết: {name}", "Spelling: {name}").fill(name=field.name)
    return run_previewed(
        request, form, about(title, Words("Lưu tên", "Save"), Words("Đã sửa tên.", "Saved.")), look, act
    )


@requires(MANAGE)
@require_http_methods(FORM)
def decide(request: HttpRequest, field_id: UUID) -> HttpResponse:
    """Give a field of a ministry to a department: the same act as on the agency's page."""
    actor, field = actor_of(request), get_object_or_404(Field, pk=field_id)
    check_citywide(actor, permissions.DIRECTORY_MANAGE)
    versions = [one for one in receivable_versions().filter(field=field) if "city" in one.levels]
    departments = queries.agencies_on(clock.today()).filter(kind=AgencyKind.DEPARTMENT)
    form = DeciderForm(
        typed(request),
        ministries=sorted({one.issuing_agency for one in versions}),
        agencies=[(str(one.pk), one.label) for one in departments],
        initial={"from_day": shown(clock.today())},
    )

    def look(values: dict[str, Any]) -> Preview:
        touched = [one for one in versions if fold(one.issuing_agency) == fold(values["ministry"])]
        words = Words(
            "{n} thủ tục cấp thành phố sẽ do cơ quan này giải quyết; hồ sơ đã nộp ở lại nơi đang giữ.",
            "{n} city-level procedures go to this agency; cases filed before stay where they are.",
        )
        head = (Words("Mã", "Code"), Words("Thủ tục", "Procedure"))
        rows = [[one.procedure.code, one.name] for one in touched]
        return Preview([("info", words.fill(n=number(len(touched))))], Words("Thủ tục", "Procedures"), head, rows)

    def act(values: dict[str, Any]) -> str:
        agency_id = UUID(values.pop("agency"))
        assign_competence(actor=actor, agency_id=agency_id, field=field.name, **values)
        return reverse("console:categories")

    title = Words("Cơ quan giải quyết lĩnh vực {name}", "Who decides {name}").fill(name=field.name)
    page = about(title, Words("Giao thẩm quyền", "Give"), Words("Đã giao thẩm quyền.", "Given."))
    return run_previewed(request, form, page, look, act)


def about(title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    back = reverse("console:categories")
    return FormPage(title, button, done, back, crumbs=[(str(Words("Danh mục", "Categories")), back)], **rest)
