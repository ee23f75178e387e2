"""Every address says who may come; `tests/faces/who_may` tries whether it is so."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.base.access.routes import Access, access_of


def walk(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from walk(entry, route)
        else:
            yield route, entry


ROUTES = list(walk(get_resolver()))


def test_there_are_routes() -> None:
    assert len(ROUTES) > 20


@pytest.mark.parametrize("route,pattern", ROUTES, ids=[route for route, _ in ROUTES])
def test_every_route_is_declared(route: str, pattern: URLPattern) -> None:
    access = access_of(pattern.callback)
    assert isinstance(access, Access), "declare the view with @public, @citizen, @requires or @machine"
