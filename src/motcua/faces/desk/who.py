"""The signed-in official of a request whose view has asked for a permission."""

from django.http import HttpRequest

from motcua.kernel.actor import Actor


def official(request: HttpRequest) -> Actor:
    """The actor behind a declared route: never None there."""
    actor: Actor | None = getattr(request, "actor", None)
    assert actor is not None, "only behind @requires"
    return actor
