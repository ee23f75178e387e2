"""One case at the desk: papers left, facts right, what can be done at the foot."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.looks import record_look
from motcua.base.access.routes import requires
from motcua.casework.frame import subject
from motcua.casework.legacy.telling import IMPORTED
from motcua.casework.lengths import length_until
from motcua.casework.queries.actions import ANSWER
from motcua.casework.queries.errands import errands_of
from motcua.casework.queries.page import CasePage, case_page
from motcua.casework.timed import stands
from motcua.faces.desk import (
    acting,
    asked,
    asking,
    five_panel,
    linked,
    presence,
    replying,
    rows,
    shown,
    step_card,
    walk,
)
from motcua.faces.desk.picture import by_itself, picture_of
from motcua.faces.desk.time_panel import panel_of
from motcua.faces.desk.who import official
from motcua.kernel.words import language

PURPOSE = "Xem hồ sơ"


@requires(permissions.CASE_SEE)
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every opening is on record: the applicant may ask who looked."""
    actor = official(request)
    page = case_page(actor, case_id, task_asked(request))
    record_look(actor=actor, subject=subject(page.case), purpose=PURPOSE)
    return draw(request, page)


def task_asked(request: HttpRequest) -> UUID | None:
    """Which of several open steps is meant: of the form, or of the address."""
    text = request.POST.get("task_id", "") or request.GET.get("buoc", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def draw(request: HttpRequest, page: CasePage, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a case; `more` opens a form on it or says why something was refused."""
    actor = official(request)
    listing = asking.listing_of(request, actor)
    act = more["action"].name if "form" in more else ""
    presence.note(actor, page.case.pk, act)
    present = presence.others(actor, page.case.pk)
    base = reverse("desk:case", args=[page.case.pk]) + walk.carry(request, listing)
    turns = {name: request.GET.get(name, default) for name, default in (("tep", ""), ("trang", "1"))}
    errands, due_at = errands_of(page.case), page.case.due_at or page.case.answer_by
    facts = {
        "case": page.case,
        "version": page.case.version,
        "facts": page.facts,
        "tone": rows.TONES[page.facts.holder],
        "due_at": due_at,
        "length": length_until(page.case, due_at),
        "answer_only": page.case.due_at is None and page.case.answer_by is not None,
        "stopped": stands(page.case, page.stops),
        "done_at": rows.done_at(page.case),
        "fact_rows": [*shown.facts_rows(page.case), *five_panel.thread_row(page)],
        "five": five_panel.panel(page),
        "stops": shown.stops_of(page),
        "picture": picture_of(page, errands),
        "errands": by_itself(page, errands),
        "papers": shown.paper_rows(page, base),
        "viewer": shown.viewer_of(page, turns, base),
        "may_attach": ANSWER in page.actions,
        "slips": shown.slips_of(page.documents),
        "owed": shown.owed(page),
        "held_now": shown.held_now(page),
        "supplements": page.supplements,
        "site_checks": page.site_checks,
        "linked": linked.rows_of(actor, page.case),
        "earlier_out": page.earlier_out,
        "asked": asked.lines_of(page.requests, actor),
        "explanation": page.explanation,
        "time": panel_of(page),
        "timeline": list(reversed(page.timeline)),
        "bar": acting.bar(page.actions, page.blocked),
        "step_rows": step_card.step_rows(page),
        "data_rows": step_card.data_rows(page),
        "imported_words": IMPORTED,
        "task": page.task,
        "approvals": shown.approvals(page),
        "returned": page.returned,
        "beside": shown.beside(page, actor, base),
        "act_carry": shown.with_task(walk.carry(request, listing), page, actor),
        "present": shown.present_rows(present),
        "beat_url": f"{reverse('desk:here', args=[page.case.pk])}?{urlencode({'viec': act, 'ban': page.case.version})}",
        "beat_mark": presence.mark(present, page.case.version, language()),
        **walk.steps(request, actor, listing, page.case),
    }
    if "form" in more:
        facts["replies"] = replying.replies_of(request, page, more["form"], more["action"].name)
    return render(request, "desk/case.html", facts | more, status=status)
