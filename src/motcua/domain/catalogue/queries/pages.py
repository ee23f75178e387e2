"""Everything a procedure's page shows, read in one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from motcua.base.daysoff.queries import same_day_cut_off
from motcua.domain.catalogue.enums import Channel, Level, OwnerSystem, PaperKind, ServiceLevel, Unit, VersionState
from motcua.domain.catalogue.errors import ProcedureNotFound
from motcua.domain.catalogue.models import (
    ListedProcedure,
    ProcedureVersion,
    ProcessStep,
    RequiredPaper,
    ResultKind,
    Stop,
    TimeLimit,
)
from motcua.domain.catalogue.process import DEFAULT_STEPS, StepFacts, minutes_of
from motcua.domain.catalogue.queries.standing import STOP, Stopped, read_stop
from motcua.kernel import clock
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A time limit to show. `words` is "5 ngày làm việc"; without a number it is the text of the source."""

    id: UUID
    channel: Channel
    variant: str
    value: int | None
    unit: Unit | None
    text: str
    note: str
    same_day: bool
    cut_off: str = ""
    """Of a same-day limit, by the rule of the day: received later it is due on the next working day."""

    @property
    def needs_date(self) -> bool:
        return self.value is None

    @property
    def words(self) -> Words:
        if self.same_day:
            return Words(
                "Trong ngày (nhận sau {time}: ngày làm việc tiếp theo)", "Same day (next working day after {time})"
            ).fill(time=self.cut_off)
        if self.value is None or self.unit is None:
            text = self.text or "Cán bộ tiếp nhận hẹn ngày"
            return Words(text, self.text or "The receiving official gives a date")
        return Words("{n} {unit}", "{n} {unit}").fill(n=self.value, unit=self.unit.words)


