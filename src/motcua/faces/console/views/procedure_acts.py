"""Suspending, resuming, abolishing and publishing, each with what it touches shown before it is saved."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.version_impact import impact_of
from motcua.domain.catalogue.models import Procedure, ProcedureVersion
from motcua.domain.catalogue.permissions import check_may_publish, check_may_write
from motcua.domain.catalogue.queries.texts import compared_with, versions_of
from motcua.domain.catalogue.services import stops
from motcua.domain.catalogue.services import versions as acts
from motcua.faces.console import procedure_effects as effects
from motcua.faces.console.forms.agencies import shown
from motcua.faces.console.forms.procedures import DiscardForm, PublishForm, ResumeForm, RetireForm, SuspendForm
from motcua.faces.console.pages import FormPage, actor_of, run, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.procedures import procedure_of
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

FORM = ["GET", "HEAD", "POST"]
CASES_GO_ON = Words("Hồ sơ đã nộp trước đó vẫn được giải quyết.", "Cases filed before go on.")


def about(procedure: Procedure, title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    """A form page that leads back to the procedure."""
    back = reverse("console:procedure", args=[procedure.pk])
    crumbs = [(str(Words("Thủ tục", "Procedures")), reverse("console:procedures")), (procedure.code, back)]
    return FormPage(title.fill(code=procedure.code), button, done, back, crumbs=crumbs, **rest)


@requires(permissions.CATALOGUE_REVIEW)
@require_http_methods(FORM)
def suspend(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    procedure, actor = procedure_of(procedure_id), actor_of(request)
    check_may_publish(actor)
    form = SuspendForm(typed(request), initial={"since": shown(clock.today())})

    def look(values: dict[str, Any]) -> Preview:
        stops.check_stop(values["since"], values["until"], values["reason"], values["decided_on"])
        return effects.of_stopping(procedure.pk, values["since"])

    def act(values: dict[str, Any]) -> str:
        stops.suspend(actor=actor, procedure_id=procedure.pk, **values)
        return reverse("console:procedure", args=[procedure.pk])

    page = about(
        procedure,
        Words("Tạm dừng tiếp nhận thủ tục {code}", "Suspend procedure {code}"),
        Words("Tạm dừng tiếp nhận", "Suspend"),
        Words("Đã tạm dừng tiếp nhận.", "Suspended."),
        lead=CASES_GO_ON,
        danger=True,
    )
    return run_previewed(request, form, page, look, act)


@requires(permissions.CATALOGUE_REVIEW)
@require_http_methods(FORM)
def resume(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    procedure, actor = procedure_of(procedure_id), actor_of(request)
    check_may_publish(actor)
    form = ResumeForm(typed(request), initial={"on": shown(clock.today())})

    def act(values: dict[str, Any]) -> str:
        stops.resume(actor=actor, procedure_id=procedure.pk, **values)
        return reverse("console:procedure", args=[procedure.pk])

    page = about(
        procedure,
        Words("Tiếp nhận lại thủ tục {code}", "Receive procedure {code} again"),
        Words("Tiếp nhận lại", "Receive again"),
        Words("Đã tiếp nhận lại.", "Received again."),
    )
    return run(request, form, page, act)


@requires(permissions.CATALOGUE_REVIEW)
@require_http_methods(FORM)
def retire(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    procedure, actor = procedure_of(procedure_id), actor_of(request)
    check_may_publish(actor)
    current = next((one for one in versions_of(procedure.code) if one.in_force_on(clock.today())), None)
    if current is None:
        raise NotVisible
    form = RetireForm(typed(request), initial={"on": shown(clock.today())})

    def look(values: dict[str, Any]) -> Preview:
        stops.check_stop(values["on"], None, values["reason"], values["decided_on"])
        return effects.of_stopping(procedure.pk, values["on"])

    def act(values: dict[str, Any]) -> str:
        stops.check_stop(values["on"], None, values["reason"], values["decided_on"])
        acts.retire(actor=actor, version_id=current.pk, **values)
        return reverse("console:procedure", args=[procedure.pk])

    page = about(
        procedure,
        Words("Bãi bỏ thủ tục {code}", "Abolish procedure {code}"),
        Words("Bãi bỏ thủ tục", "Abolish"),
        Words("Đã ghi việc bãi bỏ.", "Recorded."),
        lead=CASES_GO_ON,
        danger=True,
    )
    return run_previewed(request, form, page, look, act)


@requires(permissions.CATALOGUE_REVIEW)
@require_http_methods(FORM)
def publish(request: HttpRequest, procedure_id: UUID, version_id: UUID) -> HttpResponse:
    procedure, actor = procedure_of(procedure_id), actor_of(request)
    check_may_publish(actor)
    draft = version_of(procedure, version_id)
    form = PublishForm(typed(request), initial={"effective_from": shown(clock.today())})

    def look(values: dict[str, Any]) -> Preview:
        old = compared_with(versions_of(procedure.code, drafts=True), draft)
        return effects.of_publishing(impact_of(draft, old, values["effective_from"]))

    def act(values: dict[str, Any]) -> str:
        acts.publish(actor=actor, version_id=draft.pk, effective_from=values["effective_from"])
        return reverse("console:procedure", args=[procedure.pk])

    page = about(
        procedure,
        Words("Công bố phiên bản mới của thủ tục {code}", "Publish a new version of procedure {code}"),
        Words("Công bố", "Publish"),
        Words("Đã công bố.", "Published."),
    )
    return run_previewed(request, form, page, look, act)


@requires(permissions.CATALOGUE_MANAGE)
@require_http_methods(FORM)
def discard(request: HttpRequest, procedure_id: UUID, version_id: UUID) -> HttpResponse:
    procedure, actor = procedure_of(procedure_id), actor_of(request)
    check_may_write(actor)
    draft = version_of(procedure, version_id)

    def act(values: dict[str, Any]) -> str:
        acts.discard_draft(actor=actor, version_id=draft.pk)
        return reverse("console:procedure", args=[procedure.pk])

    page = about(
        procedure,
        Words("Bỏ bản nháp của thủ tục {code}", "Throw the draft of procedure {code} away"),
        Words("Bỏ bản nháp", "Throw away"),
        Words("Đã bỏ bản nháp.", "Thrown away."),
        lead=Words("Những chỗ đã sửa trong bản nháp sẽ chờ xem lại.", "What it corrected is to be looked at again."),
        danger=True,
    )
    return run(request, DiscardForm(typed(request)), page, act)


def version_of(procedure: Procedure, version_id: UUID) -> ProcedureVersion:
    version = procedure.versions.filter(pk=version_id).first()
    if version is None:
        raise NotVisible
    return version
