"""Statements put into SQL once: what acts ask every time need not be compiled every time.

Django builds the SQL of a queryset anew whenever it is used, which takes longer than PostgreSQL takes to answer it.
`compiled` marks a function that makes a queryset from its arguments; its SQL is built at the first call, from stand-ins
for the arguments, and afterwards only the arguments change. The answer is a list of what the queryset gives: instances,
or values where it lists those of one field.

For the few statements of acts and of the busiest pages; everything else stays a queryset. What a compiled function may
not do: look at its arguments (they are stand-ins), take another number of them, prefetch. NotCompilable says so at the
first call, so that no test passes by.
"""

import inspect
from collections.abc import Callable, Iterable
from copy import copy
from datetime import UTC, date, datetime
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Field, Lookup, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from motcua.base.instances import Instances
from motcua.base.plans import fetched, fetched_by_kept_plan

P = ParamSpec("P")
M = TypeVar("M")
"""What a row becomes: an instance, or a value where the queryset lists values."""
Statement = tuple[str, tuple[Any, ...]]
"""SQL and its parameters."""
ROWS = "rows"
PREFIX = 0x6B657074_0000_0000_0000_0000_0000_0000
STAND_INS: dict[type, Callable[[int], Any]] = {
    UUID: lambda place: UUID(int=PREFIX + place),
    str: lambda place: f"stand-in-{PREFIX}-{place}",
    int: lambda place: 31_970 + place,
    date: lambda place: date(1, 1, 1 + place),
    datetime: lambda place: datetime(1, 1, 1 + place, tzinfo=UTC),
    list: lambda place: Several(f"stand-in-{PREFIX}-{place}"),
}
ALL: list["Compiled[..., Any]"] = []
"""All there are, for the test that compares each with its queryset."""


class NotCompilable(Exception):
    """A mistake of the one who marked the function."""


class Several(str):
    """Stands in for a list; `__among` takes it."""


@Field.register_lookup
class Among(Lookup):
    """`field__among=values`: one parameter however many values, where `__in` writes one each."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.process_lhs(compiler, connection)
        value = self.rhs if isinstance(self.rhs, Several) else list(self.rhs)
        return f"{sql} = ANY(%s)", (*params, value)


class CompiledBefore(SQLCompiler):
    """A compiler whose work is done: its SQL stays, the parameters are each call's."""

    sql: str
    params: tuple[Any, ...]
    readers: dict[int, Any]

    def rows(self, connection: BaseDatabaseWrapper, params: tuple[Any, ...]) -> Iterable[Any]:
        """All rows, their values as fields read them."""
        if self.query.select_for_update and connection.get_autocommit():
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        found = fetched(connection, self.sql, params)
        return self.apply_converters(found, self.readers) if self.readers else found

    def results_iter(
        self, results: Any = None, tuple_expected: bool = False, chunked_fetch: bool = False, chunk_size: int = 0
    ) -> Any:
        """What Django's readers of rows ask for."""
        found = self.rows(self.connection, self.params)
        return map(tuple, found) if tuple_expected else found


def stand_ins_of(make: Callable[..., Any]) -> list[Any]:
    """One for each argument, by its annotation. NotCompilable for a type that has none."""
    kinds = [one.annotation for one in inspect.signature(make).parameters.values()]
    kinds = [getattr(kind, "__origin__", kind) for kind in kinds]
    if unknown := [kind for kind in kinds if kind not in STAND_INS]:
        raise NotCompilable(f"{make.__qualname__}: {unknown}")
    return [STAND_INS[kind](place) for place, kind in enumerate(kinds)]


def places_in(make: Callable[..., Any], sql: str, params: Any, stand_ins: list[Any]) -> tuple[Any, ...]:
    """The parameters with the arguments marked in them. NotCompilable where one of them is not used."""
    places = tuple(Argument(stand_ins.index(one)) if one in stand_ins else one for one in params)
    if {one.place for one in places if isinstance(one, Argument)} != set(range(len(stand_ins))):
        raise NotCompilable(f"{make.__qualname__}: {sql} {params}")
    return places


