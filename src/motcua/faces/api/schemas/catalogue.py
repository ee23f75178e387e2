"""The public catalogue."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from motcua.domain.catalogue.queries import Hit, LimitRow, PaperRow, ProcedurePage
from motcua.domain.directory.models import Agency, Office
from motcua.faces.api.schemas.common import Bilingual, Moment, Told, bilingual

LevelName = Literal["commune", "district", "city", "ministry", "other"]
Code = Annotated[str, Field(min_length=1, max_length=60, description="Code of a procedure.")]
SearchText = Annotated[str, Field(max_length=200)]
Cursor = Annotated[str, Field(max_length=2000, description="`next` of the page before.")]
PageSize = Annotated[int, Field(ge=1, le=100)]


class ProcedureLine(Told):
    code: str
    name: str
    field: str
    issuing_agency: str
    executing_agency: str
    levels: list[str]
    service_level: str
    listed_only: bool = Field(description="Only its line in a list is known; it has no page here.")
    stopped: Bilingual | None = Field(description="Why no case can be filed: suspended or abolished.")

    @classmethod
    def of(cls, hit: Hit) -> "ProcedureLine":
        return cls(
            code=hit.code,
            name=hit.name,
            field=hit.field_slug,
            issuing_agency=hit.issuing_agency,
            executing_agency=hit.executing_agency,
            levels=[level.value for level in hit.levels],
            service_level=hit.service_level.value,
            listed_only=hit.version_id is None,
            stopped=bilingual(hit.stopped.words) if hit.stopped else None,
        )


class ProcedureList(Told):
    """`similar`: nothing held every word, these come near."""

    items: list[ProcedureLine]
    next: str | None = Field(description="To be sent as `after`; null at the end.")
    similar: bool


class Limit(Told):
    """`value` is null where the receiving official gives a date."""

    id: UUID
    channel: str
    variant: str
    value: int | None
    unit: str | None
    same_day: bool
    words: Bilingual

    @classmethod
    def of(cls, row: LimitRow) -> "Limit":
        return cls(
            id=row.id,
            channel=row.channel.value,
            variant=row.variant,
            value=row.value,
            unit=row.unit.value if row.unit else None,
            same_day=row.same_day,
            words=bilingual(row.words),
        )


class Paper(Told):
    """`position` names the paper when a case is filed."""

    position: int
    group: str
    name: str
    kind: str
    originals: int
    copies: int
    form: str

    @classmethod
    def of(cls, position: int, row: PaperRow) -> "Paper":
        return cls(
            position=position,
            group=row.group,
            name=row.name,
            kind=row.kind.value,
            originals=row.originals,
            copies=row.copies,
            form=row.form_name,
        )


class ProcedureFull(Told):
    """A procedure as it is in force today."""

    code: str
    name: str
    field: str
    field_name: str
    issuing_agency: str
    executing_agency: str
    levels: list[str]
    service_level: str
    receivable: bool = Field(description="Whether a case can be filed here today.")
    stopped: Bilingual | None = Field(description="Since when, why and by which decision it is suspended or abolished.")
    effective_from: date | None
    effective_until: date | None
    limits: list[Limit]
    papers: list[Paper]
    results: list[str]
    fee: str
    requirements: str
    steps: str
    legal_basis: list[dict[str, str]]

    @classmethod
    def of(cls, page: ProcedurePage) -> "ProcedureFull":
        return cls(
            code=page.code,
            name=page.name,
            field=page.field_slug,
            field_name=page.field_name,
            issuing_agency=page.issuing_agency,
            executing_agency=page.executing_agency,
            levels=[level.value for level in page.levels],
            service_level=page.service_level.value,
            receivable=page.receivable,
            stopped=bilingual(page.stopped.words) if page.stopped else None,
            effective_from=page.effective_from,
            effective_until=page.effective_until,
            limits=[Limit.of(row) for row in page.limits],
            papers=[Paper.of(position, row) for position, row in enumerate(page.papers, start=1)],
            results=[result.name for result in page.results],
            fee=page.fee_text,
            requirements=page.requirements,
            steps=page.steps_text,
            legal_basis=list(page.legal_basis),
        )


class OfficeLine(Told):
    """An office that receives the procedure, and the agency that decides."""

    identifier: str = Field(description="To be sent as `office` when filing.")
    name: str
    address: str
    agency: str
    deciding_agency: str

    @classmethod
    def of(cls, office: Office, agency: Agency) -> "OfficeLine":
        return cls(
            identifier=office.identifier,
            name=office.name,
            address=office.address,
            agency=office.agency.name,
            deciding_agency=agency.name,
        )


class OfficeList(Told):
    items: list[OfficeLine]
    next: str | None = Field(description="To be sent as `after`; null at the end.")


class Tracked(Told):
    """What anybody with the code may know: stage and due moment, nothing about a person."""

    code: str
    stage: Bilingual
    due_at: Moment | None = Field(description="Null while the clock stands or none is promised.")
    first_due_at: Moment | None = Field(description="What was promised before an apology gave a new date.")
