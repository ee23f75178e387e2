"""A mark stands for one state of what is watched: it never comes back, whoever commits when."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.base.access.models import Account
from motcua.base.edition import edition
from motcua.base.edition.mark import MANY, sweep
from motcua.domain.directory.models import Person
from motcua.kernel.text import fold

WATCHED = {
    model._meta.db_table: model
    for model in apps.get_models()
    if any(trigger.name == f"{model._meta.db_table}_watched" for trigger in getattr(model._meta, "triggers", []))
}
WRITES = (
    "UPDATE {table} SET {key} = {key} WHERE false",
    "DELETE FROM {table} WHERE false",
    "INSERT INTO {table} SELECT * FROM {table} WHERE false",
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", WRITES)
def test_each_write_to_each_watched_table_makes_another_edition(write: str) -> None:
    marks = [edition()]
    for table, model in WATCHED.items():
        if model is Person or (getattr(model, "append_only", False) and not write.startswith("INSERT")):
            continue
        with connection.cursor() as cursor:
            cursor.execute(write.format(table=table, key=model._meta.pk.column))
        marks.append(edition())
    assert len(marks) > 15 and len(set(marks)) == len(marks)


@pytest.mark.django_db(transaction=True)
def test_of_people_only_who_acts_as_an_official_under_which_name_is_part_of_it() -> None:
    citizen = Person.objects.create(full_name="Đỗ Thị Mai", name_folded=fold("Đỗ Thị Mai"))
    account = Account.objects.create(username="maianh", kind="official")
    before = edition()
    Person.objects.filter(pk=citizen.pk).update(full_name="Đỗ Thị Mai Anh", phone="0900000009")
    Person.objects.create(full_name="Lê Văn Tám", name_folded=fold("Lê Văn Tám"))
    assert edition() == before
    Person.objects.filter(pk=citizen.pk).update(staff_account=account)
    became = edition()
    Person.objects.filter(pk=citizen.pk).update(phone="0900000010")
    assert edition() == became != before
    Person.objects.filter(pk=citizen.pk).update(full_name="Đỗ Mai Anh")
    assert edition() not in (before, became)


@contextmanager
def several(count: int) -> Iterator[list[psycopg.Connection]]:
    """Connections of other processes of the city."""
    params = connection.get_connection_params()
    chosen = {name: params[name] for name in ("host", "port", "user", "password", "dbname") if params.get(name)}
    opened = [psycopg.connect(**chosen) for _ in range(count)]
    try:
        yield opened
    finally:
        for one in opened:
            one.close()


MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["change", "commit", "rollback"]), st.integers(0, 2)),
        st.tuples(st.just("sweep"), st.just(0)),
    ),
    max_size=25,
)


@pytest.mark.django_db(transaction=True)
def test_no_mark_comes_back_whoever_commits_when() -> None:
    with several(3) as others:

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(moves=MOVES)
        def check(moves: list[tuple[str, int]]) -> None:
            marks, changed = [edition()], [False] * len(others)
            for move, who in moves:
                if move == "change":
                    others[who].execute("UPDATE directory_office SET id = id WHERE false")
                    changed[who] = True
                    assert edition() == marks[-1], "not committed yet"
                    continue
                if move == "sweep":
                    another = sweep(most=0) > 0
                else:
                    getattr(others[who], move)()
                    another, changed[who] = move == "commit" and changed[who], False
                if another:
                    marks.append(edition())
                assert edition() == marks[-1], "a change that was taken back is none"
            for one in others:
                one.rollback()
            assert len(set(marks)) == len(marks), marks

        check()


@pytest.mark.django_db
def test_each_change_inside_one_transaction_makes_another_edition() -> None:
    marks = [edition()]
    for _ in range(3):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_office WHERE false")
        marks.append(edition())
    assert len(set(marks)) == len(marks)


@pytest.mark.django_db
def test_few_rows_are_left_alone_and_many_become_one() -> None:
    with connection.cursor() as cursor:
        for _ in range(MANY + 1):
            cursor.execute("DELETE FROM directory_office WHERE false")
        before = edition()
        went = sweep()
        assert went > MANY and edition() != before and sweep() == 0
        cursor.execute("SELECT count(*), max(what) FROM edition_change")
        assert cursor.fetchone() == (1, "sweep")
