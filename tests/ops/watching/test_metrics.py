"""`/metrics` tells numbers to who has the token, of all processes of a server together, and nothing about anybody."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from motcua.base.ledger.seals import sealing
from motcua.base.outages.availability import Round
from motcua.base.outages.models import Outage
from motcua.base.outages.services import telling
from motcua.base.outages.services.measuring import receive
from motcua.kernel import clock, stamps
from motcua.kernel.home import Home
from motcua.ops.watching import counting, readings
from motcua.ops.watching.keys import metrics_token
from tests.support.outages import told

WAITING = """
INSERT INTO correspondence_message (id, key, kind, channel, language, name, address, subject, body, link, state,
    attempts, created_at, happened_at, next_try_at, proof, error)
VALUES (gen_random_uuid(), 'a', 'case.accepted', 'email', 'vi', 'Trần Thị Bích', 'bich@example.vn', 's', 'b', '',
    'queued', 0, now() - interval '7 minutes', now(), now(), '', '')
"""
JOB = "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('documents', 'documents.render')"

Samples = dict[tuple[str, tuple[str, ...]], float]


def samples(text: str) -> Samples:
    return {
        (one.name, tuple(one.labels.values())): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def asked(client: Client) -> Samples:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {metrics_token()}"})
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    return samples(answer.content.decode())


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Iterator[Home]:
    settings.FILES_ROOT = tmp_path / "files"
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    yield Home(tmp_path)


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer 0123"}])
def test_without_the_token_there_is_no_such_address(client: Client, sent: dict[str, str]) -> None:
    """Without the mark `django_db` any statement would fail."""
    answer = client.get("/metrics", headers=sent)
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.django_db
def test_a_token_of_the_surroundings_takes_the_place_of_the_derived_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived = metrics_token()
    monkeypatch.setenv("MOTCUA_METRICS_TOKEN", "of-our-own")
    assert client.get("/metrics", headers={"Authorization": f"Bearer {derived}"}).status_code == 404
    assert ("motcua_cases_open", ("submitted",)) in asked(client)
    monkeypatch.setenv("MOTCUA_METRICS_TOKEN", "another of-our-own")
    assert ("motcua_cases_open", ("submitted",)) in asked(client) and metrics_token() == "another"
    assert client.get("/metrics", headers={"Authorization": "Bearer of-our-own"}).status_code == 200


@pytest.mark.django_db
def test_what_waits_what_is_late_and_how_old_the_last_seal_and_backup_are(client: Client, own_home: Home) -> None:
    found = asked(client)
    assert found["motcua_cases_open", ("submitted",)] == 0
    assert ("motcua_cases_late", ("duty",)) not in found, "nobody is late while the clock stands"
    assert ("motcua_seal_age_seconds", ()) not in found and ("motcua_backup_age_seconds", ()) not in found
    assert found["motcua_part_up", ("worker",)] == 0 and found["motcua_part_up", ("database",)] == 1
    stamps.leave(own_home, stamps.BACKUP, clock.now() - timedelta(hours=3))
    sealing.seal_all()
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        cursor.execute(JOB)
    found = asked(client)
    assert 3 * 3600 <= found["motcua_backup_age_seconds", ()] < 3 * 3600 + 60
    assert 0 <= found["motcua_seal_age_seconds", ()] < 60
    assert found["motcua_messages_waiting", ("email",)] == 1
    assert 420 <= found["motcua_message_oldest_seconds", ("email",)] < 480
    assert found["motcua_jobs_waiting", ("documents",)] == 1
    assert {value for (name, _), value in found.items() if name == "motcua_reading_failed"} == {0}


@pytest.mark.django_db
def test_nothing_personal_and_no_name_that_a_visitor_chose_stands_there(client: Client, settings: LazySettings) -> None:
    settings.MOTCUA_LINES = True
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
    for page in ("/tra-cuu/?ma=H26-bich@example.vn", "/khong-co-trang-nay", "/healthz"):
        client.get(page)
    told = client.get("/metrics", headers={"Authorization": f"Bearer {metrics_token()}"}).content.decode()
    assert not [word for word in ("Bích", "bich@", "H26-", "khong-co-trang") if word in told]
    found = samples(told)
    assert found["motcua_request_seconds_count", ("/healthz", "2xx")] >= 1
    assert found["motcua_request_seconds_count", ("-", "4xx")] >= 1


def test_a_reading_the_database_does_not_answer_is_told_as_failed_beside_the_others(
    client: Client, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> readings.Families:
        raise DatabaseError("secret of the server")

    monkeypatch.setattr(readings, "READINGS", {"cases": away, "backups": readings.backups})
    stamps.leave(own_home, stamps.BACKUP, clock.now())
    found = asked(client)
    assert found["motcua_reading_failed", ("cases",)] == 1 and found["motcua_reading_failed", ("backups",)] == 0
    assert ("motcua_backup_age_seconds", ()) in found


def test_requests_of_several_processes_also_of_ended_ones_are_added_up(tmp_path: Path) -> None:
    told = os.environ | {counting.FOLDER: str(tmp_path)}
    count = "from motcua.ops.watching import counting as c; c.count('/', 200, 0.2); c.count('/', 503, 9)"
    show = "from motcua.ops.watching import counting as c; from prometheus_client import CollectorRegistry as R;"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", count], env=told, check=True)
    text = subprocess.run(
        [sys.executable, "-c", f"{show} print(c.text(R()).decode())"], env=told, check=True, capture_output=True
    ).stdout.decode()
    found = samples(text)
    assert found["motcua_request_seconds_count", ("/", "2xx")] == 2
    assert found["motcua_request_seconds_sum", ("/", "5xx")] == 18


@pytest.mark.django_db
def test_what_is_told_of_outages_and_when_a_probe_last_looked(client: Client, own_home: Home) -> None:
    found = asked(client)
    assert found["motcua_outages_on", ("planned",)] == found["motcua_outages_on", ("unplanned",)] == 0
    assert found["motcua_post_mortems_overdue", ()] == 0 and ("motcua_probe_age_seconds", ()) not in found
    told(telling)
    Outage.objects.filter(kind="unplanned").update(ends_at=None, lesson_at=None, lesson_vi="", lesson_en="")
    receive([Round(clock.now() - timedelta(minutes=2), "a", 60, frozenset())])
    found = asked(client)
    assert (found["motcua_outages_on", ("planned",)], found["motcua_outages_on", ("unplanned",)]) == (0, 1)
    assert 110 < found["motcua_probe_age_seconds", ()] < 150
    long_ago = clock.now() - timedelta(days=20)
    Outage.objects.filter(kind="unplanned").update(starts_at=long_ago - timedelta(hours=1), ends_at=long_ago)
    assert asked(client)["motcua_post_mortems_overdue", ()] == 1
