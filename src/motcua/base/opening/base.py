"""The ENGINE of the settings: Django's own for PostgreSQL, opened with whatever password the role has now."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import _queries

from motcua.base.opening.knocking import opened
from motcua.base.opening.moments import Moments

_queries.MAX_CACHED_STATEMENT_LENGTH, _queries.MAX_CACHED_STATEMENT_PARAMS = 16_384, 200
"""psycopg keeps how it reads a statement of up to 4 kB and 50 parameters; what counts above a list has twice that."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Without a pool; one of a pool says `"connection_class": knocking.Connection`."""

    def get_connection_params(self) -> dict[str, Any]:
        told = super().get_connection_params()
        if self.timezone is Moments.timezone:
            told["context"].adapters.register_loader("timestamptz", Moments)
        return told

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        fresh = super().get_new_connection
        if self.pool:
            return fresh(conn_params)
        return opened(conn_params, lambda password: fresh(conn_params | {"password": password}))
