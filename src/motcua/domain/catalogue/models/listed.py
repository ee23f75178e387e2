"""What is known of a procedure from a list alone: its name and whom to ask. Shown, never received."""

from typing import ClassVar

from django.db import models

from motcua.domain.catalogue.models.procedures import Field, Procedure
from motcua.kernel import clock
from motcua.kernel.privacy import plain


class ListedProcedure(models.Model):
    """One line of an official list. It stays beside the versions that details bring, and yields to them when shown."""

    procedure = plain(
        models.OneToOneField(Procedure, on_delete=models.PROTECT, primary_key=True, related_name="listed")
    )
    name = plain(models.TextField())
    field = plain(models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+"))
    issuing_agency = plain(models.TextField(blank=True))
    executing_agency = plain(models.TextField(blank=True))
    foreign_issuer = plain(models.BooleanField(default=False))
    source_url = plain(models.TextField(blank=True))
    list_name = plain(models.TextField(help_text="name of the list's file"))
    listed_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "catalogue_listed"
        ordering: ClassVar = ["procedure_id"]

    def __str__(self) -> str:
        return self.name
