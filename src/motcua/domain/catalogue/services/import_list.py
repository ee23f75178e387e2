"""Bringing in an official list without details: new procedures show their line, detailed ones stay as they are."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, transaction

from motcua.base.ledger import append
from motcua.domain.catalogue.enums import OwnerSystem, VersionState
from motcua.domain.catalogue.models import Field, ListedProcedure, Procedure, ProcedureVersion
from motcua.domain.catalogue.permissions import check_may_publish, check_may_write
from motcua.domain.catalogue.reading.agencies import HOME
from motcua.domain.catalogue.reading.official import Listed, ListLine, read_official
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import Notes
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.indexing import recount, reindex
from motcua.domain.catalogue.services.subjects import subject
from motcua.domain.catalogue.services.writing import field_named
from motcua.kernel.actor import Actor

AT_ONCE = 200


def import_list(path: Path, *, actor: Actor, report: ImportReport | None = None, home: str = HOME) -> ImportReport:
    """Every row of `path` comes in or is named in the report. Denied, WrongList; OSError when it cannot be read.

    A procedure that has a published version keeps it (`kept_other`). The same row twice changes nothing.
    """
    return import_rows(read_official(path, home=home), actor=actor, report=report or ImportReport(), name=path.name)


def import_rows(lines: Iterable[ListLine], *, actor: Actor, report: ImportReport, name: str) -> ImportReport:
    """The rows, some hundred in a transaction. A batch the database refuses is taken again row by row."""
    check_may_write(actor)
    check_may_publish(actor)
    detailed = set(ProcedureVersion.objects.exclude(state=VersionState.DRAFT).values_list("procedure__code", flat=True))
    fields: dict[str, Field] = {}
    rest = iter(lines)
    while batch := list(islice(rest, AT_ONCE)):
        try:
            counted = _bring_in(batch, actor, name, detailed, fields)
        except DatabaseError:
            fields.clear()
            counted = ImportReport()
            for line in batch:
                _one_by_one(line, actor, name, detailed, counted)
        report.add(counted)
    recount()
    return report


def _one_by_one(line: ListLine, actor: Actor, name: str, detailed: set[str], counted: ImportReport) -> None:
    try:
        alone = _bring_in([line], actor, name, detailed, {})
    except DatabaseError as error:
        notes = Notes(line.number, line.listed.code if line.listed else "")
        notes.add(Reason.REFUSED, "", error)
        alone = ImportReport(lines=1, named=1, flags=[*line.flags, *notes.flags])
    counted.add(alone)


@transaction.atomic
def _bring_in(
    lines: list[ListLine], actor: Actor, name: str, detailed: set[str], fields: dict[str, Field]
) -> ImportReport:
    report, touched = ImportReport(lines=len(lines)), []
    named = [line.listed for line in lines if line.listed]
    known = {
        row.procedure.code: row
        for row in ListedProcedure.objects.select_related("procedure").filter(
            procedure__code__in=[listed.code for listed in named]
        )
    }
    for line in lines:
        report.flags += line.flags
        if line.listed is None:
            report.named += 1
        elif line.listed.code in detailed:
            report.kept_other += 1
        elif line.listed.code not in known:
            touched.append(_add(line.listed, actor, name, fields))
            report.created += 1
        elif changed := _changes(known[line.listed.code], line.listed, fields):
            touched.append(_change(known[line.listed.code], changed, actor, name))
            report.changed += 1
        else:
            report.unchanged += 1
    reindex(touched)
    return report


def _add(listed: Listed, actor: Actor, name: str, fields: dict[str, Field]) -> UUID:
    procedure, _ = Procedure.objects.get_or_create(code=listed.code, defaults={"owner_system": OwnerSystem.MINISTRY})
    ListedProcedure.objects.create(procedure=procedure, list_name=name, **_columns(listed, fields))
    append(subject(procedure.pk), "procedure.listed", actor, {"code": listed.code, "list": name})
    return procedure.pk


def _changes(row: ListedProcedure, listed: Listed, fields: dict[str, Field]) -> dict[str, object]:
    return {
        column: value
        for column, value in _columns(listed, fields).items()
        if (row.field_id != value.pk if isinstance(value, Field) else getattr(row, column) != value)
    }


def _change(row: ListedProcedure, changed: dict[str, object], actor: Actor, name: str) -> UUID:
    for column, value in changed.items():
        setattr(row, column, value)
    row.list_name = name
    row.save(update_fields=[*changed, "list_name"])
    append(subject(row.procedure_id), "procedure.list_changed", actor, {"code": row.procedure.code, "list": name})
    return row.procedure_id


def _columns(listed: Listed, fields: dict[str, Field]) -> dict[str, object]:
    if listed.field not in fields:
        fields[listed.field] = field_named(listed.field)
    return {
        "name": listed.name,
        "field": fields[listed.field],
        "issuing_agency": listed.issuing,
        "executing_agency": listed.executing,
        "foreign_issuer": listed.foreign,
        "source_url": listed.url,
    }
