"""The index people search: one narrow row for each text a procedure shows at a time, and the words in all of them.

A projection: every act on a procedure writes its rows anew (`services/indexing.py`).
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from motcua.base.edition.watching import watched
from motcua.domain.catalogue.enums import Standing
from motcua.domain.catalogue.models.procedures import Field, Procedure
from motcua.domain.catalogue.models.versions import ProcedureVersion
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain


class SearchEntry(models.Model):
    """`shown`: the days it is found. `words` holds every word folded and, where it has marks, as written.

    `text` is the folded name, code, field and everyday words with a space around each word.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    procedure = plain(models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="entries"))
    version = plain(models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, null=True, related_name="+"))
    standing = plain(models.PositiveSmallIntegerField(choices=Standing.choices()))
    shown = plain(DateRangeField())
    code = plain(models.CharField(max_length=40))
    name = plain(models.TextField())
    field = plain(models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+"))
    issuing_agency = plain(models.TextField(blank=True))
    executing_agency = plain(models.TextField(blank=True))
    levels = plain(ArrayField(models.CharField(max_length=8), default=list))
    service_level = plain(models.CharField(max_length=11))
    name_key = plain(models.TextField())
    agency_key = plain(models.TextField(blank=True))
    text = plain(models.TextField())
    words = plain(SearchVectorField())

    class Meta:
        db_table = "catalogue_entry"
        ordering: ClassVar = ["name_key", "id"]
        indexes: ClassVar = [
            GinIndex(fields=["words"], name="catalogue_entry_words", fastupdate=False),
            models.Index(fields=["standing", "name_key", "id"], name="catalogue_entry_by_name"),
        ]
        triggers: ClassVar = [watched("catalogue_entry")]


class Word(models.Model):
    """A folded word of letters that stands in some entry. `slips`: what is left of it when letters are missed out.

    `entries`: in how many it stood when last counted, after an import.
    """

    word = plain(models.TextField(primary_key=True, db_collation="C"))
    entries = plain(models.PositiveIntegerField(default=1))
    slips = plain(ArrayField(models.TextField()))

    class Meta:
        db_table = "catalogue_word"
        ordering: ClassVar = ["word"]
        indexes: ClassVar = [
            GinIndex(fields=["slips"], name="catalogue_word_slips", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.word
