"""The five journeys, each asked over HTTP as a browser asks, and what must be on the page for it to have gone well."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from motcua.base.outages.enums import JOURNEYS

UNKNOWN_CODE = "H26.1-010101-9999"
"""Of no case: its year is before the first of this city."""
START = re.compile(r'href="(/dang-nhap/vneid/[^"]*)"')
SECONDS = 10.0
LONGEST_BYTES = 2_000_000


class Wrong(Exception):
    """It did not go well, and why, in a few words that name nobody."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`why` is empty where it went well."""

    journey: str
    ms: int
    why: str = ""


Journey = Callable[[httpx.Client], None]


def page(http: httpx.Client, path: str, *statuses: int) -> httpx.Response:
    """An answer with one of the statuses (200), as a page of ours. Wrong."""
    answer = http.get(path)
    if answer.status_code not in (statuses or (200,)):
        raise Wrong(f"{answer.status_code}")
    if len(answer.content) > LONGEST_BYTES:
        raise Wrong("too long")
    return answer


def must_hold(answer: httpx.Response, *texts: str) -> None:
    for text in texts:
        if text not in answer.text:
            raise Wrong(f"no {text}")


def front(http: httpx.Client) -> None:
    must_hold(page(http, "/"), 'id="main"', 'href="/tra-cuu/"')


def search(http: httpx.Client) -> None:
    """The search is asked for something every city has; the form must be there with what was asked."""
    must_hold(page(http, "/thu-tuc/?q=khai+sinh"), 'id="main"', 'value="khai sinh"')


def track(http: httpx.Client) -> None:
    """A code of no case gets its clear "not found"; being asked to wait is an answer as well."""
    must_hold(page(http, f"/tra-cuu/?ma={UNKNOWN_CODE}", 404, 429), 'id="main"')


def sign_in(http: httpx.Client) -> None:
    """As far as the provider's door, which is not opened. Where none is connected the page says so, and that is all."""
    answer = page(http, "/dang-nhap/")
    must_hold(answer, 'id="main"')
    found = START.search(answer.text)
    if found is None:
        return
    led = page(http, found[1].replace("&amp;", "&"), 302)
    target = urlsplit(led.headers.get("Location", ""))
    if not target.netloc or "client_id=" not in target.query:
        raise Wrong("leads nowhere")


def desk(http: httpx.Client) -> None:
    must_hold(page(http, "/can-bo/dang-nhap/"), 'type="password"')


PLAYED: dict[str, Journey] = {"front": front, "search": search, "track": track, "sign_in": sign_in, "desk": desk}
assert set(PLAYED) == set(JOURNEYS)


def play(site: str, transport: httpx.BaseTransport | None = None) -> list[Finding]:
    """All of them once, one after the other; each begins as somebody who comes for the first time."""
    found = []
    for name, journey in PLAYED.items():
        began = time.perf_counter()
        why = ""
        try:
            with httpx.Client(
                base_url=site, timeout=SECONDS, transport=transport, trust_env=False,
                headers={"User-Agent": "motcua-probe", "Accept-Language": "vi"},
            ) as http:  # fmt: skip
                journey(http)
        except Wrong as wrong:
            why = str(wrong)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            why = type(error).__name__
        found.append(Finding(name, int((time.perf_counter() - began) * 1000), why))
    return found
