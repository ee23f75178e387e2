"""Founding, naming, identifying and ending agencies; giving them work."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.domain.directory import queries
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency
from motcua.domain.directory.permissions import check_may_manage
from motcua.domain.directory.services import agencies as acts
from motcua.faces.console import directory_effects as effects
from motcua.faces.console import touched
from motcua.faces.console.forms.agencies import CloseForm, CompetenceForm, FoundForm, IdentifierForm, NameForm, shown
from motcua.faces.console.pages import FormPage, actor_of, run, typed
from motcua.faces.console.previews import Preview, run_previewed, tried
from motcua.faces.console.scope import agency_within
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

FORM = ["GET", "HEAD", "POST"]


def address(agency: Agency) -> str:
    return reverse("console:agency", args=[agency.pk])


def about(agency: Agency, title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    """A form page that leads back to the agency."""
    back = address(agency)
    return FormPage(title, button, done, back, crumbs=[(agency.label, back)], **rest)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def found(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    parent = agency_within(actor, agency_id)
    form = FoundForm(typed(request), initial={"valid_from": shown(clock.today())})

    def act(values: dict[str, Any]) -> str:
        kind = AgencyKind(values.pop("kind"))
        return address(acts.found_agency(actor=actor, parent_id=parent.pk, kind=kind, **values))

    title = Words("Thêm đơn vị thuộc {name}", "Add a body below {name}").fill(name=parent.label)
    button = Words("Thêm đơn vị", "Add")
    return run(request, form, about(parent, title, button, Words("Đã thêm đơn vị.", "Added.")), act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def rename(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    agency = agency_within(actor, agency_id)
    form = NameForm(typed(request), initial={"name": agency.name, "short_name": agency.short_name})

    def act(values: dict[str, Any]) -> str:
        return address(acts.rename_agency(actor=actor, agency_id=agency.pk, **values))

    page = about(
        agency,
        Words("Đổi tên {name}", "Rename {name}").fill(name=agency.label),
        Words("Lưu tên mới", "Save the name"),
        Words("Đã đổi tên.", "Renamed."),
        lead=Words("Giấy tờ đã cấp giữ nguyên tên cũ.", "Papers issued before keep the former name."),
    )
    page.rows = touched.by_agency(agency)
    return run(request, form, page, act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def identify(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    agency = agency_within(actor, agency_id)
    form = IdentifierForm(typed(request), initial={"identifier": "" if agency.synthetic else agency.identifier})

    def act(values: dict[str, Any]) -> str:
        return address(acts.correct_identifier(actor=actor, agency_id=agency.pk, **values))

    page = about(
        agency,
        Words("Mã định danh của {name}", "Identifier of {name}").fill(name=agency.label),
        Words("Lưu mã chính thức", "Save the official identifier"),
        Words("Đã lưu mã định danh.", "Identifier saved."),
        lead=Words(
            "Mã hồ sơ cấp từ nay dùng mã mới; mã hồ sơ đã cấp không đổi.",
            "Case codes given from now on use it; those given before stay.",
        ),
    )
    page.rows = touched.by_agency(agency)

    def look(values: dict[str, Any]) -> Preview:
        with tried():
            act(values)
            return effects.of_identifier(agency_within(actor, agency_id), agency.identifier)

    return run_previewed(request, form, page, look, act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def close(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    agency = agency_within(actor, agency_id)
    check_may_manage(actor, agency.parent.path if agency.parent else "/")
    form = CloseForm(typed(request), successors=beside(actor, agency))

    def act(values: dict[str, Any]) -> str:
        chosen = [UUID(key) for key in values["successors"]]
        ended = acts.close_agency(actor=actor, agency_id=agency.pk, last_day=values["last_day"], successor_ids=chosen)
        return address(ended)

    page = about(
        agency,
        Words("Kết thúc hoạt động {name}", "End {name}").fill(name=agency.label),
        Words("Kết thúc hoạt động", "End"),
        Words("Đã ghi ngày kết thúc.", "The last day is recorded."),
        lead=Words(
            "Các điểm tiếp nhận và vị trí ở đây kết thúc cùng ngày. Việc này không đảo lại được."
            " Nơi còn hồ sơ đang mở thì kết thúc bằng trang Sắp xếp đơn vị.",
            "Its offices and posts end on the same day. This cannot be undone."
            " A body with open cases is ended on the page Reorganisation.",
        ),
        danger=True,
    )
    page.rows = touched.by_agency(agency)

    def look(values: dict[str, Any]) -> Preview:
        effect = effects.of_closing_agency(agency, values["last_day"], values["successors"])
        with tried():
            act(values)
        return effect

    return run_previewed(request, form, page, look, act)


@requires(permissions.DIRECTORY_MANAGE)
@require_http_methods(FORM)
def competence(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    agency = agency_within(actor, agency_id)
    check_may_manage(actor, agency.parent.path if agency.parent else agency.path)
    form = CompetenceForm(typed(request), initial={"from_day": shown(clock.today())})

    def act(values: dict[str, Any]) -> str:
        acts.assign_competence(actor=actor, agency_id=agency.pk, **values)
        return address(agency)

    page = about(
        agency,
        Words("Giao thẩm quyền cho {name}", "Give work to {name}").fill(name=agency.label),
        Words("Giao thẩm quyền", "Give"),
        Words("Đã giao thẩm quyền.", "Given."),
        lead=Words(
            "Cơ quan đang giải quyết lĩnh vực này thôi giải quyết từ ngày đó.",
            "Whoever decides this field now stops on that day.",
        ),
    )
    page.rows = touched.by_agency(agency)

    def look(values: dict[str, Any]) -> Preview:
        named = values["ministry"], values["field"], values["from_day"]
        before = effects.deciding(*named)
        with tried():
            act(values)
            return effects.of_competence(before, effects.deciding(*named), values["from_day"])

    return run_previewed(request, form, page, look, act)


def beside(actor: Actor, agency: Agency) -> list[tuple[str, str]]:
    """Who may take over: the agencies beside it and the one above."""
    if agency.parent is None:
        return []
    others = queries.children(agency.parent.pk, clock.today()).exclude(pk=agency.pk)
    return [(str(other.pk), other.label) for other in [agency.parent, *others]]
