"""The parts of a case's answer."""

from uuid import UUID

from pydantic import Field

from motcua.base.documents.models import Document
from motcua.casework.queries.actions import Action
from motcua.casework.queries.page import TimelineLine
from motcua.domain.cases.deadlines import Explanation
from motcua.domain.cases.models import (
    Applicant,
    Case,
    CasePaper,
    Decision,
    PaperFile,
    SiteCheck,
    SupplementItem,
    SupplementRequest,
)
from motcua.domain.routing.models import Task
from motcua.faces.api.schemas.common import Bilingual, Moment, Told, bilingual
from motcua.kernel.words import Words


class ApplicantTold(Told):
    kind: str
    full_name: str
    identity_number: str
    birth_date: str
    phone: str
    email: str
    address: str
    organisation: str
    tax_code: str

    @classmethod
    def of(cls, applicant: Applicant) -> "ApplicantTold":
        return cls(**{name: getattr(applicant, name) or "" for name in cls.model_fields})


class FileTold(Told):
    id: UUID
    name: str
    size: int
    media_type: str
    added_at: Moment
    href: str


class PaperTold(Told):
    id: UUID
    position: int
    name: str
    required: bool
    originals: int
    copies: int
    files: list[FileTold]

    @classmethod
    def of(cls, case: Case, paper: CasePaper) -> "PaperTold":
        files = [
            FileTold(
                id=file.pk,
                name=file.name,
                size=file.size,
                media_type=file.media_type,
                added_at=file.added_at,
                href=f"/api/v1/cases/{case.pk}/files/{file.pk}",
            )
            for file in paper.kept  # type: ignore[attr-defined]
        ]
        return cls(
            id=paper.pk,
            position=paper.position,
            name=paper.name,
            required=paper.required,
            originals=paper.originals,
            copies=paper.copies,
            files=files,
        )


class MissingTold(Told):
    """One thing asked for; `answer` and `files` are what was given for it."""

    text: str
    note: str
    paper: UUID | None
    answer: str
    files: list[UUID]

    @classmethod
    def of(cls, item: SupplementItem) -> "MissingTold":
        kept: list[PaperFile] = item.kept  # type: ignore[attr-defined]
        files = [file.pk for file in kept]
        return cls(text=item.text, note=item.note, paper=item.paper_id, answer=item.answer, files=files)


class SupplementTold(Told):
    number: int
    reason: str
    asked_at: Moment
    answered_at: Moment | None
    return_until: Moment | None = Field(description="By law it goes back after appraisal by then; null: no time bound.")
    returned_late: bool | None
    answer: str
    items: list[MissingTold]

    @classmethod
    def of(cls, request: SupplementRequest) -> "SupplementTold":
        return cls(
            number=request.number,
            reason=request.reason,
            asked_at=request.asked_at,
            answered_at=request.answered_at,
            return_until=request.return_until,
            returned_late=request.returned_late,
            answer=request.answer,
            items=[MissingTold.of(item) for item in request.items.all()],
        )


class SiteCheckTold(Told):
    number: str
    began_at: Moment
    place: str
    people: list[str]
    content: str
    entered_at: Moment
    entered_by: str

    @classmethod
    def of(cls, row: SiteCheck) -> "SiteCheckTold":
        return cls(
            number=row.document.number,
            began_at=row.began_at,
            place=row.place,
            people=row.people.splitlines(),
            content=row.content,
            entered_at=row.entered_at,
            entered_by=row.position.person.full_name,
        )


class DocumentTold(Told):
    """A slip or the result; its PDF lies at `href`. `withdrawn_at`: it was taken back then and is in force no more."""

    id: UUID
    kind: str
    number: str
    issued_at: Moment
    href: str
    withdrawn_at: Moment | None

    @classmethod
    def of(cls, case: Case, document: Document) -> "DocumentTold":
        return cls(
            id=document.pk,
            kind=document.kind,
            number=document.number,
            issued_at=document.created_at,
            href=f"/api/v1/cases/{case.pk}/documents/{document.pk}",
            withdrawn_at=withdrawal.withdrawn_at if (withdrawal := getattr(document, "withdrawal", None)) else None,
        )


class DecisionTold(Told):
    outcome: str
    text: str
    number: str
    decided_at: Moment
    signer: str

    @classmethod
    def of(cls, decision: Decision) -> "DecisionTold":
        return cls(
            outcome=decision.outcome,
            text=decision.text,
            number=decision.number,
            decided_at=decision.decided_at,
            signer=decision.signer,
        )


class StepTold(Told):
    """An open step: which role at which agency has it, until when, and who took it; no role: it waits for time."""

    id: UUID
    step: str
    role: str
    agency: str
    due_at: Moment | None
    assignee: str

    @classmethod
    def of(cls, task: Task) -> "StepTold":
        assignee = task.assignee.person.full_name if task.assignee else ""
        return cls(
            id=task.pk, step=task.step, role=task.role, agency=task.agency.name, due_at=task.due_at, assignee=assignee
        )


class TimelineTold(Told):
    at: Moment
    who: str
    words: Bilingual

    @classmethod
    def of(cls, line: TimelineLine) -> "TimelineTold":
        return cls(at=line.at, who=line.who, words=bilingual(line.words))


class ExplanationTold(Told):
    """Why the case is due when it is, line by line."""

    due: Moment | None
    legal_limit: Moment | None
    lines: list[Bilingual]

    @classmethod
    def of(cls, explanation: Explanation) -> "ExplanationTold":
        return cls(
            due=explanation.due,
            legal_limit=explanation.legal_limit,
            lines=[bilingual(line) for line in explanation.lines],
        )


class ActionOpen(Told):
    action: str
    words: Bilingual
    blocked: Bilingual | None = Field(
        default=None, description="Why the process does not let it through yet, by what the case holds now."
    )

    @classmethod
    def of(cls, action: Action, why: Words | None = None) -> "ActionOpen":
        return cls(action=action.name, words=bilingual(action.words), blocked=bilingual(why) if why else None)
