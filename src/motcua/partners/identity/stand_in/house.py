"""What the running stand-in knows and remembers."""

import threading
from collections.abc import Sequence

from motcua.partners.identity.stand_in.grants import CODE_LIFE, REQUEST_LIFE, TOKEN_LIFE, Grant, Shelf, SignInRequest
from motcua.partners.identity.stand_in.hostile import Hostile
from motcua.partners.identity.stand_in.people import MadeUpPerson
from motcua.partners.identity.stand_in.tokens import TokenMint

CLIENT_ID = "motcua"
CLIENT_SECRET = "stand-in-secret"


class House:
    """Who may ask, who may sign in, what is under way, and how to misbehave."""

    def __init__(
        self,
        issuer: str,
        *,
        redirect_uris: Sequence[str],
        people: Sequence[MadeUpPerson],
        client_id: str,
        client_secret: str,
    ) -> None:
        self.issuer = issuer
        self.redirect_uris = frozenset(redirect_uris)
        self.people = {person.number: person for person in people}
        self.client_id = client_id
        self.client_secret = client_secret
        self.mint = TokenMint(issuer=issuer, client_id=client_id)
        self.requests: Shelf[SignInRequest] = Shelf(REQUEST_LIFE)
        self.codes: Shelf[Grant] = Shelf(CODE_LIFE)
        self.access: Shelf[Grant] = Shelf(TOKEN_LIFE)
        self.stopped = threading.Event()
        self.hostile: Hostile | None = None
        self.hostile_at: str | None = None
        self.asked: list[str] = []
