"""`motcua simulate`: made-up citizens and officials act in a made-up city through the acts themselves."""

import argparse
import os
from datetime import date
from typing import Any

from motcua.kernel import clock
from motcua.ops import bootstrap
from motcua.ops.own_database import own_database
from motcua.ops.printing import complain, give, say, tell

NOT_MADE_UP = "motcua simulate: thành phố này không phải thành phố thử / this is not a made-up city"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("simulate", help="mô phỏng một thành phố làm việc / simulate a city at work")
    parser.add_argument("--days", type=int, default=90, help="bao nhiêu ngày đến hôm nay / days until today")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1, help="cùng hạt giống, cùng sổ / same seed, same ledger")
    parser.add_argument("--until", type=date.fromisoformat, help="ngày cuối / last day: 2026-11-26")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--fresh", action="store_true", help="thành phố tạm riêng / a throw-away city of its own")
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when every act was done. Where there is no city, a throw-away one is filled and its figures are told."""
    os.environ["MOTCUA_HURRY"] = "1"
    if args.part:
        running = bootstrap.load("motcua.ops.simulator.running")
        give(vars(running.act(running.from_json(args.part))))
        return 0
    if min(args.days, args.cases, args.processes) < 1:
        complain("motcua simulate: --days, --cases, --processes ≥ 1")
        return 2
    if not args.fresh and bootstrap.knows_a_city():
        return here(args)
    with own_database(seed=f"{args.seed}"):
        return here(args)


def here(args: argparse.Namespace) -> int:
    """Simulate in the city of this process."""
    running = bootstrap.load("motcua.ops.simulator.running")
    ids = bootstrap.load("motcua.kernel.ids")
    until = args.until or clock.today()
    order = running.Order(args.days, args.cases, args.seed, until, args.processes)
    try:
        found: dict[str, Any] = running.simulate(order)
    except ids.NotMadeUp:
        complain(NOT_MADE_UP)
        return 2
    if args.json:
        give(found)
    else:
        tell(found)
        say("Tất cả là giả định. / All of it is made up.")
    return 1 if found["failed"] else 0
