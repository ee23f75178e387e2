"""What casework registers with the tools below: where the QR of a receipt leads, and who hears of a case's turns."""

from uuid import UUID

from django.conf import settings

from motcua.base.documents.addresses import open_elsewhere
from motcua.base.documents.models import Document
from motcua.casework.tracking import token_for


def tracking_address(document: Document) -> str:
    """The page that follows the case of a receipt."""
    return f"{settings.MOTCUA_SITE}/t/{token_for(UUID(document.subject_id))}"


for _kind in ("receipt", "filing"):
    open_elsewhere(_kind, tracking_address)
