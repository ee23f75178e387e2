"""What agencies ask each other, as both sides read and answer it."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from motcua.casework.queries.requests import RequestList, RequestPage
from motcua.domain.routing.enums import AskKind, AskState
from motcua.domain.routing.models import SubRequest
from motcua.faces.api.schemas.common import Bilingual, Given, Moment, Needed2000, Needed20000, Told, bilingual
from motcua.faces.api.schemas.filing import Files


class RequestBrief(Told):
    """One request. The case is told by its code alone."""

    id: UUID
    number: str
    case: str
    kind: Literal["opinion", "question"]
    state: Literal["sent", "taken", "answered", "refused", "recalled"]
    stage: Bilingual
    asked_by: str
    agency: str
    asked_at: Moment
    due_at: Moment
    closed_at: Moment | None
    reminders: int
    escalated_to: str | None
    taken_by: str | None = Field(description="The official of the asked agency who has it in hand.")
    href: str

    @classmethod
    def of(cls, request: SubRequest) -> "RequestBrief":
        return cls(**members(request))


def members(request: SubRequest) -> dict[str, Any]:
    return {
        "id": request.pk,
        "number": request.slip,
        "case": str(request.case),
        "kind": AskKind(request.kind).value,
        "state": AskState(request.state).value,
        "stage": bilingual(AskState(request.state).words),
        "asked_by": request.asking_agency.name,
        "agency": request.agency.name,
        "asked_at": request.asked_at,
        "due_at": request.due_at,
        "closed_at": request.closed_at,
        "reminders": request.reminders,
        "escalated_to": request.escalated_to.name if request.escalated_to else None,
        "taken_by": request.taken_by.person.full_name if request.taken_by else None,
        "href": f"/api/v1/requests/{request.pk}",
    }


class RequestsTold(Told):
    """What is due first stands first; of what is settled, the latest."""

    items: list[RequestBrief]
    next: str | None = Field(description="To be sent as `after`; null at the end.")

    @classmethod
    def of(cls, listed: RequestList, following: str | None) -> "RequestsTold":
        return cls(items=[RequestBrief.of(one) for one in listed.items], next=following)


class ShownFile(Told):
    paper: str
    name: str
    size: int
    media_type: str


class RequestFull(RequestBrief):
    """`papers`: what the asked agency may read while it is asked. `actions`: what this reader may do now."""

    text: str
    answer: str
    papers: list[ShownFile]
    files: list[ShownFile]
    actions: list[str]

    @classmethod
    def of_page(cls, page: RequestPage) -> "RequestFull":
        shown = [
            ShownFile(paper=paper.name, name=file.name, size=file.size, media_type=file.media_type)
            for paper in page.papers
            for file in paper.kept  # type: ignore[attr-defined]
        ]
        files = [
            ShownFile(paper="", name=one.name, size=one.size, media_type=one.media_type)
            for one in page.request.files.all()
        ]
        told: dict[str, Any] = {"text": page.request.text, "answer": page.request.answer}
        told |= {"papers": shown, "files": files}
        return cls(**members(page.request), **told, actions=list(page.acts))


class AnswerGiven(Given):
    """Files were sent ahead by POST /files."""

    action: Literal["answer"]
    text: Needed20000
    files: Files = []


class RefuseGiven(Given):
    action: Literal["refuse"]
    reason: Needed2000


class AssignGiven(Given):
    """The head of the asked agency gives it to an official there."""

    action: Literal["assign"]
    position: UUID = Field(description="A position at the asked agency that answers such requests.")


class PlainGiven(Given):
    action: Literal["take", "release", "remind", "escalate", "recall"]


RequestMove = Annotated[AnswerGiven | RefuseGiven | AssignGiven | PlainGiven, Field(discriminator="action")]
