"""Whatever stands in the database is text on every page, in a browser too; and what is personal stands on none that
anybody may open.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from django.db import transaction

from motcua.base.access.middleware import content_policy
from motcua.base.documents.addresses import verification_token
from motcua.base.documents.models import Document
from motcua.casework.tracking import token_of
from motcua.domain.cases.models import Case
from tests.faces.forms.sheets import undone
from tests.faces.forms.test_every_page import acts, routes
from tests.faces.who_may.test_who_may import PAGES, address, world
from tests.faces.who_may.world import Knocker, World
from tests.faces.who_sees.planted import Planted, plant
from tests.support import cluster
from tests.support.chromium import Drawn, chromium, wrong_in_chromium
from tests.support.marking import BODIES, PAYLOADS, Marked, keys, mark, running, shown

__all__ = ["world"]
OPEN = {"documents_document.facts": {"agency"}}
"""Keys of what is personal as a whole that anybody may read: which agency issued a paper."""
DECIDED_BY = ("cho-quyet-dinh", "cases_applicant.address")
"""Streets, without the number of the house, by which a reorganisation finds who takes a case over."""
SOME = 17
"""So many payloads stand in a column each day, in each column others."""
CASES = ("cases_", "documents_", "correspondence_message", "retention_", "routing_sub_request")
pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_stored_is_text_on_every_page_and_what_is_personal_on_no_public_one(
    world: World, pytestconfig: pytest.Config
) -> None:
    """As the first whom each page concerns, in a town where much of what may happen has happened.

    Some payloads in each column, Chromium opens so many pages that each column is seen on one. `--examples N` puts all
    of them into each column, or N times as many as it has room for, reads every act of every state too, and has
    Chromium open every page that shows anything stored.
    """
    examples = pytestconfig.getoption("--examples")
    with transaction.atomic():
        planted = plant(world)
    everywhere = [*of_scenes(planted), *(acts(world) if examples else [])]
    showing: dict[str, set[int]] = {}
    for begin in range(examples or 1):
        marked = mark(
            cluster.admin_of(cluster.NAME), begin=begin, most=len(PAYLOADS) if examples else SOME, short=begin > 0
        )
        wrong, drawn = list[str](), list[Drawn]()
        for page, knocker in everywhere:
            if begin and not showing.get(page, set()) & marked.columns.keys():
                continue
            answer, content = undone(knocker, page)
            assert answer.status_code < 500 or answer.status_code == 503, (page, answer.status_code)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                showing[page] = shown(content)
                drawn += [Drawn(page, content, answer.headers)] if showing[page] else []
                wrong += [f"{page}: {found!r}" for found in running(content)]
                wrong += [f"{page}: {name}" for name in of_cases(page, content, marked)]
        opened = drawn if examples else covering(drawn)
        wrong += wrong_in_chromium(opened)
        if not begin:
            wrong += told_to_nobody(world, marked)
        assert not wrong, "\n".join(wrong)
        seen = marked.columns.keys() & set[int]().union(*showing.values())
        sys.stdout.write(f"{len(everywhere)} pages, {len(marked.columns)} columns marked, {len(seen)} of them shown,"
                         f" {len(opened)} pages opened in Chromium\n")  # fmt: skip
        assert begin or len(seen) >= 90


def of_scenes(planted: Planted) -> Iterator[tuple[str, Knocker]]:
    """Each page once; then those that name something of a case also of the case at work and of the one that ended."""
    known = set[str]()
    for scene in ({}, *planted.scenes):
        for page, knocker in routes(replace(planted.world, things=planted.world.things | scene)):
            if page not in known:
                known.add(page)
                yield page, knocker


def covering(drawn: Sequence[Drawn]) -> list[Drawn]:
    """So few of the pages that every column shown is seen: the one with most that no other had, again and again."""
    left = {number: shown(one.content) for number, one in enumerate(drawn)}
    found = list[Drawn]()
    while any(left.values()):
        best = max(left, key=lambda number: len(left[number]))
        found.append(drawn[best])
        seen = left.pop(best)
        left = {number: columns - seen for number, columns in left.items()}
    return found


@pytest.mark.parametrize("policy", [content_policy(), ""], ids=["with-policy", "without"])
def test_a_browser_tells_what_is_no_text(policy: str) -> None:
    """Each kind of payload, put into a page as it is, is heard; under our policy none of it runs even so."""
    headers = {"Content-Type": "text/html; charset=utf-8"} | ({"Content-Security-Policy": policy} if policy else {})
    ran = 0
    with chromium() as opened:
        for body in BODIES:
            more = "<p title='b'>what an open quotation mark ends at</p>"
            content = f"<!doctype html><title>a</title><p>x-z1{body.replace('{{9*9}}', '81')}</p>{more}"
            told = opened.wrong_with(Drawn("/trang/", content.encode(), headers))
            assert told, body
            ran += any("it ran" in one for one in told)
    assert ran == 0 if policy else ran >= 3


def of_cases(page: str, content: bytes, marked: Marked) -> list[str]:
    """What is personal about a case on a page of administrators, who have no right over cases."""
    personal = [marked.columns[number] for number in shown(content) & marked.personal]
    found = [name for name in personal if page.startswith("/quan-tri/") and name.startswith(CASES)]
    return [name for name in found if (page.strip("/").rpartition("/")[2], name) != DECIDED_BY]


def told_to_nobody(world: World, marked: Marked) -> list[str]:
    """What is personal on a page, in a title or a header that anybody gets, also with the secret of a receipt."""
    wrong, seen = list[str](), set[int]()
    for page in public(world):
        answer, content = undone(world.knockers[0], page)
        told = content + str(answer.headers).encode()
        seen |= shown(told)
        wrong += [f"{page}: {marked.columns[number]} {keys(told, number)}" for number in shown(told) & marked.personal
                  if not keys(told, number) <= OPEN.get(marked.columns[number], {""})]  # fmt: skip
        if page.startswith(("/t/", "/tra-cuu/", "/verify/")):
            assert answer.headers["X-Robots-Tag"].startswith("noindex"), page
            assert "no-store" in answer.headers["Cache-Control"], page
    sys.stdout.write(f"{len(marked.personal)} personal columns marked, {len(seen)} others seen by anybody\n")
    assert len(marked.personal) >= 25 and len(seen) >= 8
    assert OPEN.keys() <= {marked.columns[number] for number in seen}, "also what stands sealed"
    return wrong


def public(world: World) -> Iterator[str]:
    case = Case.objects.get(pk=world.things["case_id"])
    document = Document.objects.filter(subject_id=str(case.pk)).latest("pk")
    secrets = {"token": token_of(case), "document_token": verification_token(document)}
    world.things.update(secrets)
    for route, _, access in PAGES:
        if access.who == "public" and "dang-nhap/vneid" not in route:
            yield address(route, world)
    yield f"/verify/{world.things['document_token']}"
    yield f"/tra-cuu/?ma={world.things['track_code']}"
    yield f"/api/v1/track/{world.things['track_code']}"
