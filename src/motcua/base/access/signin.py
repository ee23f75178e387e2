"""Beginning and ending a session: a new id each time, an end after idleness and after a whole day, own paths only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.base.access import unsent, visits
from motcua.base.access.models import Account
from motcua.kernel import clock

BACKEND = "motcua.base.access.known.KnownBackend"
KIND, BEGAN, SEEN, ENDED = "signin.kind", "signin.began", "signin.seen", "signin.ended"
PROVED, FACTOR_DUE = "signin.proved", "signin.factor_due"
PROOF_SECONDS = 600
"""So long what is sensitive is done without asking again who is there."""

SEEN_EVERY_SECONDS = 60
"""How exactly idleness is measured: writing it down at each request would be a write per page."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives without a request, and in all."""

    idle: timedelta
    absolute: timedelta


DEFAULT_LIMITS = {
    "citizen": Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12)),
    "official": Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=12)),
}


def limits_for(kind: str) -> Limits:
    """The limits of `MOTCUA_SESSION_LIMITS` (kind → Limits), else the default ones; unknown kinds get the citizens'."""
    chosen: dict[str, Limits] = DEFAULT_LIMITS | getattr(settings, "MOTCUA_SESSION_LIMITS", {})
    return chosen.get(kind, chosen["citizen"])


def sign_in(request: HttpRequest, account: Account) -> None:
    """Begin a session of `account` under a new session id; what the old id held of another account is gone."""
    login(request, account, backend=BACKEND)
    unsent.leave_to(request, account.pk)
    moment = int(clock.now().timestamp())
    request.session.update({KIND: account.kind, BEGAN: moment, SEEN: moment, PROVED: moment})
    request.session.pop(FACTOR_DUE, None)
    absolute = limits_for(account.kind).absolute
    request.session.set_expiry(absolute)
    visits.begun(request, account, clock.now() + absolute)


def proved_again(request: HttpRequest) -> None:
    """Who is here has just proved it once more; the session goes on under a new id, the old one is worthless."""
    request.session.cycle_key()
    request.session[PROVED] = int(clock.now().timestamp())
    visits.seen(request)


def is_proved(request: HttpRequest) -> bool:
    """Whether that was a short while ago."""
    return int(clock.now().timestamp()) - int(request.session.get(PROVED, 0)) < PROOF_SECONDS


def factor_due(request: HttpRequest, due: datetime | None) -> None:
    """From `due` on this session opens nothing until its person has a second factor; None: it may go on."""
    if due is None:
        request.session.pop(FACTOR_DUE, None)
    else:
        request.session[FACTOR_DUE] = int(due.timestamp())


def owes_factor(request: HttpRequest) -> bool:
    """Whether a second factor must be set up before anything else."""
    session = getattr(request, "session", None)
    due = session.get(FACTOR_DUE) if session is not None else None
    return due is not None and clock.now().timestamp() >= due


def unattended(request: HttpRequest) -> None:
    """An open page asked this by itself, and nobody need sit before it: the session is kept awake by others."""
    request.unattended = True  # type: ignore[attr-defined]


def sign_out(request: HttpRequest) -> None:
    """End the session: its id is worthless from now on."""
    visits.left(request)
    logout(request)


def own_path(address: str | None, *, otherwise: str = "/") -> str:
    """`address` when it is a path of this site ("/ho-so/?x=1"), else `otherwise`. Never another host or scheme."""
    known = (
        address
        and address.startswith("/")
        and address.isprintable()
        and len(address) <= 2000
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    )
    return address if address and known else otherwise


def ended_by(request: HttpRequest) -> str:
    """Why this browser's last session ended: "idle", "absolute" or "". Told once."""
    if ENDED not in request.session:
        return ""
    return str(request.session.pop(ENDED))


class SessionLimitsMiddleware:
    """Ends sessions that were idle or open too long. Stands right after Django's AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        due = self._check(request)
        response = self.get_response(request)
        if due and KIND in request.session and not getattr(request, "unattended", False):
            request.session[SEEN] = int(clock.now().timestamp())
            visits.seen(request)
        return response

    def _check(self, request: HttpRequest) -> bool:
        """End it when it is time; whether this request is to be written down as a sign of life."""
        session = request.session
        if KIND not in session:
            return False
        moment = int(clock.now().timestamp())
        limits = limits_for(str(session[KIND]))
        if moment - session[BEGAN] >= limits.absolute.total_seconds():
            self._end(request, "absolute")
        elif moment - session[SEEN] >= limits.idle.total_seconds():
            self._end(request, "idle")
        return KIND in session and bool(moment - session[SEEN] >= SEEN_EVERY_SECONDS)

    def _end(self, request: HttpRequest, why: str) -> None:
        owner = unsent.owner_of(request)
        visits.left(request)
        logout(request)
        request.session.update({ENDED: why, unsent.WAS: owner})
        request.session.set_expiry(unsent.KEPT_FOR)
