"""A published process: never changed, never removed; the next one of its scope begins on a later day or anew."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from motcua.domain.processes.graph.codec import from_json
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class Process(models.Model):
    """`scope` is "city", "field:<id>" or "procedure:<id>". Of those begun, the latest one (day, then number) holds.

    `definition` is the process as JSON (`graph/codec.py`). An empty one hands the scope back to the next wider one.
    """

    append_only: ClassVar = True

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    scope = plain(models.CharField(max_length=60))
    number = plain(models.PositiveIntegerField())
    valid_from = plain(models.DateField())
    ground = plain(models.TextField(blank=True))
    empty = plain(models.BooleanField(default=False))
    definition = plain(models.JSONField(default=dict))
    published_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "processes_process"
        ordering: ClassVar = ["scope", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "number"], name="processes_process_number_once"),
            models.CheckConstraint(
                name="processes_process_scope_form",
                condition=Q(scope__regex=r"^(city|(field|procedure):[0-9a-f-]{36})$"),
                violation_error_message="Phạm vi của quy trình không đúng.",
            ),
            models.CheckConstraint(name="processes_process_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="processes_process_defined_unless_empty",
                condition=Q(empty=True, definition={}) | (Q(empty=False) & ~Q(definition={})),
                violation_error_message="Quy trình chưa có nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} #{self.number}"

    @property
    def graph(self) -> Graph:
        """The process itself, read once in the life of this program: a published row never changes."""
        if self.pk not in _READ:
            _READ[self.pk] = from_json(self.definition)
        return _READ[self.pk]


_READ: dict[UUID, Graph] = {}
