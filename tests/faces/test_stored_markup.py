"""Whatever stands in the database is text on every page; and what is personal stands on none that anybody may open."""

import sys
from collections.abc import Iterator

import pytest

from motcua.base.documents.addresses import verification_token
from motcua.base.documents.models import Document
from motcua.casework.tracking import token_of
from motcua.domain.cases.models import Case
from tests.faces.forms.sheets import undone
from tests.faces.forms.test_every_page import pages
from tests.faces.who_may.test_who_may import PAGES, address, world
from tests.faces.who_may.world import World
from tests.support import cluster
from tests.support.marking import PAYLOADS, keys, mark, running, shown

__all__ = ["world"]
OPEN = {"documents_document.facts": {"agency"}}
"""Keys of what is personal as a whole that anybody may read: which agency issued a paper."""
pytestmark = pytest.mark.django_db(transaction=True)


def test_no_stored_text_runs_on_any_page(world: World, pytestconfig: pytest.Config) -> None:
    """As the first whom each page concerns; `--examples N` marks everything N times, each time otherwise."""
    everywhere = list(pages(world))
    for payload in PAYLOADS[: pytestconfig.getoption("--examples") or 1]:
        marked, seen, wrong = mark(cluster.admin_of(cluster.NAME), payload), set[int](), list[str]()
        for page, knocker in everywhere:
            answer, content = undone(knocker, page)
            assert answer.status_code < 500 or answer.status_code == 503, (page, answer.status_code)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                seen |= shown(content)
                wrong += [f"{page}: {found!r}" for found in running(content)]
        told = f"{len(everywhere)} pages, {len(marked.columns)} columns marked, {len(seen)} of them shown\n"
        sys.stdout.write(told)
        assert not wrong, "\n".join(wrong)
        assert len(seen) >= 60, told


def test_nobody_reads_anything_personal_on_a_public_page(world: World) -> None:
    """Nor with the secret of a receipt; nor is anything personal in a title, an address or a header."""
    case = Case.objects.get(pk=world.things["case_id"])
    world.things["token"] = token_of(case)
    world.things["document_token"] = verification_token(Document.objects.filter(subject_id=str(case.pk)).latest("pk"))
    marked, wrong, seen = mark(cluster.admin_of(cluster.NAME), PAYLOADS[0]), list[str](), set[int]()
    for page in public(world):
        answer, content = undone(world.knockers[0], page)
        told = content + str(answer.headers).encode()
        seen |= shown(told)
        wrong += [f"{page}: {marked.columns[number]} {keys(told, number)}" for number in shown(told) & marked.personal
                  if not keys(told, number) <= OPEN.get(marked.columns[number], {""})]  # fmt: skip
        if page.startswith(("/t/", "/tra-cuu/", "/verify/")):
            assert answer.headers["X-Robots-Tag"].startswith("noindex"), page
            assert "no-store" in answer.headers["Cache-Control"], page
    sys.stdout.write(f"{len(marked.personal)} personal columns marked, {len(seen)} others seen\n")
    assert not wrong, "\n".join(wrong)
    assert len(marked.personal) >= 25 and len(seen) >= 8


def public(world: World) -> Iterator[str]:
    for route, _, access in PAGES:
        if access.who == "public" and "dang-nhap/vneid" not in route:
            yield address(route, world)
    yield f"/verify/{world.things['document_token']}"
    yield f"/tra-cuu/?ma={world.things['track_code']}"
    yield f"/api/v1/track/{world.things['track_code']}"
