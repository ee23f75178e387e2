"""Lists and tracking through a real streaming replica: used when fresh, not for one's own acts, not relied on."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connections, transaction
from django.test import Client

from motcua.base.access.models import Account
from motcua.base.reading import follower, middleware, relaxing
from motcua.base.reading.follower import COPY, LAG_SECONDS, PRIMARY, REPLAYED, WRITTEN, Follower, position
from motcua.casework.services.counter import receive_at_counter
from motcua.conf.settings import databases
from motcua.domain.cases.models import Case
from motcua.kernel.database import Place
from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.following import follow
from tests.support.town import APPLICANT, Town, build_town

WITH_COPY = pytest.mark.django_db(transaction=True, databases=[PRIMARY, COPY])


@pytest.fixture(scope="module")
def second(django_db_setup: None) -> Iterator[postgres.Server]:
    """A copy of this worker's whole cluster."""
    if not postgres.running(Home.current()):
        pytest.skip("the tests run on a server of one's own, which is not copied")
    home = Home(Path(tempfile.mkdtemp(prefix="motcua-copy-")))
    home.path.chmod(0o755)
    shutil.copy(Home.current().path / "keys.json", home.path / "keys.json")
    first = postgres.start(Home.current())
    server = follow(first, home)
    place = Place("127.0.0.1", server.port, Place.current().name)
    connections.settings[COPY] = connections.settings[PRIMARY] | databases.follower(place, {})
    yield server
    del connections[COPY]
    del connections.settings[COPY]
    server.stop()
    postgres.remove(home)
    shutil.rmtree(home.path, ignore_errors=True)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds as the process counts them; a fresh follower that knows nothing yet."""
    now = [100.0]
    monkeypatch.setattr(relaxing, "FOLLOWER", Follower(lambda: now[0]))
    return now


@pytest.fixture
def told(second: postgres.Server, clock: list[float], settings: LazySettings) -> Iterator[None]:
    """This process is told of the copy, as by MOTCUA_REPLICA."""
    settings.DATABASE_ROUTERS = ["motcua.base.reading.relaxing.CopyRouter", *settings.DATABASE_ROUTERS]
    yield
    connections[COPY].close()


@pytest.fixture
def admin(second: postgres.Server) -> Iterator[psycopg.Connection]:
    with psycopg.connect(admin_of(second), autocommit=True) as connection:
        yield connection
        connection.execute("SELECT pg_wal_replay_resume()")


def admin_of(server: postgres.Server) -> str:
    return server.admin_url.rsplit("/", 1)[0] + "/postgres"


def accepted(town: Town) -> Case:
    return receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )


def follows(admin: psycopg.Connection) -> None:
    """Until the copy has everything written so far."""
    written = position(PRIMARY, WRITTEN)
    while (admin.execute(REPLAYED).fetchone() or (0,))[0] < written:
        admin.execute("SELECT pg_sleep(0.005)")


def trusted(admin: psycopg.Connection, clock: list[float]) -> None:
    """Until it has caught up and this process has seen so; the server writes a little by itself, too."""
    follows(admin)
    while not relaxing.FOLLOWER.may_answer(None):
        clock[0] += 1
        follows(admin)


def asked(client: Client, page: str, **query: Any) -> tuple[int, set[str]]:
    """The answer's status and which databases were asked for cases."""
    seen: set[str] = set()

    def note(execute: Any, statement: str, *rest: Any) -> Any:
        context = rest[-1]
        if '"cases_case"' in statement:
            seen.add(context["connection"].alias)
        return execute(statement, *rest)

    with connections[PRIMARY].execute_wrapper(note), connections[COPY].execute_wrapper(note):
        status = client.get(page, query).status_code
    return status, seen


