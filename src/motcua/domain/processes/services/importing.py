"""Decisions brought in for review: stored once as read, corrected row by row, given to a procedure."""

import hashlib
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.domain.catalogue.models import Procedure
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.processes.drafts import MOST_ROWS, Row, changed_rows, drawn, from_json, rows_of, to_json
from motcua.domain.processes.errors import DraftChanged, ImportDiscarded, NoProcedure, ReasonNeeded, TooManyRows
from motcua.domain.processes.models import DecisionImport, DiscardedImport, ImportedProcess, Process
from motcua.domain.processes.reading.files import lines_of
from motcua.domain.processes.reading.officials import understood
from motcua.domain.processes.reading.telling import process_json
from motcua.domain.processes.scopes import procedure_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import NotVisible
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

LONGEST_REASON = 500


def subject(decision_id: UUID) -> Subject:
    return Subject("process_import", decision_id)


def import_decision(*, actor: Actor, file_name: str, content: bytes) -> DecisionImport:
    """Read and stored for review; a file brought in before is found again, a discarded one restored.

    Denied, Unreadable.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    digest = hashlib.sha256(content).hexdigest()
    before = DecisionImport.objects.filter(digest=digest).first()
    if before is not None:
        return restored(actor, post, before)
    decision = understood(lines_of(content))
    kept = DecisionImport(
        number=decision.number,
        title=decision.title,
        file_name=tidy(file_name)[-200:] or "?",
        digest=digest,
        text="\n".join(decision.lines),
    )
    told = [process_json(process) for process in decision.processes]
    rows = [
        ImportedProcess(decision=kept, position=place, name=one["name"], read=one, rows=to_json(rows_of(one)))
        for place, one in enumerate(told, start=1)
    ]
    facts = {"number": str(kept), "file": kept.file_name, "processes": len(rows), "digest": digest}
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
            ImportedProcess.objects.bulk_create(rows)
            append(subject(kept.pk), "process.decision_imported", actor, facts, authority=post)
    except IntegrityError:
        return DecisionImport.objects.get(digest=digest)
    return kept


@transaction.atomic
def restored(actor: Actor, post: Post | str, decision: DecisionImport) -> DecisionImport:
    """As it was before it was discarded, with the drafts as they were."""
    if DiscardedImport.objects.filter(decision=decision).delete()[0]:
        append(subject(decision.pk), "process.import_restored", actor, {"number": str(decision)}, authority=post)
    return decision


@transaction.atomic
def discard_import(*, actor: Actor, decision_id: UUID, reason: str) -> DecisionImport:
    """Nobody works on it any more; what was published from it stays. Denied, NotVisible, ReasonNeeded.

    Discarding again changes nothing.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    decision = DecisionImport.objects.filter(pk=decision_id).first()
    if decision is None:
        raise NotVisible
    said = tidy(reason)[:LONGEST_REASON]
    if not said:
        raise ReasonNeeded({"reason": ReasonNeeded.sentence})
    _, new = DiscardedImport.objects.get_or_create(decision=decision, defaults={"reason": said})
    if new:
        published = decision.processes.exclude(published=None).count()
        facts = {"number": str(decision), "reason": said, "published": published}
        append(subject(decision.pk), "process.import_discarded", actor, facts, authority=post)
    return decision


def check_kept(decision_id: UUID) -> None:
    """ImportDiscarded where nobody works on it any more."""
    discarded = DiscardedImport.objects.filter(decision=decision_id).first()
    if discarded is not None:
        raise ImportDiscarded(reason=discarded.reason)


@transaction.atomic
def save_draft(
    *, actor: Actor, imported_id: UUID, rows: Sequence[Row], procedure: Procedure | None, expected: int
) -> ImportedProcess:
    """The rows and the procedure as they are now. `expected` is the version that was seen.

    Denied, NotVisible, TooManyRows, DraftChanged. Nothing is stored where nothing changed.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    if len(rows) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    draft = locked(imported_id)
    if draft.version != expected:
        raise DraftChanged
    changed = changed_rows(from_json(draft.rows), rows)
    if not changed and draft.procedure_id == (procedure.pk if procedure else None):
        return draft
    draft.rows, draft.procedure = to_json(rows), procedure
    draft.version, draft.changed_at = draft.version + 1, clock.now()
    draft.save(update_fields=["rows", "procedure", "version", "changed_at"])
    facts = {
        "name": draft.name,
        "version": draft.version,
        "changed": len(changed),
        "procedure": procedure.code if procedure else "–",
        "rows": to_json(changed),
    }
    append(subject(draft.decision_id), "process.import_corrected", actor, facts, authority=post)
    return draft


def locked(imported_id: UUID) -> ImportedProcess:
    draft = ImportedProcess.objects.select_for_update(of=("self",)).filter(pk=imported_id).first()
    if draft is None:
        raise NotVisible
    check_kept(draft.decision_id)
    return draft


@transaction.atomic
def publish_imported(
    *, actor: Actor, imported_id: UUID, valid_from: date, seen: int, expected: int, ground: str = ""
) -> Process:
    """The saved draft becomes the next process of its procedure. `seen` is its version, `expected` the last number.

    Denied, NotVisible, DraftChanged, NoProcedure, BadProcess, ProcessChanged.
    """
    check_citywide(actor, permissions.SETTINGS_MANAGE)
    draft = locked(imported_id)
    if draft.version != seen:
        raise DraftChanged
    known = receivable_versions().filter(procedure=draft.procedure_id) if draft.procedure_id else None
    version = known.first() if known is not None else None
    if version is None:
        raise NoProcedure({"procedure": NoProcedure.sentence})
    graph = drawn(from_json(draft.rows), Words(version.name, version.name), draft.read)
    scope = procedure_scope(version.procedure, version.name)
    process = publish_graph(
        actor=actor, scope=scope, graph=graph, valid_from=valid_from, expected=expected, ground=ground
    )
    draft.published, draft.changed_at = process, clock.now()
    draft.save(update_fields=["published", "changed_at"])
    return process
