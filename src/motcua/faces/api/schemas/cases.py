"""A case as its filer and its officials read it."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from motcua.casework import tracking
from motcua.casework.queries.page import CasePage
from motcua.casework.queries.worklist import Row
from motcua.casework.steps import process_day
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS
from motcua.faces.api.schemas.common import Bilingual, Moment, Told, bilingual
from motcua.faces.api.schemas.parts import (
    ActionOpen,
    ApplicantTold,
    DecisionTold,
    DocumentTold,
    ExplanationTold,
    PaperTold,
    SiteCheckTold,
    StepTold,
    SupplementTold,
    TimelineTold,
)


class CaseBrief(Told):
    """Answer of every act: codes and moments, no personal data. `version` is what `expected` and If-Match name."""

    id: UUID
    filing_number: str
    code: str | None
    state: str
    stage: Bilingual
    version: int
    procedure: str
    procedure_version: int = Field(description="Number of the version the case runs under.")
    process_day: date = Field(description="The day whose process it walks: that of filing unless a decision moved it.")
    office: str
    due_at: Moment | None
    first_due_at: Moment | None = Field(description="What was promised before an apology gave a new date.")
    answer_by: Moment | None
    href: str


def brief(case: Case) -> dict[str, Any]:
    """The members of a CaseBrief; `procedure_version__procedure` is read with the case."""
    return {
        "id": case.pk,
        "filing_number": case.filing_number,
        "code": case.code,
        "state": case.state,
        "stage": bilingual(FACTS[case.legal_state].words),
        "version": case.version,
        "procedure": case.procedure_version.procedure.code,
        "procedure_version": case.procedure_version.number,
        "process_day": process_day(case),
        "office": case.office.identifier,
        "due_at": case.due_at,
        "first_due_at": case.first_due_at,
        "answer_by": case.answer_by,
        "href": f"/api/v1/cases/{case.pk}",
    }


class CaseLine(CaseBrief):
    """One line of a list. `applicant` is empty on a draft without one; `step` is the open task."""

    procedure_name: str
    applicant: str
    step: StepTold | None

    @classmethod
    def of(cls, row: Row) -> "CaseLine":
        applicant = getattr(row.case, "applicant", None)
        return cls(
            **brief(row.case),
            procedure_name=row.case.procedure_version.name,
            applicant=applicant.full_name if applicant else "",
            step=StepTold.of(row.task) if row.task else None,
        )


class CaseList(Told):
    """The most urgent first for officials, the newest first for citizens."""

    items: list[CaseLine]
    next: str | None = Field(description="To be sent as `after`; null at the end.")


class CaseFull(CaseBrief):
    """Everything about one case that its reader may see."""

    procedure_name: str
    channel: str
    summary: str
    result_wanted: str
    submitted_at: Moment | None
    accepted_at: Moment | None
    decided_at: Moment | None
    returned_at: Moment | None
    ended_at: Moment | None
    office_name: str
    resolving_agency: str
    applicant: ApplicantTold | None
    papers: list[PaperTold]
    supplements: list[SupplementTold]
    site_checks: list[SiteCheckTold] = Field(description="Checks on the spot, the latest first; officials only.")
    documents: list[DocumentTold]
    decision: DecisionTold | None
    step: StepTold | None = Field(description="The reader's own open step, else the one due first.")
    steps: list[StepTold] = Field(description="Every open step; several where branches run side by side.")
    timeline: list[TimelineTold]
    explanation: ExplanationTold | None
    actions: list[ActionOpen] = Field(description="What this reader may do now, each by POST to /moves.")
    data: dict[str, Any] = Field(description="What the steps of the process filled in; empty for the applicant.")
    tracking_url: str | None = Field(description="The address in the receipt's QR code. It carries a secret.")

    @classmethod
    def of(cls, page: CasePage) -> "CaseFull":
        case = page.case
        applicant = getattr(case, "applicant", None)
        decision = getattr(case, "decision", None)
        return cls(
            **brief(case),
            procedure_name=case.procedure_version.name,
            channel=case.channel,
            summary=case.summary,
            result_wanted=case.result_wanted,
            submitted_at=case.submitted_at,
            accepted_at=case.accepted_at,
            decided_at=case.decided_at,
            returned_at=case.returned_at,
            ended_at=case.ended_at,
            office_name=case.office.name,
            resolving_agency=case.resolving_agency.name,
            applicant=ApplicantTold.of(applicant) if applicant else None,
            papers=[PaperTold.of(case, paper) for paper in page.papers],
            supplements=[SupplementTold.of(request) for request in page.supplements],
            site_checks=[SiteCheckTold.of(one) for one in page.site_checks],
            documents=[DocumentTold.of(case, document) for document in page.documents],
            decision=DecisionTold.of(decision) if decision else None,
            step=StepTold.of(page.task) if page.task else None,
            steps=[StepTold.of(task) for task in page.open],
            timeline=[TimelineTold.of(line) for line in page.timeline],
            explanation=ExplanationTold.of(page.explanation) if page.explanation else None,
            actions=[ActionOpen.of(action, page.blocked.get(action.name)) for action in page.actions],
            data=dict(page.data),
            tracking_url=tracking.url_of(case) if case.submitted_at else None,
        )
