"""Who looked at whose data, and why."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from motcua.base.erasure.marks import ERASED
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Look(models.Model):
    """One reading of personal data. Written by `base/access/looks` only; the person concerned may see the list.

    Of a list or a search result `shown` holds the ids of all that stood there, and `subject_id` is "".
    Kept by year (`base/years`).
    """

    append_only = True
    erasable = ("actor_name",)

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    account_id = plain(models.UUIDField(null=True))
    actor_kind = plain(models.TextField())
    actor_name = personal(models.TextField())
    subject_kind = plain(models.TextField())
    subject_id = plain(models.TextField())
    shown = plain(ArrayField(models.UUIDField(), default=list, db_default=[]))
    purpose = plain(models.TextField())
    at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "access_look"
        triggers = [
            pgtrigger.Trigger(
                name="access_look_unchanged",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF (to_jsonb(NEW) - 'actor_name') IS DISTINCT FROM (to_jsonb(OLD) - 'actor_name')
                        OR NEW.actor_name NOT IN (OLD.actor_name, '{ERASED}') OR OLD.at > now() - interval '1 year'
                    THEN RAISE EXCEPTION 'pgtrigger: who looked is told for a year at least'; END IF;
                    RETURN NEW;
                """,
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="access_look_has_purpose"),
            models.CheckConstraint(
                condition=(models.Q(subject_id="") & ~models.Q(shown=[]))
                | (~models.Q(subject_id="") & models.Q(shown=[])),
                name="access_look_at_one_or_a_list",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="access_look_by_subject"),
            models.Index(fields=["account_id", "-at"], name="access_look_by_account"),
            GinIndex(fields=["shown"], name="access_look_by_shown", condition=models.Q(subject_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} {self.purpose}"
