"""`motcua catalogue import FILE`: bring a procedure list in, or only read it and say what could not be read."""

import argparse
from datetime import date
from pathlib import Path

from motcua.domain.catalogue.reading.agencies import HOME
from motcua.domain.catalogue.reading.lines import read_file
from motcua.domain.catalogue.report import ImportReport
from motcua.kernel.actor import SYSTEM
from motcua.ops import bootstrap
from motcua.ops.printing import complain, give, say

IMPORT = "motcua.domain.catalogue.services.import_file"
LOAD_OWN = "motcua.domain.catalogue.services.load_own"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("catalogue", help="danh mục thủ tục / the procedures")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    bring = acts.add_parser("import", help="nhập danh mục quốc gia (JSONL) / import the national list")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--dry-run", action="store_true", help="chỉ đọc, không ghi / only read, no database")
    bring.add_argument("--report", type=Path, metavar="OUT.csv", help="ghi báo cáo CSV / write the CSV report")
    bring.add_argument("--effective-from", type=date.fromisoformat, metavar="YYYY-MM-DD")
    bring.add_argument("--home", default=HOME, help="tỉnh, thành phố này / this province (%(default)s)")
    bring.add_argument("--json", action="store_true")
    bring.set_defaults(run=run_import)
    own = acts.add_parser("load-own", help="nạp thủ tục có sẵn / load the project's own procedures")
    own.add_argument("--effective-from", type=date.fromisoformat, metavar="YYYY-MM-DD")
    own.add_argument("--json", action="store_true")
    own.set_defaults(run=run_load_own)


def run_import(args: argparse.Namespace) -> int:
    """0 when every line came in; 1 when lines were left out (each is named); 2 when the file cannot be read."""
    if not args.file.is_file():
        complain(f"motcua: không có tệp / no such file: {args.file}")
        return 2
    report = only_read(args.file, args.home) if args.dry_run else brought_in(args)
    if args.report:
        report.write_csv(args.report)
    return tell(report, args)


def run_load_own(args: argparse.Namespace) -> int:
    report = bootstrap.load(LOAD_OWN).load_own(actor=SYSTEM, effective_from=args.effective_from)
    return tell(report, args)


def brought_in(args: argparse.Namespace) -> ImportReport:
    report: ImportReport = bootstrap.load(IMPORT).import_file(
        args.file, actor=SYSTEM, effective_from=args.effective_from, home=args.home
    )
    return report


def only_read(path: Path, home: str) -> ImportReport:
    """What an import into an empty catalogue would do, without a database."""
    report = ImportReport()
    for line in read_file(path, home=home):
        report.lines += 1
        report.flags += line.flags
        report.named += line.procedure is None
        report.created += line.procedure is not None
        report.drafts += line.procedure is not None and line.procedure.foreign
    report.published = report.created - report.drafts
    return report


def tell(report: ImportReport, args: argparse.Namespace) -> int:
    if args.json:
        give(report.as_json())
    else:
        say(f"{report.lines} dòng / lines: {report.created} mới / new, {report.changed} đổi / changed,")
        say(f"  {report.unchanged} như cũ / unchanged, {report.kept_other} giữ bản khác / other version kept,")
        say(f"  {report.named} không nhập, có nêu lý do / left out and named")
        say(f"{report.published} công bố / published, {report.drafts} bản nháp / drafts")
        say(f"{len(report.flags)} ghi chú ở {report.flagged_lines} dòng / flags on that many lines")
        for reason, count in report.reasons.items():
            say(f"  {count:>6}  {reason}")
    return 0 if report.complete and not report.named else 1
