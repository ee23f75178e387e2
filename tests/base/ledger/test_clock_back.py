"""A clock that is set back: entries keep their order, chains fit, the seal holds and every subscriber hears once."""

from datetime import timedelta

import pytest

from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.kernel import clock
from tests.base.ledger.situations import made, own_registries, thing

__all__ = ["own_registries"]
STEPS = (timedelta(0), -timedelta(hours=1), timedelta(minutes=1), -timedelta(days=1), timedelta(seconds=1))


@pytest.mark.django_db
def test_entries_stand_in_the_order_they_were_written_whatever_the_clock_said(own_registries: None) -> None:
    moment = clock.now()
    for step in STEPS:
        moment += step
        with clock.frozen(moment):
            made()
    written = list(Entry.objects.filter(subject_id=thing().id).order_by("number").values_list("pk", "number", "at"))
    assert [number for _, number, _ in written] == [1, 2, 3, 4, 5]
    assert [key for key, _, _ in written] == sorted(key for key, _, _ in written)
    assert [at for _, _, at in written] != sorted(at for _, _, at in written)
    assert verify().sound
