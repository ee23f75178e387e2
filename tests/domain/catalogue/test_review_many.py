"""Confirming a heap at once: two people together, and as many as the largest import leaves."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.domain.catalogue.errors import HeapDone, HeapTooWide, ReviewNoteNeeded
from motcua.domain.catalogue.models import Field, ImportFlag, Procedure, ProcedureVersion
from motcua.domain.catalogue.queries.review import Queue
from motcua.domain.catalogue.services.review_many import AT_ONCE, confirm_heap
from motcua.kernel import clock
from motcua.kernel.errors import Denied
from tests.domain.catalogue.people import ADMINISTRATOR, COUNTER

KIND = Queue(reason="legal.number")
MANY = 250


def make_heap(count: int) -> None:
    """A flag of one kind in each of so many procedures."""
    field = Field.objects.create(name="Thử", slug="thu")
    procedures = Procedure.objects.bulk_create(Procedure(code=f"1.{number:06}") for number in range(count))
    versions = ProcedureVersion.objects.bulk_create(
        ProcedureVersion(procedure=one, number=1, name="Thử", field=field, origin="import", content_digest="0" * 64)
        for one in procedures
    )
    ImportFlag.objects.bulk_create(
        ImportFlag(
            procedure=one.procedure, version=one, position=1, line=1, reason="legal.number", path="legal_basis[1]"
        )
        for one in versions
    )


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_a_heap_at_once_share_it_and_nothing_is_confirmed_twice() -> None:
    make_heap(MANY)
    seen, start = clock.now(), threading.Barrier(2)

    def confirm(_: int) -> int:
        try:
            start.wait()
            return confirm_heap(actor=ADMINISTRATOR, queue=KIND, seen_until=seen, note="Văn bản gốc").flags
        except HeapDone:
            return 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(confirm, range(2))) == MANY
    assert not ImportFlag.objects.filter(state="open").exists()
    entries = Entry.objects.filter(kind="procedure.flags_confirmed")
    assert entries.count() == MANY == entries.values("subject_id").distinct().count()
    assert verify().sound


def test_a_heap_costs_three_statements_for_each_procedure_and_a_few_for_each_hundred(db: None) -> None:
    make_heap(MANY)
    with CaptureQueriesContext(connection) as spent:
        confirm_heap(actor=ADMINISTRATOR, queue=KIND, seen_until=clock.now(), note="Văn bản gốc")
    assert len(spent) <= 3 * MANY + 7 * (MANY // AT_ONCE + 1)


def test_a_heap_is_confirmed_by_who_may_with_a_note_and_only_of_a_kind_or_a_procedure(db: None) -> None:
    make_heap(2)
    for actor, queue, note, fault in (
        (COUNTER, KIND, "x", Denied),
        (ADMINISTRATOR, KIND, "  ", ReviewNoteNeeded),
        (ADMINISTRATOR, Queue(), "x", HeapTooWide),
        (ADMINISTRATOR, Queue(reason="legal.number", state="confirmed"), "x", HeapTooWide),
        (ADMINISTRATOR, Queue(reason="fee.odd"), "x", HeapDone),
    ):
        with pytest.raises(fault):
            confirm_heap(actor=actor, queue=queue, seen_until=clock.now(), note=note)
    assert not Entry.objects.exists()
    done = confirm_heap(actor=ADMINISTRATOR, queue=Queue(code="1.000001"), seen_until=clock.now(), note="x")
    assert (done.flags, done.procedures) == (1, 1) and ImportFlag.objects.filter(state="open").count() == 1
