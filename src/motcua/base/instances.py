"""Rows of a statement as instances; what several rows point at is made once, and shared by them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

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
            instance = self.model.from_db(using, self.names, row[self.fields])
            for part in self.related:
                relate(part, row, instance, using, seen)
            for name, place in self.annotations:
                setattr(instance, name, row[place])
            found.append(instance)
        return found


def relate(part: RelatedPopulator, row: Any, owner: Model, using: str, seen: Seen) -> None:
    """Give `owner` what the row says of this relation, and that what it points at."""
    told: Any = part
    values = told.reorder_for_init(row) if told.reorder_for_init else row[told.cols_start : told.cols_end]
    key = (id(part), values[told.pk_idx])
    found = seen.get(key)
    if found is None and key[1] is not None:
        found = seen[key] = told.model_cls.from_db(using, told.init_list, values)
        for deeper in told.related_populators:
            relate(deeper, row, found, using, seen)
    told.local_setter(owner, found)
    if found is not None:
        told.remote_setter(found, owner)
