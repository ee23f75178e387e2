"""Citus is seen where the server has it, said, and refused where it is set up."""

from typing import Any

import psycopg
import pytest

from motcua.ops.cities import distributed
from motcua.ops.cities.errors import Distributed
from tests.support import cluster


class Answer:
    """A server that says this of the extension."""

    def __init__(self, row: tuple[bool] | None) -> None:
        self.row = row

    def execute(self, question: str) -> Any:
        return self

    def fetchone(self) -> tuple[bool] | None:
        return self.row


@pytest.mark.parametrize(("row", "found"), [(None, "absent"), ((False,), "available"), ((True,), "installed")])
def test_it_is_seen(row: tuple[bool] | None, found: str) -> None:
    assert distributed.standing(Answer(row)) == found  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_server_without_it_is_ordinary() -> None:
    with psycopg.connect(cluster.admin_of(cluster.NAME)) as admin:
        assert distributed.standing(admin) == "absent"


def test_it_is_said_and_refused_only_where_it_is_set_up() -> None:
    assert distributed.check("absent", ordinary=False) is None
    assert distributed.check("available", ordinary=False) == distributed.SAID
    assert distributed.check("installed", ordinary=True) == distributed.ORDINARY
    with pytest.raises(Distributed):
        distributed.check("installed", ordinary=False)
