"""Rows that acts write: each INSERT and UPDATE is put into SQL once, and values go to it without Django's detour.

The same rows are written as with Django's own way, but what is empty is a parameter too, so that PostgreSQL as well
meets one statement again and again. Expressions as values, deferred fields, values the database makes, and whoever
listens to signals of saving: all that goes Django's way.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Self
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKey,
    IntegerField,
    Model,
    OneToOneField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SmallIntegerField,
    TextField,
    UUIDField,
)
from django.db.models.signals import post_save, pre_save

AS_IT_IS: dict[type[Any], type[Any]] = {
    BooleanField: bool, CharField: str, DateTimeField: datetime, ForeignKey: UUID, IntegerField: int,
    OneToOneField: UUID, PositiveIntegerField: int, PositiveSmallIntegerField: int, SmallIntegerField: int,
    TextField: str, UUIDField: UUID,
}  # fmt: skip
"""Fields of exactly these classes hand a value of this class, or none, to psycopg as it is: nine of ten values."""


class NotPlain(Exception):
    """A value that is for Django to write."""


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is the class of values that are stored as they are; None where the field has to look at each."""

    name: str
    field: Any
    kind: type[Any] | None

    def stored(self, row: Model, connection: Any, *, add: bool) -> Any:
        value = row.__dict__[self.name]
        if self.kind is not None and (value is None or type(value) is self.kind):
            return value
        value = self.field.pre_save(row, add)
        if hasattr(value, "resolve_expression"):
            raise NotPlain
        return self.field.get_db_prep_save(value, connection)


@dataclass(frozen=True, slots=True)
class Table:
    """Of one model: its columns, the key first of all."""

    key: Column
    columns: tuple[Column, ...]
    names: frozenset[str]
    key_is_given: bool
    """By the model itself, as a new UUID is: a row that was not read is a new one."""

    def named(self, names: Collection[str]) -> tuple[Column, ...]:
        return tuple(one for one in self.columns if one.name in names or one.field.name in names)


class CompiledRows(Model):
    """A model whose rows are written so."""

    class Meta:
        abstract = True

    def save(
        self, *args: Any, force_insert: Any = False, force_update: bool = False, using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:  # fmt: skip
        """As Django's own."""
        names = None if update_fields is None else frozenset(update_fields)
        plain = not args and using in (None, DEFAULT_DB_ALIAS) and isinstance(force_insert, bool)
        if not plain or not self._wrote(names, insert=force_insert, update=force_update):
            super().save(
                *args, force_insert=force_insert, force_update=force_update, using=using, update_fields=names
            )  # fmt: skip

    @classmethod
    def insert_all(cls, rows: Sequence[Self]) -> list[Self]:
        """New rows in one statement, as `bulk_create` writes them."""
        table, kept = _table(cls), list(rows)
        if table is None or not all(table.names <= row.__dict__.keys() for row in kept):
            return list(cls._default_manager.bulk_create(kept))
        if kept:
            _insert_all(table, kept)
        return kept

    def _wrote(self, names: frozenset[str] | None, *, insert: bool, update: bool) -> bool:
        """Whether the row is written now; False leaves all of it to Django."""
        table = _table(type(self))
        needed = None if table is None else table.names if names is None else {table.key.name}
        if table is None or needed is None or not needed <= self.__dict__.keys() or (insert and update):
            return False
        new = insert or (names is None and not update and self._state.adding and table.key_is_given)
        columns = table.columns if names is None else table.named(names)
        if names is not None and len(columns) != len(names):
            return False  # a name of no field: Django says so
        try:
            if new and names is None:
                _insert_all(table, [self])
                return True
            return bool(columns) and not insert and self._state.adding is False and _update(table, columns, self)
        except NotPlain:
            return False


@cache
def _table(model: type[Model]) -> Table | None:
    """None for a model that needs Django: of several tables, with values the database makes, or listened to."""
    meta = model._meta
    needs = meta.parents or meta.db_returning_fields or meta.order_with_respect_to or len(meta.pk_fields) != 1
    listened = pre_save.has_listeners(model) or post_save.has_listeners(model)
    if needs or listened or any(field.generated for field in meta.concrete_fields):
        return None
    columns = [_column(field) for field in meta.concrete_fields]
    key = next(one for one in columns if one.field.primary_key)
    rest = tuple(one for one in columns if one is not key)
    return Table(key, rest, frozenset(one.name for one in columns), key.field.has_default())


def _column(field: Any) -> Column:
    stamped = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return Column(field.attname, field, None if stamped else AS_IT_IS.get(type(field)))


def _insert_all(table: Table, rows: Sequence[Model]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    columns = (table.key, *table.columns)
    values = [one.stored(row, connection, add=True) for row in rows for one in columns]
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(_insert_sql(type(rows[0]), len(rows)), values)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _update(table: Table, columns: tuple[Column, ...], row: Model) -> bool:
    """Whether there was such a row."""
    connection = connections[DEFAULT_DB_ALIAS]
    values = [one.stored(row, connection, add=False) for one in columns]
    key = table.key.stored(row, connection, add=False)
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(_update_sql(type(row), columns), [*values, key])
        return bool(cursor.rowcount)


@lru_cache(maxsize=512)
def _insert_sql(model: type[Model], rows: int) -> str:
    table, connection = _table(model), connections[DEFAULT_DB_ALIAS]
    assert table is not None
    name = connection.ops.quote_name
    columns = (table.key, *table.columns)
    values = ", ".join(_placeholder(one.field, connection) for one in columns)
    told = ", ".join(name(one.field.column) for one in columns)
    return f"INSERT INTO {name(model._meta.db_table)} ({told}) VALUES {', '.join([f'({values})'] * rows)}"


@lru_cache(maxsize=1024)
def _update_sql(model: type[Model], columns: tuple[Column, ...]) -> str:
    connection = connections[DEFAULT_DB_ALIAS]
    name = connection.ops.quote_name
    told = ", ".join(f"{name(one.field.column)} = {_placeholder(one.field, connection)}" for one in columns)
    return f"UPDATE {name(model._meta.db_table)} SET {told} WHERE {name(str(model._meta.pk.column))} = %s"


def _placeholder(field: Any, connection: Any) -> str:
    return str(field.get_placeholder(None, None, connection)) if hasattr(field, "get_placeholder") else "%s"
