"""A paper the administration gave out: its facts as they were at that moment, and later the PDF drawn from them."""

import pgtrigger
from django.db import models

from motcua.base.documents.sealing import SealedFactsField
from motcua.base.documents.slips import SLIPS
from motcua.base.files.models import StoredFile
from motcua.base.rows import CompiledRows
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain


class Document(CompiledRows):
    """Issued inside the act that decided it, drawn afterwards. Nothing but `file` ever changes, and that once; what is
    personal in `facts` goes by an erasure, except in a result, which the law keeps. The owner of the table alone, who
    keeps the keys, may put sealed facts in the place of others: so they come under new keys.

    `facts` is the slip (`slips.py`) as JSON. `created_by` is the account that acted, None for the system.
    `verify_digest` is the SHA-256 of the secret in the QR code; the secret itself is derived, never stored.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    kind = plain(models.TextField(choices=[(kind, kind) for kind in SLIPS]))
    number = plain(models.TextField())
    subject_kind = plain(models.TextField())
    subject_id = plain(models.TextField())
    facts = personal(SealedFactsField())
    file = plain(models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="+"))
    created_at = plain(models.DateTimeField())
    created_by = plain(models.UUIDField(null=True))
    verify_digest = plain(models.CharField(max_length=64, unique=True))

    class Meta:
        db_table = "documents_document"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=list(SLIPS)), name="documents_document_kind"),
            models.CheckConstraint(condition=~models.Q(number=""), name="documents_document_numbered"),
            models.CheckConstraint(
                condition=models.Q(verify_digest__regex="^[0-9a-f]{64}$"), name="documents_document_verify_digest"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "created_at"], name="documents_document_of_subject"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="documents_document_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF (to_jsonb(NEW) - ARRAY['file_id', 'facts']) IS DISTINCT FROM
                            (to_jsonb(OLD) - ARRAY['file_id', 'facts'])
                        OR (OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id)
                        OR (NEW.facts IS DISTINCT FROM OLD.facts
                            AND NOT (jsonb_typeof(NEW.facts) = 'string' AND current_user = (
                                SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID))
                            AND (OLD.kind = 'result' OR NOT EXISTS (
                                SELECT FROM erasure_tombstone AS told
                                WHERE told.subject_kind = OLD.subject_kind AND told.subject_id = OLD.subject_id)))
                    THEN RAISE EXCEPTION 'pgtrigger: an issued document does not change'; END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="documents_document_not_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
