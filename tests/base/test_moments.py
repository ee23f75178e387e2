"""Moments come from PostgreSQL as Django's own reader gives them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from hypothesis import assume, given
from hypothesis import strategies as st
from psycopg import DataError

from motcua.base.opening.moments import Moments


class Usual(BaseTzLoader):
    timezone = UTC


OID = 1184
OURS, USUAL = Moments(OID), Usual(OID)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(-15, 15))
def test_what_postgresql_writes_is_read_as_by_django(moment: datetime, hours: int) -> None:
    assume(1 < moment.year < 9999)
    written = moment.replace(tzinfo=None).isoformat(" ")
    written = written.rstrip("0") if "." in written else written
    text = f"{written}{hours:+03}".encode()
    read = OURS.load(memoryview(text))
    assert read == USUAL.load(text) and read.tzinfo is UTC


@pytest.mark.parametrize("text", ["infinity", "-infinity", "0044-03-15 00:00:00+00 BC", "10000-01-01 00:00:00+00"])
def test_what_is_no_moment_is_refused_as_before(text: str) -> None:
    for reader in (OURS, USUAL):
        with pytest.raises(DataError):
            reader.load(text.encode())


@pytest.mark.django_db
def test_the_database_is_read_this_way() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT timestamptz '2026-11-27 08:05:09.5+07', timestamptz '0001-01-01 00:00:00+00'")
        late, early = cursor.fetchone()
        assert isinstance(cursor.adapters.get_loader(OID, 0)(OID, cursor.connection), Moments)
    assert late == datetime(2026, 11, 27, 1, 5, 9, 500_000, UTC) and late.tzinfo is UTC
    assert early == datetime(1, 1, 1, tzinfo=UTC)
