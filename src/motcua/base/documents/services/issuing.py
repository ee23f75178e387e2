"""Giving out a paper: its facts are fixed in the act's own transaction, its PDF is drawn afterwards."""

from uuid import UUID

from django.db import connection
from django.db.transaction import TransactionManagementError
from procrastinate.contrib.django import app

from motcua.base.documents import addresses
from motcua.base.documents.facts import to_facts
from motcua.base.documents.models import Document
from motcua.base.documents.queue import DRAWING, QUEUE, ordered
from motcua.base.documents.slips import Slip
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id


def issue_document(
    *, kind: str, number: str, slip: Slip, subject_kind: str, subject_id: str | UUID, actor: Actor
) -> Document:
    """Fix the paper and order its drawing, both in the caller's transaction: they stand or fall with the act.

    ValueError when `slip` is not of `kind`; TransactionManagementError outside a transaction.
    """
    if slip.kind != kind:
        raise ValueError(f"a {slip.kind} slip cannot be issued as {kind}")
    if not connection.in_atomic_block:
        raise TransactionManagementError("a document is issued in the transaction of its act")
    document_id = new_id()
    document = Document.objects.create(
        id=document_id,
        kind=kind,
        number=number,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        facts=to_facts(slip),
        created_at=clock.now(),
        created_by=actor.account_id,
        verify_digest=addresses.digest_of(addresses.token_of(document_id)),
    )
    if ordered():
        app.configure_task(DRAWING, queue=QUEUE).defer(document_id=str(document_id))
    return document
