"""One process read from a decision: source beside what was understood, corrected, given to a procedure, published."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.domain.catalogue.models import Procedure, ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.processes.drafts import Row, from_json
from motcua.domain.processes.errors import DraftChanged, NoProcedure
from motcua.domain.processes.graph.guards import SIGNS
from motcua.domain.processes.graph.simple_fields import KINDS
from motcua.domain.processes.models import ImportedProcess
from motcua.domain.processes.queries.holding import last_number
from motcua.domain.processes.queries.likely import likely_procedures
from motcua.domain.processes.scopes import procedure_scope
from motcua.domain.processes.services.importing import publish_imported, save_draft
from motcua.faces.console import imported_rows as shown
from motcua.faces.console.forms.imports import Agencies, Sheet, cells_of, kinds, relations, roles
from motcua.faces.console.forms.processes import CHAINS
from motcua.faces.console.imported_effect import effect_of
from motcua.faces.console.pages import UNREADABLE, actor_of
from motcua.faces.console.views.agency_acts import FORM
from motcua.faces.console.views.imports import crumbs
from motcua.kernel import clock
from motcua.kernel.errors import Denied, Fault, Invalid, NotVisible
from motcua.kernel.text import fold, short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
SAVED = Words("Đã lưu bản nháp.", "The draft is saved.")
PUBLISHED = Words("Đã công bố quy trình cho thủ tục {code}.", "The process is published for procedure {code}.")
NOT_FOUND = Words("Không có thủ tục này.", "There is no such procedure.")
FOUND = 10


@dataclass
class Page:
    """What one answer shows: the sheet, its faults by cell, and whether the effect was looked at."""

    draft: ImportedProcess
    sheet: Sheet
    agencies: Agencies
    rows: list[Row] = field(default_factory=list)
    wrong: dict[str, Words] = field(default_factory=dict)
    looked: bool = False
    theirs: list[Row] = field(default_factory=list)
    status: int = 200


@requires(MANAGE)
@require_http_methods(FORM)
def review(request: HttpRequest, decision_id: UUID, position: int) -> HttpResponse:
    """Show, correct, find a procedure, save, look, publish: the pressed button says which."""
    known = ImportedProcess.objects.select_related("decision", "procedure", "published")
    draft = get_object_or_404(known, decision=decision_id, position=position)
    agencies = Agencies()
    if request.method != "POST":
        rows = list(from_json(draft.rows))
        sheet = Sheet(cells_of(rows, agencies), draft.version, str(draft.procedure_id or ""))
        sheet.valid_from = short_date(clock.today() + timedelta(days=1))
        sheet.ground = draft.decision.number
        return draw(request, Page(draft, sheet, agencies, rows))
    check_citywide(actor_of(request), MANAGE)
    page = Page(draft, Sheet.sent(request.POST), agencies)
    wish = request.POST.get("do", "look")
    pressed = page.sheet.press(wish)
    page.rows, page.wrong = page.sheet.read(agencies)
    if pressed or wish == "find":
        page.wrong = {}
        return draw(request, page)
    return _act(request, page, wish)


def _act(request: HttpRequest, page: Page, wish: str) -> HttpResponse:
    """Save first; then stay, look at the effect, or publish what was looked at and has not changed since."""
    procedure = _procedure(page)
    if page.wrong:
        page.status = UNREADABLE
        return draw(request, page)
    before = page.sheet.version
    try:
        saved = save_draft(
            actor=actor_of(request), imported_id=page.draft.pk, rows=page.rows, procedure=procedure, expected=before
        )
        page.draft.version, page.draft.rows, page.draft.procedure = saved.version, saved.rows, procedure
        page.sheet.version = saved.version
        if wish == "publish" and saved.version == before:
            return _publish(request, page)
    except (Denied, NotVisible):
        raise
    except DraftChanged as fault:
        page.draft.refresh_from_db()
        page.theirs, page.sheet.version = list(from_json(page.draft.rows)), page.draft.version
        page.wrong, page.status = {"page": fault.words}, fault.status
        return draw(request, page)
    except Fault as fault:
        page.wrong = dict(fault.fields) if isinstance(fault, Invalid) and fault.fields else {"page": fault.words}
        page.status, page.looked = fault.status, True
        return draw(request, page)
    if wish == "save":
        messages.success(request, str(SAVED))
        return HttpResponseRedirect(request.path)
    page.looked = True
    return draw(request, page)


def _publish(request: HttpRequest, page: Page) -> HttpResponse:
    if page.draft.procedure is None:
        raise NoProcedure({"procedure": NoProcedure.sentence})
    try:
        day = typed_date(page.sheet.valid_from)
    except Fault as fault:
        raise Invalid({"valid_from": fault.words}) from fault
    publish_imported(
        actor=actor_of(request),
        imported_id=page.draft.pk,
        valid_from=day,
        seen=page.draft.version,
        expected=page.sheet.number,
        ground=page.sheet.ground,
    )
    messages.success(request, str(PUBLISHED.fill(code=page.draft.procedure.code)))
    return HttpResponseRedirect(reverse("console:import", args=[page.draft.decision_id]))


def _procedure(page: Page) -> Procedure | None:
    """The one chosen, with the fault on the page where there is none such."""
    if not page.sheet.procedure:
        return None
    try:
        found = receivable_versions().filter(procedure=UUID(page.sheet.procedure)).first()
    except ValueError:
        found = None
    if found is None:
        page.wrong["procedure"] = NOT_FOUND
    return found.procedure if found else None


def draw(request: HttpRequest, page: Page) -> HttpResponse:
    draft, sheet = page.draft, page.sheet
    version = _version(sheet.procedure)
    effect = effect_of(draft, page.rows, version) if page.looked else None
    if version:
        sheet.number = last_number(procedure_scope(version.procedure, version.name).text)
    facts: dict[str, Any] = {
        "draft": draft,
        "decision": draft.decision,
        "read": draft.read,
        "sheet": sheet,
        "blocks": (blocks := shown.blocks(draft, page.rows, sheet.rows, page.wrong)),
        "to_look_at": [block["place"] for block in blocks if block["asks_somebody"]],
        "backs": [(row.key, index) for index, row in enumerate(page.rows, start=1)],
        "theirs": shown.differences(page.theirs, page.rows, page.agencies) if page.theirs else [],
        "page_wrong": page.wrong.get("page"),
        "wrong": page.wrong,
        "step_kinds": kinds(),
        "kinds": [(kind.value, words) for kind, words in KINDS.items()],
        "signs": list(SIGNS.items()),
        "chains": CHAINS,
        "relations": relations(),
        "roles": roles(),
        "choices": _choices(page, version),
        "effect": effect,
        "may": may_citywide(actor_of(request), MANAGE),
        "agencies": page.agencies.shown.values(),
        "crumbs": crumbs(draft.decision),
        "summed": shown.summed(page.rows),
    }
    return render(request, "console/import_process.html", facts, status=page.status)


def _version(procedure: str) -> ProcedureVersion | None:
    try:
        return receivable_versions().filter(procedure=UUID(procedure)).first() if procedure else None
    except ValueError:
        return None


def _choices(page: Page, chosen: ProcedureVersion | None) -> list[dict[str, Any]]:
    """The chosen procedure, those found by the words typed, and those called alike."""
    read, told = page.draft.read, dict[UUID, dict[str, Any]]()
    if chosen:
        told[chosen.procedure_id] = _choice(chosen, "")
    if text := fold(page.sheet.search):
        known = receivable_versions()
        for one in [*known.filter(procedure__code=text)[:1], *known.filter(search_text__contains=text)[:FOUND]]:
            told.setdefault(one.procedure_id, _choice(one, ""))
    for likely in likely_procedures(read["procedure"] or read["name"], read["code"]):
        alike = Words("tên giống {n}%", "name {n}% alike").fill(n=likely.likeness)
        same = Words("đúng mã trong quyết định", "the code in the decision")
        told.setdefault(
            likely.version.procedure_id, _choice(likely.version, str(same if likely.likeness == 100 else alike))
        )
    none = {"value": "", "label": str(Words("Chưa chọn", "Not chosen yet")), "hint": "", "checked": chosen is None}
    return [none, *({**one, "checked": one["value"] == page.sheet.procedure} for one in told.values())]


def _choice(version: ProcedureVersion, hint: str) -> dict[str, Any]:
    return {"value": str(version.procedure_id), "label": f"{version.procedure.code} {version.name}", "hint": hint}
