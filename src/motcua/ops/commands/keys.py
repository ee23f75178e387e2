"""`motcua keys`: which keys the city has, new ones in their place while it works, the end of former ones."""

import argparse
from pathlib import Path
from typing import Any

from motcua.kernel.database import Place, city
from motcua.kernel.home import Home
from motcua.ops import bootstrap
from motcua.ops.printing import give, say


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("keys", help="khóa của thành phố / the city's keys")
    verbs = parser.add_subparsers(required=True, metavar="việc/verb")
    listing = verbs.add_parser("list", help="các khóa, từ bao giờ / which keys there are, since when")
    listing.set_defaults(run=run_list)
    rotating = verbs.add_parser("rotate", help="đổi khóa, khóa cũ còn dùng / a new key, the former one still serves")
    rotating.add_argument("--copies", type=Path, metavar="FOLDER", help="chép khóa vào / where copies are kept apart")
    rotating.add_argument(
        "--spread",
        type=float,
        default=3.0,
        metavar="SECONDS",
        help="chờ mọi máy đọc lại / until all have read them",
    )
    rotating.add_argument(
        "--days", type=int, default=7, metavar="N", help="khóa API cũ còn dùng N ngày / days an old API token serves"
    )
    rotating.set_defaults(run=run_rotate)
    retiring = verbs.add_parser("retire", help="bỏ khóa cũ / the former key opens nothing from now on")
    retiring.add_argument("--now", action="store_true", help="khóa đã lộ: bỏ ngay / it has leaked: at once")
    retiring.set_defaults(run=run_retire)
    for verb in (rotating, retiring):
        verb.add_argument("name", metavar="NAME", help="data, sessions, database, seals, api:ID … (motcua keys list)")
        verb.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ làm gì / only say what would be done")
    for verb in (listing, rotating, retiring):
        verb.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")


def run_list(args: argparse.Namespace) -> int:
    rows = bootstrap.load("motcua.ops.keys.acting").listed(_city())
    if args.json:
        give({"keys": rows})
        return 0
    for row in rows:
        say(f"{row['name']:<12} {row['opens']['vi']} / {row['opens']['en']}")
        for line in told(row):
            say(f"{'':<12}   {line}")
    return 0


def told(row: dict[str, Any]) -> list[str]:
    """What is to be known of one key."""
    lines = [f"từ / since {row['since']}"] if row["since"] else []
    if row.get("until"):
        lines.append(f"đến / until {row['until']}")
    if row.get("waiting"):
        lines.append(f"đổi dở dang, chạy lại / cut off half-way, run again: motcua keys rotate {row['name']}")
    if row.get("former"):
        after = f" (từ / from {row['retire_from']})" if row["retire_from"] else ""
        lines.append(f"khóa cũ còn dùng / former keys in use: {row['former']}{after}")
    if row.get("elsewhere"):
        lines.append(f"{row['elsewhere']['vi']} / {row['elsewhere']['en']}")
    return lines


def run_rotate(args: argparse.Namespace) -> int:
    """1 when rows of `data` kept their former keys. Faults are told by the command line."""
    acting = bootstrap.load("motcua.ops.keys.acting")
    how = acting.How(copies=args.copies, spread=args.spread, days=args.days, dry=args.dry_run)
    facts = acting.rotate(_city(), args.name, how)
    if args.json:
        give({"name": args.name, "dry_run": args.dry_run} | facts)
    else:
        say(f"{'Sẽ đổi / would rotate' if args.dry_run else 'Đã đổi / rotated'}: {args.name}")
        tell(facts)
        if not args.dry_run:
            after(args.name, facts)
    return 0 if facts.get("whole", True) else 1


def tell(facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        lines = value if isinstance(value, list) else [value]
        say(f"  {name}: {', '.join(map(str, lines)) if not isinstance(value, dict) else sum(value.values())}")


def after(name: str, facts: dict[str, Any]) -> None:
    """What is left for a person to do."""
    home = Home.current().path
    if name == "seals":
        say(f"Chép lại nơi cất riêng / copy to where keys are kept apart: {home / 'seal.key'}, seal-former.json")
    elif name.startswith("api:"):
        say("Mã chỉ hiện một lần này. / This token is shown only this once.")
    else:
        say(f"Chép lại nơi cất riêng / copy to where keys are kept apart: {home / 'keys.json'}")
    if name == "database":
        say("Dùng pgbouncer: chạy lại motcua pgbouncer rồi RELOAD. / With pgbouncer: motcua pgbouncer again, RELOAD.")
    if "retire_from" in facts:
        say(f"Bỏ khóa cũ sau / retire the former key after {facts['retire_from']}: motcua keys retire {name}")


def run_retire(args: argparse.Namespace) -> int:
    acting = bootstrap.load("motcua.ops.keys.acting")
    facts = acting.retire(_city(), args.name, leaked=args.now, dry=args.dry_run)
    if args.json:
        give({"name": args.name, "dry_run": args.dry_run} | facts)
    else:
        say(f"{'Sẽ bỏ / would retire' if args.dry_run else 'Đã bỏ / retired'}: {args.name} ({facts['retired']})")
    return 0


def _city() -> Any:
    """After Django is ready: `chosen_home` may have named another folder than the one this process began with."""
    return bootstrap.load("motcua.ops.keys.acting").City(Home.current(), city(), Place.current())
