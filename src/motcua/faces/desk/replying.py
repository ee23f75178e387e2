"""Reply templates on a case's form: which may be chosen, how one fills the fields, how the paper will read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from motcua.casework.queries.page import CasePage
from motcua.casework.replies import Filled, Line, Paper, filled, paper_for, values_of
from motcua.domain.replies.enums import ReplyAct, acts_of
from motcua.domain.replies.errors import ReplyNotFound
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.replies.queries import template_for, templates_for
from motcua.domain.replies.services.uses import note_use
from motcua.faces.desk.forms.acts import ActForm
from motcua.faces.desk.forms.supplement import LINES, MOST, Supplement, said_rows
from motcua.faces.desk.who import official

PICK, PICKED, LOOK = "mau", "mau_da_chon", "xem_truoc"
KEYED = 9
TEXTS = ("reason", "text", "note")
ON_PAPER = ("co_quan", "ho_ten", "ma_ho_so", "thu_tuc", "can_bo")


@dataclass(frozen=True, slots=True)
class Replies:
    """What the form of an act shows of templates: those with a key, the rest, the chosen one, the paper."""

    keyed: list[ReplyTemplate]
    others: list[ReplyTemplate]
    picked: str
    paper: Paper
    focus: bool

    @property
    def ready(self) -> bool:
        """Chosen, and nothing left to write: the hand goes to the button that sends."""
        return bool(self.picked) and not self.paper.open

    @property
    def unfinished(self) -> bool:
        return bool(self.picked) and self.paper.open


def asks(request: HttpRequest) -> bool:
    """Whether a template was chosen or a look asked for: the form is shown again, nothing is sent."""
    return PICK in request.POST or LOOK in request.POST


def refilled(request: HttpRequest, kind: type[ActForm], page: CasePage) -> ActForm:
    """The form with the chosen template in its fields. What was typed by hand stays; an earlier template's words go."""
    typed: Any = request.POST.copy()
    actor = official(request)
    chosen = _template(request, PICK)
    if chosen is not None:
        before = _template(request, PICKED)
        earlier = filled(before, page.case, actor) if before else Filled("")
        _put(typed, kind(page=page), filled(chosen, page.case, actor), earlier)
        typed[PICKED] = str(chosen.pk)
        if chosen.kind.outcome:
            typed["outcome"] = chosen.kind.outcome
    return kind(typed, page=page)


def replies_of(request: HttpRequest, page: CasePage, form: ActForm | None, action: str) -> Replies | None:
    """For the page of a form; None for acts without a text to send."""
    acts = acts_of(action)
    if form is None or not acts:
        return None
    actor = official(request)
    offered = templates_for(actor, acts, page.case.procedure_version.procedure_id)
    picked = str(form.data.get(PICKED, "")) if form.is_bound else ""
    paper = paper_for(act_of(form, acts), said_of(form), values_of(page.case, actor, ON_PAPER))
    focus = not form.is_bound and not form.ready and bool(offered)
    return Replies(offered[:KEYED], offered[KEYED:], picked, paper, focus)


def note(request: HttpRequest) -> None:
    """It was sent with a template: that one stands higher next time."""
    chosen = _template(request, PICKED)
    if chosen is not None:
        note_use(actor=official(request), template_id=chosen.pk)


def act_of(form: ActForm, acts: tuple[ReplyAct, ...]) -> ReplyAct:
    """Which kind of text: for a decision the one of the chosen outcome."""
    outcome = str(form["outcome"].value()) if "outcome" in form.fields else ""
    return next((act for act in acts if act.outcome == outcome), acts[0])


def said_of(form: ActForm) -> Filled:
    """What stands in the fields now, checked or not."""
    lines: tuple[Line, ...] = ()
    if isinstance(form, Supplement):
        papers = [(tick.value(), paper.name, _said(note)) for paper, tick, note in form.paper_rows]
        rows = [(_said(text), _said(note)) for text, note in form.free_rows]
        lines = tuple(Line(name, note) for ticked, name, note in papers if ticked or note)
        free = said_rows(rows, ticked=bool(lines))
        lines += tuple(Line(text or note, note if text else "") for text, note in free)
    return Filled(_said(form[text_field(form)]), _said(form["ground"]) if "ground" in form.fields else "", lines)


def text_field(form: ActForm) -> str:
    return next(name for name in TEXTS if name in form.fields)


def _said(bound: Any) -> str:
    return str(bound.value() or "").strip()


def _template(request: HttpRequest, name: str) -> ReplyTemplate | None:
    try:
        return template_for(official(request), UUID(request.POST.get(name, "")))
    except (ValueError, ReplyNotFound):
        return None


def _put(typed: Any, fresh: ActForm, new: Filled, earlier: Filled) -> None:
    name = text_field(fresh)
    untouched = {"", earlier.text.strip(), _said(fresh[name])}
    typed[name] = _joined(typed.get(name, ""), new.text, untouched)
    if "ground" in fresh.fields:
        typed["ground"] = _joined(typed.get("ground", ""), new.ground, {"", earlier.ground.strip()})
    if isinstance(fresh, Supplement):
        _put_lines(typed, new, earlier)


def _joined(typed: str, new: str, untouched: set[str]) -> str:
    """The new text; after what was typed by hand where there is some."""
    own = typed.replace("\r\n", "\n").strip()
    return new if own in untouched or not new else f"{own}\n{new}"


def _put_lines(typed: Any, new: Filled, earlier: Filled) -> None:
    """Papers are ticked, other lines go to the free rows; those of the earlier template make room."""
    for line in earlier.lines:
        if line.paper is not None and typed.get(f"paper_note_{line.paper.position}", "") == line.note:
            typed.pop(f"paper_{line.paper.position}", None)
            typed.pop(f"paper_note_{line.paper.position}", None)
    gone = {(line.text, line.note) for line in earlier.lines}
    rows = [(typed.get(f"text_{number}", "").strip(), typed.get(f"note_{number}", "").strip())
            for number in range(1, MOST + 1)]  # fmt: skip
    kept = [row for row in rows if any(row) and row not in gone]
    for line in new.lines:
        if line.paper is not None:
            typed[f"paper_{line.paper.position}"] = "on"
            typed[f"paper_note_{line.paper.position}"] = line.note
        elif (line.text, line.note) not in kept:
            kept.append((line.text, line.note))
    for number in range(1, MOST + 1):
        text, remark = kept[number - 1] if number <= len(kept) else ("", "")
        typed[f"text_{number}"], typed[f"note_{number}"] = text, remark
    typed["lines"] = str(max(LINES, len(kept)))
