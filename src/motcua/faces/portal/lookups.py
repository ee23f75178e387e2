"""Looking up by a code or a secret without an account: wrong guesses are counted per address and then refused."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base.access import throttle
from motcua.kernel import clock
from motcua.kernel.errors import Fault, NotVisible
from motcua.kernel.words import Words

Found = TypeVar("Found")
MISSES = 20
WINDOW_SECONDS = 600


class TooManyGuesses(Fault):
    """Twenty misses within ten minutes. Facts: seconds until the next try."""

    code = "lookup.too_many"
    status = 429
    temporary = True
    sentence = Words(
        "Có quá nhiều lần tra cứu không đúng từ mạng của bạn.", "Too many wrong look-ups came from your network."
    )


def look_up(request: HttpRequest, find: Callable[[], Found | None]) -> Found | None:
    """What `find` gives; None and NotVisible are one and the same miss. TooManyGuesses before anything is asked."""
    key = throttle.key_for("portal.lookup", throttle.address_of(request))
    check(throttle.standing(key, MISSES))
    try:
        found = find()
    except NotVisible:
        found = None
    if found is None:
        check(throttle.hit(key, MISSES, WINDOW_SECONDS))
    return found


def check(allowance: throttle.Allowance) -> None:
    if not allowance:
        raise TooManyGuesses(seconds=allowance.retry_after)


def unlisted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For look-up pages: search engines stay away, nothing stays in a cache, too many guesses get a page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except TooManyGuesses as fault:
            response = wait_page(request, fault)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
        return response

    return answered


def wait_page(request: HttpRequest, fault: TooManyGuesses) -> HttpResponse:
    seconds = int(str(fault.facts["seconds"]))
    context = {"fault": fault, "again_at": clock.now() + timedelta(seconds=seconds + 59)}
    response = render(request, "portal/cases/wait.html", context, status=fault.status)
    response.headers["Retry-After"] = str(seconds)
    return response
