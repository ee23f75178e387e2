"""`motcua legacy import FOLDER`: cases, papers and histories of an older system, dry or for good, and the count."""

import argparse
from pathlib import Path
from typing import Any

from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Fault
from motcua.kernel.spreadsheets import as_csv
from motcua.ops import bootstrap
from motcua.ops.printing import complain, give, say

PACKAGE = "motcua.casework.legacy"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("legacy", help="hệ thống cũ / older systems")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    bring = acts.add_parser("import", help="nhập hồ sơ, giấy tờ, lịch sử / import cases, papers, histories")
    bring.add_argument("folder", type=Path, metavar="FOLDER", help="manifest.json, cases.jsonl | cases.csv, files/")
    bring.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi / only look")
    bring.add_argument("--report", type=Path, metavar="OUT.csv", help="từng dòng / line by line")
    bring.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    bring.set_defaults(run=run_import)


def run_import(args: argparse.Namespace) -> int:
    """0 when every line came in or was there; 1 when lines were refused or had changed; 2 for an unreadable folder."""
    reading = bootstrap.load(f"{PACKAGE}.reading")
    importing, reconciling = bootstrap.load(f"{PACKAGE}.services.importing"), bootstrap.load(f"{PACKAGE}.reconciling")
    try:
        source = reading.source_of(args.folder)
        outcome = importing.import_legacy(actor=SYSTEM, source=source, dry=args.dry_run)
    except Fault as fault:
        complain(f"motcua: {fault.words.vi}\n  {fault.words.en} [{fault.code}]")
        return 2
    report = as_json(outcome, reconciling.reconciliation(outcome), dry=args.dry_run)
    if args.report:
        write_report(args.report, report)
    if args.json:
        give(report)
    else:
        tell(report)
    return 0 if outcome.ok else 1


def as_json(outcome: Any, counted: dict[str, Any], *, dry: bool) -> dict[str, Any]:
    fates = {name: outcome.count(name) for name in ("new", "there", "changed", "refused")}
    verdicts = [
        {
            "line": one.line.number, "id": one.line.old_id, "fate": one.fate,
            "remarks": [{"vi": said.words.vi, "en": said.words.en, "grave": said.grave} for said in one.line.remarks],
        }
        for one in outcome.verdicts
    ]  # fmt: skip
    head = {"ok": outcome.ok, "dry_run": dry, "system": outcome.source.system, "batch": outcome.source.batch}
    return {**head, "lines": len(verdicts), **fates, "reconciliation": counted, "verdicts": verdicts}


def write_report(path: Path, report: dict[str, Any]) -> None:
    rows = (
        [
            one["line"], one["id"], one["fate"],
            *("; ".join(said[language] for said in one["remarks"]) for language in ("vi", "en")),
        ]
        for one in report["verdicts"]
    )  # fmt: skip
    headings = ["dòng/line", "mã cũ/id", "kết quả/fate", "lý do", "reason"]
    path.write_text(as_csv(headings, rows), encoding="utf-8", newline="")


def tell(report: dict[str, Any]) -> None:
    say(f"{report['system']} / {report['batch']}: {report['lines']} dòng / lines")
    for name, words in (("new", "mới / new"), ("there", "đã có / there"), ("changed", "đã đổi / changed"),
                        ("refused", "không nhập / refused")):  # fmt: skip
        say(f"  {report[name]:>8} {words}")
    for one in report["verdicts"]:
        for said in one["remarks"]:
            say(f"  {'✗' if said['grave'] else 'i'} {one['line']} {one['id']}: {said['vi']} / {said['en']}")
    counted = report["reconciliation"]
    say(f"Đối chiếu / reconciliation: {counted['source_cases']} → {counted['our_cases']}, {counted['refused']} ✗")
