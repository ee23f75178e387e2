"""`motcua keys rotate`: new keys for identity numbers and whatever else is sealed, while the city works."""

import argparse
from pathlib import Path
from typing import Any

from motcua.kernel.database import Place, city
from motcua.kernel.home import Home
from motcua.ops import bootstrap
from motcua.ops.printing import give, say

MILLION = 1_000_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("keys", help="khóa của thành phố / the city's keys")
    verbs = parser.add_subparsers(required=True, metavar="việc/verb")
    rotating = verbs.add_parser("rotate", help="đổi khóa mã hóa / new keys, everything sealed anew")
    rotating.add_argument("--copies", type=Path, metavar="FOLDER", help="chép khóa vào / where copies are kept apart")
    rotating.add_argument(
        "--spread",
        type=float,
        default=3.0,
        metavar="SECONDS",
        help="chờ mọi máy đọc lại / until all have read them",
    )
    rotating.add_argument("--seals", action="store_true", help="khóa ký niêm phong / the key of the ledger's seals")
    rotating.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    rotating.set_defaults(run=run_rotate)


def run_rotate(args: argparse.Namespace) -> int:
    """0 when everything is under the new keys and the former ones are gone; 1 when some rows kept them."""
    rotating = bootstrap.load("motcua.ops.rotating")
    home = Home.current()
    if args.seals:
        number = rotating.rotate_seals(city())
        give({"number": number}) if args.json else say(
            f"Khóa mới từ niêm phong số {number}; chép lại seal.key. / A new key from seal {number} on; copy seal.key."
        )
        return 0
    done = rotating.rotate(home, city(), Place.current(), copies=args.copies, spread=args.spread)
    rows = sum(done.rows.values())
    rate = rows / max(done.seconds - 2 * args.spread, 0.001)
    facts: dict[str, Any] = {
        "rows": done.rows, "passes": done.passes, "seconds": round(done.seconds, 2),
        "rows_per_second": round(rate), "minutes_per_million": round(MILLION / rate / 60, 1) if rows else None,
        "unreadable": sorted(done.unreadable), "taken": sorted(done.taken), "whole": done.whole,
    }  # fmt: skip
    if args.json:
        give(facts)
        return 0 if done.whole else 1
    say(f"Đã mã hóa lại / sealed anew: {rows} dòng / rows, {facts['seconds']} s ({facts['rows_per_second']}/s)")
    for name in (*facts["unreadable"], *facts["taken"]):
        say(f"  ✗ {name}")
    say(f"Chép lại khóa vào nơi cất riêng / copy the keys to where they are kept apart: {home.path / 'keys.json'}")
    if not done.whole:
        say("Khóa cũ được giữ lại vì những dòng trên. / The former keys stay because of the rows above.")
    return 0 if done.whole else 1
