"""How long does it take to verify a long ledger, here and elsewhere, how much memory, is a changed byte found in it?"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from motcua.base.ledger import chain
from motcua.base.ledger.exporting import export
from motcua.base.ledger.seals.sealing import seal_all
from motcua.base.ledger.seals.verifying import verify_seals
from motcua.base.ledger.verification import verify
from motcua.kernel.database import COMMON, city
from motcua.ops import postgres

SCRIPT = Path(__file__).parents[4] / "docs/how-to/check-the-ledger.py"
A_CASE = 10
MOMENT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
COLUMNS = "subject_kind, subject_id, number, kind, actor_kind, actor_name, authority, at, facts, previous_hash, hash"
FACTS = {"code": "H26.12-260302-0001", "due": "2026-03-09T10:00:00.000000Z", "limit": "5 ngày làm việc"}
STORED = '{"code": "H26.12-260302-0001", "due": "2026-03-09T10:00:00.000000Z", "limit": "5 ngày làm việc"}'


def check(server: postgres.Server, entries: int) -> dict[str, Any]:
    """Figures; "ok" where the ledger was whole, and the changed byte was found in the right record."""
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(f"SET search_path TO {city()}, {COMMON}, public".encode())
        fill(admin, entries)
        seals = len(seal_all())
        before = memory()
        report, seconds = timed(verify)
        sealed, seal_seconds = timed(verify_seals)
        held = memory() - before
        with tempfile.TemporaryDirectory() as folder:
            export(Path(folder))
            said, stranger_seconds = timed(lambda: by_a_stranger(Path(folder)))
        changed = f"case:{name(entries // A_CASE // 2)}#5"
        admin.execute("SET session_replication_role TO replica")
        admin.execute(
            "UPDATE ledger_entry SET authority = overlay(authority placing 't' from 1) WHERE subject_id = %s"
            " AND number = 5",
            [name(entries // A_CASE // 2)],
        )
        found = verify().findings
    connection.close()
    first = f"{found[0].subject}#{found[0].number}" if found else "nothing"
    return {
        "ok": report.sound and sealed.sound and said.returncode == 0 and len(found) == 1 and first == changed,
        "entries": report.entries,
        "seals": seals,
        "chains_s": round(seconds, 1),
        "seals_s": round(seal_seconds, 1),
        "script_s": round(stranger_seconds, 1),
        "script_said": (said.stdout + said.stderr).strip(),
        "entries_a_second": round(report.entries / seconds),
        "memory_grew_mb": round(held),
        "changed": changed,
        "found": first,
        "cpus": os.cpu_count(),
    }


def by_a_stranger(folder: Path) -> subprocess.CompletedProcess[str]:
    """An export, by the script that knows nothing of this system."""
    return subprocess.run([sys.executable, "-I", str(SCRIPT), str(folder)], capture_output=True, text=True)


def fill(admin: psycopg.Connection, entries: int) -> None:
    """Made-up chains of ten, hashed as `append` does."""
    with admin.cursor() as cursor, cursor.copy(f"COPY ledger_entry ({COLUMNS}) FROM STDIN".encode()) as copy:
        for subject in range(entries // A_CASE):
            copy.write("".join(lines(name(subject))))
    admin.execute(
        "INSERT INTO ledger_head (subject_kind, subject_id, number, hash)"
        " SELECT subject_kind, subject_id, number, hash FROM ledger_entry WHERE number = %s",
        [A_CASE],
    )
    admin.execute("ANALYZE ledger_entry")
    admin.execute("ANALYZE ledger_head")


def lines(subject: str) -> Iterator[str]:
    previous = chain.GENESIS
    for number in range(1, A_CASE + 1):
        record = chain.Record(
            subject_kind="case", subject_id=subject, number=number, kind="case.moved", actor_kind="official",
            actor_name="Trần Thị Bình", account_id=None, person_id=None, position_id=None, authority="Chuyên viên",
            at=chain.moment(MOMENT), facts=FACTS, previous_hash=previous,
        )  # fmt: skip
        own = chain.hash_of(record)
        yield (
            f"case\t{subject}\t{number}\tcase.moved\tofficial\tTrần Thị Bình\tChuyên viên\t{record.at}\t{STORED}"
            f"\t{previous}\t{own}\n"
        )
        previous = own


def name(subject: int) -> str:
    return f"{subject:032x}"


def timed(act: Any) -> tuple[Any, float]:
    begun = time.perf_counter()
    found = act()
    return found, time.perf_counter() - begun


def memory() -> float:
    """The most this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
