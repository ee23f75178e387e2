"""A stand-in provider on a free port, a client of it, and a browser that clicks through its page."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from motcua.partners.identity.client import IdentityClient, Pending
from motcua.partners.identity.config import Provider
from motcua.partners.identity.stand_in import CLIENT_ID, CLIENT_SECRET, IdentityServer, run

CALLBACK = "http://127.0.0.1:9/dang-nhap/tra-loi/"
MINH_ANH = "001190999901"


class Visitor:
    """A browser at the provider: reads the page of /authorize and presses one of its buttons."""

    def __init__(self) -> None:
        self.http = httpx.Client(trust_env=False, timeout=5)

    def open(self, address: str) -> httpx.Response:
        return self.http.get(address)

    def press(self, page: httpx.Response, **fields: str) -> httpx.Response:
        ticket = re.search(r'name="ticket" value="([^"]+)"', page.text)
        assert ticket, page.text
        return self.http.post(str(page.url.copy_with(query=None)), data={"ticket": ticket[1], **fields})

    def choose(self, address: str, number: str = MINH_ANH) -> dict[str, str]:
        """What the provider sends back to the callback address after a click on a person."""
        return sent_back(self.press(self.open(address), number=number))


def sent_back(response: httpx.Response) -> dict[str, str]:
    assert response.status_code == 303
    return dict(parse_qsl(urlsplit(response.headers["location"]).query))


@pytest.fixture
def provider() -> Iterator[IdentityServer]:
    with run(0, redirect_uris=[CALLBACK]) as server:
        yield server


@pytest.fixture
def client(provider: IdentityServer) -> IdentityClient:
    return IdentityClient(Provider(provider.issuer, CLIENT_ID, CLIENT_SECRET, seconds=0.5))


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    visitor = Visitor()
    yield visitor
    visitor.http.close()


@pytest.fixture
def pending() -> Pending:
    return Pending.new(CALLBACK)
