"""`motcua process`: read the processes a decision approves, or a BPMN file; write a process as BPMN."""

import argparse
from pathlib import Path

from motcua.domain.processes.errors import Unreadable
from motcua.domain.processes.reading.comparing import comparison
from motcua.domain.processes.reading.files import lines_of
from motcua.domain.processes.reading.officials import understood
from motcua.domain.processes.reading.telling import decision_json, shortly
from motcua.domain.processes.reading.understood import Decision, ReadProcess
from motcua.kernel.actor import SYSTEM
from motcua.ops import bootstrap, bpmn_files
from motcua.ops.printing import complain, give, say

IMPORTING = "motcua.domain.processes.services.importing"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("process", help="quy trình nội bộ / internal processes")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    bring = acts.add_parser("import", help="đọc quyết định phê duyệt quy trình / read a decision approving processes")
    bring.add_argument("file", type=Path, metavar="FILE", help=".docx, .md, .txt, .bpmn")
    bring.add_argument("--dry-run", action="store_true", help="chỉ đọc, không ghi / only read, no database")
    bring.add_argument("--markdown", type=Path, metavar="OUT.md", help="ghi bảng đối chiếu / write the comparison")
    bring.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    bring.add_argument("--all", action="store_true", help="--json: mọi điều đã đọc / everything that was read")
    bring.add_argument(
        "--for", dest="publish_for", metavar="CODE|city|FIELD", help="tệp .bpmn: công bố cho / publish for"
    )
    bring.add_argument("--from", dest="valid_from", default="", metavar="DAY", help="áp dụng từ ngày / from this day")
    bring.add_argument(
        "--choices", type=Path, metavar="CHOICES.json", help="tệp .bpmn: những gì chọn thêm / what is chosen over it"
    )
    bring.set_defaults(run=run_import)
    page = acts.add_parser("report", help="báo cáo đọc nhiều tệp BPMN / a page on what becomes of BPMN files")
    page.add_argument("files", type=Path, nargs="+", metavar="FILE", help=".bpmn")
    page.add_argument("--markdown", type=Path, required=True, metavar="OUT.md", help="trang ghi ra / the page to write")
    page.set_defaults(run=bpmn_files.run_report)
    give_out = acts.add_parser("export", help="ghi quy trình ra tệp BPMN / write a process as BPMN")
    give_out.add_argument("scope", metavar="CODE|city|FIELD", help="thủ tục, city, lĩnh vực / procedure, city, field")
    give_out.add_argument("--bpmn", type=Path, required=True, metavar="FILE", help="tệp ghi ra / the file to write")
    give_out.set_defaults(run=bpmn_files.run_export)


def run_import(args: argparse.Namespace) -> int:
    """0 when read, and kept unless it was a dry run; 2 when the file cannot be read or holds no table of steps."""
    if not args.file.is_file():
        complain(f"motcua: không có tệp / no such file: {args.file}")
        return 2
    content = args.file.read_bytes()
    if bpmn_files.is_bpmn(args.file, content):
        return bpmn_files.run_bpmn(args, content)
    try:
        decision = understood(lines_of(content))
    except Unreadable as fault:
        complain(f"motcua: {fault.words.vi}\n  {fault.words.en} [{fault.code}]")
        return 2
    if args.markdown:
        args.markdown.write_text(comparison(decision, args.file.name))
    kept = "" if args.dry_run else keep(args.file.name, content)
    if args.json:
        told = decision_json(decision) if args.all else shortly(decision)
        give(told | ({"review": kept} if kept else {}))
    else:
        tell(decision)
        if kept:
            say(f"\nxem lại và công bố / look at it and publish: {kept}")
    return 0


def keep(name: str, content: bytes) -> str:
    """Stored for review; the address of its page."""
    stored = bootstrap.load(IMPORTING).import_decision(actor=SYSTEM, file_name=name, content=content)
    return f"/quan-tri/quy-trinh/nhap/{stored.pk}/"


def tell(decision: Decision) -> None:
    say(f"{decision.number or '?'}: {len(decision.processes)} quy trình / processes")
    for process in decision.processes:
        tell_process(process)


def tell_process(process: ReadProcess) -> None:
    first, last = process.source
    say(f"\n{process.name}")
    say(f"  dòng / lines {first}–{last}, {len(process.steps)} bước / steps, {process.summed:f} giờ / hours")
    for step in process.steps:
        hours = "–" if step.hours is None else f"{step.hours:f}"
        say(f"  {step.number:>4} {hours:>5} giờ/h  {step.source[0]:>5}–{step.source[1]:<5} {step.performer}")
        for doubt in step.doubts:
            say(f"       {'?' if doubt.asks else 'i'} {doubt.words.vi} / {doubt.words.en}")
    for doubt in process.doubts:
        say(f"  {'?' if doubt.asks else 'i'} {doubt.words.vi} / {doubt.words.en}")
    for row in process.unread:
        say(f"  ? {row.source[0]}–{row.source[1]}: {row.text}")
