"""Every form of every page, sent with anything in it: an answer, never a failure of ours, and what was typed again."""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings

from motcua.base.ui.refused import MOST_BYTES
from motcua.casework.queries.page import case_page
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case
from motcua.kernel.actor import Actor
from tests.faces.forms.sheets import Sheet, Typed, filled, lost, sheets_of, undone, weight
from tests.faces.forms.test_every_form import told_of
from tests.faces.portal.cases import accepted, asked, at_specialist, submitted
from tests.faces.who_may.declared import allows, concerns
from tests.faces.who_may.test_who_may import PAGES, address, world
from tests.faces.who_may.world import Knocker, World, knocker

__all__ = ["world"]

EVERYDAY = 400
"""Requests for all forms together; `--examples N` tries N."""

ANSWERS = (200, 204, 302, 303, 400, 403, 404, 409, 413, 422, 429)
LARGE = 1_000_000


def pages(world: World) -> Iterator[tuple[str, Knocker]]:
    """Each page once; then each act that a case in another state offers."""
    yield from routes(world)
    yield from acts(world)


def routes(world: World) -> Iterator[tuple[str, Knocker]]:
    """As the first whom each concerns; what is for everybody as somebody without a post."""
    for route, _, access in PAGES:
        if route.startswith("/api/") or access.who == "machine" or "dang-xuat" in route:
            continue
        fitting = [one for one in world.knockers if allows(access, one) and concerns(route, "GET", access, one)]
        if fitting:
            yield address(route, world), fitting[-1] if access.who == "public" else fitting[0]


def acts(world: World) -> Iterator[tuple[str, Knocker]]:
    town, known = world.town, set[str]()
    at_leader = forward_case(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
    going = forward_case(actor=town.specialist, case_id=at_specialist(town).pk, expected=None)
    decided = decide_case(actor=town.leader, case_id=going.pk, expected=None, outcome="granted", text="Đồng ý.")
    whose: list[tuple[Any, Actor]] = [
        (submitted(town), town.counter), (asked(town), town.counter), (accepted(town), town.counter),
        (at_specialist(town), town.specialist), (at_specialist(town), town.leader), (at_leader, town.leader),
        (decided, town.counter),
    ]  # fmt: skip
    for case, actor in whose:
        knocking = knocker("official@here", actor)
        for action in case_page(actor, case.pk).actions:
            if action.name not in known:
                known.add(action.name)
                yield f"/can-bo/ho-so/{case.pk}/{action.name}/", knocking


def sheets(world: World) -> list[Sheet]:
    """Each kind of form once."""
    known: dict[tuple[str, ...], Sheet] = {}
    for page, knocking in pages(world):
        answer, content = undone(knocking, page)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html") and content.strip():
            for sheet in sheets_of(page, knocking, content):
                if sheet.action.startswith("/") and "dang-nhap/vneid" not in sheet.action:
                    known.setdefault(sheet.key, sheet)
    return list(known.values())


def judge(sheet: Sheet, typed: Typed, met: Counter[int]) -> None:
    answer, content = undone(sheet.knocker, sheet.action, sheet, typed)
    status = answer.status_code
    met[status] += 1
    assert status in ANSWERS, status
    if status >= 400 and sheet.way != "get" and weight(typed) < MOST_BYTES:
        missing = lost(sheet, typed, content, again=status == 422)
        assert not missing, (status, missing)


def faults_of(sheet: Sheet, count: int, met: Counter[int]) -> list[str]:
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck),
              phases=(Phase.generate, Phase.shrink), report_multiple_bugs=True)  # fmt: skip
    @given(filled(sheet, LARGE))
    def takes_anything(typed: Typed) -> None:
        judge(sheet, typed, met)

    try:
        takes_anything()
    except Exception as failure:
        return [f"{sheet.page} → {sheet.action} {sorted(sheet.shown)}: {told_of(failure)}"]
    return []


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_every_form_of_every_page_takes_anything(world: World, pytestconfig: pytest.Config) -> None:
    connection.cursor().execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    found, met, wrong = sheets(world), Counter[int](), list[str]()
    each = max(2, (pytestconfig.getoption("--examples") or EVERYDAY) // len(found))
    for sheet in found:
        sheet.knocker.client.raise_request_exception = True
        wrong += faults_of(sheet, each, met)
    sys.stdout.write(f"{len(found)} forms, {met.total()} requests: {dict(met)}\n")
    assert len(found) > 90
    assert not wrong, "\n\n".join(wrong)
