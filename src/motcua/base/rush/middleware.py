"""Who waits and who does not: new visitors while there is more to do than hands, nobody else, and never a form."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from motcua.base.rush.errors import Crowded
from motcua.base.rush.hands import Hands
from motcua.base.rush.line import Line
from motcua.base.rush.page import full, waiting_page

Respond = Callable[[HttpRequest], HttpResponse]

OWN = (
    "/can-bo/", "/quan-tri/", "/ui/", "/healthz", "/readyz", "/metrics", "/dang-nhap/tra-loi/", "/tai-len/", "/static/",
)  # fmt: skip
"""Addresses the line never stands before: officials', machines', the way back from the identity provider, and pieces of
files, which take as long as the line to somebody's phone.
"""
NUMBER, PLACE = "cho-luot", "da-vao"
"""Cookies: the number taken, and that one was let in."""
SALT = "motcua.rush"
PLACE_SECONDS = 30 * 60
NUMBER_SECONDS = 6 * 3600
NEWCOMER, PATIENT = 1.0, 10.0
"""Seconds a thread waits for a hand: for somebody new, and for who is inside already."""


@dataclass
class RushMiddleware:
    """Before sessions and everything that asks the database."""

    get_response: Respond

    def __post_init__(self) -> None:
        at_once = settings.MOTCUA_PUBLIC_AT_ONCE
        self.hands = Hands(at_once, at_once + 1)
        self.line = Line(settings.MOTCUA_LINE_FILE)
        self.pace = settings.MOTCUA_LET_IN / 60

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if has_lane(request):
            return self.get_response(request)
        if inside(request) or request.method not in ("GET", "HEAD"):
            return self.served(request)
        number = number_of(request)
        if number and self.line.knows(number):
            return self.asked_again(request, number)
        return self.new(request)

    def served(self, request: HttpRequest) -> HttpResponse:
        """Who is inside is never sent away: where all hands are full, a page opens a moment later by itself."""
        sends = request.method not in ("GET", "HEAD")
        with self.hands.taken(PATIENT, insists=sends) as got:
            if got:
                return kept(request, self.get_response(request))
        return full(request)

    def new(self, request: HttpRequest) -> HttpResponse:
        """Who took the last hand keeps the place: the next page is not behind those who come now."""
        if not self.line.standing().waiting:
            with self.hands.taken(NEWCOMER) as got:
                if got:
                    crowded = not self.hands.free
                    response = self.get_response(request)
                    return given(response) if crowded else response
        if request.path.startswith("/api/"):
            return full(request)
        try:
            number = self.line.take()
        except Crowded:
            return full(request)
        before = max(1, number - int(self.line.standing().door))
        response = waiting_page(request, before, self.wait(before))
        return marked(response, NUMBER, str(number), NUMBER_SECONDS)

    def asked_again(self, request: HttpRequest, number: int) -> HttpResponse:
        before = self.line.ask(number, self.pace, free=self.hands.free)
        if before:
            return waiting_page(request, before, self.wait(before))
        with self.hands.taken(PATIENT) as got:
            response = self.get_response(request) if got else full(request)
        response.delete_cookie(NUMBER, samesite="Lax")
        return given(response)

    def wait(self, before: int) -> int:
        """About how many seconds until the turn comes."""
        return ceil(before / self.pace)


def has_lane(request: HttpRequest) -> bool:
    """Officials' addresses, and programs that bring a token."""
    return request.path.startswith(OWN) or (request.path.startswith("/api/") and "HTTP_AUTHORIZATION" in request.META)


def inside(request: HttpRequest) -> bool:
    """Signed in (the cookie is not looked into here: that would cost a statement), or let in lately."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return True
    return unsigned(request.COOKIES.get(PLACE, ""), PLACE_SECONDS) == "in"


def number_of(request: HttpRequest) -> int:
    """The number somebody brings, 0 without one."""
    told = unsigned(request.COOKIES.get(NUMBER, ""), NUMBER_SECONDS)
    return int(told) if told.isdecimal() else 0


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Who goes on keeps the place: it is given anew once half of its time is over."""
    told = request.COOKIES.get(PLACE, "")
    return given(response) if told and not unsigned(told, PLACE_SECONDS // 2) else response


def given(response: HttpResponse) -> HttpResponse:
    return marked(response, PLACE, "in", PLACE_SECONDS)


def marked(response: HttpResponse, name: str, text: str, seconds: int) -> HttpResponse:
    """With a signed cookie for so long."""
    value, secure = TimestampSigner(salt=SALT).sign(text), settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)
    return response


def unsigned(told: str, seconds: int) -> str:
    """What was signed within so many seconds; empty otherwise."""
    try:
        return TimestampSigner(salt=SALT).unsign(told, max_age=seconds) if told else ""
    except BadSignature:
        return ""
