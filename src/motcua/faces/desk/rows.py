"""Lines of lists of cases, as values for the templates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from motcua.base.access.roles import role_named
from motcua.base.ui.due import DueMark, mark
from motcua.casework.lengths import lengths_of
from motcua.casework.queries.worklist import Row
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import Clock, Facts, Holder
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

CHANNELS: dict[str, Words] = {
    Channel.COUNTER: Words("Trực tiếp tại quầy", "At the counter"),
    Channel.ONLINE: Words("Trực tuyến", "Online"),
    Channel.POST: Words("Bưu chính công ích", "By post"),
}
ANY = UUID(int=0)
NOWHERE = str(ANY)
FOR_AWAY = Words("{who} (vắng, bạn thay)", "{who} (away, you deputise)")
APPLICANT = Words("Người nộp", "The applicant")
TONES = {Holder.CITIZEN: "stopped", Holder.RECEPTION: "info", Holder.AGENCY: "info", Holder.NOBODY: "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; `due` is how its due moment stands now."""

    case: Case
    id: str
    url: str
    facts: Facts
    tone: str
    step: Words | str
    holder: Words | str
    due_at: datetime | None
    due: DueMark
    channel: Words
    length: Words | None = None


FOR_TIME = Words("Chờ hết thời gian", "Waits for the time to pass")


def lines_of(rows: Sequence[Row], mark: str, query: str = "", actor: Actor | None = None) -> list[Line]:
    """The lines of rows, by the rules of time of the edition `mark`; `query` is the list they lead back to.

    What `actor` does for somebody away is marked.
    """
    now = clock.now()
    away = {post.stands_for for post in actor.posts if post.stands_for} if actor else set()
    lengths = lengths_of(((row.case, row.due_at) for row in rows), mark)
    page = reverse("desk:case", args=[ANY]) + (f"?{query}" if query else "")
    return [_line(row, page, now, away, lengths.get(row.case.id)) for row in rows]


def done_at(case: Case) -> datetime | None:
    """The moment against which the due date is measured: decision, or another end."""
    return case.decided_at or case.ended_at


def holder_of(facts: Facts, task: Task | None) -> Words | str:
    """Who has it in hand: the applicant, a named colleague, or a role at an agency."""
    if facts.holder is Holder.CITIZEN:
        return APPLICANT
    if task is None:
        return ""
    if task.assignee is not None:
        return str(task.assignee.person.full_name)
    if not task.role:
        return FOR_TIME
    role, agency = role_named(task.role).title, task.agency.short_name
    return Words(f"{role.vi}, {agency}", f"{role.en}, {agency}")


def _line(row: Row, page: str, now: datetime, away: Collection[object], length: Words | None) -> Line:
    case = row.case
    holder = holder_of(row.facts, row.task)
    stopped, done = row.facts.clock is Clock.STOPPED, done_at(case)
    return Line(
        case=case,
        id=(number := str(case.id)),
        url=page.replace(NOWHERE, number, 1),
        facts=row.facts,
        tone=TONES[row.facts.holder],
        step=row.step,
        holder=FOR_AWAY.fill(who=holder) if row.task and row.task.assignee_id in away else holder,
        due_at=row.due_at,
        due=mark(row.due_at, now=now, stopped=stopped, done_at=done, length=length),
        channel=CHANNELS[case.channel],
        length=length,
    )
