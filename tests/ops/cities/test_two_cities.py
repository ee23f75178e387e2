"""Two jurisdictions in one database: neither reaches the other's rows, no keys open both, other keys are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from motcua.kernel.database import Place
from motcua.kernel.home import Home
from motcua.ops import jurisdiction
from motcua.ops.checks import isolation
from motcua.ops.cities import homes, marks
from motcua.ops.cities.errors import BadCode, BadName, HomeTaken, NoRight, NoServer, OtherKeys
from motcua.ops.management.commands.prepare_city import writable_tables
from motcua.ops.saving import tools
from tests.support import cluster

NAME = f"{cluster.NAME}_two"
FIRST, SECOND = "h26", "h33"


@dataclass(frozen=True)
class Two:
    admin: str
    place: Place
    first: Home
    second: Home


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """The second is a copy of the first under another name, with its rights: a second way through all migrations
    would take seconds. `motcua check isolation` makes both by the command."""
    first, second = Home.current(), Home(tmp_path_factory.mktemp("second"))
    admin, place = cluster.admin_of(NAME), cluster.clone(NAME)
    draft = second.path / "first.sql"
    tools.run("pg_dump", ["--schema-only", "--schema", FIRST, "--file", str(draft)], admin)
    draft.write_text(draft.read_text().replace(FIRST, SECOND))
    with pytest.MonkeyPatch.context() as patch, psycopg.connect(admin, autocommit=True) as connection:
        marks.write(connection, FIRST, "Hà Nội", first)
        patch.setenv("MOTCUA_HOME", str(second.path))
        jurisdiction.found(connection, NAME, SECOND, "Quảng Nam")
        founded = marks.mark_of(connection, SECOND)
        connection.execute(f"DROP SCHEMA {SECOND}")
        psql(admin, draft)
        marks.write(connection, SECOND, founded.name if founded else "", second)
    yield Two(admin, place, first, second)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {SECOND}_app, {SECOND}_owner CASCADE")
        jurisdiction.found(connection, NAME, FIRST)
    cluster.drop(NAME)
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP ROLE {SECOND}_app, {SECOND}_owner")


def psql(admin: str, script: Path) -> None:
    tools.run("psql", ["--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(script)], admin)


def test_no_statement_of_one_city_reaches_a_row_of_the_other(two: Two) -> None:
    tried = [
        *isolation.tried(two.place, victim=FIRST, theirs=two.first, intruder=SECOND, ours=two.second),
        *isolation.tried(two.place, victim=SECOND, theirs=two.second, intruder=FIRST, ours=two.first),
    ]
    assert [what for what, refused in tried if not refused] == []
    assert len(tried) > 1500


def test_an_attempt_that_is_allowed_is_told(two: Two) -> None:
    with isolation.connected(two.place, FIRST, two.first) as own:
        assert not isolation.refused(own, f"SELECT * FROM {FIRST}.cases_case", "")
        assert not isolation.refused(own, "SELECT * FROM no_such_table", ""), "missing is not refused"


def test_cities_may_read_what_is_common_and_write_none_of_it(two: Two) -> None:
    assert writable_tables(common=True) == {}
    for schema, home in ((FIRST, two.first), (SECOND, two.second)):
        with isolation.connected(two.place, schema, home) as own:
            row = own.execute("SELECT count(*) FROM territory_unit").fetchone()
            assert row and row[0] > 100


def test_keys_of_one_city_open_nothing_of_the_other(two: Two) -> None:
    assert isolation.shared_keys(two.first, two.second) == []
    assert isolation.shared_keys(two.first, two.first) != []


def test_cities_are_listed_with_name_and_whose_keys_fit(two: Two) -> None:
    with psycopg.connect(two.admin) as connection:
        found = marks.cities(connection)
    assert [(mark.code, mark.name, mark.opened_by(two.second)) for mark in found] == [
        ("H26", "Hà Nội", False),
        ("H33", "Quảng Nam", True),
    ]


def test_a_city_that_stands_is_not_taken_over_with_other_keys(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(two.admin, autocommit=True) as connection:
        with pytest.raises(OtherKeys):
            jurisdiction.found(connection, NAME, SECOND)
        monkeypatch.setenv("MOTCUA_HOME", str(two.second.path))
        with pytest.raises(HomeTaken):
            jurisdiction.found(connection, NAME, "h34")
        assert connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'h34_app'").fetchone() is None
    with isolation.connected(two.place, SECOND, two.second) as own:
        assert own.execute("SELECT 1").fetchone(), "its password is what it was"


def test_rotated_keys_are_still_its_own(two: Two, tmp_path: Path) -> None:
    rotated = Home(tmp_path)
    rotated.replace_keys(replace(two.second.keys, sealing="ab" * 32, digest="cd" * 32))
    with psycopg.connect(two.admin) as connection:
        mark = marks.mark_of(connection, SECOND)
    assert mark and mark.opened_by(rotated) and not mark.opened_by(two.first)


def test_a_third_city_gets_a_folder_of_its_own(two: Two, tmp_path: Path) -> None:
    with psycopg.connect(two.admin) as connection:
        assert homes.home_for(connection, FIRST, two.first) == two.first
        assert homes.home_for(connection, "h34", two.first).path == two.first.path / "jurisdictions/h34"
        assert homes.home_for(connection, "h34", Home(tmp_path / "fresh")).path == tmp_path / "fresh"
        assert homes.home_for(connection, "h34", two.first, tmp_path).path == tmp_path
        assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize("code", ["", "H2", "H266", "26H", "h26; DROP SCHEMA h33", "Đ26", "common", "H26.S01"])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(BadCode):
        marks.schema_of(code)


@pytest.mark.parametrize("name", ["   ", "a\nb", "x" * 101])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        marks.checked_name(name)


def test_who_lacks_a_right_is_told_which_and_nothing_is_made(two: Two) -> None:
    with psycopg.connect(two.admin, autocommit=True) as admin:
        admin.execute("CREATE ROLE maker LOGIN PASSWORD 'maker'")
        address = f"postgresql://maker:maker@{two.place.host}:{two.place.port}/{NAME}"
        try:
            admin.execute(f"GRANT CONNECT ON DATABASE {NAME} TO maker")
            with jurisdiction.administrator(address) as connection, pytest.raises(NoRight) as refused:
                jurisdiction.found(connection, NAME, SECOND)
            assert "CREATEROLE" in refused.value.words.vi and "maker" in refused.value.words.en
        finally:
            admin.execute("DROP OWNED BY maker")
            admin.execute("DROP ROLE maker")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(NoServer) as told, jurisdiction.administrator("postgresql://a:secret@127.0.0.1:1/x"):
        pass
    assert "secret" not in str(told.value.words.vi) + str(told.value.words.en)
