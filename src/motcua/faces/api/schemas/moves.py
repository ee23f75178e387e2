"""The acts on a case, one type per action; `expected` is the version the sender has seen."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StrictInt

from motcua.faces.api.schemas.common import (
    Amount,
    Count,
    Given,
    GivenMoment,
    Needed300,
    Needed2000,
    Needed20000,
    Text40,
    Text500,
    Text2000,
    Version,
)
from motcua.faces.api.schemas.filing import Files


class MoveGiven(Given):
    expected: Version | None = None


class Acceptance(MoveGiven):
    """Nothing more where one time limit is stated; one of several by id; else a moment of one's own with its ground."""

    time_limit_id: UUID | None = None
    promised_at: GivenMoment | None = None
    ground: Text2000 = ""


class Refuse(MoveGiven):
    action: Literal["refuse"]
    reason: Needed2000


class MissingGiven(Given):
    text: Needed2000
    note: Text500 = ""
    paper: UUID | None = Field(default=None, description="`id` of the case's paper, where it is one.")


class Supplement(MoveGiven):
    """Everything that is missing, at once."""

    action: Literal["supplement"]
    reason: Needed2000
    items: Annotated[list[MissingGiven], Field(min_length=1, max_length=100)]


class PaperFilesGiven(Given):
    paper: UUID = Field(description="`id` of the case's paper.")
    files: Files


class Answer(MoveGiven):
    """The applicant's answer, with files for the papers asked for."""

    action: Literal["answer"]
    answer: Text2000 = ""
    papers: Annotated[list[PaperFilesGiven], Field(max_length=200)] = []


class StepGiven(MoveGiven):
    """An act on an open step; `task_id` where several are open, else one's own."""

    task_id: UUID | None = None


class DraftGiven(Given):
    """The result as it is prepared; approvals of another text die."""

    outcome: Literal["granted", "denied"]
    text: Needed20000


class Forward(StepGiven):
    action: Literal["forward"]
    note: Text2000 = ""
    draft: DraftGiven | None = Field(default=None, description="Where the step prepares the result.")
    data: Annotated[dict[str, Any], Field(max_length=100)] = Field(
        default={}, description="What the step fills in, by the JSON Schema of its process."
    )
    documents: Annotated[list[Needed300], Field(max_length=200)] = Field(
        default=[], description="Those done of what the step produces."
    )


class SendBack(StepGiven):
    """`to` is the key of an earlier step; empty: the usual one."""

    action: Literal["send_back"]
    reason: Needed2000
    to: Annotated[str, Field(max_length=40)] = ""


class Take(StepGiven):
    action: Literal["take"]


class Recall(MoveGiven):
    """Take back what one sent on, while nobody has begun with it."""

    action: Literal["recall"]


class Assign(StepGiven):
    """The head of a unit gives the open step to an official there."""

    action: Literal["assign"]
    position: UUID = Field(description="A position at the step's unit with the step's role.")


class Release(StepGiven):
    action: Literal["release"]


class AskedGiven(Given):
    agency: Text40 = Field(description="Identifier of the agency, such as H26.S03.")
    minutes: Annotated[StrictInt, Field(ge=60, le=28_800, description="Its working time; 480 are a day.")] = 1440
    text: Text2000 = ""


class Ask(MoveGiven):
    """Ask other agencies. An opinion is waited for until `enough` are back (0: all), a question is not."""

    action: Literal["ask"]
    kind: Literal["opinion", "question"]
    text: Needed2000
    agencies: Annotated[list[AskedGiven], Field(min_length=1, max_length=30)]
    papers: Annotated[list[UUID], Field(max_length=200)] = []
    enough: Count = 0
    task_id: UUID | None = None


class CheckSite(MoveGiven):
    """A check on the spot: when it began, where, who took part (one a line), what was found."""

    action: Literal["check_site"]
    began_at: GivenMoment
    place: Needed300
    people: Needed2000
    content: Needed20000


class CorrectPost(MoveGiven):
    """What the hand-over record with the post really says, where it was entered wrongly."""

    action: Literal["correct_post"]
    number: Needed300
    signed_at: GivenMoment
    sent_on: date | None = None
    reason: Needed2000


class Duty(MoveGiven):
    action: Literal["duty"]
    reason: Needed2000
    amount_vnd: Amount | None = None


class Settle(MoveGiven):
    action: Literal["settle"]
    evidence: Needed2000


class Decide(StepGiven):
    action: Literal["decide"]
    outcome: Literal["granted", "denied"]
    text: Needed20000
    data: Annotated[dict[str, Any], Field(max_length=100)] = Field(
        default={}, description="What the step fills in, by the JSON Schema of its process."
    )
    documents: Annotated[list[Needed300], Field(max_length=200)] = Field(
        default=[], description="Those done of what the step produces."
    )


class HandOver(MoveGiven):
    action: Literal["hand_over"]
    receiver: Needed300
    identity_shown: Needed300
    way: Literal["counter", "online"] = "counter"
    data: Annotated[dict[str, Any], Field(max_length=100)] = Field(
        default={}, description="What the step fills in, by the JSON Schema of its process."
    )


class Close(MoveGiven):
    action: Literal["close"]


class Withdraw(MoveGiven):
    action: Literal["withdraw"]
    reason: Needed2000


class MoveVersion(MoveGiven):
    """To the version and process in force today, by decision."""

    action: Literal["move_version"]
    decision: Needed300
    promise: Literal["better", "new", "old"] = Field(
        default="better", description="The better of both for the citizen, the new version's, or the one given."
    )
    ask_new: bool = Field(default=False, description="Ask for papers only the new version asks for.")
    otherwise: Literal["examination", "reception"] = Field(
        default="examination", description="Where the case goes on when its step is gone."
    )


class Stop(MoveGiven):
    action: Literal["stop"]
    reason: Needed2000
    ground: Text2000 = ""


class Apologise(MoveGiven):
    """The agency will be late: slip 04 with a new date, due at closing time of that working day. Once only."""

    action: Literal["apologise"]
    new_day: date
    reason: Needed2000
    ground: Text2000 = ""


Move = Annotated[
    Refuse
    | Supplement
    | Answer
    | Forward
    | SendBack
    | Take
    | Recall
    | Assign
    | Release
    | Ask
    | CheckSite
    | CorrectPost
    | Duty
    | Settle
    | Decide
    | HandOver
    | Close
    | Withdraw
    | MoveVersion
    | Stop
    | Apologise,
    Field(discriminator="action"),
]
