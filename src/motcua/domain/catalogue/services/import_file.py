"""Bringing a procedure list in: the same content makes no new version, each procedure is a transaction of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, transaction

from motcua.domain.catalogue.enums import Origin, VersionState
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.permissions import check_may_publish, check_may_write
from motcua.domain.catalogue.queries.choices import is_retired
from motcua.domain.catalogue.reading.agencies import HOME
from motcua.domain.catalogue.reading.lines import read_file
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import Flag, Line, Notes, ProcedureText
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.indexing import recount
from motcua.domain.catalogue.services.versions import create_draft, discard_draft, publish
from motcua.kernel import clock
from motcua.kernel.actor import Actor

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest version of a procedure, and the digest of the text last imported: enough to see what is new."""

    id: UUID
    digest: str
    state: str
    origin: str
    since: date | None
    imported: str = ""

    @property
    def kept_by_hand(self) -> Reason | None:
        """Why a new text is not published at once: an official's work stands in between."""
        if self.state == VersionState.RETIRED:
            return Reason.STOPPED_HERE
        return Reason.CORRECTED_HERE if self.origin == Origin.ENTERED else None


def import_file(
    path: Path,
    *,
    actor: Actor,
    report: ImportReport | None = None,
    effective_from: date | None = None,
    home: str = HOME,
) -> ImportReport:
    """Every line of `path` comes in or is named in the report. Denied; OSError when the file cannot be read.

    Texts are published from `effective_from` (today by default), those of other provinces stay drafts. A changed
    text becomes the next version, in force from that day, at the earliest the day after the one before it began.
    """
    return import_lines(
        read_file(path, home=home), actor=actor, report=report or ImportReport(), effective_from=effective_from
    )


def import_lines(
    lines: Iterable[Line], *, actor: Actor, report: ImportReport, effective_from: date | None = None
) -> ImportReport:
    """The lines one by one. A line the database refuses is named, the others go on."""
    check_may_write(actor)
    check_may_publish(actor)
    known, since = latest_versions(), effective_from or clock.today()
    for line in lines:
        report.lines += 1
        report.flags += line.flags
        if line.procedure is None:
            report.named += 1
            continue
        try:
            _bring_in(line, known.get(line.procedure.code), since, actor, report)
        except DatabaseError as error:
            report.named += 1
            report.flags += _refused(line, error)
    recount()
    return report


def bring_in(
    text: ProcedureText, latest: Latest | None, *, line: Line, since: date, actor: Actor, origin: Origin
) -> ProcedureVersion:
    """A new version of a text that differs from the latest, published unless another province issued it.

    It stays a draft, with a flag, where an official corrected or abolished what was there.
    """
    by_hand = latest.kept_by_hand if latest and origin is Origin.IMPORT else None
    flags = line.flags + ((Flag(line.number, text.code, "", by_hand, ""),) if by_hand else ())
    if latest is None and text.field and is_retired(text.field):
        flags += (Flag(line.number, text.code, "field", Reason.FIELD_RETIRED, text.field),)
    with transaction.atomic():
        version = create_draft(actor=actor, text=text, flags=flags, origin=origin, raw=line.raw)
        if latest and latest.state == VersionState.DRAFT and latest.origin != Origin.ENTERED:
            discard_draft(actor=actor, version_id=latest.id)
        if text.foreign or by_hand:
            return version
        begins = max(since, latest.since + ONE_DAY) if latest and latest.since else since
        return publish(actor=actor, version_id=version.pk, effective_from=begins)


def latest_versions() -> dict[str, Latest]:
    """The newest version of every procedure, by code: one statement."""
    rows = ProcedureVersion.objects.order_by("procedure_id", "number").values_list(
        "procedure__code", "pk", "content_digest", "state", "origin", "effective"
    )
    found: dict[str, Latest] = {}
    for code, pk, digest, state, origin, effective in rows:
        before = found[code].imported if code in found else ""
        imported = digest if origin == Origin.IMPORT else before
        found[code] = Latest(pk, digest, state, origin, effective.lower if effective else None, imported)
    return found


def _bring_in(line: Line, latest: Latest | None, since: date, actor: Actor, report: ImportReport) -> None:
    assert line.procedure is not None
    if latest and line.procedure.digest in (latest.digest, latest.imported):
        report.unchanged += 1
        return
    version = bring_in(line.procedure, latest, line=line, since=since, actor=actor, origin=Origin.IMPORT)
    report.created += latest is None
    report.changed += latest is not None
    report.published += version.state == VersionState.PUBLISHED
    report.drafts += version.state == VersionState.DRAFT


def _refused(line: Line, error: DatabaseError) -> list[Flag]:
    notes = Notes(line.number, line.procedure.code if line.procedure else "")
    notes.add(Reason.REFUSED, "", error)
    return notes.flags
