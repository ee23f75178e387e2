"""Drawing the PDF of an issued paper: once, by the worker, or at once for somebody who asks earlier.

Drawing holds no lock. Only then is the row locked and the file put in, if nobody was faster; who was slower throws
his equal bytes away. So the worker may be killed or run twice at any point.
"""

from uuid import UUID

from django.db import transaction

from motcua.base.documents import addresses
from motcua.base.documents.editions import edition
from motcua.base.documents.facts import from_facts
from motcua.base.documents.models import Document
from motcua.base.documents.rendering import page_count, render
from motcua.base.documents.slips import Slip
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import store_made
from motcua.kernel import clock


def render_document(document_id: UUID) -> Document:
    """The document with its file; drawn now when there is none yet. Document.DoesNotExist for a strange id."""
    document = Document.objects.select_related("file").get(pk=document_id)
    if document.file is not None:
        return document
    slip = from_facts(document.kind, document.facts)
    pdf = render(slip, address=addresses.printed_address(document))
    with transaction.atomic():
        # Without a join: a file that came while this waited for the lock is not in this statement's snapshot.
        locked = Document.objects.select_for_update().get(pk=document_id)
        if locked.file_id is None:
            locked.file = store_made(
                pdf, name=file_name(document, slip), media_type="application/pdf", pages=page_count(pdf)
            )
            locked.save(update_fields=["file"])
    return locked


def ensure_rendered(document: Document) -> StoredFile:
    """The PDF of the document, drawn now if the worker has not come to it yet."""
    if document.file is None:
        document.file = render_document(document.pk).file
    assert document.file is not None
    return document.file


def file_name(document: Document, slip: Slip) -> str:
    """Such as "Giấy tiếp nhận hồ sơ và hẹn trả kết quả H26.12-260205-0001.pdf"."""
    title = edition(slip.kind, clock.local(slip.head.issued_at).date()).title or document.facts["title"]
    return f"{title} {document.number}".replace("/", "-") + ".pdf"
