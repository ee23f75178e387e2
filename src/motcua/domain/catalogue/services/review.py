"""Deciding on what an import was unsure of: it is right as it was read, or it is corrected in a draft.

Corrections of one procedure gather in one draft, which is published like any other. Each act locks the procedure.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.base.ledger import append
from motcua.domain.catalogue.editing import corrected, section_of
from motcua.domain.catalogue.enums import FlagState, Origin, VersionState
from motcua.domain.catalogue.errors import (
    AlreadyReviewed,
    FieldRetired,
    NothingChanged,
    ProcedureNotFound,
    ReviewNoteNeeded,
)
from motcua.domain.catalogue.models import ImportFlag, Procedure, ProcedureVersion
from motcua.domain.catalogue.permissions import check_may_write
from motcua.domain.catalogue.queries.choices import is_retired
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.catalogue.services.subjects import subject
from motcua.domain.catalogue.services.versions import create_draft
from motcua.domain.catalogue.services.writing import rewrite_version
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

NO_NOTE = Words("Bạn ghi đã đối chiếu với đâu.", "Please say what you compared it with.")


@dataclass(frozen=True, slots=True)
class Base:
    """The version a correction goes on from: the official's own draft, else the newest."""

    version: ProcedureVersion
    is_draft: bool


@transaction.atomic
def confirm_flag(*, actor: Actor, flag_id: UUID, note: str) -> ImportFlag:
    """The place is right as it was read; the note says what it was compared with. Denied, AlreadyReviewed, Invalid."""
    check_may_write(actor)
    if not note.strip():
        raise ReviewNoteNeeded({"note": NO_NOTE})
    flag = _lock(flag_id)
    _decide(flag, FlagState.CONFIRMED, note, actor)
    append(subject(flag.procedure_id), "procedure.flag_confirmed", actor, _facts(flag))
    return flag


@transaction.atomic
def correct_flag(*, actor: Actor, flag_id: UUID, typed: str, note: str = "") -> ImportFlag:
    """The section the place lies in becomes what was typed, in a draft of the next version.

    Denied, AlreadyReviewed; WrongLines names a line that cannot be read, NothingChanged when it says the same.
    """
    check_may_write(actor)
    flag = _lock(flag_id)
    base = base_of(flag.procedure_id)
    before = text_of(base.version.pk)
    after = corrected(before, section_of(flag.place), typed)
    if after.field != before.field and is_retired(after.field):
        raise FieldRetired({"typed": FieldRetired.sentence.fill(name=after.field)}, name=after.field)
    if after == before:
        raise NothingChanged({"typed": NothingChanged.sentence})
    if base.is_draft:
        version = rewrite_version(base.version, after)
    else:
        version = create_draft(actor=actor, text=after, origin=Origin.ENTERED)
    flag.corrected_in = version
    _decide(flag, FlagState.CORRECTED, note, actor)
    facts = _facts(flag) | {"version": version.number, "digest": version.content_digest}
    append(subject(flag.procedure_id), "procedure.flag_corrected", actor, facts)
    return flag


def base_of(procedure_id: UUID) -> Base:
    """What a correction starts from. ProcedureNotFound where there is no version at all."""
    newest = ProcedureVersion.objects.filter(procedure=procedure_id).order_by("-number").first()
    if newest is None:
        raise ProcedureNotFound
    drafted = newest.state == VersionState.DRAFT and newest.origin == Origin.ENTERED
    return Base(newest, drafted)


def _lock(flag_id: UUID) -> ImportFlag:
    flag = ImportFlag.objects.select_related("procedure").get(pk=flag_id)
    Procedure.objects.select_for_update().get(pk=flag.procedure_id)
    flag.refresh_from_db(fields=["state"])
    if flag.state != FlagState.OPEN:
        raise AlreadyReviewed(state=FlagState(flag.state).words)
    return flag


def _decide(flag: ImportFlag, state: FlagState, note: str, actor: Actor) -> None:
    flag.state, flag.note = state.value, note.strip()
    flag.decided_by, flag.decided_at = actor.account_id, clock.now()
    flag.save(update_fields=["state", "note", "decided_by", "decided_at", "corrected_in"])


def _facts(flag: ImportFlag) -> dict[str, object]:
    facts: dict[str, object] = {"code": flag.procedure.code, "reason": flag.reason, "place": flag.path or "–"}
    return facts | ({"note": flag.note} if flag.note else {})
