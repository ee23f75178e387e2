"""The city that is killed while people file: real durability, real processes, and the count afterwards."""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import cast

import psycopg
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.base.files.services.store import verify
from motcua.base.ledger.verification import verify as verify_ledger
from motcua.domain.cases.models import Case, PaperFile
from motcua.domain.catalogue.queries.receiving import receivable_versions
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.models import Person
from motcua.domain.directory.queries.agencies import commune_agency
from motcua.domain.directory.queries.offices import office_for
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.home import Home
from motcua.ops import postgres, web
from motcua.ops.checks.kills import Client, Killer, Tally, file_many
from motcua.ops.processes import Family, free_port, wait_for_port

COMMUNE_CODE = "00004"
RECOVERY_SECONDS = 60


def run(home: Home, server: postgres.Server, *, filings: int, kills: int) -> dict[str, object]:
    """File, kill, count. "ok" only where everything acknowledged is there once, whole, and the ledger is sound."""
    began, tally = time.monotonic(), Tally()
    client_of = prepare()
    port, family, ending = free_port(), Family(), threading.Event()
    environment = dict(os.environ, MOTCUA_SITE=f"http://127.0.0.1:{port}", MOTCUA_POOL="8", MOTCUA_LINES="0")
    family.add("web", web.command(port), environment | web.SERVED)
    family.add("worker", [sys.executable, "-m", "motcua", "worker"], environment)
    nurse = threading.Thread(target=nursing, args=(home, server, family, ending), daemon=True)
    killer = Killer(home, family.pid_of, tally, every=max(1, filings // (kills + 1)))
    try:
        if not wait_for_port(port, 60):
            raise RuntimeError("the web server does not answer")
        nurse.start()
        killer.start()
        file_many(client_of(f"http://127.0.0.1:{port}/", tally), filings)
        killer.ending.set()
        killer.join(10)
        wait_for_database(server)
        found = figures(tally, killer)
    finally:
        killer.ending.set()
        ending.set()
        nurse.join(5)
        family.stop()
    return found | {"filings": filings, "seconds": round(time.monotonic() - began, 1)}


def wait_for_database(server: postgres.Server) -> None:
    """Until the database answers again, and with fresh connections of our own. RuntimeError after a minute."""
    own = cast(DatabaseWrapper, connection)
    own.close()
    own.close_pool()
    deadline = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < deadline:
        try:
            psycopg.connect(server.admin_url, connect_timeout=2).close()
        except psycopg.OperationalError:
            threading.Event().wait(0.2)
        else:
            return
    raise RuntimeError("the database does not come back")


def prepare() -> Callable[[str, Tally], Client]:
    """Agencies, procedures, and a citizen with a token; gives what makes a client of a site."""
    load_hanoi(actor=SYSTEM)
    load_own(actor=SYSTEM)
    account = Account.objects.create_account("nguoi-nop-thu", kind="citizen")
    Person.objects.create(full_name="Người Nộp Thử", name_folded="nguoi nop thu", account=account)
    _, token = create_token(actor=SYSTEM, account=account, name="kill check")
    commune = commune_agency(COMMUNE_CODE, clock.today())
    assert commune
    office = office_for(commune.pk, clock.today())
    assert office
    identifier, (procedure, position) = office.identifier, simple_procedure()
    return lambda site, tally: Client(site, token, procedure, identifier, position, tally)


def simple_procedure() -> tuple[str, int]:
    """The code of a commune's procedure with one paper to attach, and that paper's place on the checklist."""
    for version in receivable_versions(level="commune"):
        asked = [paper for paper in version.papers.order_by("position") if not paper.is_note]
        attached = [place for place, paper in enumerate(asked, start=1) if paper.must_be_attached]
        if len(attached) == 1:
            return version.procedure.code, attached[0]
    raise LookupError("no procedure with a single paper")


def nursing(home: Home, server: postgres.Server, family: Family, ending: threading.Event) -> None:
    """Start again what was killed, as an operator's supervisor would.

    What this thread started ends with this thread (the kernel counts threads as parents), so it outlives the count.
    """
    current = server
    while not ending.wait(0.2):
        if current.process is not None and current.process.poll() is not None:
            with suppress(postgres.NoPostgres):
                current = postgres.start(home, port=server.port)
        for child in family.children:
            child.falls = 0
        family.mend()


def figures(tally: Tally, killer: Killer) -> dict[str, object]:
    """What is there, against what was acknowledged."""
    ids = [row.case_id for row in tally.acknowledged]
    cases = {str(case.pk): case for case in Case.objects.exclude(submitted_at=None)}
    files = list(PaperFile.objects.filter(removed_at=None).select_related("file", "paper"))
    kept = {(str(file.paper.case_id), file.file.sha256) for file in files}
    lost = [row.case_id for row in tally.acknowledged if row.case_id not in cases]
    lost_files = [row.case_id for row in tally.acknowledged if (row.case_id, row.sha256) not in kept]
    broken = [str(file.pk) for file in files if not verify(file.file)]
    ledger = verify_ledger()
    doubled = len(cases) - len(set(ids))
    ok = bool(ids) and not lost and not lost_files and not broken and not doubled and ledger.sound
    return {
        "ok": ok and len(set(ids)) == len(ids),
        "acknowledged": len(ids),
        "cases": len(cases),
        "lost_cases": lost,
        "lost_files": lost_files,
        "broken_files": broken,
        "doubled_cases": doubled,
        "ledger_sound": ledger.sound,
        "kills": dict(killer.killed),
        "retries": tally.retries,
        "longest_wait_seconds": round(tally.longest_wait, 1),
        "statuses": {str(code): count for code, count in sorted(tally.statuses.items())},
    }
