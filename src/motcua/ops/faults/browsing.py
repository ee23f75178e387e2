"""A browser without scripts: cookies, forms, patience. What comes back is written down, whatever it is."""

import html
import re
from typing import Any

import httpx
from django.conf import settings

from motcua.base.files.errors import CheckUnavailable, NoRoom
from motcua.base.ui import errors
from motcua.kernel.errors import Unavailable
from motcua.ops.faults.told import Told

SECONDS = 20
FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
FAILED = 500
SIGN_IN = "/dang-nhap/"
SECRET = "password"
SENTENCES = (*errors.TOLD[Unavailable.status].what, *NoRoom.sentence, *CheckUnavailable.sentence)
"""What a busy system says: what was typed, or handed in before, is kept."""

BUSY = frozenset({502, 503, 504})


class Silence(Exception):
    """No answer, or one that says to come back later: what was asked may have happened or not."""


class Browser:
    """One person's window, on a city of this machine alone. `site` has no trailing slash."""

    def __init__(self, site: str, told: Told, headers: dict[str, str] | None = None) -> None:
        self.site, self.told = site, told
        self.http = httpx.Client(timeout=SECONDS, trust_env=False, headers=headers, verify=False)  # noqa: S501

    def get(self, path: str) -> httpx.Response:
        """A page, 200 or a refusal in words. Silence."""
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str], files: Any = None) -> httpx.Response:
        """A form, as its page would send it. Silence."""
        token = self.http.cookies.get(settings.CSRF_COOKIE_NAME, "")
        typed = {} if files or SECRET in fields else fields
        return self.ask("POST", path, data=fields | {"csrfmiddlewaretoken": token}, files=files, typed=typed)

    def ask(self, method: str, path: str, *, typed: dict[str, str] | None = None, **sent: Any) -> httpx.Response:
        address = path if path.startswith("http") else self.site + path
        try:
            answer = self.http.request(method, address, **sent)
        except httpx.HTTPError as error:
            self.told.note_silence(f"{method} {path}: {type(error).__name__}")
            raise Silence(type(error).__name__) from error
        self.told.note_status(answer.status_code)
        if answer.status_code in BUSY:
            self.look_at_busy(answer, typed or {})
            raise Silence(str(answer.status_code))
        if answer.status_code >= FAILED:
            self.told.note_failure(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
            raise Silence(str(answer.status_code))
        return answer

    def look_at_busy(self, answer: httpx.Response, typed: dict[str, str]) -> None:
        """A busy system says so in the sentence everybody knows, and gives back what was typed."""
        text = html.unescape(answer.text)
        own = not answer.url.path.startswith(("/api/", SIGN_IN)) and str(answer.url).startswith(self.site)
        if own and not any(said in text for said in SENTENCES):
            self.told.note_failure(f"{answer.url.path}: {answer.status_code} without its sentence: {text[:200]}")
        if typed:
            self.told.note_text(back=all(value in text for value in typed.values()))

    def fields_of(self, page: httpx.Response) -> dict[str, str]:
        """The fields a page brings filled in."""
        return {name: html.unescape(value) for name, value in FIELD.findall(page.text)}
