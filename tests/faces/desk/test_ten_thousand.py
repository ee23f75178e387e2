"""A worklist of ten thousand open cases: as many statements as for five hundred; and it pages, sorts and narrows.

What is held is what does not depend on the machine: statements and rows read. It leaves `test-output/worklist.json`:
those, and milliseconds of this process and of the clock for the page as officials get it.
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from tests.faces.desk.conftest import SignIn, Stage
from tests.support import cluster
from tests.support.crowd import multiply
from tests.support.town import Town

FIGURES = Path(__file__).resolve().parents[3] / "test-output/worklist.json"
LIST = "/can-bo/viec/?muc=mine"
FEW, MANY, ELSEWHERE, PAGE, TURNS = 500, 10_000, 5_000, 50, 8
OWN, OF_EVERY_PAGE = 6, 4
"""Statements: list, tasks, counts, views, reminders, the rules of time; and session, account, person, posts."""

COUNTED = 2
"""Rows read to count one case of the list: itself and its task. What the page shows of each is read for its fifty."""

READ = """
SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname LIKE %(table)s)
     + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname LIKE %(table)s)
"""


@dataclass(frozen=True)
class Cost:
    cpu: Sequence[float]
    wall: Sequence[float]
    rows: int

    def figures(self) -> dict[str, float]:
        return {"rows": self.rows} | {
            f"{name}_{share}_ms": round(sorted(found)[min(len(found) - 1, len(found) * share // 100)], 1)
            for name, found in (("cpu", self.cpu), ("wall", self.wall))
            for share in (50, 95)
        }


def cost_of(call: Callable[[], Any]) -> Cost:
    call()
    cpu, wall = [], []
    for _ in range(TURNS):
        began, worked = time.perf_counter(), time.process_time()
        call()
        cpu.append(1000 * (time.process_time() - worked))
        wall.append(1000 * (time.perf_counter() - began))
    return Cost(cpu, wall, rows_read(call))


def rows_read(call: Callable[[], Any], table: str = "%") -> int:
    """Rows the database took for one call from its tables and their indexes, or from those of one table."""
    before = rows_so_far(table)
    call()
    return rows_so_far(table) - before


def rows_so_far(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
    with psycopg.connect(cluster.admin_of(connection.settings_dict["NAME"])) as owner:
        found = owner.execute(READ, {"table": table}).fetchone()
    assert found
    return int(found[0])


def analyzed() -> None:
    """As the database does by itself within a minute; only the owner may ask for it."""
    with psycopg.connect(cluster.admin_of(connection.settings_dict["NAME"]), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def codes(client: Client, url: str) -> tuple[list[str], str]:
    """The codes on a page, and the address of the next."""
    page = client.get(url).content.decode()
    following = re.search(r'href="([^"]*[?&;]sau=[^"]*)"', page)
    found = re.findall(r"data-row>([^<]+)<", page)
    return found, following[1].replace("&amp;", "&") if following else ""


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_rows_take_the_statements_of_five_hundred(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.examined()
    multiply(case, FEW - 1)
    analyzed()
    client = sign_in(town.specialist)
    few = cost_of(lambda: client.get(LIST))
    multiply(case, MANY - FEW, already=FEW - 1)
    analyzed()
    many = cost_of(lambda: client.get(LIST))
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps({FEW: few.figures(), MANY: many.figures()}, indent=1), encoding="utf-8")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(LIST).content.decode()
    assert len(asked) <= OWN + OF_EVERY_PAGE
    assert "Tất cả 999+" in page
    assert many.rows <= few.rows + COUNTED * (MANY - FEW) + PAGE

    first, following = codes(client, LIST)
    second, _ = codes(client, following if following.startswith("/") else f"/can-bo/viec/{following}")
    assert len(first) == len(second) == PAGE and not set(first) & set(second)
    late, _ = codes(client, f"{LIST}&han=late")
    assert len(late) == PAGE
    by_name, _ = codes(client, f"{LIST}&xep=name")
    assert len(by_name) == PAGE and by_name != first
    one = Case.objects.exclude(code=None).order_by("-id")[7]
    found = client.post("/can-bo/tim/", {"q": one.code})
    assert found["Location"] == f"/can-bo/ho-so/{one.pk}/"


@pytest.mark.django_db(transaction=True)
def test_what_waits_elsewhere_in_the_city_is_not_read(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.examined(), sign_in(town.specialist)
    multiply(case, 2 * PAGE)
    analyzed()
    client.get(LIST)
    alone = rows_read(lambda: client.get(LIST), "routing_task")
    multiply(case, ELSEWHERE, already=2 * PAGE)
    newest = Task.objects.order_by("-id").values("pk")[:ELSEWHERE]
    Task.objects.filter(pk__in=newest).update(agency=town.stranger.posts[0].agency_id, agency_path="/H26/H26.T2/")
    analyzed()
    assert rows_read(lambda: client.get(LIST), "routing_task") <= alone + PAGE
