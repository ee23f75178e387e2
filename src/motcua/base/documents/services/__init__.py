from motcua.base.documents.addresses import verification_address, verification_token
from motcua.base.documents.services.drawing import ensure_rendered, render_document
from motcua.base.documents.services.issuing import issue_document
from motcua.base.documents.services.numbering import take_number

__all__ = [
    "ensure_rendered",
    "issue_document",
    "render_document",
    "take_number",
    "verification_address",
    "verification_token",
]
