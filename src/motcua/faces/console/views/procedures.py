"""Procedures for those who keep the catalogue: find one, see its versions and what can be done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ledger import Subject
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.difference import difference
from motcua.domain.catalogue.enums import FlagState, Standing, StopKind, VersionState
from motcua.domain.catalogue.models import ImportFlag, Procedure, ProcedureVersion, Stop
from motcua.domain.catalogue.permissions import may_publish, may_write
from motcua.domain.catalogue.queries.standing import told as stop_told
from motcua.domain.catalogue.queries.texts import compared_with, text_of, versions_of
from motcua.faces.console.pages import actor_of
from motcua.faces.console.views.agencies import told
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

STANDINGS = {
    Standing.ELSEWHERE: Words("Không tiếp nhận ở đây", "Not received here"),
    Standing.LISTED: Words("Chỉ có trong danh mục", "Only listed"),
    Standing.OTHER_PROVINCE: Words("Tỉnh, thành phố khác", "Another province"),
    Standing.RETIRED: Words("Đã bãi bỏ", "Abolished"),
}


def procedure_of(procedure_id: UUID) -> Procedure:
    procedure = Procedure.objects.filter(pk=procedure_id).first()
    if procedure is None:
        raise NotVisible
    return procedure


@requires(permissions.CATALOGUE_REVIEW)
@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    """The same search as the public's; without words what stands first by name."""
    text = request.GET.get("q", "").replace("\x00", "")[:200].strip()
    after = request.GET.get("sau") or None
    found = queries.search(text, after=after)
    known = dict(Procedure.objects.filter(code__in=[hit.code for hit in found.hits]).values_list("code", "pk"))
    rows = [
        {
            "url": reverse("console:procedure", args=[known[hit.code]]),
            "name": hit.name,
            "note": hit.stopped.words if hit.stopped else f"{hit.code} · {hit.field_name}",
            "badge": hit.stopped.kind.words if hit.stopped else STANDINGS.get(hit.standing, ""),
        }
        for hit in found.hits
    ]
    drafts = ProcedureVersion.objects.filter(state=VersionState.DRAFT, foreign_issuer=False)
    stopped = Stop.objects.filter(during__contains=clock.today(), kind=StopKind.SUSPENDED)
    facts = {
        "search": text,
        "rows": rows,
        "similar": found.similar and bool(rows),
        "next_url": "?" + urlencode({"q": text, "sau": found.after}) if found.after else "",
        "first_url": "?" + urlencode({"q": text}) if after else "",
        "may_write": may_write(actor_of(request)),
        "to_review": ImportFlag.objects.filter(state=FlagState.OPEN).count(),
        "drafts": list(drafts.select_related("procedure").order_by("-created_at")[:10]),
        "stops": list(stopped.select_related("procedure").order_by("-during")[:10]),
    }
    return render(request, "console/procedures.html", facts)


@requires(permissions.CATALOGUE_REVIEW)
@require_safe
def procedure_page(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """Its versions, drafts with what they change, stops, flags, history."""
    procedure, today = procedure_of(procedure_id), clock.today()
    versions = versions_of(procedure.code, drafts=True)
    stops = list(procedure.stops.order_by("-during"))
    current = next((version for version in versions if version.in_force_on(today)), None)
    stopped = queries.stop_on(procedure.pk)
    coming = any(stop.kind == StopKind.SUSPENDED and stop.since > today for stop in stops)
    suspended = coming or (stopped is not None and stopped.kind is StopKind.SUSPENDED)
    facts = {
        "procedure": procedure,
        "name": _name(procedure, versions),
        "crumbs": crumbs(procedure, "")[:1],
        "versions": [_version(version, today) for version in versions],
        "listed": getattr(procedure, "listed", None),
        "stops": [stop_told(stop) for stop in stops],
        "stopped": stopped,
        "may": may_publish(actor_of(request)),
        "may_write": may_write(actor_of(request)),
        "may_suspend": current is not None and not suspended and stopped is None,
        "may_resume": suspended,
        "may_retire": current is not None and (stopped is None or stopped.kind is StopKind.SUSPENDED),
        "current": current,
        "flags": procedure.flags.filter(state=FlagState.OPEN).count(),
        "history": told(Subject("procedure", procedure.pk)),
    }
    return render(request, "console/procedure.html", facts)


@requires(permissions.CATALOGUE_REVIEW)
@require_safe
def compare(request: HttpRequest, procedure_id: UUID, version_id: UUID) -> HttpResponse:
    """What a version changes of the one before it, drafts too."""
    procedure = procedure_of(procedure_id)
    versions = versions_of(procedure.code, drafts=True)
    new = next((version for version in versions if version.pk == version_id), None)
    if new is None:
        raise NotVisible
    old = compared_with(versions, new)
    facts = {
        "procedure": procedure,
        "crumbs": crumbs(procedure, _name(procedure, versions)),
        "old": old,
        "new": new,
        "sections": difference(text_of(old.pk), text_of(new.pk)) if old else (),
    }
    return render(request, "console/procedure_difference.html", facts)


def crumbs(procedure: Procedure, name: str) -> list[dict[str, str]]:
    return [
        {"label": str(Words("Thủ tục", "Procedures")), "url": reverse("console:procedures")},
        {"label": name or procedure.code, "url": reverse("console:procedure", args=[procedure.pk])},
    ]


def _name(procedure: Procedure, versions: list[ProcedureVersion]) -> str:
    if versions:
        return versions[0].name
    listed = getattr(procedure, "listed", None)
    return listed.name if listed else procedure.code


def _version(version: ProcedureVersion, today: Any) -> dict[str, object]:
    return {
        "row": version,
        "state": VersionState(version.state).words,
        "is_draft": version.state == VersionState.DRAFT,
        "in_force": version.in_force_on(today),
        "may_publish": version.state == VersionState.DRAFT and not version.foreign_issuer,
    }
