"""Who looked: written once, read by subject, changed by nobody."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from motcua.base.access.looks import looks_at, record_look
from motcua.base.access.models import Look
from motcua.base.ledger import Subject
from motcua.kernel import clock
from motcua.kernel.actor import Actor

pytestmark = pytest.mark.django_db
OFFICIAL = Actor("official", "Trần Thị Bình", account_id=UUID(int=1))
CASE = Subject("case", UUID(int=9))


def test_newest_readings_of_a_subject_come_first() -> None:
    now = clock.now()
    for minute, purpose in enumerate(("tiếp nhận", "giải quyết", "trả kết quả")):
        with clock.frozen(now + timedelta(minutes=minute)):
            record_look(actor=OFFICIAL, subject=CASE, purpose=purpose)
    record_look(actor=OFFICIAL, subject=Subject("case", "other"), purpose="khác")
    found = looks_at(CASE, limit=2)
    assert [look.purpose for look in found] == ["trả kết quả", "giải quyết"]
    assert (found[0].actor_name, found[0].account_id, found[0].actor_kind) == ("Trần Thị Bình", UUID(int=1), "official")


def test_purpose_may_not_be_empty() -> None:
    with pytest.raises(IntegrityError):
        record_look(actor=OFFICIAL, subject=CASE, purpose="")


def test_application_can_neither_change_nor_remove_a_look() -> None:
    look = record_look(actor=OFFICIAL, subject=CASE, purpose="tiếp nhận")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        look.save()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Look.objects.all().delete()
