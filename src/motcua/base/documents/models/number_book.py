"""The books in which an agency numbers its papers, one per kind and year."""

import pgtrigger
from django.db import models

from motcua.kernel.privacy import plain


class NumberBook(models.Model):
    """`last` is the number given last; it moves forward by one, under the row's lock."""

    id = plain(models.BigAutoField(primary_key=True))
    agency_identifier = plain(models.TextField())
    book = plain(models.TextField())
    year = plain(models.PositiveSmallIntegerField())
    last = plain(models.PositiveIntegerField())

    class Meta:
        db_table = "documents_numberbook"
        constraints = [
            models.UniqueConstraint(fields=["agency_identifier", "book", "year"], name="documents_numberbook_once"),
            models.CheckConstraint(condition=models.Q(last__gte=1), name="documents_numberbook_from_one"),
            models.CheckConstraint(
                condition=~models.Q(agency_identifier="") & ~models.Q(book=""), name="documents_numberbook_named"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="documents_numberbook_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NEW.last <> OLD.last + 1 OR NEW.agency_identifier <> OLD.agency_identifier
                        OR NEW.book <> OLD.book OR NEW.year <> OLD.year
                    THEN RAISE EXCEPTION 'pgtrigger: a book moves forward by one'; END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="documents_numberbook_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.agency_identifier}/{self.book}/{self.year}: {self.last}"
