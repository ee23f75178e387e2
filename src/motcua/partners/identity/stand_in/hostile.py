"""Ways in which the stand-in misbehaves when a test asks for it."""

from enum import StrEnum


class Hostile(StrEnum):
    """Wrong tokens first, wrong claims about the person next, wrong answers on the wire last."""

    WRONG_AUDIENCE = "wrong-audience"
    SHARED_AUDIENCE = "shared-audience"
    WRONG_ISSUER = "wrong-issuer"
    ALG_NONE = "alg-none"
    SIGNED_WITH_PUBLIC_KEY = "signed-with-public-key"
    FOREIGN_KEY = "foreign-key"
    UNKNOWN_KEY = "unknown-key"
    EXPIRED = "expired"
    FROM_THE_FUTURE = "from-the-future"
    REPLAYED_NONCE = "replayed-nonce"
    NO_TOKEN = "no-token"

    OTHER_SUBJECT = "other-subject"
    OTHER_NUMBER = "other-number"
    NO_NUMBER = "no-number"
    ENTERPRISE = "enterprise"

    HTML = "html"
    HUGE = "huge"
    WRONG_CHARSET = "wrong-charset"
    NOT_AN_OBJECT = "not-an-object"
    REDIRECT_LOOP = "redirect-loop"
    SERVER_ERROR = "server-error"
    REFUSING = "refusing"
    SLOW = "slow"


ON_THE_WIRE = frozenset(
    {
        Hostile.HTML,
        Hostile.HUGE,
        Hostile.WRONG_CHARSET,
        Hostile.NOT_AN_OBJECT,
        Hostile.REDIRECT_LOOP,
        Hostile.SERVER_ERROR,
        Hostile.REFUSING,
        Hostile.SLOW,
    }
)
ABOUT_THE_PERSON = frozenset({Hostile.OTHER_SUBJECT, Hostile.OTHER_NUMBER, Hostile.NO_NUMBER, Hostile.ENTERPRISE})
IN_THE_TOKEN = frozenset(Hostile) - ON_THE_WIRE - ABOUT_THE_PERSON
