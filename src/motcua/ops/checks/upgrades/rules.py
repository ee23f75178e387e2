"""What a migration may do to tables people work on, read from its operations without a database.

A table that grows is changed beside those who work on it (`beside.Migration`). Code of before and code of now work on
the same tables while a city hands over: what is new must not be asked of old code, what goes is declared to be out of
use. What cannot be taken back says why.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import ModelOperation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

from motcua.base.growing import GROWING
from motcua.base.growing.migrations import beside

OWN = "motcua."
CONTRACT, ONE_WAY, FEW = "contract", "one_way", "few_rows"
"""Attributes of a migration: why nobody needs any more what goes, why there is no way back, why what it runs at once
keeps nobody waiting."""
GOES = (
    migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel,
    migrations.AlterModelTable,
)  # fmt: skip
BUILT = (migrations.AddIndex, migrations.AddConstraint)
WITHIN = (migrations.RunPython, migrations.RunSQL)


def told(loader: MigrationLoader) -> dict[str, list[str]]:
    """By the name of a migration of ours what is wrong with it; those of which nothing is are left out."""
    state, found, seen = ProjectState(real_apps=loader.unmigrated_apps), {}, set()
    for leaf in sorted(loader.graph.leaf_nodes()):
        for key in loader.graph.forwards_plan(leaf):
            if key in seen:
                continue
            seen.add(key)
            migration = loader.graph.nodes[key]
            if not type(migration).__module__.startswith(OWN):
                migration.mutate_state(state, preserve=False)
            elif wrong := list(complaints(migration, state)):
                found[f"{key[0]}.{key[1]}"] = wrong
    return found


def complaints(migration: migrations.Migration, state: ProjectState) -> Iterator[str]:
    """Of one migration; `state`, that before it, is brought to that after it."""
    there = set(state.models)
    is_beside = isinstance(migration, beside.Migration)
    yield from whole(migration)
    for operation in all_of(migration.operations):
        label = migration.app_label
        key = (label, subject(operation))
        before = state.models.get(key) if key in there else None
        if before is not None:
            yield from of_old_code(operation, before.fields, migration)
            if before.options.get("db_table", "") in GROWING:
                yield from of_growing(operation, before.fields, is_beside=is_beside)
    migration.mutate_state(state, preserve=False)


def all_of(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Those that reach the database."""
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from all_of(operation.database_operations)
        else:
            yield operation


def subject(operation: Operation) -> str:
    """The lower-case name of the model it changes; "" where it changes none that one can name."""
    if isinstance(operation, ModelOperation):
        return operation.name_lower
    return str(getattr(operation, "model_name", "")).lower()


def whole(migration: migrations.Migration) -> Iterator[str]:
    one_way = getattr(migration, ONE_WAY, "")
    if not one_way and not all(one.reversible for one in migration.operations):
        yield f"no way back: write one, or say why not ({ONE_WAY} = …)"
    if not migration.atomic and not isinstance(migration, beside.Migration) and not one_way:
        yield "not atomic: only what may be begun anew (beside.Migration) may stop halfway"
    said = list(all_of(migration.operations))
    runs = any(isinstance(one, WITHIN) for one in said)
    if migration.atomic and any(isinstance(one, WITHIN) for one in said[1:]):
        yield "models are drawn anew for it while what went before is locked: first, or in a migration of its own"
    if runs and not (isinstance(migration, beside.Migration) or one_way or getattr(migration, FEW, "")):
        yield f"runs over rows in one transaction: beside.pieces in a beside.Migration, or {FEW} = …"


def of_old_code(operation: Operation, fields: dict[str, Any], migration: migrations.Migration) -> Iterator[str]:
    """Code of before writes rows without knowing what is new, and reads what it has always read."""
    if isinstance(operation, GOES) and not getattr(migration, CONTRACT, ""):
        yield f"{operation.describe()}: say why nobody needs it any more ({CONTRACT} = …)"
    if isinstance(operation, migrations.AddField) and must_be_given(operation.field):
        yield f"{operation.describe()}: code of before gives it no value; null=True or db_default=…"
    if isinstance(operation, migrations.AlterField):
        old = fields.get(operation.name)
        if old is not None and old.null and must_be_given(operation.field):
            yield f"{operation.describe()}: code of before leaves it empty"


def must_be_given(field: models.Field) -> bool:
    return not (field.null or field.many_to_many or field.has_db_default())


def of_growing(operation: Operation, fields: dict[str, Any], *, is_beside: bool) -> Iterator[str]:
    """What looks at every row of a table that grows keeps people waiting, unless it is done beside them."""
    what = operation.describe()
    if isinstance(operation, migrations.AddConstraint) and isinstance(operation.constraint, ExclusionConstraint):
        yield f"{what}: cannot be built beside those who write"
    if isinstance(operation, BUILT) and not is_beside:
        yield f"{what}: builds or looks at every row; beside.Migration"
    if isinstance(operation, migrations.AddField):
        if volatile(operation.field):
            yield f"{what}: another value for each row writes every row; fill it in pieces"
        if looks(operation.field) and not is_beside:
            yield f"{what}: its index, key or rule looks at every row; beside.Migration"
    if isinstance(operation, migrations.AlterField) and not isinstance(operation, beside.AllowNull):
        yield from of_altered(operation, fields.get(operation.name), what, is_beside=is_beside)


def of_altered(operation: migrations.AlterField, old: Any, what: str, *, is_beside: bool) -> Iterator[str]:
    new: Any = operation.field
    if old is None:
        return
    if kind(old) != kind(new) and not wider(old, new):
        yield f"{what}: writes every row anew; add a column, fill it in pieces, let the old one go later"
    elif new.remote_field and (old.null, old.db_constraint) != (new.null, new.db_constraint):
        yield f"{what}: makes the key anew; beside.AllowNull"
    elif old.null and not new.null:
        yield f"{what}: looks at every row; a CHECK beside, and NOT NULL after it"
    elif looks(new) and not looks(old) and not is_beside:
        yield f"{what}: builds an index; beside.Migration"


def looks(field: Any) -> bool:
    return bool(field.unique or field.db_index or field.remote_field or isinstance(field, CHECKED))


CHECKED = (models.PositiveIntegerField, models.PositiveSmallIntegerField, models.PositiveBigIntegerField)


def volatile(field: models.Field) -> bool:
    """Whether the database would work out another value for each row."""
    given = field.db_default if field.has_db_default() else None
    return hasattr(given, "resolve_expression") and not isinstance(given, models.Value | Now)


def kind(field: models.Field) -> str:
    """Django's name of the column's type, with what it holds."""
    target = field.remote_field.model if field.remote_field else ""
    size = (
        getattr(field, "max_length", None),
        getattr(field, "max_digits", None),
        getattr(field, "decimal_places", None),
    )
    base = getattr(field, "base_field", None)
    return f"{field.get_internal_type()} {target} {size} {kind(base) if base else ''}".lower()


def wider(old: models.Field, new: models.Field) -> bool:
    """A text that may be longer than before is no other type."""
    texts = ("CharField", "TextField")
    if old.get_internal_type() not in texts or new.get_internal_type() not in texts:
        return False
    return new.max_length is None or (old.max_length is not None and new.max_length >= old.max_length)
