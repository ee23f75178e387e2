"""`motcua catalogue import FILE`: bring a procedure list in, or only read it and say what could not be read."""

import argparse
import importlib
from datetime import date
from pathlib import Path

from motcua.domain.catalogue.errors import WrongList
from motcua.domain.catalogue.reading.agencies import HOME
from motcua.domain.catalogue.reading.lines import read_file
from motcua.domain.catalogue.report import ImportReport
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.ops import bootstrap
from motcua.ops.printing import complain, give, say

IMPORT = "motcua.domain.catalogue.services.import_file"
IMPORT_LIST = "motcua.domain.catalogue.services.import_list"
OFFICIAL = "motcua.domain.catalogue.reading.official"
LOAD_OWN = "motcua.domain.catalogue.services.load_own"
TEXTS = "motcua.domain.catalogue.queries.texts"
IMPACT = "motcua.casework.version_impact"
DIFFERENCE = "motcua.domain.catalogue.difference"
MARKS = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
LIST_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")
"""Lists without details; everything else is read as JSON lines with details."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("catalogue", help="danh mục thủ tục / the procedures")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    bring = acts.add_parser("import", help="nhập danh mục (JSONL, XLSX, CSV) / import a procedure list")
    bring.add_argument(
        "file", type=Path, metavar="FILE", help=".jsonl: chi tiết / details; .xlsx, .csv: danh sách / list"
    )
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
    differ = acts.add_parser("diff", help="hai phiên bản khác nhau ở đâu / what changed between two versions")
    differ.add_argument("code", metavar="CODE")
    differ.add_argument(
        "--from", dest="old", type=int, metavar="N", help="mặc định / default: bản trước / the one before"
    )
    differ.add_argument("--to", dest="new", type=int, metavar="M", help="mặc định / default: bản mới nhất / the newest")
    differ.add_argument("--json", action="store_true")
    differ.set_defaults(run=run_diff)
    touch = acts.add_parser("impact", help="công bố thì ảnh hưởng gì / what publishing a version would touch")
    touch.add_argument("code", metavar="CODE")
    touch.add_argument("--version", type=int, metavar="N", help="mặc định / default: bản mới nhất / the newest")
    touch.add_argument(
        "--effective-from", type=date.fromisoformat, metavar="YYYY-MM-DD", help="mặc định / default: hôm nay / today"
    )
    touch.add_argument("--json", action="store_true")
    touch.set_defaults(run=run_impact)


def run_import(args: argparse.Namespace) -> int:
    """0 when every line came in; 1 when lines were left out (each is named); 2 when the file cannot be read."""
    if not args.file.is_file():
        complain(f"motcua: không có tệp / no such file: {args.file}")
        return 2
    try:
        report = only_read(args.file, args.home) if args.dry_run else brought_in(args)
    except WrongList as fault:
        complain(f"motcua: {fault.words.vi}\n  {fault.words.en} [{fault.code}]")
        return 2
    if args.report:
        report.write_csv(args.report)
    return tell(report, args)


def run_load_own(args: argparse.Namespace) -> int:
    report = bootstrap.load(LOAD_OWN).load_own(actor=SYSTEM, effective_from=args.effective_from)
    return tell(report, args)


def run_diff(args: argparse.Namespace) -> int:
    """0 when compared, also when both say the same; 2 when there are no two such versions."""
    texts, difference = bootstrap.load(TEXTS), importlib.import_module(DIFFERENCE)
    known = {version.number: version for version in texts.versions_of(args.code, drafts=True)}
    new = args.new if args.new is not None else max(known, default=0)
    old = args.old if args.old is not None else max((number for number in known if number < new), default=0)
    if old not in known or new not in known:
        complain(f"motcua: {args.code}: có các phiên bản / versions: {', '.join(map(str, sorted(known))) or '–'}")
        return 2
    sections = difference.difference(texts.text_of(known[old].pk), texts.text_of(known[new].pk))
    if args.json:
        give({"code": args.code, "from": old, "to": new, "sections": difference.as_json(sections)})
        return 0
    say(f"{args.code}: phiên bản / version {old} → {new}")
    for section in sections:
        say(f"\n{section.title.vi} / {section.title.en}")
        for change in section.changes:
            say(f"  {change.words.vi}: {' '.join(MARKS[kind].format(words) for kind, words in change.pieces)}")
    return 0


def run_impact(args: argparse.Namespace) -> int:
    """0 when told; 2 when there is no such version."""
    texts, report = bootstrap.load(TEXTS), bootstrap.load(IMPACT)
    versions = texts.versions_of(args.code, drafts=True)
    new = next((one for one in versions if args.version in (None, one.number)), None)
    if new is None:
        numbers = ", ".join(str(one.number) for one in versions) or "–"
        complain(f"motcua: {args.code}: có các phiên bản / versions: {numbers}")
        return 2
    since = args.effective_from or new.effective_from or clock.today()
    impact = report.impact_of(new, texts.compared_with(versions, new), since)
    if args.json:
        give(report.impact_json(impact))
        return 0
    say(f"{args.code}: phiên bản / version {impact.old or '–'} → {impact.new}")
    for _, words in report.sentences_of(impact):
        say(f"  {words.vi}\n    {words.en}")
    for fee in impact.fees:
        before, after = (text.replace("\n", "; ") or "–" for text in (fee.before, fee.after))
        say(f"  {fee.channel.vi} / {fee.channel.en}: {before} → {after}")
    for place in impact.places:
        say(f"  {place.cases:>7}  {place.agency}")
    return 0


def brought_in(args: argparse.Namespace) -> ImportReport:
    if is_list(args.file):
        listed: ImportReport = bootstrap.load(IMPORT_LIST).import_list(args.file, actor=SYSTEM, home=args.home)
        return listed
    report: ImportReport = bootstrap.load(IMPORT).import_file(
        args.file, actor=SYSTEM, effective_from=args.effective_from, home=args.home
    )
    return report


def only_read(path: Path, home: str) -> ImportReport:
    """What an import into an empty catalogue would do, without a database."""
    return only_read_list(path, home) if is_list(path) else only_read_details(path, home)


def is_list(path: Path) -> bool:
    """By its name: a spreadsheet or CSV is a list without details."""
    return path.suffix.lower() in LIST_SUFFIXES


def only_read_list(path: Path, home: str) -> ImportReport:
    report = ImportReport()
    for line in importlib.import_module(OFFICIAL).read_official(path, home=home):
        report.lines += 1
        report.flags += line.flags
        report.named += line.listed is None
        report.created += line.listed is not None
    return report


def only_read_details(path: Path, home: str) -> ImportReport:
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
