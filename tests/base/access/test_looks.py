"""Who looked: written once, read by subject, changed by nobody."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from motcua.base.access.looks import lists_with, looks_at, record_list, record_look
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


def test_a_list_of_many_is_one_row_that_each_of_them_finds() -> None:
    ids = [UUID(int=number) for number in range(1, 51)]
    look = record_list(actor=OFFICIAL, kind="case", shown=[*ids, ids[0]], purpose="tìm")
    assert look is not None and Look.objects.get().shown == ids
    assert [lists_with(Subject("case", one)) == [look] for one in (ids[0], ids[-1], UUID(int=51))] == [
        True,
        True,
        False,
    ]
    assert lists_with(Subject("person", ids[0])) == [] and looks_at(Subject("case", ids[0])) == []
    assert record_list(actor=OFFICIAL, kind="case", shown=[], purpose="tìm") is None and Look.objects.count() == 1


@pytest.mark.parametrize("subject_id,shown", [("", []), ("c1", [UUID(int=1)])])
def test_a_look_is_at_one_or_at_a_list(subject_id: str, shown: list[UUID]) -> None:
    with pytest.raises(IntegrityError, match="access_look_at_one_or_a_list"):
        Look.objects.create(
            actor_kind="official", subject_kind="case", subject_id=subject_id, shown=shown, purpose="tìm"
        )
