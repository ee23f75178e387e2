"""`motcua load`: a city's Monday morning at rising rates until a page keeps people waiting; this machine alone."""

import argparse
import importlib

from motcua.ops.own_database import own_database
from motcua.ops.printing import complain, report

RATES = "5,10,15,20,30,40,60,80"
SOAK_MINUTES = 30.0
RUSH = 20.0
SPIKE = 5.0


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("load", help="sáng thứ Hai, ngày càng đông / a Monday morning, ever busier")
    parser.add_argument(
        "--rates", type=rates, default=rates(RATES), metavar="RATES",
        help=f"lượt mỗi giây, tách bằng dấu phẩy / arrivals a second, with commas ({RATES})",
    )  # fmt: skip
    parser.add_argument("--seconds", type=positive, default=30.0, help="giây mỗi mức / of each rate (30)")
    parser.add_argument("--cases", type=int, default=20_000, help="hồ sơ có sẵn / cases before (20000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--soak", type=positive, nargs="?", const=SOAK_MINUTES, default=0.0, metavar="MINUTES",
        help="giữ nửa mức cao nhất bấy nhiêu phút / half the knee for so long (30; 480 = 8 h)",
    )  # fmt: skip
    parser.add_argument(
        "--rush", type=positive, nargs="?", const=RUSH, default=0.0, metavar="TIMES",
        help="bấy nhiêu lần khách, phòng chờ / so many times as many visitors: the waiting room (20)",
    )  # fmt: skip
    parser.add_argument(
        "--spike", type=positive, nargs="?", const=SPIKE, default=0.0, metavar="TIMES",
        help="dồn dập nửa phút, bấy nhiêu lần / for half a minute so many times as many people (5)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def rates(text: str) -> tuple[float, ...]:
    return tuple(positive(one) for one in text.split(","))


def positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 10_000:
        raise ValueError(text)
    return number


def run(args: argparse.Namespace) -> int:
    """0 where the least rate was carried and what was asked besides went well; 1 where not; 2 if it cannot begin."""
    if args.cases < 0:
        complain("motcua: --cases ≥ 0")
        return 2
    with own_database(forgetful=False) as (home, server):
        load = importlib.import_module("motcua.ops.load.run")
        asked = load.Asked(
            args.rates, args.seconds, args.cases, soak_minutes=args.soak, seed=args.seed, rush=args.rush,
            spike=args.spike,
        )  # fmt: skip
        try:
            figures = load.run(server, home, asked, complain)
        except load.fill.DiskTooSmall as why:
            complain(f"motcua: {why}")
            return 2
    return report(figures, as_json=args.json)
