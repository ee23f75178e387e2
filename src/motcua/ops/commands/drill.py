"""`motcua drill`: is what we put away really a city? Brought back beside it, proven and timed."""

import argparse
import importlib
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from motcua.kernel import stamps
from motcua.ops import bootstrap
from motcua.ops.own_database import own_database
from motcua.ops.printing import give, say
from motcua.ops.saving import restore
from motcua.ops.saving.drilling import WORDS, Report, drill_backup, drill_here


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("drill", help="diễn tập khôi phục / rehearse bringing a city back")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="bản sao lưu thật / real backups")
    parser.add_argument("--files", type=int, default=restore.SAMPLE, help="số tệp tính lại mã băm / files hashed again")
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when everything came back as it was. Without FOLDER a sample city of the command's own is harmed and mended."""
    report = of_backups(args.folder, args.files) if args.folder else of_a_sample(args.files)
    if args.json:
        give({**asdict(report), "waited": report.waited, "sound": not report.wrong})
    else:
        tell(report)
    return 1 if report.wrong else 0


def of_backups(folder: Path, files: int) -> Report:
    home = bootstrap.chosen_home()
    report = drill_backup(folder, home, files)
    if not report.wrong:
        stamps.leave(home, stamps.DRILL, datetime.now(UTC))
    return report


def of_a_sample(files: int) -> Report:
    with tempfile.TemporaryDirectory(prefix="motcua-away-") as away:
        Path(away).chmod(0o755)
        with own_database(forgetful=False, archive=Path(away)) as (home, server):
            sample = importlib.import_module("motcua.ops.checks.sample")
            sample.fill()
            return drill_here(server, home, Path(away), sample.go_on, files)


def tell(report: Report) -> None:
    """One page."""
    say(f"Diễn tập khôi phục / drill of bringing back · {report.began}")
    for name, seconds in report.phases.items():
        say(f"  {seconds:8.2f} s  {WORDS[name].vi} / {WORDS[name].en}")
    if report.back:
        say(f"  {report.waited:8.2f} s  thành phố phải chờ / what the city would wait for")
    for name, fact in report.facts.items():
        say(f"  {name}: {fact}")
    for one in report.wrong:
        say(f"  ✗ {one}")
    for one in report.notes:
        say(f"  · {one}")
    say("Không khớp. / It differs." if report.wrong else "Đúng như đã cất. / It is what was put away.")
