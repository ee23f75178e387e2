"""What may be read about papers: by those who may see the subject, and by anybody who holds one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.base.documents import addresses
from motcua.base.documents.editions import edition
from motcua.base.documents.facts import from_facts
from motcua.base.documents.models import Document
from motcua.base.files.services.store import verify
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class VerificationFacts:
    """What a stranger with the paper in hand is told: nothing about a person.

    `sha256` is the digest of the PDF given out, "" while it is not drawn yet; `valid` says that the kept PDF still is
    what was given out. `withdrawn_at`: the agency took the paper back then.
    """

    kind: str
    title: str
    number: str
    agency: str
    issued_at: datetime
    sha256: str
    valid: bool
    withdrawn_at: datetime | None = None


def by_token(token: str) -> Document | None:
    """The document whose secret this is; any text may be asked."""
    return (
        Document.objects.select_related("file", "withdrawal").filter(verify_digest=addresses.digest_of(token)).first()
    )


def verification(token: str) -> VerificationFacts | None:
    """None for a secret that belongs to no paper."""
    document = by_token(token)
    if document is None:
        return None
    slip = from_facts(document.kind, document.facts)
    return VerificationFacts(
        kind=document.kind,
        title=edition(slip.kind, clock.local(slip.head.issued_at).date()).title or document.facts["title"],
        number=document.number,
        agency=slip.head.agency,
        issued_at=slip.head.issued_at,
        sha256=document.file.sha256 if document.file else "",
        valid=document.file is None or verify(document.file),
        withdrawn_at=withdrawal.withdrawn_at if (withdrawal := getattr(document, "withdrawal", None)) else None,
    )


def documents_of(subject_kind: str, subject_id: str | UUID) -> Sequence[Document]:
    """The papers of one subject, oldest first, with their files."""
    known = Document.objects.select_related("file").filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return list(known.order_by("created_at", "id"))
