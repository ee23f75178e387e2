"""Tables that grow are changed beside those who work on them, and what keeps people waiting is seen."""

import re
import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import OperationalError, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler
from psycopg.errors import LockNotAvailable, QueryCanceled

from motcua.base.access.models import Account
from motcua.base.growing.migrations import beside
from motcua.kernel import clock
from motcua.kernel.database import Place, city, owner_of, password_of
from motcua.ops.checks.upgrades import run
from motcua.ops.checks.upgrades.watching import Watch
from motcua.ops.management.commands import prepare_city
from tests.support import cluster

pytestmark = pytest.mark.django_db
NAME = f"{cluster.NAME}_growing"
ROWS = 300
LATEST = ["routing.0016_find_the_tasks_of_a_post_among_a_citys", "routing.0017_watch_what_seldom_changes"]
TABLE = "cases_try"
FIELDS = [
    ("id", models.BigAutoField(primary_key=True)),
    ("size", models.IntegerField()),
    ("name", models.TextField()),
]
CREATE = migrations.CreateModel("Try", FIELDS, {"db_table": TABLE})
CHANGES: tuple[Operation, ...] = (
    migrations.AddIndex("try", models.Index(fields=["size"], name="try_by_size")),
    migrations.AddIndex("try", GinIndex(fields=["name"], name="try_parts", opclasses=["gin_trgm_ops"])),
    migrations.AddConstraint("try", models.CheckConstraint(condition=models.Q(size__gte=1), name="try_size")),
    migrations.AddConstraint("try", models.UniqueConstraint(fields=["size"], name="try_once")),
    migrations.AddConstraint(
        "try", models.UniqueConstraint(fields=["name"], condition=models.Q(size__gt=9), name="try_name_once")
    ),
    migrations.AddField("try", "minutes", models.PositiveIntegerField(default=0)),
    migrations.AddField("try", "above", models.ForeignKey("cases.try", null=True, on_delete=models.PROTECT)),
)
COLUMNS = (
    "SELECT attname::text, format_type(atttypid, atttypmod), attnotnull, atthasdef FROM pg_attribute"
    " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY 1"
)
RULES = (
    "SELECT conname::text, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conrelid = %s::regclass"
    " ORDER BY 1"
)
INDEXES = (
    "SELECT pg_get_indexdef(indexrelid), indisvalid, indisunique FROM pg_index WHERE indrelid = %s::regclass ORDER BY 1"
)
AT_ONCE = re.compile(
    r"CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)|(CHECK|FOREIGN KEY)(?!.*NOT VALID)|ADD COLUMN.*CHECK|UNIQUE \("
)


@pytest.fixture
def address() -> Iterator[str]:
    cluster.clone(NAME)
    yield cluster.admin_of(NAME)
    cluster.drop(NAME)


@pytest.fixture
def owner(address: str) -> Iterator[BaseDatabaseWrapper]:
    """A connection of the owner of the tables."""
    place, role = Place.parse(address), owner_of(city())
    told: dict[str, Any] = {"ENGINE": "motcua.base.opening", "HOST": place.host, "PORT": place.port, "NAME": place.name}
    made = ConnectionHandler({"default": told | {"USER": role, "PASSWORD": password_of(role)}})["default"]
    yield made
    made.close()


@pytest.fixture
def state(owner: BaseDatabaseWrapper) -> ProjectState:
    """A table with rows."""
    state = applied(owner, made(migrations.Migration, CREATE), ProjectState())
    with owner.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (size, name) SELECT i, 'hồ sơ ' || i FROM generate_series(1, {ROWS}) i")
    return state


def made(kind: type[migrations.Migration], *operations: Operation) -> migrations.Migration:
    return type("Migration", (kind,), {"operations": list(operations)})("9999_try", "cases")


def applied(owner: BaseDatabaseWrapper, migration: migrations.Migration, state: ProjectState) -> ProjectState:
    with owner.schema_editor(atomic=migration.atomic) as editor:
        return migration.apply(state.clone(), editor)


def taken_back(owner: BaseDatabaseWrapper, migration: migrations.Migration, state: ProjectState) -> None:
    with owner.schema_editor(atomic=migration.atomic) as editor:
        migration.unapply(state.clone(), editor)


def shape(owner: BaseDatabaseWrapper) -> list[Any]:
    with owner.cursor() as cursor:
        found = []
        for question in (COLUMNS, RULES, INDEXES):
            cursor.execute(question, [TABLE])
            found.append(cursor.fetchall())
    return found


def said_by(owner: BaseDatabaseWrapper, migration: migrations.Migration, state: ProjectState) -> list[str]:
    said: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append(sql)
        return execute(sql, params, many, context)

    with owner.execute_wrapper(note):
        applied(owner, migration, state)
    return [one for one in said if one.startswith(("ALTER TABLE", "CREATE"))]


