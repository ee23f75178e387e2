"""A version read back as the text it was written from, to compare it or to go on from it."""

from uuid import UUID

from motcua.domain.catalogue.enums import Channel, Level, PaperKind, ServiceLevel, Unit, UnitRelation, VersionState
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.reading.texts import (
    Decider,
    FeeText,
    LegalText,
    LimitText,
    PaperText,
    ProcedureText,
    ResultText,
    StepText,
)


def versions_of(code: str, *, drafts: bool = False) -> list[ProcedureVersion]:
    """The versions of a procedure, the newest first; drafts only for officials."""
    found = ProcedureVersion.objects.filter(procedure__code=code).select_related("procedure", "field")
    if not drafts:
        found = found.exclude(state="draft")
    return list(found.order_by("-number"))


def compared_with(versions: list[ProcedureVersion], new: ProcedureVersion) -> ProcedureVersion | None:
    """What a version is compared with: for a draft the newest published one, else the number before."""
    earlier = [version for version in versions if version.number < new.number]
    published = [version for version in earlier if version.state != VersionState.DRAFT]
    return next(iter(published or earlier), None)


def text_of(version_id: UUID) -> ProcedureText:
    """Everything a version says. DoesNotExist."""
    version = (
        ProcedureVersion.objects.select_related("procedure", "field")
        .prefetch_related("time_limits", "papers", "results", "steps")
        .get(pk=version_id)
    )
    return ProcedureText(
        code=version.procedure.code,
        name=version.name,
        field=version.field.name,
        issuing=version.issuing_agency,
        executing=version.executing_agency,
        levels=tuple(Level(level) for level in version.levels),
        deciders=tuple(Decider(body["name"], body["level"] and Level(body["level"])) for body in version.deciders),
        foreign=version.foreign_issuer,
        applicants=tuple(version.applicants),
        limits=tuple(
            LimitText(
                Channel(limit.channel),
                limit.text,
                limit.value,
                Unit(limit.unit) if limit.unit else None,
                limit.variant,
                limit.note,
                limit.same_day,
            )
            for limit in version.time_limits.all()
        ),
        papers=tuple(
            PaperText(paper.name, PaperKind(paper.kind), paper.group, paper.originals, paper.copies, paper.form_name)
            for paper in version.papers.all()
        ),
        fees=tuple(FeeText(Channel(fee["channel"]), fee["text"], fee["vnd"]) for fee in version.fees),
        fee_text=version.fee_text,
        results=tuple(ResultText(result.name, result.code) for result in version.results.all()),
        legal=tuple(LegalText(law["number"], law["title"]) for law in version.legal_basis),
        requirements=version.requirements,
        steps_text=version.steps_text,
        steps=tuple(
            StepText(step.key, step.name_vi, step.name_en, UnitRelation(step.unit), step.role, step.working_hours)
            for step in version.steps.all()
        ),
        service_level=ServiceLevel(version.service_level),
        presence_reason=version.presence_reason,
        decision_number=version.decision_number,
        minutes_to_file=version.minutes_to_file,
        source=version.source,
        source_url=version.source_url,
        from_memory=tuple(version.from_memory),
    )
