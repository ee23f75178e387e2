"""A procedure's text → rows of one draft version."""

from dataclasses import asdict
from typing import Any

from motcua.domain.catalogue.enums import Origin
from motcua.domain.catalogue.models import (
    Field,
    Procedure,
    ProcedureVersion,
    ProcessStep,
    RequiredPaper,
    ResultKind,
    TimeLimit,
)
from motcua.domain.catalogue.reading.texts import Flag, ProcedureText
from motcua.domain.catalogue.searchkeys import phrase, search_text, slug_of

OTHER_FIELD = "Lĩnh vực khác"


def write_version(
    procedure: Procedure, number: int, text: ProcedureText, flags: tuple[Flag, ...], origin: Origin
) -> ProcedureVersion:
    """Insert the draft with everything that belongs to it."""
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=number,
        origin=origin.value,
        flags=[{"field": flag.field, "reason": flag.reason.value, "text": flag.text} for flag in flags],
        flags_count=len(flags),
        **_columns(procedure, text),
    )
    _write_parts(version, text)
    return version


def rewrite_version(version: ProcedureVersion, text: ProcedureText) -> ProcedureVersion:
    """Let a draft say another text. The database refuses it for anything published."""
    for column, value in _columns(version.procedure, text).items():
        setattr(version, column, value)
    version.save()
    for parts in (version.time_limits, version.papers, version.results, version.steps):
        parts.all().delete()
    _write_parts(version, text)
    return version


def _columns(procedure: Procedure, text: ProcedureText) -> dict[str, Any]:
    field = field_named(text.field)
    return {
        "name": text.name,
        "field": field,
        "issuing_agency": text.issuing,
        "executing_agency": text.executing,
        "foreign_issuer": text.foreign,
        "levels": [level.value for level in text.levels],
        "deciders": [{"name": body.name, "level": body.level and body.level.value} for body in text.deciders],
        "applicants": list(text.applicants),
        "requirements": text.requirements,
        "steps_text": text.steps_text,
        "legal_basis": [asdict(law) for law in text.legal],
        "fee_text": text.fee_text,
        "fees": [{"channel": fee.channel.value, "text": fee.text, "vnd": fee.vnd} for fee in text.fees],
        "service_level": text.service_level.value,
        "presence_reason": text.presence_reason,
        "minutes_to_file": text.minutes_to_file,
        "source": text.source,
        "source_url": text.source_url,
        "decision_number": text.decision_number,
        "from_memory": list(text.from_memory),
        "content_digest": text.digest,
        "name_key": phrase(text.name),
        "agency_key": " " + phrase(f"{text.issuing} {text.executing}"),
        "search_text": search_text(code=text.code, name=text.name, field=field.name, plain_words=procedure.plain_words),
    }


def field_named(name: str) -> Field:
    """The field of that name, made at its first use. Spellings that fold alike meet."""
    shown = name or OTHER_FIELD
    return Field.objects.get_or_create(slug=slug_of(shown), defaults={"name": shown[:1].upper() + shown[1:]})[0]


def _write_parts(version: ProcedureVersion, text: ProcedureText) -> None:
    TimeLimit.objects.bulk_create(
        TimeLimit(
            version=version,
            position=position,
            channel=limit.channel.value,
            variant=limit.variant,
            value=limit.value,
            unit=limit.unit.value if limit.unit else "",
            text=limit.text,
            note=limit.note,
            same_day=limit.same_day,
        )
        for position, limit in enumerate(text.limits, start=1)
    )
    RequiredPaper.objects.bulk_create(
        RequiredPaper(
            version=version,
            position=position,
            group=paper.group,
            name=paper.name,
            kind=paper.kind.value,
            originals=paper.originals,
            copies=paper.copies,
            form_name=paper.form,
        )
        for position, paper in enumerate(text.papers, start=1)
    )
    ResultKind.objects.bulk_create(
        ResultKind(version=version, position=position, name=result.name, code=result.code)
        for position, result in enumerate(text.results, start=1)
    )
    ProcessStep.objects.bulk_create(
        ProcessStep(
            version=version,
            position=position,
            key=step.key,
            name_vi=step.name_vi,
            name_en=step.name_en,
            unit=step.relation.value,
            role=step.role,
            working_hours=step.working_hours,
        )
        for position, step in enumerate(text.steps, start=1)
    )
