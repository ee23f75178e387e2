"""Acts and pages through a real pgbouncer in transaction mode: each transaction may get another session."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection, connections, transaction
from django.test import Client

from motcua.base.access.models import Account
from motcua.base.ledger import delivery, verification
from motcua.base.ledger.seals.sealing import seal_all
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import file_at_counter
from motcua.casework.services.forward import forward_case
from motcua.casework.services.remind import remind
from motcua.conf.settings.databases import run_time
from motcua.kernel.database import Place, app_of, city, password_of
from motcua.kernel.home import Home
from motcua.ops import pooling, postgres
from motcua.ops.processes import free_port, wait_for_port
from tests.support.town import APPLICANT, Town, build_town

SESSIONS, THREADS, CASES = 3, 4, 5
PROGRAM = pooling.program_at()


@pytest.fixture
def pooler(transactional_db: None) -> Iterator[Place]:
    """A running pgbouncer before this test's database; it goes round among three sessions."""
    if PROGRAM is None:
        pytest.skip("pgbouncer is not on this machine: apt-get install pgbouncer")
    port = free_port()
    settings = pooling.Pooler(Place.current(), port, pool_size=SESSIONS)
    folder, owner = Path(tempfile.mkdtemp(prefix="motcua-pooler-")), postgres.unprivileged_owner()
    file = pooling.write(folder, settings, [(city(), Home.current())])
    for path in (folder, *folder.iterdir()) if owner else ():
        os.chown(path, owner.pw_uid, owner.pw_gid)
    process = subprocess.Popen(
        [PROGRAM, "-q", str(file)], user=owner.pw_uid if owner else None, stderr=subprocess.DEVNULL
    )
    try:
        assert wait_for_port(port, 10)
        yield Place("127.0.0.1", port, Place.current().name)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


@pytest.fixture
def pooled(pooler: Place, settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """This process speaks to the pooler as one that is told MOTCUA_POOLED=1."""
    settings.FILES_ROOT = tmp_path / "files"
    before = connections.settings["default"]
    connections.close_all()
    told = {"MOTCUA_POOLED": "1", "MOTCUA_POOL": "0"}
    connections.settings["default"] = before | run_time(pooler, told)
    del connections["default"]
    try:
        yield
    finally:
        connections.close_all()
        connections.settings["default"] = before
        del connections["default"]


def life(town: Town) -> str:
    """A case filed, accepted and handed on, in a thread of its own; its code."""
    try:
        case = file_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
        )
        case = accept_case(actor=town.counter, case_id=case.pk, expected=None)
        return str(forward_case(actor=town.counter, case_id=case.pk, expected=None).code)
    finally:
        connection.close()


def test_acts_pages_and_sweeps_go_on_where_each_transaction_gets_another_session(pooled: None) -> None:
    town = build_town()
    with ThreadPoolExecutor(THREADS) as pool:
        codes = list(pool.map(lambda _: life(town), range(CASES)))
    assert sorted(int(code.rsplit("-", 1)[1]) for code in codes) == list(range(1, CASES + 1))
    assert len({backend() for _ in range(2 * SESSIONS)}) == SESSIONS
    official = Client()
    official.force_login(Account.objects.get(pk=town.specialist.account_id))
    answers = {official.get("/can-bo/viec/").status_code for _ in range(SESSIONS)}
    answers |= {Client().get("/tra-cuu/", {"code": code}).status_code for code in codes}
    assert answers == {200}
    while delivery.deliver_all():
        pass
    remind()
    assert seal_all() and verification.verify().sound and verify_cases().different == 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert cursor.fetchone()[0].startswith(city()), "the role's own path, in every session"


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_statements_prepared_in_a_session_are_what_fails_there(pooler: Place) -> None:
    """Why MOTCUA_POOLED is needed: without it a statement is looked for where it was not prepared."""
    role = app_of(city())
    with psycopg.connect(
        host=pooler.host, port=pooler.port, dbname=pooler.name, user=role, password=password_of(role),
        autocommit=True, prepare_threshold=0,
    ) as direct, pytest.raises(psycopg.errors.InvalidSqlStatementName):  # fmt: skip
        enough = time.monotonic() + 5
        while time.monotonic() < enough:  # until the pooler has opened its other sessions, a third of a second
            direct.execute("SELECT 1")


def test_a_pooled_process_prepares_nothing_and_hurries_never() -> None:
    told = run_time(Place("db", 6432, "motcua"), {"MOTCUA_POOLED": "1", "MOTCUA_HURRY": "1"})
    assert told["OPTIONS"]["prepare_threshold"] is None and told["DISABLE_SERVER_SIDE_CURSORS"]
    assert "options" not in told["OPTIONS"] and "server_side_binding" not in told["OPTIONS"]
