"""The quick way through the migrations of a city without tables ends in the same tables as Django's own."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from motcua.kernel.database import COMMON, Place, city
from motcua.ops import jurisdiction
from motcua.ops.saving import tools
from tests.support import cluster

NAME = f"{cluster.NAME}_plainly"
OF_THIS_DUMP = ("\\restrict", "\\unrestrict", "COMMENT ON SCHEMA")


def plainly(place: Place, schema: str) -> None:
    told = os.environ | {
        "MOTCUA_DATABASE": place.url, "MOTCUA_CITY": schema, "DJANGO_SETTINGS_MODULE": "motcua.conf.settings.owner",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "tests.support.plainly"], env=told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def tables(database: str, folder: Path) -> list[str]:
    """Everything of both schemas but rows, with owners and rights."""
    target = folder / f"{database}.sql"
    chosen = ["--schema-only", "--schema", city(), "--schema", COMMON, "--file", str(target)]
    tools.run("pg_dump", chosen, cluster.admin_of(database))
    return [line for line in target.read_text().splitlines() if not line.startswith(OF_THIS_DUMP)]


def test_the_tables_are_those_that_django_makes_in_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        monkeypatch.setattr(jurisdiction, "migrate", plainly)
        jurisdiction.add(cluster.admin_of(NAME))
        expected = tables(NAME, tmp_path)
        assert len(expected) > 5000, "a whole city"
        assert tables(os.environ["MOTCUA_TEST_TEMPLATE"], tmp_path) == expected
    finally:
        cluster.drop(NAME)
