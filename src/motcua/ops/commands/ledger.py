"""`motcua ledger`: is the record of everything that was done still whole, and what waits in it?"""

import argparse
import importlib
import json
import sys
from typing import Any

from motcua.ops import bootstrap
from motcua.ops.own_database import own_database


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("ledger", help="sổ sự kiện / the ledger")
    verbs = parser.add_subparsers(required=True, metavar="việc/verb")
    verify = verbs.add_parser("verify", help="tính lại mọi chuỗi / recompute every chain")
    verify.add_argument("--subject", metavar="KIND:ID", help="chỉ một đối tượng / one subject only")
    verify.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    verify.set_defaults(run=run_verify)
    aside = verbs.add_parser("aside", help="sự kiện chưa xử lý được / entries a subscriber failed on")
    aside.add_argument("--retry", action="store_true", help="thử lại từng sự kiện / try each of them again")
    aside.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    aside.set_defaults(run=run_aside)


def run_verify(args: argparse.Namespace) -> int:
    """Exit code 0 only when there was something to verify and all of it fits.

    Where there is no city yet, a sample city of the command's own is filled and verified.
    """
    if bootstrap.knows_a_city():
        return verify_here(args)
    with own_database():
        importlib.import_module("motcua.ops.checks.sample").fill()
        return verify_here(args)


def verify_here(args: argparse.Namespace) -> int:
    """Verify the city of this process and tell."""
    verification = bootstrap.load("motcua.base.ledger.verification")
    subject = None
    if args.subject:
        kind, _, identifier = args.subject.partition(":")
        if not kind or not identifier:
            sys.stderr.write("--subject KIND:ID\n")
            return 2
        subject = verification.Subject(kind, identifier)
    report = verification.verify(subject)
    findings = [
        {
            "subject": str(finding.subject),
            "number": finding.number,
            "entry": finding.entry_id,
            "reason": finding.reason,
            "vi": finding.words.vi,
            "en": finding.words.en,
        }
        for finding in report.findings
    ]
    facts = {
        "entries": report.entries,
        "subjects": report.subjects,
        "broken": report.broken,
        "sound": report.sound,
        "first_bad": findings[0] if findings else None,
        "findings": findings,
        "ledger_hash": None if subject else verification.ledger_hash(),
    }
    if args.json:
        _print_json(facts)
    else:
        _print(f"Sự kiện / entries: {report.entries} · đối tượng / subjects: {report.subjects}")
        for found in findings:
            _print(f"  ✗ {found['subject']} #{found['number']}: {found['vi']} / {found['en']}")
        if facts["ledger_hash"]:
            _print(f"Mã băm của sổ / ledger hash: {facts['ledger_hash']}")
        _print(_verdict(report))
    return 0 if report.sound else 1


def run_aside(args: argparse.Namespace) -> int:
    """Exit code 0 only when nothing is set aside (any more)."""
    delivery = bootstrap.load("motcua.base.ledger.delivery")
    if args.retry:
        for kept in delivery.set_aside(limit=10_000):
            delivery.retry_set_aside(kept.pk)
    waiting = [
        {"id": kept.pk, "subscriber": kept.subscriber, "entry": kept.entry_id, "kind": kept.entry.kind}
        for kept in delivery.set_aside()
    ]
    if args.json:
        _print_json({"set_aside": waiting})
    else:
        for kept in waiting:
            _print(f"{kept['subscriber']}: {kept['entry']} {kept['kind']}")
        _print(f"Chờ xem xét / set aside: {len(waiting)}")
    return 1 if waiting else 0


def _verdict(report: Any) -> str:
    if report.sound:
        return "Sổ nguyên vẹn. / The ledger is whole."
    if report.entries == 0:
        return "Sổ trống: chưa có gì để kiểm tra. / The ledger is empty: nothing was verified."
    return f"Sổ không còn nguyên vẹn: {report.broken} đối tượng. / The ledger is broken: {report.broken} subjects."


def _print_json(facts: dict[str, Any]) -> None:
    _print(json.dumps(facts, ensure_ascii=False))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
