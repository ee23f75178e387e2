"""`motcua replies load-own`: the starting reply templates of a new city."""

import argparse

from motcua.kernel.actor import SYSTEM
from motcua.ops import bootstrap
from motcua.ops.printing import give, say

LOAD = "motcua.domain.replies.services.load_own"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("replies", help="mẫu trả lời / reply templates")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    own = acts.add_parser("load-own", help="nạp các mẫu có sẵn / load the project's own templates")
    own.add_argument("--json", action="store_true")
    own.set_defaults(run=run_load)


def run_load(args: argparse.Namespace) -> int:
    added = bootstrap.load(LOAD).load_replies(actor=SYSTEM)
    if args.json:
        give({"added": added})
    else:
        say(f"{added} mẫu mới / new templates")
    return 0
