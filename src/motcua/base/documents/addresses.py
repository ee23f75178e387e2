"""What the QR code of a paper opens: by default the page that says whether the paper is genuine.

The secret in the address belongs to the document and is derived when it is needed. An area above may send the codes
of its papers elsewhere, such as a receipt's to the page that follows the case.
"""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from motcua.kernel.ids import token_text
from motcua.kernel.vault import derived_secret

if TYPE_CHECKING:
    from motcua.base.documents.models import Document

PURPOSE = "document"

Maker = Callable[["Document"], str]

_elsewhere: dict[str, Maker] = {}


def open_elsewhere(kind: str, maker: Maker) -> None:
    """From now on the code of papers of `kind` opens what `maker` gives, a whole address."""
    _elsewhere[kind] = maker


def verification_token(document: "Document") -> str:
    """The document's secret: 128 bits as 22 URL-safe characters, the same every time."""
    return token_of(document.pk)


def verification_address(document: "Document") -> str:
    """Where anybody who holds the paper can see whether it is genuine."""
    return f"{settings.MOTCUA_SITE}/verify/{verification_token(document)}"


def printed_address(document: "Document") -> str:
    """What the code on the paper opens."""
    return _elsewhere.get(document.kind, verification_address)(document)


def token_of(document_id: UUID) -> str:
    return token_text(derived_secret(PURPOSE, str(document_id), settings.MOTCUA_TOKEN_KEY))


def digest_of(token: str) -> str:
    """What is stored of a secret. Any text may be asked for."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
