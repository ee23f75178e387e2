"""What is kept by the edition is made of watched tables only, and a change of them is seen by the next reading."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.edition import edition, keeping, kept
from motcua.ops.bench import ladder
from motcua.ops.bench.life import Lives
from tests.base.edition.test_marks import WATCHED
from tests.ops.test_bench import lives

__all__ = ["lives"]
TABLE = re.compile(r'(?:FROM|JOIN) "?([a-z_]+)"?')
OTHERWISE = {
    "calendars_version": "its digest is part of the mark",
    "calendars_day": "changes with the version's digest alone",
    "catalogue_paper": "those of a published version never change",
    "directory_person": "watched where the person acts as an official",
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The tables that kept readers read, in a process that has just begun."""
    found: set[str] = set()

    def listened(read: Callable[[], Any]) -> Any:
        with CaptureQueriesContext(connection) as asked:
            answer = read()
        for query in asked:
            found.update(TABLE.findall(query["sql"]))
        return answer

    monkeypatch.setattr(keeping, "settled", listened)
    keeping.forget()
    yield found
    keeping.forget()


@pytest.mark.django_db(transaction=True)
def test_kept_readers_read_what_is_watched(lives: Lives, asked: set[str]) -> None:
    lives.whole(0)
    lives.sign_in(lives.desk.officials["counter_official"])
    for name, address in ladder.addresses(lives).items():
        lives.get(address(0), signed_in=name not in ladder.OPEN_TO_ALL)
    assert len(asked) > 12
    assert asked - WATCHED.keys() - OTHERWISE.keys() == set()


@pytest.mark.django_db
def test_an_answer_is_kept_while_the_edition_stands_and_no_longer() -> None:
    calls: list[int] = []

    @kept
    def reader(value: int, mark: str) -> int:
        calls.append(value)
        return 2 * value

    mark = edition()
    assert [reader(1, mark), reader(1, edition()), reader(2, mark)] == [2, 2, 4] and calls == [1, 2]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_office SET id = id WHERE false")
    assert reader(1, edition()) == 2 and calls == [1, 2, 1]
