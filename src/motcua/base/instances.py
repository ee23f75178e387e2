"""Rows of a statement as instances; what several rows point at is made once, and shared by them."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
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
        self.related: list[Any] = populators(told, select, "")
        self.annotations = tuple((compiler.annotation_col_map or {}).items())

    def read(self, rows: Iterable[Any], using: str) -> list[Any]:
        """In the order of the rows; `using` is the connection they came by."""
        seen: Seen = {}
        found = []
        for row in rows:
            instance = made(self.model, self.names, row[self.fields], using)
            for part in self.related:
                relate(part, row, instance, using, seen)
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


def relate(part: RelatedPopulator, row: Any, owner: Model, using: str, seen: Seen) -> None:
    """Give `owner` what the row says of this relation, and that what it points at."""
    told: Any = part
    values = told.reorder_for_init(row) if told.reorder_for_init else row[told.cols_start : told.cols_end]
    pk = values[told.pk_idx]
    key = (id(part), getattr(pk, "int", pk))  # a UUID is told apart in Python, its number is not
    found = seen.get(key)
    if found is None and pk is not None:
        found = seen[key] = made(told.model_cls, told.init_list, values, using)
        for deeper in told.related_populators:
            relate(deeper, row, found, using, seen)
    told.local_setter(owner, found)
    if found is not None:
        told.remote_setter(found, owner)