@dataclass(frozen=True, slots=True)
class PaperRow:
    id: UUID
    group: str
    name: str
    kind: PaperKind
    originals: int
    copies: int
    form_name: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """A procedure as it is in force on a day. `papers` are asked for or shown, `notes` only inform.

    `stopped` where it is suspended that day, or abolished: then the text is the last that was in force.
    """

    procedure_id: UUID
    version_id: UUID
    code: str
    name: str
    number: int
    effective_from: date | None
    effective_until: date | None
    field_name: str
    field_slug: str
    issuing_agency: str
    executing_agency: str
    levels: tuple[Level, ...]
    deciders: tuple[tuple[str, Level | None], ...]
    owner_system: OwnerSystem
    service_level: ServiceLevel
    applicants: tuple[str, ...]
    requirements: str
    steps_text: str
    legal_basis: tuple[dict[str, str], ...]
    fee_text: str
    minutes_to_file: int | None
    limits: tuple[LimitRow, ...]
    papers: tuple[PaperRow, ...]
    notes: tuple[PaperRow, ...]
    results: tuple[ResultRow, ...]
    steps: tuple[StepFacts, ...]
    origin: str
    source: str
    source_url: str
    from_memory: tuple[str, ...]
    flags_count: int
    receivable: bool
    presence_reason: str = ""
    stopped: Stopped | None = None

    @property
    def can_file_online(self) -> bool:
        """Receivable here, and at least partly online."""
        return self.receivable and self.service_level != ServiceLevel.INFORMATION


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A procedure of which only its line in an official list is known. `foreign`: another province issued it."""

    code: str
    name: str
    field_name: str
    field_slug: str
    issuing_agency: str
    executing_agency: str
    foreign: bool
    source_url: str
    list_name: str
    listed_on: date


def procedure_page(code: str, on: date | None = None) -> ProcedurePage:
    """The page of `code` on a day (today by default), also of one suspended or abolished.

    ProcedureNotFound (404) when nothing was in force then or before.
    """
    day = on or clock.today()
    stops = Stop.objects.filter(procedure=OuterRef("procedure"), during__contains=day)
    version = (
        ProcedureVersion.objects.exclude(state=VersionState.DRAFT)
        .filter(procedure__code=code, effective__startswith__lte=day)
        .select_related("procedure", "field")
        .annotate(
            limit_rows=_rows(TimeLimit, "id", "channel", "variant", "value", "unit", "text", "note", "same_day"),
            paper_rows=_rows(RequiredPaper, "id", "group", "name", "kind", "originals", "copies", "form_name"),
            result_rows=_rows(ResultKind, "name", "code"),
            step_rows=_rows(ProcessStep, "position", "key", "name_vi", "name_en", "unit", "role", "working_hours"),
            stop=Subquery(stops.values(row=STOP)[:1]),
        )
        .order_by("-effective")
        .first()
    )
    if version is None or not (version.in_force_on(day) or version.stop):
        raise ProcedureNotFound(code=code)
    return _page(version, day)


def listed_page(code: str) -> ListedPage:
    """What a list alone says of `code`. ProcedureNotFound (404) when it stands in none."""
    row = ListedProcedure.objects.select_related("procedure", "field").filter(procedure__code=code).first()
    if row is None:
        raise ProcedureNotFound(code=code)
    return ListedPage(
        code=row.procedure.code,
        name=row.name,
        field_name=row.field.name,
        field_slug=row.field.slug,
        issuing_agency=row.issuing_agency,
        executing_agency=row.executing_agency,
        foreign=row.foreign_issuer,
        source_url=row.source_url,
        list_name=row.list_name,
        listed_on=clock.local(row.listed_at).date(),
    )


def _rows(model: Any, *names: str) -> ArraySubquery:
    rows = model.objects.filter(version=OuterRef("pk")).order_by("position")
    return ArraySubquery(rows.values(row=JSONObject(**{name: F(name) for name in names})))


def _page(version: Any, day: date) -> ProcedurePage:
    papers = [_paper(row) for row in version.paper_rows]
    return ProcedurePage(
        procedure_id=version.procedure_id,
        version_id=version.pk,
        code=version.procedure.code,
        name=version.name,
        number=version.number,
        effective_from=version.effective_from,
        effective_until=version.effective_until,
        field_name=version.field.name,
        field_slug=version.field.slug,
        issuing_agency=version.issuing_agency,
        executing_agency=version.executing_agency,
        levels=tuple(Level(level) for level in version.levels),
        deciders=tuple((body["name"], body["level"] and Level(body["level"])) for body in version.deciders),
        owner_system=OwnerSystem(version.procedure.owner_system),
        service_level=ServiceLevel(version.service_level),
        applicants=tuple(version.applicants),
        requirements=version.requirements,
        steps_text=version.steps_text,
        legal_basis=tuple(version.legal_basis),
        fee_text=version.fee_text,
        minutes_to_file=version.minutes_to_file,
        limits=tuple(_limits(version.limit_rows, day)),
        papers=tuple(paper for paper in papers if paper.kind != PaperKind.NOTE),
        notes=tuple(paper for paper in papers if paper.kind == PaperKind.NOTE),
        results=tuple(ResultRow(row["name"], row["code"]) for row in version.result_rows),
        steps=tuple(_step(row) for row in version.step_rows) or DEFAULT_STEPS,
        origin=version.origin,
        source=version.source,
        source_url=version.source_url,
        from_memory=tuple(version.from_memory),
        flags_count=version.flags_count,
        receivable=version.receivable_on(day) and not version.stop,
        presence_reason=version.presence_reason,
        stopped=read_stop(version.stop) if version.stop else None,
    )


def _limits(rows: Sequence[dict[str, Any]], day: date) -> Iterator[LimitRow]:
    """One statement more where one of them is for the same day."""
    cut_off = same_day_cut_off(day) if any(row["same_day"] for row in rows) else ""
    for row in rows:
        yield _limit(row | ({"cut_off": cut_off} if row["same_day"] else {}))


def _limit(row: dict[str, Any]) -> LimitRow:
    shown = row | {"id": UUID(row["id"]), "channel": Channel(row["channel"])}
    return LimitRow(**(shown | {"unit": Unit(row["unit"]) if row["unit"] else None}))


def _paper(row: dict[str, Any]) -> PaperRow:
    return PaperRow(**(row | {"id": UUID(row["id"]), "kind": PaperKind(row["kind"])}))


def _step(row: dict[str, Any]) -> StepFacts:
    names = Words(row["name_vi"], row["name_en"])
    return StepFacts(row["position"], row["key"], names, row["unit"], row["role"], minutes_of(row["working_hours"]))
