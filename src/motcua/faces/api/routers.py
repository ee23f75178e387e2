"""Where endpoints register: open to anybody, or behind a token."""

from ninja import Router

from motcua.faces.api.auth import Token

open_router = Router()
"""The public catalogue and tracking: read-only, without a person's data."""

token_router = Router(auth=Token())
