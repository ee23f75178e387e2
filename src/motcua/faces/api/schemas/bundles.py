"""Linked procedures in one filing, as they are sent and read."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from motcua.casework.queries.together import Part, Together
from motcua.faces.api.schemas.cases import CaseBrief, brief
from motcua.faces.api.schemas.common import Bilingual, Given, Moment, Needed60, Text2000, Told, bilingual
from motcua.faces.api.schemas.filing import ApplicantGiven, PaperGiven


class LinkedPaperGiven(PaperGiven):
    """A paper by the position it has with one of the procedures; sent once for all that ask for it."""

    procedure: Needed60


class BundleGiven(Given):
    """Who asks and what is handed in, once for all of them."""

    bundle: Needed60 = Field(description='Which linked procedures, such as "sinh-con" or "qua-doi".')
    office: Needed60 = Field(description="Identifier of the office for the first procedure, from GET /offices.")
    applicant: ApplicantGiven
    papers: Annotated[list[LinkedPaperGiven], Field(max_length=400)] = []
    summary: Text2000 = ""
    result_wanted: Literal["counter", "online", "post"] = "counter"


class LinkedCase(CaseBrief):
    """`after` is the case whose result it still waits for; `handed_on_to` whose register it ends in, if another's."""

    procedure_name: str
    resolving_agency: str
    after: str | None
    handed_on_to: Bilingual | None

    @classmethod
    def of_part(cls, part: Part) -> "LinkedCase":
        case = part.line.case
        return cls(
            **brief(case),
            procedure_name=case.procedure_version.name,
            resolving_agency=case.resolving_agency.name,
            after=str(part.after) if part.after else None,
            handed_on_to=bilingual(part.system) if part.system.vi else None,
        )


class BundleTold(Told):
    """It is no case: every figure counts its cases, each once."""

    id: UUID
    bundle: str
    name: Bilingual
    made_at: Moment
    cases: list[LinkedCase]
    href: str

    @classmethod
    def of(cls, found: Together) -> "BundleTold":
        return cls(
            id=found.bundle.pk,
            bundle=found.bundle.key,
            name=bilingual(found.words),
            made_at=found.bundle.made_at,
            cases=[LinkedCase.of_part(part) for part in found.parts],
            href=f"/api/v1/bundles/{found.bundle.pk}",
        )