def test_changes_made_beside_those_who_work_end_in_the_same_table_and_can_be_taken_back_and_made_again(
    owner: BaseDatabaseWrapper, state: ProjectState, address: str
) -> None:
    at_once, careful = made(migrations.Migration, *CHANGES), made(beside.Migration, *CHANGES)
    bare = shape(owner)
    applied(owner, at_once, state)
    expected = shape(owner)
    taken_back(owner, at_once, state)
    assert shape(owner) == bare
    said = said_by(owner, careful, state)
    assert [one for one in said if AT_ONCE.search(one)] == []
    assert sum("CONCURRENTLY" in one for one in said) == 5 and sum("VALIDATE" in one for one in said) == 2
    assert shape(owner) == expected
    with psycopg.connect(address, autocommit=True) as admin:
        broken = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass"
        admin.execute(broken, [f"{city()}.try_by_size"])
    applied(owner, careful, state)
    assert shape(owner) == expected, "begun anew, what broke off is built again"
    taken_back(owner, careful, state)
    assert shape(owner) == bare


def test_a_table_without_rows_is_changed_at_once(owner: BaseDatabaseWrapper) -> None:
    state = applied(owner, made(migrations.Migration, CREATE), ProjectState())
    said = said_by(owner, made(beside.Migration, *CHANGES), state)
    assert not any("CONCURRENTLY" in one or "NOT VALID" in one for one in said)


def test_an_index_by_beginnings_goes_beside_those_who_work_and_comes_back(
    owner: BaseDatabaseWrapper, state: ProjectState
) -> None:
    bare, name = shape(owner), "try_name_like"
    with owner.cursor() as cursor:
        cursor.execute(f'CREATE INDEX {name} ON {TABLE} ("name" varchar_pattern_ops)')
    with_it, gone = shape(owner), made(beside.Migration, beside.DropPatternIndex(name, TABLE, "name"))
    for _ in range(2):
        applied(owner, gone, state)
        assert shape(owner) == bare != with_it
    taken_back(owner, gone, state)
    assert shape(owner) == with_it


def test_another_type_is_refused(owner: BaseDatabaseWrapper, state: ProjectState) -> None:
    wide = migrations.AlterField("try", "size", models.BigIntegerField())
    with pytest.raises(beside.Rewrites, match="size"):
        applied(owner, made(beside.Migration, wide), state)


def test_rows_are_changed_some_at_a_time_and_none_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "PIECE", 2)
    Account.objects.bulk_create(Account(username=f"thu{i}", kind="citizen", password="!") for i in range(5))
    lots = []
    for lot in beside.pieces(Account.objects.filter(username__startswith="thu", last_login=None)):
        Account.objects.filter(pk__in=[one.pk for one in lot]).update(last_login=clock.now())
        lots.append(len(lot))
    assert lots == [2, 2, 1]
    assert Account.objects.filter(last_login=None, username__startswith="thu").count() == 0


def test_a_lock_and_the_wait_of_who_meets_it_are_felt(address: str) -> None:
    watch = Watch(address, city())
    watch.tables = ["cases_paper"]
    role = f"{Place.parse(address).url}"
    with watch.watching(), psycopg.connect(role, user=owner_of(city()), password=password_of(owner_of(city()))) as one:
        one.execute("LOCK TABLE cases_paper IN SHARE MODE")
        until(lambda: watch.felt.locks.get("cases_paper", ("", 0.0))[1] > 0.3)
        one.rollback()
        until(lambda: watch.felt.waits.get("cases_paper", 0.0) > 0.2)
    assert watch.felt.locks["cases_paper"][0] == "ShareLock" and watch.failed == []
    assert run.Step("x", 1.0, watch.felt).row()["on"] == "cases_paper"


def test_an_upgrade_lets_others_through_while_a_table_is_held_and_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare_city, "PAUSE", 0)
    tried = []

    def act(reason: Exception, times: int) -> None:
        tried.append(reason)
        if len(tried) < times:
            raise OperationalError from reason

    prepare_city.patiently(act, LockNotAvailable(), 3)
    assert len(tried) == 3
    with pytest.raises(OperationalError):
        prepare_city.patiently(act, LockNotAvailable(), 1000)
    assert len(tried) == 3 + prepare_city.TRIES
    with pytest.raises(OperationalError):
        prepare_city.patiently(act, QueryCanceled(), 1000)
    assert len(tried) == 3 + prepare_city.TRIES + 1


def until(condition: Any) -> None:
    for _ in range(500):
        if condition():
            return
        threading.Event().wait(0.02)
    raise AssertionError("never came")


def test_the_way_of_an_upgrade_is_measured_with_filled_tables(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"SET search_path TO {city()}, common, public")
        admin.execute("DROP INDEX task_of_post, task_on_desk")
        admin.execute("DELETE FROM django_migrations WHERE app || '.' || name = ANY(%s)", [LATEST])
        said: list[str] = []
        figures = run.measure(address, rows=ROWS, limit=60, tell=said.append)
        assert figures["ok"] and figures["migrations"] == 2 and figures["rows"] == ROWS
        assert [one["name"] for one in figures["steps"]] == [*LATEST, run.AFTERWARDS]
        assert admin.execute("SELECT count(*) FROM routing_task").fetchone() == (ROWS,)
        assert admin.execute("SELECT to_regclass('task_on_desk') IS NOT NULL").fetchone() == (True,)
        assert any(one.startswith("routing.0016") for one in said)
