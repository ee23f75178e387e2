"""One procedure, complete, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.base.access.routes import public
from motcua.domain.catalogue.enums import OwnerSystem
from motcua.domain.catalogue.errors import ProcedureNotFound
from motcua.domain.catalogue.queries import ListedPage, ProcedurePage, listed_page, procedure_page
from motcua.domain.catalogue.queries.linked import offered
from motcua.domain.processes.queries.holding import steps_on
from motcua.faces.portal import glance
from motcua.kernel import clock
from motcua.kernel.words import Words


@public("what the state offers and asks for is published (Decree 61/2018, Article 13)")
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    try:
        page = procedure_page(code)
    except ProcedureNotFound:
        return _listed(request, listed_page(code))
    return render(
        request,
        "portal/procedure.html",
        {
            "procedure": page,
            "crumbs": _crumbs(page),
            "figures": glance.at_a_glance(page),
            "paper_groups": glance.checklist(page.papers),
            "stops": [{"name": step.words, "state": "next"} for step in steps_on(page.version_id, clock.today())],
            "promises": glance.promises(page.limits),
            "unsure": glance.unsure(page),
            "no_time_stated": all(limit.needs_date for limit in page.limits),
            "files_here": page.can_file_online and page.owner_system == OwnerSystem.CITY,
            "history_url": reverse("portal:procedure-versions", args=[page.code]),
            "linked": offered(code=page.code) if page.can_file_online else [],
            "elsewhere": page.owner_system != OwnerSystem.CITY,
        },
    )


def _listed(request: HttpRequest, page: ListedPage) -> HttpResponse:
    """What a list alone says: no papers, no time; where to ask."""
    rows = [
        {"label": Words("Mã thủ tục", "Code"), "value": page.code},
        {"label": Words("Lĩnh vực", "Field"), "value": page.field_name},
        {"label": Words("Cơ quan ban hành", "Issued by"), "value": page.issuing_agency},
        {"label": Words("Nơi giải quyết", "Where"), "value": page.executing_agency},
    ]
    known = [row for row in rows if row["value"]]
    return render(request, "portal/listed.html", {"procedure": page, "crumbs": _crumbs(page), "rows": known})


def _crumbs(page: ProcedurePage | ListedPage) -> list[dict[str, object]]:
    catalogue = reverse("portal:procedures")
    return [
        {"label": Words("Thủ tục", "Procedures"), "url": catalogue},
        {"label": page.field_name, "url": f"{catalogue}?linh_vuc={page.field_slug}"},
    ]
