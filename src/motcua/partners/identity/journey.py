"""What the browser carries between leaving for the provider and coming back: signed, ten minutes, one answer."""

from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from motcua.kernel import clock
from motcua.partners.identity.client import Pending
from motcua.partners.identity.errors import SignInBroken

COOKIE = "motcua-signin"
PATH = "/dang-nhap/"
SALT = "motcua.signin"
LIFE = timedelta(minutes=10)


def remember(response: HttpResponseBase, pending: Pending, goal: str) -> None:
    """Put the beginning of a sign-in into the browser; an earlier one is replaced."""
    kept = {"pending": asdict(pending), "goal": goal, "began": int(clock.now().timestamp())}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=LIFE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def recall(request: HttpRequest, state: str) -> tuple[Pending, str]:
    """What was begun in this browser and where it leads. SignInBroken when nothing was, or another, or too long ago."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
        pending, goal = Pending(**kept["pending"]), str(kept["goal"])
        age = int(clock.now().timestamp()) - int(kept["began"])
    except (signing.BadSignature, TypeError, KeyError, ValueError) as error:
        raise SignInBroken from error
    if age > LIFE.total_seconds() or not pending.begun_here(state):
        raise SignInBroken
    return pending, goal


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
