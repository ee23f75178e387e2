"""Answers are packed lightly: a page comes a tenth longer than packed with all effort, in half of the processor's time.

Django's own middleware has no level to choose. Streamed answers stay with it.
"""

import gzip
import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

LEVEL = 3
SHORTEST = 200
"""Bytes below which packing is not worth it."""
HEAD = 10
NAME = 3
"""Where the flags stand in gzip's head of ten bytes (RFC 1952, 2.3)."""
NAMED = 8
"""The flag that says that a name follows."""
LONGEST_NAME = 100
ACCEPTS = re.compile(r"\bgzip\b")


class PackingMiddleware(GZipMiddleware):
    """Packs what is long enough, for who takes it; all else as Django's."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if isinstance(response, HttpResponse) and not response.has_header("Content-Encoding"):
            return self.whole(request, response) if len(response.content) >= SHORTEST else response
        return super().process_response(request, response)

    def whole(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        patch_vary_headers(response, ("Accept-Encoding",))
        if not ACCEPTS.search(request.headers.get("Accept-Encoding", "")):
            return response
        small = packed(response.content)
        return as_packed(response, small) if len(small) < len(response.content) else response


def packed(content: bytes) -> bytes:
    """With a name of any length in its head: how long the answer is tells nothing of a secret in it (BREACH)."""
    plain = gzip.compress(content, LEVEL, mtime=0)
    head = bytearray(plain[:HEAD])
    head[NAME] |= NAMED
    name = secrets.token_hex(LONGEST_NAME)[: secrets.randbelow(LONGEST_NAME)].encode()
    return b"".join((head, name, b"\0", plain[HEAD:]))


def as_packed(response: HttpResponse, content: bytes) -> HttpResponse:
    """Its mark no longer stands for these very bytes, so it is a weak one (RFC 9110, 8.8.1)."""
    response.content = content
    response.headers["Content-Length"] = str(len(content))
    response.headers["Content-Encoding"] = "gzip"
    if (mark := response.headers.get("ETag", "")).startswith('"'):
        response.headers["ETag"] = f"W/{mark}"
    return response
