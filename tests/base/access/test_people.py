"""Below /api/ no cookie is read; everywhere else what stands in the list stands in the way, in its order."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from motcua.base.access.models import Account
from motcua.base.access.people import PeopleMiddleware
from tests.support.town import build_town

Answer = Callable[[HttpRequest], HttpResponse]
HERE = "tests.base.access.test_people"
seen: list[str] = []


class Outer:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen.append(type(self).__name__)
        return self.get_response(request)


class Guarding(Outer):
    def process_view(self, request: HttpRequest, *told: Any) -> HttpResponse | None:
        seen.append(f"{type(self).__name__} looks at the view")
        return HttpResponse(status=403) if "forged" in request.path else None


class Inner(Guarding):
    pass


class Catching(Outer):
    def process_exception(self, request: HttpRequest, exception: Exception) -> None: ...


def served(settings: Any, *names: str) -> PeopleMiddleware:
    seen.clear()
    settings.MOTCUA_PEOPLE = [f"{HERE}.{name}" for name in names]
    return PeopleMiddleware(lambda request: HttpResponse("the view"))


def test_people_pass_each_in_its_order(settings: Any) -> None:
    house, request = served(settings, "Outer", "Guarding", "Inner"), RequestFactory().get("/can-bo/")
    assert house(request).content == b"the view" and seen == ["Outer", "Guarding", "Inner"]
    assert house.process_view(request, None, (), {}) is None
    assert seen[3:] == ["Guarding looks at the view", "Inner looks at the view"]


def test_the_first_that_refuses_a_view_answers(settings: Any) -> None:
    house, request = served(settings, "Guarding", "Inner"), RequestFactory().post("/forged/")
    answer = house.process_view(request, None, (), {})
    assert answer is not None and answer.status_code == 403 and seen == ["Guarding looks at the view"]


@pytest.mark.parametrize("path", ["/api/v1/track/x", "/api/"])
def test_programs_pass_none(settings: Any, path: str) -> None:
    house, request = served(settings, "Outer", "Guarding"), RequestFactory().get(path)
    assert house(request).content == b"the view" and house.process_view(request, None, (), {}) is None
    assert not seen and request.actor is None  # type: ignore[attr-defined]


def test_a_hook_that_would_never_be_called_is_refused(settings: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="Catching"):
        served(settings, "Catching")


@pytest.mark.django_db
def test_whoever_is_signed_in_is_nobody_to_the_interface(django_assert_num_queries: Any) -> None:
    """Not even a session is read: the same address is answered with a cookie as without."""
    town, client = build_town(), Client()
    client.force_login(Account.objects.get(pk=town.counter.account_id))
    assert client.get("/can-bo/viec/").status_code == 200
    refused = client.get("/api/v1/cases")
    assert (refused.status_code, refused.json()["code"]) == (401, "api.no_token")
    with django_assert_num_queries(0):
        assert client.get("/api/v1/openapi.json").status_code == 200
