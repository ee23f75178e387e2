"""The receipt's QR: a 128-bit secret derived from the case, of which only a digest is stored."""

import hashlib
from uuid import UUID

from django.conf import settings

from motcua.domain.cases.models import Case
from motcua.kernel.ids import token_text
from motcua.kernel.vault import derived_secret

PURPOSE = "track"


def token_of(case: Case) -> str:
    """The secret in the receipt's QR: 22 URL-safe characters, the same at each reprint."""
    return token_for(case.pk)


def token_for(case_id: UUID) -> str:
    return token_text(derived_secret(PURPOSE, str(case_id), settings.MOTCUA_TOKEN_KEY))


def digest_of(case: Case) -> str:
    return digest(token_of(case))


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def url_of(case: Case) -> str:
    return f"{settings.MOTCUA_SITE}/t/{token_of(case)}"
