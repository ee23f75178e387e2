"""Every form of every page, sent back with what turns into a failure elsewhere: a sentence, never a failure of ours."""

import sys
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.db import transaction

from tests.faces.who_may.declared import allows, concerns
from tests.faces.who_may.test_who_may import PAGES, address, kept_cookies, world
from tests.faces.who_may.world import Knocker, World

__all__ = ["world"]

SEEDS = {
    "nul": "a\x00b",
    "surrogate": "\udcff",
    "long": "x" * 100_000,
    "combining": "a" + "\u0301" * 3000,
    "number": "9" * 40,
    "negative": "-1",
    "not a number": "NaN",
    "infinity": "1e999",
    "day that is not": "29/02/2025",
    "year 0": "0000-01-01",
    "year 9999": "31/12/9999",
    "year 99999": "99999-01-01",
    "right to left": "\u202e\u2066<script>alert(1)</script>",
    "markup": "<img src=x onerror=alert(1)>{{7*7}}{% debug %}${x}#{x}",
    "format": "{procedure} {0.__class__} %s %(x)s {",
    "path": "../../etc/passwd",
    "json": "[" * 3000,
    "wide digits": "１２３４٣٤",
    "nothing": "",
    "spaces": " \u00a0\u3000\t\r\n ",
}


def pages(world: World) -> Iterator[tuple[str, Knocker]]:
    """Each page once, as the first whom it concerns."""
    for route, _, access in PAGES:
        if route.startswith("/api/") or access.who == "machine" or "dang-xuat" in route:
            continue
        fitting = [one for one in world.knockers if allows(access, one) and concerns(route, "GET", access, one)]
        if fitting:
            yield address(route, world), fitting[-1] if access.who == "public" else fitting[0]


def forms(page: str, content: bytes) -> Iterator[tuple[str, list[str], list[str]]]:
    """Where each form of a page goes, its fields, its buttons."""
    for form in lxml.html.fromstring(content).xpath("//form[translate(@method, 'POST', 'post')='post']"):
        names = {one.get("name") for one in form.xpath(".//input|.//select|.//textarea") if one.get("name")}
        buttons = [f"{one.get('name')}={one.get('value', '')}" for one in form.xpath(".//button[@name]")]
        yield form.get("action") or page, sorted(names - {"csrfmiddlewaretoken"}), buttons


def undone(knocker: Knocker, method: str, path: str, facts: Any = None) -> Any:
    with kept_cookies(knocker), transaction.atomic():
        answer = getattr(knocker.client, method)(path, facts) if facts is not None else knocker.client.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer, content


def test_every_form_takes_anything(world: World, pytestconfig: pytest.Config) -> None:
    """Each form with one bad value in all its fields, another for each form; with `--examples 1` with all of them."""
    seeds, wrong, count = list(SEEDS.items()), [], 0
    known: set[tuple[str, ...]] = set()
    for page, knocker in pages(world):
        answer, content = undone(knocker, "get", page)
        if (
            answer.status_code != 200
            or not answer.headers["Content-Type"].startswith("text/html")
            or not content.strip()
        ):
            continue
        for action, names, buttons in forms(page, content):
            if (action, *names) in known or not action.startswith("/") or "dang-nhap/vneid" in action:
                continue
            known.add((action, *names))
            for kind, seed in seeds if pytestconfig.getoption("--examples") else [seeds[len(known) % len(seeds)]]:
                facts = dict.fromkeys(names, seed.encode("utf-8", "surrogatepass") if kind == "surrogate" else seed)
                facts |= dict([buttons[0].split("=", 1)]) if buttons else {}
                sent, _ = undone(knocker, "post", action, facts)
                count += 1
                if sent.status_code >= 500 and sent.status_code != 503:
                    wrong.append((action, names, kind, sent.status_code))
    sys.stdout.write(f"{len(known)} forms, {count} tries\n")
    assert len(known) > 60
    assert not wrong, wrong
