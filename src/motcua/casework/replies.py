"""Reply templates meet a case: values of the variables, the filled text, and how the paper will read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import prefetch_related_objects

from motcua.base.documents.editions import edition
from motcua.base.ui.brand import brand
from motcua.casework import papers, steps
from motcua.domain.cases.models import Case, CasePaper
from motcua.domain.replies import variables
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.text import short_date, weekday_time

SLIP_OF = {"supplement": "supplement", "refuse": "refusal", "stop": "stop"}
INSIDE = frozenset({"forward", "send_back", "ask"})
Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing asked for; `paper` where it is a paper of the checklist."""

    text: str
    note: str = ""
    paper: CasePaper | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A template on a case: what goes into the fields of the act's form."""

    text: str
    ground: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """How the paper will read, piece by piece; a piece that still waits to be written is marked.

    `inside`: a note between officials, not a paper to the applicant.
    """

    title: str
    head: str
    addressee: str
    code: str
    procedure: str
    paragraphs: tuple[list[tuple[str, bool]], ...]
    lines: tuple[tuple[list[tuple[str, bool]], list[tuple[str, bool]]], ...] = ()
    ground: tuple[tuple[str, bool], ...] = ()
    signer: str = ""
    inside: bool = False

    @property
    def open(self) -> bool:
        """Whether something in it is not written yet."""
        said = [*self.paragraphs, *(part for line in self.lines for part in line), list(self.ground)]
        return any(waits for part in said for _, waits in part)


def values_of(
    case: Case, actor: Actor, wanted: Iterable[str] = variables.BY_NAME, open_now: Sequence[Task] | None = None
) -> Values:
    """The values the case has for the wanted variables; those it does not have are not among them.

    `open_now`: its open tasks, where they are at hand.
    """
    makers = _makers(case, actor, open_now)
    made = {name: makers[name]() for name in wanted if name in variables.BY_NAME}
    return {name: value for name, value in made.items() if value}


def _makers(case: Case, actor: Actor, open_now: Sequence[Task] | None) -> dict[str, Callable[[], str]]:
    """How each variable is made; only those a text names are."""
    return {
        "ho_ten": partial(papers.owner, case),
        "ma_ho_so": partial(str, case),
        "thu_tuc": lambda: case.procedure_version.name,
        "noi_dung": lambda: case.summary,
        "giay_to_thieu": lambda: "; ".join(paper.name for paper in missing_papers(case)),
        "han_tra": lambda: weekday_time(case.due_at).vi if case.due_at else "",
        "thoi_han": lambda: papers.limit_text(case) if case.accepted_at else "",
        "ngay_nop": lambda: short_date(clock.local(case.submitted_at).date()) if case.submitted_at else "",
        "ngay_tiep_nhan": lambda: short_date(clock.local(case.accepted_at).date()) if case.accepted_at else "",
        "ngay": lambda: short_date(clock.today()),
        "co_quan": lambda: case.resolving_agency.name,
        "noi_tiep_nhan": lambda: case.office.name,
        "dien_thoai": lambda: case.office.phone or brand().hotline,
        "buoc_tiep": partial(next_step_name, case, actor, open_now),
        "can_bo": lambda: actor.name,
        "chuc_danh": lambda: actor.posts[0].title if actor.posts else "",
    }


def next_step_name(case: Case, actor: Actor, known: Sequence[Task] | None) -> str:
    """What follows the actor's own step."""
    open_now = open_tasks_of(case) if known is None else known
    task = steps.task_for(actor, open_now)
    return steps.words_of(steps.next_steps(case, task, open_now)).vi if task and task.role else ""


def missing_papers(case: Case) -> list[CasePaper]:
    """Required papers of which nothing came: no original, no copy, no file. Read once for a case at hand."""
    prefetch_related_objects([case], "papers__files")
    return [
        paper
        for paper in case.papers.all()
        if paper.required
        and not (paper.originals or paper.copies)
        and all(file.removed_at is not None for file in paper.files.all())
    ]


def variables_in(*texts: str) -> set[str]:
    return {found for text in texts for found in variables.BRACED.findall(text)}


def filled(template: ReplyTemplate, case: Case, actor: Actor) -> Filled:
    """The template on the case. A line that is only the missing papers becomes one line per paper."""
    items = [(text, note) for text, note in template.items]
    return filled_texts(case, actor, template.text, ground=template.ground, items=items)


def filled_texts(
    case: Case,
    actor: Actor,
    text: str,
    *,
    ground: str = "",
    items: Iterable[tuple[str, str]] = (),
    open_now: Sequence[Task] | None = None,
) -> Filled:
    """Any text with variables on the case; what has no value stays in its braces."""
    pairs = list(items)
    wanted = variables_in(text, ground, *(part for pair in pairs for part in pair))
    values = values_of(case, actor, wanted, open_now)
    lines: list[Line] = []
    for item, note in pairs:
        said = variables.fill(note, values)
        if item.strip() == variables.BY_NAME[variables.MISSING_PAPERS].written and variables.MISSING_PAPERS in values:
            lines += [Line(paper.name, said, paper) for paper in missing_papers(case)]
        else:
            lines.append(Line(variables.fill(item, values), said))
    return Filled(variables.fill(text, values), variables.fill(ground, values), tuple(lines))


def example_filled(text: str, ground: str, items: Iterable[tuple[str, str]]) -> Filled:
    """The same on the example of the list of variables."""
    put = partial(variables.fill, values=variables.EXAMPLE)
    lines = tuple(Line(put(item), put(note)) for item, note in items)
    return Filled(put(text), put(ground), lines)


def paper_for(act: ReplyAct, said: Filled, values: Mapping[str, str]) -> Paper:
    """How the paper of the act will read with these words; `values` are those of the case or of the example."""
    outcome = {"granted": "Giải quyết hồ sơ theo đề nghị.", "denied": "Từ chối giải quyết hồ sơ."}.get(act.outcome)
    paragraphs = [outcome] if outcome else []
    paragraphs += [part for part in said.text.splitlines() if part.strip()]
    return Paper(
        title=title_of(act),
        head=values.get("co_quan", ""),
        addressee=values.get("ho_ten", ""),
        code=values.get("ma_ho_so", ""),
        procedure=values.get("thu_tuc", ""),
        paragraphs=tuple(variables.pieces(part) for part in paragraphs),
        lines=tuple((variables.pieces(line.text), variables.pieces(line.note)) for line in said.lines),
        ground=tuple(variables.pieces(said.ground)),
        signer=values.get("can_bo", ""),
        inside=act.action in INSIDE,
    )


def title_of(act: ReplyAct) -> str:
    """What stands on top of the paper; for notes between officials, what they are."""
    slip = SLIP_OF.get(act.action)
    if slip is not None:
        return edition(slip, clock.today()).title
    titles = {"granted": "THÔNG BÁO KẾT QUẢ", "denied": "THÔNG BÁO TỪ CHỐI GIẢI QUYẾT"}
    return titles.get(act.outcome, act.words.vi)
