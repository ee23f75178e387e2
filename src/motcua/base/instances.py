"""Rows of a statement as instances; what several rows point at is made once, and shared by them."""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
NOBODY = "<lambda>"
"""What Django gives in the place of a setter where the other side keeps nothing."""
Seen = dict[tuple[int, Any], Model]
"""Instances made for this answer, by the place they were read for and their key."""


class Instances:
    """What Django's own reader of rows does, prepared once for a statement.

    Fifty cases of one procedure get one procedure, where Django makes fifty alike: most of a list's time went there.
    """

    def __init__(self, compiler: SQLCompiler) -> None:
        """`compiler` has its SQL."""
        select: Any = compiler.select
        told: Any = compiler.klass_info
        chosen = told["select_fields"]
        self.model: type[Model] = told["model"]
        self.fields = slice(chosen[0], chosen[-1] + 1)
        self.names = [column[0].target.attname for column in select[self.fields]]
        populators: Any = get_related_populators
        self.related = [Relation(part) for part in populators(told, select, "")]
        self.annotations = tuple((compiler.annotation_col_map or {}).items())

    def read(self, rows: Iterable[Any], using: str) -> list[Any]:
        """In the order of the rows; `using` is the connection they came by."""
        seen: Seen = {}
        found = []
        for row in rows:
            instance = made(self.model, self.names, row[self.fields], using)
            for relation in self.related:
                relation.give(row, instance, using, seen)
            for name, place in self.annotations:
                setattr(instance, name, row[place])
            found.append(instance)
        return found


def made(model: type[M], names: Sequence[str], values: Iterable[Any], using: str) -> M:
    """What `model.from_db` gives, without looking at each of the model's fields: lists read a tenth of them."""
    if not _plain(model):
        return model.from_db(using, list(names), list(values))
    instance = model.__new__(model)
    state = instance._state = ModelState()
    state.adding, state.db = False, using
    instance.__dict__.update(zip(names, values, strict=True))
    return instance


@cache
def _plain(model: type[Model]) -> bool:
    """Whether its instances are made in Django's own way, and nobody listens when they are."""
    listened = pre_init.has_listeners(model) or post_init.has_listeners(model)
    return not listened and model.__init__ is Model.__init__ and model.from_db.__qualname__ == "Model.from_db"


class Relation:
    """What a row says of one relation, as Django's `RelatedPopulator` found it, prepared once."""

    def __init__(self, part: RelatedPopulator) -> None:
        told: Any = part
        self.model: type[Model] = told.model_cls
        self.names, self.pk_idx = told.init_list, told.pk_idx
        self.values = told.reorder_for_init or slice_of(told.cols_start, told.cols_end)
        self.deeper = [Relation(one) for one in told.related_populators]
        self.local, self.remote = told.local_setter, told.remote_setter
        self.kept_as = kept_as(told.local_setter)
        self.answers = getattr(told.remote_setter, "__name__", "") != NOBODY

    def give(self, row: Any, owner: Model, using: str, seen: Seen) -> None:
        """Give `owner` what it points at, made for the first row that names it."""
        values = self.values(row)
        pk = values[self.pk_idx]
        key = (id(self), getattr(pk, "int", pk))  # a UUID is told apart in Python, its number is not
        found = seen.get(key)
        if found is None and pk is not None:
            found = seen[key] = made(self.model, self.names, values, using)
            for relation in self.deeper:
                relation.give(row, found, using, seen)
        if self.kept_as:
            owner._state.fields_cache[self.kept_as] = found
        else:
            self.local(owner, found)
        if self.answers and found is not None:
            self.remote(found, owner)


def slice_of(start: int, end: int) -> Any:
    return itemgetter(slice(start, end))


def kept_as(setter: Any) -> str:
    """Under which name a field's `set_cached_value` keeps an instance; "" for any other setter."""
    field = getattr(setter, "__self__", None)
    return str(field.cache_name) if field is not None and setter.__name__ == "set_cached_value" else ""