def filled(parts: tuple[Any, ...], args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(args[part.place] if isinstance(part, Argument) else part for part in parts)


class Compiled(Generic[P, M]):
    """See `compiled`. Called with exactly the arguments of the function, by place."""

    def __init__(self, make: Callable[P, QuerySet[Any, M]]) -> None:
        self.make = make
        self._made: tuple[CompiledBefore, tuple[Any, ...], QuerySet[Any, M]] | None = None
        self._instances: Instances | None = None
        update_wrapper(self, make)
        ALL.append(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[M]:
        compiler, parts, queryset = self._made or self._compile()
        using = queryset.db  # asked each time: lists may be read from a copy
        connection, params = connections[using], filled(parts, args)
        if self._instances is not None:
            return self._instances.read(compiler.rows(connection, params), using)
        now, reader = copy(compiler), cast(Any, queryset._iterable_class)
        now.connection, now.params = connection, params
        return list(reader(Ready(now, using)))

    def statement(self, *args: P.args, **kwargs: P.kwargs) -> Statement:
        """The SQL and its parameters for these arguments."""
        compiler, parts, _ = self._made or self._compile()
        return compiler.sql, filled(parts, args)

    def first(self, *args: P.args, **kwargs: P.kwargs) -> M | None:
        """The first row of the answer."""
        return next(iter(self(*args, **kwargs)), None)

    @property
    def stand_ins(self) -> list[Any]:
        return stand_ins_of(self.make)

    def _compile(self) -> tuple[CompiledBefore, tuple[Any, ...], QuerySet[Any, M]]:
        stand_ins = self.stand_ins
        queryset = self.make(*stand_ins)  # type: ignore[call-arg]
        using = queryset.db
        compiler = CompiledBefore(queryset.query, connections[using], using)
        compiler.sql, params = SQLCompiler.as_sql(compiler)
        compiler.readers = SQLCompiler.get_converters(compiler, [column[0] for column in compiler.select])
        places = places_in(self.make, compiler.sql, params, stand_ins)
        unread = compiler.has_extra_select or compiler.has_composite_fields([column[0] for column in compiler.select])
        if unread or queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise NotCompilable(f"{self.make.__qualname__}: {compiler.sql} {params}")
        if queryset._iterable_class is ModelIterable:
            self._instances = Instances(compiler)
        self._made = compiler, places, queryset
        return self._made


class Argument:
    """Where a parameter of the SQL is the argument at this place."""

    __slots__ = ("place",)

    def __init__(self, place: int) -> None:
        self.place = place


class Ready:
    """What Django's reader of rows asks a queryset for, with the compiler made before."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, compiler: CompiledBefore, using: str) -> None:
        self.compiler, self.db = compiler, using
        self.query = self

    def get_compiler(self, using: str) -> CompiledBefore:
        return self.compiler


def compiled(make: Callable[P, QuerySet[Any, M]]) -> Compiled[P, M]:
    """The function's queryset as a list, its SQL built once. NotCompilable at the first call where that cannot be."""
    return Compiled(make)


class Caught(Exception):
    """A statement on its way to the database, stopped before it got there."""


class CompiledCounts(Generic[P]):
    """See `compiled_counts`."""

    def __init__(self, make: Callable[P, tuple[QuerySet[Any], dict[str, Aggregate]]]) -> None:
        self.make = make
        self._made: tuple[str, tuple[Any, ...], tuple[str, ...], QuerySet[Any]] | None = None
        update_wrapper(self, make)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        sql, parts, names, queryset = self._made or self._compile()
        return self._asked(sql, filled(parts, args), names, queryset.db)

    def with_rows_of(self, other: Statement, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        """The same, and as ROWS how many rows another statement gives: asked together."""
        sql, parts, names, queryset = self._made or self._compile()
        both = f"SELECT counted.*, (SELECT count(*) FROM ({other[0]}) AS beside) FROM ({sql}) AS counted"
        return self._asked(both, (*other[1], *filled(parts, args)), (*names, ROWS), queryset.db)

    @staticmethod
    def _asked(sql: str, params: tuple[Any, ...], names: tuple[str, ...], using: str) -> dict[str, Any]:
        (row,) = fetched_by_kept_plan(connections[using], sql, params)
        return dict(zip(names, row, strict=True))

    def _compile(self) -> tuple[str, tuple[Any, ...], tuple[str, ...], QuerySet[Any]]:
        stand_ins = stand_ins_of(self.make)
        queryset, counts = self.make(*stand_ins)  # type: ignore[call-arg]
        with connections[queryset.db].execute_wrapper(_catch):
            try:
                queryset.aggregate(**counts)
                raise NotCompilable(f"{self.make.__qualname__}: nothing is asked")
            except Caught as caught:
                sql, params = caught.args
        self._made = sql, places_in(self.make, sql, params, stand_ins), tuple(counts), queryset
        return self._made


def _catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise Caught(sql, params)


def compiled_counts(make: Callable[P, tuple[QuerySet[Any], dict[str, Aggregate]]]) -> CompiledCounts[P]:
    """What `queryset.aggregate(**counts)` gives for the two the function makes, its SQL built and planned once.

    Numbers and lists of keys, as psycopg reads them. NotCompilable at the first call where that cannot be.
    """
    return CompiledCounts(make)
