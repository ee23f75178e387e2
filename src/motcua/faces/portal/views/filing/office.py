"""Where to file: the office whose agency decides. Choosing one begins the draft."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.base.access.routes import citizen
from motcua.casework.competence import resolving_agency
from motcua.casework.services.draft import start_draft
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries import check_not_stopped, procedure_page
from motcua.domain.directory.models import Agency, Office
from motcua.domain.directory.queries.offices import offices_of_level
from motcua.faces.portal.views.filing import frame
from motcua.kernel import clock
from motcua.kernel.text import fold
from motcua.kernel.words import Words

SHOWN = 12
UNCHOSEN = Words("Bạn chọn một nơi nộp.", "Please choose an office.")
DECIDED = Words("Cơ quan giải quyết: {agency}", "Decided by: {agency}")


@dataclass(frozen=True, slots=True)
class Choice:
    """An office, and the agency that will decide."""

    office: Office
    agency: Agency


@citizen
def choose_office(request: HttpRequest, code: str) -> HttpResponse:
    page = procedure_page(code)
    check_not_stopped(page.procedure_id, page.code)
    if request.method == "POST":
        office_id = frame.uuid_of(request.POST.get("office", ""))
        if office_id is not None:
            case = start_draft(actor=frame.actor_of(request), version_id=page.version_id, office_id=office_id)
            return redirect("portal:filing-applicant", case_id=case.pk)
    asked = request.GET.get("q", "").strip()[:100]
    choices = offices_for(page.version_id, asked, clock.today())
    context = {
        "procedure": page,
        "asked": asked,
        "options": [option(choice, only=len(choices) == 1) for choice in choices[:SHOWN]],
        "error": str(UNCHOSEN) if request.method == "POST" else "",
        "more": len(choices) > SHOWN,
        "where": frame.where(frame.WHERE),
    }
    return render(request, "portal/filing/office.html", context, status=422 if context["error"] else 200)


def option(choice: Choice, *, only: bool) -> dict[str, object]:
    """One line of the choice: the office, and below it who decides."""
    decided = DECIDED.fill(agency=choice.agency.name)
    hint = f"{decided} · {choice.office.address}" if choice.office.address else str(decided)
    return {"value": str(choice.office.pk), "label": choice.office.name, "hint": hint, "checked": only}


def offices_for(version_id: UUID, asked: str, day: date) -> list[Choice]:
    """Offices of the procedure's levels that were asked for, each with its deciding agency."""
    version = ProcedureVersion.objects.select_related("field").get(pk=version_id)
    offices = {office.pk: office for level in version.levels for office in offices_of_level(level, day)}
    choices = []
    for office in asked_for(list(offices.values()), asked):
        agency = resolving_agency(office=office, version=version, on=day)
        if agency is not None:
            choices.append(Choice(office, agency))
        if len(choices) > SHOWN:
            break
    return choices


def asked_for(offices: list[Office], asked: str) -> list[Office]:
    """Those whose name holds the words as they were typed; else those that hold each of them somewhere."""
    phrase = fold(asked)
    names = [(office, fold(f"{office.name} {office.agency.name}")) for office in offices]
    together = [office for office, name in names if phrase in name]
    return together or [office for office, name in names if all(word in name for word in phrase.split())]
