"""Keeping what an import was unsure of, with the line it came from, for officials to look at."""

import re

from motcua.domain.catalogue.enums import FlagState
from motcua.domain.catalogue.models import ImportFlag, ProcedureVersion, SourceLine
from motcua.domain.catalogue.reading.texts import Flag

NUMBER = re.compile(r"\[\d+\]")


def write_flags(version: ProcedureVersion, flags: tuple[Flag, ...], raw: str) -> None:
    """The flags of a version just imported. Those still open before it are replaced, those confirmed stay so."""
    before = ImportFlag.objects.filter(procedure=version.procedure_id)
    confirmed = {(flag.reason, flag.path, flag.text): flag for flag in before.filter(state=FlagState.CONFIRMED)}
    before.filter(state=FlagState.OPEN).update(state=FlagState.REPLACED)
    ImportFlag.objects.bulk_create(
        _flag(version, position, flag, confirmed.get((flag.reason.value, flag.field, flag.text)))
        for position, flag in enumerate(flags, start=1)
    )
    if flags and raw:
        SourceLine.objects.create(version=version, raw=raw)


def reopen_corrected_in(version: ProcedureVersion) -> None:
    """A draft thrown away takes its corrections with it: the places are open again."""
    lost = ImportFlag.objects.filter(corrected_in=version, state=FlagState.CORRECTED)
    lost.update(state=FlagState.OPEN, decided_by=None, decided_at=None, note="", corrected_in=None)


def _flag(version: ProcedureVersion, position: int, flag: Flag, known: ImportFlag | None) -> ImportFlag:
    row = ImportFlag(
        procedure_id=version.procedure_id,
        version=version,
        position=position,
        line=flag.line,
        reason=flag.reason.value,
        path=flag.field,
        place=NUMBER.sub("[]", flag.field),
        text=flag.text,
    )
    if known is not None:
        row.state, row.note = known.state, known.note
        row.decided_by, row.decided_at = known.decided_by, known.decided_at
    return row
