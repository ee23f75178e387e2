"""`motcua check reorganisation`: 1 July 2025 for Hanoi, undisturbed and killed at random moments; both end the same.

The undisturbed run happens in one transaction that is taken back, so both begin with the very same city. What is
compared leaves out what cannot be the same (new ids, the moments of the work) and holds everything else.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date, datetime
from datetime import time as time_of_day
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection, transaction

from motcua.base.ledger.verification import verify
from motcua.casework.queries.verification import verify_cases
from motcua.casework.reorganisation import queries
from motcua.casework.reorganisation.dry_run import dry_run
from motcua.casework.reorganisation.hanoi import FROM_DAY, hanoi_2025
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.plan import Plan, as_json
from motcua.casework.reorganisation.services.running import Choice, begin, decide, run
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.models import Agency
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.home import Home
from motcua.ops.checks.old_city import Copier, employ, lives, neighbours, pattern_of, places, stand_still
from motcua.ops.checks.old_powers import empower

FILED = date(2025, 6, 24)
IN_DISTRICTS = 5
"""Every so many cases one lies at a district."""

DIGESTS = {
    "cases": """
        SELECT c.filing_number, c.code, c.state, c.version, c.due_at, c.promised_at, c.answer_by, c.tracking_digest,
            r.identifier, c.receiving_path, d.identifier, c.resolving_path, o.identifier, t.person_id, ta.identifier
        FROM cases_case c JOIN directory_agency r ON r.id = c.receiving_agency_id
        JOIN directory_agency d ON d.id = c.resolving_agency_id JOIN directory_office o ON o.id = c.office_id
        LEFT JOIN directory_position t ON t.id = c.thread_officer_id
        LEFT JOIN directory_agency ta ON ta.id = t.agency_id
    """,
    "tasks": """
        SELECT c.filing_number, t.step, t.position, a.identifier, t.agency_path, t.role, p.person_id, pa.identifier,
            t.due_at, t.closed_at, t.outcome
        FROM routing_task t JOIN cases_case c ON c.id = t.case_id JOIN directory_agency a ON a.id = t.agency_id
        LEFT JOIN directory_position p ON p.id = t.assignee_id LEFT JOIN directory_agency pa ON pa.id = p.agency_id
    """,
    "posts": """
        SELECT p.person_id, a.identifier, p.title, p.roles::text, p.valid::text, o.identifier
        FROM directory_position p JOIN directory_agency a ON a.id = p.agency_id
        LEFT JOIN directory_office o ON o.id = p.office_id
    """,
    "requests": """
        SELECT c.filing_number, r.number, r.state, r.due_at, q.identifier, r.asking_path, a.identifier, r.agency_path
        FROM routing_sub_request r JOIN cases_case c ON c.id = r.case_id
        JOIN directory_agency q ON q.id = r.asking_agency_id JOIN directory_agency a ON a.id = r.agency_id
    """,
    "delegations": """
        SELECT a.identifier, g.person_id, ga.identifier, t.person_id, ta.identifier, d.scopes::text, d.valid::text,
            d.revocation, string_agg(l.valid::text, ' ')
        FROM directory_delegation d JOIN directory_agency a ON a.id = d.agency_id
        JOIN directory_position g ON g.id = d.giver_id JOIN directory_agency ga ON ga.id = g.agency_id
        JOIN directory_position t ON t.id = d.to_position_id JOIN directory_agency ta ON ta.id = t.agency_id
        JOIN directory_delegated_scope l ON l.delegation_id = d.id
        GROUP BY d.id, a.identifier, g.person_id, ga.identifier, t.person_id, ta.identifier
    """,
    "absences": """
        SELECT p.person_id, a.identifier, d.person_id, x.valid::text
        FROM directory_absence x JOIN directory_position p ON p.id = x.position_id
        JOIN directory_agency a ON a.id = p.agency_id LEFT JOIN directory_position d ON d.id = x.deputy_id
    """,
    "orders": """
        SELECT a.identifier, o.automatic, o.reason, p.person_id FROM cases_apology_order o
        JOIN directory_agency a ON a.id = o.agency_id JOIN directory_position p ON p.id = o.position_id
    """,
    "rules": """
        SELECT a.identifier, r.role, r.scope, r.way FROM routing_assignment_rule r
        JOIN directory_agency a ON a.id = r.agency_id
    """,
    "bodies": "SELECT identifier, name, path, valid::text, territory_code FROM directory_agency",
    "offices": "SELECT identifier, name, valid::text FROM directory_office",
    "receiving": """
        SELECT o.identifier, a.identifier FROM directory_office_service s
        JOIN directory_office o ON o.id = s.office_id JOIN directory_agency a ON a.id = s.agency_id
    """,
    "successions": """
        SELECT p.identifier, s.identifier, x.kind, x.from_day FROM directory_agency_succession x
        JOIN directory_agency p ON p.id = x.predecessor_id JOIN directory_agency s ON s.id = x.successor_id
    """,
    "handed": """
        SELECT h.kind, h.old_id, h.new_id IS NULL, f.identifier, s.identifier, h.reason_vi FROM reorganisation_handed h
        JOIN directory_agency f ON f.id = h.former_id LEFT JOIN directory_agency s ON s.id = h.successor_id
    """,
    "decided": """
        SELECT u.kind, u.object_id, f.identifier, u.chosen, u.done_at IS NULL FROM reorganisation_undecided u
        JOIN directory_agency f ON f.id = u.former_id
    """,
    "ledger": """
        SELECT subject_id, string_agg(kind, ' ' ORDER BY number) FROM ledger_entry
        WHERE subject_kind IN ('case', 'person') GROUP BY subject_id
    """,
    "operation": "SELECT title, stage, cases, total, cases_of::text FROM reorganisation_operation",
    "rights": "SELECT username, rights_version > 0 FROM access_account",
}
"""What is compared, each as rows of text."""


def check(home: Home, *, cases: int, kills: int, seed: int, districts: int) -> dict[str, object]:
    """The figures; "ok" where the killed run ends as the undisturbed one, nothing is lost, and every case folds."""
    began = time.monotonic()
    plan = build(cases, districts, seed)
    file = home.path / "plan.json"
    file.write_text(json.dumps(as_json(plan), ensure_ascii=False))
    built = time.monotonic() - began
    at_work_since(FROM_DAY)
    report, looked = timed(lambda: dry_run(plan))
    (undisturbed, asked), took = timed(lambda: taken_back(plan))
    killed, took_killed = timed(lambda: killed_run(plan, file, kills, seed))
    different = sorted(name for name in DIGESTS if undisturbed[name] != killed[name])
    operation = Operation.objects.get()
    folded, ledger = verify_cases(), verify()
    left = still_held()
    ok = not different and folded.sound and ledger.sound and not left and operation.stage == Stage.DONE
    return {
        "ok": ok and report.ok, "cases": cases, "handed_over": operation.cases, "left_behind": left,
        "bodies": {name: len(getattr(plan, name)) for name in ("ended", "founded")},
        "split": sum(one.split for one in plan.ended),
        "things": dict(Counter(operation.handed.values_list("kind", flat=True))),
        "asked": asked, "foreseen": len(report.asked), "kills": kills, "different": different,
        "digests": {name: value[:16] for name, value in killed.items()},
        "ledger_sound": ledger.sound, "folded": folded.checked, "folded_different": folded.different,
        "seconds": {"building": round(built, 1), "dry_run": looked, "undisturbed": took, "killed": took_killed},
        "cases_per_second": round(operation.cases / took) if took else 0,
    }  # fmt: skip


def build(cases: int, districts: int, seed: int) -> Plan:
    """The city of before with its cases, and the part of the plan that concerns it."""
    at_work_since(FILED)
    load_hanoi(actor=SYSTEM)
    load_own(actor=SYSTEM)
    stand_still(districts)
    agencies = list(Agency.objects.filter(kind__in=["district", "commune"]).order_by("path"))
    employ(agencies)
    empower(agencies)
    there = places()
    home = next(place for place in there.values() if place.agency.kind == "commune")
    morning = datetime.combine(FILED, time_of_day(8, 30), tzinfo=clock.LOCAL)
    beside = neighbours(there)
    patterns = [pattern_of(case) for case in lives(home.agency, morning, beside[home.agency.pk].agency)]
    copier = Copier(patterns, home, beside, seed)
    at = {kind: [place for place in there.values() if place.agency.kind == kind] for kind in ("district", "commune")}
    turns = zip(cycle(at["district"]), islice(cycle(at["commune"]), cases - len(patterns)), strict=False)
    for number, (district, commune) in enumerate(turns):
        copier.copy(number // 2, district if number % IN_DISTRICTS == 0 else commune)
    copier.write()
    return part_of(hanoi_2025(), {agency.identifier for agency in agencies})


def part_of(plan: Plan, there: set[str]) -> Plan:
    ended = tuple(one for one in plan.ended if one.identifier in there)
    heirs = {heir for one in ended for heir in one.successors}
    founded = tuple(one for one in plan.founded if one.identifier in heirs)
    return Plan(plan.title, plan.decision, plan.from_day, founded, (), ended)


def at_work_since(day: date) -> None:
    """This process, and those it starts, live on that day."""
    real = clock.local(datetime.now(clock.LOCAL)).date()
    behind = (real - day).days
    clock.shift(days=behind)
    os.environ["MOTCUA_CLOCK_SHIFT_DAYS"] = str(behind)


def taken_back(plan: Plan) -> tuple[dict[str, str], int]:
    """The digests after an undisturbed run, of which nothing stays; and how much a person had to decide."""
    with transaction.atomic():
        operation = run(begin(actor=SYSTEM, plan=plan).pk)
        asked = answer(operation)
        run(operation.pk)
        found = digests()
        transaction.set_rollback(True)
    return found, asked


def answer(operation: Operation) -> int:
    """As a person would, by a list: here the first candidate of each."""
    rows = queries.undecided_rows(operation)
    choices = [Choice(kind, key, candidates[0]) for kind, key, _, _, candidates in rows]
    decide(actor=SYSTEM, operation_id=operation.pk, choices=choices)
    return len(rows)


def killed_run(plan: Plan, file: Path, kills: int, seed: int) -> dict[str, str]:
    random = Random(seed)
    for target in sorted(random.random() for _ in range(kills)):
        worker = work(file)
        deadline = time.monotonic() + 300
        while worker.poll() is None and progress(plan) < target and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(random.random() * 0.3)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    if work(file).wait() not in (0, 3):
        raise RuntimeError("the last run failed")
    operation = Operation.objects.get()
    answer(operation)
    work(file).wait()
    return digests()


def work(file: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "motcua", "reorganise", "run", str(file), "--json"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def progress(plan: Plan) -> float:
    """From 0 to 1: founding and ending a tenth, posts and other things three, cases the rest."""
    operation = Operation.objects.first()
    if operation is None or operation.stage == Stage.BODIES:
        return 0.0
    if operation.stage == Stage.THINGS:
        reached = Agency.objects.filter(path__lte=operation.reached, valid__endswith=FROM_DAY).count()
        return 0.1 + 0.3 * reached / len(plan.ended)
    if operation.stage == Stage.POWERS:
        return 0.4
    if operation.stage == Stage.CASES:
        return 0.4 + 0.6 * operation.cases / max(operation.total, 1)
    return 1.0


def digests() -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for name, select in DIGESTS.items():
            cursor.execute(select)
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def still_held() -> int:
    """Open cases, tasks and requests, and living delegations, at a body that has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM cases_case c JOIN directory_agency a"
            " ON a.id IN (c.receiving_agency_id, c.resolving_agency_id)"
            " WHERE c.ended_at IS NULL AND upper(a.valid) <= %s)"
            " + (SELECT count(*) FROM routing_task t JOIN directory_agency a ON a.id = t.agency_id"
            " WHERE t.closed_at IS NULL AND upper(a.valid) <= %s)"
            " + (SELECT count(*) FROM routing_sub_request r JOIN directory_agency a"
            " ON a.id IN (r.agency_id, r.asking_agency_id) WHERE r.closed_at IS NULL AND upper(a.valid) <= %s)"
            " + (SELECT count(*) FROM directory_delegation d JOIN directory_agency a ON a.id = d.agency_id"
            " WHERE d.valid && daterange(%s, NULL) AND upper(a.valid) <= %s)",
            [FROM_DAY] * 5,
        )
        return int(cursor.fetchone()[0])


def timed(act: Any) -> tuple[Any, float]:
    began = time.monotonic()
    found = act()
    return found, round(time.monotonic() - began, 1)
