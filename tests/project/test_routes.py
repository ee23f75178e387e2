"""Every address says who may come; walked by a stranger, a citizen and an official without rights."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.base.access.routes import Access, access_of

FILLED = {
    "uuid": "01890000-0000-7000-8000-000000000000",
    "int": "1",
    "str": "khong-co",
    "slug": "khong-co",
    "path": "khong-co",
}


def walk(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from walk(entry, route)
        else:
            yield route, entry


ROUTES = list(walk(get_resolver()))


def filled(route: str, pattern: URLPattern) -> str:
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for form in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(form, FILLED.get(kind, "khong-co"))
    return route.replace("$", "")


def test_there_are_routes() -> None:
    assert len(ROUTES) > 20


@pytest.mark.parametrize("route,pattern", ROUTES, ids=[route for route, _ in ROUTES])
def test_every_route_is_declared(route: str, pattern: URLPattern) -> None:
    access = access_of(pattern.callback)
    assert isinstance(access, Access), "declare the view with @public, @citizen, @requires or @machine"


@pytest.mark.django_db
@pytest.mark.parametrize("route,pattern", ROUTES, ids=[route for route, _ in ROUTES])
def test_a_stranger_reaches_public_pages_only(route: str, pattern: URLPattern, client: Client) -> None:
    access = access_of(pattern.callback)
    assert access
    answer = client.get(filled(route, pattern))
    if access.who == "public":
        assert answer.status_code in (200, 204, 301, 302, 400, 404, 405, 422, 503)
    else:
        assert answer.status_code in (302, 401, 403, 405), "closed to strangers"
        if answer.status_code == 302:
            assert answer["Location"].partition("?")[0] in ("/dang-nhap/", "/can-bo/dang-nhap/")
