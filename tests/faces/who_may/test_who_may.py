"""Every address × method × whoever may knock: what the declaration says, no more and no less."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.test import RequestFactory
from django.urls import URLPattern

from motcua.base.access import middleware
from motcua.base.access.actors import actor_of
from motcua.base.access.routes import Access, RouteDenied, access_of
from tests.faces.who_may.declared import PARAMETER, allows, concerns, may_be_refused
from tests.faces.who_may.world import Knocker, Whose, World, build_world, others
from tests.project.test_routes import ROUTES

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
EVERY_METHOD = (*METHODS, "HEAD", "OPTIONS")
CLOSED = (403, 404)
UNREAD = (*CLOSED, 405, 415)
"""Told to whom the thing does not concern: also that the request itself is no good, before anything was looked up."""

ACCESS = {route: access for route, pattern in ROUTES if (access := access_of(pattern.callback))}
PAGES = [(route, pattern, access) for route, pattern in ROUTES if (access := access_of(pattern.callback))]
DRAFTS = ("/nop-ho-so/", "/ho-so/<uuid:case_id>/bo/", "/ho-so/<uuid:case_id>/giu/", "/tai-len/<uuid:case_id>/")


def address(route: str, world: World) -> str:
    def thing(name: str) -> str:
        if name == "case_id" and route.startswith(DRAFTS):
            return world.things["draft"]
        if name == "rule_id" and route.startswith("/quan-tri/quy-dinh/"):
            return world.things["city_rule"]
        if name == "key" and "nhom" in route:
            return "sinh-con"
        return world.things[name]

    return PARAMETER.sub(lambda found: thing(found[1]), route)


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Who somebody is has been read once, by what reads it at each request."""
    monkeypatch.setattr(middleware, "actor_of", cache(actor_of))
    settings.FILES_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return build_world()


@contextmanager
def kept_cookies(knocker: Knocker) -> Iterator[None]:
    """Whoever signs out within the block is signed in again behind it."""
    cookies = knocker.client.cookies.output()
    yield
    knocker.client.cookies = SimpleCookie()
    knocker.client.cookies.load(cookies.replace("Set-Cookie: ", ""))


def knock(knocker: Knocker, method: str, path: str) -> Any:
    """The answer; whatever it changed is undone, also in the browser."""
    with kept_cookies(knocker), transaction.atomic():
        answer = knocker.client.generic(method, path, b"do=save", content_type="application/x-www-form-urlencoded")
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def test_the_door_of_every_route_opens_to_those_declared_alone(world: World, pytestconfig: pytest.Config) -> None:
    """Straight at the view, every method: who is not declared is turned away before anything is read."""
    factory, wrong, count = RequestFactory(), [], 0
    methods = EVERY_METHOD if pytestconfig.getoption("--examples") else METHODS
    for route, pattern, access in PAGES:
        if access.who in ("public", "machine"):
            continue
        path = address(route, world)
        for knocker in world.knockers:
            if allows(access, knocker):
                continue
            for method in methods:
                request = factory.generic(method, path)
                request.actor, request.session = knocker.actor, SessionBase()  # type: ignore[attr-defined]
                count += 1
                if not turned_away(pattern, request, knocker):
                    wrong.append((method, route, knocker.name))
    sys.stdout.write(f"{count} doors tried\n")
    assert not wrong


def turned_away(pattern: URLPattern, request: Any, knocker: Knocker) -> bool:
    try:
        answer = pattern.callback(request)
    except RouteDenied:
        return knocker.actor is not None
    except Exception:
        return False
    return knocker.actor is None and answer.status_code == 302 and "dang-nhap" in answer["Location"]


def test_what_an_address_names_is_there_for_whom_it_concerns_alone(world: World, pytestconfig: pytest.Config) -> None:
    """Through the whole house, as those whom the door lets in: others' things are not there, and nothing falls.

    A few try each address. With `--examples 1` everybody, also whom the door does not let in, with every method, and
    the same of other people's cases in both places.
    """
    wrong, everybody = list[str](), bool(pytestconfig.getoption("--examples"))
    met: Counter[str] = Counter()
    for route, whose in named(world, everybody):
        access = ACCESS[route]
        for method in EVERY_METHOD if everybody else methods_of(route):
            for knocker in world.knockers if everybody else chosen(route, method, access, world):
                told = judged(route, method, access, knocker, world, whose)
                met["otherwise" if told else "as declared"] += 1
                if told:
                    wrong.append(told)
    sys.stdout.write(f"{met.total()} addresses tried: {dict(met)}\n")
    assert not wrong, "\n" + "\n".join(wrong)


def named(world: World, everybody: bool) -> Iterator[tuple[str, Whose]]:
    """Every address of people; and each that names something of a case once more for each other whose it may be."""
    first, more = Whose(world.things, {}), others(world) if everybody else []
    for route in (route for route, access in ACCESS.items() if access.who != "machine"):
        if not route.startswith("/api/"):
            yield route, first
            names = set(PARAMETER.findall(route))
            yield from ((route, one) for one in more if names & set(one.things))


def chosen(route: str, method: str, access: Access, world: World) -> list[Knocker]:
    """Whom the door lets in: one of each place whom the thing concerns not, and one whom it does."""
    let_in = [one for one in world.knockers if allows(access, one)]
    others = {one.where: one for one in let_in if not concerns(route, method, access, one)}
    return [*others.values(), *[one for one in let_in if concerns(route, method, access, one)][:1]]


def test_no_address_for_programs_opens_without_a_token(world: World, pytestconfig: pytest.Config) -> None:
    everybody, count = bool(pytestconfig.getoption("--examples")), 0
    methods = EVERY_METHOD if everybody else METHODS
    for route in (route for route, access in ACCESS.items() if access.who == "machine"):
        for one in world.knockers if everybody else [one for one in world.knockers if one.name == "leader@here"]:
            answers = {method: knock(one, method, PARAMETER.sub("x", route)).status_code for method in methods}
            assert set(answers.values()) <= {401, 405} and 401 in answers.values(), (route, one.name, answers)
            count += len(methods)
    sys.stdout.write(f"{count} addresses for programs tried\n")


def methods_of(route: str) -> tuple[str, ...]:
    return ("PATCH", "DELETE", "POST") if route.startswith("/tai-len/tep/") else ("GET", "POST")


def judged(route: str, method: str, access: Access, knocker: Knocker, world: World, whose: Whose) -> str:
    """What is wrong with the answer, or nothing."""
    answer = knock(knocker, method, address(route, replace(world, things=world.things | whose.things)))
    status, as_read = answer.status_code, "GET" if method == "HEAD" else method
    said = f"{method} {route} {knocker.name} {whose.swapped}: {status}"
    if status >= 500 and status != 503:
        return said
    asked_in = "dang-nhap" in answer.headers.get("Location", "")
    if not allows(access, knocker):
        return "" if status in UNREAD or (asked_in and knocker.actor is None) else f"{said}, open to those not let in"
    if asked_in and knocker.actor is not None and access.who != "public":
        return f"{said}, sent to sign in"
    if concerns(route, as_read, access, whose.towards(knocker)):
        shut = status in CLOSED and access.who != "public" and not may_be_refused(route, as_read)
        return f"{said}, closed to whom it concerns" if shut else ""
    return "" if status in UNREAD else f"{said}, open to others"
