"""Packed answers come back whole, only to who takes them, and of no telling length."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.ui.packing import SHORTEST, PackingMiddleware, packed

PAGE = "<p>Hồ sơ khai sinh</p>" * 40
TAKES = {"HTTP_ACCEPT_ENCODING": "br;q=0.9, gzip"}


def answered(response: HttpResponseBase, **headers: str) -> HttpResponseBase:
    middleware = PackingMiddleware(lambda request: response)  # type: ignore[arg-type, return-value]
    return middleware(RequestFactory().get("/", **headers))  # type: ignore[arg-type, return-value]


@given(st.binary(max_size=3000))
def test_what_is_packed_comes_back(content: bytes) -> None:
    assert gzip.decompress(packed(content)) == content


def test_a_page_is_packed_for_who_takes_it() -> None:
    response = answered(HttpResponse(PAGE, headers={"ETag": '"a1"'}), **TAKES)
    assert isinstance(response, HttpResponse)
    assert gzip.decompress(response.content).decode() == PAGE and len(response.content) < len(PAGE) // 2
    told = response.headers
    assert (told["Content-Encoding"], told["ETag"], told["Vary"]) == ("gzip", 'W/"a1"', "Accept-Encoding")
    assert told["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT_ENCODING": "br"}])
def test_a_page_goes_plain_to_who_does_not(headers: dict[str, str]) -> None:
    response = answered(HttpResponse(PAGE, headers={"ETag": '"a1"'}), **headers)
    assert isinstance(response, HttpResponse) and response.content.decode() == PAGE
    assert response.headers["ETag"] == '"a1"' and response.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in response.headers


def test_what_is_short_packed_already_or_does_not_shrink_stays() -> None:
    short = answered(HttpResponse("x" * (SHORTEST - 1)), **TAKES)
    before = answered(HttpResponse(PAGE, headers={"Content-Encoding": "br"}), **TAKES)
    noise = answered(HttpResponse(bytes(range(256))), **TAKES)
    assert isinstance(short, HttpResponse) and short.content == b"x" * (SHORTEST - 1)
    assert isinstance(before, HttpResponse) and before.content.decode() == PAGE
    assert isinstance(noise, HttpResponse) and noise.content == bytes(range(256))
    assert "Content-Encoding" not in noise.headers


def test_a_stream_is_packed_too() -> None:
    response = answered(StreamingHttpResponse([PAGE.encode(), PAGE.encode()]), **TAKES)
    assert isinstance(response, StreamingHttpResponse)
    assert gzip.decompress(b"".join(response)).decode() == PAGE + PAGE  # type: ignore[arg-type]


def test_the_same_page_is_packed_to_many_lengths() -> None:
    assert len({len(packed(PAGE.encode())) for _ in range(200)}) > 50
