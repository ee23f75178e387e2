"""`motcua ledger`: is the record of everything that was done still whole, sealed and proven, and what waits in it?"""

import argparse
import importlib
import json
import sys
from pathlib import Path
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
    seal = verbs.add_parser("seal", help="niêm phong ngay / seal what is not sealed yet, now")
    seal.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    seal.set_defaults(run=run_seal)
    prove = verbs.add_parser("prove", help="bằng chứng một sự kiện / a proof that an entry was sealed, as JSON")
    prove.add_argument("entry", type=int, metavar="ENTRY", help="số của sự kiện / the entry's id")
    prove.set_defaults(run=run_prove)
    out = verbs.add_parser("export", help="cả sổ ra tệp / the whole ledger as files, for a verifier elsewhere")
    out.add_argument("folder", type=Path, metavar="FOLDER")
    out.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    out.set_defaults(run=run_export)
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
    archives = None if subject else bootstrap.load("motcua.base.ledger.archives.verifying").verify_archives()
    seals = archives and bootstrap.load("motcua.base.ledger.seals.verifying").verify_seals(archives.good)
    sound = report.sound and (seals is None or seals.sound) and (archives is None or archives.sound)
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
        "archived": report.archived,
        "subjects": report.subjects,
        "broken": report.broken,
        "sound": sound,
        "first_bad": findings[0] if findings else None,
        "findings": findings,
        "seals": seals and seals_told(seals),
        "archives": archives and archives_told(archives),
        "ledger_hash": None if subject else verification.ledger_hash(),
    }
    if args.json:
        _print_json(facts)
    else:
        _print(f"Sự kiện / entries: {report.entries} · đối tượng / subjects: {report.subjects}")
        if report.archived:
            _print(f"Trong kho lưu trữ / in archives: {report.archived} sự kiện / entries")
        for found in findings:
            _print(f"  ✗ {found['subject']} #{found['number']}: {found['vi']} / {found['en']}")
        for bad in archives.findings if archives else ():
            _print(f"  ✗ lần lưu trữ / act of archiving {bad.number}: {bad.words.vi} / {bad.words.en}")
        if seals:
            _print_seals(seals)
            _print(f"Mã băm của sổ / ledger hash: {facts['ledger_hash']}")
        _print(_verdict(report, sound))
    return 0 if sound else 1


def seals_told(seals: Any) -> dict[str, Any]:
    """The seals' part of the report, for machines."""
    findings = [
        {
            "seal": found.number,
            "entry": found.entry_id,
            "subject": found.subject,
            "reason": found.reason,
            "vi": found.words.vi,
            "en": found.words.en,
        }
        for found in seals.findings
    ]
    return {
        "count": seals.seals,
        "last_at": seals.age.last_at and seals.age.last_at.isoformat(),
        "late": seals.age.late,
        "sound": seals.sound,
        "first_bad": findings[0] if findings else None,
        "findings": findings,
    }


def archives_told(archives: Any) -> dict[str, Any]:
    """The archives' part of the report, for machines."""
    findings = [
        {"act": found.number, "reason": found.reason, "vi": found.words.vi, "en": found.words.en}
        for found in archives.findings
    ]
    return {"acts": archives.acts, "sound": archives.sound, "findings": findings}


def run_seal(args: argparse.Namespace) -> int:
    """Exit code 0 also when nothing was new; a Fault (2) where the seals and the ledger disagree."""
    made = bootstrap.load("motcua.base.ledger.seals.sealing").seal_all()
    if args.json:
        _print_json({"seals": [one.told for one in made]})
        return 0
    for one in made:
        _print(f"Niêm phong / seal {one.number}: {one.entries} sự kiện / entries, {one.root}")
    if not made:
        _print("Không có gì mới để niêm phong. / Nothing new to seal.")
    return 0


def run_prove(args: argparse.Namespace) -> int:
    """Print the proof; a Fault (2) for an entry that is not sealed or no longer what was sealed."""
    _print(bootstrap.load("motcua.base.ledger.seals.proving").prove(args.entry).decode())
    return 0


def run_export(args: argparse.Namespace) -> int:
    """0 when everything was written; 2 where the folder holds something already."""
    try:
        done = bootstrap.load("motcua.base.ledger.exporting").export(args.folder)
    except FileExistsError:
        sys.stderr.write("Thư mục phải trống. / The folder must be empty.\n")
        return 2
    if args.json:
        _print_json({"entries": done.entries, "subjects": done.subjects, "seals": done.seals})
    else:
        _print(f"{args.folder}: {done.entries} sự kiện / entries, {done.seals} niêm phong / seals")
        _print("Kiểm tra / check: python docs/how-to/check-the-ledger.py FOLDER public-key.pem")
    return 0


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


def _print_seals(seals: Any) -> None:
    when = seals.age.last_at
    told = f"cách đây {seals.age.hours} giờ / {seals.age.hours} h ago" if when else "chưa lần nào / never"
    _print(f"Niêm phong / seals: {seals.seals} · gần nhất / last: {told}")
    if seals.age.late:
        _print("  ! Niêm phong chậm quá 2 giờ: xem tiến trình worker. / The seal is over 2 h late: look at the worker.")
    for found in seals.findings:
        entry = f" sự kiện / entry {found.entry_id} {found.subject}".rstrip() if found.entry_id else ""
        _print(f"  ✗ niêm phong / seal {found.number}{entry}: {found.words.vi} / {found.words.en}")


def _verdict(report: Any, sound: bool) -> str:
    if sound:
        return "Sổ nguyên vẹn. / The ledger is whole."
    if report.entries == 0:
        return "Sổ trống: chưa có gì để kiểm tra. / The ledger is empty: nothing was verified."
    if report.sound:
        return "Sổ không khớp với niêm phong. / The ledger is not what was sealed."
    return f"Sổ không còn nguyên vẹn: {report.broken} đối tượng. / The ledger is broken: {report.broken} subjects."


def _print_json(facts: dict[str, Any]) -> None:
    _print(json.dumps(facts, ensure_ascii=False))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
