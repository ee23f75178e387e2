"""The provider that the settings name."""

from django.conf import settings

from motcua.partners.identity.client import IdentityClient, client_of
from motcua.partners.identity.config import SECONDS, Provider
from motcua.partners.identity.errors import SignInOff


def is_on() -> bool:
    return bool(settings.MOTCUA_IDENTITY_ISSUER)


def current_client() -> IdentityClient:
    """The client of `MOTCUA_IDENTITY_ISSUER`, `…_CLIENT_ID`, `…_CLIENT_SECRET`; each question takes at most
    `…_SECONDS` (5). SignInOff when no issuer is named.
    """
    if not is_on():
        raise SignInOff
    return client_of(
        Provider(
            settings.MOTCUA_IDENTITY_ISSUER,
            settings.MOTCUA_IDENTITY_CLIENT_ID,
            settings.MOTCUA_IDENTITY_CLIENT_SECRET,
            getattr(settings, "MOTCUA_IDENTITY_SECONDS", SECONDS),
            settings.MOTCUA_IDENTITY_FORMER_SECRET,
        )
    )
