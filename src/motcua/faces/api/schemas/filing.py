"""What is sent to file a case, and the file that was sent ahead."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.faces.api.schemas.common import (
    Count,
    Given,
    GivenMoment,
    Needed60,
    Needed500,
    Position,
    Text20,
    Text40,
    Text254,
    Text500,
    Text2000,
    Told,
)

Files = Annotated[list[UUID], Field(max_length=20)]


class ApplicantGiven(Given):
    """As typed on the form; the identity number, phone and dates are checked."""

    kind: Literal["person", "organisation"] = "person"
    full_name: Needed500
    identity_number: Text40 = ""
    birth_date: Text40 = ""
    phone: Text40 = ""
    email: Text254 = ""
    address: Text500 = ""
    organisation: Text500 = ""
    tax_code: Text20 = ""

    def details(self, person_id: UUID | None) -> ApplicantDetails:
        return ApplicantDetails(**self.model_dump(), person_id=person_id)


class PaperGiven(Given):
    """What is handed in for one paper of the procedure. Counts of paper originals and copies are an official's."""

    position: Position
    originals: Count = 0
    copies: Count = 0
    files: Files = []


class PostGiven(Given):
    """The record signed with the post that brought the case: its time counts from then."""

    number: Needed60
    signed_at: GivenMoment
    giver: Annotated[str, Field(min_length=1, max_length=200, description="Who signed for the post.")]
    sent_on: date | None = Field(None, description="The day of the postmark.")
    scan: UUID | None = Field(None, description="A photo or scan of the record, sent ahead.")


class Filing(Given):
    """`channel` is an official's choice; a citizen's own filing is always online."""

    procedure: Needed60
    office: Needed60 = Field(description="Identifier of the office, from GET /offices.")
    applicant: ApplicantGiven
    papers: Annotated[list[PaperGiven], Field(max_length=200)] = []
    summary: Text2000 = ""
    result_wanted: Literal["counter", "online", "post"] = "counter"
    channel: Literal["counter", "post"] | None = None
    post: PostGiven | None = Field(None, description="Needed where the channel is post.")


class Uploaded(Told):
    """`id` names the file when a case is filed or supplemented, within 24 hours, by the same account only."""

    id: UUID
    name: str
    size: int
    media_type: str
    pages: int
    sha256: str
