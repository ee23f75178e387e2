"""The owner's rights on the common schema for a test: the application role may only read it."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from motcua.kernel.database import app_of
from tests.support import cluster


@contextmanager
def owner_rights(*tables: str) -> Iterator[None]:
    """Within the block the application role may write these tables of the common schema."""
    _change("GRANT {rights} ON common.{table} TO {role}", tables)
    try:
        yield
    finally:
        _change("REVOKE {rights} ON common.{table} FROM {role}", tables)


def _change(statement: str, tables: tuple[str, ...]) -> None:
    with psycopg.connect(cluster.admin_of(cluster.NAME), autocommit=True) as connection:
        for table in tables:
            connection.execute(statement.format(rights="INSERT, UPDATE, DELETE", table=table, role=app_of("h26")))
