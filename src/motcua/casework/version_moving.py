"""What moving a case to the version and process in force would change: worked out before anything is written.

The same plan is shown, judged and carried out. Nothing is asked of the citizen that the old version did not ask, and
the promise gets no later, unless the decision says so. A step that the new process does not have is replaced by
reception or examination; a case that is accepted only is still at reception.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from motcua.casework import steps, timing
from motcua.casework.surroundings import limits_of, papers_asked
from motcua.domain.cases.errors import NothingToMove, NoVersionToMoveTo, OthersStillAsked
from motcua.domain.cases.models import Case, CasePaper
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.domain.catalogue.models import ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.queries.receiving import in_force
from motcua.domain.processes.graph.definition import Process
from motcua.domain.processes.graph.moving import Moved, examination_of, moved, reception_of
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.text import fold
from motcua.kernel.words import Words

MOVE = Words("Chuyển sang phiên bản, quy trình đang áp dụng", "Move to the version and process in force")
MOVABLE = frozenset({State.ACCEPTED, State.PROCESSING})
CHOOSE = Words("Bạn chọn một trong các cách đã nêu.", "Please choose one of the ways named.")
DECISION_NEEDED = Words("Bạn ghi quyết định làm căn cứ chuyển.", "Please name the decision this rests on.")
NO_LIMIT = Words(
    "Phiên bản mới không có một thời hạn rõ cho hồ sơ này. Bạn chọn giữ hạn trả có lợi hơn.",
    "The new version states no single time for this case. Keep the better promise instead.",
)
PROMISES = ("better", "new", "old")
OTHERWISE = ("examination", "reception")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the decision says. `version_id` None: the version in force today.

    `promise`: the better of both for the citizen, the new version's, or the old one. `ask_new`: papers only the new
    version asks for are asked for. `otherwise`: where the case goes on when its step is gone.
    """

    decision: str = ""
    version_id: UUID | None = None
    promise: str = "better"
    ask_new: bool = False
    otherwise: str = "examination"


@dataclass(frozen=True, slots=True)
class Promised:
    """What a case keeps of its promise."""

    limit: TimeLimit | None
    value: Decimal | None
    unit: str
    same_day: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """The checklist: lines both versions have, lines the new one does not ask for, papers only the new one has."""

    kept: Sequence[tuple[CasePaper, RequiredPaper]]
    dropped: Sequence[CasePaper]
    new: Sequence[RequiredPaper]

    @property
    def new_required(self) -> list[RequiredPaper]:
        return [paper for paper in self.new if paper.must_be_attached]


@dataclass(frozen=True, slots=True)
class Plan:
    """`due` is what the case will be due by, `was` what it is due by now."""

    version: ProcedureVersion
    day: date
    old: Process
    new: Process
    standing: Moved
    lines: Lines
    promised: Promised
    was: datetime | None
    due: datetime | None

    @property
    def promise(self) -> Literal["kept", "sooner", "later"]:
        if self.due == self.was or self.due is None or self.was is None:
            return "kept"
        return "sooner" if self.due < self.was else "later"

    def goes_on_at(self) -> list[str]:
        return [token.node for token in self.standing.state.tokens]


def check_movable(case: Case) -> None:
    """Between acceptance and decision, while the clock runs; an opinion that stops it bars too. MoveRefused."""
    if case.legal_state not in MOVABLE or case.due_at is None:
        raise MoveRefused(move=MOVE, state=FACTS[case.legal_state].words)


def asked_elsewhere(cases: Sequence[Case]) -> set[UUID]:
    """Those of the cases about which another agency is still asked."""
    return set(SubRequest.objects.filter(case__in=cases, closed_at=None).values_list("case_id", flat=True))


def check_wish(wish: Wish) -> None:
    """Invalid names every field that is wrong."""
    wrong = {} if wish.decision.strip() else {"decision": DECISION_NEEDED}
    wrong |= {} if wish.promise in PROMISES else {"promise": CHOOSE}
    wrong |= {} if wish.otherwise in OTHERWISE else {"otherwise": CHOOSE}
    if wrong:
        raise Invalid(wrong)


def version_for(procedure_id: UUID, version_id: UUID | None = None) -> ProcedureVersion:
    """The version in force today, or the named one where that is it. NoVersionToMoveTo."""
    found = ProcedureVersion.objects.filter(in_force(), procedure=procedure_id).select_related("procedure", "field")
    version = found.first()
    if version is None or version_id not in (None, version.pk):
        raise NoVersionToMoveTo
    return version


