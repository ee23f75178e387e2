"""Adding a field, taking one out of use and into it again: each with what goes with it shown before."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.access.routes import requires
from motcua.casework.fields_overview import touched_by_field
from motcua.domain.catalogue.models import Field
from motcua.domain.catalogue.services import fields as acts
from motcua.faces.console.forms.categories import NewFieldForm, NothingForm, RetireFieldForm
from motcua.faces.console.pages import SET_ASIDE, TAKEN_UP, actor_of, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agency_acts import FORM
from motcua.faces.console.views.categories import about
from motcua.kernel.text import number
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
NEW = (
    Words(
        "Lĩnh vực “{name}” dùng được ngay khi sửa và nhập thủ tục. Chưa có thủ tục nào trong đó.",
        "Procedures may be put under “{name}” at once. There is none in it yet.",
    ),
    Words(
        "Thủ tục cấp thành phố trong lĩnh vực này do UBND thành phố giải quyết cho đến khi bạn giao cho một sở.",
        "The city's committee decides its city-level procedures until you give them to a department.",
    ),
)
STAY = Words(
    "{n} thủ tục đang áp dụng giữ lĩnh vực này và vẫn nhận hồ sơ.",
    "{n} procedures in force keep this field; cases come in as before.",
)
CASES = Words("{n} hồ sơ đang mở không thay đổi.", "{n} open cases do not change.")
GONE = Words(
    "Không chọn được lĩnh vực này cho thủ tục khác nữa; thủ tục mới nhập vào lĩnh vực này sẽ chờ xem lại.",
    "It can no longer be chosen for another procedure; new imports under it are put up for review.",
)
DECIDERS = Words(
    "Cơ quan đã được giao và quy trình riêng của lĩnh vực vẫn giữ.", "Its deciding agencies and step table stay."
)
AGAIN = Words("Lĩnh vực lại chọn được cho mọi thủ tục.", "It can be chosen for any procedure again.")
HEAD = (Words("Mã", "Code"), Words("Thủ tục", "Procedure"))


@requires(MANAGE)
@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    check_citywide(actor, MANAGE)

    def look(values: dict[str, Any]) -> Preview:
        name, _ = acts.checked_field(values["name"], values["code"])
        return Preview([("info", NEW[0].fill(name=name)), ("info", NEW[1])])

    def act(values: dict[str, Any]) -> str:
        acts.add_field(actor=actor, **values)
        return reverse("console:categories")

    page = about(Words("Thêm lĩnh vực", "Add a field"), Words("Thêm lĩnh vực", "Add"), Words("Đã thêm.", "Added."))
    return run_previewed(request, NewFieldForm(typed(request)), page, look, act)


@requires(MANAGE)
@require_http_methods(FORM)
def retire(request: HttpRequest, field_id: UUID) -> HttpResponse:
    actor, field = actor_of(request), get_object_or_404(Field, pk=field_id)
    check_citywide(actor, MANAGE)

    def act(values: dict[str, Any]) -> str:
        acts.retire_field(actor=actor, field_id=field.pk, **values)
        return reverse("console:categories")

    title = Words("Ngừng dùng lĩnh vực {name}", "Retire the field {name}").fill(name=field.name)
    page = about(title, Words("Ngừng dùng", "Retire"), Words("Đã ngừng dùng.", "Retired."), lead=SET_ASIDE, danger=True)
    return run_previewed(
        request, RetireFieldForm(typed(request)), page, lambda values: effect(field, GONE, DECIDERS), act
    )


@requires(MANAGE)
@require_http_methods(FORM)
def restore(request: HttpRequest, field_id: UUID) -> HttpResponse:
    actor, field = actor_of(request), get_object_or_404(Field, pk=field_id)
    check_citywide(actor, MANAGE)

    def act(values: dict[str, Any]) -> str:
        acts.restore_field(actor=actor, field_id=field.pk)
        return reverse("console:categories")

    title = Words("Dùng lại lĩnh vực {name}", "Use the field {name} again").fill(name=field.name)
    page = about(title, Words("Dùng lại", "Use again"), Words("Đã dùng lại.", "Used again."), lead=TAKEN_UP)
    return run_previewed(request, NothingForm(typed(request)), page, lambda values: effect(field, AGAIN), act)


def effect(field: Field, first: Words, *more: Words) -> Preview:
    """What the field holds today, with the procedures by name."""
    touched = touched_by_field(field.pk)
    lines = [
        ("near", first),
        ("info", STAY.fill(n=number(len(touched.procedures)))),
        ("info", CASES.fill(n=number(touched.open_cases))),
        *(("info", words) for words in more),
    ]
    return Preview(lines, Words("Thủ tục của lĩnh vực", "Its procedures"), HEAD, touched.procedures)
