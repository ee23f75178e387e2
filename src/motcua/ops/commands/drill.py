"""`motcua drill`: is what we put away really a city? Brought back beside it, proven and timed."""

import argparse
import importlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from motcua.kernel import stamps
from motcua.kernel.database import city
from motcua.ops import bootstrap
from motcua.ops.commands.backup import private_key
from motcua.ops.own_database import own_database
from motcua.ops.printing import give, say
from motcua.ops.saving import reporting
from motcua.ops.saving.drilling import WORDS, Report, Sealed, drill_backup, drill_here
from motcua.ops.saving.sealing import SETTING, Opening, chosen, draw, opening

FILES = 10_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("drill", help="diễn tập khôi phục / rehearse bringing a city back")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="bản sao lưu thật / real backups")
    parser.add_argument("--files", type=int, default=FILES, help="số tệp tính lại mã băm / files hashed again")
    parser.add_argument("--report", type=Path, metavar="FOLDER", help="cất biên bản vào / where the page is kept")
    parser.add_argument("--due", action="store_true", help="7 ngày qua đã diễn tập tốt chưa / any within seven days")
    parser.add_argument("--journeys", action="store_true", help="chỉ thử trang, trên bản sao / pages alone, on a copy")
    private_key(parser)
    parser.add_argument("--sealed", action="store_true", help="mẫu thử được mã hóa / the sample's backups sealed")
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when everything came back as it was. Without FOLDER a sample city of the command's own is harmed and mended."""
    if args.due:
        return tell_due(args.json)
    if args.journeys:
        walked = bootstrap.load("motcua.ops.saving.journeys").walk()
        give(asdict(walked))
        return 1 if walked.failed else 0
    if args.folder:
        report = of_backups(args.folder, args.files, args.report, opening(args.key))
    else:
        report = of_a_sample(args.files, args.report, sealed=args.sealed)
    if args.json:
        give({**asdict(report), "waited": report.waited, "sound": not report.wrong})
    else:
        tell(report)
    return 1 if report.wrong else 0


def tell_due(as_json: bool) -> int:
    """1 when no drill of real backups went well within seven days."""
    home = bootstrap.chosen_home()
    last, late = stamps.told(home, stamps.DRILL), reporting.late(home, datetime.now(UTC))
    if as_json:
        give({"last": last and last.isoformat(timespec="seconds"), "late": late})
    else:
        say(f"Diễn tập tốt gần nhất / last good drill: {last.isoformat(timespec='seconds') if last else '–'}")
        say("Đã quá 7 ngày. / More than seven days ago." if late else "Còn trong 7 ngày. / Within seven days.")
    return 1 if late else 0


def of_backups(folder: Path, files: int, kept: Path | None, keys: Opening) -> Report:
    home = bootstrap.chosen_home()
    report = drill_backup(folder, home, files, keys)
    if not report.wrong:
        stamps.leave(home, stamps.DRILL, datetime.now(UTC))
    report.facts["report"] = str(reporting.keep(report, home, city(), kept))
    return report


def of_a_sample(files: int, kept: Path | None, *, sealed: bool) -> Report:
    with tempfile.TemporaryDirectory(prefix="motcua-away-") as away, own_pair(drawn=sealed) as pair:
        Path(away).chmod(0o755)
        with own_database(forgetful=False, archive=Path(away)) as (home, server):
            sample = importlib.import_module("motcua.ops.checks.sample")
            sample.fill()
            report = drill_here(server, home, Path(away), sample.go_on, files, pair)
            if kept:
                report.facts["report"] = str(reporting.keep(report, home, city(), kept))
            return report


@contextmanager
def own_pair(*, drawn: bool) -> Iterator[Sealed]:
    """A pair of keys for one drill; the server's log is sealed to it as well."""
    with tempfile.TemporaryDirectory(prefix="motcua-keeper-") as keeper:
        os.environ[SETTING] = draw(Path(keeper) / "key") if drawn else ""
        yield Sealed(chosen(), opening([Path(keeper) / "key"] if drawn else []))


def tell(report: Report) -> None:
    """One page."""
    say(f"Diễn tập khôi phục / drill of bringing back · {report.began}")
    for name, seconds in report.phases.items():
        say(f"  {seconds:8.2f} s  {WORDS[name].vi} / {WORDS[name].en}")
    if report.back:
        say(f"  {report.waited:8.2f} s  thành phố phải chờ / what the city would wait for")
    for name, fact in report.facts.items():
        if not isinstance(fact, dict):
            say(f"  {name}: {fact}")
    for one in report.wrong:
        say(f"  ✗ {one}")
    for one in report.notes:
        say(f"  · {one}")
    say("Không khớp. / It differs." if report.wrong else "Đúng như đã cất. / It is what was put away.")
