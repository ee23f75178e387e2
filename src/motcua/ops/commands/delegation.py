"""`motcua delegation list`: the register of delegations and the share of procedures delegated."""

import argparse

from motcua.ops import bootstrap
from motcua.ops.printing import give, say

STATES = ("holding", "coming", "over", "revoked")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("delegation", help="ủy quyền / delegations")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    show = acts.add_parser("list", help="sổ ủy quyền và tỷ lệ / the register and its share")
    show.add_argument("--state", choices=STATES, help="chỉ tình trạng này / only these")
    show.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    show.set_defaults(run=run_list)


def run_list(args: argparse.Namespace) -> int:
    reading = bootstrap.load("motcua.casework.queries.delegations")
    today = bootstrap.load("motcua.kernel.clock").today()
    rows = reading.register(reading.delegations_below(("/",)), today)
    kept = [row for row in rows if args.state in (None, row.state)]
    counted = reading.shares_on(today)
    if args.json:
        give(reading.told(kept, counted))
        return 0
    for share in counted:
        level = share.level or "tất cả / all"
        say(f"{level}: {share.delegated}/{share.procedures} = {share.percent} %")
    for row in kept:
        found = row.delegation
        say(f"{found.decision}  {row.words.vi}  {found.agency.label} → {row.to}  {row.form}  {'; '.join(row.scopes)}")
    return 0
