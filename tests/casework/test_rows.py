"""Rows that acts write stand in the database as Django would have written them."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F, Model
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext

from motcua.base.documents.models import Document
from motcua.base.rows import CompiledRows, _table
from motcua.domain.cases.models import Applicant, Case, CasePaper, Visit
from motcua.domain.routing.models import Task
from motcua.kernel.ids import new_id
from tests.casework.test_life import at_specialist
from tests.support.town import Town

pytestmark = pytest.mark.django_db
MODELS: list[type[CompiledRows]] = [Case, Applicant, CasePaper, Document, Task, Visit]
ONCE = (Document, Visit)
"""Never written twice: a paper that was issued does not change, and its facts would be sealed anew."""


@pytest.fixture
def case(town: Town) -> Case:
    return at_specialist(town)


def stored(row: Model) -> dict[str, object]:
    """The row as PostgreSQL tells it."""
    table, key = row._meta.db_table, row._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT row_to_json(one) FROM {table} AS one WHERE "{key}" = %s', [row.pk])
        found: dict[str, object] = cursor.fetchone()[0]
    read = type(row)._default_manager.get(pk=row.pk)
    sealed = {name: getattr(read, name, "") for name in ("identity_number", "phone", "email", "address")}
    return found | sealed  # anew each time it is written; what is in it stays


def forget(row: Model) -> None:
    """Take the row away, for a moment without whoever points at it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f'DELETE FROM {row._meta.db_table} WHERE "{row._meta.pk.column}" = %s', [row.pk])


def test_every_model_of_acts_is_named_here() -> None:
    assert set(CompiledRows.__subclasses__()) == set(MODELS)


@pytest.mark.parametrize("model", [one for one in MODELS if one not in ONCE], ids=lambda model: model.__name__)
def test_a_row_written_anew_is_the_same_row(model: type[CompiledRows], case: Case) -> None:
    row = model._default_manager.first()
    assert row is not None
    before = stored(row)
    row.save()
    assert stored(row) == before
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(CompiledRows, "_wrote", lambda *args, **more: False)
        row.save()
    assert stored(row) == before


@pytest.mark.parametrize("model", [Applicant, Task, Visit], ids=lambda model: model.__name__)
def test_a_row_inserted_is_the_one_django_inserts(model: type[CompiledRows], case: Case) -> None:
    row = model._default_manager.first()
    assert row is not None
    before = stored(row)
    for way in (lambda: row.save(force_insert=True), lambda: model.insert_all([row])):
        if model is Visit:  # they stay: another like it
            row.pk = new_id()
            before["id"] = str(row.pk)
        else:
            forget(row)
        row._state.adding = True
        way()
        assert stored(row) == before and row._state.adding is False and row._state.db == "default"


def test_several_rows_are_one_statement_and_none_is_none(case: Case) -> None:
    rows = [CasePaper(case=case, position=place, name=f"Giấy {place}") for place in (71, 72, 73)]
    with CaptureQueriesContext(connection) as asked:
        assert CasePaper.insert_all(rows) == rows and CasePaper.insert_all([]) == []
    assert len(asked) == 1
    assert [stored(row)["name"] for row in rows] == ["Giấy 71", "Giấy 72", "Giấy 73"]


def test_only_the_fields_that_are_named_are_written(case: Case) -> None:
    other = Case.objects.get(pk=case.pk)
    Case.objects.filter(pk=case.pk).update(summary="của người khác")
    other.summary, other.version, other.office_id = "của tôi", other.version + 1, other.office_id
    other.save(update_fields=["version", "office"])
    assert (stored(case)["summary"], stored(case)["version"]) == ("của người khác", other.version)


@pytest.mark.parametrize("how", [{"update_fields": ["note"]}, {"force_update": True}], ids=str)
def test_a_row_that_is_gone_is_a_failure_where_django_says_so(how: dict[str, object], case: Case) -> None:
    row = Task.objects.filter(closed_at=None).first()
    assert row is not None
    forget(row)
    with pytest.raises(DatabaseError, match="did not affect any rows"), transaction.atomic():
        row.save(**how)  # type: ignore[arg-type]
    row.save()
    assert Task.objects.filter(pk=row.pk).exists(), "without a word of how it is inserted, as by Django"


def test_what_is_for_django_to_write_it_writes(case: Case) -> None:
    sent = case.version
    case.version = F("version") + 1
    case.save(update_fields=["version"])
    part = Case.objects.only("summary").get(pk=case.pk)
    part.summary = "đổi"
    part.save()
    assert (stored(case)["version"], stored(case)["summary"], stored(case)["code"]) == (sent + 1, "đổi", case.code)


def test_a_name_of_no_field_is_a_mistake_and_nothing_is_written(case: Case) -> None:
    before, case.summary = stored(case), "đổi"
    with pytest.raises(ValueError, match="no_such_field"):
        case.save(update_fields=["summary", "no_such_field"])
    assert stored(case) == before


def test_a_refused_row_spoils_the_transaction_as_it_does_with_django(case: Case) -> None:
    twice = CasePaper(case=case, position=case.papers.first().position, name="hai lần")
    for way in (twice.save, lambda: CasePaper.insert_all([twice])):
        with pytest.raises(IntegrityError), transaction.atomic():
            try:
                way()
            finally:
                assert connection.needs_rollback
    assert twice._state.adding


@pytest.fixture
def heard() -> Iterator[list[Model]]:
    found: list[Model] = []

    def hear(instance: Model, **more: object) -> None:
        found.append(instance)

    post_save.connect(hear, sender=Task)
    _table.cache_clear()
    yield found
    post_save.disconnect(hear, sender=Task)
    _table.cache_clear()


def test_whoever_listens_hears(case: Case, heard: list[Model]) -> None:
    task = Task.objects.first()
    assert task is not None
    task.save()
    assert heard == [task]
