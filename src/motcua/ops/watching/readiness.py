"""May this process be given visitors? Each thing it needs is looked at anew and answers with one code."""

import os
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from psycopg import OperationalError

OK = "ok"
SILENT_SECONDS = 60
"""A worker tells every ten seconds that it lives."""

APPLIED = "SELECT app, name FROM django_migrations"
SEEN = "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s))"


def examine() -> dict[str, str]:
    """What is needed → its code; ready when every one is `OK`. Three statements at most."""
    return {
        "database": _asked(answers),
        "migrations": _asked(migrated),
        "files": files_writable(),
        "worker": _asked(worker_seen),
    }


def answers() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def migrated() -> str:
    """Every migration this code brings was applied; a database that is ahead serves the older code meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(APPLIED)
        return OK if expected() <= set(cursor.fetchall()) else "missing"


def worker_seen() -> str:
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [SILENT_SECONDS])
        return OK if cursor.fetchone()[0] else "silent"


def files_writable() -> str:
    """A byte is written and taken away again: a disk that is full or mounted to be read only shows itself."""
    root = Path(settings.FILES_ROOT)
    probe = root / f"probe.{secrets.token_hex(8)}"
    try:
        root.mkdir(parents=True, exist_ok=True)
        try:
            with probe.open("xb") as file:
                file.write(b".")
                os.fsync(file.fileno())
        finally:
            probe.unlink(missing_ok=True)
    except OSError:
        return "not_writable"
    return OK


@cache
def expected() -> frozenset[tuple[str, str]]:
    """The migrations of our own apps, by their files' names."""
    ours = (app for app in apps.get_app_configs() if app.name.startswith("motcua."))
    return frozenset((app.label, file.stem) for app in ours for file in Path(app.path).glob("migrations/[0-9]*_*.py"))


def _asked(question: Callable[[], str]) -> str:
    try:
        return question()
    except (DatabaseError, OperationalError):
        return "no_answer"
