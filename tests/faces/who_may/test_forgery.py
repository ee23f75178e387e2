"""A page elsewhere that makes somebody's browser send something: refused at every address that changes anything."""

from typing import Any

import pytest
from django.http import HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import Client, RequestFactory

from motcua.base.access.routes import access_of
from motcua.faces.api.house import openapi
from tests.project.test_routes import ROUTES

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
FORMS = [
    (route, pattern)
    for route, pattern in ROUTES
    if not route.startswith("/api/") and (access := access_of(pattern.callback)) and access.who != "machine"
]
FOREIGN = {"HTTP_ORIGIN": "https://elsewhere.example"}


def refuse(request: Any, reason: str = "") -> HttpResponseForbidden:
    return HttpResponseForbidden(reason)


def judged(pattern: Any, method: str, *, told: bool, **headers: str) -> int:
    """What the forgery check says before the view: 403, or 0 where it lets the request through."""
    factory = RequestFactory(**headers)
    request: Any = factory.generic(method, "/")
    if told:
        get_token(request)
        secret = request.META["CSRF_COOKIE"]
        request.COOKIES["csrf"] = secret
        request.META["HTTP_X_CSRFTOKEN"] = secret
        request.META.pop("CSRF_COOKIE")
    middleware = CsrfViewMiddleware(lambda request: refuse(request))
    middleware.process_request(request)
    answer = middleware.process_view(request, pattern.callback, (), {})
    return answer.status_code if answer is not None else 0


def test_no_form_is_taken_without_its_token_or_from_elsewhere(settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = f"{__name__}.refuse"
    assert len(FORMS) > 180
    for route, pattern in FORMS:
        for method in CHANGING:
            assert judged(pattern, method, told=False) == 403, (method, route)
            assert judged(pattern, method, told=True, **FOREIGN) == 403, (method, route)
            assert judged(pattern, method, told=True) == 0, (method, route)


def test_the_check_stands_in_the_house() -> None:
    """Through everything, as a browser would: the page that explains, and nothing happened."""
    client = Client(enforce_csrf_checks=True)
    for address in ("/dang-nhap/vneid/", "/can-bo/dang-nhap/", "/ngon-ngu/", "/hien-thi/", "/dang-xuat/"):
        assert client.post(address, {"x": "1"}).status_code == 403


def test_addresses_for_programs_look_at_no_cookie() -> None:
    """Hence nothing can be forged there: without the bearer's token all are closed."""
    guarded = [
        route for route, pattern in ROUTES if (access := access_of(pattern.callback)) and access.who == "machine"
    ]
    assert len(guarded) > 20
    assert all(route.startswith("/api/") for route in guarded)
    assert not any("cookie" in str(parameter) for path in openapi()["paths"].values() for parameter in path.values())


@pytest.mark.parametrize("path", [path for path, told in openapi()["paths"].items() if set(told) & {"post", "put"}])
def test_no_body_takes_a_field_it_does_not_name(path: str) -> None:
    """Mass assignment: every object that is sent, nested ones too, refuses what it does not name."""
    told = openapi()["paths"][path]
    for method in set(told) & {"post", "put"}:
        for kind, content in told[method].get("requestBody", {"content": {}})["content"].items():
            if kind == "application/json":
                assert open_objects(content["schema"]) == []


def open_objects(schema: Any) -> list[str]:
    """Names of objects that would take any further field; free tables of a known kind are not meant."""
    if isinstance(schema, list):
        return [one for part in schema for one in open_objects(part)]
    if not isinstance(schema, dict):
        return []
    name = schema.get("$ref", "").rpartition("/")[2]
    if name:
        return open_objects(openapi()["components"]["schemas"][name])
    found = [schema.get("title", "?")] if "properties" in schema and schema.get("additionalProperties", True) else []
    return found + [one for part in schema.values() if isinstance(part, dict | list) for one in open_objects(part)]