def check_differs(case: Case, version: ProcedureVersion) -> Process:
    """The process in force for the version. NothingToMove where the case has both already."""
    new = steps.graph_filed_on(version.pk, clock.today())
    if case.procedure_version_id == version.pk and steps.graph_of(case) == new:
        raise NothingToMove
    return new


def plan_for(case: Case, open_now: Sequence[Task], wish: Wish) -> Plan:
    """MoveRefused, OthersStillAsked, NoVersionToMoveTo, NothingToMove, Invalid ("promise"). The case stays as it is."""
    check_movable(case)
    if asked_elsewhere([case]):
        raise OthersStillAsked
    version = version_for(case.procedure_version.procedure_id, wish.version_id)
    new, old = check_differs(case, version), steps.graph_of(case)
    first = case.legal_state is State.ACCEPTED or wish.otherwise == "reception"
    otherwise = reception_of(new) if first else examination_of(new)
    promised, due = promise_for(case, version, wish)
    return Plan(
        version=version,
        day=clock.today(),
        old=old,
        new=new,
        standing=moved(old, new, steps.standing(case, open_now), otherwise),
        lines=lines_for(case, version),
        promised=promised,
        was=case.due_at,
        due=due,
    )


def lines_for(case: Case, version: ProcedureVersion) -> Lines:
    """Papers are the same where their names are, however they are spelled."""
    present = list(case.papers.order_by("position"))
    if version.pk == case.procedure_version_id:
        return Lines((), (), ())
    asked = {fold(paper.name): paper for paper in papers_asked(version.pk)}
    named = {fold(line.name) for line in present}
    return Lines(
        kept=[(line, asked[fold(line.name)]) for line in present if fold(line.name) in asked],
        dropped=[line for line in present if fold(line.name) not in asked],
        new=[paper for key, paper in asked.items() if key not in named],
    )


def promise_for(case: Case, version: ProcedureVersion, wish: Wish) -> tuple[Promised, datetime | None]:
    """The promise the case goes on with, and when it is due by it. Invalid ("promise") without a clear new one."""
    now = _promised(case)
    if version.pk == case.procedure_version_id or wish.promise == "old":
        return now, case.due_at
    limit = limit_in(version, case)
    if limit is None or limit.value is None:
        if wish.promise == "new":
            raise Invalid({"promise": NO_LIMIT})
        return now, case.due_at
    other = Promised(limit, Decimal(limit.value), limit.unit, limit.same_day)
    due = due_by(case, other)
    better = due is not None and (case.due_at is None or due < case.due_at)
    return (other, due) if wish.promise == "new" or better else (now, case.due_at)


def limit_in(version: ProcedureVersion, case: Case) -> TimeLimit | None:
    """The only time stated for the case's channel; of several that of the same kind of case."""
    limits = [limit for limit in limits_of(version.pk, case.channel) if limit.value is not None]
    if len({(limit.value, limit.unit, limit.same_day) for limit in limits}) <= 1:
        return next(iter(limits), None)
    kind = fold(case.time_limit.variant) if case.time_limit else ""
    return next((limit for limit in limits if kind and fold(limit.variant) == kind), None)


def due_by(case: Case, promised: Promised) -> datetime | None:
    """When the case would be due by another promise, after all that happened to it."""
    before = _promised(case)
    put_promise(case, promised)
    try:
        explanation = timing.explain_case(case)
    finally:
        put_promise(case, before)
    return explanation.due if explanation else None


def put_promise(case: Case, promised: Promised) -> None:
    """On the case in memory."""
    case.time_limit, case.limit_value, case.limit_unit = promised.limit, promised.value, promised.unit
    case.same_day = promised.same_day


def _promised(case: Case) -> Promised:
    return Promised(case.time_limit, case.limit_value, case.limit_unit, case.same_day)


def would_move(case: Case) -> bool:
    """Whether there is something else in force to which the case could be moved now."""
    if case.legal_state not in MOVABLE or case.due_at is None:
        return False
    try:
        check_differs(case, version_for(case.procedure_version.procedure_id))
    except (NothingToMove, NoVersionToMoveTo):
        return False
    return True
