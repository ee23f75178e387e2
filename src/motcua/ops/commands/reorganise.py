"""`motcua reorganise plan|dry-run|run|decide|status`: bodies end and are founded, what they hold goes over."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Fault
from motcua.kernel.spreadsheets import as_csv
from motcua.ops import bootstrap
from motcua.ops.printing import complain, give, say

PACKAGE = "motcua.casework.reorganisation"
HEADINGS = ("kind", "id", "label", "former", "candidates", "successor")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("reorganise", help="sắp xếp đơn vị / reorganise bodies")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    plan = acts.add_parser("plan", help="kiểm tra hoặc lập phương án / check or make a plan")
    plan.add_argument("plan", nargs="?", type=Path, metavar="PLAN", help=".json, .csv")
    plan.add_argument("--hanoi-2025", action="store_true", help="Hà Nội 01/07/2025: 30 huyện, 526 xã → 126 xã")
    plan.add_argument("--from-text", type=Path, metavar="TEXT", help="văn bản sắp xếp / text of a resolution")
    plan.add_argument("--province", default="Hà Nội", help="tỉnh trong bảng / whose rows of a table")
    plan.add_argument("--decision", help="số nghị quyết / number of the resolution")
    plan.add_argument("--from-day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="áp dụng từ / from")
    plan.set_defaults(run=run_plan)
    for name, words, act in (
        ("dry-run", "xem thử, không ghi / look only", run_dry),
        ("run", "thực hiện, hoặc làm tiếp / carry out, or go on", run_run),
        ("status", "đến đâu rồi / how far", run_status),
    ):
        one = acts.add_parser(name, help=words)
        one.add_argument("plan", type=Path, nargs="?" if name == "status" else None, metavar="PLAN")
        one.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
        one.add_argument("--undecided", type=Path, metavar="OUT.csv", help="ghi việc chờ quyết định / what to decide")
        one.set_defaults(run=act)
        if name == "run":
            one.add_argument(
                "--decisions", type=Path, metavar="IN.csv", help="quyết định của người / a person's answers"
            )


def run_plan(args: argparse.Namespace) -> int:
    """Gives the plan as JSON on standard output. 2 when it cannot be used; 3 when part of a text was not read."""
    reading = bootstrap.load(f"{PACKAGE}.plan")
    if args.hanoi_2025:
        give(reading.as_json(bootstrap.load(f"{PACKAGE}.hanoi").hanoi_2025()))
        return 0
    if args.from_text:
        return plan_from_text(args, reading)
    plan = read(args)
    if plan is None:
        return 2
    give(reading.as_json(plan))
    return 0


def plan_from_text(args: argparse.Namespace, reading: Any) -> int:
    """What was not read goes to standard error, sentence by sentence."""
    if not args.from_text.is_file():
        complain(f"motcua: không có tệp / no such file: {args.from_text}")
        return 2
    given = {name: value for name in ("decision", "from_day") if (value := getattr(args, name))}
    text = args.from_text.read_text(encoding="utf-8-sig")
    found = bootstrap.load(f"{PACKAGE}.from_text").plan_from_text(text, args.province, **given)
    for problem in found.problems:
        complain(f"motcua: {problem.vi} / {problem.en}")
    give(reading.as_json(found.plan))
    return 3 if found.problems else 0


def run_dry(args: argparse.Namespace) -> int:
    """0 when the plan fits; 1 when it does not; 2 when it cannot be read. Undecided things are no failure."""
    plan = read(args)
    if plan is None:
        return 2
    report: Any = bootstrap.load(f"{PACKAGE}.dry_run").dry_run(plan)
    if args.undecided:
        write_csv(args.undecided, [(one.kind, one.key, one.label, one.former, one.candidates) for one in report.asked])
    if args.json:
        give(report.as_json())
    else:
        tell(report.as_json())
    return 0 if report.ok else 1


def run_run(args: argparse.Namespace) -> int:
    """0 when done; 3 when things wait for a person; 1 when refused; 2 when the plan cannot be read."""
    plan = read(args)
    if plan is None:
        return 2
    running, queries = bootstrap.load(f"{PACKAGE}.services.running"), bootstrap.load(f"{PACKAGE}.queries")
    try:
        operation = running.begin(actor=SYSTEM, plan=plan)
        if args.decisions:
            choices = queries.read_decisions(args.decisions.read_text(encoding="utf-8-sig"))
            running.decide(actor=SYSTEM, operation_id=operation.pk, choices=choices)
        operation = running.run(operation.pk)
    except Fault as fault:
        complain(f"motcua: {fault.words.vi}\n  {fault.words.en} [{fault.code}]")
        return 1
    return status_of(operation, args, queries)


def run_status(args: argparse.Namespace) -> int:
    """Of the plan's operation, or the latest one; 3 when things wait, 1 when there is none, 0 otherwise."""
    queries = bootstrap.load(f"{PACKAGE}.queries")
    plan = read(args) if args.plan else None
    if args.plan and plan is None:
        return 2
    operation = queries.operation_of(plan) if plan else queries.latest()
    if operation is None:
        complain("motcua: chưa có lần sắp xếp nào như vậy / no such reorganisation yet")
        return 1
    return status_of(operation, args, queries)


def status_of(operation: Any, args: argparse.Namespace, queries: Any) -> int:
    progress = queries.progress(operation)
    if args.undecided:
        write_csv(args.undecided, queries.undecided_rows(operation))
    if args.json:
        give(progress)
    else:
        say(f"{progress['title']}: {progress['stage']}")
        say(f"  hồ sơ / cases {progress['cases']}/{progress['total']}")
        for kind, count in progress["things"].items():
            say(f"  {kind}: {count}")
        say(f"  chờ quyết định / to be decided: {progress['undecided']}")
    return 3 if progress["stage"] == "waiting" else 0


def read(args: argparse.Namespace) -> Any:
    """The plan of a file, or None after complaining."""
    reading = bootstrap.load(f"{PACKAGE}.plan")
    if args.plan is None or not args.plan.is_file():
        complain(f"motcua: không có tệp / no such file: {args.plan or 'PLAN'}")
        return None
    try:
        return reading.read_plan(args.plan.read_text(encoding="utf-8-sig"))
    except reading.WrongPlan as fault:
        for problem in fault.problems:
            complain(f"motcua: {problem.vi} / {problem.en}")
        return None


def write_csv(path: Path, rows: list[tuple[Any, ...]]) -> None:
    path.write_text(as_csv(HEADINGS, ([*row[:4], ";".join(row[4]), ""] for row in rows)), encoding="utf-8", newline="")


def tell(report: dict[str, Any]) -> None:
    say(f"{report['title']} ({report['decision']}), {report['from_day']:%d/%m/%Y}")
    for problem in report["problems"]:
        say(f"  ✗ {problem['vi']} / {problem['en']}")
    say(f"  thành lập / founded {report['founded']} ({report['standing_already']} đã có / standing already)")
    say(f"  đổi tên / renamed {report['renamed']}, kết thúc / ended {report['ended']}, chia / split {report['split']}")
    for one in report["held"]:
        say(f"  {one['rows']:>8} {one['vi']} / {one['en']}: {one['why'] or one['decided']}")
    say(f"  {len(report['undecided']):>8} chờ quyết định / to be decided")
