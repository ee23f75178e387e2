"""`/healthz` says that the process lives, `/readyz` what keeps it from serving; neither knows anybody."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.base.access import throttle
from motcua.ops.watching import readiness

HEARTBEAT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))"


@pytest.fixture
def files(tmp_path: Path, settings: LazySettings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def heard(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(HEARTBEAT, [seconds_ago])


def test_a_living_process_says_so_and_asks_nobody(client: Client) -> None:
    """Without the mark `django_db` any statement would fail."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies and answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_with_database_migrations_files_and_a_worker(
    client: Client, files: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heard(5)
    with django_assert_num_queries(3):
        answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "jurisdiction": "H26",
        "checks": {"database": "ok", "migrations": "ok", "files": "ok", "worker": "ok"},
    }
    assert not answer.cookies and list(files.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("silence", [None, readiness.SILENT_SECONDS + 5])
def test_not_ready_while_no_worker_was_seen_lately(client: Client, files: Path, silence: int | None) -> None:
    if silence is not None:
        heard(silence)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "ok", "migrations": "ok", "files": "ok", "worker": "silent"}


@pytest.mark.django_db
def test_not_ready_where_the_code_brings_a_migration_the_database_lacks(
    client: Client, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readiness.expected(), "the migrations of this code are found"
    more = readiness.expected() | {("ledger", "9999_to_come")}
    monkeypatch.setattr(readiness, "expected", lambda: more)
    assert client.get("/readyz").json()["checks"]["migrations"] == "missing"


@pytest.mark.django_db
def test_not_ready_where_files_cannot_be_kept(client: Client, tmp_path: Path, settings: LazySettings) -> None:
    (tmp_path / "in-the-way").write_text("not a folder")
    settings.FILES_ROOT = tmp_path / "in-the-way"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["files"]) == (503, "not_writable")


def test_a_database_that_is_away_leaves_the_process_alive_and_not_ready(
    client: Client, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> str:
        raise DatabaseError("secret of the server")

    for question in ("answers", "migrated", "worker_seen"):
        monkeypatch.setattr(readiness, question, away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "no_answer", "migrations": "no_answer", "files": "ok", "worker": "no_answer",
    }  # fmt: skip
    assert b"secret" not in answer.content
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_watching_is_never_slowed(client: Client, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard(5)
    monkeypatch.setattr(throttle, "hit", lambda *given: throttle.Allowance(False, 60))
    assert [client.get(page).status_code for page in ("/healthz", "/readyz")] == [200, 200]


@pytest.mark.parametrize("page", ["/healthz", "/readyz"])
def test_nothing_is_sent_there(client: Client, page: str) -> None:
    assert client.post(page).status_code == 405
