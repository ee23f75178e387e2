"""One case with everything its page shows, gathered in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from motcua.base.access.permissions import CASE_ASSIGN
from motcua.base.compiled import compiled
from motcua.base.documents.models import Document
from motcua.base.ledger import Audience, sentence
from motcua.base.ledger.models import Entry
from motcua.base.ledger.queries import timeline
from motcua.casework import bundled, signing, steps, timing
from motcua.casework.frame import subject
from motcua.casework.legacy.events import ACTS
from motcua.casework.legacy.models import Event
from motcua.casework.put_away import away_of
from motcua.casework.queries.actions import Action, actions_for, blocked_by
from motcua.casework.sub_requests import requests_of
from motcua.casework.surroundings import along, surround
from motcua.casework.taken_back import returned_of, was_returned
from motcua.casework.timed import is_timed
from motcua.domain.cases.deadlines import Explanation
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import (
    Case,
    CasePaper,
    ClockStop,
    DecisionDraft,
    PaperFile,
    ReturnedDecision,
    SignOff,
    SiteCheck,
    SupplementRequest,
)
from motcua.domain.cases.permissions import check_may_see
from motcua.domain.cases.states import FACTS, Facts
from motcua.domain.processes.graph.definition import SignOff as Chain
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

IMPORTED = "case.imported_act"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of what happened; `who` is empty for the citizen's own acts, `number` its place in the ledger.

    `imported`: what an older system said of it. Such a line bears the moment of then.
    """

    at: datetime
    who: str
    words: Words
    number: int = 0
    imported: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything about one case that this actor may see. `task`: of the open ones, the one the page is about.

    `blocked`: of the `actions`, those the process does not let through yet, by name, and why.
    `data`: what the steps filled in, for the office alone. `heads`: the paths where the actor gives out work.
    `returned`: decisions sent back to who signed them. `entries`: those of the ledger that this actor may read.
    """

    case: Case
    facts: Facts
    papers: Sequence[CasePaper]
    supplements: Sequence[SupplementRequest]
    stops: Sequence[ClockStop]
    tasks: Sequence[Task]
    open: Sequence[Task]
    task: Task | None
    documents: Sequence[Document]
    timeline: Sequence[TimelineLine]
    explanation: Explanation | None
    actions: tuple[Action, ...]
    chain: Sequence[Chain] = ()
    approvals: Sequence[SignOff] = ()
    draft: DecisionDraft | None = None
    requests: Sequence[SubRequest] = ()
    blocked: Mapping[str, Words] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    site_checks: Sequence[SiteCheck] = ()
    heads: Sequence[str] = ()
    returned: Sequence[ReturnedDecision] = ()
    entries: Sequence[Entry] = ()

    @property
    def timed(self) -> bool:
        """Whether time runs against whoever holds an open step."""
        return is_timed(self.case, self.stops)

    @property
    def earlier_out(self) -> str:
        """The case whose result this one went on with, while that is back at its signer."""
        return next(filter(None, (getattr(one, "earlier_out", None) for one in self.open)), "")

    @property
    def open_supplement(self) -> SupplementRequest | None:
        return next((request for request in self.supplements if request.answered_at is None), None)


def find_case(actor: Actor, case_id: UUID) -> Case:
    """The case for reading. CaseNotFound for strangers."""
    case = _of_id.first(case_id)
    if case is None:
        raise CaseNotFound
    check_may_see(actor, case)
    return surround(case)


@compiled
def _of_id(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.select_related("applicant", "decision").filter(pk=case_id)


@compiled
def _tasks_of(case_id: UUID) -> QuerySet[Task]:
    held = Task.objects.filter(case__id=case_id).select_related("agency", "assignee__person", "closed_by__person")
    return held.annotate(earlier_out=bundled.earlier_out()).order_by("opened_at", "position")


def case_page(actor: Actor, case_id: UUID, task_id: UUID | None = None) -> CasePage:
    """The page of a case; `task_id` names which of its open steps it is about. CaseNotFound for strangers."""
    case = find_case(actor, case_id)
    audience: Audience = "citizen" if actor.kind == "citizen" else "office"
    tasks, stops = _tasks_of(case.pk), timing.kept_stops(case.pk)
    for each in tasks:
        each.case = case
    open_now = sorted((task for task in tasks if task.closed_at is None), key=lambda one: (one.position, one.token))
    task = steps.task_for(actor, open_now, task_id)
    entries = timeline(subject(case), audience)
    actions, told_documents = actions_for(actor, case, task, open_now), documents_of(case, audience)
    return CasePage(
        case=case,
        facts=FACTS[case.legal_state],
        papers=papers_of(case),
        supplements=supplements_of(case),
        stops=stops,
        tasks=tasks,
        open=open_now,
        task=task,
        documents=told_documents,
        timeline=told(case, audience, entries),
        explanation=timing.explain_case(case, stops),
        actions=actions,
        blocked=blocked_by(case, task, actions),
        data=case.data if audience == "office" else {},
        heads=actor.paths(CASE_ASSIGN),
        returned=returned_of(case) if audience == "office" and was_returned(tasks) else (),
        **signed(case, audience),
        site_checks=site_checks_of(case, told_documents) if audience == "office" else [],
        requests=requests_of(case) if audience == "office" and may_have_asked(case) else [],
        entries=entries,
    )


def may_have_asked(case: Case) -> bool:
    """Whether other agencies were asked, as far as was read along with the case."""
    known = along(case)
    return known is None or known.asked


def told(case: Case, audience: Audience, entries: Sequence[Entry]) -> list[TimelineLine]:
    """The entries in their order; to the office those of an older system with its own words, people and moments.

    First, where some lie in an archive, which.
    """
    older = any(entry.kind == IMPORTED for entry in entries) and audience == "office"
    events = {str(event.pk): event for event in Event.objects.filter(imported=case.pk)} if older else {}
    filed = case.submitted_at or case.changed_at
    lines = [TimelineLine(filed, "", one.words, one.last) for one in away_of(case, entries)]
    for entry in entries:
        event = events.get(entry.facts.get("event", "")) if entry.kind == IMPORTED else None
        lines.append(
            TimelineLine(event.at, event.who, sentence(entry), entry.number, event.what or str(ACTS[event.act]))
            if event
            else TimelineLine(entry.at, entry.actor_name, sentence(entry), entry.number, kind=entry.kind)
        )
    return lines


def signed(case: Case, audience: Audience) -> dict[str, Any]:
    """The draft of the result and the approvals under it, for the office, where the process asks for any."""
    chain = signing.chain_ahead(case) if audience == "office" and case.submitted_at else ()
    if not chain:
        return {}
    return {"chain": chain, "approvals": signing.approvals_of(case), "draft": signing.draft_of(case)}


def papers_of(case: Case) -> list[CasePaper]:
    """The checklist with its present files under `kept`."""
    papers, files = _papers(case.pk), _files(case.pk)
    for paper in papers:
        paper.kept = [file for file in files if file.paper_id == paper.pk]  # type: ignore[attr-defined]
    return papers


@compiled
def _papers(case_id: UUID) -> QuerySet[CasePaper]:
    return CasePaper.objects.filter(case__id=case_id).select_related("requirement").order_by("position")


@compiled
def _files(case_id: UUID) -> QuerySet[PaperFile]:
    present = PaperFile.objects.filter(paper__case__id=case_id, removed_at=None)
    return present.select_related("file")


def supplements_of(case: Case) -> list[SupplementRequest]:
    """What was asked for, each thing with the present files that answer it under `kept`."""
    kept = Prefetch("items__files", PaperFile.objects.filter(removed_at=None), to_attr="kept")
    found = _supplements(case.pk)
    prefetch_related_objects(found, "items__paper", kept)
    return found


@compiled
def _supplements(case_id: UUID) -> QuerySet[SupplementRequest]:
    return SupplementRequest.objects.filter(case__id=case_id).select_related("asked_by__person").order_by("number")


def site_checks_of(case: Case, documents: Sequence[Document]) -> list[SiteCheck]:
    """Checks on the spot, the latest first. No statement where none has its record."""
    if not any(one.kind == "site_check" for one in documents):
        return []
    return list(case.site_checks.select_related("position__person", "document").order_by("-number"))


def documents_of(case: Case, audience: Audience = "office") -> list[Document]:
    """Papers taken back are read by the office alone."""
    found = _documents(str(case.pk))
    return found if audience == "office" else [one for one in found if getattr(one, "withdrawal", None) is None]


@compiled
def _documents(case_id: str) -> QuerySet[Document]:
    found = Document.objects.select_related("withdrawal").filter(subject_kind="case", subject_id=case_id)
    return found.order_by("created_at")
