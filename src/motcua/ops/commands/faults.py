"""`motcua faults`: parts are killed, disks fill, partners fail, while people work; then everything is counted."""

import argparse
import importlib
import os
from contextlib import ExitStack
from pathlib import Path

from motcua.ops.own_database import own_database
from motcua.ops.printing import complain, report

KILLS = ("web-worker", "web", "worker", "backend", "database", "everything")
DISKS = ("disk-database", "disk-files")
NAMES = (*KILLS, "restart", "line", "deploy", *DISKS, "mail", "identity")
ALL = "all"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "faults", help="giết, cắt đường, đĩa đầy, đối tác hỏng / kills, cut lines, full disks, bad partners"
    )
    parser.add_argument("--rounds", type=int, default=60, help="số lần / how many faults (60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--kinds", default=",".join(KILLS), metavar="KINDS",
        help=f"tách bằng dấu phẩy / with commas, of {', '.join(NAMES)}; or {ALL} (default: {','.join(KILLS)})",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 only when nothing acknowledged is lost, nothing is there twice, and nobody saw a failure of ours."""
    kinds = list(NAMES) if args.kinds == ALL else args.kinds.split(",")
    unknown = [name for name in kinds if name not in NAMES]
    if unknown or args.rounds < 1:
        complain(f"motcua: không có / there is no {', '.join(unknown) or 'round'}; {', '.join(NAMES)}")
        return 2
    os.environ["MOTCUA_POOL"] = "0"
    disks = importlib.import_module("motcua.ops.faults.disks")
    skipped: list[str] = []
    with ExitStack() as ending:
        place: Path | None = None
        if set(DISKS) & set(kinds):
            try:
                place = ending.enter_context(disks.disk())
            except disks.NoDisks as why:
                skipped = [f"{name}: không gắn được ổ đĩa thử / no disk can be mounted here ({why})" for name in DISKS]
                kinds = [name for name in kinds if name not in DISKS]
        home, server = ending.enter_context(own_database(forgetful=False, below=place))
        files = None
        if place is not None:
            home.files.mkdir(exist_ok=True)
            files = ending.enter_context(disks.mounted(home.files))
        module = importlib.import_module("motcua.ops.faults.run")
        figures = module.run(
            home, server, rounds=args.rounds, seed=args.seed, kinds=kinds, disks=disks.Disks(place, files)
        )
    return report(figures | {"skipped": skipped}, as_json=args.json)
