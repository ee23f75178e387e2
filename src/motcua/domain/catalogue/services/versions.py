"""The life of a version: written as a draft, published from a day on, retired with a reason.

Every act locks the procedure's row first, so that numbers and days of its versions are given one at a time.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from motcua.base.ledger import append
from motcua.domain.catalogue.enums import OWN_LEVELS, Origin, OwnerSystem, VersionState
from motcua.domain.catalogue.errors import NotADraft, NotPublished, NotReceivableHere, Overlap, ReasonNeeded
from motcua.domain.catalogue.models import Procedure, ProcedureVersion
from motcua.domain.catalogue.permissions import check_may_publish, check_may_write
from motcua.domain.catalogue.reading.texts import Flag, ProcedureText
from motcua.domain.catalogue.services.flagging import reopen_corrected_in, write_flags
from motcua.domain.catalogue.services.indexing import reindex
from motcua.domain.catalogue.services.stops import abolish, cited, end_retirement
from motcua.domain.catalogue.services.subjects import subject
from motcua.domain.catalogue.services.writing import write_version
from motcua.domain.directory.validity import days, first_day
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

ONE_DAY = timedelta(days=1)


@transaction.atomic
def create_draft(
    *,
    actor: Actor,
    text: ProcedureText,
    flags: Iterable[Flag] = (),
    origin: Origin = Origin.ENTERED,
    raw: str = "",
) -> ProcedureVersion:
    """The next version of the procedure, as a draft. The procedure is made at its first version. Denied.

    `raw` is the line it was read from, kept where there are flags to look at.
    """
    check_may_write(actor)
    procedure = lock_procedure(text)
    latest = procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = write_version(procedure, latest + 1, text, tuple(flags), origin)
    if origin is Origin.IMPORT:
        write_flags(version, tuple(flags), raw)
    facts = {
        "code": text.code,
        "version": version.number,
        "origin": version.origin,
        "digest": version.content_digest,
        "flags": version.flags_count,
    }
    append(subject(procedure.pk), "procedure.drafted", actor, facts)
    return version


@transaction.atomic
def publish(*, actor: Actor, version_id: UUID, effective_from: date) -> ProcedureVersion:
    """Put a draft in force from a day on; the version before it ends the day before.

    Denied, NotADraft; NotReceivableHere for another province's; Overlap when a version begins that day or later.
    """
    check_may_publish(actor)
    version = lock_version(version_id)
    if version.state != VersionState.DRAFT:
        raise NotADraft(code=version.procedure.code, number=version.number)
    if version.foreign_issuer:
        raise NotReceivableHere(code=version.procedure.code)
    replaced = _end_previous(version, effective_from)
    version.state = VersionState.PUBLISHED.value
    version.effective = days(effective_from, None)
    version.published_at = clock.now()
    version.save(update_fields=["state", "effective", "published_at"])
    facts: dict[str, object] = {
        "code": version.procedure.code,
        "version": version.number,
        "since": effective_from.isoformat(),
    }
    if replaced:
        facts["replaces"] = replaced.number
    end_retirement(version.procedure_id, effective_from)
    reindex([version.procedure_id])
    append(subject(version.procedure_id), "procedure.published", actor, facts)
    return version


@transaction.atomic
def retire(
    *,
    actor: Actor,
    version_id: UUID,
    reason: str,
    on: date | None = None,
    decision_number: str = "",
    decided_on: date | None = None,
) -> ProcedureVersion:
    """Abolish a procedure with its published version, by default today; cases received under it go on.

    Denied, NotPublished, ReasonNeeded. From `on` it is no longer receivable, even on the day it began; a day to
    come leaves it in force until then.
    """
    check_may_publish(actor)
    if not reason.strip():
        raise ReasonNeeded({"reason": Words("Bạn ghi lý do.", "Please give a reason.")})
    version = lock_version(version_id)
    if version.state != VersionState.PUBLISHED:
        raise NotPublished(code=version.procedure.code, number=version.number)
    stop = on or clock.today()
    laid = abolish(version.procedure, stop, reason, decision_number, decided_on)
    _end(version, stop, laid.reason)
    reindex([version.procedure_id])
    facts = {
        "code": version.procedure.code,
        "version": version.number,
        "on": stop.isoformat(),
        "reason": laid.reason,
    }
    append(subject(version.procedure_id), "procedure.retired", actor, facts | cited(laid))
    return version


def _end(version: ProcedureVersion, on: date, reason: str) -> None:
    """The version's last day is the one before; it is retired once that day has come."""
    began, ends = version.effective_from, version.effective_until
    assert began is not None
    last = max(on - ONE_DAY, began)
    if ends is None or ends > last:
        version.effective = days(began, last)
    if on <= clock.today():
        version.state, version.retired_reason = VersionState.RETIRED.value, reason
    version.save(update_fields=["state", "effective", "retired_reason"])


@transaction.atomic
def discard_draft(*, actor: Actor, version_id: UUID) -> None:
    """Throw a draft away; its number is not used again while a later version stands. Denied, NotADraft.

    What it corrected of an import is to be looked at again.
    """
    check_may_write(actor)
    version = lock_version(version_id)
    if version.state != VersionState.DRAFT:
        raise NotADraft(code=version.procedure.code, number=version.number)
    facts = {"code": version.procedure.code, "version": version.number}
    append(subject(version.procedure_id), "procedure.draft_discarded", actor, facts)
    reopen_corrected_in(version)
    version.delete()


def lock_procedure(text: ProcedureText) -> Procedure:
    """The procedure of that code under lock, made if there is none; new everyday words are kept with it."""
    owner = OwnerSystem.CITY if set(text.levels) & set(OWN_LEVELS) else OwnerSystem.MINISTRY
    procedure, _ = Procedure.objects.select_for_update().get_or_create(
        code=text.code, defaults={"owner_system": owner.value}
    )
    if procedure.owner_system != owner and not procedure.versions.exists():
        procedure.owner_system = owner.value
        procedure.save(update_fields=["owner_system"])
    add_plain_words(procedure, text.plain_words)
    return procedure


def add_plain_words(procedure: Procedure, plain_words: Iterable[str]) -> bool:
    """Keep everyday words that are new with the procedure; whether there were any."""
    missing = [words for words in plain_words if words not in procedure.plain_words]
    if missing:
        procedure.plain_words = [*procedure.plain_words, *missing]
        procedure.save(update_fields=["plain_words"])
    return bool(missing)


def lock_version(version_id: UUID) -> ProcedureVersion:
    """The version with its procedure's row locked. DoesNotExist."""
    procedure = Procedure.objects.select_for_update().get(versions=version_id)
    version = ProcedureVersion.objects.get(pk=version_id)
    version.procedure = procedure
    return version


def _end_previous(version: ProcedureVersion, effective_from: date) -> ProcedureVersion | None:
    """End the version in force the day before. Overlap when it, or a later one, begins that day or later."""
    others = version.procedure.versions.exclude(state=VersionState.DRAFT).order_by("effective")
    last = others.last()
    if last is None:
        return None
    since = first_day(last.effective)
    if since is not None and since >= effective_from:
        raise Overlap(code=version.procedure.code, since=short_date(since))
    ends = last.effective_until
    if last.state == VersionState.PUBLISHED and (ends is None or ends >= effective_from):
        last.effective = days(since, effective_from - ONE_DAY)
        last.save(update_fields=["effective"])
        return last
    if ends is not None and ends >= effective_from:
        raise Overlap(code=version.procedure.code, since=short_date(ends))
    return None