@WITH_COPY
def test_lists_and_tracking_are_read_from_the_copy_and_nothing_else(
    told: None, admin: psycopg.Connection, clock: list[float]
) -> None:
    town = build_town()
    case = accepted(town)
    official = Client()
    official.force_login(Account.objects.get(pk=town.counter.account_id))
    trusted(admin, clock)
    assert asked(Client(), "/tra-cuu/", ma=case.code) == (200, {COPY})
    assert asked(Client(), f"/api/v1/track/{case.code}") == (200, {COPY})
    assert asked(official, "/can-bo/viec/") == (200, {COPY})
    assert asked(official, f"/can-bo/ho-so/{case.pk}/") == (200, {PRIMARY}), "what one decides upon is never a copy"
    assert relaxing.relaxed(relaxing.alias) == COPY and relaxing.alias() == PRIMARY
    with transaction.atomic():
        assert relaxing.relaxed(relaxing.alias) == PRIMARY
    assert relaxing.relaxed(in_transaction) == PRIMARY == relaxing.CopyRouter().db_for_write(Case)


@WITH_COPY
def test_what_is_not_there_yet_is_looked_for_and_a_copy_far_behind_is_left_alone_until_it_caught_up(
    told: None, admin: psycopg.Connection, clock: list[float]
) -> None:
    town = build_town()
    case = accepted(town)
    trusted(admin, clock)
    ask = relaxing.FOLLOWER.may_answer
    admin.execute("SELECT pg_wal_replay_pause()")
    later, verdicts = accepted(town), []
    assert asked(Client(), "/tra-cuu/", ma=later.code) == (200, {COPY, PRIMARY})
    for _ in range(int(LAG_SECONDS) + 2):
        clock[0] += 1
        verdicts.append(ask(None))
    assert verdicts == [True] * int(LAG_SECONDS) + [False] * 2
    assert asked(Client(), "/tra-cuu/", ma=case.code) == (200, {PRIMARY})
    admin.execute("SELECT pg_wal_replay_resume()")
    trusted(admin, clock)


@WITH_COPY
def test_who_just_did_something_reads_it_at_once(told: None, admin: psycopg.Connection, clock: list[float]) -> None:
    """A form was posted: what the same visitor asks next comes from the database, what another asks does not."""
    town = build_town()
    case = accepted(town)
    trusted(admin, clock)
    admin.execute("SELECT pg_wal_replay_pause()")
    doer, other = Client(), Client()
    for client in (doer, other):
        client.force_login(Account.objects.get(pk=town.counter.account_id))
    answer = doer.post("/can-bo/viec/", {"q": "Nguyễn"})
    assert answer.status_code == 302 and "motcua_seen" in answer.cookies
    assert asked(doer, "/tra-cuu/", ma=case.code) == (200, {PRIMARY})
    assert asked(other, "/tra-cuu/", ma=case.code) == (200, {COPY})
    admin.execute("SELECT pg_wal_replay_resume()")
    follows(admin)
    assert asked(doer, "/tra-cuu/", ma=case.code) == (200, {COPY})


@WITH_COPY
def test_a_copy_that_falls_is_not_missed(told: None, second: postgres.Server, clock: list[float]) -> None:
    town = build_town()
    case = accepted(town)
    with psycopg.connect(admin_of(second), autocommit=True) as connection:
        trusted(connection, clock)
        assert asked(Client(), "/tra-cuu/", ma=case.code) == (200, {COPY})
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'h26_app'")
        assert asked(Client(), "/tra-cuu/", ma=case.code) == (200, {COPY, PRIMARY}), "cut while it was asked"
        assert asked(Client(), "/tra-cuu/", ma=case.code) == (200, {PRIMARY}), "left alone for a while"
        clock[0] += follower.DOWN_SECONDS
        trusted(connection, clock)
    assert asked(Client(), "/tra-cuu/", ma=case.code) == (200, {COPY})


def in_transaction() -> str:
    with transaction.atomic():
        return relaxing.alias()


@pytest.mark.parametrize("cookie", ["", "x", "1234", "MTIz:abc:def"])
def test_a_mark_that_is_not_ours_says_nothing(cookie: str) -> None:
    assert middleware.read(cookie) is None
