"""The entries and the head of each subject's chain."""

import pgtrigger
from django.db import models

from motcua.base.ledger.chain import GENESIS
from motcua.kernel.privacy import personal, plain

ACTOR_KINDS = ("citizen", "official", "partner", "system")


class CurrentTransaction(models.Func):
    """The number of the transaction that inserts, as bigint: the order in which subscribers read."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()
    arity = 0


class Entry(models.Model):
    """One thing that happened to one subject. Written by `append` only; never changed, never removed.

    `number` counts the subject's entries from 1 without gap. `hash` covers everything but `id` and `xid`.
    `actor_name` is empty for citizens, who are named by `person_id`.

    Kept by year of `at` (`base/years`): in the database the key is (id, at). That a subject has each number once holds
    within a year by a key of each part, and over all years because the subject's head gives numbers out.
    """

    append_only = True

    id = plain(models.BigAutoField(primary_key=True))
    subject_kind = plain(models.TextField())
    subject_id = plain(models.TextField())
    number = plain(models.BigIntegerField())
    kind = plain(models.TextField())
    actor_kind = plain(models.TextField(choices=[(kind, kind) for kind in ACTOR_KINDS]))
    actor_name = personal(models.TextField())
    account_id = plain(models.UUIDField(null=True))
    person_id = personal(models.UUIDField(null=True))
    position_id = plain(models.UUIDField(null=True))
    authority = plain(models.TextField())
    at = plain(models.DateTimeField())
    facts = plain(models.JSONField())
    previous_hash = plain(models.CharField(max_length=64))
    hash = plain(models.CharField(max_length=64))
    xid = plain(models.BigIntegerField(db_default=CurrentTransaction()))

    class Meta:
        db_table = "ledger_entry"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="ledger_entry_number_from_one"),
            models.CheckConstraint(condition=models.Q(actor_kind__in=ACTOR_KINDS), name="ledger_entry_actor_kind"),
            models.CheckConstraint(
                condition=models.Q(actor_name="") | ~models.Q(actor_kind="citizen"),
                name="ledger_entry_citizen_by_id_only",
            ),
        ]
        indexes = [models.Index(fields=["xid", "id"], name="ledger_entry_delivery")]
        triggers = [
            pgtrigger.Protect(name="ledger_entry_unchanged", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="ledger_entry_not_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from ledger_entry table';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}#{self.number} {self.kind}"


class Head(models.Model):
    """The last number and hash of a subject: the lock its next entry is written under. It only moves forward by one."""

    id = plain(models.BigAutoField(primary_key=True))
    subject_kind = plain(models.TextField())
    subject_id = plain(models.TextField())
    number = plain(models.BigIntegerField(default=0))
    hash = plain(models.CharField(max_length=64, default=GENESIS))

    class Meta:
        db_table = "ledger_head"
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="ledger_head_subject_once"),
            models.CheckConstraint(condition=models.Q(number__gte=0), name="ledger_head_number_from_zero"),
        ]
        triggers = [
            pgtrigger.Protect(name="ledger_head_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="ledger_head_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NEW.subject_kind <> OLD.subject_kind OR NEW.subject_id <> OLD.subject_id
                        OR NOT (NEW.number = OLD.number + 1 OR (NEW.number = OLD.number AND NEW.hash = OLD.hash))
                    THEN RAISE EXCEPTION 'pgtrigger: a head of the ledger moves forward by one'; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} at {self.number}"
