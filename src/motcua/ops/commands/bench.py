"""`motcua bench`: each operation through the whole system, beside the same rows by hand in one round trip."""

import argparse
import importlib

from motcua.ops.own_database import own_database
from motcua.ops.printing import complain, give, say

QUICK, USUAL, FULL = 50_000, 1_000_000, 5_000_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("bench", help="mỗi việc tốn bao nhiêu / what each operation costs")
    parser.add_argument("--quick", action="store_true", help="50.000 hồ sơ / cases (1.000.000)")
    parser.add_argument("--full", action="store_true", help="5.000.000 hồ sơ / cases")
    parser.add_argument("--cases", type=int, default=None, help="chỉ bấy nhiêu hồ sơ / only so many cases")
    parser.add_argument("--renew-limit", action="store_true", help="viết lại / rewrite tests/load/limit/*.sql")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 whenever it could measure: what is fast enough is said elsewhere. 2 where it could not begin."""
    named = QUICK if args.quick else FULL if args.full else USUAL
    cases = args.cases if args.cases is not None else named
    with own_database(forgetful=False) as (home, server):
        bench = importlib.import_module("motcua.ops.bench.run")
        try:
            result = bench.run(server, home, cases=cases, renew=args.renew_limit)
        except (bench.limits.NoLimit, bench.fill.DiskTooSmall) as why:
            complain(f"motcua: {why}")
            return 2
    if args.json:
        give(result)
        return 0
    for line in importlib.import_module("motcua.ops.bench.figures").table(result):
        say(line)
    return 0
